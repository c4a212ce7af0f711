"""Who speaks: the chain of voices behind a claim, each with a key that is the same wherever the same voice speaks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from recoupe.corroboration.relations import Relations
from recoupe.language.fold import fold
from recoupe.model import AttributionStep, Claim, Modality, Polarity, Report, SourceKind, Stance, Voice

_WORD = re.compile(r"\w+")
_LONG = 3
"""Letters from which a capitalised word can be part of a name."""
_TELLING = 6
"""Letters from which one shared word is enough to see that two names of a report mean one body."""
_NEAR = 60
"""Characters between a person and the body for which they speak."""


@dataclass(frozen=True, slots=True)
class Member:
    """A claim with its report."""

    claim: Claim
    report: Report


def said_on(member: Member) -> date | None:
    """The day on which the report was published, where it is known to the day."""
    published = member.report.published
    return published.start if published is not None and published.is_day else None


def stance_of(claim: Claim) -> Stance:
    if claim.modality is Modality.DENIED or claim.polarity is Polarity.NEGATIVE:
        return Stance.DENIES
    return Stance.SUSPECTS if claim.modality is Modality.POSSIBLE else Stance.SAYS


def chain_of(member: Member, relations: Relations) -> tuple[Voice, ...]:
    """Nearest to the words first, the report's outlet last. Somebody who speaks for a body is that body's voice."""
    text, steps = member.report.text, member.claim.attribution
    voices: list[Voice] = []
    for n, step in enumerate(steps):
        if n + 1 < len(steps) and _speaks_for(step, steps[n + 1]):
            continue
        voices.append(voice_of(step, text, relations))
    if not voices and (denier := _denier(member.claim, relations)) is not None:
        voices.append(denier)
    outlet = outlet_of(member.report, relations)
    return tuple(dict.fromkeys((*(v for v in voices if v.key != outlet.key), outlet)))


def _denier(claim: Claim, relations: Relations) -> Voice | None:
    """Where nobody is named as denying it, whoever is said not to have done it denies it."""
    entities = {m.link.entity.id: m.link.entity for m in claim.actors if m.link.entity is not None}
    if claim.modality is not Modality.DENIED or len(entities) != 1:
        return None
    ((id, entity),) = entities.items()
    return Voice(id, entity.name, SourceKind.ACTOR, relations.party(id) or id)


def _speaks_for(step: AttributionStep, following: AttributionStep) -> bool:
    close = abs(following.span.start - step.span.end) <= _NEAR or step.span.overlaps(following.span)
    bodies = (SourceKind.ORGANIZATION, SourceKind.ACTOR)
    return step.kind in (SourceKind.PERSON, SourceKind.UNNAMED) and following.kind in bodies and close


def voice_of(step: AttributionStep, text: str, relations: Relations) -> Voice:
    entity = step.link.entity
    words = " ".join(step.span.of(text).split())
    if entity is not None:
        merged = relations.same_voice(entity.name)
        if merged is not None:
            return named_outlet(merged, relations)
        party = relations.party(entity.id) or (entity.id if step.kind is SourceKind.ACTOR else None)
        return Voice(entity.id, entity.name, step.kind, party)
    names = proper_words(words)
    merged = relations.same_voice(words) or relations.same_voice(" ".join(names))
    if merged is not None:
        return named_outlet(merged, relations)
    if step.kind is SourceKind.UNNAMED and not _bears_name(words):
        side = step.link.candidates[0] if step.link.candidates else None
        if side is None:
            return Voice("unnamed", words, step.kind)
        return Voice(f"unnamed:{side.id}", words, step.kind, relations.party(side.id) or side.id)
    kind = SourceKind.ORGANIZATION if step.kind is SourceKind.UNNAMED else step.kind
    return Voice("name:" + " ".join(names or (fold(words),)), words, kind)


def outlet_of(report: Report, relations: Relations) -> Voice:
    """The report's own voice: its outlet, or itself where that is not known."""
    if report.outlet is None:
        return Voice(f"report:{report.id[7:19]}", report.title or report.id[:15], SourceKind.OUTLET)
    return named_outlet(relations.same_voice(report.outlet) or report.outlet, relations)


def named_outlet(name: str, relations: Relations) -> Voice:
    key = relations.outlet(name) or "name:" + " ".join(proper_words(name) or (fold(name),))
    return Voice(key, name, SourceKind.OUTLET, relations.party(key))


def _bears_name(words: str) -> bool:
    """Whether a phrase is a name after its article ("the Observatory"), not somebody who is only described."""
    second = _WORD.findall(words)[1:2]
    return bool(second) and len(second[0]) >= _LONG and second[0][0].isupper()


def proper_words(words: str) -> tuple[str, ...]:
    """The capitalised words of a phrase, folded; none in a script without capitals."""
    return tuple(fold(w) for w in _WORD.findall(words) if len(w) >= _LONG and w[0].isupper())


def is_named(voice: Voice) -> bool:
    return voice.kind is not SourceKind.UNNAMED


def share_a_name(left: Voice, right: Voice) -> bool:
    """Whether two unresolved names of one report mean the same body ("the Observatory's director")."""
    if not left.key.startswith("name:") or not (right.key.startswith("name:") or right.name):
        return False
    mine, other = set(left.key[5:].split()), set(proper_words(right.name))
    return any(len(word) >= _TELLING for word in mine & other)


def one_key_a_name(chains: Mapping[str, tuple[Voice, ...]]) -> dict[str, tuple[Voice, ...]]:
    """An outlet that the registry does not know is the one of that name that somebody cites."""
    known: dict[str, Voice] = {}
    for chain in chains.values():
        for voice in chain:
            is_known = not voice.key.startswith(("name:", "report:", "unnamed"))
            if is_known and voice.kind in (SourceKind.OUTLET, SourceKind.ORGANIZATION):
                known.setdefault("name:" + " ".join(proper_words(voice.name)), voice)
    return {claim: tuple(dict.fromkeys(known.get(v.key, v) for v in chain)) for claim, chain in chains.items()}

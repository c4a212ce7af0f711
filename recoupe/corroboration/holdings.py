"""What each claim of an incident holds: values of attributes, each with its stance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from recoupe.corroboration.families import ONE_SIDED
from recoupe.corroboration.geo import DIRECTIONS
from recoupe.corroboration.relations import Relations, one_party, related
from recoupe.corroboration.tellings import LOSERS
from recoupe.corroboration.voices import Member, said_on, stance_of
from recoupe.language.fold import fold
from recoupe.model import (
    ActorMention,
    Attribute,
    Claim,
    Event,
    Holding,
    Proof,
    Quantity,
    QuantityKind,
    Span,
    Stance,
    Voice,
)

Parts = frozenset[tuple[QuantityKind, str]]
HAPPENED = "happened"
LABELLED = "labelled"
"""Those who were hit, named by nothing but a word that takes a side ("terrorists"), in whatever language."""
_MANY_WORDS = 2
_BESIDE = 30
"""Characters between two figures that are told in one breath."""
_ENDS = ".;:!?؛؟—–()"
_PERSONS = frozenset({
    QuantityKind.KILLED, QuantityKind.WOUNDED, QuantityKind.CAPTURED, QuantityKind.MISSING, QuantityKind.DISPLACED,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """One value that one claim holds. ``scope`` and the bounds are those of a figure."""

    attribute: Attribute
    value: str
    label: str
    holding: Holding
    low: float | None = None
    high: float | None = None
    scope: str | None = None
    unit: str = ""
    whose: str | None = None


def held_by(member: Member, chain: tuple[Voice, ...], *, parts: Parts, relations: Relations) -> list[Held]:
    """``parts``: of whom figures speak as parts of a larger one (see ``parts_told``). A claim holds one value at least."""
    found = list(_all_held(member, chain, parts, relations))
    stance = stance_of(member.claim)
    return found or [_held(Attribute.OCCURRENCE, HAPPENED, "it happened", member, chain, member.claim.trigger, stance)]


def _all_held(member: Member, chain: tuple[Voice, ...], parts: Parts, relations: Relations) -> Iterator[Held]:
    claim, stance = member.claim, stance_of(member.claim)
    actors, targets = claim.actors, claim.targets
    if claim.event in LOSERS:
        actors, targets = targets, actors
    if claim.event is Event.ACCUSATION:
        yield from (_someone(Attribute.ACTOR, m, member, chain, stance) for m in targets if m.link.entity)
        return
    if stance is Stance.DENIES:
        yield from _denials(member, chain, actors, targets, parts, relations)
        return
    yield _held(Attribute.OCCURRENCE, HAPPENED, "it happened", member, chain, claim.trigger, stance)
    yield from (_someone(Attribute.ACTOR, m, member, chain, stance) for m in actors if _says_who(m, member))
    yield from (_someone(Attribute.TARGET, m, member, chain, stance) for m in targets if _says_who(m, member))
    yield from _where_when_how(member, chain, stance)
    for quantity in _summed(claim, member.report.text):
        yield _figure(quantity, member, chain, stance, _scope(quantity, claim, targets, parts), targets)


def _summed(claim: Claim, text: str) -> list[Quantity]:
    """Figures of people one beside the other ("seven civilians and three fighters") count different ones: together they are no
    fewer than the largest and no more than their sum. One of whom the claim names the target stays as it is.
    """
    out: list[Quantity] = []
    for quantity in sorted(claim.quantities, key=lambda q: q.span):
        before = out[-1] if out and quantity.kind in _PERSONS and out[-1].kind is quantity.kind else None
        if quantity.is_part or (before is not None and before.is_part):
            before = None
        if before is None or not _beside(before, quantity, text):
            out.append(quantity)
            continue
        low = max((b for b in (before.min, quantity.min) if b is not None), default=None)
        high = None if before.max is None or quantity.max is None else before.max + quantity.max
        out[-1] = replace(before, min=low, max=high, of=None, span=Span(before.span.start, quantity.span.end))
    return out


def _beside(left: Quantity, right: Quantity, text: str) -> bool:
    gap = text[left.span.end : right.span.start]
    return len(gap) <= _BESIDE and not any(mark in gap for mark in _ENDS)


def _denials(
    member: Member,
    chain: tuple[Voice, ...],
    actors: Sequence[ActorMention],
    targets: Sequence[ActorMention],
    parts: Parts,
    relations: Relations,
) -> Iterator[Held]:
    """A denied figure or victim is no denial of the whole. A party that denies and names nobody denies its own part."""
    claim, speaker = member.claim, chain[0]
    deny = Stance.DENIES
    if claim.quantities:
        for q in claim.quantities:
            yield _figure(q, member, chain, deny, _scope(q, claim, targets, parts), targets)
        return
    own = [m for m in actors if m.link.entity and speaker.actor and one_party(m.link.entity.id, speaker.actor, relations)]
    if own or (actors and speaker.actor is None and len(chain) > 1 and claim.event in ONE_SIDED):
        yield from (_someone(Attribute.ACTOR, m, member, chain, deny) for m in own or actors if m.link.entity)
        return
    if not actors and speaker.actor and claim.event in ONE_SIDED and claim.polarity.value == "positive":
        yield _held(Attribute.ACTOR, speaker.actor, speaker.name, member, chain, claim.trigger, deny)
        return
    if claim.polarity.value == "negative" and targets and not actors:
        yield from (_someone(Attribute.TARGET, m, member, chain, deny) for m in targets if m.link.entity)
        return
    yield _held(Attribute.OCCURRENCE, HAPPENED, "it happened", member, chain, claim.trigger, deny)


def _says_who(mention: ActorMention, member: Member) -> bool:
    """Words that name nobody known are kept when they are more than a pronoun."""
    return mention.link.entity is not None or len(mention.span.of(member.report.text).split()) >= _MANY_WORDS


def _someone(attribute: Attribute, mention: ActorMention, member: Member, chain: tuple[Voice, ...], stance: Stance) -> Held:
    entity = mention.link.entity
    words = " ".join(mention.span.of(member.report.text).split())
    value = entity.id if entity else LABELLED if mention.loaded and attribute is Attribute.TARGET else f"words:{fold(words)}"
    return _held(attribute, value, entity.name if entity else f"“{words}”", member, chain, mention.span, stance)


def _where_when_how(member: Member, chain: tuple[Voice, ...], stance: Stance) -> Iterator[Held]:
    claim, text = member.claim, member.report.text
    for place in [p for p in claim.places if p.relation not in DIRECTIONS][:1]:
        entity = place.link.entity
        words = " ".join(place.span.of(text).split())
        value, label = (entity.id, entity.name) if entity else (f"words:{fold(words)}", f"“{words}”")
        yield _held(Attribute.PLACE, value, label, member, chain, place.span, stance)
    if claim.time is not None:
        span = claim.time.span or claim.trigger
        yield _held(Attribute.TIME, claim.time.value.edtf, claim.time.value.edtf, member, chain, span, stance)
    for used in claim.means:
        yield _held(Attribute.MEANS, used.id.value, used.id.value.replace("_", " "), member, chain, used.span, stance)


def _held(
    attribute: Attribute, value: str, label: str, member: Member, chain: tuple[Voice, ...], span: Span, stance: Stance
) -> Held:
    return Held(attribute, value, label, _holding(member, chain, span, stance))


def _holding(member: Member, chain: tuple[Voice, ...], span: Span, stance: Stance) -> Holding:
    return Holding(chain[0], stance, Proof(member.claim.id, member.report.id, span), chain[1:], said_on(member))


def _figure(
    quantity: Quantity,
    member: Member,
    chain: tuple[Voice, ...],
    stance: Stance,
    scope: str | None,
    targets: Sequence[ActorMention],
) -> Held:
    value = bounds_value(quantity.min, quantity.max)
    unit = "" if quantity.kind in _PERSONS else quantity.unit
    label = f"{bounds_label(quantity.min, quantity.max)} {unit}".strip()
    holding = _holding(member, chain, quantity.span, stance)
    named = next((m.link.entity.name for m in targets if m.link.entity and m.link.entity.id == scope), None)
    whose = None if scope is None else named or quantity.of or ""
    return Held(Attribute(quantity.kind.value), value, label, holding, quantity.min, quantity.max, scope, quantity.unit, whose)


def bounds_value(low: float | None, high: float | None) -> str:
    return f"{'' if low is None else f'{low:g}'}..{'' if high is None else f'{high:g}'}"


def bounds_label(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return f"≥ {low:g}" if low is not None else f"≤ {high:g}" if high is not None else "?"
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


def _scope(quantity: Quantity, claim: Claim, targets: Sequence[ActorMention], parts: Parts) -> str | None:
    """Of whom a figure speaks, where it is told as a part; None is all who were hit."""
    if quantity.kind not in _PERSONS:
        return fold(quantity.of) if quantity.of and quantity.kind is QuantityKind.EQUIPMENT else None
    of_whom = counted(quantity, targets)
    if quantity.is_part:
        return of_whom if of_whom is not None and (quantity.kind, of_whom) in parts else f"part:{fold(quantity.of or '')}"
    return of_whom if of_whom is not None and (quantity.kind, of_whom) in parts else None


def counted(quantity: Quantity, targets: Sequence[ActorMention]) -> str | None:
    """The id of whom a figure counts: those named in or right behind it, else the one target of its claim."""
    ids = {m.link.entity.id for m in targets if m.link.entity}
    inside = [
        m.link.entity.id for m in targets
        if m.link.entity and (m.span.overlaps(quantity.span) or 0 <= m.span.start - quantity.span.end <= 3)
    ]  # fmt: skip
    return inside[0] if inside else min(ids) if len(ids) == 1 else None


def parts_told(members: Sequence[Member], chains: Mapping[str, tuple[Voice, ...]], relations: Relations) -> Parts:
    """The kinds and people of which figures are parts.

    A figure is one where the same voice gives one of the kind for others, or a larger one for all, in the same report, or where
    a party counts its own people only; and where no more reports give it without such. Otherwise who was hit is only how the
    report calls them all.
    """
    found: dict[tuple[QuantityKind, str], set[str]] = defaultdict(set)
    given: dict[tuple[QuantityKind, str], set[str]] = defaultdict(set)
    by_report: dict[str, list[tuple[Quantity, str | None, Member]]] = defaultdict(list)
    for member in members:
        targets = member.claim.actors if member.claim.event in LOSERS else member.claim.targets
        for q in member.claim.quantities:
            if q.kind in _PERSONS and stance_of(member.claim) is not Stance.DENIES:
                by_report[member.report.id].append((q, counted(q, targets), member))
    for told in by_report.values():
        for q, whom, member in told:
            if whom is None:
                continue
            given[q.kind, whom].add(member.report.id)
            speaker = chains[member.claim.id][0]
            others = [(o, w) for o, w, m in told if o.kind is q.kind and w != whom and chains[m.claim.id][0].key == speaker.key]
            larger = any(w is not None or _size(o) >= _size(q) for o, w in others)
            own = speaker.actor is not None and related(whom, speaker.actor, relations)
            if larger or own:
                found[q.kind, whom].add(member.report.id)
    return frozenset(key for key, reports in found.items() if 2 * len(reports) >= len(given[key]))


def _size(quantity: Quantity) -> float:
    return quantity.min if quantity.min is not None else quantity.max or 0.0

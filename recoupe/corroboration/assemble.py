"""From the claims of one incident to the incident: its versions side by side, and how independently each is held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from recoupe.corroboration.checks import findings_in
from recoupe.corroboration.contradictions import Contradictions
from recoupe.corroboration.copies import Copy, find_copies
from recoupe.corroboration.estimates import DEFAULT_POLICY, estimate
from recoupe.corroboration.geo import spots_of
from recoupe.corroboration.holdings import HAPPENED, held_by, parts_told
from recoupe.corroboration.origins import Origins
from recoupe.corroboration.relations import NO_RELATIONS, Relations
from recoupe.corroboration.summary import days_of, events_of, participants_of, when_of, where_of
from recoupe.corroboration.versions import FIGURES, Said, movements, said_of, versions_of
from recoupe.corroboration.voices import Member
from recoupe.model import (
    Accord,
    Attribute,
    AttributeVersions,
    Contradiction,
    Incident,
    OriginGroup,
    Reason,
    Report,
    Spot,
    Stance,
    Status,
    Voice,
)

_ASKED = frozenset({Attribute.ACTOR, Attribute.KILLED, Attribute.WOUNDED})
"""Attributes on which silence is worth saying."""
_DECIDING = frozenset({
    Attribute.OCCURRENCE, Attribute.ACTOR, Attribute.TARGET, Attribute.KILLED, Attribute.WOUNDED, Attribute.CAPTURED,
    Attribute.MISSING, Attribute.DISPLACED, Attribute.AREA, Attribute.TIME, Attribute.PLACE,
})  # fmt: skip
"""Attributes whose contradictions make the incident contested."""


@dataclass(frozen=True, slots=True)
class Options:
    relations: Relations = NO_RELATIONS
    policy: str = DEFAULT_POLICY


def assemble(
    id: str,
    members: Iterable[Member],
    *,
    options: Options | None = None,
    copies: Collection[Copy] | None = None,
    reasons: tuple[Reason, ...] = (),
) -> Incident:
    """The same claims give the same incident, whatever their order.

    ``copies`` are looked for among the members' reports when they are not given; ``reasons`` say why these belong together.
    """
    options = options or Options()
    members = sorted(members, key=lambda m: (m.report.id, m.claim.trigger, m.claim.id))
    reports = _in_order(members)
    copies = find_copies(reports) if copies is None else copies
    origins = Origins(members, copies=copies, relations=options.relations)
    parts = parts_told(members, origins.chains, options.relations)
    helds = [h for m in members for h in held_by(m, origins.chains[m.claim.id], parts=parts, relations=options.relations)]
    said = said_of(helds, origins)
    groups = origins.groups(_asserting(said))
    attributes = tuple(
        _attribute(attribute, found, origins=origins, groups=groups, members=members, options=options)
        for attribute, found in said.items()
    )
    return Incident(
        id=id,
        events=events_of(members),
        claims=tuple(m.claim.id for m in members),
        reports=tuple(r.id for r in reports),
        when=when_of(members),
        where=where_of(members),
        participants=participants_of(members, options.relations),
        attributes=attributes,
        origins=groups,
        status=_status(groups, [c for a in attributes if a.attribute in _DECIDING for c in a.contradictions]),
        reasons=reasons,
        findings=findings_in(members, _names(origins), relations=options.relations),
    )


def _names(origins: Origins) -> list[frozenset[str]]:
    """Of the voices that cite each other in a circle."""
    return [frozenset(origins.voices[key].name for key in circle) for circle in origins.circles]


def _in_order(members: Sequence[Member]) -> list[Report]:
    """Oldest first; those without a date first of all."""
    reports = {m.report.id: m.report for m in members}
    return sorted(reports.values(), key=lambda r: (r.published.edtf if r.published else "", r.id))


def _asserting(said: dict[Attribute, list[Said]]) -> list[str]:
    """Claims that say that it happened; where none does, those that suspect it, and then those that deny it."""
    occurrence = said.get(Attribute.OCCURRENCE, [])
    for stance in Stance:
        found = [s.held.holding.proof.claim for s in occurrence if s.held.holding.stance is stance]
        if found:
            return found
    return list(dict.fromkeys(s.held.holding.proof.claim for all_said in said.values() for s in all_said))


def _attribute(
    attribute: Attribute,
    said: Sequence[Said],
    *,
    origins: Origins,
    groups: Sequence[OriginGroup],
    members: Sequence[Member],
    options: Options,
) -> AttributeVersions:
    rules = Contradictions(
        events={m.claim.id: m.claim.event for m in members},
        hit={m.claim.id: frozenset(t.link.entity.id for t in m.claim.targets if t.link.entity) for m in members},
        spots=_spots(members), days=days_of(members), voices=origins.voices, relations=options.relations,
    )  # fmt: skip
    contradictions = rules.find(attribute, said)
    held = origins.groups(dict.fromkeys(s.held.holding.proof.claim for s in said if s.held.holding.stance is Stance.SAYS))
    is_figure = attribute in FIGURES
    return AttributeVersions(
        attribute,
        versions_of(attribute, said),
        _status(held, contradictions),
        contradictions,
        movements(attribute, said, origins.voices) if is_figure else (),
        _accords(attribute, said, origins, options.relations),
        estimate(attribute, said, policy=options.policy) if is_figure else None,
        _silent(attribute, said, groups),
    )


def _spots(members: Iterable[Member]) -> dict[str, Spot]:
    """By the value that a version of the place has."""
    found: dict[str, Spot] = {}
    for member in members:
        known = {p.link.entity.id for p in member.claim.places if p.link.entity}
        for spot in spots_of(member.claim, member.report.text):
            found.setdefault(spot.key if spot.key in known else f"words:{spot.key}", spot)
    return found


def _status(groups: Sequence[OriginGroup], contradictions: Iterable[Contradiction]) -> Status:
    if any(c.of_standing for c in contradictions):
        return Status.CONTESTED
    return Status.CORROBORATED if len(groups) > 1 else Status.SINGLE_SOURCE


def _silent(attribute: Attribute, said: Sequence[Said], groups: Sequence[OriginGroup]) -> tuple[Voice, ...]:
    if attribute not in _ASKED:
        return ()
    spoken = {s.held.holding.proof.claim for s in said}
    return tuple(g.voice for g in groups if not spoken & set(g.claims))


def _accords(attribute: Attribute, said: Sequence[Said], origins: Origins, relations: Relations) -> tuple[Accord, ...]:
    """Voices of opposed sides that hold one version, each pair of sides once."""
    by_value: dict[tuple[str, str | None], dict[str, tuple[Voice, Said]]] = defaultdict(dict)
    for one in said:
        voice = one.held.holding.voice
        if one.held.holding.stance is Stance.SAYS and voice.actor is not None:
            by_value[one.held.value, one.held.scope].setdefault(voice.actor, (voice, one))
    found = []
    for (value, _), voices in sorted(by_value.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        for (a, (left, one)), (b, (right, _)) in combinations(sorted(voices.items()), 2):
            sides = relations.sides(a, b, one.held.holding.said)
            if sides is not None:
                what = "that it happened" if value == HAPPENED else one.held.label
                why = f"{left.name} ({sides[0]}) and {right.name} ({sides[1]}) oppose each other, and agree: {what}"
                reason = Reason(why, 1.0)
                found.append(Accord(attribute, value, left, right, reason, sides))
    return tuple(found)

"""From the claims of a ledger to observations of control, with the registries and the origins that they need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from recoupe.control.observing import WEIGHTS, Observed, days_of, observe
from recoupe.control.told import Parties, Told
from recoupe.corroboration.copies import find_copies
from recoupe.corroboration.origins import Origins
from recoupe.corroboration.relations import Relations
from recoupe.corroboration.voices import Member, chain_of
from recoupe.linking.entities import ActorKind, Conflict
from recoupe.linking.registry import ActorRegistry
from recoupe.linking.sides import Sides
from recoupe.model import Claim, Event, Ground, Modality, Polarity, Report

if TYPE_CHECKING:
    from recoupe.geoparsing.gazetteer import Gazetteer

EVENTS: tuple[Event, ...] = tuple(WEIGHTS)
"""Events whose claims say something of control."""
_OBSERVERS = (ActorKind.ORGANIZATION, ActorKind.NGO, ActorKind.MONITOR, ActorKind.MISSION, ActorKind.COMPANY)
_AT_ONCE = 400
"""Claims on one place among which origins are traced back; of more, those of one month at a time."""


class RegistryParties:
    """Implements ``recoupe.control.told.Parties``. ``by_side``: the sides of a conflict hold ground; otherwise its actors, each
    with all that is part of it. Who fights only elsewhere holds nothing in a country."""

    def __init__(self, registry: ActorRegistry, relations: Relations, *, by_side: bool = True) -> None:
        self._registry, self._relations, self._by_side = registry, relations, by_side
        self._sides = Sides(registry)
        self._kept: dict[tuple[str, str | None, date | None], str | None] = {}

    def holder(self, actor: str, *, country: str | None, day: date | None) -> str | None:
        key = (actor, country, day.replace(day=1) if day else None)
        if key not in self._kept:
            self._kept[key] = self._holder(actor, country, day)
        return self._kept[key]

    def _holder(self, actor: str, country: str | None, day: date | None) -> str | None:
        if "/" in actor:
            return actor
        there = self._sides.sides(actor, day, theatre=country)
        if country is not None and not there and self._sides.sides(actor, day):
            return None
        found = {f"{s.conflict}/{s.name}" for s in there}
        if self._by_side and len(found) == 1:
            return next(iter(found))
        entry = self._registry.get(actor)
        if entry is None or entry.kind in _OBSERVERS:
            return None
        line = self._relations.lineage(actor)
        return line[-1] if line else actor

    def opposed(self, left: str, right: str, day: date | None) -> bool | None:
        a, b = left.split("/"), right.split("/")
        if len(a) == 2 and len(b) == 2:
            conflict = self._conflicts.get(a[0])
            if a[0] != b[0] or conflict is None:
                return None
            return any({o.a, o.b} == {a[1], b[1]} for o in conflict.oppositions)
        if len(a) == 1 and len(b) == 1:
            return self._relations.opposed(left, right, day)
        return None

    def name(self, holder: str) -> str:
        conflict, _, side = holder.partition("/")
        if side:
            return side.replace("-", " ")
        entry = self._registry.get(holder)
        return entry.name if entry is not None else conflict

    @cached_property
    def _conflicts(self) -> Mapping[str, Conflict]:
        return {c.id: c for c in self._registry.conflicts()}


class GazetteerExtents:
    """Implements ``recoupe.control.told.Extents``."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def radius_km(self, place: str) -> float | None:
        found = self._gazetteer.get(place)
        return found.radius_km if found is not None else None


def observed_in(
    claims: Iterable[tuple[Claim, Report]], *, parties: Parties, relations: Relations, gazetteer: Gazetteer | None = None
) -> Observed:
    """Observations of the claims that are on control, each with its independent origins."""
    members = [Member(claim, report) for claim, report in claims if claim.event in WEIGHTS]
    extents = GazetteerExtents(gazetteer) if gazetteer is not None else None
    return observe(told_of(members, relations), parties=parties, extents=extents)


def told_of(members: Sequence[Member], relations: Relations) -> Iterator[Told]:
    """In the order of ``members``. Who has it from whom is traced among the claims on one place."""
    roots: dict[str, frozenset[str]] = {}
    for group in _groups(members):
        reports = list({m.report.id: m.report for m in group}.values())
        copies = find_copies(reports) if len(reports) > 1 else ()
        graph = Origins(group, copies=copies, relations=relations)
        roots |= {m.claim.id: graph.root_keys(m.claim.id) for m in group}
    for member in members:
        yield Told(member.claim, member.report, chain_of(member, relations), roots[member.claim.id])


def _groups(members: Sequence[Member]) -> Iterator[list[Member]]:
    found: dict[tuple[str, str], list[Member]] = defaultdict(list)
    for member in members:
        found[_place(member.claim), ""].append(member)
    for group in found.values():
        if len(group) <= _AT_ONCE:
            yield group
            continue
        months: dict[str, list[Member]] = defaultdict(list)
        for member in group:
            published = member.report.published
            months[published.edtf[:7] if published is not None else ""].append(member)
        yield from months.values()


def _place(claim: Claim) -> str:
    entity = claim.places[0].link.entity if claim.places else None
    return entity.id if entity is not None else claim.report_id


def ground_named(words: str, gazetteer: Gazetteer) -> Ground | None:
    """The likeliest place of a name, where no claim speaks of it."""
    found = gazetteer.lookup(words)
    if not found:
        return None
    place = found[0]
    return Ground(place.id, place.name, place.lat, place.lon, place.radius_km, place.country)


def days_told(claims: Iterable[tuple[Claim, Report]]) -> list[int]:
    """The days on which claims put what they assert; denials, plans and undated ones are left out."""
    asserted = (
        Told(claim, report, (), frozenset()) for claim, report in claims
        if claim.modality is Modality.ASSERTED and claim.polarity is Polarity.POSITIVE
    )  # fmt: skip
    return [days[1] for told in asserted if (days := days_of(told)) is not None]

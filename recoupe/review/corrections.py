"""A claim as a person has corrected it. The machine's own stays as it is; this one takes its place where claims are compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from recoupe.errors import UsageError
from recoupe.model import (
    UNLINKED,
    ActorMention,
    Candidate,
    Claim,
    Event,
    Link,
    Modality,
    PartialDate,
    PlaceMention,
    Polarity,
    Quantity,
    QuantityKind,
    Reason,
    TimeMention,
)

FIELDS = ("event", "modality", "polarity", "actor", "target", "place", "time", *(kind.value for kind in QuantityKind))
"""What can be corrected. ``actor``, ``target`` and ``place`` take an id, or an id and a name with ``=`` between; an empty value
takes them away. ``place`` may end in ``@LAT,LON``. ``time`` takes a day, or two with ``/`` between. Figures: ``38``, ``38..52``.
"""
MEANT = "meant:"
"""Begins a field that stands for an entity wherever it has a part, as actor, target, place or speaker: ``meant:ID`` takes what
``actor`` takes, or where it is a place what ``place`` takes."""


def corrected(claim: Claim, changes: Iterable[tuple[str, str]], *, by: str) -> Claim:
    """Raises ``UsageError`` for a field that cannot be corrected or a value that is none of its own."""
    for name, value in changes:
        try:
            claim = _changed(claim, name, value, by)
        except ValueError as exc:
            raise UsageError(f"{name}={value}: {exc}") from exc
    return claim


def _changed(claim: Claim, name: str, value: str, by: str) -> Claim:
    match name:
        case "event":
            return replace(claim, event=Event(value))
        case "modality":
            return replace(claim, modality=Modality(value))
        case "polarity":
            return replace(claim, polarity=Polarity(value))
        case "actor":
            return replace(claim, actors=_actors(claim.actors, claim, value, by))
        case "target":
            return replace(claim, targets=_actors(claim.targets, claim, value, by))
        case "place":
            return replace(claim, places=_places(claim, value, by))
        case "time":
            return replace(claim, time=TimeMention(_days(value), f"corrected by {by}"))
        case _ if name.startswith(MEANT):
            return _meant(claim, name.removeprefix(MEANT), value, by)
        case _ if name in set(QuantityKind):
            return replace(claim, quantities=_figures(claim, QuantityKind(name), value))
        case _:
            raise UsageError(f"{name!r} cannot be corrected; one of {', '.join(FIELDS)}, {MEANT}ID")


def _link(value: str, by: str) -> Link:
    id, _, name = value.partition("=")
    return Link((Candidate(id, name or id, 1.0, (Reason(f"decided by {by}", 1.0),)),), 0, by)


def _actors(old: tuple[ActorMention, ...], claim: Claim, value: str, by: str) -> tuple[ActorMention, ...]:
    if not value:
        return ()
    span = old[0].span if old else claim.trigger
    return (ActorMention(span, _link(value, by)), *old[1:])


def _places(claim: Claim, value: str, by: str) -> tuple[PlaceMention, ...]:
    if not value:
        return ()
    old = claim.places[0] if claim.places else PlaceMention(claim.trigger)
    return (_place(old, value, by), *claim.places[1:])


def _place(old: PlaceMention, value: str, by: str) -> PlaceMention:
    """Another place lies elsewhere: without a point it has none."""
    named, _, point = value.partition("@")
    link = _link(named, by)
    if point:
        lat, lon = (float(part) for part in point.split(","))
        return replace(old, link=link, lat=lat, lon=lon)
    if old.link.entity is not None and link.entity is not None and old.link.entity.id == link.entity.id:
        return replace(old, link=link)
    return replace(old, link=link, country=None, lat=None, lon=None)


def parts_of(claim: Claim, entity: str) -> bool:
    """Whether ``entity`` has a part in the claim."""
    links = [m.link for m in (*claim.actors, *claim.targets)] + [place.link for place in claim.places]
    return any(_is(link, entity) for link in (*links, *(step.link for step in claim.attribution)))


def _is(link: Link, entity: str) -> bool:
    return link.entity is not None and link.entity.id == entity


def _meant(claim: Claim, entity: str, value: str, by: str) -> Claim:
    """A speaker who is taken away stays as words that nobody is known by."""
    if not parts_of(claim, entity):
        return claim
    named = value.partition("@")[0]
    link = _link(named, by) if named else UNLINKED

    def parties(old: tuple[ActorMention, ...]) -> tuple[ActorMention, ...]:
        return tuple(replace(m, link=link) if _is(m.link, entity) else m for m in old if named or not _is(m.link, entity))

    places = tuple(_place(m, value, by) if _is(m.link, entity) else m for m in claim.places if named or not _is(m.link, entity))
    speakers = tuple(replace(step, link=link) if _is(step.link, entity) else step for step in claim.attribution)
    return replace(claim, actors=parties(claim.actors), targets=parties(claim.targets), places=places, attribution=speakers)


def _days(value: str) -> PartialDate:
    first, _, last = value.partition("/")
    return PartialDate.between(date.fromisoformat(first), date.fromisoformat(last or first))


def _figures(claim: Claim, kind: QuantityKind, value: str) -> tuple[Quantity, ...]:
    others = tuple(q for q in claim.quantities if q.kind is not kind)
    if not value:
        return others
    low, dots, high = value.partition("..")
    old = next((q for q in claim.quantities if q.kind is kind), None)
    bounds = (float(low) if low else None, (float(high) if high else None) if dots else float(low))
    span, unit, of = (old.span, old.unit, old.of) if old else (claim.trigger, "person", None)
    return (*others, Quantity(kind, span, bounds[0], bounds[1], unit, of))

"""A claim as a person has corrected it. The machine's own stays as it is; this one takes its place where claims are compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from recoupe.errors import UsageError
from recoupe.model import (
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
        case _ if name in set(QuantityKind):
            return replace(claim, quantities=_figures(claim, QuantityKind(name), value))
        case _:
            raise UsageError(f"{name!r} cannot be corrected; one of {', '.join(FIELDS)}")


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
    named, _, point = value.partition("@")
    old = claim.places[0] if claim.places else PlaceMention(claim.trigger)
    made = replace(old, link=_link(named, by))
    if point:
        lat, lon = (float(part) for part in point.split(","))
        made = replace(made, lat=lat, lon=lon)
    return (made, *claim.places[1:])


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

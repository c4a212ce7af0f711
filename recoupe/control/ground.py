"""The ground of a claim: discs around its places, as wide as precision, relation and stated area make them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import asin, atan2, cos, degrees, pi, radians, sin, sqrt

from recoupe.control.told import Extents, Told
from recoupe.language.fold import fold
from recoupe.model import Event, Ground, PlaceMention, Precision, Quantity, QuantityKind, Relation

EARTH_KM = 6371.0088
RADIUS_KM = {
    Precision.EXACT: 3.0, Precision.TOWN: 5.0, Precision.DISTRICT: 25.0, Precision.PROVINCE: 80.0,
    Precision.REGION: 120.0, Precision.COUNTRY: 350.0,
}  # fmt: skip
"""What a place of that precision covers where the gazetteer does not say."""
_BEARINGS = {
    Relation.NORTH_OF: 0.0, Relation.NORTH_EAST_OF: 45.0, Relation.EAST_OF: 90.0, Relation.SOUTH_EAST_OF: 135.0,
    Relation.SOUTH_OF: 180.0, Relation.SOUTH_WEST_OF: 225.0, Relation.WEST_OF: 270.0, Relation.NORTH_WEST_OF: 315.0,
}  # fmt: skip
_OUTSIDE_KM = 10.0
"""How far "north of" or "near" is from a place where no distance is given."""
_GROUND = frozenset({Event.CAPTURE, Event.HOLD, Event.WITHDRAWAL, Event.ADVANCE})
"""Events whose areas are of the ground that changed hands."""
_KM2 = {"km2": 1.0, "ha": 0.01, "m2": 1e-6, "mi2": 2.589988}


@dataclass(frozen=True, slots=True)
class Where:
    """``grounds`` of a claim, or why there are none. ``area_km2``: the area that it states, low and high."""

    grounds: tuple[Ground, ...] = ()
    area_km2: tuple[float | None, float | None] | None = None
    words: str = ""
    why: str = ""


def ground_of(told: Told, extents: Extents | None) -> Where:
    """Where a claim puts what happened. Places that it only comes from or goes to are left out where it has others."""
    claim, text = told.claim, told.report.text
    area = stated_area(claim.quantities) if claim.event in _GROUND else None
    placed = [p for p in claim.places if p.lat is not None and p.lon is not None]
    words = ", ".join(" ".join(p.span.of(text).split()) for p in claim.places)
    if not claim.places:
        if told.about is None:
            return Where(area_km2=area, words=words, why="it does not say where")
        a = told.about
        own = Ground(a.key, a.name, a.lat, a.lon, RADIUS_KM[Precision.TOWN], a.country)
        return Where((_as_wide_as(own, area),), area, a.name)
    if not placed:
        return Where(area_km2=area, words=words, why="no coordinates are known for it")
    between = _between(placed, claim.quantities, area, text, extents)
    if between is not None:
        return Where((between,), area, words)
    chosen = [p for p in placed if p.relation not in (Relation.FROM, Relation.TOWARD)] or placed
    finest = min(_order(p) for p in chosen)
    own_places = [p for p in chosen if _order(p) == finest]
    grounds = tuple(dict.fromkeys(_disc(p, claim.quantities, text, extents) for p in own_places))
    if area is not None and len(grounds) == 1:
        grounds = (_as_wide_as(grounds[0], area),)
    return Where(grounds, area, words)


def stated_area(quantities: tuple[Quantity, ...]) -> tuple[float | None, float | None] | None:
    """Square kilometres, low and high; None where the claim states no area."""
    for q in quantities:
        if q.kind is QuantityKind.AREA and q.unit in _KM2:
            factor = _KM2[q.unit]
            return (q.min * factor if q.min is not None else None, q.max * factor if q.max is not None else None)
    return None


def _order(place: PlaceMention) -> int:
    order = list(RADIUS_KM).index(place.precision)
    return 0 if order <= 1 else order


def _disc(place: PlaceMention, quantities: tuple[Quantity, ...], text: str, extents: Extents | None) -> Ground:
    assert place.lat is not None
    assert place.lon is not None
    entity = place.link.entity
    name = entity.name if entity else " ".join(place.span.of(text).split())
    key = entity.id if entity else "words:" + fold(name)
    known = extents.radius_km(entity.id) if extents is not None and entity is not None else None
    coarse = place.precision not in (Precision.EXACT, Precision.TOWN)
    radius = known if known and coarse else RADIUS_KM[place.precision]
    made = Ground(key, name, place.lat, place.lon, radius, place.country)
    return _shifted(made, place.relation, _distance(quantities))


def _shifted(ground: Ground, relation: Relation, away: float | None) -> Ground:
    if relation is Relation.AT:
        return ground
    km = away or _OUTSIDE_KM
    key, name = f"{ground.key}/{relation.value}", f"{relation.value.replace('_', ' ')} {ground.name}"
    if relation in _BEARINGS:
        lat, lon = moved(ground.lat, ground.lon, _BEARINGS[relation], km)
        return replace(ground, key=f"{key}/{km:g}", name=name, lat=lat, lon=lon, radius_km=max(3.0, km / 2))
    return replace(ground, key=key, name=name, radius_km=ground.radius_km + km)


def _distance(quantities: tuple[Quantity, ...]) -> float | None:
    for q in quantities:
        if q.kind is QuantityKind.DISTANCE and q.unit == "km" and q.max is not None:
            return q.max
    return None


def _between(
    placed: list[PlaceMention], quantities: tuple[Quantity, ...],
    area: tuple[float | None, float | None] | None, text: str, extents: Extents | None,
) -> Ground | None:  # fmt: skip
    """The disc of the stated area, or of half the way, around the middle of two places; the second may lack its "between"."""
    ordered = sorted(placed, key=lambda p: p.span.start)
    first = next((n for n, p in enumerate(ordered) if p.relation is Relation.BETWEEN), len(ordered))
    ends = [p for p in ordered[first:] if p.relation in (Relation.BETWEEN, Relation.AT)]
    if len(ends) < 2:
        return None
    a, b = (_disc(replace(p, relation=Relation.AT), (), text, extents) for p in ends[:2])
    lat, lon, apart = midpoint(a.lat, a.lon, b.lat, b.lon)
    made = Ground(f"{a.key}~{b.key}", f"{a.name} – {b.name}", lat, lon, max(3.0, apart / 2), a.country)
    return _as_wide_as(made, area, exactly=True)


def _as_wide_as(ground: Ground, area: tuple[float | None, float | None] | None, *, exactly: bool = False) -> Ground:
    """At least as wide as the area that is stated."""
    given = [x for x in area or () if x is not None]
    if not given:
        return ground
    radius = sqrt(sum(given) / len(given) / pi)
    if not exactly and radius <= ground.radius_km:
        return ground
    return replace(ground, key=f"{ground.key}/{radius:.0f}km", radius_km=radius)


def moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point ``km`` away on a great circle; ``bearing`` in degrees from north, clockwise."""
    a, b, d = radians(lat), radians(bearing), km / EARTH_KM
    up = asin(sin(a) * cos(d) + cos(a) * sin(d) * cos(b))
    east = atan2(sin(b) * sin(d) * cos(a), cos(d) - sin(a) * sin(up))
    return degrees(up), (lon + degrees(east) + 540) % 360 - 180


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Along a great circle."""
    a, b = radians(lat1), radians(lat2)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def midpoint(lat1: float, lon1: float, lat2: float, lon2: float) -> tuple[float, float, float]:
    """The middle of the way and the length of it in km."""
    apart = distance_km(lat1, lon1, lat2, lon2)
    a, b = radians(lat1), radians(lat2)
    way = radians((lon2 - lon1 + 540) % 360 - 180)
    east = atan2(sin(way) * cos(b), cos(a) * sin(b) - sin(a) * cos(b) * cos(way))
    lat, lon = moved(lat1, lon1, degrees(east), apart / 2)
    return lat, lon, apart

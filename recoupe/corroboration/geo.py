"""Distances, and how far from its point a place may lie."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from recoupe.language.fold import fold
from recoupe.model import Claim, PlaceMention, Precision, Relation, Spot

EARTH_KM = 6371.0
RADIUS_KM = {
    Precision.EXACT: 2.0, Precision.TOWN: 7.0, Precision.DISTRICT: 30.0, Precision.PROVINCE: 90.0,
    Precision.REGION: 250.0, Precision.COUNTRY: 400.0,
}  # fmt: skip
"""What a place of that precision may cover; a rule of thumb, as no gazetteer here has outlines of all."""
FINE = frozenset({Precision.EXACT, Precision.TOWN, Precision.DISTRICT})
_ROOM = {Relation.AT: 0.0, Relation.NEAR: 8.0, Relation.AROUND: 10.0}
_ELSEWHERE = 15.0
"""Room for "north of", "on the road to" and the like, in km."""
DIRECTIONS = frozenset({Relation.TOWARD, Relation.FROM})


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Along a great circle."""
    a, b = radians(lat1), radians(lat2)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def gap_km(left: Spot, right: Spot) -> float | None:
    """How far apart at least two places are; 0 where one may lie in the other, None where that cannot be told."""
    if left.key == right.key:
        return 0.0
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return None
    return max(0.0, distance_km(left.lat, left.lon, right.lat, right.lon) - left.radius_km - right.radius_km)


def spots_of(claim: Claim, text: str) -> tuple[Spot, ...]:
    """The places of a claim, most precise first; where it only goes to or comes from stands last."""
    ranked = sorted(enumerate(claim.places), key=lambda p: (p[1].relation in DIRECTIONS, -_fineness(p[1]), p[0]))
    return tuple(dict.fromkeys(_spot(place, text) for _, place in ranked))


def _spot(place: PlaceMention, text: str) -> Spot:
    entity = place.link.entity
    key = entity.id if entity else fold(" ".join(place.span.of(text).split()))
    radius = RADIUS_KM[place.precision] + _ROOM.get(place.relation, _ELSEWHERE)
    lat, lon = (place.lat, place.lon) if _on_earth(place) else (None, None)
    return Spot(key, place.precision, lat, lon, radius, place.country)


def _on_earth(place: PlaceMention) -> bool:
    return place.lat is not None and place.lon is not None and -90 <= place.lat <= 90 and -180 <= place.lon <= 180


def _fineness(place: PlaceMention) -> int:
    return -list(RADIUS_KM).index(place.precision)

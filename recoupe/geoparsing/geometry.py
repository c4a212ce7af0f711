"""Distances and displacements on the sphere; degrees of WGS 84, kilometres."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt

EARTH_KM = 6371.0
KM_PER_DEGREE = 111.2

BEARINGS: dict[str, float] = {
    "north": 0.0, "north_east": 45.0, "east": 90.0, "south_east": 135.0,
    "south": 180.0, "south_west": 225.0, "west": 270.0, "north_west": 315.0,
}  # fmt: skip
"""Directions of the compass, clockwise from north."""

Box = tuple[float, float, float, float]
"""South, west, north, east."""


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance by the haversine formula."""
    lat1, lat2 = radians(a[0]), radians(b[0])
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(b[1] - a[1]) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))


def displaced(origin: tuple[float, float], km: float, direction: str) -> tuple[float, float]:
    """The point ``km`` away from ``origin`` in a direction of ``BEARINGS``."""
    lat, lon = (radians(x) for x in origin)
    angle, bearing = km / EARTH_KM, radians(BEARINGS[direction])
    lat2 = asin(sin(lat) * cos(angle) + cos(lat) * sin(angle) * cos(bearing))
    lon2 = lon + atan2(sin(bearing) * sin(angle) * cos(lat), cos(angle) - sin(lat) * sin(lat2))
    return round(degrees(lat2), 4), round((degrees(lon2) + 540) % 360 - 180, 4)


def part_of(box: Box, direction: str) -> tuple[float, float]:
    """A point in that part of the box: a fifth of its height and width away from the middle.

    A fifth and not a quarter, because a country is rarely its box, and its corners often belong to a neighbour.
    """
    south, west, north, east = box
    bearing = radians(BEARINGS[direction])
    reach = 0.2 if direction in ("north_east", "north_west", "south_east", "south_west") else 0.27
    dy, dx = cos(bearing), sin(bearing)
    scale = reach / max(abs(dx), abs(dy))
    return round((south + north) / 2 + dy * scale * (north - south), 4), round((west + east) / 2 + dx * scale * (east - west), 4)


def radius_of(box: Box) -> float:
    """Half the diagonal of a box, in kilometres."""
    south, west, north, east = box
    height, width = (north - south) * KM_PER_DEGREE, (east - west) * KM_PER_DEGREE * cos(radians((south + north) / 2))
    return hypot(height, width) / 2

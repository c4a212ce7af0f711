"""Keys by which tellings find those that they have to be compared with, so that not every pair is looked at.

A telling that says where has a key for each square of half a degree and each stretch of days that it touches, and looks into the
squares around. One that only says in which province or country, or not even that, is found by day and country and by what else
it says: a figure, who did it to whom. The relation is symmetric: whichever of two tellings comes first, the other finds it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import cos, floor, radians

from recoupe.corroboration.families import LASTING, group_of
from recoupe.corroboration.geo import FINE
from recoupe.model import Telling

CELL_DEGREES = 0.5
"""More than the farthest that two places of a town's precision may lie apart: about 55 km."""
BUCKET_DAYS = 8
SLACK_DAYS, LASTING_SLACK_DAYS = 2, 3
"""How far apart the days of two tellings of one happening may be."""
LONG_DAYS = 64
"""Longer intervals say too little to look by."""
_WORTH_LOOKING = 3.0
"""Smaller figures are too frequent to look by."""


@dataclass(frozen=True, slots=True)
class Keys:
    """``home``: where a telling is found. ``asked``: where it looks. Both are signed 64-bit numbers."""

    home: frozenset[int]
    asked: frozenset[int]


def keys_of(telling: Telling) -> Keys:
    buckets = list(_buckets(telling))
    fine = [spot for spot in telling.spots if spot.precision in FINE]
    located = [spot for spot in fine if spot.lat is not None and spot.lon is not None]
    home: set[int] = set()
    asked: set[int] = set()
    for spot in located:
        home |= {_hash("at", *_cell(spot.lat or 0.0, spot.lon or 0.0), b) for b in buckets}
        asked |= {_hash("at", *cell, b) for cell in _around(_cell(spot.lat or 0.0, spot.lon or 0.0)) for b in buckets}
    named = {_hash("name", spot.key, b) for spot in fine if spot.lat is None for b in buckets}
    features = set(_features(telling, buckets))
    home |= named | {_hash("any", f) for f in features}
    asked |= named | {_hash("vague", f) for f in features}
    if not located:
        home |= {_hash("vague", f) for f in features}
        asked |= {_hash("any", f) for f in features}
    return Keys(frozenset(home), frozenset(asked))


def _hash(*parts: object) -> int:
    """Two keys that share a hash only bring a pair to be scored that need not have been."""
    raw = "|".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return (zlib.crc32(raw) << 31) ^ zlib.crc32(raw, 0x5EED)


def slack(telling: Telling) -> int:
    return LASTING_SLACK_DAYS if any(event in LASTING for event in telling.events) else SLACK_DAYS


def _buckets(telling: Telling) -> Iterator[int]:
    """Stretches of days touched by the telling's interval and half of its slack on each side."""
    if telling.first is None or telling.last is None or telling.last - telling.first > LONG_DAYS:
        open_end = telling.first if telling.first is not None else telling.last
        if open_end is None:
            return
        first = last = open_end
    else:
        first, last = telling.first, telling.last
    room = (slack(telling) + 1) // 2
    yield from range((first - room) // BUCKET_DAYS, (last + room) // BUCKET_DAYS + 1)


def _cell(lat: float, lon: float) -> tuple[int, int]:
    """Rows of half a degree, in each as many columns as keep the squares about as wide as high."""
    row = floor(lat / CELL_DEGREES)
    columns = _columns(row)
    return row, floor((lon % 360.0) / 360.0 * columns) % columns


@cache
def _columns(row: int) -> int:
    return max(1, floor(360.0 * max(0.05, cos(radians((row + 0.5) * CELL_DEGREES))) / CELL_DEGREES))


@cache
def _around(cell: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """A cell and those that lie within about a cell's width of it. If one cell is among another's, so is that among its own."""
    row, column = cell
    width = 360.0 / _columns(row)
    found: dict[tuple[int, int], None] = {}
    for other in (row - 1, row, row + 1):
        columns = _columns(other)
        wide = 360.0 / columns
        reach = (width + wide) / 2 - 1e-9
        first, last = floor((column * width - reach) / wide), floor(((column + 1) * width + reach) / wide)
        found.update({(other, c % columns): None for c in range(first, last + 1)})
    return tuple(found)


def _features(telling: Telling, buckets: list[int]) -> Iterator[str]:
    """What a telling without an exact place is looked up by."""
    group = group_of(telling.events[0])
    for bucket in buckets:
        for toll in telling.tolls:
            value = toll.min if toll.min is not None else toll.max
            if value is not None and value >= _WORTH_LOOKING:
                yield f"{bucket}|{toll.kind}|{value:g}"
        for actor in telling.actors:
            for target in telling.targets:
                yield f"{bucket}|{group}|{min(actor, target)}|{max(actor, target)}"
        for spot in telling.spots:
            yield f"{bucket}|{group}|in|{spot.key}"
    yield from _days(telling, group)


def _days(telling: Telling, group: str) -> Iterator[str]:
    """The country on each day, where the days are few."""
    first, last = telling.first, telling.last
    countries = {spot.country for spot in telling.spots if spot.country}
    if first is None or last is None or last - first > BUCKET_DAYS:
        return
    room = 0 if telling.assumed else SLACK_DAYS
    for day in range(first - room, last + 1):
        for country in countries:
            yield f"{day}|{group}|country|{country}"
        for side in (*telling.actors, *telling.targets):
            yield f"{day}|{group}|side|{side}"

"""The ring around a place: what share of it, and of the ways out, each side holds, day by day, and where it is open.

Ways out are the roads that lead from the place to the ring, where roads are known, each by its shortest course; otherwise
straight lines, one in each of 36 directions, from the place's own edge. A way is shut where on some stretch of it the encircling
side more probably holds the ground than not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

import numpy as np

from recoupe.control.chain import Floats
from recoupe.control.ground import distance_km, moved
from recoupe.control.inference import Field, Spots
from recoupe.model import Ground

DIRECTIONS = 36
STEPS = 8
"""Points looked at on each way."""
INNER = 0.25
"""Where a way begins, as a share of the radius: what lies nearer is the place itself."""
SHUT = 0.5
_COMPASS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
_Z = 1.645
_ALIKE = 4
"""Neighbouring directions that err together."""
PARTLY, NEARLY = 0.5, 0.95
RELIEF_DAYS, WEEKLY = 30, 4
LONG_DAYS = 183
"""Six months."""


class Tier(StrEnum):
    """After Siege Watch (PAX and The Syria Institute), which calls besieged what has been shut in for six months or more, and
    grades that by how much gets in; what is shut in part, or not for so long, is on its watch list (Map Guide, siegewatch.org, as
    of 10 April 2016). A map shows only the ring, and claims of aid and departures: the rest is for people to judge.
    """

    ONE = "tier 1"
    """Besieged; in 30 days nobody claims that aid came in or people came out."""
    TWO = "tier 2"
    """Besieged; on up to three of 30 days that is claimed."""
    THREE = "tier 3"
    """Besieged; it is claimed about weekly or more often."""
    WATCH = "watch list"
    """Shut all around for less than six months, or half of the ways or more are shut, or may be."""
    NONE = "none"
    UNKNOWN = "unknown"
    """For less than half of the ways anything is known."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Directions in a row, in degrees from north and clockwise, in which the ring is not shut; or an open road, where it meets
    the ring. ``toward``: known places there."""

    start: int
    end: int
    compass: str
    toward: tuple[str, ...] = ()
    road: str | None = None
    """The name of the road, which may be empty; None where roads are not known."""


@dataclass(frozen=True, slots=True)
class Hold:
    """What one side holds of the ring and of the ways out: shares with the bounds within which nine of ten lie."""

    holder: str
    ring: tuple[float, float, float]
    ways: tuple[float, float, float]
    """Of the ways, those that it shuts."""


@dataclass(frozen=True, slots=True)
class RingDay:
    day: date
    holds: tuple[Hold, ...]
    """Who holds most first."""
    encircler: str | None
    """Who shuts most ways, unless it holds the place itself."""
    tier: Tier
    openings: tuple[Opening, ...]
    known: float
    """Share of the ways of which anything is known."""
    since: date | None = None
    """Since when it has been shut all around by the same side, or at least since then."""
    grade: Tier | None = None
    """Where it is shut all around, the tier that it has, or would have after six months."""


class Ring:
    """A place with a ring at ``radius_km``."""

    def __init__(self, field: Field, place: Ground, *, radius_km: float, relief: Iterable[int] = ()) -> None:
        """``relief``: ordinal days on which aid or departures are claimed."""
        self._field, self._place, self._radius = field, place, radius_km
        self._relief = np.array(sorted(set(relief)), dtype=np.int64)
        self.roads = field.ways.out(place.lat, place.lon, radius_km) if field.ways else ()
        """The roads out; empty where they are not known, and straight ways are taken."""

    def days(self, first: date, last: date) -> tuple[RingDay, ...]:
        """Empty where the field says nothing of these days."""
        a, b = max(first.toordinal(), self._field.start), min(last.toordinal(), self._field.until)
        if b < a or not self._field.holders:
            return ()
        begin = max(self._field.start, a - LONG_DAYS)
        odds = self._field.at(self._points, first=begin, last=b)
        known = odds.known.reshape(-1, STEPS, b - begin + 1)
        held = (odds.states[:, :, :-1] * odds.known[:, :, None]).reshape(-1, STEPS, b - begin + 1, len(self._field.holders))
        own = self._own(begin, b)
        made: list[RingDay] = []
        for n in range(b - begin + 1):
            made.append(self._day(date.fromordinal(begin + n), held[:, :, n], known[:, :, n], own[n], made[-1] if made else None))
        return tuple(made[a - begin :])

    def _own(self, a: int, b: int) -> list[str | None]:
        """Who holds the place itself."""
        odds = self._field.at(Spots.of([self._place]), first=a, last=b).states[0, :, :-1]
        return [self._field.holders[int(n)] if odds[i, n] >= SHUT else None for i, n in enumerate(odds.argmax(axis=1))]

    def _day(self, day: date, held: Floats, known: Floats, own: str | None, before: RingDay | None) -> RingDay:
        ring = held[:DIRECTIONS, -1]
        out = slice(DIRECTIONS, None) if self.roads else slice(None)
        shut, heard_of = held[out].max(axis=1), known[out].max(axis=1)
        holds = tuple(sorted(
            (Hold(h, _bounds(ring[:, n]), _bounds(shut[:, n])) for n, h in enumerate(self._field.holders)),
            key=lambda h: (-h.ways[1], h.holder),
        ))  # fmt: skip
        around = next((h for h in holds if h.holder != own), None)
        heard = float((heard_of >= 0.5).mean())
        if around is None:
            return RingDay(day, holds, None, Tier.NONE, (), heard)
        ways = shut[:, self._field.holders.index(around.holder)]
        share = float((ways >= SHUT).mean())
        made = RingDay(day, holds, around.holder, Tier.UNKNOWN, self._openings(ways), heard)
        if heard < 0.5:
            return made
        if share < NEARLY:
            return replace(made, tier=Tier.WATCH if max(share, around.ways[2]) >= PARTLY else Tier.NONE)
        shut_before = before is not None and before.encircler == around.holder and before.since is not None
        since = before.since if before is not None and shut_before else day
        assert since is not None
        grade = self._grade(day.toordinal())
        return replace(made, tier=grade if (day - since).days >= LONG_DAYS else Tier.WATCH, since=since, grade=grade)

    def _grade(self, day: int) -> Tier:
        lately = int(((self._relief <= day) & (self._relief > day - RELIEF_DAYS)).sum())
        return Tier.ONE if not lately else Tier.TWO if lately < WEEKLY else Tier.THREE

    def _openings(self, ways: Floats) -> tuple[Opening, ...]:
        is_open = [bool(x < SHUT) for x in ways]
        if self.roads:
            return tuple(self._road(n) for n, free in enumerate(is_open) if free)
        if all(is_open):
            return (Opening(0, 360, "all around", self._toward(range(DIRECTIONS))),)
        begins = [n for n in range(DIRECTIONS) if is_open[n] and not is_open[n - 1]]
        made = []
        for begin in begins:
            run = [begin]
            while is_open[(run[-1] + 1) % DIRECTIONS]:
                run.append((run[-1] + 1) % DIRECTIONS)
            step = 360 // DIRECTIONS
            made.append(Opening(begin * step, (run[-1] * step + step) % 360, _compass(run), self._toward(run)))
        return tuple(made)

    def _road(self, n: int) -> Opening:
        road = self.roads[n]
        near = round(road.bearing / 360 * DIRECTIONS) % DIRECTIONS
        toward = self._toward([near, (near + 1) % DIRECTIONS, near - 1 if near else DIRECTIONS - 1])
        bearing = round(road.bearing) % 360
        return Opening(bearing, bearing, _COMPASS[round(bearing / 45) % 8], toward, road.name)

    def _toward(self, run: Iterable[int], most: int = 3) -> tuple[str, ...]:
        wanted = set(run)
        return tuple(dict.fromkeys(name for n, name in self._around if n in wanted))[:most]

    @cached_property
    def _points(self) -> Spots:
        at = [
            moved(self._place.lat, self._place.lon, n * 360 / DIRECTIONS, self._radius * (INNER + (1 - INNER) * k / (STEPS - 1)))
            for n in range(DIRECTIONS) for k in range(STEPS)
        ]  # fmt: skip
        for road in self.roads:
            course = list(zip(road.lat.tolist(), road.lon.tolist(), strict=True))
            here, edge = (self._place.lat, self._place.lon), self._radius * INNER
            within = [n for n, point in enumerate(course) if distance_km(*here, *point) < edge]
            which = np.linspace(min(max(within, default=-1) + 1, len(course) - 1), len(course) - 1, STEPS).round()
            at += [course[int(n)] for n in which]
        keys = tuple(f"{n}/{k}" for n in range(len(at) // STEPS) for k in range(STEPS))
        return Spots(keys, keys, np.array([a for a, _ in at]), np.array([b for _, b in at]))

    @cached_property
    def _around(self) -> tuple[tuple[int, str], ...]:
        """Places that claims name, by direction; those nearest to the ring first."""
        named = {o.ground.key: o.ground for o in self._field.observations if o.ground.is_point}
        found = []
        for ground in named.values():
            km, bearing = _from(self._place, ground)
            if self._radius * INNER < km <= self._radius * 2:
                found.append((abs(km - self._radius), round(bearing / 360 * DIRECTIONS) % DIRECTIONS, ground.name))
        return tuple((n, name) for _, n, name in sorted(found))


def _bounds(chances: Floats) -> tuple[float, float, float]:
    """Low, best and high of the mean of chances, directions near each other erring together."""
    n = len(chances)
    best = float(chances.mean())
    alike = max(1.0, _ALIKE * n / DIRECTIONS)
    spread = _Z * float(np.sqrt((chances * (1 - chances)).sum() * alike)) / n
    return max(0.0, best - spread), best, min(1.0, best + spread)


def _compass(run: Sequence[int]) -> str:
    step = 360 / DIRECTIONS
    first, last = (_COMPASS[round(run[n] * step / 45) % 8] for n in (0, -1))
    return first if first == last else f"{first}–{last}"


def _from(a: Ground, b: Ground) -> tuple[float, float]:
    """Kilometres and bearing, in degrees from north, of ``b`` as seen from ``a``; flat, good for a ring."""
    north = (b.lat - a.lat) * 111.2
    east = (b.lon - a.lon) * 111.2 * float(np.cos(np.radians(a.lat)))
    return float(np.hypot(north, east)), float(np.degrees(np.arctan2(east, north)) % 360)

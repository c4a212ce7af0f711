"""The ring around a place: what share of it, and of the ways out, each side holds, day by day, and where it is open.

Ways out are straight lines, one in each of 36 directions, from the place's own edge to the ring: roads are not known here. A way
is shut where on some stretch of it the encircling side more probably holds the ground than not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

import numpy as np

from recoupe.control.chain import Floats
from recoupe.control.ground import moved
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
RELIEF_DAYS = 30


class Tier(StrEnum):
    """After Siege Watch (PAX and The Syria Institute, First Quarterly Report on Besieged Areas in Syria, February 2016), which
    grades by how much people and aid get through. A map shows only the ring, and claims of aid: the rest is for people to judge.
    """

    ONE = "tier 1"
    """Shut all around, and in 30 days nobody claims that aid came in or people came out."""
    TWO = "tier 2"
    """Shut all around; some aid, or people leaving, is claimed."""
    THREE = "tier 3"
    """Shut in most directions, with an opening: partial access."""
    WATCH = "watch list"
    """Half of the ways or more are shut, or may be: at risk of siege."""
    NONE = "none"
    UNKNOWN = "unknown"
    """For less than half of the ways anything is known."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Directions in a row, in degrees from north and clockwise, in which the ring is not shut. ``toward``: known places there."""

    start: int
    end: int
    compass: str
    toward: tuple[str, ...] = ()


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


class Ring:
    """A place with a ring at ``radius_km``."""

    def __init__(self, field: Field, place: Ground, *, radius_km: float, relief: Iterable[int] = ()) -> None:
        """``relief``: ordinal days on which aid or departures are claimed."""
        self._field, self._place, self._radius = field, place, radius_km
        self._relief = np.array(sorted(relief), dtype=np.int64)

    def days(self, first: date, last: date) -> tuple[RingDay, ...]:
        """Empty where the field says nothing of these days."""
        a, b = max(first.toordinal(), self._field.start), min(last.toordinal(), self._field.until)
        if b < a or not self._field.holders:
            return ()
        odds = self._field.at(self._points, first=a, last=b)
        known = odds.known.reshape(DIRECTIONS, STEPS, -1)
        held = (odds.states[:, :, :-1] * odds.known[:, :, None]).reshape(DIRECTIONS, STEPS, b - a + 1, -1)
        own = self._own(a, b)
        return tuple(
            self._day(date.fromordinal(a + n), held[:, :, n], known[:, :, n], own[n]) for n in range(b - a + 1)
        )

    def _own(self, a: int, b: int) -> list[str | None]:
        """Who holds the place itself."""
        odds = self._field.at(Spots.of([self._place]), first=a, last=b).states[0, :, :-1]
        return [self._field.holders[int(n)] if odds[i, n] >= SHUT else None for i, n in enumerate(odds.argmax(axis=1))]

    def _day(self, day: date, held: Floats, known: Floats, own: str | None) -> RingDay:
        shut = held.max(axis=1)
        holds = tuple(sorted(
            (Hold(h, _bounds(held[:, -1, n]), _bounds(shut[:, n])) for n, h in enumerate(self._field.holders)),
            key=lambda h: (-h.ways[1], h.holder),
        ))  # fmt: skip
        around = next((h for h in holds if h.holder != own), None)
        if around is None:
            return RingDay(day, holds, None, Tier.NONE, (), float(known.max(axis=1).mean()))
        ways = shut[:, self._field.holders.index(around.holder)]
        heard = float((known.max(axis=1) >= 0.5).mean())
        tier = self._tier(day.toordinal(), float((ways >= SHUT).mean()), around.ways[2], heard)
        return RingDay(day, holds, around.holder, tier, self._openings(ways), heard)

    def _tier(self, day: int, shut: float, at_most: float, heard: float) -> Tier:
        if heard < 0.5:
            return Tier.UNKNOWN
        if shut >= NEARLY:
            lately = (self._relief <= day) & (self._relief > day - RELIEF_DAYS)
            return Tier.TWO if lately.any() else Tier.ONE
        if shut >= 0.75:
            return Tier.THREE
        return Tier.WATCH if max(shut, at_most) >= PARTLY else Tier.NONE

    def _openings(self, ways: Floats) -> tuple[Opening, ...]:
        is_open = [bool(x < SHUT) for x in ways]
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

    def _toward(self, run: Iterable[int], most: int = 3) -> tuple[str, ...]:
        wanted = set(run)
        return tuple(dict.fromkeys(name for n, name in self._around if n in wanted))[:most]

    @cached_property
    def _points(self) -> Spots:
        at = [
            moved(self._place.lat, self._place.lon, n * 360 / DIRECTIONS, self._radius * (INNER + (1 - INNER) * k / (STEPS - 1)))
            for n in range(DIRECTIONS) for k in range(STEPS)
        ]  # fmt: skip
        keys = tuple(f"{n}/{k}" for n in range(DIRECTIONS) for k in range(STEPS))
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
    spread = _Z * float(np.sqrt((chances * (1 - chances)).sum() * _ALIKE)) / n
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

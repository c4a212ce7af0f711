"""Everything that is asked of control of territory, over the observations of one ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from recoupe.control.accounts import ALL, INDEPENDENT, Comparison, Difference, accounts_in, by_account, compare
from recoupe.control.encirclement import DIRECTIONS, Hold, Opening, Ring, RingDay, Tier
from recoupe.control.geometry import areas, patches, stated_areas
from recoupe.control.grid import cells_as_spots, disc, grid
from recoupe.control.inference import Field, Options, Spots, decided, infer, without
from recoupe.control.land import ashore
from recoupe.control.observing import Observed
from recoupe.control.told import Parties
from recoupe.control.ways import RoadOut, Ways
from recoupe.errors import UsageError
from recoupe.geoparsing.gazetteer import Gazetteer as Places
from recoupe.language.fold import fold
from recoupe.model import (
    Area,
    Bearing,
    Boundary,
    ControlMap,
    ControlState,
    ControlStatus,
    Ground,
    Observation,
    Outline,
    Share,
    StatedArea,
)

if TYPE_CHECKING:
    from shapely import MultiPolygon

__all__ = [
    "ALL", "DIRECTIONS", "INDEPENDENT", "Comparison", "Difference", "Hold", "Observed", "Opening", "Period", "Places", "RingDay",
    "RoadOut", "Territory", "Tier", "Ways", "Weighed",
]  # fmt: skip

_AROUND_MAP = 0.5
"""Degrees around the cells from which borders are drawn."""
_MOST_STATED = 40
"""Claims on areas that are checked; those with the largest areas first."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days in a row on which a place stands alike. ``accounts`` say so; ``disputed_by`` say otherwise in these days."""

    first: date
    last: date
    status: ControlStatus
    holder: str | None
    probability: float
    """The mean over the days."""
    accounts: tuple[str, ...]
    disputed_by: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    observation: Observation
    weight: float
    """What it is worth there and then, in nats."""


class Territory:
    """Fields are inferred when first asked for. All accounts have the same holders, days and cells, so that they compare."""

    def __init__(
        self, observed: Observed, *, parties: Parties, options: Options | None = None, resolution: int | None = None,
        ways: Ways | None = None, land: Callable[[], MultiPolygon] | None = None,
    ) -> None:  # fmt: skip
        """``ways``: roads and rivers, where they are known; ``land``: its outlines, outside which no cell is anybody's."""
        self.observed, self._parties = observed, parties
        self._options, self._resolution, self._ways, self._land = options or Options(), resolution, ways, land
        self._fields: dict[str, Field] = {}

    def name(self, holder: str | None) -> str:
        return self._parties.name(holder) if holder is not None else ""

    @property
    def days(self) -> tuple[date, date]:
        """First and last day of which anything is said. Raises ``UsageError`` where nothing is."""
        if not self.observed.observations:
            raise UsageError("no claim in this ledger says who holds a place that is known; recoupe claims lists what there is")
        field = self.field(ALL)
        return date.fromordinal(field.start), date.fromordinal(field.until)

    @cached_property
    def cells(self) -> Spots:
        weight: dict[Ground, float] = dict.fromkeys(self._grounds, 0.0)
        for o in self.observed.observations:
            if o.ground in weight:
                weight[o.ground] += o.weight
        made = grid(weight, resolution=self._resolution)
        return made if self._land is None else ashore(made, self._land(), grounds=self._grounds)

    @cached_property
    def places(self) -> Spots:
        return Spots.of(g for g in self._grounds if g.is_point)

    @cached_property
    def _grounds(self) -> tuple[Ground, ...]:
        return tuple({o.ground.key: o.ground for o in self.observed.observations}.values())

    def field(self, account: str) -> Field:
        """Raises ``UsageError`` where nobody of that name speaks."""
        if account not in self._fields:
            self._fields[account] = self._infer(account)
        return self._fields[account]

    def _infer(self, account: str) -> Field:
        whole = self.observed.observations
        chosen = by_account(whole, account, name=self._parties.name)
        if not chosen and whole:
            known = ", ".join(accounts_in(whole)[:12])
            raise UsageError(f"nothing on control is told by {account!r}; there are: {known}")
        cells = self.cells if any(not o.ground.is_point for o in chosen) else None
        if account == ALL:
            return infer(chosen, options=self._options, account=account, cells=cells, ways=self._ways)
        like = self.field(ALL)
        return infer(
            chosen, options=self._options, account=account, cells=cells, holders=like.holders, start=like.start, until=like.until,
            ways=self._ways,
        )

    # ------------------------------------------------------------ a day

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the map."""
        spots = self.cells if len(self.cells) else self.places
        if not len(spots):
            return 0.0, 0.0, 0.0, 0.0
        m = _AROUND_MAP
        return (
            float(spots.lon.min()) - m, float(spots.lat.min()) - m, float(spots.lon.max()) + m, float(spots.lat.max()) + m
        )  # fmt: skip

    def map(
        self, day: date, *, account: str = ALL, boundaries: Sequence[Boundary] = (), viewpoint: str | None = None,
        coast: Sequence[Outline] = (),
    ) -> ControlMap:  # fmt: skip
        field = self.field(account)
        states = field.states(self.cells, day)
        names = tuple((h, self._parties.name(h)) for h in field.holders)
        made = ControlMap(
            day, account, patches(states), states, field.states(self.places, day), names, tuple(boundaries), tuple(coast),
            unplaced=self.observed.unplaced,
        )  # fmt: skip
        return replace(made, viewpoint=viewpoint) if viewpoint else made

    def state(self, spot: Spots, day: date, *, account: str = ALL, but: Sequence[str] = ()) -> ControlState:
        """Of one spot; ``but``: without what these voices say."""
        field = self.field(account)
        if but:
            field = without(field, but, cells=self.cells)
        return field.states(spot, day)[0]

    def behind(self, spot: Spots, day: date, *, account: str = ALL) -> tuple[Weighed, ...]:
        return tuple(Weighed(o, round(w, 3)) for o, w in self.field(account).behind(spot, day))

    def cell(self, index: str) -> Spots:
        """Raises ``UsageError`` when it is no H3 index."""
        import h3

        if not h3.is_valid_cell(index):
            raise UsageError(f"{index!r} is no H3 cell; the maps of recoupe control name theirs")
        return cells_as_spots([index])

    # ------------------------------------------------------------ a place

    def place(self, words: str, *, lookup: Callable[[str], Ground | None] | None = None) -> Ground:
        """The ground of that name which most claims are on. ``lookup`` knows places of which no claim speaks."""
        sought = fold(words)
        counts: dict[str, int] = {}
        for o in self.observed.observations:
            counts[o.ground.key] = counts.get(o.ground.key, 0) + 1
        ranked = sorted(self._grounds, key=lambda g: (-counts[g.key], g.key))
        exact = [g for g in ranked if fold(g.name) == sought or g.key == words]
        found = exact or [g for g in ranked if sought in fold(g.name)]
        if found:
            return found[0]
        known = lookup(words) if lookup is not None else None
        if known is not None:
            return next((g for g in ranked if g.key == known.key), known)
        near = ", ".join(g.name for g in ranked[:12])
        raise UsageError(f"no claim on control, and no gazetteer, has a place called {words!r}; claims are on: {near}")

    def history(self, place: Ground, *, account: str = ALL, but: Sequence[str] = ()) -> tuple[Period, ...]:
        field = self.field(account)
        if but:
            field = without(field, but, cells=self.cells)
        spot = Spots.of([place])
        odds = field.at(spot)
        days = [self._decided(field, odds.states[0, n], float(odds.known[0, n])) for n in range(field.days)]
        made: list[Period] = []
        begin = 0
        for n in range(1, field.days + 1):
            if n == field.days or days[n][:2] != days[begin][:2]:
                mean = sum(p for *_, p in days[begin:n]) / (n - begin)
                made.append(self._period(field, place, field.start + begin, field.start + n - 1, days[begin][:2], mean))
                begin = n
        return tuple(made)

    def _decided(
        self, field: Field, states: Sequence[float], known: float
    ) -> tuple[ControlStatus, str | None, float]:
        shares = sorted(
            (Share(h, float(p) * known) for h, p in zip(field.holders, states, strict=False)), key=lambda s: -s.probability
        )
        contested = float(states[-1]) * known
        status, holder = decided(shares, contested, 1 - known)
        chance = {ControlStatus.HELD: shares[0].probability if shares else 0.0, ControlStatus.CONTESTED: contested}
        return status, holder, chance.get(status, 1 - known)

    def _period(
        self, field: Field, place: Ground, first: int, last: int, what: tuple[ControlStatus, str | None], mean: float
    ) -> Period:
        status, holder = what
        told = [o for o in field.observations if o.ground.key == place.key and o.first - 1 <= last and o.last >= first]
        told.sort(key=lambda o: -o.weight)
        agree = [o for o in told if _agrees(o, status, holder)]
        other = [o for o in told if not _agrees(o, status, holder)]
        return Period(
            date.fromordinal(first), date.fromordinal(last), status, holder, round(mean, 3), _names(agree),
            tuple(n for n in _names(other) if n not in _names(agree)), tuple(dict.fromkeys(o.claim for o in told)),
        )  # fmt: skip

    # ------------------------------------------------------------ areas, rings, accounts

    def areas(self, first: date, last: date, *, account: str = ALL) -> tuple[Area, ...]:
        return areas(self.field(account), self.cells, first=first, last=last)

    def stated(self) -> tuple[StatedArea, ...]:
        """What claims state of areas against what the others imply."""
        whole = self.observed.observations
        stating = sorted({o.claim: o for o in whole if o.area_km2 is not None}.values(), key=lambda o: -o.ground.radius_km)
        found: list[StatedArea] = []
        for one in stating[:_MOST_STATED]:
            others = [o for o in whole if o.claim != one.claim]
            if not others:
                continue
            like = self.field(ALL)
            own = disc(one.ground.lat, one.ground.lon, one.ground.radius_km, most=600)
            field = infer(
                others, options=self._options, cells=self.cells, holders=like.holders, start=like.start, until=like.until,
                ways=self._ways,
            )
            found += stated_areas([one], {one.claim: field}, own)
        return tuple(found)

    def siege(
        self, place: Ground, *, radius_km: float, first: date, last: date, relief: Iterable[int] = (), account: str = ALL
    ) -> tuple[RingDay, ...]:
        return Ring(self.field(account), place, radius_km=radius_km, relief=relief).days(first, last)

    def roads_out(self, place: Ground, *, radius_km: float) -> tuple[RoadOut, ...]:
        """Empty where no roads are known: straight ways are taken then."""
        return self._ways.out(place.lat, place.lon, radius_km) if self._ways else ()

    def compare(self, left: str, right: str, *, day: date, first: date) -> Comparison:
        return compare(
            self.field(left), self.field(right), cells=self.cells, places=self.places, day=day, first=first
        )


def _agrees(o: Observation, status: ControlStatus, holder: str | None) -> bool:
    if status is ControlStatus.CONTESTED:
        return o.bearing is Bearing.CONTESTS
    if o.holder == holder:
        return o.bearing in (Bearing.TAKES, Bearing.HOLDS)
    return o.holder is not None and o.bearing in (Bearing.LEAVES, Bearing.LACKS)


def _names(observations: Iterable[Observation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(o.voice_name for o in observations))

"""Who held which place and which cell on which day, as distributions with the observations behind them.

Each place that claims name is a hidden Markov chain (``chain``). What it is worth for a cell falls with distance, so that
populated places anchor the map; a claim on a stretch of country bears on every place and cell within it. Where nothing speaks for
anybody, the share of "unknown" grows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from recoupe.control.chain import Floats, smooth, support, transitions
from recoupe.control.evidence import Columns, Ints, arrivals, columns, holders_of, likelihoods, span_of
from recoupe.control.ways import Ways
from recoupe.model import POINT_KM, Bearing, ControlState, ControlStatus, Ground, Observation, Share

EARTH_KM = 6371.0088
_HELD, _UNKNOWN, _LEAD, _RIVAL = 0.6, 0.5, 1.5, 0.5
"""Shares by which ground is held or unknown. A holder whom nothing supports has the least share; a second one whose lead on that
is less than half of the first one's has no claims to speak of."""
_OWN_KM = 1.0
"""A place that is so near to an anchor is that anchor: it speaks for itself, and its surroundings for it only where it has long
been silent."""
_CANDIDATES = 3
"""Where ways are known, so many times as many anchors are looked at as are used."""
_SUREST = np.float32(8.0)
"""Nats: no change is told of more surely, however many tell of it."""


@dataclass(frozen=True, slots=True)
class Options:
    """Rates are per day. They were chosen on the war in Ukraine, March to May 2022 (docs/control.md)."""

    leave: float = 0.008
    settle: float = 0.03
    through: float = 0.3
    contested_before: float = 0.08
    half_life: float = 90.0
    """Days after which half of what a claim makes known of its place is left."""
    fresh: float = 14.0
    """The same for what it says of its surroundings."""
    neighbours: int = 8
    nearness: float = 2.0
    """Width of the kernel, as a multiple of the distance to the nearest place that is known."""
    narrowest_km: float = 12.0
    range_km: float = 60.0
    """How far a place speaks for its surroundings: there a third of what is known of it is left."""
    most_holders: int = 6


@dataclass(frozen=True, slots=True)
class Spots:
    """Points to say something of: places or cells. Degrees are WGS 84."""

    keys: tuple[str, ...]
    names: tuple[str, ...]
    lat: Floats
    lon: Floats

    def __len__(self) -> int:
        return len(self.keys)

    def only(self, which: Ints) -> Spots:
        listed = which.tolist()
        keys, names = (tuple(words[n] for n in listed) for words in (self.keys, self.names))
        return Spots(keys, names, self.lat[which], self.lon[which])

    @classmethod
    def of(cls, grounds: Iterable[Ground]) -> Spots:
        listed = list(grounds)
        return cls(
            tuple(g.key for g in listed), tuple(g.name for g in listed),
            np.array([g.lat for g in listed]), np.array([g.lon for g in listed]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Odds:
    """Distributions, spots × days × (holders + contested), each summing to 1, and what of each is known, 0 to 1."""

    states: Floats
    known: Floats
    fresh: Floats
    """What of it is known from claims near in time; what anchors weigh for their surroundings."""


class Field:
    """What observations make of anchors, and through them of any spot on any day between ``start`` and ``start + days``."""

    def __init__(
        self, observations: Sequence[Observation], *, options: Options, account: str, holders: tuple[str, ...], start: int,
        days: int, cells: Spots | None, ways: Ways | None = None,
    ) -> None:  # fmt: skip
        self.observations = tuple(observations)
        self.ways = ways
        self._asked: tuple[Spots, tuple[Ints, Floats, Floats]] | None = None
        self.options, self.account, self.holders = options, account, holders
        self.start, self.days = start, days
        told = columns(self.observations, holders=holders, start=start, days=days)
        self.anchors, self.odds = _anchored(told, cells, options)

    @property
    def until(self) -> int:
        """The last ordinal day."""
        return self.start + self.days - 1

    def at(self, spots: Spots, *, first: int | None = None, last: int | None = None) -> Odds:
        """Distributions of spots between two ordinal days, both inclusive; a place that is an anchor speaks for itself too."""
        a, b = self._between(first, last)
        if not len(self.anchors):
            return _nothing(len(spots), b - a, len(self.holders) + 1)
        near, weight, reach = self._neighbours(spots)
        return _spread(self.odds, near, weight, reach, slice(a, b))

    def _between(self, first: int | None, last: int | None) -> tuple[int, int]:
        a = 0 if first is None else min(max(first - self.start, 0), self.days - 1)
        b = self.days if last is None else min(max(last - self.start + 1, a + 1), self.days)
        return a, b

    def _neighbours(self, spots: Spots) -> tuple[Ints, Floats, Floats]:
        """Nearest anchors of each spot, their weights (summing to 1), and how much of what they know reaches it."""
        if self._asked is None or self._asked[0] is not spots:
            self._asked = (spots, self._weighed(spots))
        return self._asked[1]

    def _weighed(self, spots: Spots) -> tuple[Ints, Floats, Floats]:
        near, km = self._nearest(spots)
        width = np.maximum(km[:, :1] * self.options.nearness, self.options.narrowest_km)
        width = np.where(km[:, :1] < _OWN_KM, _OWN_KM, width)
        weight = np.exp(-(km - km[:, :1]) / width)
        weight *= np.exp(-km / self.options.range_km) + 1e-9
        weight /= weight.sum(axis=1, keepdims=True)
        return near, weight.astype(np.float32), np.exp(-km / self.options.range_km).astype(np.float32)

    def _nearest(self, spots: Spots) -> tuple[Ints, Floats]:
        """Of each spot the anchors that are nearest to travel to, and how far they are; plain where no ways are known."""
        k = min(self.options.neighbours, len(self.anchors))
        some = min(k * _CANDIDATES, len(self.anchors)) if self.ways else k
        chord, near = self._tree.query(sphere(spots.lat, spots.lon), k=some)
        near = near.reshape(len(spots), some)
        km = 2 * EARTH_KM * np.arcsin(np.clip(chord.reshape(len(spots), some) / 2, 0, 1))
        if not self.ways:
            return near, km
        km = self.ways.km((spots.lat, spots.lon), (self.anchors.lat, self.anchors.lon), near, km)
        order = np.argsort(km, axis=1, kind="stable")[:, :k]
        return np.take_along_axis(near, order, axis=1), np.take_along_axis(km, order, axis=1)

    @cached_property
    def _tree(self) -> Any:
        from scipy.spatial import cKDTree

        return cKDTree(sphere(self.anchors.lat, self.anchors.lon))

    # ------------------------------------------------------------ states with their claims

    def states(self, spots: Spots, day: date, *, claims: bool = True) -> tuple[ControlState, ...]:
        found = self.at(spots, first=day.toordinal(), last=day.toordinal())
        behind = self._behind(spots, day) if claims and len(self.anchors) else [()] * len(spots)
        return tuple(
            self._state(spots, n, day, found.states[n, 0], float(found.known[n, 0]), behind[n]) for n in range(len(spots))
        )

    def _state(
        self, spots: Spots, n: int, day: date, odds: Floats, known: float, behind: Sequence[tuple[Observation, float]]
    ) -> ControlState:
        shares = [
            Share(h, round(float(odds[i]) * known, 4), tuple(dict.fromkeys(o.claim for o, _ in behind if _speaks_for(o, h))))
            for i, h in enumerate(self.holders)
        ]
        shares.sort(key=lambda s: (-s.probability, s.holder))
        contested = round(float(odds[-1]) * known, 4)
        unknown = round(1.0 - contested - sum(s.probability for s in shares), 4)
        status, holder = decided(shares, contested, unknown)
        voices = tuple(dict.fromkeys(o.voice_name for o, _ in behind))
        return ControlState(
            spots.keys[n], spots.names[n], day, status, holder, tuple(shares), contested, unknown, self.account,
            float(spots.lat[n]), float(spots.lon[n]), voices,
        )  # fmt: skip

    def _behind(self, spots: Spots, day: date, most: int = 8) -> list[tuple[tuple[Observation, float], ...]]:
        """The observations behind each spot on a day, weightiest first."""
        near, weight, reach = self._neighbours(spots)
        worth = weight * reach
        told: dict[int, list[tuple[float, str, Observation]]] = {}
        return [self._heaviest(near[n], worth[n], day.toordinal(), most, told) for n in range(len(spots))]

    def _heaviest(
        self, near: Ints, worth: Floats, day: int, most: int, told: dict[int, list[tuple[float, str, Observation]]]
    ) -> tuple[tuple[Observation, float], ...]:
        """``told``: of each anchor the observations that weigh most on that day; filled as they are asked for."""
        found = []
        for anchor, share in zip(near.tolist(), worth.tolist(), strict=True):
            if share < 0.05:
                continue
            if anchor not in told:
                told[anchor] = self._of_anchor(anchor, day)[:most]
            found += [(-weight * share, claim, o) for weight, claim, o in told[anchor]]
        found.sort(key=_by_weight)
        return tuple((o, -weight) for weight, _, o in found[:most])

    def _of_anchor(self, anchor: int, day: int) -> list[tuple[float, str, Observation]]:
        made = []
        for o in self._by_anchor.get(anchor, ()):
            away = max(o.first - day, day - o.last, 0)
            made.append((o.weight * 0.5 ** (away / self.options.half_life), o.claim, o))
        return sorted(made, key=lambda m: (-m[0], m[1]))

    @cached_property
    def _by_anchor(self) -> dict[int, list[Observation]]:
        number = {key: n for n, key in enumerate(self.anchors.keys)}
        found: dict[int, list[Observation]] = {}
        wide: dict[str, list[Observation]] = {}
        for o in self.observations:
            n = number.get(o.ground.key)
            if n is not None:
                found.setdefault(n, []).append(o)
            if not o.ground.is_point:
                wide.setdefault(o.ground.key, []).append(o)
        for listed in wide.values():
            for n in inside(self.anchors, listed[0].ground).tolist():
                if self.anchors.keys[n] != listed[0].ground.key:
                    found.setdefault(n, []).extend(listed)
        return found

    def behind(self, spot: Spots, day: date, most: int = 12) -> tuple[tuple[Observation, float], ...]:
        """Of a single spot: each observation with what it still weighs there and then."""
        return self._behind(spot, day, most)[0] if len(self.anchors) else ()


def infer(
    observations: Sequence[Observation], *, options: Options | None = None, account: str = "all", cells: Spots | None = None,
    holders: Sequence[str] | None = None, start: int | None = None, until: int | None = None, ways: Ways | None = None,
) -> Field:  # fmt: skip
    """``cells``: the grid on which claims on stretches of country bear even where no place is named. ``holders``, ``start`` and
    ``until`` (ordinal days): of another field, so that two accounts can be set side by side; observations outside the days still
    count for the state in which the first or the last day is entered."""
    opts = options or Options()
    if not observations:
        first = start if start is not None else until if until is not None else date.today().toordinal()
        return Field((), options=opts, account=account, holders=tuple(holders or ()), start=first,
                     days=(until or first) - first + 1, cells=None, ways=ways)  # fmt: skip
    first, last = span_of(observations)
    first, last = min(first, start or first), max(last, until or last)
    named = tuple(holders) if holders is not None else holders_of(observations, opts.most_holders)
    return Field(
        observations, options=opts, account=account, holders=named, start=first, days=last - first + 1, cells=cells, ways=ways
    )


def without(field: Field, voices: Iterable[str], *, cells: Spots | None = None) -> Field:
    """The same field without what these voices (keys, names or outlets) say."""
    names = set(voices)
    kept = [o for o in field.observations if not names & {o.voice, o.voice_name, o.outlet}]
    return infer(
        kept, options=field.options, account=f"without {', '.join(sorted(names))}", cells=cells, holders=field.holders,
        start=field.start, until=field.until, ways=field.ways,
    )  # fmt: skip


def decided(shares: Sequence[Share], contested: float, unknown: float) -> tuple[ControlStatus, str | None]:
    """Of one spot, as ``statuses`` has it. ``shares``: most probable first."""
    if not shares:
        return ControlStatus.UNKNOWN, None
    states = np.array([[*(s.probability for s in shares), contested]]) / max(1 - unknown, 1e-9)
    found = int(statuses(states, np.array([1 - unknown]))[0])
    if found < 0:
        return ControlStatus.UNKNOWN, None
    return (ControlStatus.CONTESTED, None) if found == len(shares) else (ControlStatus.HELD, shares[found].holder)


def statuses(states: Floats, known: Floats) -> Ints:
    """The number of the holder, of "contested" behind the holders, or -1 for unknown. ``states``: … × (holders + contested).

    Held: three fifths of what is known speak for one holder; or only that one has claims for it, and these make it half as likely
    again as any other. Fighting that outweighs a holder, and holders who both have claims, are contested.
    """
    holders = states[..., :-1]
    ordered = np.sort(holders, axis=-1)[..., ::-1]
    top, second = ordered[..., 0], ordered[..., 1] if holders.shape[-1] > 1 else np.zeros(holders.shape[:-1])
    idle = ordered[..., -1] if holders.shape[-1] > 2 else np.zeros(holders.shape[:-1])
    fought = states[..., -1] >= top
    alone = second - idle < (top - idle) * _RIVAL
    held = (top >= _HELD) | (alone & (top >= _LEAD * second))
    made = np.where(held, holders.argmax(axis=-1), np.where(alone, -1, states.shape[-1] - 1))
    made = np.where(fought, states.shape[-1] - 1, made)
    decided: Ints = np.where(known <= _UNKNOWN, -1, made)
    return decided


def _by_weight(weighed: tuple[float, str, Observation]) -> tuple[float, str]:
    return weighed[:2]


def _speaks_for(observation: Observation, holder: str) -> bool:
    if observation.holder == holder:
        return observation.bearing in (Bearing.TAKES, Bearing.HOLDS)
    return observation.bearing in (Bearing.LEAVES, Bearing.LACKS) and observation.holder is not None


# ------------------------------------------------------------ anchors


def _anchored(told: Columns, cells: Spots | None, options: Options) -> tuple[Spots, Odds]:
    points = [n for n, g in enumerate(told.grounds) if g.is_point]
    wide = [n for n, g in enumerate(told.grounds) if not g.is_point]
    spots = Spots.of(told.grounds[n] for n in points)
    if wide:
        spots = _with_cells(spots, [told.grounds[n] for n in wide], cells)
    evidence, weights = likelihoods(told)
    own = evidence[points], weights[points]
    come = arrivals(told)
    changing = come[points]
    if wide:
        own = _with_wide(own, spots, [told.grounds[n] for n in wide], evidence[wide], weights[wide])
        none = np.zeros(weights.shape, dtype=np.float32)
        changing, _ = _with_wide((changing, none[points]), spots, [told.grounds[n] for n in wide], come[wide], none[wide])
    changing = np.minimum(changing, _SUREST)
    steps = transitions(len(told.holders), leave=options.leave, settle=options.settle, through=options.through)
    n = len(told.holders)
    start = np.full(n + 1, (1 - options.contested_before) / max(n, 1), dtype=np.float32)
    start[n] = options.contested_before if n else 1.0
    known, fresh = (1.0 - np.exp(-support(own[1], days)) for days in (options.half_life, options.fresh))
    return spots, Odds(smooth(own[0], steps, start, changing), known.astype(np.float32), fresh.astype(np.float32))


def _with_cells(spots: Spots, wide: Sequence[Ground], cells: Spots | None) -> Spots:
    """Points, and the cells (or without cells the middle) of wide grounds."""
    if cells is None or not len(cells):
        middles = Spots.of(replace(g, key=g.key) for g in wide)
        return _joined(spots, middles)
    some = cells.only(np.unique(np.concatenate([inside(cells, g) for g in wide])))
    middles = Spots.of(g for g in wide if not len(inside(cells, g)))
    return _joined(_joined(spots, some), middles)


def _joined(a: Spots, b: Spots) -> Spots:
    return Spots(a.keys + b.keys, a.names + b.names, np.concatenate([a.lat, b.lat]), np.concatenate([a.lon, b.lon]))


def _with_wide(
    own: tuple[Floats, Floats], spots: Spots, wide: Sequence[Ground], evidence: Floats, weights: Floats
) -> tuple[Floats, Floats]:
    points = len(own[0])
    made = np.zeros((len(spots), *evidence.shape[1:]), dtype=np.float32)
    weight = np.zeros((len(spots), weights.shape[1]), dtype=np.float32)
    made[:points], weight[:points] = own
    for n, ground in enumerate(wide):
        reached = inside(spots, ground)
        made[reached] += evidence[n]
        weight[reached] += weights[n]
    return made, weight


def inside(spots: Spots, ground: Ground) -> Ints:
    """Places in ``spots`` of those that lie within a ground."""
    chord = np.linalg.norm(sphere(spots.lat, spots.lon) - sphere(np.array([ground.lat]), np.array([ground.lon])), axis=1)
    km = 2 * EARTH_KM * np.arcsin(np.clip(chord / 2, 0, 1))
    return np.nonzero(km <= max(ground.radius_km, POINT_KM))[0]


def sphere(lat: Floats, lon: Floats) -> Floats:
    """Points on the unit sphere."""
    a, b = np.radians(lat), np.radians(lon)
    made: Floats = np.stack([np.cos(a) * np.cos(b), np.cos(a) * np.sin(b), np.sin(a)], axis=1)
    return made


def _nothing(spots: int, days: int, states: int) -> Odds:
    dark = np.zeros((spots, days), dtype=np.float32)
    return Odds(np.full((spots, days, states), 1.0 / states, dtype=np.float32), dark, dark)


def _spread(odds: Odds, near: Ints, weight: Floats, reach: Floats, days: slice) -> Odds:
    """Weighted means of the anchors' distributions; known is what at least one of them knows."""
    from scipy.sparse import csr_array

    spots, k = near.shape
    states = odds.states[:, days]
    known, fresh = odds.known[:, days], odds.fresh[:, days] + np.float32(1e-4)
    anchors, length, kinds = states.shape
    pointer = np.arange(0, spots * k + 1, k)
    surely = fresh[:, :, None] * states
    mix = csr_array((weight.ravel(), near.ravel(), pointer), shape=(spots, anchors))
    flat = mix @ np.ascontiguousarray(surely).reshape(anchors, length * kinds)
    made = flat.reshape(spots, length, kinds) + np.float32(1e-6)
    made /= made.sum(axis=2, keepdims=True)
    dark = np.log1p(-np.minimum(known, 0.999))
    heard = csr_array(((weight * reach).ravel(), near.ravel(), pointer), shape=(spots, anchors)) @ dark
    lit = (1.0 - np.exp(heard)).astype(np.float32)
    return Odds(made.astype(np.float32), lit, lit)

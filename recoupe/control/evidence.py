"""Observations as columns, each origin counted once, and as log-likelihoods by ground, day and state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recoupe.control.chain import Floats
from recoupe.model import Bearing, Ground, Observation

Ints = NDArray[np.integer[Any]]
BEARINGS = tuple(Bearing)
CONTESTED_COST = 0.4
"""What a claim that somebody holds a place costs the state "contested", as a share of what it costs other holders. Below
one half, so that two equal claims of enemies on one day make a place contested."""
FIGHTING_AND_HELD = 0.5
"""What fighting costs each holder, as a share of its weight."""
CHANGE = 1.5
"""What "he took it" says of the change on that day, as a share of what it says of the day itself."""
BEFORE = 0.25
"""What "he took it" says of the day before, as a share of what it says of the day itself."""
CONTRADICTED = 0.9
"""What enemies who are both told to have taken a place on one day say of its being contested, as a share of what both say of
themselves: it is, unless one side has several times the evidence of the other."""
LACKING = 0.3
"""What "it is not his" makes known of who holds it, as a share of its weight."""
SPREAD_DAYS = 12
"""A claim on a long interval is spread over so many of its days."""
_SAME_DAYS = 3
"""Claims of one origin on one thing within so many days are one."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Observations whose repetitions by the same origin are put together. Days count from ``start`` (an ordinal day)."""

    grounds: tuple[Ground, ...]
    ground: Ints
    bearing: Ints
    holder: Ints
    """Place in ``holders``; -1: nobody."""
    first: Ints
    last: Ints
    weight: Floats
    holders: tuple[str, ...]
    start: int
    days: int


def columns(observations: Sequence[Observation], *, holders: Sequence[str], start: int, days: int) -> Columns:
    """``holders``: those that get a state; an observation on another is left out."""
    number = {h: n for n, h in enumerate(holders)}
    grounds: dict[str, int] = {}
    kept: list[Ground] = []
    strongest: dict[tuple[object, ...], list[float]] = {}
    for o in observations:
        if o.holder is not None and o.holder not in number:
            continue
        place = grounds.get(o.ground.key)
        if place is None:
            place = grounds[o.ground.key] = len(kept)
            kept.append(o.ground)
        holder = -1 if o.holder is None else number[o.holder]
        bearing = BEARINGS.index(o.bearing)
        origin = o.origins or (o.voice,)
        key = (place, bearing, holder, o.last // _SAME_DAYS, origin if isinstance(origin, frozenset) else frozenset(origin))
        row = strongest.get(key)
        if row is None:
            strongest[key] = [place, bearing, holder, o.first - start, o.last - start, o.weight]
        elif row[5] < o.weight:
            row[3:] = [o.first - start, o.last - start, o.weight]
    table = np.array(list(strongest.values()), dtype=np.float64).reshape(-1, 6)
    whole = table[:, :5].astype(np.int64)
    return Columns(
        tuple(kept), whole[:, 0], whole[:, 1], whole[:, 2], whole[:, 3], whole[:, 4], table[:, 5].astype(np.float32),
        tuple(holders), start, days,
    )  # fmt: skip


def arrivals(told: Columns) -> Floats:
    """Log-likelihoods of coming into a state on a day: its taker is told to have taken it, or somebody else to have left. Ground
    that several are told to have taken on one day becomes contested, as it does where several are told to hold it."""
    states = len(told.holders) + 1
    made = np.zeros((len(told.grounds), told.days, states), dtype=np.float32)
    for bearing in (Bearing.TAKES, Bearing.LEAVES):
        mine = (told.bearing == BEARINGS.index(bearing)) & (told.holder >= 0) & (told.last >= 0) & (told.last < told.days)
        at, day, holder = told.ground[mine], told.last[mine], told.holder[mine]
        weight = told.weight[mine] * np.float32(CHANGE)
        if bearing is Bearing.TAKES:
            np.maximum.at(made, (at, day, holder), weight)
            takers = made[:, :, :-1]
            several = (takers > 0).sum(axis=2) > 1
            made[:, :, -1] = np.where(several, takers.sum(axis=2) * np.float32(CONTRADICTED), made[:, :, -1])
            continue
        for state in range(states):
            other = holder != state
            np.maximum.at(made, (at[other], day[other], np.full(int(other.sum()), state)), weight[other])
    return made


def likelihoods(told: Columns) -> tuple[Floats, Floats]:
    """Log-likelihoods, grounds × days × (holders + contested), and the weight of all evidence, grounds × days."""
    states = len(told.holders) + 1
    size = len(told.grounds) * told.days
    made = np.zeros((size, states), dtype=np.float32)
    weights = np.zeros(size, dtype=np.float32)
    for at, day, holder, weight, kind in _points(told):
        inside = (day >= 0) & (day < told.days)
        row = (at * told.days + day)[inside]
        _add(made, row, holder[inside], weight[inside], kind)
        np.add.at(weights, row, weight[inside] * np.float32(LACKING if kind is Bearing.LACKS else 1.0))
    return made.reshape(len(told.grounds), told.days, states), weights.reshape(len(told.grounds), told.days)


def _points(told: Columns) -> list[tuple[Ints, Ints, Ints, Floats, Bearing]]:
    """What is said of single days: ground, day, holder, weight; all as ``HOLDS``, ``LACKS`` or ``CONTESTS``."""
    out = []
    for bearing in BEARINGS:
        mine = told.bearing == BEARINGS.index(bearing)
        at, holder, weight = told.ground[mine], told.holder[mine], told.weight[mine]
        first, last = told.first[mine], np.maximum(told.last[mine], told.first[mine])
        if bearing in (Bearing.TAKES, Bearing.LEAVES):
            now, was = (Bearing.HOLDS, Bearing.LACKS) if bearing is Bearing.TAKES else (Bearing.LACKS, Bearing.HOLDS)
            out.append((at, last, holder, weight, now))
            out.append((at, first - 1, holder, weight * np.float32(BEFORE), was))
            continue
        length = np.minimum(last - first + 1, SPREAD_DAYS)
        for n in range(int(length.max()) if len(length) else 0):
            some = length > n
            step = np.where(length > 1, (last - first) / np.maximum(length - 1, 1), 0.0)
            day = first + np.round(n * step).astype(np.int64)
            out.append((at[some], day[some], holder[some], (weight / length)[some], bearing))
    return out


def _add(made: Floats, row: Ints, holder: Ints, weight: Floats, kind: Bearing) -> None:
    contested = made.shape[1] - 1
    if kind is Bearing.CONTESTS:
        np.add.at(made, (row, contested), weight * np.float32(FIGHTING_AND_HELD))
        return
    own = holder >= 0
    row, holder, weight = row[own], holder[own], weight[own]
    if kind is Bearing.HOLDS:
        np.add.at(made, (row, holder), weight)
        np.add.at(made, (row, contested), weight * np.float32(1 - CONTESTED_COST))
    else:
        np.add.at(made, (row, holder), -weight)


def holders_of(observations: Sequence[Observation], most: int) -> tuple[str, ...]:
    """The holders with most evidence, by name. Somebody of whom no claim says that he holds or held anything is none."""
    weight: dict[str, float] = {}
    for o in observations:
        if o.holder is not None and o.bearing is not Bearing.LACKS:
            weight[o.holder] = weight.get(o.holder, 0.0) + o.weight
    return tuple(sorted(sorted(weight, key=lambda h: (-weight[h], h))[:most]))


def span_of(observations: Sequence[Observation]) -> tuple[int, int]:
    """First and last ordinal day of which anything is said."""
    return min(o.first for o in observations) - 1, max(o.last for o in observations)


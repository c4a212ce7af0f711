"""Scores of a map of holders against what the list says of towns that were kept from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.control_towns import CONTESTED, Towns

Grid = NDArray[np.int64]
"""Towns × days: 0 and 1 are holders, 2 is contested, -1 nothing is known."""
Odds = NDArray[np.floating[Any]]
NEAR_KM = 30.0
CLASSES = 3
WINDOW = 45
"""Days on either side of a change within which a predicted one is taken for it."""


def truth_of(
    towns: Towns, *, start: date, until: date, holder: Callable[[str, date], int], gone: Mapping[int, date]
) -> Grid:
    """The list's holder of each town on each day: that of its last row. ``holder``: the number of an actor's side. ``gone``:
    towns of which nothing is known after that day."""
    made = np.full((len(towns.names), (until - start).days + 1), -1, dtype=np.int64)
    for entry in sorted(towns.entries, key=lambda e: e.day):
        at = max((entry.day - start).days, 0)
        state = -1 if entry.held_by is None else 2 if entry.held_by == CONTESTED else holder(entry.held_by, entry.day)
        made[entry.town, at:] = state
    for town, day in gone.items():
        made[town, max((day - start).days + 1, 0) :] = -1
    return made


def distances(towns: Towns) -> Odds:
    a, b = np.radians(towns.lat), np.radians(towns.lon)
    half = np.sin((a[:, None] - a) / 2) ** 2 + np.cos(a[:, None]) * np.cos(a) * np.sin((b[:, None] - b) / 2) ** 2
    made: Odds = 2 * 6371.0088 * np.arcsin(np.sqrt(half))
    return made


def to_another_holder(truth: Grid, km: Odds) -> Odds:
    """Of each town on each day, how far the nearest town of another state is."""
    made = np.full(truth.shape, np.inf)
    for day in range(truth.shape[1]):
        now = truth[:, day]
        for state in range(CLASSES):
            others = (now >= 0) & (now != state)
            mine = now == state
            if mine.any() and others.any():
                made[mine, day] = km[np.ix_(mine, others)].min(axis=1)
    return made


def to_the_line(truth: Grid, km: Odds) -> Odds:
    """How far the line is, taken to run between towns of enemies and through contested ones (distance 0)."""
    return np.where(truth == 2, 0.0, to_another_holder(truth, km))


@dataclass(frozen=True, slots=True)
class Accuracy:
    balanced: float
    recalls: tuple[float | None, ...]
    days: tuple[int, ...]
    """Days of towns of each class."""


def accuracy(predicted: Grid, truth: Grid, where: NDArray[np.bool_]) -> Accuracy:
    """The mean of the recalls of those classes that occur."""
    counts = [int((where & (truth == s)).sum()) for s in range(CLASSES)]
    recalls = [float((predicted[where & (truth == s)] == s).mean()) if counts[s] else None for s in range(CLASSES)]
    found = [r for r in recalls if r is not None]
    return Accuracy(sum(found) / len(found) if found else 0.0, tuple(recalls), tuple(counts))


def brier(odds: Odds, truth: Grid, where: NDArray[np.bool_]) -> float:
    """Mean over days of towns of the summed squared differences to the truth: 0 is perfect, 2 the worst."""
    wanted = np.eye(CLASSES)[truth[where]]
    return float(((odds[where] - wanted) ** 2).sum(axis=1).mean())


def changes(predicted: Grid, truth: Grid, towns: Sequence[int]) -> tuple[list[int], int]:
    """Days between each true change to another holder and the predicted one next to it; how many were not predicted at all."""
    errors, missed = [], 0
    for town in towns:
        then = truth[town]
        for day in np.nonzero(then[1:] != then[:-1])[0] + 1:
            if then[day] not in (0, 1) or not (then[:day] == 1 - then[day]).any():
                continue
            held = predicted[town] == then[day]
            turns = np.nonzero(held[1:] & ~held[:-1])[0] + 1
            near = turns[np.abs(turns - day) <= WINDOW]
            if len(near):
                errors.append(int(np.abs(near - day).min()))
            else:
                missed += 1
    return errors, missed

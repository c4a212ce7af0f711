"""A made-up front with a known truth: towns on both sides of a winding line that moves, a share of them reported each week."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.figures import Figure, Table
from recoupe.control.geometry import areas, cell_areas
from recoupe.control.grid import grid
from recoupe.control.inference import Spots, infer
from recoupe.model import Bearing, Event, Ground, Observation

START, DAYS = date(2030, 1, 1), 60
WIDE, HIGH = 3.0, 2.4
"""Degrees, around 34° N."""
SIZES = (50, 100, 200, 400)
AIMED = 200
AREA_AIM, COVERAGE_AIM = 0.05, 0.90
CHECKED = (20, 40)
WRONG = 0.03
"""Share of the reports that are wrong."""


def line(x: NDArray[np.float64] | float, day: int, phase: float) -> NDArray[np.float64]:
    """Latitude of the front at a longitude: it winds, and moves north."""
    made: NDArray[np.float64] = 34.0 + HIGH * (0.4 + 0.15 * np.sin(2.2 * np.asarray(x) + phase) + 0.004 * day)
    return made


@cache
def land() -> Spots:
    """The cells of the whole rectangle."""
    marks = [(a, b) for a in np.linspace(0, HIGH, 5) for b in np.linspace(0, WIDE, 7)]
    grounds = [Ground(f"mark-{a}-{b}", "", 34.0 + float(a), 40.0 + float(b), 5.0) for a, b in marks]
    return grid(dict.fromkeys(grounds, 1.0), resolution=6, margin_km=0.1)


def told(towns: int, seed: int) -> tuple[list[Observation], float]:
    """Observations of so many towns, and the phase of the line."""
    draw = np.random.default_rng(seed)
    phase = float(draw.uniform(0, 6.28))
    xs, ys = 40 + draw.uniform(0, WIDE, towns), 34 + draw.uniform(0, HIGH, towns)
    made = []
    for n in range(towns):
        ground = Ground(f"town-{n}", f"Town {n}", float(ys[n]), float(xs[n]), 5.0)
        for day in range(int(draw.integers(0, 7)), DAYS, 7):
            south = bool(ys[n] < line(xs[n] - 40, day, phase))
            if draw.random() < WRONG:
                south = not south
            when = START.toordinal() + day
            id = f"c{seed}-{n}-{day}"
            made.append(Observation(
                id, id, Event.HOLD, Bearing.HOLDS, "south" if south else "north", ground, when, when, 2.5, id, id, id,
            ))  # fmt: skip
    return made, phase


def front_figures(*, quick: bool) -> tuple[list[Figure], Table]:
    """Error of the area and how often the interval holds the truth, by the number of towns."""
    rows = []
    figures: list[Figure] = []
    for size in (AIMED,) if quick else SIZES:
        errors, covered = [], []
        for seed in range(4 if quick else 30):
            for error, inside in _run(size, seed):
                errors.append(error)
                covered.append(inside)
        rows.append((str(size), float(np.mean(errors)), float(np.max(errors)), float(np.mean(covered))))
        if size == AIMED:
            figures = [
                Figure("front.area error", float(np.mean(errors)), AREA_AIM, lower_is_better=True),
                Figure("front.interval covers", float(np.mean(covered)), COVERAGE_AIM),
            ]
    return figures, Table("a made-up front: area of one side", ("towns", "mean error", "worst", "interval covers"), tuple(rows))


def _run(size: int, seed: int) -> list[tuple[float, bool]]:
    observations, phase = told(size, seed)
    cells = land()
    field = infer(observations)
    out = []
    for day in CHECKED:
        when = date.fromordinal(START.toordinal() + day)
        best = next(a for a in areas(field, cells, first=when, last=when) if a.holder == "south")
        truth = _truth(cells.lat, cells.lon, day, phase)
        out.append((abs(best.best - truth) / truth, best.low <= truth <= best.high))
    return out


def _truth(lat: NDArray[Any], lon: NDArray[Any], day: int, phase: float) -> float:
    """The area of the cells south of the line."""
    return float(cell_areas(land())[lat < line(lon - 40, day, phase)].sum())

"""``control_speed``: from 100,000 observations to 10,000 cells over 365 days, its growth, and one day's map from a warm ledger.

Observations are drawn by chance over 3,000 towns and 200 stretches of country. The runs are processes of their own, so that their
memory is theirs.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np

from bench.figures import ROOT, Figure, Result, Table
from recoupe.model import Bearing, Event, Ground, Observation

OBSERVATIONS, CELLS, DAYS = 100_000, 10_000, 365
SECONDS_AIM, MEMORY_AIM, MAP_AIM, GROWTH_AIM = 20.0, 2.0, 1.0, 1.3
LEDGER_CLAIMS = 10_000
START = date(2030, 1, 1)
_BEARINGS = (Bearing.HOLDS, Bearing.TAKES, Bearing.LACKS, Bearing.CONTESTS, Bearing.LEAVES)


def measure(*, quick: bool) -> Result:
    whole = _child(OBSERVATIONS, CELLS, DAYS)
    half_cells, half_days = _child(OBSERVATIONS, CELLS // 2, DAYS), _child(OBSERVATIONS, CELLS, DAYS // 2)
    rows = tuple(
        (f"{r['cells']:.0f} cells × {r['days']:.0f} days", r["seconds"], r["work"], r["memory"])
        for r in (half_days, half_cells, whole)
    )
    growth = max(whole["work"] / (2 * r["work"]) for r in (half_cells, half_days))
    figures = [
        Figure("seconds", whole["seconds"], SECONDS_AIM, unit="s", lower_is_better=True),
        Figure("memory", whole["memory"], MEMORY_AIM, unit="GB", lower_is_better=True),
        Figure("growth against linear", growth, GROWTH_AIM, lower_is_better=True),
    ]
    if not quick:
        figures.append(Figure("one day's map", _one_day(LEDGER_CLAIMS), MAP_AIM, unit="s", lower_is_better=True))
    return Result(
        "control_speed-quick" if quick else "control_speed", tuple(figures), "made up",
        (Table("control of territory", ("", "seconds", "of processor time", "GB"), rows),),
        notes=(f"{OBSERVATIONS} observations; one day's map: of a ledger with {LEDGER_CLAIMS} claims that was asked before",),
    )  # fmt: skip


def _child(observations: int, cells: int, days: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.control_speed", str(observations), str(cells), str(days)], cwd=ROOT, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    return found


def run(observations: int, cells: int, days: int) -> dict[str, float]:
    from recoupe.control.inference import Spots, infer

    told = draw(observations, days)
    side = int(cells**0.5)
    lat, lon = (x.ravel() for x in np.meshgrid(np.linspace(30, 36, side), np.linspace(36, 44, cells // side)))
    keys = tuple(f"cell-{n}" for n in range(len(lat)))
    grid = Spots(keys, keys, lat, lon)
    begun, worked = time.perf_counter(), time.process_time()
    field = infer(told, cells=grid, start=START.toordinal(), until=START.toordinal() + days - 1)
    odds = field.at(grid)
    assert odds.states.shape[0] == len(lat)
    done, worked = time.perf_counter(), time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {"seconds": done - begun, "work": worked, "memory": peak, "cells": len(lat), "days": odds.states.shape[1]}


def draw(observations: int, days: int) -> list[Observation]:
    chance = np.random.default_rng(11)
    grounds = [
        Ground(f"town-{n}", f"Town {n}", float(a), float(b), 5.0)
        for n, (a, b) in enumerate(zip(chance.uniform(30, 36, 3000), chance.uniform(36, 44, 3000), strict=True))
    ]
    grounds += [
        Ground(f"area-{n}", f"Area {n}", float(a), float(b), float(r))
        for n, (a, b, r) in enumerate(
            zip(chance.uniform(30, 36, 200), chance.uniform(36, 44, 200), chance.uniform(20, 90, 200), strict=True)
        )
    ]
    made = []
    where, times = chance.integers(0, len(grounds), observations), chance.integers(1, days, observations)
    for n, (ground, day) in enumerate(zip(where.tolist(), times.tolist(), strict=True)):
        when = START.toordinal() + day
        bearing = _BEARINGS[n % 5]
        holder = None if bearing is Bearing.CONTESTS else ("north", "south", "east")[(ground + n // 7) % 3]
        voice = f"voice-{n % 60}"
        made.append(Observation(
            f"c{n}", f"r{n}", Event.HOLD, bearing, holder, grounds[ground], when, when, 2.0, voice, voice, voice,
            origins=frozenset({voice}),
        ))  # fmt: skip
    return made


def _one_day(claims: int) -> float:
    """Seconds from the ledger's file to the map of a day, the second time that it is asked."""
    import gc

    from bench.control_ledger import fill
    from recoupe.cli.main import COLLECTOR
    from recoupe.cli.territories import By, territory

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.db"
        fill(path, claims)
        gc.set_threshold(*COLLECTOR)
        for _ in range(2):
            begun = time.perf_counter()
            with territory(path, knowledge=None, by=By.SIDE) as (found, _, _):
                found.map(found.days[1])
            seconds = time.perf_counter() - begun
        return seconds


if __name__ == "__main__":
    print(json.dumps(run(*map(int, sys.argv[1:4]))))

"""``control``: who held the towns of Ukraine that were kept from us, from what is told of the others; and a made-up front.

The list of towns is cut in halves by chance. Of one half its notes, as the English reader reads them, and its dated column are
observed; the holder of each town of the other half is predicted for each day. Settings were chosen on March to May 2022.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.control_front import front_figures
from bench.control_score import (
    NEAR_KM,
    WINDOW,
    Accuracy,
    Grid,
    Odds,
    accuracy,
    brier,
    changes,
    distances,
    to_another_holder,
    to_the_line,
    truth_of,
)
from bench.control_towns import Towns, column_observations, dropped, load_towns, note_observations
from bench.figures import SHARED, Figure, Result, Table, corpus_hash, need
from recoupe.control.inference import Spots, infer
from recoupe.control.told import Parties
from recoupe.corroboration.relations import Relations
from recoupe.model import Observation

FOLDER = SHARED / "data" / "control_ukraine"
FIRST, CHOSEN_UNTIL = date(2022, 3, 1), date(2022, 6, 1)
"""From ``CHOSEN_UNTIL`` on nothing was looked at while settings were chosen."""
FAR_AIM, NEAR_AIM = 0.90, 0.75
KERNEL_KM = 15.0
EVEN_OUT = 0.5
"""Balanced accuracy counts rare classes as much as frequent ones; so predictions divide the probability of each class by the
share of the class among the observed towns, to this power."""

By = Mapping[int, Sequence[Observation]]


@dataclass(frozen=True)
class World:
    """The towns, the truth by the list, and what is observed of each town."""

    towns: Towns
    truth: Grid
    kept: Grid
    """The same, with towns that the list dropped keeping their last state."""
    km: Odds
    columns: By
    notes: By
    holders: tuple[str, str]
    first: date


@dataclass(frozen=True)
class Guess:
    """A way of predicting, on one random half. ``odds``: towns × days × classes."""

    predicted: Grid
    odds: Odds


def measure(*, quick: bool, folder: Path = FOLDER) -> Result:
    """``quick``: one random half instead of ten. Raises ``DataAbsent``."""
    files = sorted(need(folder).glob("changes_*.csv.gz"))
    world = load(files)
    seeds = range(1 if quick else 10)
    rows: list[tuple[str | float | int | None, ...]] = []
    figures: list[Figure] = []
    for name, way in WAYS.items():
        scores = _mean([_scores(world, way, seed) for seed in seeds])
        rows.append((name, *(scores[k] for k in COLUMNS)))
        figures += _figures(name, scores)
    tables = [Table("balanced accuracy over Russia with its proxies, Ukraine, contested", ("", *COLUMNS), tuple(rows))]
    synthetic, front = front_figures(quick=quick)
    return Result(
        "control-quick" if quick else "control", tuple(figures + synthetic), corpus_hash(files), (*tables, front),
        notes=(*NOTES, f"without coordinates: {', '.join(world.towns.unplaced) or 'none'}"),
        known_from="nearest observed town, in the same run",
    )  # fmt: skip


NOTES = (
    "away / near: more or less than 30 km from the line, which runs between towns of enemies and through contested towns; "
    "'by another state': the distance to the nearest town of another state, a contested one being as far from the line as any",
    "a town is looked at as long as the list has it; 'dropped kept': as if a town that the list dropped kept its last state",
    f"days off: the median of the changes found within {WINDOW} days; all: the mean, {WINDOW} for a missed one",
    "notes of all: the notes of all towns are read, the dated column only of one half (the looser reading of the task)",
    "all known: every observed town's state of every day is given, so that nothing is lost in reading or in time: "
    "what remains is what the other half cannot tell of its neighbours",
)
COLUMNS = (
    "away", "near", "away by another state", "near by another state", "Ukraine near", "Russia near", "contested near",
    "away, chosen on", "near, chosen on", "away, unseen months", "near, unseen months", "away, dropped kept",
    "near, dropped kept", "brier", "days off", "missed", "days off, all",
)  # fmt: skip


def _figures(name: str, scores: Mapping[str, float]) -> list[Figure]:
    prefix = "" if name == "ours" else f"{name}."
    aims = {"away": FAR_AIM, "near": NEAR_AIM} if name in ("ours", "ours, notes of all") else {}
    made = [Figure(f"{prefix}{k}", scores[k], aims.get(k)) for k in COLUMNS[:4]]
    made += [Figure(f"{prefix}{k}", scores[k], lower_is_better=True) for k in ("brier", "days off", "missed", "days off, all")]
    if name == "ours":
        made += [Figure(f"{k}, {of}", scores[f"{k}, {of}"]) for of in ("unseen months", "dropped kept") for k in ("away", "near")]
    return made


def _mean(found: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {k: float(np.mean([f[k] for f in found])) for k in found[0]}


# ------------------------------------------------------------ data


@cache
def knowledge() -> tuple[Relations, Parties]:
    from recoupe.pipeline.controlling import RegistryParties
    from recoupe.pipeline.registries import load_registry
    from recoupe.pipeline.relations import RegistryRelations

    registry = load_registry()
    relations = RegistryRelations(registry)
    return relations, RegistryParties(registry, relations)


def load(files: Sequence[Path]) -> World:
    from recoupe.pipeline import Reader

    relations, parties = knowledge()
    towns = load_towns(files)
    holders = tuple(parties.holder(a, country="UA", day=FIRST) or a for a in ("ukraine-state", "russia-state"))
    first = max(FIRST, min(e.day for e in towns.entries))
    truth, kept = (
        truth_of(
            towns, start=first, until=max(e.day for e in towns.entries), gone=gone,
            holder=lambda actor, day: holders.index(parties.holder(actor, country="UA", day=day) or ""),
        ) for gone in (dropped(towns), {})
    )  # fmt: skip
    notes, columns = note_observations(towns, Reader(), relations, parties), column_observations(towns, parties)
    return World(towns, truth, kept, distances(towns), columns, notes, (holders[0], holders[1]), first)


def _seen(world: World, seed: int) -> NDArray[np.bool_]:
    count = len(world.towns.names)
    seen = np.zeros(count, dtype=bool)
    seen[np.random.default_rng(seed).permutation(count)[: count // 2]] = True
    return seen


# ------------------------------------------------------------ ways to predict


def ours(world: World, seen: NDArray[np.bool_], *, all_notes: bool = False) -> Guess:
    told = [o for town, found in world.columns.items() if seen[town] for o in found]
    told += [o for town, found in world.notes.items() if seen[town] or all_notes for o in found]
    last = world.first.toordinal() + world.truth.shape[1] - 1
    field = infer(told, holders=world.holders, until=last)
    spots = Spots(tuple(f"town:{n}" for n in range(len(seen))), world.towns.names, world.towns.lat, world.towns.lon)
    odds = field.at(spots, first=world.first.toordinal(), last=last).states
    begin = world.first.toordinal() - field.start
    share = field.odds.states[:, begin : begin + odds.shape[1]].mean(axis=(0, 1))
    return Guess((odds / share**EVEN_OUT).argmax(axis=2), odds)


def last_seen(world: World, seen: NDArray[np.bool_]) -> Grid:
    """The state that the dated column last gave each observed town; before its first entry, that one."""
    made = np.full(world.truth.shape, -1, dtype=np.int64)
    for town, found in world.columns.items():
        if not seen[town]:
            continue
        ordered = sorted(found, key=lambda o: o.first)
        for n, o in enumerate(ordered):
            at = max(o.first - world.first.toordinal(), 0) if n else 0
            made[town, at:] = 2 if o.holder is None else world.holders.index(o.holder)
    return made


def nearest(world: World, seen: NDArray[np.bool_]) -> Guess:
    known = last_seen(world, seen)
    made = np.zeros_like(known)
    for day in range(known.shape[1]):
        usable = np.nonzero(known[:, day] >= 0)[0]
        made[:, day] = known[usable[world.km[:, usable].argmin(axis=1)], day]
    return Guess(made, np.eye(3)[made])


def kernel(world: World, seen: NDArray[np.bool_]) -> Guess:
    return _voted(world, last_seen(world, seen))


def all_known(world: World, seen: NDArray[np.bool_]) -> Guess:
    return _voted(world, np.where(seen[:, None], world.truth, -1), even_out=EVEN_OUT)


def _voted(world: World, known: Grid, *, even_out: float = 0.0) -> Guess:
    """Votes that fall with distance (exponential kernel)."""
    odds = np.zeros((*known.shape, 3))
    weight = np.exp(-world.km / KERNEL_KM) + 1e-12
    for day in range(known.shape[1]):
        for state in range(3):
            odds[:, day, state] = (weight * (known[:, day] == state)).sum(axis=1)
    odds /= odds.sum(axis=2, keepdims=True)
    usable = known >= 0
    share = np.array([(known[usable] == s).mean() for s in range(3)]) ** even_out
    return Guess((odds / share).argmax(axis=2), odds)


WAYS = {
    "ours": ours,
    "ours, notes of all": lambda world, seen: ours(world, seen, all_notes=True),
    "nearest town": nearest,
    "kernel vote": kernel,
    "all known, kernel vote": all_known,
}


# ------------------------------------------------------------ scoring


def _scores(world: World, way: object, seed: int) -> dict[str, float]:
    assert callable(way)
    seen = _seen(world, seed)
    guess: Guess = way(world, seen)
    truth, base = world.truth, (~seen)[:, None] & (world.truth >= 0)
    line, other = to_the_line(truth, world.km), to_another_holder(truth, world.km)
    split = max((CHOSEN_UNTIL - world.first).days, 0)
    early = np.zeros_like(base)
    early[:, :split] = True
    near = _of(guess, truth, base & (line <= NEAR_KM))
    out = {
        "away": _of(guess, truth, base & (line > NEAR_KM)).balanced, "near": near.balanced,
        "away by another state": _of(guess, truth, base & (other > NEAR_KM)).balanced,
        "near by another state": _of(guess, truth, base & (other <= NEAR_KM)).balanced,
        "Ukraine near": near.recalls[0] or 0.0, "Russia near": near.recalls[1] or 0.0, "contested near": near.recalls[2] or 0.0,
    }  # fmt: skip
    for name, part in (("chosen on", early), ("unseen months", ~early)):
        out[f"away, {name}"] = _of(guess, truth, base & part & (line > NEAR_KM)).balanced
        out[f"near, {name}"] = _of(guess, truth, base & part & (line <= NEAR_KM)).balanced
    kept = (~seen)[:, None] & (world.kept >= 0)
    line = to_the_line(world.kept, world.km)
    for name, part in (("away", line > NEAR_KM), ("near", line <= NEAR_KM)):
        out[f"{name}, dropped kept"] = _of(guess, world.kept, kept & part).balanced
    errors, missed = changes(guess.predicted, truth, np.nonzero(~seen)[0].tolist())
    out |= {"brier": brier(guess.odds, truth, base), "days off": float(np.median(errors)) if errors else 0.0}
    count = max(missed + len(errors), 1)
    return out | {"missed": missed / count, "days off, all": (sum(errors) + missed * WINDOW) / count}


def _of(guess: Guess, truth: Grid, where: NDArray[np.bool_]) -> Accuracy:
    return accuracy(guess.predicted, truth, where)

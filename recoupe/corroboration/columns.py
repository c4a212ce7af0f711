"""Tellings as columns: what is compared, in arrays, so that millions of pairs can be scored at once."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recoupe.corroboration.families import FROM_AFAR, LASTING, MUTUAL, TURNOVER, affinity
from recoupe.corroboration.geo import FINE
from recoupe.corroboration.relations import NO_RELATIONS, Relations
from recoupe.model import Event, Means, Telling

Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

EVENTS, SPOTS, SIDES, LINE, TOLLS, CONTEXT = 3, 3, 4, 8, 6, 12
"""How many of each are compared."""
LONG_AGO, FAR_AHEAD = -(10**8), 10**8
CODES = {event: n for n, event in enumerate(Event)}
AFFINITY: Floats = np.array([[affinity(a, b) for b in Event] for a in Event] + [[0.0] * len(Event)], dtype=np.float32)
"""By code; the last row stands for none."""
MUTUAL_CODES: Bools = np.array([event in MUTUAL for event in Event] + [False])
AFAR_CODES: Bools = np.array([event in FROM_AFAR for event in Event] + [False])
_MEANS = {means.value: n for n, means in enumerate(Means)}
CIVILIANS = "civilians"
_HUGE = 1e12
"""Figures above it count nobody on earth, and are compared as if they were it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """One row a telling. Ids are hashed to 32 bits; 0 stands for none."""

    first: Small
    last: Small
    assumed: Bools
    lasting: Bools
    turnover: Bools
    events: NDArray[np.int8]
    lat: Floats
    lon: Floats
    radius: Floats
    fine: Bools
    spot: Small
    actors: Small
    actor_lines: Small
    """The actors, and what they are part of."""
    targets: Small
    target_lines: Small
    tolls: Small
    killed_low: Floats
    killed_high: Floats
    means: Small
    context: Small
    report: Ints

    def __len__(self) -> int:
        return len(self.first)


def columns(tellings: Sequence[Telling], *, relations: Relations = NO_RELATIONS) -> Columns:
    lines = _Lines(relations)
    killed = [_killed(t) for t in tellings]
    return Columns(
        first=_small(LONG_AGO if t.first is None else t.first for t in tellings),
        last=_small(FAR_AHEAD if t.last is None else t.last for t in tellings),
        assumed=np.array([t.assumed for t in tellings], dtype=bool),
        lasting=np.array([any(e in LASTING for e in t.events) for t in tellings], dtype=bool),
        turnover=np.array([any(e in TURNOVER for e in t.events) for t in tellings], dtype=bool),
        events=_padded([[CODES[e] for e in t.events] for t in tellings], EVENTS, len(CODES), np.int8),
        lat=_spots(tellings, "lat"), lon=_spots(tellings, "lon"), radius=_spots(tellings, "radius_km"),
        fine=_padded([[s.precision in FINE for s in t.spots] for t in tellings], SPOTS, False, np.bool_),
        spot=_padded([[hashed(s.key) for s in t.spots] for t in tellings], SPOTS, 0, np.int32),
        actors=_padded([[hashed(a) for a in t.actors] for t in tellings], SIDES, 0, np.int32),
        actor_lines=_padded([lines.of(t.actors) for t in tellings], LINE, 0, np.int32),
        targets=_padded([[hashed(a) for a in t.targets] for t in tellings], SIDES, 0, np.int32),
        target_lines=_padded([lines.of(t.targets) for t in tellings], LINE, 0, np.int32),
        tolls=_padded([_toll_marks(t) for t in tellings], TOLLS, 0, np.int32),
        killed_low=np.array([k[0] for k in killed], dtype=np.float32),
        killed_high=np.array([k[1] for k in killed], dtype=np.float32),
        means=_small(sum(1 << _MEANS[m] for m in t.means) for t in tellings),
        context=_padded([[hashed(c) for c in t.context] for t in tellings], CONTEXT, 0, np.int32),
        report=np.array([hashed64(t.report) for t in tellings], dtype=np.int64),
    )  # fmt: skip


def hashed(id: str) -> int:
    """32 bits, never 0. Two ids that share a hash would be taken for one in scoring, and nowhere else."""
    value = zlib.crc32(id.encode("utf-8", "surrogatepass"))
    return (value if value < 2**31 else value - 2**32) or 1


def hashed64(id: str) -> int:
    raw = id.encode("utf-8", "surrogatepass")
    return (zlib.crc32(raw) << 31) ^ zlib.crc32(raw, 0x5EED)


CIVILIANS_MARK = hashed(CIVILIANS)


class _Lines:
    """Lineages, each asked for once."""

    def __init__(self, relations: Relations) -> None:
        self._relations = relations
        self._known: dict[str, list[int]] = {}

    def of(self, ids: Iterable[str]) -> list[int]:
        line: dict[int, None] = {}
        for id in ids:
            if id not in self._known:
                self._known[id] = [hashed(id), *(hashed(above) for above in self._relations.lineage(id))]
            line.update(dict.fromkeys(self._known[id]))
        return list(line)


def _small(values: Iterable[int]) -> Small:
    return np.fromiter(values, dtype=np.int32)


def _padded(rows: Sequence[Sequence[int | float | bool]], width: int, blank: object, kind: type) -> NDArray[Any]:
    table: NDArray[Any] = np.full((len(rows), width), blank, dtype=kind)
    for n, row in enumerate(rows):
        if row:
            kept = row[:width]
            table[n, : len(kept)] = kept
    return table


def _spots(tellings: Sequence[Telling], name: str) -> Floats:
    rows = [[np.nan if getattr(s, name) is None else getattr(s, name) for s in t.spots] for t in tellings]
    return _padded(rows, SPOTS, np.nan, np.float32)


def _toll_marks(telling: Telling) -> list[int]:
    """Figures that are worth comparing: an exact small one says little."""
    marks: dict[int, None] = {}
    for toll in telling.tolls:
        value = toll.min if toll.min is not None else toll.max
        if value is not None and value >= 2:
            marks[hashed(f"{toll.kind}|{value:g}")] = None
    return list(marks)


def _killed(telling: Telling) -> tuple[float, float]:
    """The largest toll of dead; -1 and -1 where none is given, an open bound is infinite."""
    found = [(t.min or 0.0, t.max if t.max is not None else float("inf")) for t in telling.tolls if t.kind == "killed"]
    low, high = max(found, default=(-1.0, -1.0))
    return min(max(low, -1.0), _HUGE), high if high == float("inf") else min(max(high, -1.0), _HUGE)

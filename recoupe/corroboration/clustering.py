"""From tellings to incidents: candidate pairs by blocking, components of linked pairs, and within each a grouping that does not
chain.

A component is only the reach of a chain of likely pairs. Within it, groups are merged from the likeliest on (average linkage)
and only while every pair across the two groups is possible: one that is excluded keeps them apart, however many links there are
in between. The result is a function of the set of tellings: neither their order nor the way they came in changes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recoupe.corroboration.blocking import keys_of
from recoupe.corroboration.columns import Columns, Floats, Ints, columns
from recoupe.corroboration.relations import NO_RELATIONS, Relations
from recoupe.corroboration.scoring import VETO, WEIGHTS, Weights, score_all, score_pairs
from recoupe.model import Telling

LINKS = np.float32(1.0)
"""Pairs that score above this are links. Lower ones join no components: in a war that is reported densely everything would hang
together by them.
"""
MERGES = 0.0
"""Groups whose pairs score more than this on average are one incident."""
LARGEST = 400
"""A component with more tellings is cut at a higher score until its pieces are smaller."""
_PAIRS_AT_ONCE = 2_000_000
_STEP = np.float32(0.25)


@dataclass(frozen=True, slots=True)
class Rulings:
    """What people have decided, by keys of tellings."""

    together: frozenset[frozenset[str]] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()


NO_RULINGS = Rulings()


@dataclass(slots=True)
class Grouping:
    """``groups``: each incident's tellings, by their place in the input, sorted; the first to arrive names it."""

    groups: tuple[tuple[int, ...], ...]
    links: list[tuple[int, int, float]] = field(default_factory=list)


def group_tellings(
    tellings: Sequence[Telling], *, relations: Relations = NO_RELATIONS, weights: Weights = WEIGHTS, rulings: Rulings = NO_RULINGS
) -> Grouping:
    """All tellings to incidents at once."""
    table = columns(tellings, relations=relations)
    left, right, score = links_among(tellings, table, weights=weights)
    left, right, score = _with_rulings(tellings, rulings, left, right, score)
    groups: list[tuple[int, ...]] = []
    for batch in batched_pieces(pieces(len(tellings), left, right, score)):
        groups += group_pieces(tellings, table, batch, weights=weights, rulings=rulings)
    groups.sort(key=lambda group: min((tellings[n].arrival, tellings[n].key) for n in group))
    listed = [(int(a), int(b), float(s)) for a, b, s in zip(left, right, score, strict=True)]
    return Grouping(tuple(groups), listed)


def links_among(tellings: Sequence[Telling], table: Columns, *, weights: Weights = WEIGHTS) -> tuple[Ints, Ints, Floats]:
    """The pairs that blocking brings together and that score above ``LINKS``; each once, the smaller row first."""
    found: list[tuple[Ints, Ints, Floats]] = []
    for left, right in candidate_pairs(tellings):
        score = score_pairs(table, left, right, weights=weights)
        kept = score > LINKS
        found.append((left[kept], right[kept], score[kept]))
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32)
    lefts, rights, scores = (np.concatenate(part) for part in zip(*found, strict=True))
    _, first = np.unique(lefts * np.int64(len(tellings)) + rights, return_index=True)
    return lefts[first], rights[first], scores[first]


def candidate_pairs(tellings: Sequence[Telling]) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of rows that have to be looked at, the smaller row first, in pieces that fit into memory; some come twice."""
    home_key, home_row, asked_key, asked_row = _key_table(tellings)
    order = np.argsort(home_key, kind="stable")
    home_key, home_row = home_key[order], home_row[order]
    begin = np.searchsorted(home_key, asked_key, "left")
    count = np.searchsorted(home_key, asked_key, "right") - begin
    kept = count > 0
    begin, count, asked_row = begin[kept], count[kept], asked_row[kept]
    for piece in _pieces(count):
        yield from _joined(begin[piece], count[piece], asked_row[piece], home_row)


def _key_table(tellings: Sequence[Telling]) -> tuple[Ints, Ints, Ints, Ints]:
    home, home_rows, asked, asked_rows = (_Growing(np.int64), _Growing(np.int32), _Growing(np.int64), _Growing(np.int32))
    for row, telling in enumerate(tellings):
        keys = keys_of(telling)
        home.add(keys.home)
        home_rows.add([row] * len(keys.home))
        asked.add(keys.asked)
        asked_rows.add([row] * len(keys.asked))
    return home.array(), home_rows.array(), asked.array(), asked_rows.array()


class _Growing:
    """An array that is filled a little at a time."""

    def __init__(self, kind: type) -> None:
        self._kind = kind
        self._open: list[int] = []
        self._done: list[NDArray[np.int64]] = []

    def add(self, values: Iterable[int]) -> None:
        self._open.extend(values)
        if len(self._open) > 1_000_000:
            self._done.append(np.array(self._open, dtype=self._kind))
            self._open = []

    def array(self) -> NDArray[np.int64]:
        return np.concatenate([*self._done, np.array(self._open, dtype=self._kind)])


def _pieces(count: Ints) -> Iterator[slice]:
    """Runs of look-ups that bring about two million pairs at most, one at least."""
    total = np.cumsum(count)
    begin = 0
    while begin < len(count):
        before = total[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(total, before + _PAIRS_AT_ONCE, "right")))
        yield slice(begin, end)
        begin = end


def _joined(begin: Ints, count: Ints, asked: Ints, home: Ints) -> Iterator[tuple[Ints, Ints]]:
    total = int(count.sum())
    owner = np.repeat(asked, count).astype(np.int64)
    within = np.arange(total, dtype=np.int64) - np.repeat(np.cumsum(count) - count, count)
    other = home[np.repeat(begin, count) + within].astype(np.int64)
    left, right = np.minimum(owner, other), np.maximum(owner, other)
    kept = left < right
    pair = np.unique((left[kept] << np.int64(32)) | right[kept])
    if len(pair):
        yield pair >> np.int64(32), pair & np.int64(0xFFFFFFFF)


def _with_rulings(
    tellings: Sequence[Telling], rulings: Rulings, left: Ints, right: Ints, score: Floats
) -> tuple[Ints, Ints, Floats]:
    """People's "together" are links too."""
    rows = _rows_by_key(tellings, rulings.together)
    extra = [sorted((rows[a], rows[b])) for a, b in map(sorted, rulings.together) if a in rows and b in rows]
    if not extra:
        return left, right, score
    pairs = np.array(extra, dtype=np.int64)
    certain = np.full(len(extra), -VETO, dtype=np.float32)
    return np.concatenate([left, pairs[:, 0]]), np.concatenate([right, pairs[:, 1]]), np.concatenate([score, certain])


def _rows_by_key(tellings: Sequence[Telling], rulings: Iterable[frozenset[str]]) -> dict[str, int]:
    wanted = {key for pair in rulings for key in pair}
    return {t.key: n for n, t in enumerate(tellings) if t.key in wanted} if wanted else {}


def pieces(size: int, left: Ints, right: Ints, score: Floats) -> Iterator[list[int]]:
    """What hangs together by links, each row once. What is larger than ``LARGEST`` is cut at the lowest level of the score that
    makes it small enough.
    """
    waiting: list[tuple[Ints, Ints, Ints, Floats, np.float32]] = [
        (np.arange(size, dtype=np.int64), left, right, score, LINKS)
    ]
    while waiting:
        rows, left, right, score, level = waiting.pop()
        label = _labels(len(rows), left, right)
        counts = np.bincount(label, minlength=1)
        large = np.flatnonzero(counts > LARGEST) if level < -VETO else np.empty(0, dtype=np.int64)
        order = np.argsort(label, kind="stable")
        bounds = np.concatenate([[0], np.cumsum(counts)])
        too_large = set(large.tolist())
        for n in range(len(counts)):
            part = order[bounds[n] : bounds[n + 1]]
            if n not in too_large:
                yield rows[part].tolist()
                continue
            inside = (label[left] == n) & (score > level + _STEP)
            new = np.full(len(rows), -1, dtype=np.int64)
            new[part] = np.arange(len(part))
            waiting.append((rows[part], new[left[inside]], new[right[inside]], score[inside], np.float32(level + _STEP)))


def _labels(size: int, left: Ints, right: Ints) -> NDArray[np.int32]:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(size, size))
    label: NDArray[np.int32] = connected_components(graph, directed=False)[1]
    return label


def batched_pieces(found: Iterable[list[int]]) -> Iterator[list[list[int]]]:
    """Pieces in batches of which all pairs can be scored at once."""
    batch: list[list[int]] = []
    pairs = 0
    for rows in found:
        batch.append(rows)
        pairs += len(rows) * (len(rows) - 1) // 2
        if pairs > _PAIRS_AT_ONCE:
            yield batch
            batch, pairs = [], 0
    if batch:
        yield batch


def group_pieces(
    tellings: Sequence[Telling],
    table: Columns,
    batch: Iterable[Sequence[int]],
    *,
    weights: Weights = WEIGHTS,
    rulings: Rulings = NO_RULINGS,
) -> list[tuple[int, ...]]:
    """The groups of rows that hang together, each sorted by row."""
    ordered = [sorted(rows, key=lambda n: tellings[n].key) for rows in batch]
    out: list[tuple[int, ...]] = [tuple(rows) for rows in ordered if len(rows) == 1]
    several = [rows for rows in ordered if len(rows) > 1]
    if not several:
        return out
    for rows, scores in zip(several, score_all(table, several, weights=weights), strict=True):
        _rule(scores, [tellings[n].key for n in rows], rulings)
        out += [tuple(sorted(rows[n] for n in group)) for group in _agglomerate(scores)]
    return out


def _rule(scores: Floats, keys: list[str], rulings: Rulings) -> None:
    if not rulings.apart and not rulings.together:
        return
    place = {key: n for n, key in enumerate(keys)}
    for pairs, value in ((rulings.apart, VETO), (rulings.together, -VETO)):
        for a, b in map(sorted, pairs):
            if a in place and b in place:
                scores[place[a], place[b]] = scores[place[b], place[a]] = value


def _agglomerate(scores: Floats) -> list[list[int]]:
    """Average linkage from the best pair on, while the average is above ``MERGES`` and no pair across is excluded."""
    size = len(scores)
    if size == 2:
        return [[0, 1]] if scores[0, 1] > MERGES else [[0], [1]]
    members: list[list[int]] = [[n] for n in range(size)]
    weight = np.ones(size)
    average = scores.astype(np.float64)
    np.fill_diagonal(average, -np.inf)
    average[scores <= VETO] = -np.inf
    forced = scores >= -VETO
    average[forced] = np.inf
    alive = np.ones(size, dtype=bool)
    while True:
        best = int(np.argmax(average))
        a, b = divmod(best, size)
        if not average[a, b] > MERGES:
            return [members[n] for n in range(size) if alive[n]]
        a, b = min(a, b), max(a, b)
        merged = _merged_row(average, a, b, weight)
        average[a, :] = average[:, a] = merged
        average[b, :] = average[:, b] = -np.inf
        average[a, a] = -np.inf
        members[a] += members[b]
        weight[a] += weight[b]
        alive[b] = False


def _merged_row(average: NDArray[np.float64], a: int, b: int, weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """The linkage of two groups taken as one: excluded with either is excluded, ruled together with either is together."""
    one, other = average[a], average[b]
    excluded, certain = np.isneginf(one) | np.isneginf(other), np.isposinf(one) | np.isposinf(other)
    with np.errstate(invalid="ignore"):
        mean = (one * weight[a] + other * weight[b]) / (weight[a] + weight[b])
    row: NDArray[np.float64] = np.where(certain, np.inf, np.where(excluded, -np.inf, np.round(mean, 6)))
    return row


def incident_keys(tellings: Sequence[Telling], groups: Iterable[Collection[int]]) -> Mapping[str, str]:
    """For each telling, by key, the key of the telling that came first in its incident, which names the incident."""
    named: dict[str, str] = {}
    for group in groups:
        first = min((tellings[n].arrival, tellings[n].key) for n in group)[1]
        named.update({tellings[n].key: first for n in group})
    return named

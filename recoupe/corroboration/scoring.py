"""How likely two tellings are of one happening: a sum of what speaks for it and against it.

A score above 0 speaks for one happening. ``VETO`` says that they cannot be one: other days, other places, words for other things.
The weights were set by hand and tuned on two thirds of the reports in ``bench/dossier``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import numpy as np

from recoupe.corroboration.columns import (
    AFAR_CODES,
    AFFINITY,
    CIVILIANS_MARK,
    CODES,
    MUTUAL_CODES,
    Bools,
    Columns,
    Floats,
    Ints,
    Small,
    columns,
)
from recoupe.corroboration.relations import NO_RELATIONS, Relations
from recoupe.model import Reason, Telling

VETO = np.float32(-100.0)


class Feature(StrEnum):
    START = "before anything is compared"
    EVENT = "words for the same kind of event"
    TIME = "the same days"
    PLACE = "the same place"
    ACTORS = "the same one who did it"
    TARGETS = "the same ones to whom it was done"
    ROLES = "the roles the other way round"
    TOLLS = "the same figures"
    MAGNITUDE = "figures far apart"
    MEANS = "the same means"
    CONTEXT = "the same names around it"
    REPORT = "told apart by one report"


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds at most, or takes away."""

    start: float = -2.1
    event: float = 1.2
    same_day: float = 1.3
    day_apart: float = -0.6
    assumed_day: float = 0.5
    same_place: float = 1.2
    near_place: float = 0.8
    wide_place: float = 0.25
    same_actor: float = 0.6
    related_actor: float = 0.5
    other_actor: float = -0.25
    same_target: float = 0.5
    civilians: float = 0.2
    other_target: float = -0.3
    reversed_roles: float = -2.0
    met_roles: float = -0.4
    same_figure: float = 0.7
    more_figures: float = 0.5
    magnitude: float = -0.5
    same_means: float = 0.3
    other_means: float = -0.15
    context: float = 0.6
    one_report: float = -1.2


WEIGHTS = Weights()
FEATURES = tuple(Feature)
_CHUNK = 100_000


def score_pairs(table: Columns, left: Ints, right: Ints, *, weights: Weights = WEIGHTS) -> Floats:
    """The score of each pair of rows, rounded so that sums do not depend on the order of adding."""
    out = np.empty(len(left), dtype=np.float32)
    for begin in range(0, len(left), _CHUNK):
        cut = slice(begin, begin + _CHUNK)
        out[cut] = _total(table, left[cut], right[cut], weights)
    return out


def _total(table: Columns, left: Ints, right: Ints, weights: Weights) -> Floats:
    possible = _possible(table, left, right)
    out = np.full(len(left), VETO, dtype=np.float32)
    kept = np.flatnonzero(possible)
    if len(kept):
        parts = contributions(table, left[kept], right[kept], weights=weights)
        total = parts.sum(axis=0, dtype=np.float64)
        out[kept] = np.where((parts <= VETO).any(axis=0), VETO, np.round(total, 3)).astype(np.float32)
    return out


def _possible(table: Columns, left: Ints, right: Ints) -> Bools:
    """A first look that leaves out most pairs: the kind of event, and the days."""
    affine = _affinity(table, left, right) > 0
    gap = _day_gap(table, left, right)
    return affine & (gap <= _room(table, left, right))


def contributions(table: Columns, left: Ints, right: Ints, *, weights: Weights = WEIGHTS) -> Floats:
    """One row a feature, in the order of ``FEATURES``; ``VETO`` where a feature excludes the pair."""
    parts = (
        np.full(len(left), weights.start, dtype=np.float32),
        _event(table, left, right, weights), _time(table, left, right, weights), _place(table, left, right, weights),
        *_sides(table, left, right, weights), *_figures(table, left, right, weights),
        _means(table, left, right, weights), _context(table, left, right, weights),
        np.where(table.report[left] == table.report[right], np.float32(weights.one_report), np.float32(0)),
    )  # fmt: skip
    return np.stack(parts).astype(np.float32)


def explain(
    left: Telling, right: Telling, *, relations: Relations = NO_RELATIONS, weights: Weights = WEIGHTS
) -> tuple[Reason, ...]:
    """What the score of a pair is made of, the weightiest first."""
    table = columns([left, right], relations=relations)
    parts = contributions(table, np.array([0]), np.array([1]), weights=weights)[:, 0]
    reasons = [Reason(_told(f, float(v)), round(float(v), 3)) for f, v in zip(FEATURES, parts, strict=True) if v]
    return tuple(sorted(reasons, key=lambda r: (-abs(r.weight), r.text)))


def _told(feature: Feature, value: float) -> str:
    against = {
        Feature.EVENT: "words for another kind of event", Feature.TIME: "other days", Feature.PLACE: "another place",
        Feature.ACTORS: "another one is said to have done it", Feature.TARGETS: "others to whom it was done",
        Feature.MEANS: "other means",
    }  # fmt: skip
    return against.get(feature, feature.value) if value < 0 else feature.value


def _affinity(table: Columns, left: Ints, right: Ints) -> Floats:
    one, other = table.events[left], table.events[right]
    found: Floats = AFFINITY[one[:, 0], other[:, 0]]
    for a, b in product(range(one.shape[1]), repeat=2):
        known = np.flatnonzero((one[:, a] < len(CODES)) & (other[:, b] < len(CODES))) if a or b else ()
        if len(known):
            found[known] = np.maximum(found[known], AFFINITY[one[known, a], other[known, b]] * np.float32(0.95))
    return found


def _event(table: Columns, left: Ints, right: Ints, weights: Weights) -> Floats:
    found = _affinity(table, left, right)
    return np.where(found > 0, np.float32(weights.event) * (found - np.float32(0.4)) / np.float32(0.6), VETO)


def _day_gap(table: Columns, left: Ints, right: Ints) -> Small:
    """Days between; 0 or less where the intervals touch or overlap."""
    gap: Small = np.maximum(table.first[left], table.first[right]) - np.minimum(table.last[left], table.last[right])
    return gap


def _room(table: Columns, left: Ints, right: Ints) -> Small:
    both = table.lasting[left] & table.lasting[right]
    assumed = table.assumed[left] | table.assumed[right]
    turnover = table.turnover[left] & table.turnover[right]
    return np.where(both, 3, np.where(assumed | turnover, 2, 1)).astype(np.int32)


def _time(table: Columns, left: Ints, right: Ints, weights: Weights) -> Floats:
    """Full weight where both say the same day, less the wider the days are in which they may meet."""
    gap = _day_gap(table, left, right)
    width = np.maximum(_width(table, left), _width(table, right)).astype(np.float32)
    assumed = table.assumed[left] | table.assumed[right]
    full = np.where(assumed, weights.assumed_day, weights.same_day).astype(np.float32)
    met = full / np.where(assumed, np.float32(1), 1 + np.log2(np.maximum(width, 2) / 2) * np.float32(0.6))
    unknown = (table.first[left] < -(10**7)) | (table.first[right] < -(10**7))
    value = np.where(gap <= 0, np.where(unknown, np.float32(0), met), np.float32(weights.day_apart))
    return np.where(gap > _room(table, left, right), VETO, value).astype(np.float32)


def _width(table: Columns, rows: Ints) -> Small:
    width: Small = np.minimum(table.last[rows] - table.first[rows] + 1, 4000)
    return width


def _place(table: Columns, left: Ints, right: Ints, weights: Weights) -> Floats:
    """The best of all pairs of places; far apart only where no pair is near."""
    best = np.full(len(left), -2.0, dtype=np.float32)
    known = np.zeros(len(left), dtype=bool)
    one, other = table.spot[left], table.spot[right]
    for a, b in product(range(one.shape[1]), repeat=2):
        both = np.flatnonzero((one[:, a] != 0) & (other[:, b] != 0))
        if len(both):
            value, told = _spot_pair(table, (left[both], a), (right[both], b), weights)
            known[both] |= told
            best[both] = np.maximum(best[both], np.where(told, value, np.float32(-2)))
    return np.where(known, np.where(best <= -1.5, VETO, best), np.float32(0)).astype(np.float32)


def _spot_pair(table: Columns, one: tuple[Ints, int], other: tuple[Ints, int], weights: Weights) -> tuple[Floats, Bools]:
    """What one pair of places adds (-2: too far apart), and where that can be told. Later places count for less."""
    same = (table.spot[one] == table.spot[other]) & (table.spot[one] != 0)
    far = _kilometres(table.lat[one], table.lon[one], table.lat[other], table.lon[other])
    told = same | ~np.isnan(far)
    fine = table.fine[one] & table.fine[other]
    room = table.radius[one] + table.radius[other]
    near = np.where(far <= 5, weights.same_place, weights.near_place)
    within = np.where(fine, near, weights.wide_place)
    beyond = np.where(fine & (far <= room + 10), 0.1, -2.0)
    value = np.where(same, np.where(fine, weights.same_place, weights.wide_place), np.where(far <= room, within, beyond))
    later = np.float32(1.0 - 0.25 * min(2, one[1] + other[1]))
    return np.where(value > 0, value * later, value).astype(np.float32), told


def _kilometres(lat1: Floats, lon1: Floats, lat2: Floats, lon2: Floats) -> Floats:
    """On a plane that touches the earth between the two: exact enough for the distances that matter here."""
    middle = np.radians((lat1 + lat2) / 2)
    east = ((lon1 - lon2 + 180) % 360 - 180) * np.cos(middle)
    far: Floats = (np.hypot(lat1 - lat2, east) * np.float32(111.2)).astype(np.float32)
    return far


def _meets(one: Small, other: Small) -> Bools:
    """Whether two sets of ids share one, row by row."""
    found = np.zeros(len(one), dtype=bool)
    for a in range(one.shape[1]):
        column = one[:, a]
        if column.any():
            found |= ((column[:, None] == other) & (column[:, None] != 0)).any(axis=1)
    return found


def _side(own: Small, lines: Small, own2: Small, lines2: Small) -> tuple[Bools, Bools, Bools]:
    """The same, related, and named on both sides though not related."""
    same = _meets(own, own2)
    kin = _meets(lines, own2) | _meets(own, lines2)
    both = (own != 0).any(axis=1) & (own2 != 0).any(axis=1)
    return same, kin & ~same, both & ~kin & ~same


def _sides(table: Columns, left: Ints, right: Ints, weights: Weights) -> tuple[Floats, Floats, Floats]:
    actors, lines = table.actors[left], table.actor_lines[left]
    targets, below = table.targets[left], table.target_lines[left]
    actors2, lines2 = table.actors[right], table.actor_lines[right]
    targets2, below2 = table.targets[right], table.target_lines[right]
    same, kin, other = _side(actors, lines, actors2, lines2)
    who = np.where(same, weights.same_actor, np.where(kin, weights.related_actor, np.where(other, weights.other_actor, 0.0)))
    named, named2 = np.where(targets == CIVILIANS_MARK, 0, targets), np.where(targets2 == CIVILIANS_MARK, 0, targets2)
    hit, hit_kin, hit_other = _side(named, below, named2, below2)
    civil = (targets == CIVILIANS_MARK).any(axis=1) & (targets2 == CIVILIANS_MARK).any(axis=1)
    whom = np.where(hit | hit_kin, weights.same_target, np.where(hit_other, weights.other_target, 0.0))
    whom = np.where(~(hit | hit_kin) & civil, weights.civilians, whom)
    mutual = MUTUAL_CODES[table.events[left, 0]] | MUTUAL_CODES[table.events[right, 0]]
    crossed = _meets(lines, named2) | _meets(actors, below2) | _meets(named, lines2) | _meets(below, actors2)
    turned = crossed & ~(same | kin | hit | hit_kin) & ~mutual
    afar = AFAR_CODES[table.events[left, 0]] | AFAR_CODES[table.events[right, 0]]
    turned_weight = np.where(afar, weights.reversed_roles, weights.met_roles)
    roles = np.where(turned, turned_weight, np.where(crossed & mutual & ~same, weights.same_target, 0.0))
    return who.astype(np.float32), whom.astype(np.float32), roles.astype(np.float32)


def _figures(table: Columns, left: Ints, right: Ints, weights: Weights) -> tuple[Floats, Floats]:
    one, other = table.tolls[left], table.tolls[right]
    shared = sum((((one[:, [a]] == other) & (one[:, [a]] != 0)).any(axis=1)).astype(np.int32) for a in range(one.shape[1]))
    value = np.where(shared >= 1, weights.same_figure, 0.0) + np.where(shared >= 2, weights.more_figures, 0.0)
    low, low2 = table.killed_low[left], table.killed_low[right]
    high, high2 = table.killed_high[left], table.killed_high[right]
    told = (low >= 0) & (low2 >= 0)
    apart = np.maximum(low, low2) / np.maximum(1, np.minimum(high, high2))
    far = np.where(told & (apart > 3) & (shared == 0), weights.magnitude * np.minimum(2, apart / 5), 0.0)
    return value.astype(np.float32), far.astype(np.float32)


def _means(table: Columns, left: Ints, right: Ints, weights: Weights) -> Floats:
    one, other = table.means[left], table.means[right]
    same = (one & other) != 0
    differ = (one != 0) & (other != 0) & ~same
    return np.where(same, weights.same_means, np.where(differ, weights.other_means, 0.0)).astype(np.float32)


def _context(table: Columns, left: Ints, right: Ints, weights: Weights) -> Floats:
    """Shared names by all names of the report that names fewer."""
    one, other = table.context[left], table.context[right]
    shared = np.zeros(len(left), dtype=np.float32)
    for a in range(one.shape[1]):
        shared += ((one[:, [a]] == other) & (one[:, [a]] != 0)).any(axis=1)
    fewer = np.maximum(3, np.minimum((one != 0).sum(axis=1), (other != 0).sum(axis=1)))
    value: Floats = (np.float32(weights.context) * shared / fewer).astype(np.float32)
    return value


def score_all(table: Columns, groups: Sequence[Sequence[int]], *, weights: Weights = WEIGHTS) -> list[Floats]:
    """For each group of rows the scores of all its pairs, as a symmetric matrix with zeros on its diagonal."""
    uppers = [np.triu_indices(len(group), 1) for group in groups]
    ids = [np.asarray(group, dtype=np.int64) for group in groups]
    left = np.concatenate([i[u[0]] for i, u in zip(ids, uppers, strict=True)])
    right = np.concatenate([i[u[1]] for i, u in zip(ids, uppers, strict=True)])
    scores = score_pairs(table, left, right, weights=weights)
    out: list[Floats] = []
    begin = 0
    for group, upper in zip(groups, uppers, strict=True):
        matrix = np.zeros((len(group), len(group)), dtype=np.float32)
        end = begin + len(upper[0])
        matrix[upper] = scores[begin:end]
        out.append(matrix + matrix.T)
        begin = end
    return out

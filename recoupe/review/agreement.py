"""How far coders agree, beyond what chance alone would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, permutations

from recoupe.model import Decision, DecisionKind
from recoupe.review.judgement import standing

CODES = (DecisionKind.ACCEPT, DecisionKind.REJECT, DecisionKind.UNSURE)
SETTLES = "settles"
"""The key of ``Decision.changes`` under which an adjudication names a decision that it settles."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """``alpha``: 1 is agreement throughout, 0 is chance; None where nothing varies or nobody coded the same."""

    coders: tuple[str, ...]
    units: int
    """Claims that two of them coded, or more."""
    same: int
    """Of those, coded alike by all."""
    alpha: float | None


def krippendorff_alpha(units: Iterable[Iterable[str]]) -> float | None:
    """Nominal alpha. ``units``: the values that coders gave to each unit; missing ones are left out.

    Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), over the matrix of coincidences.
    """
    weights: dict[tuple[str, str], float] = {}
    for unit in units:
        values = list(unit)
        if len(values) < 2:
            continue
        for pair, times in Counter(permutations(values, 2)).items():
            weights[pair] = weights.get(pair, 0.0) + times / (len(values) - 1)
    of: dict[str, float] = {}
    for (left, _), weight in weights.items():
        of[left] = of.get(left, 0.0) + weight
    number = sum(of.values())
    expected = number * number - sum(n * n for n in of.values())
    if number < 2 or expected == 0:
        return None
    observed = sum(weight for (left, right), weight in weights.items() if left != right)
    return 1.0 - (number - 1) * observed / expected


def codings(decisions: Iterable[Decision]) -> dict[str, dict[str, Decision]]:
    """By anchor and coder, what each coder decided last; adjudications are no codings."""
    found: dict[str, dict[str, Decision]] = {}
    for decision in standing(decisions):
        if decision.kind in CODES and not is_adjudication(decision):
            for anchor in decision.subjects:
                found.setdefault(anchor, {})[decision.author] = decision
    return found


def agreements(coded: Mapping[str, Mapping[str, Decision]]) -> list[Agreement]:
    """For each two coders who coded the same claims, then for all of them together where they are more."""
    shared: dict[tuple[str, ...], list[Mapping[str, Decision]]] = {}
    for by in coded.values():
        for pair in combinations(sorted(by), 2):
            shared.setdefault(pair, []).append(by)
    found = [_agreement(units, pair) for pair, units in sorted(shared.items())]
    coders = tuple(sorted({author for by in coded.values() for author in by}))
    together = _agreement(coded.values(), coders) if len(coders) > 2 else None
    return [*found, together] if together is not None and together.units else found


def _agreement(units: Iterable[Mapping[str, Decision]], group: tuple[str, ...]) -> Agreement:
    wanted = set(group)
    values = [[made.kind.value for who, made in by.items() if who in wanted] for by in units]
    several = [unit for unit in values if len(unit) > 1]
    return Agreement(group, len(several), sum(len(set(unit)) == 1 for unit in several), krippendorff_alpha(several))


def disputed(decisions: Iterable[Decision]) -> dict[str, tuple[Decision, ...]]:
    """By anchor, what coders decided differently and nobody has settled."""
    known = list(decisions)
    settled = {value for d in standing(known) for key, value in d.changes if key == SETTLES}
    return {
        anchor: tuple(by.values()) for anchor, by in codings(known).items()
        if len({d.kind for d in by.values()}) > 1 and not {d.id for d in by.values()} <= settled
    }  # fmt: skip


def is_adjudication(decision: Decision) -> bool:
    return any(key == SETTLES for key, _ in decision.changes)

"""Low, best and high of a figure: a stated policy, which can be replaced.

Each policy gets what every independent origin says now of all who were hit; copies and earlier counts are not among it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from recoupe.corroboration.versions import Said, current
from recoupe.model import Attribute, Estimate, QuantityKind, Reason, Stance


@dataclass(frozen=True, slots=True)
class Count:
    """One figure with the independent origins that hold it now. ``low`` and ``high``: None is open."""

    low: float | None
    high: float | None
    origins: frozenset[str]
    latest: int
    """Ordinal day on which it was last said; 0 where that is not known."""
    voices: tuple[str, ...]

    @property
    def middle(self) -> float:
        known = [bound for bound in (self.low, self.high) if bound is not None]
        return sum(known) / len(known) if known else 0.0


Policy = Callable[[Sequence[Count]], tuple[float, str]]
"""From the counts, never empty, to the best one and why."""


def most_origins(counts: Sequence[Count]) -> tuple[float, str]:
    """What most independent origins hold; of several, what was said last; then the lower one."""
    best = min(counts, key=lambda c: (-len(c.origins), -c.latest, c.middle))
    return _lowest(best), f"held by {len(best.origins)} independent origin{'s' if len(best.origins) > 1 else ''}, said last"


def middle(counts: Sequence[Count]) -> tuple[float, str]:
    """The median over independent origins."""
    return float(median(c.middle for c in counts for _ in c.origins)), "the median over independent origins"


def careful(counts: Sequence[Count]) -> tuple[float, str]:
    """The lowest figure that any origin holds now, as registers of casualties do that never count twice."""
    return min(_lowest(c) for c in counts), "the lowest that is held now"


POLICIES: Mapping[str, Policy] = {"most-origins": most_origins, "median": middle, "careful": careful}
DEFAULT_POLICY = "most-origins"


def _lowest(count: Count) -> float:
    return count.low if count.low is not None else count.high or 0.0


def estimate(attribute: Attribute, said: Sequence[Said], *, policy: str = DEFAULT_POLICY) -> Estimate | None:
    """None where nobody gives a figure of all who were hit."""
    counts = counts_of(said)
    if not counts:
        return None
    best, why = POLICIES[policy](counts)
    lows = [c.low for c in counts if c.low is not None]
    highs = [c.high for c in counts]
    closed = [high for high in highs if high is not None]
    high = None if not closed else max([*closed, *lows])
    reasons = (
        Reason(f"lowest: {_who(counts, min(counts, key=lambda c: (_lowest(c), c.voices)))}", 0.0),
        Reason(f"best: {why}", 0.0),
        Reason(f"highest: {_who(counts, max(counts, key=lambda c: (c.high or c.low or 0.0, c.voices)))}", 0.0),
    )
    units = [s.held.unit for s in said if s.held.unit]
    kind = QuantityKind(attribute.value)
    return Estimate(kind, min(lows, default=None), best, high, policy, units[0] if units else "person", reasons)


def _who(counts: Sequence[Count], one: Count) -> str:
    return ", ".join(one.voices)


def counts_of(said: Sequence[Said]) -> list[Count]:
    """Suspicions count only where nobody asserts."""
    whole = [s for s in said if s.held.scope is None and s.held.holding.stance is Stance.SAYS]
    whole = whole or [s for s in said if s.held.scope is None and s.held.holding.stance is Stance.SUSPECTS]
    if not whole:
        whole = [s for s in said if s.held.holding.stance is not Stance.DENIES]
    groups: dict[str, list[Said]] = defaultdict(list)
    for one in current(whole):
        groups[one.held.value].append(one)
    return [
        Count(
            group[0].held.low,
            group[0].held.high,
            frozenset(root for s in group for root in s.roots),
            max(s.held.holding.said.toordinal() if s.held.holding.said else 0 for s in group),
            tuple(sorted({s.held.holding.voice.name for s in group})),
        )
        for _, group in sorted(groups.items())
    ]

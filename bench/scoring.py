"""Pairing of claims with gold claims, and the figures of each role over the pairs.

A gold claim and a predicted one can be paired when their evidence overlaps and the event code is one that the gold accepts; an
overlap of the triggers counts most, then the share of the gold's evidence. Figures are micro-averaged.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bench.records import (
    Amount,
    GoldClaim,
    GoldPlace,
    GoldReport,
    GoldSpeaker,
    Interval,
    Mention,
    PlaceMention,
    Predicted,
    Quote,
    Speaker,
)
from recoupe.model import PART

LEEWAY_DAYS = 3
"""How much wider than the gold's an interval may be on either side."""
LEEWAY_AMOUNT = 0.01
EARTH_KM = 12742
SPANS = "spans letter for letter"

G = TypeVar("G")
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Counts:
    """Right ones, predicted ones and gold ones."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Tally = dict[str, Counts]


def total(tallies: Iterable[Tally]) -> Tally:
    out: Tally = {}
    for tally in tallies:
        for name, counts in tally.items():
            out[name] = out.get(name, Counts()) + counts
    return out


def score(gold: Sequence[GoldClaim], predicted: Sequence[Predicted], *, text: str | None = None) -> Tally:
    """The counts of one report. An optional gold claim that is found is neither right nor wrong."""
    pairs = assign(gold, predicted)
    required = {i for i, g in enumerate(gold) if g.required}
    found = {gi for gi, _ in pairs}
    optional = sum(gi not in required for gi, _ in pairs)
    claims = Counts(len(found & required), len(predicted) - optional, len(required))
    tally = total([{"claims": claims}, *(roles(gold[gi], predicted[pi]) for gi, pi in pairs)])
    if text is not None and (quotes := quotes_right(predicted, text)).gold:
        tally[SPANS] = quotes
    return tally


def score_reports(pairs: Iterable[tuple[GoldReport, Sequence[Predicted]]]) -> Tally:
    return total(score(report.claims, predicted, text=report.text) for report, predicted in pairs)


def assign(gold: Sequence[GoldClaim], predicted: Sequence[Predicted]) -> list[tuple[int, int]]:
    """Indices of paired claims, the best pair first."""
    offers = ((affinity(g, p), gi, pi) for gi, g in enumerate(gold) for pi, p in enumerate(predicted))
    golds: set[int] = set()
    predictions: set[int] = set()
    out = []
    for worth, gi, pi in sorted(offers, reverse=True):
        if worth > 0 and gi not in golds and pi not in predictions:
            golds.add(gi)
            predictions.add(pi)
            out.append((gi, pi))
    return out


def affinity(gold: GoldClaim, predicted: Predicted) -> float:
    """How well the two fit: 0 where they cannot be paired, at most 3."""
    shared = overlap(gold.evidence, predicted.evidence)
    if not shared or predicted.event not in gold.event:
        return 0.0
    triggers = gold.trigger is not None and predicted.trigger is not None and overlap(gold.trigger, predicted.trigger) > 0
    return 1.0 + triggers + shared / max(1, gold.evidence.end - gold.evidence.start)


def overlap(a: Quote, b: Quote) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def roles(gold: GoldClaim, predicted: Predicted) -> Tally:
    """The counts of every role of one pair. Time counts only where the gold has one."""
    means = len(set(gold.means) & {m.id for m in predicted.means})
    tally = {
        "actors": _matched(gold.actors, predicted.actors, bears_name),
        "targets": _matched(gold.targets, predicted.targets, bears_name),
        "places": _matched(gold.places, predicted.places, is_near),
        "quantities": _matched(gold.quantities, _wholes(gold, predicted), same_amount),
        "means": Counts(means, len(predicted.means), len(gold.means)),
        "attribution": _matched(gold.attribution, predicted.attribution, same_speaker),
        "modality": Counts(int(predicted.modality in gold.modality), 1, 1),
    }
    if gold.time is not None:
        tally["time"] = Counts(int(same_time(gold.time, predicted.time)), int(predicted.time is not None), 1)
    return tally


def _wholes(gold: GoldClaim, predicted: Predicted) -> list[Amount]:
    """The figures without parts of them of which the gold does not speak: it names the whole."""
    return [q for q in predicted.quantities if PART not in q.flags or any(same_amount(g, q) for g in gold.quantities)]


def _matched(gold: Sequence[G], predicted: Sequence[P], same: Callable[[G, P], bool]) -> Counts:
    """Each gold item takes the first free prediction that fits."""
    free = list(predicted)
    right = 0
    for item in gold:
        fit = next((i for i, p in enumerate(free) if same(item, p)), None)
        if fit is not None:
            del free[fit]
            right += 1
    return Counts(right, len(predicted), len(gold))


def plain(name: str | None) -> str:
    """Lower case, ASCII, words only: the form in which names are compared."""
    ascii_only = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", ascii_only).strip()


def bears_name(accepted: Iterable[str], mention: Mention) -> bool:
    got = {plain(mention.name), plain(mention.id)} - {""}
    return any(plain(name) in got for name in accepted)


def same_speaker(gold: GoldSpeaker, speaker: Speaker) -> bool:
    return speaker.kind == "unnamed" if gold.name is None else bears_name(gold.name, speaker)


def is_near(gold: GoldPlace, place: PlaceMention) -> bool:
    if place.lat is None or place.lon is None:
        return False
    return distance_km((gold.lat, gold.lon), (place.lat, place.lon)) <= gold.km


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Between two points in degrees, on a sphere."""
    lat, lon = math.radians(b[0] - a[0]), math.radians(b[1] - a[1])
    half = math.sin(lat / 2) ** 2 + math.cos(math.radians(a[0])) * math.cos(math.radians(b[0])) * math.sin(lon / 2) ** 2
    return EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def same_time(gold: tuple[str, str], time: Interval | None) -> bool:
    """The interval overlaps the gold's and is not much wider on either side."""
    if time is None or not time.first or not time.last:
        return False
    try:
        first, last = _ordinal(time.first), _ordinal(time.last)
    except ValueError:
        return False
    start, end = _ordinal(gold[0]), _ordinal(gold[1])
    return first <= end and last >= start and first >= start - LEEWAY_DAYS and last <= end + LEEWAY_DAYS


def _ordinal(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()


def same_amount(gold: Amount, amount: Amount) -> bool:
    """Equal bounds; the gold's upper bound may also be the lower one of a figure that is open upwards."""
    upper = gold.max is None or _close(gold.max, amount.max) or _close(gold.max, amount.min)
    return gold.kind == amount.kind and _close(gold.min, amount.min) and upper


def _close(wanted: float | None, got: float | None) -> bool:
    if wanted is None:
        return True
    return got is not None and abs(wanted - got) <= LEEWAY_AMOUNT * max(abs(wanted), 1)


def quotes_right(predicted: Iterable[Predicted], text: str) -> Counts:
    """How many spans quote the text letter for letter."""
    checked = right = 0
    for claim in predicted:
        for quote in (claim.evidence, claim.trigger, *claim.actors, *claim.targets, *claim.places):
            if quote is not None and quote.start is not None:
                checked += 1
                right += text[quote.start : quote.end] == quote.text
    return Counts(right, checked, checked)


def without_optional(gold: GoldClaim, predicted: Predicted) -> Predicted:
    """The prediction without the targets that only the gold's optional targets accept: they are neither right nor wrong."""
    kept = tuple(t for t in predicted.targets if not _only_optional(gold, t))
    return predicted.model_copy(update={"targets": kept})


def _only_optional(gold: GoldClaim, target: Mention) -> bool:
    wanted = any(bears_name(names, target) for names in gold.targets)
    return not wanted and any(bears_name(names, target) for names in gold.optional_targets)

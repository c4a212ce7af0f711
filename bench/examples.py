"""``examples``: the pack's sentences with their expected claims, and how far a claim's confidence can be believed.

Every tenth example is held out: the rules are made without looking at it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.figures import Figure, Result, Table, score_figures, score_table
from bench.reading import Text, read_texts
from bench.records import GoldClaim, GoldReport, Predicted
from bench.scoring import Tally, assign, bears_name, is_near, same_time, score, total, without_optional
from recoupe.language.data import load_toml
from recoupe.language.pack import LANGUAGES
from recoupe.language.schema_examples import Example, ExampleClaim, Examples, occurrence

HELD_OUT = 10
QUICK = 5
"""Every so manieth example is read when time is short; the held-out ones are among them."""
AIM_HELD_OUT = {"en": 0.80, "es": 0.80, "ar": 0.65}
"""F1 of the claims of the held-out tenth, by language."""
SURE = 0.8
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim that was read: was it expected, and were its sides, place, time and mode right as well?"""

    confidence: float
    expected: bool
    exact: bool


def measure(*, quick: bool, language: str = "fr") -> Result:
    path = LANGUAGES / language / "examples.toml"
    chosen = [(i, e) for i, e in enumerate(load_toml(path, Examples).example) if not quick or i % QUICK == 0]
    gold = [gold_report(e) for _, e in chosen]
    texts = [Text(e.id, e.text.encode(), e.published.isoformat(), language) for _, e in chosen]
    tallies: list[Tally] = []
    judged: list[Judged] = []
    for report, read in zip(gold, read_texts(texts), strict=True):
        predicted = set_aside(report.claims, read.predicted)
        tallies.append(score(report.claims, predicted, text=report.text))
        judged += judge(report.claims, predicted)
    held = total(t for (i, _), t in zip(chosen, tallies, strict=True) if i % HELD_OUT == 0)
    whole = total(tallies)
    aims = {"claims": AIM_HELD_OUT[language]} if language in AIM_HELD_OUT else {}
    figures = [*score_figures(whole, {}), *score_figures(held, aims, prefix="heldout."), *_calibrated(judged)]
    tables = (score_table(f"{len(chosen)} examples", whole), score_table("of them held out", held), calibration_table(judged))
    name = "examples" if language == "fr" else f"examples_{language}"
    return Result(f"{name}-quick" if quick else name, tuple(figures), _hash(path, quick=quick), tables)


def measure_apart(name: str, path: Path, *, language: str, aim: float) -> Result:
    """All the sentences of a file of their own. ``aim``: F1 of the claims."""
    chosen = load_toml(path, Examples).example
    gold = [gold_report(e) for e in chosen]
    read = read_texts([Text(e.id, e.text.encode(), e.published.isoformat(), language) for e in chosen])
    pairs = [(g, set_aside(g.claims, r.predicted)) for g, r in zip(gold, read, strict=True)]
    whole = total(score(g.claims, predicted, text=g.text) for g, predicted in pairs)
    judged = [j for g, predicted in pairs for j in judge(g.claims, predicted)]
    figures = (*score_figures(whole, {"claims": aim}), *_calibrated(judged))
    return Result(name, figures, _hash(path, quick=False), (score_table(f"{len(chosen)} sentences", whole),))


def gold_report(example: Example) -> GoldReport:
    return GoldReport(id=example.id, text=example.text, claims=tuple(_gold(example.text, c) for c in example.claim))


def _gold(text: str, claim: ExampleClaim) -> GoldClaim:
    trigger = occurrence(text, claim.trigger, claim.trigger_nth)
    evidence = text.rfind(claim.evidence, 0, trigger + len(claim.evidence))
    shape = claim.model_dump(mode="json") | {
        "trigger": {"start": trigger, "end": trigger + len(claim.trigger), "text": claim.trigger},
        "evidence": {"start": evidence, "end": evidence + len(claim.evidence), "text": claim.evidence},
        "attribution": [{"name": list(s.name) or None} for s in claim.attribution],
    }
    return GoldClaim.model_validate(shape)


def set_aside(gold: Sequence[GoldClaim], predicted: Sequence[Predicted]) -> list[Predicted]:
    """The predictions without targets that are only optional."""
    out = list(predicted)
    for gi, pi in assign(gold, predicted):
        out[pi] = without_optional(gold[gi], predicted[pi])
    return out


def judge(gold: Sequence[GoldClaim], predicted: Sequence[Predicted]) -> list[Judged]:
    pairs = {pi: gold[gi] for gi, pi in assign(gold, predicted)}
    return [Judged(p.confidence, i in pairs, i in pairs and exact(pairs[i], p)) for i, p in enumerate(predicted)]


def exact(gold: GoldClaim, predicted: Predicted) -> bool:
    """Nothing said of the sides, the place, the day and the mode is wrong, and no side that is named is missing."""
    sides = all(_same_sides(a, b) for a, b in ((gold.actors, predicted.actors), (gold.targets, predicted.targets)))
    places = all(any(is_near(g, p) for g in gold.places) for p in predicted.places)
    time = gold.time is None or predicted.time is None or same_time(gold.time, predicted.time)
    return sides and places and time and predicted.modality in gold.modality


def _same_sides(gold: Sequence[tuple[str, ...]], mentions: Sequence[object]) -> bool:
    known = [m for m in mentions if getattr(m, "name", None)]
    found = all(any(bears_name(names, m) for m in known) for names in gold)  # type: ignore[arg-type]
    return found and all(any(bears_name(names, m) for names in gold) for m in known)  # type: ignore[arg-type]


def _calibrated(judged: Sequence[Judged]) -> list[Figure]:
    sure = [j for j in judged if j.confidence >= SURE]
    if not sure:
        return []
    return [
        Figure("sure.expected", sum(j.expected for j in sure) / len(sure), aim=SURE),
        Figure("sure.exact", sum(j.exact for j in sure) / len(sure)),
        Figure("sure.share", len(sure) / len(judged)),
        Figure("calibration.error", calibration_error(judged), lower_is_better=True),
    ]


def calibration_error(judged: Sequence[Judged]) -> float:
    """Mean distance between confidence and share expected, over bins, weighted by claims."""
    groups = [[j for j in judged if low <= j.confidence < high] for low, high in pairwise(BINS)]
    gaps = [abs(sum(j.confidence for j in g) - sum(j.expected for j in g)) for g in groups]
    return sum(gaps) / len(judged) if judged else 0.0


def calibration_table(judged: Sequence[Judged]) -> Table:
    rows = []
    for low, high in pairwise(BINS):
        group = [j for j in judged if low <= j.confidence < high]
        if group:
            mean = sum(j.confidence for j in group) / len(group)
            shares = (sum(j.expected for j in group) / len(group), sum(j.exact for j in group) / len(group))
            rows.append((f"{low:.1f} to {min(high, 1.0):.1f}", len(group), mean, *shares))
    return Table("confidence", ("", "claims", "mean", "expected", "all right"), tuple(rows))


def _hash(path: Path, *, quick: bool) -> str:
    return "sha256:" + hashlib.sha256(path.read_bytes() + (b"quick" if quick else b"")).hexdigest()

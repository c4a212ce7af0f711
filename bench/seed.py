"""``seed``: one real report with a careful human reading of it, without options and with its date given."""

from __future__ import annotations

from bench.figures import SHARED, Figure, Result, corpus_hash, need, score_figures, score_table
from bench.reading import file_text, read_texts
from bench.records import load_gold
from bench.scoring import SPANS, score_reports

AIMS = {
    "claims": 0.80, "claims.recall": 0.85, "actors": 0.80, "targets": 0.75, "places": 0.80, "time": 0.80, "quantities": 0.90,
    "attribution": 0.85, "modality": 0.90, SPANS: 1.0,
}  # fmt: skip
PUBLISHED = "2018-06-22"


def measure(*, quick: bool) -> Result:
    """``quick`` makes no difference: there is one report."""
    folder = need(SHARED / "seeds")
    gold = load_gold(folder / "gold.json")
    paths = [folder / report.report for report in gold]
    figures: list[Figure] = []
    tables = []
    for label, published in (("no options", None), (f"--published {PUBLISHED}", PUBLISHED)):
        read = list(read_texts([file_text(p, published=published) for p in paths]))
        tally = score_reports([(g, r.predicted) for g, r in zip(gold, read, strict=True)])
        figures += score_figures(tally, AIMS, prefix="" if published is None else "dated.")
        tables.append(score_table(f"seed, {label}", tally))
    return Result("seed", tuple(figures), corpus_hash([*paths, folder / "gold.json"]), tuple(tables))

"""``heldout``: reports of our own pen that nobody who mends the reader looks at."""

from __future__ import annotations

from bench.figures import ROOT, Result, corpus_hash, score_figures, score_table
from bench.reading import read_files
from bench.records import load_gold
from bench.scoring import score_reports
from bench.seed import AIMS

FOLDER = ROOT / "bench" / "heldout" / "fr"


def measure(*, quick: bool) -> Result:
    """``quick`` makes no difference: there are eight short reports."""
    gold = load_gold(FOLDER / "gold.json")
    paths = [FOLDER / report.report for report in gold]
    tally = score_reports([(g, r.predicted) for g, r in zip(gold, read_files(paths), strict=True)])
    tables = (score_table("held-out reports", tally),)
    return Result("heldout", tuple(score_figures(tally, AIMS)), corpus_hash([*paths, FOLDER / "gold.json"]), tables)

"""``reports``: dense French war reports of our own pen, those that the reader was mended by and those that were kept unread."""

from __future__ import annotations

from bench.figures import ROOT, Figure, Result, Table, corpus_hash, score_figures, score_table
from bench.reading import read_files
from bench.records import load_gold
from bench.scoring import score_reports
from bench.seed import AIMS

FOLDER = ROOT / "bench" / "reports" / "fr"
PARTS = (("tuned", ""), ("unread", "unread."))


def measure(*, quick: bool) -> Result:
    """``quick`` makes no difference: there are thirty-seven short reports."""
    figures: list[Figure] = []
    tables: list[Table] = []
    files = []
    for part, prefix in PARTS:
        gold = load_gold(FOLDER / f"{part}.json")
        paths = [FOLDER / report.report for report in gold]
        tally = score_reports([(g, r.predicted) for g, r in zip(gold, read_files(paths), strict=True)])
        figures += score_figures(tally, AIMS if prefix else {}, prefix=prefix)
        tables.append(score_table(f"{len(gold)} reports, {part}", tally))
        files += [*paths, FOLDER / f"{part}.json"]
    return Result("reports", tuple(figures), corpus_hash(files), tuple(tables))

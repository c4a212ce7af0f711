"""The table of figures in the README, from ``bench/results``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from bench.figures import RESULTS, ROOT

BEGIN, END = "<!-- figures -->", "<!-- /figures -->"

ROWS = (
    ("seed", "A real report, no options: claims, F1", "claims.f1"),
    ("seed", "… required claims found", "claims.recall"),
    ("seed", "… actors, F1", "actors.f1"),
    ("seed", "… targets, F1", "targets.f1"),
    ("seed", "… places, F1", "places.f1"),
    ("seed", "… time, F1", "time.f1"),
    ("seed", "… quantities, F1", "quantities.f1"),
    ("seed", "… attribution, F1", "attribution.f1"),
    ("seed", "… modality, F1", "modality.f1"),
    ("seed", "… quotations right to the letter", "spans letter for letter"),
    ("heldout", "Eight held-out reports of our own pen: claims, F1", "claims.f1"),
    ("heldout", "… claims, precision", "claims.precision"),
    ("examples", "Example sentences, held-out tenth: claims, F1", "heldout.claims.f1"),
    ("examples", "Claims with confidence of 0.8 or more that were expected", "sure.expected"),
    ("reports", "Dense French reports of our own pen, those kept unread: claims, F1", "unread.claims.f1"),
    ("press", "Real French articles: drawn claims judged right, of 100", "claims right of 100"),
    ("press", "… sentences that report an event: found, of 30", "sentences found of 30 (draw 83)"),
    ("press_en", "Real English documents: drawn claims judged right, of 100", "claims right of 100"),
    ("press_es", "Real Spanish articles: drawn claims judged right, of 100", "claims right of 100"),
    ("heldout_ar", "Arabic sentences kept apart: claims, F1", "claims.f1"),
    ("muc", "MUC-4, attacks in English: who, whom, with what (micro F1)", "micro f1"),
    ("re3d", "Organisations of re3d (English) as the reader finds them: F1", "re3d.organisations.f1"),
    ("re3d", "… places: F1", "locations.f1"),
    ("time", "Time phrases in WikiWars: found (lenient F1)", "wikiwars.lenient"),
    ("time", "… found with the right value (F1)", "wikiwars.value"),
    ("time", "… found with the right value in the texts not worked with", "held out.wikiwars.value"),
    ("time", "French sentences with a time phrase: right", "fr.right"),
    ("time", "… of the third that was kept unread", "fr.unread right"),
    ("time", "Spanish: right", "es.right"),
    ("time", "Arabic: right", "ar.right"),
    ("actors", "Mentions in four languages tied to the right actor or to nobody", "accuracy"),
    ("actors", "Organisations of re3d (English) found by names and nouns alone: F1", "re3d.organisations.f1"),
    ("places", "Place names in GeoVirus, held-out half: found, F1", "held-out: recognition F1"),
    ("places", "… put within 161 km", "held-out: within 161 km"),
    ("places", "… put within 25 km", "held-out: within 25 km"),
    ("crosscheck", "95 constructed reports, 35 incidents, claims given: incidents, B³ F1 (known: alike titles)", "b3.f1"),
    ("crosscheck", "… contradictions, F1 (known: alike titles)", "contradictions.f1"),
    ("crosscheck", "… independent origins counted exactly right (known: counting articles)", "origins.exact"),
    ("crosscheck", "… taken for independent though they are not (known: counting articles)", "false independence"),
    ("crosscheck", "… held-out third: incidents, B³ F1", "heldout.b3.f1"),
    ("crosscheck", "… held-out third: independent origins exactly right", "heldout.origins.exact"),
    ("crosscheck", "… the same reports as the reader reads them: incidents, B³ F1", "read.b3.f1"),
    ("crosscheck", "… contradictions, F1", "read.contradictions.f1"),
    ("crosscheck", "… independent origins counted exactly right", "read.origins.exact"),
    ("crosscheck", "… taken for independent though they are not", "read.false independence"),
    ("scale", "A million claims to incidents, minutes of one core", "minutes for the largest"),
    ("scale", "Adding one report to 100,000 claims, seconds", "adding one report"),
    ("parser", "French parser, GSD test: LAS", "fr gsd.las"),
    ("parser", "… Sequoia test: LAS", "fr sequoia.las"),
    ("parser", "… verb lemmas, GSD test", "fr gsd.verb lemmas"),
    ("parser", "English parser, EWT test: LAS", "en ewt.las"),
    ("control", "Towns kept from us, away from the line: holder right on a day, balanced", "away"),
    ("control", "… within 30 km of the line", "near"),
    ("control", "… within 30 km, by the nearest town that is known", "nearest town.near"),
    ("control", "A made-up front: error of the area at 200 towns", "front.area error"),
    ("control", "… how often the interval holds it", "front.interval covers"),
    ("control_speed", "Control from 100,000 observations, 10,000 cells, 365 days: seconds", "seconds"),
    ("control_speed", "One day's map from a ledger of 10,000 claims: seconds", "one day's map"),
    ("web", "Workbench, 100,000 claims, 20 clients: slowest page, milliseconds (95 of 100)", "slowest page, p95"),
    ("web", "… search, milliseconds (95 of 100)", "search, p95"),
    ("web", "… seconds from start to the first page", "start to first page"),
    ("speed", "Faster than parsing every sentence and nothing else, times", "ratio"),
    ("speed", "Two processes against one, times", "jobs"),
    ("speed", "Peak memory of all processes, MB", "memory"),
    ("speed", "First claim of one report, seconds", "first claim"),
    ("speed", "recoupe --help, seconds", "help"),
)


def readme_table(folder: Path = RESULTS) -> str:
    """Rows whose measurement has no result are left out."""
    kept = {f.stem: json.loads(f.read_text(encoding="utf-8")) for f in folder.glob("*.json")}
    rows = ["| | measured | aim | known | `python -m bench` |", "|---|---|---|---|---|"]
    for name, told, figure in ROWS:
        found = kept.get(name, {}).get("figures", {}).get(figure)
        if found is not None:
            aim = f"{'at most' if found.get('lower_is_better') else 'at least'} {_number(found['aim'])}" if "aim" in found else ""
            rows.append(f"| {told} | {_number(found['value'])} | {aim} | {_number(found.get('known'))} | `{name}` |")
    return "\n".join([*rows, "", _measured(kept)])


def write_readme(readme: Path = ROOT / "README.md", folder: Path = RESULTS) -> None:
    """Put the table between its two marks."""
    before, rest = readme.read_text(encoding="utf-8").split(BEGIN)
    readme.write_text(f"{before}{BEGIN}\n{readme_table(folder)}\n{END}{rest.split(END)[1]}", encoding="utf-8")


def _measured(kept: Mapping[str, Mapping[str, str]]) -> str:
    commits = sorted({result["commit"].rstrip("+") for result in kept.values() if result.get("commit")})
    return f"Measured at commit{'s' if len(commits) > 1 else ''} {', '.join(commits)}; machine and corpus stand in each result."


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:g}" if value >= 10 else f"{value:.2f}"

"""``places``: place names found and resolved, on GeoVirus, on sentences of our own in three languages and on the seed.

GeoVirus is cut in two by article: one half was looked at while the reader was mended, the other was not. Its points follow
Wikipedia's habit of putting a country or a continent at one point of a few degrees; ours follow the same habit.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.figures import ROOT, SHARED, Figure, Result, Table, corpus_hash, need
from bench.geoparsers import gazetteer, geoparser, no_places
from bench.geovirus import Article, GoldPlace, halves, load_articles
from bench.reading import read_files
from bench.records import GoldPlace as GoldPoint
from bench.records import Quote, load_gold
from recoupe.geoparsing.geometry import distance_km
from recoupe.geoparsing.geoparser import FoundPlace
from recoupe.language.data import DataModel, load_toml
from recoupe.model import Span

GEOVIRUS = SHARED / "data" / "geoparsing" / "GeoVirus.xml"
OWN = ("fr", "es", "ar")
QUICK = 40
"""Articles of the held-out half in the quick measurement."""
FAR, NEAR = 161.0, 25.0
UNRESOLVED_KM = 20_015.0
"""Half the girth of the earth: what a name without a place counts in the median."""
REPORT_WORDS, RUNS = 700, 5
KNOWN_RECOGNITION, KNOWN_FAR = 0.81, 0.83
KNOWN_FROM = "Irchel Geoparser's figures for GeoVirus: recognition F1 0.81, within 161 km 0.83"


@dataclass
class Score:
    """Counts over texts; errors in km, one for each gold mention."""

    strict: list[int] = field(default_factory=lambda: [0, 0, 0])
    overlap: list[int] = field(default_factory=lambda: [0, 0, 0])
    errors: list[float] = field(default_factory=list)
    wrong: int = 0
    """Gold mentions that were given a place farther off than ``FAR``."""

    def add_names(self, found: Sequence[Span], gold: Sequence[Span]) -> None:
        exact = len(set(found) & set(gold))
        _add(self.strict, exact, len(found) - exact, len(gold) - exact)
        touched = sum(any(f.overlaps(g) for g in gold) for f in found)
        _add(self.overlap, touched, len(found) - touched, sum(not any(f.overlaps(g) for f in found) for g in gold))

    def within(self, km: float) -> float:
        return sum(e <= km for e in self.errors) / max(1, len(self.errors))


def _add(counts: list[int], *more: int) -> None:
    counts[:] = [a + b for a, b in zip(counts, more, strict=True)]


def f1(counts: Sequence[int]) -> float:
    right, false, missed = counts
    return 2 * right / max(1, 2 * right + false + missed)


class OwnText(DataModel):
    text: str
    places: tuple[tuple[str, float, float, float], ...]
    """Words, latitude, longitude, kilometres that are still right."""


class OwnTexts(DataModel):
    """``bench/places_<code>.toml``."""

    sentences: tuple[OwnText, ...]


def measure(*, quick: bool) -> Result:
    """``quick``: a part of the held-out half of GeoVirus, and our own sentences."""
    mending, held_out = halves(load_articles(need(GEOVIRUS)))
    whole = {"mended on": mending, "held-out": held_out, "all": (*mending, *held_out)}
    parts = {"held-out": held_out[:QUICK]} if quick else whole
    scores = {name: score_articles(articles) for name, articles in parts.items()}
    figures = [f for name, score in scores.items() for f in _figures(score, f"{name}: ", aims=name != "mended on")]
    if not quick:
        alone = score_articles(held_out, registry=False)
        figures.append(Figure("held-out: recognition F1, gazetteer and places.toml alone", f1(alone.strict)))
    own = {code: own_score(code) for code in OWN}
    for code, (score, right) in own.items():
        figures += [Figure(f"{code}: recognition F1", f1(score.strict)), Figure(f"{code}: right within tolerance", right)]
    figures += [*seed_figures(), speed_figure([a.text for a in held_out])]
    files = [GEOVIRUS, *(own_file(code) for code in OWN)]
    tables = (_table("GeoVirus", scores), _table("our own sentences", {c: s for c, (s, _) in own.items()}))
    return Result("places-quick" if quick else "places", tuple(figures), corpus_hash(files), tables, known_from=KNOWN_FROM)


def score_articles(articles: Iterable[Article], *, registry: bool = True) -> Score:
    parser, score = geoparser("en"), Score()
    for article in articles:
        taken = no_places(article.text, "en") if registry else ()
        score.add_names([f.name for f in parser.find(article.text, taken=taken)], [p.span for p in article.places])
        found = {f.name: f for f in parser.resolve(article.text, [p.span for p in article.places])}
        _add_errors(score, article.places, found.get)
    return score


def _add_errors(score: Score, gold: Iterable[GoldPlace], found: Callable[[Span], FoundPlace | None]) -> None:
    for place in gold:
        at = place_at(found(place.span))
        km = distance_km((place.lat, place.lon), at) if at else UNRESOLVED_KM
        score.errors.append(km)
        score.wrong += at is not None and km > FAR


def place_at(found: FoundPlace | None) -> tuple[float, float] | None:
    """Where the place itself is, whatever part of it or distance from it the words speak of."""
    entity = found.mention.link.entity if found is not None else None
    place = gazetteer().get(entity.id) if entity is not None else None
    return place.at if place is not None else None


def own_file(code: str) -> Path:
    return ROOT / "bench" / f"places_{code}.toml"


def own_score(code: str) -> tuple[Score, float]:
    """The counts, and the share of places that were found and resolved within their tolerance."""
    score, right, whole = Score(), 0, 0
    for entry in load_toml(own_file(code), OwnTexts).sentences:
        spans = _spans(entry)
        found = {f.name: f for f in geoparser(code).find(entry.text, taken=no_places(entry.text, code))}
        score.add_names(list(found), spans)
        for span, (_, lat, lon, km) in zip(spans, entry.places, strict=True):
            at = place_at(next((f for s, f in found.items() if s.overlaps(span)), None))
            error = distance_km((lat, lon), at) if at else UNRESOLVED_KM
            score.errors.append(error)
            score.wrong += at is not None and error > km
            right += error <= km
            whole += 1
    return score, right / whole


def _spans(entry: OwnText) -> list[Span]:
    """Where the words of each place stand, in the order of the text."""
    spans, at = [], 0
    for name, *_ in entry.places:
        start = entry.text.index(name, at)
        at = start + len(name)
        spans.append(Span(start, at))
    return spans


def seed_figures() -> list[Figure]:
    """Of the places of the seed's claims: those that a mention in the same words hits within its tolerance, and those that the
    claims read from them say."""
    folder = SHARED / "seeds"
    if not folder.exists():
        return []
    named = claimed = whole = 0
    gold = load_gold(folder / "gold.json")
    for report, read in zip(gold, read_files([folder / r.report for r in gold]), strict=True):
        text = report.text or ""
        found = [(f.name, f.mention) for f in geoparser("fr").find(text, taken=no_places(text, "fr"))]
        for claim in report.claims:
            words = Span(claim.evidence.start, claim.evidence.end)
            said = [(m.lat, m.lon) for p in read.predicted if _shares(p.evidence, words) for m in p.places]
            here = [*said, *((m.lat, m.lon) for name, m in found if name.overlaps(words))]
            whole += len(claim.places)
            claimed += sum(_hit(p, said) for p in claim.places)
            named += sum(_hit(p, here) for p in claim.places)
    return [Figure("seed: places hit within tolerance", named / whole, 1.0), Figure("seed: … by a claim", claimed / whole)]


def _shares(quote: Quote, words: Span) -> bool:
    return quote.start < words.end and words.start < quote.end


def _hit(gold: GoldPoint, spots: Iterable[tuple[float | None, float | None]]) -> bool:
    return any(a is not None and b is not None and distance_km((gold.lat, gold.lon), (a, b)) <= gold.km for a, b in spots)


def speed_figure(texts: Sequence[str]) -> Figure:
    """Milliseconds of processor time for a report of 700 words, the best of several runs after a first one."""
    parser = geoparser("en")
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        for text in texts:
            parser.find(text)
        times.append(time.process_time() - start)
    words = sum(len(t.split()) for t in texts)
    best = min(times[1:]) / words * REPORT_WORDS * 1000
    return Figure("milliseconds for 700 words", best, 8.0, unit="ms", lower_is_better=True)


def _figures(score: Score, prefix: str, *, aims: bool) -> list[Figure]:
    def figure(name: str, value: float, aim: float, known: float | None = None) -> Figure:
        return Figure(prefix + name, value, aim if aims else None, known)

    return [
        figure("recognition F1", f1(score.strict), 0.75, KNOWN_RECOGNITION),
        Figure(f"{prefix}recognition F1, overlap", f1(score.overlap)),
        figure("within 161 km", score.within(FAR), 0.85, KNOWN_FAR),
        figure("within 25 km", score.within(NEAR), 0.70),
        Figure(f"{prefix}median error", median(score.errors), unit="km", lower_is_better=True),
    ]


def _table(title: str, scores: dict[str, Score]) -> Table:
    head = ("", "right", "false", "missed", "precision", "recall", "F1", "F1 overlap", "mentions", "wrong place", "unresolved")
    return Table(title, head, tuple(_row(name, score) for name, score in scores.items()))


def _row(name: str, score: Score) -> tuple[str | float | int | None, ...]:
    right, false, missed = score.strict
    unresolved = sum(e == UNRESOLVED_KM for e in score.errors)
    precision, recall = right / max(1, right + false), right / max(1, right + missed)
    counts = (right, false, missed, precision, recall, f1(score.strict), f1(score.overlap))
    return (name, *counts, len(score.errors), score.wrong, unresolved)

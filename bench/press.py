"""``press``: real articles that nobody annotated. Claims are drawn by chance and judged by hand, field by field.

``judged/<language>.jsonl`` keeps the verdicts, never the articles' text: a line a claim (id, report, offsets, verdict on each
field, a fingerprint of what was judged) and a line a sentence that reports an event. What a person judged is not carried over to
a claim that reads differently now: such verdicts are counted apart.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bench.figures import ROOT, SHARED, Figure, Result, Table, corpus_hash, need
from bench.reading import ReadReport, Text, read_texts
from bench.records import Predicted

JUDGED = ROOT / "bench" / "judged" / "fr.jsonl"
PRESS = SHARED / "data" / "press"
RE3D, RE3D_PUBLISHED = SHARED / "data" / "re3d", "2017-01-15"
CLAIMS, ARTICLES, SENTENCES = 100, 10, 30
AIM_RIGHT, AIM_FOUND = {"fr": 75, "es": 70, "en": 75}, 20
FIELDS = ("event", "modality", "actors", "targets", "places", "time", "quantities", "attribution")

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    NONE = "none"
    """Nothing was read there, and nothing was there to read."""
    MISSING = "missing"
    """Nothing was read there, though the sentence says it."""


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class JudgedClaim(_Line):
    kind: Literal["claim"] = "claim"
    draw: int
    """The seed of the draw."""
    claim: str
    report: str
    evidence: tuple[int, int]
    trigger: tuple[int, int]
    fingerprint: str
    right: bool
    """The claim as a whole: nothing that it says of the event, its sides, place, time and source is wrong."""
    fields: dict[str, Verdict]
    note: str = ""


class JudgedSentence(_Line):
    """A sentence that reports an event; ``events`` are the codes that would be right for it."""

    kind: Literal["sentence"] = "sentence"
    draw: int
    report: str
    span: tuple[int, int]
    events: tuple[str, ...]
    note: str = ""


def measure(*, quick: bool, language: str = "fr") -> Result:
    """``quick`` makes no difference."""
    texts = press_texts(language)
    reports = {r.name: r for r in read_texts(texts)}
    claims, sentences = load_judged(judged_of(language))
    figures: list[Figure] = []
    tables: list[Table] = []
    notes: list[str] = []
    for draw in sorted({c.draw for c in claims}):
        drawn = [c for c in claims if c.draw == draw]
        last = draw == max(c.draw for c in claims)
        figures += _claim_figures(drawn, "" if last else f"draw {draw} ", aim=AIM_RIGHT[language])
        tables.append(_field_table(drawn))
        notes += stale(drawn, reports)
    for draw in sorted({s.draw for s in sentences}):
        figures.append(_found_figure([s for s in sentences if s.draw == draw], reports))
    if not claims:
        notes.append("nothing judged yet: python -m bench press --draw SEED, judge, python -m bench press --judge FILE")
    read = sum(len(r.claims) for r in reports.values())
    figures.append(Figure("claims read", read))
    name = "press" if language == "fr" else f"press_{language}"
    return Result(name, tuple(figures), corpus_hash(_files(language)), tuple(tables), tuple(notes))


def judged_of(language: str) -> Path:
    """The verdicts on the articles of a language."""
    return JUDGED.with_stem(language)


def press_texts(language: str = "fr") -> list[Text]:
    """The articles, with the publication date of their file names."""
    if language == "en":
        return re3d_texts()
    return [Text(p.name, p.read_bytes(), _published(p), language) for p in sorted(need(PRESS / language).glob("*.txt"))]


def _files(language: str) -> list[Path]:
    return sorted(need(RE3D).glob("*/documents.json") if language == "en" else need(PRESS / language).glob("*.txt"))


def re3d_texts() -> list[Text]:
    """The documents of re3d stand in for English articles. They carry no dates of their own;
    most are of the end of 2016, and all are read as of one day soon after."""
    files = sorted(need(RE3D).glob("*/documents.json"))
    lines = [json.loads(x) for f in files for x in f.read_text(encoding="utf-8-sig").splitlines() if x.strip()]
    return [Text(str(x["_id"]), str(x["text"]).encode(), RE3D_PUBLISHED, "en") for x in lines]


def _published(path: Path) -> str | None:
    found = _DATE.search(path.name)
    return found[0] if found else None


def load_judged(path: Path) -> tuple[list[JudgedClaim], list[JudgedSentence]]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    claims: list[JudgedClaim] = []
    sentences: list[JudgedSentence] = []
    for line in lines:
        raw = json.loads(line)
        if raw.get("kind") == "sentence":
            sentences.append(JudgedSentence.model_validate(raw))
        else:
            claims.append(JudgedClaim.model_validate(raw))
    return claims, sentences


def draw_claims(reports: Iterable[ReadReport], seed: int, *, count: int = CLAIMS) -> list[tuple[ReadReport, Predicted]]:
    """``count`` claims by chance, in the order of the reports; the same reading and seed give the same."""
    everything = [(r, p) for r in sorted(reports, key=lambda r: r.name) for p in r.predicted]
    chosen = random.Random(seed).sample(range(len(everything)), min(count, len(everything)))
    return [everything[i] for i in sorted(chosen)]


def draw_articles(names: Iterable[str], seed: int) -> list[str]:
    listed = sorted(names)
    return random.Random(seed).sample(listed, min(ARTICLES, len(listed)))


def fingerprint(claim: Predicted) -> str:
    """Of every field that a verdict speaks of: the same where a later reader reads the same."""
    sides = [[[m.start, m.end, m.id] for m in side] for side in (claim.actors, claim.targets)]
    places = [[p.start, p.end, p.id, p.lat and round(p.lat, 3), p.lon and round(p.lon, 3)] for p in claim.places]
    time = claim.time and [claim.time.first, claim.time.last]
    amounts = [[q.kind, q.min, q.max] for q in claim.quantities]
    speakers = [[s.start, s.end, s.id, s.kind] for s in claim.attribution]
    judged = [claim.event, claim.modality, claim.polarity, sides, places, time, amounts, speakers]
    return hashlib.sha256(json.dumps(judged).encode()).hexdigest()[:12]


def stale(judged: Sequence[JudgedClaim], reports: dict[str, ReadReport]) -> list[str]:
    """How many verdicts no longer match their claim, and which."""
    gone: list[str] = []
    changed: list[str] = []
    for verdict in judged:
        report = reports.get(verdict.report)
        claim = next((p for p in report.predicted if p.id == verdict.claim), None) if report else None
        if claim is None:
            gone.append(verdict.claim)
        elif fingerprint(claim) != verdict.fingerprint:
            changed.append(verdict.claim)
    if not gone and not changed:
        return []
    told = f"draw {judged[0].draw}: {len(gone)} of {len(judged)} verdicts are of claims that are no longer read"
    return [f"{told}, {len(changed)} of claims that are read differently now ({', '.join([*gone, *changed][:6])} …)"]


def _claim_figures(drawn: Sequence[JudgedClaim], prefix: str, *, aim: int) -> list[Figure]:
    of_hundred = 100 * sum(c.right for c in drawn) / len(drawn)
    return [Figure(f"{prefix}claims right of 100", of_hundred, aim=aim), Figure(f"{prefix}claims judged", len(drawn))]


def _field_table(drawn: Sequence[JudgedClaim]) -> Table:
    rows = []
    for field in FIELDS:
        told = [c.fields.get(field, Verdict.NONE) for c in drawn]
        counts = tuple(sum(v is verdict for v in told) for verdict in Verdict)
        share = counts[0] / (counts[0] + counts[1]) if counts[0] + counts[1] else None
        rows.append((field, *counts, share))
    return Table(f"verdicts, draw {drawn[0].draw}", ("", *(v.value for v in Verdict), "right of those read"), tuple(rows))


def _found_figure(drawn: Sequence[JudgedSentence], reports: dict[str, ReadReport]) -> Figure:
    """How many of the first sentences that report an event are found, counted anew with every reading."""
    first = drawn[:SENTENCES]
    found = sum(is_found(s, reports[s.report].predicted) for s in first if s.report in reports)
    return Figure(f"sentences found of {len(first)} (draw {drawn[0].draw})", found, aim=AIM_FOUND)


def is_found(sentence: JudgedSentence, predicted: Iterable[Predicted]) -> bool:
    """A claim of an accepted event has its trigger in the sentence."""
    start, end = sentence.span
    return any(p.event in sentence.events and p.trigger is not None and start <= p.trigger.start < end for p in predicted)

"""The dossier as reports and claims of the model."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from recoupe.model import (
    ActorMention,
    AttributionStep,
    Candidate,
    Claim,
    Event,
    Link,
    Means,
    MeansMention,
    Modality,
    Origin,
    PartialDate,
    PlaceMention,
    Polarity,
    Precision,
    PublishedBasis,
    Quantity,
    QuantityKind,
    Relation,
    Report,
    SourceKind,
    Span,
    TimeMention,
    bytes_id,
    text_id,
)

GOLD = Path(__file__).parent / "gold.json"
READER = "gold"


@dataclass(frozen=True)
class GoldReport:
    report: Report
    claims: tuple[Claim, ...]
    held_out: bool


@dataclass(frozen=True)
class GoldContradiction:
    incident: str
    attribute: str
    left: str
    right: str


@dataclass(frozen=True)
class Gold:
    """``incident`` and ``origin`` by claim id; a claim that asserts nothing has no origin."""

    reports: tuple[GoldReport, ...]
    incident: dict[str, str]
    origin: dict[str, str]
    contradictions: tuple[GoldContradiction, ...]

    def part(self, *, held_out: bool) -> Gold:
        reports = tuple(r for r in self.reports if r.held_out is held_out)
        ids = {c.id for r in reports for c in r.claims}
        incident = {c: i for c, i in self.incident.items() if c in ids}
        kept = set(incident.values())
        return Gold(
            reports, incident, {c: o for c, o in self.origin.items() if c in ids},
            tuple(c for c in self.contradictions if c.incident in kept),
        )  # fmt: skip


def load_gold(path: Path = GOLD) -> Gold:
    raw = json.loads(path.read_text(encoding="utf-8"))
    reports = tuple(_report(r) for r in raw["reports"])
    claims = [c for r in raw["reports"] for c in r["claims"]]
    return Gold(
        reports,
        {c["id"]: c["incident"] for c in claims},
        {c["id"]: f"{c['incident']}:{c['origin']}" for c in claims if c["origin"]},
        tuple(GoldContradiction(**c) for c in raw["contradictions"]),
    )


def _report(raw: dict[str, Any]) -> GoldReport:
    text = raw["text"]
    report = Report(
        id=text_id(text), text=text, language=raw["language"], origin=Origin(path=raw["report"]),
        bytes_sha256=bytes_id(text.encode()), title=raw["title"], outlet=raw["outlet"],
        published=PartialDate.day(date.fromisoformat(raw["published"])), published_basis=PublishedBasis.GIVEN,
    )  # fmt: skip
    return GoldReport(report, tuple(_claim(c, report.id) for c in raw["claims"]), raw["held_out"])


def _claim(raw: dict[str, Any], report: str) -> Claim:
    return Claim(
        id=raw["id"], report_id=report, event=Event(raw["event"]), evidence=_span(raw["evidence"]),
        trigger=_span(raw["trigger"]), reader=READER, modality=Modality(raw["modality"]), polarity=Polarity(raw["polarity"]),
        actors=tuple(ActorMention(_span(a), _link(a), a["loaded"]) for a in raw["actors"]),
        targets=tuple(ActorMention(_span(a), _link(a), a["loaded"]) for a in raw["targets"]),
        places=tuple(
            PlaceMention(_span(p), _link(p), Relation(p["relation"]), Precision(p["precision"]), p["country"], p["lat"], p["lon"])
            for p in raw["places"]
        ),
        time=_time(raw["time"]) if raw["time"] else None,
        quantities=tuple(Quantity(QuantityKind(q["kind"]), _span(q), q["min"], q["max"], q["unit"]) for q in raw["quantities"]),
        means=tuple(MeansMention(Means(m["id"]), _span(m)) for m in raw["means"]),
        attribution=tuple(AttributionStep(_span(s), SourceKind(s["kind"]), s["cue"], _source(s)) for s in raw["attribution"]),
        confidence=1.0,
    )  # fmt: skip


def _span(raw: dict[str, Any]) -> Span:
    return Span(raw["start"], raw["end"])


def _link(raw: dict[str, Any]) -> Link:
    return Link((Candidate(raw["id"], raw["name"], 1.0),), 0, READER)


def _source(raw: dict[str, Any]) -> Link:
    if raw["id"] is not None:
        return _link(raw)
    return Link(tuple(Candidate(c["id"], c["name"], c["score"]) for c in raw["candidates"]), None, READER)


def _time(raw: dict[str, Any]) -> TimeMention:
    value = PartialDate(raw["edtf"], date.fromisoformat(raw["from"]), date.fromisoformat(raw["to"]))
    return TimeMention(value, raw["basis"], _span(raw) if raw["start"] is not None else None)

"""Claims and gold claims as the bench sees them: only what is scored, checked when it is read."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """Fields that the bench has no use for are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Quote(Record):
    start: int
    end: int
    text: str = ""


class Mention(Record):
    """A mention of a claims file; a time that was carried over has no offsets."""

    start: int | None = None
    end: int | None = None
    text: str | None = None
    id: str | None = None
    name: str | None = None


class PlaceMention(Mention):
    lat: float | None = None
    lon: float | None = None


class Speaker(Mention):
    kind: str | None = None


class Interval(Mention):
    first: str | None = Field(default=None, alias="from")
    last: str | None = Field(default=None, alias="to")


class Amount(Record):
    kind: str
    min: float | None = None
    max: float | None = None
    flags: tuple[str, ...] = ()


class Predicted(Record):
    """One line of a claims file."""

    id: str = ""
    event: str
    modality: str
    polarity: str = "positive"
    evidence: Quote
    trigger: Quote | None = None
    actors: tuple[Mention, ...] = ()
    targets: tuple[Mention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    time: Interval | None = None
    quantities: tuple[Amount, ...] = ()
    means: tuple[Mention, ...] = ()
    attribution: tuple[Speaker, ...] = ()
    confidence: float = 0.0


class GoldPlace(Record):
    lat: float
    lon: float
    km: float


class GoldSpeaker(Record):
    """``name`` is None for a speaker whom the report does not name."""

    name: tuple[str, ...] | None = None


class GoldClaim(Record):
    """What is expected. ``event`` and ``modality`` list what is accepted, each actor its accepted names."""

    id: str = ""
    event: tuple[str, ...]
    modality: tuple[str, ...]
    evidence: Quote
    trigger: Quote | None = None
    actors: tuple[tuple[str, ...], ...] = ()
    targets: tuple[tuple[str, ...], ...] = ()
    optional_targets: tuple[tuple[str, ...], ...] = ()
    places: tuple[GoldPlace, ...] = ()
    time: tuple[str, str] | None = None
    quantities: tuple[Amount, ...] = ()
    means: tuple[str, ...] = ()
    attribution: tuple[GoldSpeaker, ...] = ()
    required: bool = True


class GoldReport(Record):
    id: str = ""
    report: str = ""
    text: str | None = None
    claims: tuple[GoldClaim, ...] = ()


def load_gold(path: Path) -> tuple[GoldReport, ...]:
    """A gold file: one report or a list of them. A text that is not in it is read from beside it."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    reports = [GoldReport.model_validate(r) for r in (raw if isinstance(raw, list) else [raw])]
    return tuple(_with_text(report, path.parent) for report in reports)


def _with_text(report: GoldReport, folder: Path) -> GoldReport:
    beside = folder / (report.report or f"{report.id}.txt")
    if report.text is not None or not beside.is_file():
        return report
    return report.model_copy(update={"text": beside.read_text(encoding="utf-8")})

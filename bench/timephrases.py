"""Sentences with a time phrase and its value, as the files ``time_<language>.toml`` beside this one keep them."""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from recoupe.language.data import load_toml
from recoupe.language.pack import LANGUAGES
from recoupe.language.schema_time import PhraseKind, TimeWords, Unit
from recoupe.model import PartialDate, Span, TimeMention
from recoupe.temporal.expressions import Duration
from recoupe.temporal.narrative import Timeline
from recoupe.temporal.phrases import TimePhrase, TimeReader

HERE = Path(__file__).parent
UNREAD = 3
"""Every third sentence is kept unread while the packs are worked on."""
_LETTERS = {
    Unit.MINUTE: "TM", Unit.HOUR: "TH", Unit.DAY: "D", Unit.NIGHT: "D", Unit.WEEK: "W", Unit.MONTH: "M", Unit.YEAR: "Y",
    Unit.DECADE: "DE", Unit.CENTURY: "CE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` counts from 1 through the file."""

    number: int
    text: str
    words: str
    value: str
    published: PartialDate
    anchor: PartialDate | None
    future: bool
    narrative: bool

    @property
    def unread(self) -> bool:
        return self.number % UNREAD == 0


@cache
def reader_of(language: str) -> TimeReader:
    return TimeReader(load_toml(LANGUAGES / language / "time.toml", TimeWords))


def rows_of(language: str) -> list[Row]:
    raw = tomllib.loads((HERE / f"time_{language}.toml").read_text(encoding="utf-8"))
    groups = ((group, row) for group in raw["groups"] for row in group["rows"])
    return [
        Row(
            number, text, words, value, _day(group["published"]),
            _day(group["anchor"]) if "anchor" in group else None, group.get("future", False), group.get("narrative", False),
        )
        for number, (group, (text, words, value)) in enumerate(groups, 1)
    ]  # fmt: skip


def _day(text: str) -> PartialDate:
    return PartialDate.day(date.fromisoformat(text))


def judge(row: Row, reader: TimeReader) -> tuple[bool, str]:
    """Whether the phrase was found with the value expected, and what was found."""
    at = row.text.rindex(row.words) if row.value != "-" else row.text.index(row.words)
    wanted = Span(at, at + len(row.words))
    found = [(p, m) for p, m in _read(row, reader) if p.span.overlaps(wanted)]
    told = "; ".join(f"{p.span.of(row.text)!r} {p.kind.value} {_shown(p, m)}" for p, m in found)
    if row.value == "-":
        return not found, told
    return any(_fits(row.value, p, m) for p, m in found), told or "nothing"


def _read(row: Row, reader: TimeReader) -> Iterator[tuple[TimePhrase, TimeMention | None]]:
    timeline = Timeline(reader, published=row.published, narrative=row.narrative)
    for phrase in reader.find(row.text, Span(0, len(row.text)), lengths=True):
        if row.anchor is not None and phrase.kind is PhraseKind.ANAPHORIC:
            yield phrase, reader.resolve(phrase, published=row.published, anchor=row.anchor, future=row.future)
        else:
            yield timeline.read(phrase, future=row.future)


def _shown(phrase: TimePhrase, mention: TimeMention | None) -> str:
    if isinstance(phrase.said, Duration):
        return "/".join(sorted(_durations(phrase.said)))
    return mention.value.edtf if mention is not None else "no date"


def _fits(value: str, phrase: TimePhrase, mention: TimeMention | None) -> bool:
    value, _, slack = value.partition("~")
    if value == "R":
        return phrase.kind is PhraseKind.SET
    if value.startswith("P"):
        return isinstance(phrase.said, Duration) and value in _durations(phrase.said)
    if mention is None or isinstance(phrase.said, Duration):
        return False
    first, last = bounds(value)
    within = timedelta(days=int(slack or 0))
    return _near(first, mention.value.start, within) and _near(last, mention.value.end, within)


def _near(wanted: date | None, got: date | None, slack: timedelta) -> bool:
    if wanted is None or got is None:
        return wanted is got
    return abs(wanted - got) <= slack


def _durations(said: Duration) -> set[str]:
    """How the length can be written: "P3D", with X where the number is not exact."""
    letters = _LETTERS.get(said.unit, "D")
    time, letter = ("T", letters[1]) if letters[0] == "T" else ("", letters)
    number = said.count.low if said.count.exact else said.count.written
    return {f"P{time}{number:g}{letter}"} if said.count.exact else {f"PX{time}{letter}", f"P{time}{number or 0:g}{letter}"}


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """First and last day of a day, a month, a year or an interval of them; None is an open side."""
    first, _, last = edtf.partition("/")
    return _edge(first, last=False), _edge(last or first, last=True)


def _edge(edtf: str, *, last: bool) -> date | None:
    if edtf in ("", ".."):
        return None
    fields = [int(f) for f in re.split("-", edtf)]
    year, month, day = [*fields, *([0] * (3 - len(fields)))]
    month = month or (12 if last else 1)
    return date(year, month, day or (monthrange(year, month)[1] if last else 1))

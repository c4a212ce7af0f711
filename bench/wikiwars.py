"""Eleven Wikipedia articles on wars with TIMEX2 marks (WikiWars, Mazur and Dale 2010), read in narrative mode.

A mark is found when one of ours overlaps it (lenient) or has the same bounds (strict); each of ours may find one mark only.
"Lenient and value" also wants the same VAL (none where the annotators gave none). The header of each file is left out on both
sides. Marks inside other marks count.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench.figures import SHARED, need
from bench.timephrases import reader_of
from bench.timex import timex_value, trimmed
from recoupe.model import Span
from recoupe.temporal.narrative import Timeline, marked
from recoupe.temporal.phrases import TimePhrase, TimeReader

FOLDER = SHARED / "data" / "wikiwars"
_TAG = re.compile(rb"<[^>]+>")
_BODY = re.compile(rb"<TEXT>")
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """``value`` is None where the annotators gave none."""

    span: Span
    value: str | None


@dataclass(frozen=True)
class Article:
    name: str
    folder: Path = FOLDER

    @cached_property
    def _bytes(self) -> bytes:
        return _TAG.sub(b"", (self.folder / f"{self.name}.sgm").read_bytes())

    @cached_property
    def text(self) -> str:
        return self._bytes.decode("utf-8")

    @cached_property
    def body(self) -> int:
        """Where the text begins, after the header."""
        raw = (self.folder / f"{self.name}.sgm").read_bytes()
        found = _BODY.search(raw)
        return len(_TAG.sub(b"", raw[: found.end()]).decode("utf-8")) if found else 0

    @cached_property
    def gold(self) -> tuple[Mark, ...]:
        """The annotators' offsets count bytes, the last one included."""
        marks = []
        for timex in ET.parse(self.folder / f"{self.name}.key.apf.xml").iter("timex2"):
            for extent in timex.iter("charseq"):
                first, last = int(extent.get("START", "0")), int(extent.get("END", "0"))
                start = len(self._bytes[:first].decode("utf-8"))
                marks.append(Mark(Span(start, start + len(self._bytes[first : last + 1].decode("utf-8"))), timex.get("VAL")))
        return tuple(sorted((m for m in marks if m.span.start >= self.body), key=lambda m: m.span))

    @cached_property
    def found(self) -> tuple[Mark, ...]:
        return tuple(_read(self.text, self.body, reader_of("en")))


def articles() -> list[Article]:
    return [Article(f.name.removesuffix(".sgm")) for f in sorted(need(FOLDER).glob("*.sgm"))]


def files() -> list[Path]:
    return sorted(need(FOLDER).glob("*"))


def _read(text: str, start: int, reader: TimeReader) -> Iterator[Mark]:
    timeline = Timeline(reader, published=None, narrative=True)
    for paragraph in _PARAGRAPH.finditer(text, start):
        timeline.turn_paragraph()
        for phrase in reader.find(text, Span(*paragraph.span()), lengths=True):
            yield from _marks(phrase, text, reader, timeline)


def _marks(phrase: TimePhrase, text: str, reader: TimeReader, timeline: Timeline) -> Iterator[Mark]:
    for part in reader.ends(phrase, text):
        full, mention = timeline.read(part)
        mark = marked(full.said, mention.value if mention is not None else None)
        yield Mark(trimmed(part.span, text), timex_value(full.said, mark))


@dataclass(slots=True)
class Count:
    gold: int = 0
    found: int = 0
    lenient: int = 0
    strict: int = 0
    valued: int = 0

    def add(self, article: Article) -> None:
        self.gold += len(article.gold)
        self.found += len(article.found)
        for gold, found in pairs(article.gold, article.found):
            self.lenient += 1
            self.strict += gold.span == found.span
            self.valued += gold.value == found.value

    def f1(self, right: int) -> float:
        return 2 * right / (self.gold + self.found) if self.gold + self.found else 0.0


def counted(some: Iterable[Article]) -> Count:
    count = Count()
    for article in some:
        count.add(article)
    return count


def _shared(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def pairs(gold: Iterable[Mark], found: Iterable[Mark]) -> Iterator[tuple[Mark, Mark]]:
    """Overlapping marks, those with the same bounds first, each used once."""
    left = list(found)
    rest = []
    for mark in gold:
        same = next((f for f in left if f.span == mark.span), None)
        if same is None:
            rest.append(mark)
            continue
        left.remove(same)
        yield mark, same
    for mark in rest:
        near = [f for f in left if f.span.overlaps(mark.span)]
        if near:
            best = max(near, key=lambda f: (f.value == mark.value, _shared(f.span, mark.span)))
            left.remove(best)
            yield mark, best

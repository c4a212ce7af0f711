"""The time phrases of one text, resolved in order: what is told before fills what a later phrase leaves out.

In news, a date without year lies next to publication, and only phrases that say so ("the next day") count from the day told
before. A text that tells history has its own present: there the year, and the month, of the last date carry over. The method is
that of HeidelTime's narrative mode (Strötgen and Gertz 2010), with the nearest year instead of the same one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from recoupe.language.schema_time import Base, Lean, PhraseKind, Unit
from recoupe.model import PartialDate, TimeMention
from recoupe.temporal import calendar as cal
from recoupe.temporal.expressions import (
    Between,
    Calendar,
    Cycle,
    EdgeOf,
    Expression,
    Festival,
    From,
    Offset,
    Run,
    Since,
    Until,
    Within,
)
from recoupe.temporal.phrases import TimePhrase, TimeReader

CARRIED = frozenset({PhraseKind.DATE, PhraseKind.RELATIVE, PhraseKind.WEEKDAY, PhraseKind.RANGE, PhraseKind.ANAPHORIC})
"""Kinds of phrases whose date stands for what follows."""
FROM_NOW = frozenset({PhraseKind.RELATIVE, PhraseKind.WEEKDAY})
"""Kinds of phrases that count from the day of publication."""
_WRITTEN = re.compile(r"^(-?\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?$")
_AHEAD = 6
"""A month without year lies at most so many months after the one told before it, where it would have to lie before it
otherwise: our own choice."""
_HISTORY = 3
_FAR = 2
"""From so many years on, a year alone may be an aside: our own choice."""
_FINE = frozenset({Unit.MINUTE, Unit.HOUR, Unit.DAY, Unit.NIGHT, Unit.WEEK, Unit.WEEKEND, Unit.FORTNIGHT})


@dataclass(frozen=True, slots=True)
class Mark:
    """A date as precisely as it is known; the year 0 is 1 BC."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def on(self) -> date | None:
        return cal.valid(self.year, self.month, self.day) if self.year > 0 and self.month and self.day else None


def tells_history(phrases: Iterable[TimePhrase], *, published: PartialDate | None) -> bool:
    """Whether most of the years that are written lie well before ``published`` (before each other's last, without), or all of
    them where nothing counts from the day of publication."""
    phrases = tuple(phrases)
    years = [mark.year for p in phrases if (mark := _mark_of(p.said)) is not None]
    last = published.start.year if published is not None and published.start is not None else max(years, default=0)
    old = [y for y in years if y < last - 1]
    if published is not None and years and len(old) == len(years) and not any(p.kind in FROM_NOW for p in phrases):
        return True
    return len(old) >= _HISTORY and len(old) * 3 >= len(years) * 2


class Timeline:
    """Keeps the date told last. One text, its phrases in the order of the text."""

    def __init__(self, reader: TimeReader, *, published: PartialDate | None, narrative: bool = False) -> None:
        self._reader, self._published, self._narrative = reader, published, narrative
        self._told: PartialDate | None = None
        self._mark: Mark | None = None
        self._aside: Mark | None = None
        """The date from which a year that lies farther off leads away."""

    def turn_paragraph(self) -> None:
        """A new paragraph begins: a far year that the last one only mentioned no longer counts."""
        if self._aside is not None and self._mark is not None and self._mark.month is None:
            self._mark = self._aside
        self._aside = None

    def resolve(self, phrase: TimePhrase, *, future: bool = False) -> TimeMention | None:
        """When ``phrase`` says it was. What it says is remembered for the phrases that follow."""
        return self.read(phrase, future=future)[1]

    def read(self, phrase: TimePhrase, *, future: bool = False) -> tuple[TimePhrase, TimeMention | None]:
        """The phrase with what the text fills in, and its time."""
        full = replace(phrase, said=filled(phrase.said, self._mark)) if self._narrative else phrase
        published, anchor = self._published, self._told
        if self._counts_from_told(full.said) and anchor is not None and anchor.is_day:
            published, future = anchor, True
        if anchor is None and full.kind is PhraseKind.ANAPHORIC:
            anchor = published
        if full.kind is PhraseKind.DURATION:
            anchor = None
        found = self._reader.resolve(full, published=published, anchor=anchor, future=future)
        if full.kind in CARRIED:
            self._remember(full.said, None if found is None else found.value)
        return full, found

    def _remember(self, said: Expression, value: PartialDate | None) -> None:
        self._told = value or self._told
        mark, before = marked(said, value), self._mark
        back = isinstance(said, Offset) and said.sense is Lean.PAST and said.unit not in _FINE
        if mark is None or back or (before is not None and mark == Mark(before.year)):
            return
        if before is not None and before.month is not None and mark.month is None and abs(mark.year - before.year) >= _FAR:
            self._aside = before
        self._mark = mark

    def _counts_from_told(self, said: Expression) -> bool:
        """A day of the week in a story is the next one."""
        return self._narrative and said == Calendar(weekday=said.weekday) if isinstance(said, Calendar) else False


def carried_over(
    phrases: Iterable[TimePhrase], reader: TimeReader, *, text: str, published: PartialDate | None
) -> tuple[TimePhrase, ...]:
    """The phrases of a text that tells history, in the order of the text, with the years and months that carry over."""
    timeline = Timeline(reader, published=published, narrative=True)
    full: list[TimePhrase] = []
    for phrase in phrases:
        if full and "\n" in text[full[-1].span.end : phrase.span.start]:
            timeline.turn_paragraph()
        full.append(timeline.read(phrase)[0])
    return tuple(full)


def filled(said: Expression, mark: Mark | None) -> Expression:
    """``said`` with the year, and the month, of ``mark`` where it has none."""
    if mark is None:
        return said
    match said:
        case Calendar():
            return _filled_calendar(said, mark)
        case Festival(year=None, hijri_year=None, lean=None):
            return replace(said, year=mark.year) if mark.year > 0 else said
        case Cycle(unit=Unit.YEAR, base=Base.ANCHOR) if mark.year < 1:
            return Calendar(year=mark.year + said.shift)
        case EdgeOf(whole=Cycle(shift=0) as whole):
            return replace(said, whole=replace(whole, base=Base.ANCHOR))
        case EdgeOf() | Run():
            return replace(said, whole=filled(said.whole, mark))
        case Between():
            first = filled(said.first, mark)
            near = _mark_of(first) if first != said.first else None
            return replace(said, first=first, last=filled(said.last, near or mark))
        case Since() | From():
            return replace(said, start=filled(said.start, mark))
        case Until() | Within():
            return replace(said, end=filled(said.end, mark))
    return said


def _filled_calendar(said: Calendar, mark: Mark) -> Calendar:
    if said.year is not None or said.lean is not None:
        return said
    if said.month is not None:
        return replace(said, year=_near_year(said.month, mark))
    if said.season is not None:
        return replace(said, year=mark.year)
    if said.day is not None and said.weekday is None and mark.month is not None:
        return replace(said, year=mark.year, month=mark.month)
    return said


def _near_year(month: int, mark: Mark) -> int:
    if mark.month is None:
        return mark.year
    away = month - mark.month
    if away + 12 <= _AHEAD:
        return mark.year + 1
    return mark.year - 1 if away > _AHEAD else mark.year


def marked(said: Expression, value: PartialDate | None) -> Mark | None:
    """``value`` as precisely as ``said`` names it: "early in 1941" is a 1941, "two years later" a year."""
    found = _mark_of(said)
    if found is not None or value is None:
        return found
    first, _, last = value.edtf.rstrip("~").partition("/")
    match said:
        case Between(last=inner):
            return _mark_of(inner) or _written(last or first)
        case Until():
            return _written(last or first)
        case Offset(unit=unit) if value.start is not None and value.end is not None:
            middle = cal.days(value.start, (value.end - value.start).days // 2)
            if unit in _FINE:
                return Mark(middle.year, middle.month, middle.day if said.count.exact else None)
            return Mark(middle.year, middle.month if unit is Unit.MONTH else None)
        case Calendar(season=season) if season is not None:
            return Mark(int(value.edtf[: 5 if value.edtf.startswith("-") else 4]))
        case EdgeOf(whole=Cycle(unit=Unit.MONTH)) if value.start is not None:
            return Mark(value.start.year, value.start.month)
        case EdgeOf(whole=Cycle(unit=Unit.YEAR)) if value.start is not None:
            return Mark(value.start.year)
    return _written(first)


def _mark_of(said: Expression) -> Mark | None:
    match said:
        case Calendar(year=int()):
            return Mark(said.year or 0, said.month, said.day)
        case EdgeOf(whole=inner) | Run(whole=inner):
            return _mark_of(inner)
        case Since(start=inner) | From(start=inner) | Until(end=inner) | Within(end=inner):
            return _mark_of(inner)
    return None


def _written(edtf: str) -> Mark | None:
    found = _WRITTEN.match(edtf)
    if found is None:
        return None
    year, month, day = found.groups()
    return Mark(int(year), int(month) if month else None, int(day) if day else None)

"""When a report without a date can have appeared, from the dates that it mentions and the persons in office that it names.

The days that are written without a year are laid on every year in turn; a year stands where the weekdays fit, where it is not
before a year that the report names, and where the persons named held the office. No clock is read: ``latest`` is an upper bound
that the caller knows, and without it the calendar ends with ``LAST_YEAR``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from recoupe.language.schema_time import Base, Lean, Unit
from recoupe.model import PartialDate
from recoupe.temporal import calendar as cal
from recoupe.temporal.calendar import WEEKDAYS
from recoupe.temporal.expressions import Between, Calendar, Cycle, Expression, Offset, Since
from recoupe.temporal.phrases import TimePhrase
from recoupe.temporal.undated import place_calendar

FIRST_YEAR = 1990
LAST_YEAR = 2026
"""Up to which the registries know who is in office; a caller that takes in later reports passes ``latest``."""
LAG = 3
"""Days from the newest day mentioned to the last on which a report that names days of the week is taken to have appeared."""
_SPAN = 200
"""Days without a year lie at most so far before the newest of them."""
_OFFSET_REACH = 7
_FOLLOWS = 7
_RECENT = 400
_YEAR = re.compile(r"(?<![\w.,])(?:19|20)\d\d(?![\w%])")


@dataclass(frozen=True, slots=True)
class OfficeTerm:
    """A named person's time in an office; ``end`` is None while it lasts."""

    name: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class InferredDate:
    """``note`` says what it rests on; ``others`` are other years that the weekdays would fit but something else speaks against.

    Where nothing tells between years, ``value`` is an EDTF set, ``[2007-06-21..2007-06-23,2012-06-21..2012-06-23]``.
    """

    value: PartialDate
    note: str
    basis: tuple[TimePhrase, ...]
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Day:
    """A mentioned day; ``said`` has a day and a month."""

    phrase: TimePhrase
    said: Calendar


def infer_published(
    phrases: Sequence[TimePhrase], *, text: str, officeholders: Sequence[OfficeTerm] = (), latest: date | None = None
) -> InferredDate | None:
    """The days on which the report can have appeared, or None where its phrases do not tell.

    Every term of a person who is named is passed; one of them must fit. ``latest`` is the day on which the report was taken in.
    """
    mentioned = [_Day(p, c) for p in phrases if not p.prospective for c in _days(p.said)]
    own = _own_date(mentioned, phrases, text)
    end = latest or date(LAST_YEAR, 12, 31)
    dated = [d for d in mentioned if d.said.year is not None]
    undated = [d for d in mentioned if d.said.year is None]
    if own is not None and own.value.start is not None and own.value.start <= end:
        return own
    if any(d.said.weekday is not None or d.phrase.dateline for d in undated):
        return _from_pairs(undated, dated, phrases, text, officeholders, end)
    if dated:
        written = _from_written(dated, undated, phrases, text)
        return written if written and written.value.start and written.value.start <= end else None
    return None


def _days(said: Expression) -> Iterable[Calendar]:
    match said:
        case Calendar(day=int(), month=int()) if said.lean is not Lean.FUTURE:
            yield said
        case Between(first=first, last=last):
            yield from _days(first)
            yield from _days(last)
        case Since(start=start):
            yield from _days(start)


def _own_date(mentioned: Sequence[_Day], phrases: Sequence[TimePhrase], text: str) -> InferredDate | None:
    """A dateline, "published on", or "yesterday, 20 June 2018", with the year written."""
    for day in mentioned:
        found = _on(day.said)
        if found is None:
            continue
        if day.phrase.dateline:
            return InferredDate(PartialDate.day(found), f"the report dates itself: “{day.phrase.span.of(text)}”", (day.phrase,))
        shift = _deictic(day, phrases)
        if shift is not None:
            value = PartialDate.day(cal.days(found, -shift))
            return InferredDate(value, f"the report calls {found.isoformat()} “{_around(day, phrases, text)}”", (day.phrase,))
    return None


def _on(said: Calendar) -> date | None:
    return None if said.year is None else cal.valid(said.year, said.month or 1, said.day or 1)


def _deictic(day: _Day, phrases: Sequence[TimePhrase]) -> int | None:
    """How many days after publication the mentioned day lies, where the words next to it say so."""
    if day.said.this:
        return 0
    near = _neighbour(day, phrases)
    return near.said.shift if near is not None and isinstance(near.said, Cycle) else None


def _neighbour(day: _Day, phrases: Sequence[TimePhrase]) -> TimePhrase | None:
    for other in phrases:
        gap = max(day.phrase.span.start - other.span.end, other.span.start - day.phrase.span.end)
        today = isinstance(other.said, Cycle) and (other.said.unit, other.said.base) == (Unit.DAY, Base.PUBLICATION)
        if today and other is not day.phrase and gap <= 3:
            return other
    return None


def _around(day: _Day, phrases: Sequence[TimePhrase], text: str) -> str:
    near = _neighbour(day, phrases)
    return (near or day.phrase).span.of(text)


def _from_pairs(
    undated: Sequence[_Day],
    dated: Sequence[_Day],
    phrases: Sequence[TimePhrase],
    text: str,
    officeholders: Sequence[OfficeTerm],
    latest: date,
) -> InferredDate | None:
    firm = [d for d in undated if d.said.weekday is not None or d.phrase.dateline]
    laid = [(y, n) for y in range(FIRST_YEAR, latest.year + 1) if (n := _newest(firm, undated, y)) and n <= latest]
    named = max(_years(phrases), default=None)
    fitting = [(y, n) for y, n in laid if named is None or y >= named] or laid
    held = _in_office(fitting, officeholders)
    chosen, reasons = _choose(held, dated, text)
    if len(held) < len(fitting):
        reasons.insert(0, "in office then: " + ", ".join(sorted({t.name for t in officeholders})))
    if not chosen:
        return None
    values = []
    for _, newest in chosen:
        value, reason = _appeared(newest, undated, phrases, text, latest)
        values.append(value)
        reasons.extend([reason] if reason and reason not in reasons else [])
    others = tuple(y for y, _ in held if y not in {year for year, _ in chosen})
    note = _note(firm, [y for y, _ in chosen], text, reasons, others)
    return InferredDate(_one_of(values), note, tuple(d.phrase for d in undated), others)


def _appeared(
    newest: date, undated: Sequence[_Day], phrases: Sequence[TimePhrase], text: str, latest: date
) -> tuple[PartialDate, str]:
    """The days on which a report can have appeared whose newest mentioned day is ``newest``, and what narrowed them."""
    for day in undated:
        shift = 0 if day.phrase.dateline else _deictic(day, phrases)
        if shift is not None and _at(day, newest) == newest:
            return PartialDate.day(
                cal.days(newest, -shift)
            ), f"the report calls {newest.isoformat()} “{_around(day, phrases, text)}”"
    start, reason = _not_before(newest, undated, phrases, text)
    if start > latest:
        start, reason = newest, ""
    return PartialDate.between(start, max(start, min(cal.days(newest, LAG), latest))), reason


def _one_of(values: Sequence[PartialDate]) -> PartialDate:
    """One value, or an EDTF set of those that are possible."""
    if len(values) == 1:
        return values[0]
    edtf = "[" + ",".join(v.edtf.replace("/", "..") for v in values) + "]"
    return PartialDate(edtf, values[0].start, values[-1].end)


def _at(day: _Day, newest: date) -> date | None:
    """The mentioned day as it falls on or before ``newest``; a weekday must fit."""
    for year in (newest.year, newest.year - 1):
        found = cal.valid(year, day.said.month or 1, day.said.day or 1)
        if found is not None and found <= newest:
            return found if day.said.weekday in (None, found.weekday()) else None
    return None


def _newest(firm: Sequence[_Day], undated: Sequence[_Day], year: int) -> date | None:
    """The newest of the mentioned days when it lies in ``year`` and those with a weekday fit before it, close together.

    A day without weekday counts when it follows within a week: it may as well be an anniversary, or lie a year back.
    """
    best: tuple[int, date] | None = None
    for day in firm:
        newest = cal.valid(year, day.said.month or 1, day.said.day or 1)
        if newest is None:
            continue
        placed = [_at(other, newest) for other in firm]
        if any(p is None for p in placed):
            continue
        span = max((newest - p).days for p in placed if p is not None)
        if span <= _SPAN and (best is None or span < best[0]):
            best = (span, newest)
    if best is None:
        return None
    follow = [_at(day, cal.days(best[1], _FOLLOWS)) for day in undated]
    return max([best[1], *(d for d in follow if d is not None)])


def _years(phrases: Iterable[TimePhrase]) -> list[int]:
    """Years that the report names and that do not lie ahead of it."""
    found: list[int] = []
    for phrase in phrases:
        if phrase.prospective:
            continue
        match phrase.said:
            case Calendar(year=int() as year, lean=None) | Since(start=Calendar(year=int() as year)):
                found.append(year)
            case Between(last=Calendar(year=int() as year)):
                found.append(year)
    return found


def _in_office(fitting: Sequence[tuple[int, date]], officeholders: Sequence[OfficeTerm]) -> list[tuple[int, date]]:
    """Those of the fitting years in which most of the named persons held the office."""
    names = {t.name for t in officeholders}

    def score(day: date) -> int:
        return sum(any(t.name == n and t.start <= day and (t.end is None or day <= t.end) for t in officeholders) for n in names)

    best = max((score(d) for _, d in fitting), default=0)
    return [(y, d) for y, d in fitting if score(d) == best]


def _choose(fitting: Sequence[tuple[int, date]], dated: Sequence[_Day], text: str) -> tuple[list[tuple[int, date]], list[str]]:
    """The year next after a day that is written out with its year, or the last year that stands in the text, or that after it.

    Otherwise all that fit: no year is guessed.
    """
    written = max((d for day in dated if (d := _on(day.said))), default=None)
    near = [(y, n) for y, n in fitting if written is not None and 0 <= (n - written).days <= _RECENT]
    if near and written is not None:
        return near[:1], [f"the report names {written.isoformat()}"]
    seen = max((int(y) for y in _YEAR.findall(text) if int(y) <= LAST_YEAR), default=None)
    if len(fitting) > 1 and seen is not None:
        close = [(y, n) for y, n in fitting if 0 <= y - seen <= 1]
        if close:
            return close[:1], [f"the newest year in the report is {seen}"]
    return list(fitting), []


def _not_before(newest: date, undated: Sequence[_Day], phrases: Sequence[TimePhrase], text: str) -> tuple[date, str]:
    """The first day on which it can have appeared: "three days after" one of the mentioned days may lie past the newest."""
    days = [d for d in (_at(day, newest) for day in undated) if d is not None]
    for phrase in phrases:
        said = phrase.said
        if not isinstance(said, Offset) or said.base is not Base.ANCHOR or said.sense is not Lean.FUTURE or not said.count.exact:
            continue
        if said.unit not in (Unit.DAY, Unit.HOUR):
            continue
        reached = sorted(cal.move(d, said.count.low, said.unit) for d in days if (newest - d).days <= _OFFSET_REACH)
        if reached and newest < reached[0] <= cal.days(newest, LAG):
            return reached[0], f"“{phrase.span.of(text)}” counted from one of these days reaches {reached[0].isoformat()}"
    return newest, ""


def _note(firm: Sequence[_Day], years: Sequence[int], text: str, reasons: Sequence[str], others: Sequence[int]) -> str:
    quoted = ", ".join(dict.fromkeys(f"“{d.phrase.span.of(text)}”" for d in firm))
    weekdays = ", ".join(dict.fromkeys(f"a {WEEKDAYS[d.said.weekday]}" for d in firm if d.said.weekday is not None))
    parts = [f"{quoted} ({weekdays})" if weekdays else quoted]
    parts[0] += " fit " + ", ".join(str(y) for y in years)
    if len(years) > 1:
        parts[0] += ", and nothing in the report tells which"
    parts.extend(reasons)
    parts.append(f"such a report appears within {LAG} days of the newest day that it mentions")
    if others:
        parts.append("the weekdays would also fit " + ", ".join(str(y) for y in sorted(others)))
    return "; ".join(parts)


def _from_written(
    dated: Sequence[_Day], undated: Sequence[_Day], phrases: Sequence[TimePhrase], text: str
) -> InferredDate | None:
    """Dates with their year alone: the report is not older than the newest, and close to it where it speaks of "yesterday"."""
    day, newest = max(((d, on) for d in dated if (on := _on(d.said))), key=lambda pair: pair[1], default=(None, None))
    if day is None or newest is None:
        return None
    year = max(_years(phrases), default=newest.year)
    basis = [day.phrase]
    for other in undated:
        found = place_calendar(other.said, (cal.days(newest, 60), ""), future=False)
        if found is not None and found.start is not None and found.start > newest:
            newest = found.start
            basis.append(other.phrase)
    quoted = ", ".join(f"“{p.span.of(text)}”" for p in basis)
    close = {d for other in dated if (d := _on(other.said)) and (newest - d).days <= _OFFSET_REACH}
    if year <= newest.year and (day.said.weekday is not None or len(close) + len(basis) > 2):
        value = PartialDate.between(newest, cal.days(newest, _FOLLOWS))
        note = f"the newest day mentioned is {newest.isoformat()} ({quoted}), and the report is full of days close to it"
    else:
        start = max(newest, date(year, 1, 1))
        value = PartialDate(f"{start.isoformat()}/..", start, None)
        note = f"not before {start.isoformat()}, the newest date in it ({quoted}); how long after is not said"
    return InferredDate(value, note, tuple(basis))

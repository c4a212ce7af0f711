"""Arithmetic of days, months and years. Nothing here knows a word or a clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from recoupe.language.schema_time import Season, Unit

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days ``start`` to ``end``, both inclusive; None is an open side. ``edtf`` says the same as precisely as the source did."""

    start: date | None
    end: date | None
    edtf: str
    words: str = ""

    def saying(self, words: str) -> Stretch:
        return replace(self, words=words)


def days(value: date, amount: float) -> date:
    """``value`` moved by whole days; held inside the years 1 to 9999."""
    try:
        return value + timedelta(days=round(amount))
    except OverflowError:
        return date.max if amount > 0 else date.min


def months(value: date, amount: int) -> date:
    """The same day so many months on, or the last day of a shorter month."""
    index = value.year * 12 + value.month - 1 + amount
    year, month = divmod(max(12, min(index, 9999 * 12 + 11)), 12)
    return date(year, month + 1, min(value.day, month_end(year, month + 1).day))


def month_end(year: int, month: int) -> date:
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def move(value: date, amount: float, unit: Unit) -> date:
    """``value`` moved by ``amount`` units, back when it is negative."""
    match unit:
        case Unit.MINUTE:
            return days(value, amount / 1440)
        case Unit.HOUR:
            return days(value, amount / 24)
        case Unit.DAY | Unit.NIGHT:
            return days(value, amount)
        case Unit.WEEK | Unit.WEEKEND:
            return days(value, amount * 7)
        case Unit.FORTNIGHT:
            return days(value, amount * 14)
    return months(value, round(amount * _MONTHS[unit]))


_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200}


def day(value: date) -> Stretch:
    return Stretch(value, value, value.isoformat())


def between(start: date, end: date) -> Stretch:
    if start >= end:
        return day(start)
    return Stretch(start, end, f"{start.isoformat()}/{end.isoformat()}")


def month(year: int, number: int) -> Stretch:
    return Stretch(date(year, number, 1), month_end(year, number), f"{year:04d}-{number:02d}")


def year_of(year: int) -> Stretch:
    return Stretch(date(year, 1, 1), date(year, 12, 31), f"{year:04d}")


def decade(year: int) -> Stretch:
    return Stretch(date(year, 1, 1), date(year + 9, 12, 31), f"{year // 10:03d}X")


def century(number: int, *, before_era: bool) -> Stretch:
    """The 20th is 19XX, the years 1900 to 1999, as EDTF writes it."""
    if before_era:
        return Stretch(None, None, f"-{number - 1:02d}XX")
    if number == 1:
        return Stretch(date(1, 1, 1), date(99, 12, 31), "00XX")
    return Stretch(date(number * 100 - 100, 1, 1), date(number * 100 - 1, 12, 31), f"{number - 1:02d}XX")


def before_era(year: int, month_number: int | None, day_number: int | None, which: Season | None) -> Stretch:
    """A date before the year 1: in its EDTF string only, for a ``date`` cannot hold it."""
    later = [f"{n:02d}" for n in (month_number, day_number) if n]
    first = f"-{-year:04d}" if year else "0000"
    return Stretch(None, None, "-".join([first, *later, *([str(_SEASONS[which][0])] if which else [])]))


def year_run(first: int, last: int) -> Stretch:
    if first == last:
        return year_of(first)
    return Stretch(date(first, 1, 1), date(last, 12, 31), f"{first:04d}/{last:04d}")


def month_run(first: tuple[int, int], last: tuple[int, int]) -> Stretch:
    if first == last:
        return month(*first)
    start, end = month(*first), month(*last)
    return Stretch(start.start, end.end, f"{start.edtf}/{end.edtf}")


_SEASONS = {
    Season.SPRING: (21, (3, 1), (6, 20)),
    Season.SUMMER: (22, (6, 1), (9, 22)),
    Season.AUTUMN: (23, (9, 1), (12, 20)),
    Season.WINTER: (24, (12, 1), (3, 20)),
}
"""EDTF code, first and last day in the northern hemisphere: from the meteorological start to the astronomical end, as people
use both."""


def season(year: int, which: Season) -> Stretch:
    """A winter is that of the year in which it ends."""
    code, first, last = _SEASONS[which]
    begin = year - 1 if which is Season.WINTER else year
    return Stretch(date(begin, *first), date(year, *last), f"{year:04d}-{code}")


def monday(value: date) -> date:
    return days(value, -value.weekday())


def on_or_before(value: date, weekday: int) -> date:
    return days(value, -((value.weekday() - weekday) % 7))


def on_or_after(value: date, weekday: int) -> date:
    return days(value, (weekday - value.weekday()) % 7)


def valid(year: int, month_number: int, day_number: int) -> date | None:
    try:
        return date(year, month_number, day_number)
    except ValueError:
        return None


def join(first: Stretch, last: Stretch) -> Stretch:
    """From the start of ``first`` to the end of ``last``."""
    if first.edtf == last.edtf:
        return first
    if first.start is not None and last.end is not None and last.end < first.start:
        first, last = last, first
    left, right = first.edtf.split("/")[0], last.edtf.split("/")[-1]
    if not _plain(left) or not _plain(right):
        left = first.start.isoformat() if first.start else ".."
        right = last.end.isoformat() if last.end else ".."
    return Stretch(first.start, last.end, f"{left}/{right}")


def _plain(edtf: str) -> bool:
    """A year, a month or a day: what may stand on either side of an interval with these very bounds."""
    return edtf in ("", "..") or (edtf.replace("-", "").isdigit() and not (len(edtf) == 7 and int(edtf[5:]) > 12))

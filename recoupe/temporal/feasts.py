"""Days that move from year to year: those of the Hijri calendar, and those counted from Easter.

The Hijri months are those of the Umm al-Qura calendar (package hijridate, years 1343 to 1500, from August 1924 on); where the
new moon is watched for, a month may begin a day earlier or later.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from recoupe.language.schema_time import Lean, Moving, Part
from recoupe.temporal import calendar as cal
from recoupe.temporal.calendar import Stretch
from recoupe.temporal.expressions import Festival

HIJRI_YEARS = range(1343, 1501)


def place_festival(said: Festival, base: tuple[date, str] | None, *, future: bool) -> Stretch | None:
    """The days of ``said``, in the year that is written or the nearest ones. None where no year is known or in reach."""
    name = "the Hijri calendar" if said.by is Moving.HIJRI else "the date of Easter"
    if said.hijri_year is not None:
        found = _hijri(said, said.hijri_year)
        return None if found is None else found.saying(f"worked out from {name}")
    if said.year is not None:
        found = next((f for f in _all(said, range(said.year, said.year + 1)) if f.start and f.start.year == said.year), None)
        return None if found is None else found.saying(f"worked out from {name} for {said.year}")
    if base is None:
        return None
    day, label = base
    found = _nearest(said, day, ahead=future if said.lean is None else said.lean is Lean.FUTURE)
    if found is None:
        return None
    return found.saying(f"worked out from {name}: the nearest {'after' if future else 'before'} {label}")


def _nearest(said: Festival, day: date, *, ahead: bool) -> Stretch | None:
    runs = [f for f in _all(said, range(day.year - 1, day.year + 3)) if f.start is not None and f.end is not None]
    if ahead:
        return next((f for f in runs if f.end is not None and f.end >= day), None)
    slack = cal.days(day, 1)
    return next((f for f in reversed(runs) if f.start is not None and f.start <= slack), None)


def _all(said: Festival, years: range) -> Iterator[Stretch]:
    """In order, those that begin in or next to ``years``."""
    if said.by is not Moving.HIJRI:
        for year in years:
            first = cal.days(easter(year, orthodox=said.by is Moving.ORTHODOX_EASTER), said.day or 0)
            yield _run(first, said)
        return
    for hijri_year in range(years[0] - 580, years[-1] - 576):
        found = _hijri(said, hijri_year)
        if found is not None:
            yield found


def _hijri(said: Festival, year: int) -> Stretch | None:
    if year not in HIJRI_YEARS or not 1 <= said.month <= 12:
        return None
    from hijridate import Hijri

    length = Hijri(year, said.month, 1).month_length()
    try:
        first = Hijri(year, said.month, min(said.day or 1, length)).to_gregorian()
    except OverflowError:
        return None
    if said.day is None:
        return cal.between(first, cal.days(first, length - 1))
    return _run(date(first.year, first.month, first.day), said)


def _run(first: date, said: Festival) -> Stretch:
    extra = 1 if said.part is Part.NIGHT and said.days == 1 else 0
    return cal.between(first, cal.days(first, said.days - 1 + extra))


def easter(year: int, *, orthodox: bool = False) -> date:
    """Easter Sunday by the method of Meeus, Jones and Butcher; the Orthodox one by that of Meeus, for 1900 to 2099."""
    if orthodox:
        d = (19 * (year % 19) + 15) % 30
        e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return cal.days(date(year, month, day + 1), 13)
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * shift) // 451
    month, day = divmod(h + shift - 7 * m + 114, 31)
    return date(year, month, day + 1)

"""Dates of which a part is left out: which year, month or week is meant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from recoupe.language.schema_time import Lean
from recoupe.temporal import calendar as cal
from recoupe.temporal.calendar import WEEKDAYS, Stretch
from recoupe.temporal.expressions import Calendar

_SLACK = 1
"""Days by which a date may lie after publication without being in the future: time zones, late editions."""
_NEAR = 330
_NEAR_DAY = 60
_SLIP = 15


def place_calendar(said: Calendar, base: tuple[date, str] | None, *, future: bool) -> Stretch | None:
    """The days that the written fields mean. Without a year: the nearest in the past of ``base``, or in its future.

    None without a year and without a base.
    """
    if said.year is not None:
        return _with_year(said, said.year)
    if base is None:
        return None
    day, label = base
    ahead = future if said.lean is None else said.lean is Lean.FUTURE
    if said.day is not None:
        return _day(said, day, label, ahead=ahead)
    if said.month is not None or said.season is not None:
        return _period(said, day, label, ahead=ahead)
    if said.weekday is not None:
        return _weekday(said, day, label, ahead=ahead)
    return None


def _with_year(said: Calendar, year: int) -> Stretch | None:
    words = "the date is written out"
    if year < 1:
        return cal.before_era(year, said.month, said.day, said.season).saying(words)
    if said.month is not None and said.day is not None:
        found = cal.valid(year, said.month, said.day)
        if found is None:
            return None
        return cal.day(found).saying(words + _mismatch(said, found))
    if said.month is not None:
        return cal.month(year, said.month).saying("the month and the year are written out")
    if said.season is not None:
        return cal.season(year, said.season).saying("the season and the year are written out")
    return cal.year_of(year).saying("the year is written out")


def _mismatch(said: Calendar, found: date) -> str:
    if said.weekday is None or found.weekday() == said.weekday:
        return ""
    return f", though it was not a {WEEKDAYS[said.weekday]}"


def _weekday(said: Calendar, base: date, label: str, *, ahead: bool) -> Stretch | None:
    if said.weekday is None:
        return None
    name = WEEKDAYS[said.weekday]
    if ahead:
        found = cal.on_or_after(base if said.this else cal.days(base, 1), said.weekday)
        return cal.day(found).saying(f"the {name} after {label}")
    strict = said.lean is Lean.PAST
    found = cal.on_or_before(cal.days(base, -1) if strict else base, said.weekday)
    return cal.day(found).saying(f"the {name} {'before' if strict else 'on or before'} {label}")


def _period(said: Calendar, base: date, label: str, *, ahead: bool) -> Stretch | None:
    strict = said.lean is not None
    years = range(base.year - 1, base.year + 3) if ahead else range(base.year + 1, base.year - 3, -1)
    for year in years:
        if not 2 <= year <= 9998:
            continue
        found = cal.season(year, said.season) if said.season is not None else cal.month(year, said.month or 1)
        if found.start is None or found.end is None:
            continue
        if ahead:
            fits = found.start > base if strict else found.end >= base
        else:
            fits = found.end < base if strict else found.start <= base
        if fits:
            side = "on or after" if ahead else "on or before"
            return found.saying(f"without a year: the nearest {side} {label}")
    return None


def _day(said: Calendar, base: date, label: str, *, ahead: bool) -> Stretch | None:
    behind, coming = _search(said, base, ahead=False), _search(said, base, ahead=True)
    near = _NEAR if said.month is not None else _NEAR_DAY
    chosen, side = (coming, "after") if ahead else (behind, "before")
    if said.weekday is not None and said.lean is None:
        other, other_side = (behind, "before") if ahead else (coming, "after")
        if (chosen is None or abs((base - chosen).days) > near) and other is not None and abs((base - other).days) <= near:
            chosen, side = other, other_side
    missing = "month" if said.month is None else "year"
    if chosen is not None and not _slip(said, base, chosen, ahead=ahead):
        weekday = f" that is a {WEEKDAYS[said.weekday]}" if said.weekday is not None else ""
        return cal.day(chosen).saying(f"without a {missing}: the nearest{weekday} on or {side} {label}")
    if said.weekday is None:
        return None
    loose = _search(Calendar(month=said.month, day=said.day), base, ahead=ahead)
    if loose is None:
        return None
    return cal.day(loose).saying(f"without a {missing}: the nearest on or {side} {label}{_mismatch(said, loose)}")


def _slip(said: Calendar, base: date, chosen: date, *, ahead: bool) -> bool:
    """Whether a wrong weekday is likelier than ``chosen``, years away, for a day that is next to ``base`` by its number."""
    if said.weekday is None or said.month is None or abs((base - chosen).days) <= _NEAR:
        return False
    loose = _search(Calendar(month=said.month, day=said.day), base, ahead=ahead)
    return loose is not None and abs((base - loose).days) <= _SLIP


def _search(said: Calendar, base: date, *, ahead: bool) -> date | None:
    limit = cal.days(base, _SLACK)
    for found in _candidates(said, base, ahead=ahead):
        if said.weekday is not None and found.weekday() != said.weekday:
            continue
        if (ahead and found >= base) or (not ahead and found <= limit):
            return found
    return None


def _candidates(said: Calendar, base: date, *, ahead: bool) -> Iterator[date]:
    """Days with the written day and month, nearest first from one step past ``base``; some thirty years, or two."""
    step = 1 if ahead else -1
    if said.month is not None:
        for year in range(base.year - step, base.year + 30 * step, step):
            found = cal.valid(year, said.month, said.day or 1) if 1 <= year <= 9999 else None
            if found is not None:
                yield found
        return
    for count in range(-1, 25):
        first = cal.months(base.replace(day=1), step * count)
        found = cal.valid(first.year, first.month, said.day or 1)
        if found is not None:
            yield found

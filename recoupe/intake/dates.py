"""Publication dates as people and pages write them, read strictly."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime

from recoupe.errors import UsageError
from recoupe.model import PartialDate

FORMS = "2018-06-22, 2018-06, 2018, 2018-06-21/2018-06-23, or a timestamp like 2018-06-22T23:30+02:00"

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_STAMP = re.compile(r"([0-9]{4}-?[0-9]{2}-?[0-9]{2})[T ]([0-9].*)", re.DOTALL)


def parse_published(text: str) -> PartialDate:
    """A year, a month, a day, an interval of those (``..`` is an open end), or a timestamp, of which its own day is taken.

    The result is as precise as ``text``. Raises ``UsageError`` for anything else and for days that no calendar has. Approximate
    and uncertain dates of EDTF (``2018-06~``) are refused: their bounds are anybody's guess, an interval says them.
    """
    given = text.strip()
    if "/" in given:
        return _interval(given)
    stamp = day_of_timestamp(given)
    return PartialDate.day(stamp) if stamp else _partial(given)


def day_of_timestamp(text: str) -> date | None:
    """The calendar day that an ISO 8601 timestamp names, in the zone that it is written in; None when ``text`` is none."""
    stamp = _STAMP.fullmatch(text)
    if stamp is None:
        return None
    try:
        return datetime.fromisoformat(f"{stamp[1]}T{stamp[2].replace(' ', '')}").date()
    except ValueError:
        return None


def _interval(text: str) -> PartialDate:
    first, last = (_bound(part) for part in _two(text))
    if first is None and last is None:
        raise _refused(text, "an interval without an end")
    start = first.start if first else None
    end = last.end if last else None
    if start and end and end < start:
        raise _refused(text, "it ends before it starts")
    return PartialDate(text, start, end)


def _two(text: str) -> tuple[str, str]:
    parts = text.split("/")
    if len(parts) != 2:
        raise _refused(text, "an interval has two ends")
    return parts[0], parts[1]


def _bound(text: str) -> PartialDate | None:
    return None if text == ".." else _partial(text)


def _partial(text: str) -> PartialDate:
    parts = _PARTIAL.fullmatch(text)
    if parts is None:
        raise _refused(text, "not a date that can be read")
    year, month, day = int(parts[1]), parts[2], parts[3]
    try:
        start = date(year, int(month or 1), int(day or 1))
    except ValueError:
        raise _refused(text, "no calendar has it") from None
    if day:
        return PartialDate.day(start)
    last_month = int(month) if month else 12
    return PartialDate(text, start, date(year, last_month, calendar.monthrange(year, last_month)[1]))


def _refused(text: str, problem: str) -> UsageError:
    return UsageError(f"publication date {text!r}: {problem}; write {FORMS}")

"""The start, the middle and the end of a week, a month, a year: how many days each takes is our own choice."""

from __future__ import annotations

from datetime import date

from recoupe.language.schema_time import Edge
from recoupe.temporal import calendar as cal
from recoupe.temporal.calendar import Stretch

_WEEK = {Edge.START: (0, 2), Edge.MIDDLE: (1, 3), Edge.END: (3, 6), Edge.FIRST_HALF: (0, 3), Edge.SECOND_HALF: (3, 6)}
_MONTH = {Edge.START: (1, 10), Edge.MIDDLE: (11, 20), Edge.END: (21, 31), Edge.FIRST_HALF: (1, 15), Edge.SECOND_HALF: (16, 31)}
_YEAR = {
    Edge.START: (1, 3), Edge.SECOND_QUARTER: (4, 6), Edge.THIRD_QUARTER: (7, 9), Edge.MIDDLE: (5, 8), Edge.END: (10, 12),
    Edge.FIRST_HALF: (1, 6), Edge.SECOND_HALF: (7, 12),
}  # fmt: skip
_DECADE = {Edge.START: (0, 3), Edge.MIDDLE: (3, 6), Edge.END: (7, 9), Edge.FIRST_HALF: (0, 4), Edge.SECOND_HALF: (5, 9)}


def cut_edge(edge: Edge, whole: Stretch) -> Stretch:
    """The part of ``whole`` that ``edge`` names; all of it for the course of it."""
    start, end = whole.start, whole.end
    if edge is Edge.COURSE or start is None or end is None or start == end:
        return whole
    length = (end - start).days + 1
    if edge in (Edge.SECOND_QUARTER, Edge.THIRD_QUARTER) and length not in (365, 366):
        return whole
    if length <= 8:
        first, last = _WEEK[edge]
        return cal.between(cal.days(start, first), min(end, cal.days(start, last)))
    if start.day == 1 and length <= 31:
        first, last = _MONTH[edge]
        return cal.between(start.replace(day=first), min(end, date(start.year, start.month, min(last, end.day))))
    if length in (365, 366) and (start.month, start.day) == (1, 1):
        first, last = _YEAR[edge]
        return cal.month_run((start.year, first), (start.year, last))
    if length in (3652, 3653) and start.year % 10 == 0:
        first, last = _DECADE[edge]
        return cal.year_run(start.year + first, start.year + last)
    return _share(edge, start, length)


def _share(edge: Edge, start: date, length: int) -> Stretch:
    """A third or a half of any other stretch (a season, a quarter)."""
    thirds = {Edge.START: (0, 3), Edge.MIDDLE: (2, 4), Edge.END: (3, 6), Edge.FIRST_HALF: (0, 3), Edge.SECOND_HALF: (3, 6)}
    if edge is Edge.START:
        return cal.between(start, cal.days(start, length // 3 - 1))
    if edge is Edge.END:
        return cal.between(cal.days(start, length - length // 3), cal.days(start, length - 1))
    first, last = thirds[edge]
    return cal.between(cal.days(start, length * first // 6), cal.days(start, length * last // 6 - 1))

"""Our time expressions as TIMEX2 writes them: the VAL attribute and the bounds of a mark (TIDES standard of 2003, with 2005)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from recoupe.language.schema_time import Base, Lean, Part, Season, Unit
from recoupe.model import Span
from recoupe.temporal.expressions import (
    Calendar,
    Century,
    Count,
    Cycle,
    Decade,
    Duration,
    EdgeOf,
    Expression,
    Fixed,
    From,
    Offset,
    Recurring,
    Run,
    Since,
    Until,
    Vague,
    Window,
    Within,
)
from recoupe.temporal.narrative import Mark

_LETTERS = {
    Unit.MINUTE: "TM", Unit.HOUR: "TH", Unit.DAY: "D", Unit.NIGHT: "D", Unit.WEEK: "W", Unit.FORTNIGHT: "W", Unit.MONTH: "M",
    Unit.QUARTER: "M", Unit.HALF: "M", Unit.YEAR: "Y", Unit.DECADE: "DE", Unit.CENTURY: "CE", Unit.WEEKEND: "D",
}  # fmt: skip
_TIMES = {Unit.FORTNIGHT: 2, Unit.QUARTER: 3, Unit.HALF: 6, Unit.WEEKEND: 2}
_SEASONS = {Season.SPRING: "SP", Season.SUMMER: "SU", Season.AUTUMN: "FA", Season.WINTER: "WI"}
_PARTS = {
    Part.DAWN: "TMO", Part.MORNING: "TMO", Part.NOON: "TMI", Part.AFTERNOON: "TAF", Part.EVENING: "TEV", Part.NIGHT: "TNI",
    Part.MIDNIGHT: "TNI",
}  # fmt: skip
_UNKNOWN = {
    Unit.YEAR: "XXXX", Unit.MONTH: "XXXX-XX", Unit.WEEK: "XXXX-WXX", Unit.DECADE: "XXX", Unit.CENTURY: "XX",
}  # fmt: skip
PRESENT, PAST, FUTURE = "PRESENT_REF", "PAST_REF", "FUTURE_REF"


def timex_value(said: Expression, mark: Mark | None) -> str | None:
    """The VAL of ``said``; ``mark`` is the date that was worked out for it."""
    match said:
        case Duration():
            return _duration(said.count, said.unit)
        case Window():
            return _duration(said.count, said.unit) if said.count.exact else FUTURE if said.sense is Lean.FUTURE else PAST
        case Calendar():
            return _calendar(said, mark)
        case Decade(year=year):
            return f"{year // 10}" if year > 99 else f"19{year // 10}"
        case Century(number=number, before_era=before):
            return f"BC{number - 1:02d}" if before else f"{number - 1:02d}"
        case EdgeOf(whole=inner) | Run(whole=inner):
            return timex_value(inner, mark)
        case Since(start=inner) | From(start=inner) | Until(end=inner) | Within(end=inner):
            return timex_value(inner, mark)
        case Offset():
            return _offset(said, mark)
        case Cycle():
            return _cycle(said, mark)
        case Fixed(day=day):
            return day.isoformat()
        case Recurring():
            return "XXXX-XX-XX"
        case Vague():
            return None
    return _date(mark)


def _number(count: Count) -> float | None:
    return count.low if count.exact else count.written


def _duration(count: Count, unit: Unit) -> str:
    letters = _LETTERS[unit]
    time, letter = ("T", letters[1]) if letters[0] == "T" else ("", letters)
    number = _number(count)
    return f"P{time}X{letter}" if number is None else f"P{time}{number * _TIMES.get(unit, 1):g}{letter}"


def _date(mark: Mark | None) -> str | None:
    if mark is None:
        return None
    year = f"{mark.year:04d}" if mark.year > 0 else f"BC{1 - mark.year:04d}"
    return "-".join([year, *(f"{n:02d}" for n in (mark.month, mark.day) if n)])


def _calendar(said: Calendar, mark: Mark | None) -> str | None:
    if said.season is not None:
        return f"{_date(Mark(mark.year)) if mark else 'XXXX'}-{_SEASONS[said.season]}"
    base = _date(mark)
    if base is None:
        fields = [f"{n:02d}" for n in (said.month, said.day) if n]
        base = "-".join(["XXXX", *fields]) if fields else "XXXX-XX-XX"
    return base + _time(said.part, said.clock)


def _time(part: Part | None, clock: str | None) -> str:
    if clock is not None:
        return f"T{clock}"
    return _PARTS[part] if part is not None else ""


def _offset(said: Offset, mark: Mark | None) -> str | None:
    if _number(said.count) is None:
        return FUTURE if said.sense is Lean.FUTURE else PAST
    return _date(mark) or (None if said.base is Base.PUBLICATION else "XXXX-XX-XX")


def _cycle(said: Cycle, mark: Mark | None) -> str | None:
    if said.base is Base.PUBLICATION:
        return PRESENT + "" if said.unit is Unit.DAY and said.shift == 0 and said.part is None else _date(mark)
    if said.unit is Unit.DAY:
        day = _date(mark) if mark is not None and mark.day is not None else None
        return (day or "XXXX-XX-XX") + _time(said.part, said.clock)
    return _date(mark) or _UNKNOWN.get(said.unit, "XXXX-XX-XX")


@cache
def _before() -> tuple[str, ...]:
    raw = tomllib.loads((Path(__file__).parent / "timex.toml").read_text(encoding="utf-8"))
    return tuple(sorted((f"{w} " for w in raw["outside"]), key=len, reverse=True))


def trimmed(span: Span, text: str) -> Span:
    """``span`` without the prepositions and brackets that TIMEX2 leaves outside."""
    start, end = span.start, span.end
    while (word := next((w for w in _before() if text[start:end].lower().startswith(w)), None)) is not None:
        start += len(word)
    while end - start > 1 and text[start] in "( ,'":
        start += 1
    while end - start > 1 and text[end - 1] in ") ,":
        end -= 1
    return Span(start, end)

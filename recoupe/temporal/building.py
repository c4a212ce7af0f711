"""From a matched pattern to what it says. A builder returns None where the words cannot mean a time after all (31 February)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from recoupe.language.schema_time import Base, Bound, Edge, Lean, Meaning, Moving, Part, PhraseKind, Season, TimePattern, Unit
from recoupe.temporal.captures import Captures
from recoupe.temporal.expressions import (
    Between,
    Calendar,
    Century,
    Count,
    Cycle,
    Decade,
    Duration,
    EdgeOf,
    Expression,
    Festival,
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
from recoupe.temporal.lattice import Value

USUAL_SPAN = {
    Unit.MINUTE: 30, Unit.HOUR: 24, Unit.DAY: 5, Unit.NIGHT: 4, Unit.WEEKEND: 2, Unit.WEEK: 4, Unit.FORTNIGHT: 2,
    Unit.MONTH: 4, Unit.QUARTER: 2, Unit.HALF: 2, Unit.YEAR: 5, Unit.DECADE: 3, Unit.CENTURY: 2,
}  # fmt: skip
"""How many units "the last days", "the last weeks" reach back when no number is given. Our own choice."""

_LONGEST = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def build(pattern: TimePattern, taken: Captures) -> Value | None:
    return _BUILDERS[pattern.means](pattern, taken)


def kind_of(said: Expression) -> PhraseKind:
    """The kind that an expression has unless its pattern says otherwise."""
    match said:
        case Calendar(base=Base.ANCHOR):
            return PhraseKind.ANAPHORIC
        case Calendar(day=None, month=None, year=None, season=None, weekday=int()):
            return PhraseKind.WEEKDAY
        case Calendar() | Decade() | Century() | Festival() | Fixed() | Offset(origin=Calendar() | Fixed()):
            return PhraseKind.DATE
        case Cycle(base=base) | Offset(base=base) | Window(base=base):
            return PhraseKind.ANAPHORIC if base is Base.ANCHOR else PhraseKind.RELATIVE
        case Duration():
            return PhraseKind.DURATION
        case Since(start=Calendar(year=int(), month=None, season=None) | Decade() | Vague()) | Vague():
            return PhraseKind.HISTORICAL
        case EdgeOf(whole=whole) | Run(whole=whole):
            return kind_of(whole)
        case Recurring():
            return PhraseKind.SET
        case Between() | Since() | Until() | From() | Within():
            return PhraseKind.RANGE


def _count(pattern: TimePattern, taken: Captures) -> Count | None:
    amounts = [Count(n, n) for n in taken.all("number", int)] or taken.all("fuzzy", Count)
    if not amounts:
        return None
    if len(amounts) > 1:
        low, high = amounts[0].low, amounts[-1].high
        return Count(low, high, exact=False) if low < high else None
    amount = amounts[0]
    written = amount.low if amount.exact else None
    match pattern.bound:
        case Bound.OVER:
            return Count(amount.low, min(amount.high * 1.25, amount.high + 1), exact=False, written=written)
        case Bound.UNDER:
            return Count(amount.low / 2, amount.high, exact=False, written=written)
        case Bound.ABOUT:
            return Count(amount.low * 0.8, amount.high * 1.2, exact=False, written=written)
    return amount


def _clock(pattern: TimePattern, taken: Captures) -> str | None:
    hour, minutes = taken.first("number", int), taken.first("minutes", int)
    if hour is None or hour > 24:
        return None
    return f"{hour:02d}:{minutes or 0:02d}"


def _calendar(pattern: TimePattern, taken: Captures) -> Expression | None:
    if pattern.fixed is not None:
        return _fixed(pattern, taken)
    year, month, day = taken.fields() or (
        taken.first("year", int),
        taken.first("month", int) or taken.first("month_alone", int),
        taken.first("day", int),
    )
    if month is None:
        month = next((e.month for e in taken.expressions() if isinstance(e, Calendar)), None)
    season, years = taken.first("season", Season), taken.all("year", int)
    if len(years) == 2:
        if season is None or years[1] != years[0] + 1:
            return None
        year = years[1]
    if year is None:
        year = taken.first("worded_year", int) or taken.first("old_year", int)
    if pattern.before_era:
        year = 1 - (taken.first("number", int) or year or 1)
    if not _exists(year, month, day):
        return None
    return Calendar(
        year, month, day, taken.first("weekday", int), season,
        taken.first("part", Part) or pattern.part, taken.first("clock", str), pattern.lean, pattern.this,
        base=pattern.base,
    )  # fmt: skip


def _fixed(pattern: TimePattern, taken: Captures) -> Expression:
    fields = [int(f) for f in str(pattern.fixed).split("-")]
    if len(fields) == 3:
        return Fixed(date(*fields))
    part = taken.first("part", Part) or pattern.part
    return Calendar(taken.first("year", int), fields[0], fields[1], part=part, lean=pattern.lean, base=pattern.base)


def _exists(year: int | None, month: int | None, day: int | None) -> bool:
    if month is None or day is None:
        return True
    if day > _LONGEST[month]:
        return False
    return not (month == 2 and day == 29 and year is not None and (year % 4 or (year % 100 == 0 and year % 400)))


def _decade(pattern: TimePattern, taken: Captures) -> Decade | None:
    year = taken.first("year", int)
    if year is None:
        year = taken.first("short_year", int) or taken.first("number", int) or pattern.shift or None
    return Decade(year) if year is not None and year % 10 == 0 and (year < 100 or year >= 1800) else None


def _century(pattern: TimePattern, taken: Captures) -> Century | None:
    number = taken.first("ordinal", int)
    return Century(number, pattern.before_era) if number is not None and 1 <= number <= 21 else None


def _hijri(pattern: TimePattern, taken: Captures) -> Festival | None:
    month, day = taken.first("hijri_month", int), taken.first("day", int)
    if month is None or (day is not None and day > 30):
        return None
    return Festival(
        Moving.HIJRI, month, day, 1, taken.first("year", int), taken.first("hijri_year", int), pattern.lean,
        taken.first("part", Part) or pattern.part,
    )  # fmt: skip


def _feast(pattern: TimePattern, taken: Captures) -> Festival | None:
    feast = pattern.feast
    if feast is None:
        return None
    part, years = taken.first("part", Part) or pattern.part, (taken.first("year", int), taken.first("hijri_year", int))
    if feast.by is not Moving.HIJRI:
        return Festival(feast.by, 0, int(feast.start), feast.days, years[0], None, pattern.lean, part)
    month, _, day = feast.start.partition("-")
    return Festival(feast.by, int(month), int(day) if day else None, feast.days, *years, pattern.lean, part)


def _unit(pattern: TimePattern, taken: Captures) -> Unit:
    unit = taken.first("unit", Unit) or taken.first("dual", Unit) or pattern.unit
    return Unit.DAY if unit is None else unit


def _amount(pattern: TimePattern, taken: Captures) -> Count | None:
    if taken.first("dual", Unit) is not None:
        return Count(2, 2)
    return taken.first("count", Count) or (Count(pattern.shift, pattern.shift) if pattern.shift else None)


def _cycle(pattern: TimePattern, taken: Captures) -> Expression:
    part = taken.first("part", Part) or pattern.part
    cycle = Cycle(_unit(pattern, taken), pattern.shift, pattern.base, part, taken.first("clock", str))
    edge = taken.first("edge", Edge) or pattern.edge
    return cycle if edge is None else EdgeOf(edge, cycle)


def _offset(pattern: TimePattern, taken: Captures) -> Offset | None:
    unit = taken.first("unit", Unit)
    amount = _amount(pattern, taken) or (Count(2, USUAL_SPAN[unit], exact=False) if unit else None)
    if amount is None:
        return None
    return Offset(amount, _unit(pattern, taken), pattern.lean or Lean.PAST, pattern.base)


def _shift(pattern: TimePattern, taken: Captures) -> Offset | None:
    amount, origin = _amount(pattern, taken), _first(taken)
    if amount is None or origin is None:
        return None
    return Offset(amount, _unit(pattern, taken), pattern.lean or Lean.FUTURE, pattern.base, origin)


def _window(pattern: TimePattern, taken: Captures) -> Window:
    unit = _unit(pattern, taken)
    amount = _amount(pattern, taken) or Count(USUAL_SPAN[unit], USUAL_SPAN[unit], exact=False)
    return Window(amount, unit, pattern.lean or Lean.PAST, pattern.base)


def _duration(pattern: TimePattern, taken: Captures) -> Duration | None:
    amount, unit = _amount(pattern, taken), _unit(pattern, taken)
    return Duration(amount or Count(2, USUAL_SPAN[unit], exact=False), unit)


def _first(taken: Captures) -> Expression | None:
    said = taken.expressions()
    return said[0] if said else None


def _range(pattern: TimePattern, taken: Captures) -> Between | None:
    ends: list[Expression] = []
    weekday: int | None = None
    for symbol, value in taken.items:
        if symbol == "day" and isinstance(value, int):
            ends.append(Calendar(day=value, weekday=weekday))
            weekday = None
            continue
        if weekday is not None:
            ends.append(Calendar(weekday=weekday))
            weekday = None
        if symbol == "weekday" and isinstance(value, int):
            weekday = value
        elif symbol == "year" and isinstance(value, int):
            ends.append(Calendar(year=value))
        elif symbol == "number" and isinstance(value, int) and pattern.before_era:
            ends.append(Calendar(year=1 - value))
        elif not isinstance(value, int | str | Count | tuple):
            ends.append(value)
    if weekday is not None:
        ends.append(Calendar(weekday=weekday))
    if len(ends) < 2:
        return None
    first, last = _share(ends[0], ends[-1])
    if pattern.before_era and not (isinstance(last, Calendar) and last.year is not None and last.year < 1):
        return None
    return Between(first, last, taken.first("part", Part) or pattern.part) if _in_order(first, last) else None


def _share(first: Expression, last: Expression) -> tuple[Expression, Expression]:
    """ "From the 3rd to 7 May": the first day is in May as well."""
    if isinstance(first, Calendar) and isinstance(last, Calendar):
        if first.day and first.month is None and last.month and last.day and first.day < last.day:
            first = replace(first, month=last.month)
        if first.month and last.month and first.year is None and last.year and first.month <= last.month:
            first = replace(first, year=last.year)
        if first.lean is None and last.lean is not None:
            first = replace(first, lean=last.lean)
    return first, last


def _in_order(first: Expression, last: Expression) -> bool:
    if not (isinstance(first, Calendar) and isinstance(last, Calendar)) or first.year is None or last.year is None:
        return True
    return (first.year, first.month or 0, first.day or 0) <= (last.year, last.month or 12, last.day or 31)


def _edge(pattern: TimePattern, taken: Captures) -> Expression | None:
    whole = _first(taken)
    if whole is None:
        unit = taken.first("unit", Unit) or pattern.unit
        if unit is None:
            return None
        whole = Cycle(unit, pattern.shift, pattern.base)
    edge = taken.first("edge", Edge) or pattern.edge
    day = isinstance(whole, Calendar) and (whole.day is not None or whole.weekday is not None)
    return None if edge is None or day else EdgeOf(edge, whole)


def _run(pattern: TimePattern, taken: Captures) -> Run | None:
    amount, whole = _amount(pattern, taken), _first(taken)
    if amount is None or whole is None:
        return None
    return Run(amount, _unit(pattern, taken), whole, last=pattern.lean is Lean.FUTURE)


def _part(pattern: TimePattern, taken: Captures) -> Expression | None:
    said = _first(taken)
    part, clock = taken.first("part", Part) or pattern.part, taken.first("clock", str)
    match said:
        case Calendar() if said.day is not None or said.weekday is not None:
            return replace(said, part=part or said.part, clock=clock or said.clock)
        case Cycle(unit=Unit.DAY):
            return replace(said, part=part or said.part, clock=clock or said.clock)
        case Between():
            return replace(said, part=part or said.part)
    return None


def _about(pattern: TimePattern, taken: Captures) -> Expression | None:
    said = _first(taken)
    return replace(said, about=True) if isinstance(said, Calendar) else said


def _same(pattern: TimePattern, taken: Captures) -> Expression | None:
    said = _first(taken)
    if said is None and (year := taken.first("year", int)):
        said = Calendar(year=year)
    if isinstance(said, Calendar):
        return replace(said, lean=pattern.lean or said.lean, this=pattern.this or said.this)
    return said


def _since(pattern: TimePattern, taken: Captures) -> Expression | None:
    start = _same(pattern, taken)
    return None if start is None or isinstance(start, Window) else Since(start)


def _until(pattern: TimePattern, taken: Captures) -> Expression | None:
    end = _same(pattern, taken)
    return None if end is None else Until(end)


def _before(pattern: TimePattern, taken: Captures) -> Expression | None:
    end = _same(pattern, taken)
    return None if end is None else Until(end, inclusive=False)


def _from(pattern: TimePattern, taken: Captures) -> Expression | None:
    start = _same(pattern, taken)
    return None if start is None else From(start)


def _after(pattern: TimePattern, taken: Captures) -> Expression | None:
    start = _same(pattern, taken)
    return None if start is None else From(start, inclusive=False)


def _within(pattern: TimePattern, taken: Captures) -> Expression | None:
    end = _same(pattern, taken)
    return None if end is None else Within(end)


def _set(pattern: TimePattern, taken: Captures) -> Expression:
    return Recurring()


def _vague(pattern: TimePattern, taken: Captures) -> Expression:
    return Vague()


_BUILDERS: dict[Meaning, Callable[[TimePattern, Captures], Value | None]] = {
    Meaning.COUNT: _count,
    Meaning.CLOCK: _clock,
    Meaning.CALENDAR: _calendar,
    Meaning.DECADE: _decade,
    Meaning.CENTURY: _century,
    Meaning.HIJRI: _hijri,
    Meaning.FEAST: _feast,
    Meaning.CYCLE: _cycle,
    Meaning.OFFSET: _offset,
    Meaning.EVENT: _offset,
    Meaning.SHIFT: _shift,
    Meaning.WINDOW: _window,
    Meaning.DURATION: _duration,
    Meaning.RANGE: _range,
    Meaning.EDGE: _edge,
    Meaning.RUN: _run,
    Meaning.PART: _part,
    Meaning.ABOUT: _about,
    Meaning.SAME: _same,
    Meaning.SINCE: _since,
    Meaning.UNTIL: _until,
    Meaning.BEFORE: _before,
    Meaning.FROM: _from,
    Meaning.AFTER: _after,
    Meaning.WITHIN: _within,
    Meaning.SET: _set,
    Meaning.VAGUE: _vague,
}

"""What an expression means once the day of publication, or the day spoken of before, is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from recoupe.language.schema_time import Base, Edge, Lean, Part, Unit
from recoupe.temporal import calendar as cal
from recoupe.temporal.calendar import Stretch
from recoupe.temporal.edges import cut_edge
from recoupe.temporal.expressions import (
    Between,
    Calendar,
    Century,
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
from recoupe.temporal.feasts import place_festival
from recoupe.temporal.undated import place_calendar


@dataclass(frozen=True, slots=True)
class Context:
    """``now`` is the day of publication, ``then`` the day spoken of before; their labels are for the basis."""

    now: date | None
    then: date | None = None
    future: bool = False
    label_now: str = "publication"
    label_then: str = "the day spoken of before"

    def base(self, which: Base) -> tuple[date, str] | None:
        day, label = (self.now, self.label_now) if which is Base.PUBLICATION else (self.then, self.label_then)
        return None if day is None else (day, label)


def place(said: Expression, c: Context) -> Stretch | None:
    """The days that ``said`` covers, or None where it needs a day that ``c`` does not have, or covers none."""
    match said:
        case Calendar():
            return _calendar(said, c)
        case Fixed(day=day):
            return cal.day(day).saying("a date known by its name")
        case Decade(year=year):
            return _decade(year, c)
        case Century():
            return cal.century(said.number, before_era=said.before_era).saying("a century")
        case Festival():
            return place_festival(said, c.base(Base.PUBLICATION) or c.base(Base.ANCHOR), future=c.future)
        case Cycle():
            return _cycle(said, c)
        case Offset():
            return _offset(said, c)
        case Window():
            return _window(said, c)
        case Duration():
            return _duration(said, c)
        case Between():
            return _between(said, c)
        case Since() | Vague():
            return _since(said, c)
        case Until() | From() | Within():
            return _open(said, c)
        case EdgeOf():
            return _edge(said, c)
        case Run():
            return _run(said, c)
        case Recurring():
            return None


def _calendar(said: Calendar, c: Context) -> Stretch | None:
    base = c.base(said.base)
    if base is None and said.base is Base.PUBLICATION:
        base = c.base(Base.ANCHOR)
    found = place_calendar(said, base, future=c.future)
    if found is None or found.start is None or found.end is None:
        return found
    if said.about:
        return _about(found)
    if said.part is Part.NIGHT and found.start == found.end:
        return cal.between(found.start, cal.days(found.end, 1)).saying(f"{found.words}, the night that follows counted in")
    return found.saying(found.words + _hour(said.part, said.clock))


def _hour(part: Part | None, clock: str | None) -> str:
    said = [part.value] if part else []
    said += [f"at {clock}"] if clock else []
    return f" ({', '.join(said)})" if said else ""


def _about(found: Stretch) -> Stretch:
    if found.start is None or found.end is None or "/" in found.edtf:
        return found
    slack = 2 if found.start == found.end else 15 if len(found.edtf) == 7 else 365
    start, end = cal.days(found.start, -slack), cal.days(found.end, slack)
    return Stretch(start, end, f"{found.edtf}~", f"about: {found.words}, give or take {slack} days")


def _decade(year: int, c: Context) -> Stretch | None:
    words = "a decade"
    if year < 100:
        base = c.base(Base.PUBLICATION) or c.base(Base.ANCHOR)
        if base is None:
            return None
        year += base[0].year // 100 * 100
        if year > base[0].year:
            year -= 100
        words = f"the last such decade before {base[1]}"
    if year % 100 == 0 and words == "a decade":
        words = "a decade, the first of its century"
    return cal.decade(year).saying(words)


def _cycle(said: Cycle, c: Context) -> Stretch | None:
    base = c.base(said.base)
    if base is None:
        return None
    day, label = base
    ahead = c.future or said.base is Base.ANCHOR
    found = _cycle_days(said, day, ahead=ahead)
    side = {-1: "the {} before that of", 0: "the {} of", 1: "the {} after that of"}
    words = side.get(said.shift, f"{abs(said.shift)} {{}}s {'before' if said.shift < 0 else 'after'} that of")
    return found.saying(f"{words.format(said.unit.value)} {label}{_hour(said.part, said.clock)}")


def _cycle_days(said: Cycle, day: date, *, ahead: bool) -> Stretch:
    shift = said.shift
    match said.unit:
        case Unit.DAY | Unit.HOUR | Unit.MINUTE:
            found = cal.days(day, shift)
            return cal.between(found, cal.days(found, 1)) if said.part is Part.NIGHT else cal.day(found)
        case Unit.NIGHT:
            begin = cal.days(day, 0 if ahead else -1)
            return cal.between(begin, cal.days(begin, 1))
        case Unit.WEEKEND:
            return _weekend(day, shift, ahead=ahead)
        case Unit.WEEK:
            begin = cal.days(cal.monday(day), 7 * shift)
            end = cal.days(begin, 6)
            return cal.between(begin, end if ahead or shift else min(end, cal.days(day, 1)))
        case Unit.FORTNIGHT:
            return cal.between(cal.days(day, 14 * shift - (7 if shift else 13)), cal.days(day, 14 * shift + (7 if shift else 0)))
        case Unit.MONTH:
            found = cal.months(day, shift)
            return cal.month(found.year, found.month)
        case Unit.QUARTER | Unit.HALF:
            size = 3 if said.unit is Unit.QUARTER else 6
            found = cal.months(day, size * shift)
            first = (found.month - 1) // size * size + 1
            return cal.month_run((found.year, first), (found.year, first + size - 1))
        case Unit.YEAR:
            return cal.year_of(cal.months(day, 12 * shift).year)
    size = 10 if said.unit is Unit.DECADE else 100
    first = cal.months(day, 12 * size * shift).year // size * size
    return cal.year_run(max(first, 1), max(first, 1) + size - 1)


def _weekend(day: date, shift: int, *, ahead: bool) -> Stretch:
    saturday = cal.days(cal.monday(day), 5)
    if day.weekday() < 5 and ((shift == 0 and not ahead) or shift < 0):
        saturday = cal.days(saturday, -7)
    elif day.weekday() >= 5:
        saturday = cal.days(saturday, 7 * shift)
    return cal.between(saturday, cal.days(saturday, 1))


def _offset(said: Offset, c: Context) -> Stretch | None:
    if said.origin is not None:
        origin = place(said.origin, c)
        if origin is None or origin.start is None or origin.end is None:
            return None
        found = cal.between(_shifted(said, origin.start)[0], _shifted(said, origin.end)[1])
        return found.saying(f"{_amount(said)} {origin.edtf}")
    base = c.base(said.base)
    if base is None:
        return None
    day, label = base
    first, last = _shifted(said, day)
    found = cal.between(first, last) if said.base is Base.ANCHOR else _to_unit(first, last, said)
    return found.saying(f"{_amount(said)} {label}")


def _amount(said: Offset | Window | Duration) -> str:
    low, high = said.count.low, said.count.high
    number = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    words = f"{number} {said.unit.value}{'' if low == high == 1 else 's'}"
    return words if not isinstance(said, Offset) else f"{words} {'before' if said.sense is Lean.PAST else 'after'}"


_LOOSE = {Unit.WEEK: 1, Unit.FORTNIGHT: 2, Unit.MONTH: 5, Unit.QUARTER: 15, Unit.HALF: 20, Unit.YEAR: 30, Unit.DECADE: 365}
"""By how many days a count of such units may be out when it starts from a day: our own choice."""


def _shifted(said: Offset, day: date) -> tuple[date, date]:
    sign = -1 if said.sense is Lean.PAST else 1
    ends = sorted((cal.move(day, sign * said.count.low, said.unit), cal.move(day, sign * said.count.high, said.unit)))
    if said.base is Base.PUBLICATION and said.origin is None:
        return ends[0], ends[1]
    loose = _LOOSE.get(said.unit, 0)
    return cal.days(ends[0], -loose), cal.days(ends[1], loose)


def _to_unit(first: date, last: date, said: Offset) -> Stretch:
    """ "Two years ago" is as precise as a year, "three weeks ago" as a week."""
    match said.unit:
        case Unit.WEEK:
            return cal.between(cal.monday(first), cal.days(cal.monday(last), 6)) if said.count.exact else cal.between(first, last)
        case Unit.FORTNIGHT:
            return cal.between(cal.days(first, -2), cal.days(last, 2))
        case Unit.MONTH | Unit.QUARTER | Unit.HALF:
            return cal.month_run((first.year, first.month), (last.year, last.month))
        case Unit.YEAR:
            return cal.year_run(first.year, last.year)
        case Unit.DECADE | Unit.CENTURY:
            return cal.year_run(max(1, first.year - 2), last.year + 2)
    return cal.between(first, last)


def _window(said: Window, c: Context) -> Stretch | None:
    base = c.base(said.base)
    if base is None:
        return None
    day, label = base
    if said.sense is Lean.FUTURE:
        return cal.between(day, cal.move(day, said.count.high, said.unit)).saying(f"the {_amount(said)} after {label}")
    begin = cal.move(day, -said.count.high, said.unit)
    return _up_to(begin, day, said.unit).saying(f"the {_amount(said)} up to {label}")


def _up_to(begin: date, day: date, unit: Unit) -> Stretch:
    """From ``begin``, no more precise than ``unit``, to ``day``."""
    if unit in (Unit.MONTH, Unit.QUARTER, Unit.HALF):
        return Stretch(begin.replace(day=1), day, f"{begin:%Y-%m}/{day.isoformat()}")
    if unit in (Unit.YEAR, Unit.DECADE, Unit.CENTURY):
        return Stretch(begin.replace(month=1, day=1), day, f"{begin.year:04d}/{day.isoformat()}")
    return cal.between(begin, day)


def _run(said: Run, c: Context) -> Stretch | None:
    whole = place(said.whole, c)
    if whole is None or whole.start is None or whole.end is None:
        return None
    words = f"the {'last' if said.last else 'first'} {said.count.high:g} {said.unit.value}s of {whole.edtf}: {whole.words}"
    if said.last:
        first = cal.days(cal.move(cal.days(whole.end, 1), -said.count.high, said.unit), 0)
        return cal.between(max(first, whole.start), whole.end).saying(words)
    last = cal.days(cal.move(whole.start, said.count.high, said.unit), -1)
    return cal.between(whole.start, min(last, whole.end)).saying(words)


_SHORT = 62
"""A shorter duration may lie on either side of the day that it is told with, a longer one has passed by then: our own choice."""


def _duration(said: Duration, c: Context) -> Stretch | None:
    if c.then is not None:
        first, last = cal.move(c.then, -said.count.high, said.unit), cal.move(c.then, said.count.high, said.unit)
        if (last - first).days > _SHORT:
            return cal.between(first, c.then).saying(f"the {_amount(said)} up to {c.label_then}")
        return cal.between(first, last).saying(f"within {_amount(said)} of {c.label_then}, before or after")
    if c.now is None:
        return None
    begin = cal.move(c.now, -said.count.high, said.unit)
    return cal.between(begin, c.now).saying(f"the {_amount(said)} up to {c.label_now}")


def _between(said: Between, c: Context) -> Stretch | None:
    first_said, last_said = said.first, said.last
    if isinstance(first_said, Calendar) and first_said.year and isinstance(last_said, Calendar) and last_said.year is None:
        first = place(first_said, c)
        if first is None or first.start is None:
            return None
        last = place(last_said, replace(c, now=first.start, future=True))
    else:
        last = place(last_said, c)
        if last is None or last.end is None:
            return None
        # A first end without a year is the nearest one before the last end.
        undated = isinstance(first_said, Calendar)
        first = place(first_said, replace(c, now=last.end, future=False) if undated else c)
    if first is None or last is None or first.start is None or last.end is None:
        return None
    part = f" ({said.part.value})" if said.part else ""
    return cal.join(first, last).saying(f"from {first.edtf} to {last.edtf}: the last is {last.words}{part}")


def _since(said: Since | Vague, c: Context) -> Stretch | None:
    if isinstance(said, Vague):
        if c.now is None:
            return None
        return Stretch(None, c.now, f"/{c.now.isoformat()}", f"begun at a time not said, going on at {c.label_now}")
    start = place(said.start, replace(c, future=False))
    if start is None or start.start is None:
        return None
    words = f"since {start.edtf} ({start.words})"
    if c.now is None:
        return cal.join(start, Stretch(None, None, "..")).saying(words)
    if start.start >= c.now:
        return start.saying(words)
    return cal.join(start, cal.day(c.now)).saying(f"{words} up to {c.label_now}")


def _open(said: Until | From | Within, c: Context) -> Stretch | None:
    nowhere = Stretch(None, None, "..")
    if isinstance(said, From):
        start = _nearest(said.start, c)
        if start is None or start.start is None or start.end is None:
            return None
        if not said.inclusive:
            start = cal.day(cal.days(start.end, 1))
        return cal.join(start, nowhere).saying(f"from {start.edtf} on")
    if isinstance(said, Within):
        end = place(said.end, replace(c, future=True))
        if end is None or end.end is None or c.now is None or end.end < c.now:
            return end
        return cal.between(c.now, end.end).saying(f"between {c.label_now} and {end.edtf}")
    end = _nearest(said.end, c)
    if end is None or end.end is None or end.start is None:
        return None
    last = isinstance(said.end, EdgeOf) and said.end.edge is Edge.END
    if not said.inclusive and not last:
        end = cal.day(cal.days(end.start, -1))
    return cal.join(nowhere, end).saying(f"up to {end.edtf}")


def _nearest(said: Expression, c: Context) -> Stretch | None:
    """Before or after the base, whichever is nearer: a limit may lie ahead without any future tense."""
    behind = place(said, c)
    if c.future or c.now is None or not isinstance(said, Calendar) or said.lean is not None:
        return behind
    ahead = place(said, replace(c, future=True))
    if behind is None or ahead is None or behind.start is None or ahead.start is None:
        return behind
    return behind if abs((c.now - behind.start).days) <= abs((ahead.start - c.now).days) else ahead


def _edge(said: EdgeOf, c: Context) -> Stretch | None:
    current = isinstance(said.whole, Cycle) and said.whole.shift == 0
    whole = place(said.whole, replace(c, future=True) if current else c)
    if whole is not None and whole.edtf.startswith("-"):
        return whole
    if whole is None or whole.start is None or whole.end is None:
        return None
    found = cut_edge(said.edge, whole)
    if found.start is None or found.end is None or c.now is None or c.future:
        return found.saying(f"the {said.edge.value.replace('_', ' ')} of {whole.edtf}: {whole.words}")
    if found.start > c.now and isinstance(said.whole, Calendar) and said.whole.year is None and said.whole.lean is None:
        return _edge(replace(said, whole=replace(said.whole, lean=Lean.PAST)), c)
    if current and found.start <= c.now < found.end:
        found = cal.between(found.start, c.now)
    return found.saying(f"the {said.edge.value.replace('_', ' ')} of {whole.edtf}: {whole.words}")


__all__ = ["Context", "place"]

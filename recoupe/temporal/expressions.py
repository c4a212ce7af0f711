"""What a time phrase says, before anybody knows when it was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from recoupe.language.schema_time import Base, Edge, Lean, Moving, Part, Season, Unit


@dataclass(frozen=True, slots=True)
class Count:
    """How many; ``exact`` is False for "about ten", "some", "less than 48"."""

    low: float
    high: float
    exact: bool = True
    written: float | None = None
    """The number that is written, where it is not exact ("less than 48")."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The fields of a date that are written. ``weekday`` counts from Monday, 0; the year 0 is 1 BC, -1 is 2 BC."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: Season | None = None
    part: Part | None = None
    clock: str | None = None
    lean: Lean | None = None
    this: bool = False
    about: bool = False
    base: Base = Base.PUBLICATION


@dataclass(frozen=True, slots=True)
class Decade:
    """``year`` is the first year, or below 100 where the century is left out."""

    year: int


@dataclass(frozen=True, slots=True)
class Century:
    """``number`` is the 21 of the 21st."""

    number: int
    before_era: bool = False


@dataclass(frozen=True, slots=True)
class Festival:
    """Days that move: of the Hijri calendar (``month``, and ``day`` where one is meant), or ``day`` days from Easter Sunday.

    ``year`` is a year of our own calendar, ``hijri_year`` one of the Hijri; without either, the nearest.
    """

    by: Moving
    month: int = 0
    day: int | None = None
    days: int = 1
    year: int | None = None
    hijri_year: int | None = None
    lean: Lean | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Cycle:
    """The day, week, month … of the base, shifted by whole units."""

    unit: Unit
    shift: int = 0
    base: Base = Base.PUBLICATION
    part: Part | None = None
    clock: str | None = None


@dataclass(frozen=True, slots=True)
class Offset:
    """A point so long before (``sense`` past) or after the base, or after or before ``origin`` where that is given."""

    count: Count
    unit: Unit
    sense: Lean
    base: Base = Base.PUBLICATION
    origin: Expression | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The time from so long ago up to the base; with ``sense`` future from the base on."""

    count: Count
    unit: Unit
    sense: Lean = Lean.PAST
    base: Base = Base.PUBLICATION


@dataclass(frozen=True, slots=True)
class Duration:
    """How long it took."""

    count: Count
    unit: Unit


@dataclass(frozen=True, slots=True)
class Between:
    first: Expression
    last: Expression
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """From the first day of ``start`` up to publication; open without."""

    start: Expression


@dataclass(frozen=True, slots=True)
class Until:
    """Up to the last day of ``end``, ``inclusive`` or not."""

    end: Expression
    inclusive: bool = True


@dataclass(frozen=True, slots=True)
class From:
    """From the first day of ``start`` on (from the day after it when not ``inclusive``), open."""

    start: Expression
    inclusive: bool = True


@dataclass(frozen=True, slots=True)
class Within:
    """From publication to the end of ``end``, which lies ahead."""

    end: Expression


@dataclass(frozen=True, slots=True)
class EdgeOf:
    edge: Edge
    whole: Expression


@dataclass(frozen=True, slots=True)
class Run:
    """The first, or the last, so many units of ``whole``."""

    count: Count
    unit: Unit
    whole: Expression
    last: bool = False


@dataclass(frozen=True, slots=True)
class Fixed:
    """A date that is known whole."""

    day: date


@dataclass(frozen=True, slots=True)
class Recurring:
    """Again and again: no date."""


@dataclass(frozen=True, slots=True)
class Vague:
    """Since nobody says when."""


Expression: TypeAlias = (
    Calendar | Decade | Century | Festival | Cycle | Offset | Window | Duration | Between | Since | Until | From | Within | EdgeOf
    | Run | Fixed | Recurring | Vague
)  # fmt: skip

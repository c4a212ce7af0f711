"""``time.toml``: the time words of a language, and the order in which they stand.

A pattern's ``forms`` are sequences of words and slots: ``"since {date}"``. ``(a|b c)`` is a choice, ``?`` after a word, a slot
or a choice makes it optional. A slot names a class of this file (``{month}``, ``{unit}`` …), a set of plain words
(``{last}`` for ``[words] last``), something that the code knows from digits (``{number}``, ``{day}``, ``{year}``,
``{minutes}``, ``{numeric}``, ``{ordinal}``, ``{old_year}`` before 1800, ``{worded_year}``, ``{hijri_year}``), or what a pattern
of a lower layer ``gives`` (``{count}``, ``{date}``, ``{bare}``).
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from recoupe.language.data import DataModel


class PhraseKind(StrEnum):
    DATE = "date"
    RELATIVE = "relative"
    WEEKDAY = "weekday"
    RANGE = "range"
    DURATION = "duration"
    """How long something took; no date of its own."""
    LENGTH = "length"
    """The same with nothing that ties it to a clause ("sixteen hours"); found on request only."""
    OFFSET_AFTER = "offset_after"
    """So long after an event that is named next."""
    OFFSET_BEFORE = "offset_before"
    SET = "set"
    ANAPHORIC = "anaphoric"
    """Counted from a day that was spoken of before."""
    HISTORICAL = "historical"
    """Open towards the past by years, or vague."""


class Unit(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    NIGHT = "night"
    WEEKEND = "weekend"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Part(StrEnum):
    """A part of the day. It never enters the EDTF string, only the basis."""

    DAWN = "dawn"
    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"
    MIDNIGHT = "midnight"


class Season(StrEnum):
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"


class Edge(StrEnum):
    """Which part of a week, a month, a year … is meant."""

    START = "start"
    MIDDLE = "middle"
    END = "end"
    COURSE = "course"
    SECOND_QUARTER = "second_quarter"
    THIRD_QUARTER = "third_quarter"
    FIRST_HALF = "first_half"
    SECOND_HALF = "second_half"


class Lean(StrEnum):
    """The side of the base on which a date without year lies, whatever the tense of the verb."""

    PAST = "past"
    FUTURE = "future"


class Base(StrEnum):
    PUBLICATION = "publication"
    ANCHOR = "anchor"


class Bound(StrEnum):
    OVER = "over"
    UNDER = "under"
    ABOUT = "about"


class Guard(StrEnum):
    """What must follow a pattern. ``boundary``: the end, punctuation or a word of ``[words] boundary``; ``stop``: the end or
    punctuation; ``word``: neither."""

    BOUNDARY = "boundary"
    STOP = "stop"
    WORD = "word"


class Moving(StrEnum):
    """What a feast is reckoned by, where it has no fixed day in the year."""

    HIJRI = "hijri"
    EASTER = "easter"
    ORTHODOX_EASTER = "orthodox_easter"


class Feast(DataModel):
    """A feast or a fast whose day moves. ``start`` is ``MM`` or ``MM-DD`` of the Hijri year, or days from Easter Sunday."""

    by: Moving
    start: str = Field(pattern=r"^((0[1-9]|1[0-2])(-(0[1-9]|[12]\d|30))?|[+-]?\d{1,3})$")
    days: int = 1


class Meaning(StrEnum):
    COUNT = "count"
    CLOCK = "clock"
    CALENDAR = "calendar"
    DECADE = "decade"
    CENTURY = "century"
    HIJRI = "hijri"
    """A day or a month of the Hijri calendar."""
    FEAST = "feast"
    CYCLE = "cycle"
    OFFSET = "offset"
    WINDOW = "window"
    DURATION = "duration"
    EVENT = "event"
    SHIFT = "shift"
    RANGE = "range"
    SINCE = "since"
    UNTIL = "until"
    FROM = "from"
    BEFORE = "before"
    AFTER = "after"
    WITHIN = "within"
    EDGE = "edge"
    RUN = "run"
    """The first so many units of a date, the last ones with ``lean = "future"``."""
    PART = "part"
    ABOUT = "about"
    SAME = "same"
    SET = "set"
    VAGUE = "vague"


class TimePattern(DataModel):
    """A group of forms that mean one thing, and the values that the words themselves imply."""

    means: Meaning
    forms: tuple[str, ...]
    layer: int = 1
    gives: str = "date"
    emit: bool = True
    """False for what is only a part of other patterns (a month's name alone)."""
    kind: PhraseKind | None = None
    """Overrides the kind that the meaning implies."""
    unit: Unit | None = None
    shift: int = 0
    base: Base = Base.PUBLICATION
    lean: Lean | None = None
    edge: Edge | None = None
    part: Part | None = None
    bound: Bound | None = None
    this: bool = False
    """A demonstrative ("this Wednesday, 20 June"): the day of publication itself, or nearly."""
    fixed: str | None = Field(default=None, pattern=r"^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
    """A date that the words always mean: ``MM-DD`` or ``YYYY-MM-DD``."""
    feast: Feast | None = None
    before_era: bool = False
    """The years are counted back from the year 1."""
    guard: Guard | None = None
    not_after: tuple[str, ...] = ()
    """Words before the phrase with which it is something else."""
    not_before: tuple[str, ...] = ()
    """The same for the word that follows."""


class TimeNumbers(DataModel):
    words: dict[str, int]
    joiners: tuple[str, ...] = ()
    """Words between tens and units ("and")."""
    fuzzy: dict[str, tuple[int, int]]
    """Inexact counts, with the least and the most that they mean."""
    units_first: bool = False
    """ "Four and twenty"."""
    first: tuple[str, ...] = ()
    """How the first of a month is written."""
    ordinals: dict[str, int] = Field(default_factory=dict)
    """Ordinal numbers in words: they number centuries."""
    ordinal_days: bool = False
    """Ordinals also stand for the days of a month ("the third of May")."""
    ordinal_suffixes: tuple[str, ...] = ()
    """What is written after the figures, or the Roman numeral, of an ordinal."""


class Clitics(DataModel):
    """Small words that are written together with the next one. They are cut off only where a word of this file is left."""

    before: tuple[str, ...] = ()
    """Each may stand before the others, in this order or none."""
    article: tuple[str, ...] = ()
    """Dropped where the word is known without it only."""
    merged: dict[str, str] = Field(default_factory=dict)
    """A clitic and the article in one: what it becomes without the article."""


class TimeWords(DataModel):
    date_order: str = "dmy"
    months: tuple[tuple[str, ...], ...]
    """January first; variants and abbreviations, these with their full stop."""
    weekdays: tuple[tuple[str, ...], ...]
    """Monday first."""
    hijri_months: tuple[tuple[str, ...], ...] = ()
    """Muharram first."""
    clitics: Clitics = Clitics()
    cased: tuple[str, ...] = ()
    """Names of months that mean something else with a capital, unless a day's number precedes."""
    capital: tuple[str, ...] = ()
    """Names of months and days that mean something else without a capital."""
    units: dict[Unit, tuple[str, ...]]
    duals: dict[Unit, tuple[str, ...]] = Field(default_factory=dict)
    """Words that mean two of a unit."""
    parts: dict[Part, tuple[str, ...]]
    seasons: dict[Season, tuple[str, ...]]
    edges: dict[Edge, tuple[str, ...]]
    numbers: TimeNumbers
    words: dict[str, tuple[str, ...]]
    """Sets of plain words for the patterns. ``boundary`` is used by guards; ``common`` are words that alone are no sign of
    time."""
    prospective: tuple[str, ...] = ()
    """Words shortly before a date that put it in the future ("scheduled")."""
    prospective_endings: tuple[str, ...] = ()
    """Endings, as they are written, of verbs that do so."""
    not_prospective: tuple[str, ...] = ()
    """Words with such an ending that are no such verbs."""
    published: tuple[str, ...] = ()
    """Words right before the date of the report itself ("published on")."""
    patterns: tuple[TimePattern, ...]

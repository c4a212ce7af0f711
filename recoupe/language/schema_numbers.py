"""Schema of ``numbers.toml``: numerals, bounds, units and counted things of one language; and of the limits of the possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from recoupe.errors import DataError
from recoupe.language.data import DataModel, load_toml
from recoupe.language.fold import fold
from recoupe.model import QuantityKind

LIMITS = Path(__file__).parent.parent / "data" / "ontology" / "limits.toml"

Forms = tuple[str, ...]


class DigitFormat(DataModel):
    """How figures in digits are written. Separators are folded: every kind of space is a plain one."""

    groups: str
    """Characters that may stand between groups of three digits."""
    decimals: str
    """Characters that may stand before a fraction; the first one is the language's own."""
    glued: str = ""
    """Letters that are words of their own when they are written right before a figure."""


class Numeral(DataModel):
    """Words with the value of a number below 100. ``room``: a number below it may follow and is added."""

    forms: Forms
    value: int
    room: int = 0


class Scale(DataModel):
    """A word that multiplies what stands before it (a hundred, a thousand, a million …)."""

    forms: Forms
    value: float
    alone: bool = False
    """It is a number without anything before it."""
    complement: bool = False
    """The counted noun follows after a word of ``of``."""
    slip: float | None = None
    """What the same word means in another convention, with which it is often confused."""
    slip_note: str = ""


class Collective(DataModel):
    """A noun for about so many ("a dozen"). ``low`` and ``high`` are its bounds when there is one of it."""

    forms: Forms
    value: float
    low: float
    high: float
    complement_only: bool = False
    """It counts only when its complement follows: the word has another meaning."""


class Vague(DataModel):
    """Words for a number that is not said. ``min`` is the least that they can mean."""

    forms: Forms
    min: float


class Bound(DataModel):
    """Words before or after a number that make it a bound."""

    forms: Forms
    bound: Literal["at_least", "at_most", "under", "over", "about", "exact"]
    after: bool = False
    """They may also follow the counted noun."""


class RangeWords(DataModel):
    """``before`` X ``between`` Y. ``take = "last"`` where the words tell of a change from X to Y."""

    before: Forms = ()
    between: str
    take: Literal["both", "last"] = "both"


class Unit(DataModel):
    """A unit: ``factor`` turns it into ``unit``, the canonical one."""

    forms: Forms
    unit: str
    kind: QuantityKind | None = None
    factor: float = 1.0
    before: bool = False
    """Its forms without small letters may also stand before the number (signs and codes of currencies)."""
    abbreviation: bool = False


class Counted(DataModel):
    """Nouns that are counted. ``kind`` where the noun itself tells it; ``together`` where it counts several kinds at once."""

    forms: Forms
    unit: Literal["person", "item"]
    kind: QuantityKind | None = None
    together: str = ""


class Fate(DataModel):
    """Participles after a counted noun that tell what became of it."""

    forms: Forms
    kind: QuantityKind
    together: str = ""


class NotCounted(DataModel):
    """Where a number is no quantity: dates, times of day, ages, ordinals, names of units, articles of law."""

    labels_before: Forms
    """Nouns whose number is a name or an ordinal ("article 51")."""
    singular_before: Forms
    """Singular articles and weekdays: the number after them is a date."""
    year_before: Forms
    """Words after which a number from 1900 to 2099 is a year."""
    after: Forms
    """Words after which the number before them is none (months, per cent, calibres)."""
    clock_before: Forms
    clock_after: Forms
    age_before: Forms
    age_unit_before: Forms
    """Prepositions between a person and an age."""
    sentence_after: Forms
    """Complements that make a duration a punishment, not one of an event."""
    moment_before: Forms
    """Words that make a duration a point in time ("ago")."""
    moment_after: Forms
    moment_adjectives: Forms
    """Adjectives that make a duration a point in time ("last")."""
    indefinite_before: Forms
    """Words after which the indefinite article is a pronoun."""


class NumberWords(DataModel):
    """``numbers.toml``."""

    digits: DigitFormat
    numerals: tuple[Numeral, ...]
    scales: tuple[Scale, ...]
    collectives: tuple[Collective, ...]
    vague: tuple[Vague, ...]
    bounds: tuple[Bound, ...]
    ranges: tuple[RangeWords, ...]
    units: tuple[Unit, ...]
    counted: tuple[Counted, ...]
    fates: tuple[Fate, ...]
    fates_before: tuple[Fate, ...] = ()
    """Verbs right before a bare number that tell what became of so many people ("killing 46")."""
    not_counted: NotCounted
    indefinite: Forms
    """Articles that say one of something."""
    plural_indefinite: Forms
    """Determiners that make a collective mean at least two of it."""
    none_of: Forms
    """Determiners that say zero."""
    tens_joiner: Forms
    """Words between tens and units."""
    half: Forms
    """Words after a scale or a unit that add half of it."""
    of: Forms
    """Words between a collective or a scale and what is counted."""
    partitives: Forms
    """Words between a plain number and the whole that it is part of."""
    subset: Forms
    """Words that say that the next figure is part of the one before."""
    joiners: Forms
    """Words between figures of a list."""
    by: Forms
    """Words between the sides of a surface."""
    sides: Forms
    """What may stand between the first side and ``by``."""
    preposed: Forms
    """Adjectives that stand before the noun."""
    others: Forms
    """Those of them that stand for the noun just counted."""
    function_words: Forms
    """Words that are never a counted noun."""
    auxiliaries: Forms
    """Verbs before which a bare number is a subject."""
    counted_pronouns: Forms
    """Pronouns that stand for what a bare number after them counts."""
    plural_endings: Forms
    """Endings of a plural: a capitalised plural after a number is a people."""
    compound_nouns: bool = False
    """Whether nouns that say what people do stand before theirs, with nothing between ("emergency workers")."""


class MoneyValue(DataModel):
    """What one unit of a currency is worth in US dollars, to an order of magnitude."""

    unit: str
    usd: float


class Limit(DataModel):
    """A figure of ``kind`` above ``above`` (in ``unit``) cannot be right.

    ``reference``, in the same unit, is what it is compared with in words; ``yardstick`` says what that is.
    """

    kind: QuantityKind
    unit: str
    above: float
    reference: float
    yardstick: str


class Conversion(DataModel):
    """How many of a limit's unit one ``unit`` is."""

    unit: str
    to: str
    factor: float


class Limits(DataModel):
    """``limits.toml``."""

    limits: tuple[Limit, ...]
    conversions: tuple[Conversion, ...]
    money: tuple[MoneyValue, ...]


def read_numbers(folder: Path) -> NumberWords:
    """``numbers.toml`` of the pack in ``folder``. Raises ``DataError``, also for a form that is listed twice."""
    path = folder / "numbers.toml"
    words = load_toml(path, NumberWords)
    groups: tuple[Iterable[str], ...] = (
        _forms((*words.numerals, *words.scales)),
        _forms(words.collectives),
        _forms(words.vague),
        _forms(words.bounds),
        _forms((*words.units, *words.counted)),
        _forms(words.fates),
        _forms(words.fates_before),
    )
    for group in groups:
        refuse_duplicates(path, group)
    return words


@cache
def read_limits(path: Path = LIMITS) -> Limits:
    """The limits of the possible. Raises ``DataError``."""
    return load_toml(path, Limits)


def refuse_duplicates(path: Path, forms: Iterable[str]) -> None:
    """Raise ``DataError`` with the line of the second occurrence when two of ``forms`` are the same once folded.

    Forms that differ only in capitals are two forms.
    """
    seen: set[str] = set()
    for form in forms:
        key = fold(form) if form.islower() else form
        if key in seen:
            raise DataError(str(path), _second_line(path, form), f"{form!r} is listed twice")
        seen.add(key)


def _forms(entries: Iterable[Numeral | Scale | Collective | Vague | Bound | Unit | Counted | Fate]) -> Iterator[str]:
    for entry in entries:
        yield from entry.forms


def _second_line(path: Path, form: str) -> int | None:
    lines = [n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) for _ in range(line.count(f'"{form}"'))]
    return lines[1] if len(lines) > 1 else (lines[0] if lines else None)

"""Bounds and ranges around a numeral: "more than", "between … and …", "some"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recoupe.extraction.numerals import NumeralReader, Phrases, Piece, Pieces, Reading
from recoupe.language.fold import fold
from recoupe.language.schema_numbers import NumberWords

MARGIN = 0.1
"""How far "nearly" and "just over" reach: a tenth of the value. "About" leaves both bounds at the number that is said."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """A numeral with its modifiers: pieces from ``first``; the numeral proper starts at ``number``."""

    first: int
    number: int
    reading: Reading
    min: float | None
    max: float | None
    notes: tuple[str, ...] = ()
    modified: bool = False
    ranged: bool = False


class BoundReader:
    """Reads what stands around a numeral."""

    def __init__(self, words: NumberWords, pieces: Pieces, numerals: NumeralReader) -> None:
        self._numerals = numerals
        self._bounds = Phrases(pieces, [(form, entry.bound) for entry in words.bounds for form in entry.forms])
        self._after = Phrases(pieces, [(form, entry.bound) for entry in words.bounds if entry.after for form in entry.forms])
        self._between = Phrases(pieces, [(entry.between, True) for entry in words.ranges if entry.between != "-"])
        self._before = Phrases(pieces, [(form, entry) for entry in words.ranges for form in entry.before])
        self._free = frozenset(fold(entry.between) for entry in words.ranges if not entry.before)

    def around(self, pieces: Sequence[Piece], reading: Reading, floor: int) -> Bounded:
        """``reading`` with the range it opens and the modifiers before it; nothing before ``floor`` is touched."""
        bounded = self._range(pieces, reading, floor) or Bounded(
            reading.first,
            reading.first,
            reading,
            reading.min,
            reading.max,
        )
        for _ in range(2):
            found = self._bounds.before(pieces, bounded.first)
            if found is None or found[0] < floor:
                break
            bounded = _bound(replace(bounded, first=found[0]), found[1])
        return bounded

    def after(self, pieces: Sequence[Piece], bounded: Bounded, last: int) -> tuple[Bounded, int]:
        """``bounded`` with a modifier that follows the counted noun, and the index after it."""
        found = self._after.at(pieces, last)
        if found is None or bounded.modified:
            return bounded, last
        if self._belongs_to_next(pieces, found[0]):
            return bounded, last
        return _bound(bounded, found[1]), found[0]

    def _belongs_to_next(self, pieces: Sequence[Piece], index: int) -> bool:
        """Whether a numeral follows at once or after one or two words: the modifier is then its own."""
        for at in range(index, min(index + 3, len(pieces))):
            if pieces[at].kind == "p":
                return False
            if self._numerals.read(pieces, at) is not None:
                return True
        return False

    def _range(self, pieces: Sequence[Piece], reading: Reading, floor: int) -> Bounded | None:
        if reading.one or reading.last >= len(pieces):
            return None
        if pieces[reading.last].glue == "-" and "-" in self._free:
            between, start = "-", reading.last
        else:
            found = self._between.at(pieces, reading.last)
            if found is None or found[0] >= len(pieces):
                return None
            between, start = pieces[reading.last].text, found[0]
        second = self._numerals.read(pieces, start)
        if second is None or second.vague or second.zero or second.one:
            return None
        opener = self._before.before(pieces, reading.first)
        rule = None if opener is None or opener[0] < floor or fold(opener[1].between) != between else opener[1]
        if rule is None and (between not in self._free or second.value <= reading.value):
            return None
        first = opener[0] if rule is not None and opener is not None else reading.first
        return _joined(_sharing(reading, second), second, first, rule is not None and rule.take == "last")


def _sharing(first: Reading, second: Reading) -> Reading:
    """``first`` on the scale of ``second`` where only the second names it ("20 à 30 millions")."""
    scale = second.scale
    if scale is None or first.scale is not None or not first.value < second.mantissa:
        return first
    value = first.value * scale.value
    return replace(first, value=value, min=value, max=value, scale=scale)


def _joined(first: Reading, second: Reading, start: int, change: bool) -> Bounded | None:
    low = first.min if first.min is not None else first.value
    high = second.max
    whole = replace(second, first=first.first)
    if change:
        return Bounded(second.first, second.first, second, second.min, second.max, modified=True)
    if high is not None and low > high:
        note = f"the range runs downwards, from {low:g} to {high:g}: it was read the other way round"
        return Bounded(start, first.first, whole, high, low, (note,), True, True)
    return Bounded(start, first.first, whole, low, high, (), True, True)


def _bound(bounded: Bounded, bound: str) -> Bounded:
    value, ranged = bounded.reading.value, bounded.modified
    low, high = bounded.min, bounded.max
    if bound == "at_least":
        low, high = (low if ranged else value), None
    elif bound == "at_most":
        low, high = None, (high if ranged else value)
    elif bound == "under" and not ranged:
        low, high = _inward(value * (1 - MARGIN), value), value
    elif bound == "over" and not ranged:
        low, high = value, _inward(value * (1 + MARGIN), value)
    elif bound == "about" and not ranged and high is not None:
        low, high = value, value
    return replace(bounded, min=low, max=high, modified=True)


def _inward(edge: float, value: float) -> float:
    """``edge`` as a whole number on the side of ``value``, when ``value`` is one."""
    if value != int(value):
        return edge
    rounded = round(edge, 6)
    return float(math.ceil(rounded) if edge < value else math.floor(rounded))

"""What a numeral counts: the unit or noun after it, and whether it counts anything at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from recoupe.extraction.numerals import Phrases, Piece, Pieces, Reading
from recoupe.extraction.quantity_bounds import Bounded
from recoupe.language.schema_numbers import Counted, Fate, NumberWords, Unit
from recoupe.model import QuantityKind

COMPOUND = 2
"""Nouns that may stand before the one that is counted ("power plant workers")."""
SHORTEST_PEOPLE = 3
"""A capitalised plural of more letters than these after a number is a people."""
YEARS = range(1900, 2100)
_TIME = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
_LIVES = frozenset({"day", "week", "month", "year"})
_CODE = re.compile(r"[a-z]{1,2}$")


@dataclass(frozen=True, slots=True)
class CountedThing:
    """Pieces from ``noun`` to ``last`` name what is counted (an empty range where nothing does)."""

    first: int
    noun: int
    last: int
    unit: str = ""
    kind: QuantityKind | None = None
    of: str | None = None
    factor: float = 1.0
    extra: float = 0.0
    """To be added, in ``unit``: "and a half"."""
    implicit: bool = False
    other: bool = False
    """It stands for the noun counted before ("twelve others")."""
    fated: bool = False
    """The kind comes from a participle after the noun."""
    together: str = ""
    note: str = ""
    alike: bool = False
    """A bare number that nothing but the figure before it explains ("1 100 dead on one side and 35 000 on the other")."""
    side: bool = False
    """A bare number that counts only as the side of a surface."""


class ThingReader:
    """Reads what follows a numeral."""

    def __init__(self, words: NumberWords, pieces: Pieces) -> None:
        def phrases(forms: Iterable[str]) -> Phrases[Literal[True]]:
            return Phrases(pieces, [(form, True) for form in forms])

        not_counted = words.not_counted
        self._units = Phrases(pieces, [(form, unit) for unit in words.units for form in unit.forms])
        signs = [(form, unit) for unit in words.units if unit.before for form in unit.forms if form == form.upper()]
        self._signs = Phrases(pieces, signs)
        self._nouns = Phrases(pieces, [(form, noun) for noun in words.counted for form in noun.forms])
        self._fates = Phrases(pieces, [(form, fate) for fate in words.fates for form in fate.forms])
        self._fates_before = Phrases(pieces, [(form, fate) for fate in words.fates_before for form in fate.forms])
        self._of, self._partitives = phrases(words.of), phrases(words.partitives)
        self._preposed, self._others, self._half = phrases(words.preposed), phrases(words.others), phrases(words.half)
        self._function = frozenset(piece.text for form in words.function_words for piece in pieces.cut(form, 0, len(form)))
        self._plurals = words.plural_endings
        self._compounds = words.compound_nouns
        self._labels, self._singular = phrases(not_counted.labels_before), phrases(not_counted.singular_before)
        self._years, self._never = phrases(not_counted.year_before), phrases(not_counted.after)
        self._clock, self._clock_after = phrases(not_counted.clock_before), phrases(not_counted.clock_after)
        self._age, self._age_unit = phrases(not_counted.age_before), phrases(not_counted.age_unit_before)
        self._joiners = phrases(words.joiners)
        self._by, self._subset = phrases(words.by), phrases(words.subset)
        self._auxiliaries, self._pronouns = phrases(words.auxiliaries), phrases(words.counted_pronouns)
        self._sentence = phrases(not_counted.sentence_after)
        self._moment, self._moment_after = phrases(not_counted.moment_before), phrases(not_counted.moment_after)
        self._moment_adjectives = phrases(not_counted.moment_adjectives)
        self._no_article = phrases(not_counted.indefinite_before)

    def after(self, text: str, pieces: Sequence[Piece], bounded: Bounded, floor: int) -> CountedThing | None:
        """What ``bounded`` counts, or None where it is no quantity: a date, an age, an ordinal, a name.

        Nothing before the piece ``floor`` is touched.
        """
        reading = bounded.reading
        if self._is_label(pieces, bounded):
            return None
        sign = self._signs.before(pieces, bounded.first)
        if sign is not None and sign[0] >= floor and not reading.one:
            return CountedThing(sign[0], reading.last, reading.last, sign[1].unit, sign[1].kind, factor=sign[1].factor)
        at, partitive = self._noun_start(pieces, reading)
        noun_at = at
        while (adjective := self._preposed.at(pieces, noun_at)) is not None:
            noun_at = adjective[0]
        unit = self._units.at(pieces, at) or self._units.at(pieces, noun_at)
        if unit is not None and self._unit_fits(pieces, bounded, unit):
            return self._measured(pieces, bounded, at, unit)
        glued = reading.last < len(pieces) and pieces[reading.last].glue == "+" and pieces[reading.last].kind != "p"
        if glued or (unit is not None and unit[1].unit in _TIME):
            return None
        return self._noun(text, pieces, bounded, at, partitive)

    def _noun_start(self, pieces: Sequence[Piece], reading: Reading) -> tuple[int, bool]:
        """Where the noun may begin, and whether a whole ("of their men") stands between."""
        if reading.complement and (of := self._of.at(pieces, reading.last)) is not None:
            return of[0], False
        partitive = self._partitives.at(pieces, reading.last)
        return (partitive[0], True) if partitive is not None else (reading.last, False)

    def _is_label(self, pieces: Sequence[Piece], bounded: Bounded) -> bool:
        reading, first = bounded.reading, bounded.first
        last = reading.last
        if self._never.at(pieces, last) is not None and not reading.one:
            return True
        if first == 0:
            return False
        before, here = pieces[first - 1], pieces[first]
        if reading.one:
            return self._no_article.before(pieces, first) is not None
        if here.glue == "-" or (here.glue and before.kind != "p"):
            return True
        if before.kind == "p" and before.end == here.start and before.text in "/:.#":
            return True
        if last < len(pieces) and pieces[last].glue == "-" and pieces[last].kind == "n":
            return True
        if last < len(pieces) and pieces[last].text in ("/", ":") and pieces[last].start == pieces[last - 1].end:
            return True
        if self._labels.before(pieces, first) is not None:
            return True
        return reading.digits and before.capital and _CODE.match(before.text) is not None and before.text not in self._function

    def _unit_fits(self, pieces: Sequence[Piece], bounded: Bounded, unit: tuple[int, Unit]) -> bool:
        """False where the number and unit are an age, a time of day, a punishment or a moment."""
        entry, last = unit[1], unit[0]
        if entry.unit not in _TIME:
            return True
        if self._sentence.at(pieces, last) is not None or self._is_moment(pieces, bounded, last):
            return False
        if entry.unit == "hour" and self._is_clock(pieces, bounded, unit):
            return False
        return not (entry.unit in _LIVES and self._is_age(pieces, bounded, entry, last))

    def _is_moment(self, pieces: Sequence[Piece], bounded: Bounded, last: int) -> bool:
        if self._moment_after.at(pieces, last) is not None or self._moment.before(pieces, bounded.first) is not None:
            return True
        return any(self._moment_adjectives.at(pieces, at) is not None for at in (bounded.reading.last, last))

    def _is_clock(self, pieces: Sequence[Piece], bounded: Bounded, unit: tuple[int, Unit]) -> bool:
        value, last = bounded.reading.value, unit[0]
        if value > 24 or (bounded.modified and bounded.min is None):
            return False
        if self._clock_after.at(pieces, last) is not None:
            return True
        if last < len(pieces) and pieces[last].kind == "n":
            return True
        if self._clock.before(pieces, bounded.first) is not None:
            return True
        return unit[1].abbreviation and self._of.at(pieces, last) is None and bounded.reading.digits and not bounded.modified

    def _is_age(self, pieces: Sequence[Piece], bounded: Bounded, unit: Unit, last: int) -> bool:
        first = bounded.first
        while (joiner := self._joiners.before(pieces, first)) is not None and pieces[joiner[0] - 1].kind == "n" and joiner[0] > 1:
            first = joiner[0] - 1
        if self._age.before(pieces, first) is not None:
            return True
        preposition = self._age_unit.before(pieces, first)
        if preposition is not None and any(
            noun is not None and noun[1].unit == "person"
            for noun in (self._nouns.before(pieces, preposition[0]), self._nouns.before(pieces, preposition[0] - 1))
        ):
            return True
        closed = last >= len(pieces) or pieces[last].text in ",.);"
        opens = preposition[0] if preposition is not None else first
        return unit.unit == "year" and opens > 0 and pieces[opens - 1].text in ",(" and closed

    def _measured(self, pieces: Sequence[Piece], bounded: Bounded, at: int, found: tuple[int, Unit]) -> CountedThing:
        last, unit = found
        extra = 0.0
        if (half := self._half.at(pieces, last)) is not None:
            last, extra = half[0], unit.factor / 2
        weak = bounded.reading.one or bounded.reading.vague
        return CountedThing(bounded.first, at, last, unit.unit, unit.kind, None, unit.factor, extra, implicit=weak)

    def _noun(self, text: str, pieces: Sequence[Piece], bounded: Bounded, at: int, partitive: bool) -> CountedThing | None:
        reading, start, other = bounded.reading, at, False
        while (adjective := self._preposed.at(pieces, at)) is not None:
            other = other or self._others.at(pieces, at) is not None
            at = adjective[0]
        noun = self._nouns.at(pieces, start)
        at = at if noun is None else start
        noun = noun or self._nouns.at(pieces, at) or self._compounded(pieces, at)
        if noun is not None and not (reading.zero and (noun[1].kind is None or noun[1].unit != "person")):
            return self._known(text, pieces, bounded, at, noun)
        word = pieces[at] if at < len(pieces) else None
        if word is not None and (code := _after_code(pieces, at, glued=True)) is not None:
            of = text[word.start : pieces[code - 1].end]
            return CountedThing(bounded.first, at, code, "item", QuantityKind.EQUIPMENT, of, implicit=reading.one)
        if reading.one or (reading.vague and not reading.complement) or reading.zero:
            return None
        if reading.must_complement and (word is None or not word.capital):
            return None
        if self._is_date(pieces, bounded):
            return None
        if word is None or word.kind != "w" or word.glue or partitive:
            return self._bare(pieces, bounded, other or partitive)
        plural = word.text.endswith(self._plurals)
        if word.text in self._function or not (plural or word.capital):
            return self._bare(pieces, bounded, other)
        people = word.capital and plural and len(word.text) > SHORTEST_PEOPLE
        fate = self._fates.at(pieces, at)
        if fate is not None:
            return CountedThing(bounded.first, at, fate[0], "person", fate[1].kind, None, together=fate[1].together)
        unit = "person" if people else "item"
        kind, last, together = self._fate(pieces, at + 1) if people else (None, at + 1, "")
        return CountedThing(
            bounded.first,
            at,
            last,
            unit,
            kind,
            text[word.start : word.end],
            other=other,
            fated=kind is not None,
            together=together,
        )

    def _compounded(self, pieces: Sequence[Piece], at: int) -> tuple[int, Counted] | None:
        """ "Two power plant workers": people with nouns before theirs that say what they do, where a language has them there."""
        for last in range(at, min(at + COMPOUND, len(pieces) - 1) if self._compounds else at):
            word = pieces[last]
            apart = word.glue or word.capital or word.text in self._function or word.text.endswith(self._plurals)
            if word.kind != "w" or apart or self._fates.at(pieces, last) is not None or self._units.at(pieces, last) is not None:
                return None
            noun = self._nouns.at(pieces, last + 1)
            if noun is not None:
                return noun if noun[1].unit == "person" and not pieces[last + 1].glue else None
        return None

    def _bare(self, pieces: Sequence[Piece], bounded: Bounded, other: bool) -> CountedThing | None:
        """A number without a noun counts only where the words around it say so."""
        reading = bounded.reading
        if self._singular.before(pieces, bounded.first) is not None and not bounded.modified:
            return None
        unit = self._units.before(pieces, bounded.first)
        if unit is not None and unit[1].unit in _TIME:
            return None
        auxiliary = self._auxiliaries.at(pieces, reading.last)
        kind, end, together = self._fate(pieces, auxiliary[0] if auxiliary is not None else reading.last)
        end = end if kind is not None and auxiliary is None else reading.last
        if kind is None and (done := self._fates_before.before(pieces, bounded.first)) is not None:
            kind = done[1].kind
        side = self._by.before(pieces, bounded.first) is not None or self._by.at(pieces, reading.last) is not None
        told = kind is not None or other or self._stands_alone(pieces, bounded)
        counts = told or bounded.modified or reading.complement or reading.grouped
        if not counts and not side:
            return None
        return CountedThing(
            bounded.first,
            reading.last,
            end,
            "person" if kind else "",
            kind,
            other=True,
            fated=kind is not None,
            together=together,
            side=not counts,
            alike=not told,
        )

    def _stands_alone(self, pieces: Sequence[Piece], bounded: Bounded) -> bool:
        """A subject or object without a noun: "dont cinq", "trois ont été tués", "en a tué trois"."""
        first, last = bounded.first, bounded.reading.last
        if self._subset.before(pieces, first) is not None or self._auxiliaries.at(pieces, last) is not None:
            return True
        return any(self._pronouns.at(pieces, at) is not None for at in range(max(0, first - 4), first))

    def _is_date(self, pieces: Sequence[Piece], bounded: Bounded) -> bool:
        """A year, years, or a day of the month, with something after it that is not counted."""
        reading = bounded.reading
        if not bounded.modified and reading.digits and self._singular.before(pieces, bounded.first) is not None:
            return True
        if not reading.digits or reading.grouped or reading.scale is not None or reading.value not in YEARS:
            return False
        return not bounded.modified or (bounded.ranged and bounded.min in YEARS)

    def _known(
        self,
        text: str,
        pieces: Sequence[Piece],
        bounded: Bounded,
        at: int,
        found: tuple[int, Counted],
    ) -> CountedThing | None:
        last, noun = found
        reading = bounded.reading
        if reading.digits and not reading.grouped and reading.value in YEARS and self._years.before(pieces, bounded.first):
            return None
        of = text[pieces[at].start : pieces[last - 1].end]
        last = _after_code(pieces, last - 1, glued=False) or last
        kind, together, fated, end = noun.kind, noun.together, False, last
        if noun.unit == "person":
            fate, stop, both = self._fate(pieces, last)
            if fate is not None:
                kind, together, fated, end = fate, together or both, True, stop
        factor, note = _whole_number(reading)
        weak = reading.one and not bounded.modified
        return CountedThing(
            bounded.first, at, end, noun.unit, kind, of, factor, implicit=weak, fated=fated, together=together, note=note
        )

    def _fate(self, pieces: Sequence[Piece], at: int) -> tuple[QuantityKind | None, int, str]:
        """A participle of fate at ``at`` or after at most two words that may be adjectives."""
        for index in range(at, min(at + 3, len(pieces))):
            fate: tuple[int, Fate] | None = self._fates.at(pieces, index)
            if fate is not None:
                return fate[1].kind, fate[0], fate[1].together
            if pieces[index].kind != "w" or pieces[index].text in self._function:
                break
        return None, at, ""


def _after_code(pieces: Sequence[Piece], at: int, *, glued: bool) -> int | None:
    """The index after the model number of the capitalised word at ``at`` ("F-16", "Leopard 2"), or None."""
    model = pieces[at + 1] if at + 1 < len(pieces) else None
    if model is None or not pieces[at].capital or not model.text[0].isdigit() or (glued and not model.glue):
        return None
    return at + 2


def _whole_number(reading: Reading) -> tuple[float, str]:
    """People and pieces are counted in whole numbers: "12,500" is then the English way to write 12 500."""
    value = reading.value
    if reading.scale is not None or reading.decimals != 3:
        return 1.0, ""
    return 1000.0, f"read as {value * 1000:,.0f}: the separator was taken as one between thousands"

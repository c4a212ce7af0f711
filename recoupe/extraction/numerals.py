"""Words and digits to numbers: the tokens of a stretch of text, and the numerals among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, NamedTuple, TypeVar

from recoupe.language.fold import fold
from recoupe.language.schema_numbers import Collective, DigitFormat, NumberWords, Scale

T = TypeVar("T")


class Piece(NamedTuple):
    """A word, a number in digits or a sign. ``glue`` is what joins it to the one before: "" is a space, "-" or "+" (nothing)."""

    text: str
    start: int
    end: int
    kind: str
    glue: str
    capital: bool


class Pieces:
    """Cuts text into pieces. A hyphen inside a word is no piece of its own but the glue of the next."""

    def __init__(self, digits: DigitFormat) -> None:
        group, decimal = re.escape(digits.groups), re.escape(digits.decimals)
        number = rf"\d{{1,3}}(?:[{group}]\d{{3}})+(?!\d)(?:[{decimal}]\d+)?|\d+(?:[{decimal}]\d+)?"
        glued = rf"(?<!\w)[{re.escape(digits.glued)}](?=\d)|" if digits.glued else ""
        self._glued = frozenset(digits.glued)
        self._piece = re.compile(rf"(?P<n>{number})|(?P<w>{glued}[^\W\d_]\w*'?)|(?P<p>[^\w\s])")

    def cut(self, text: str, start: int, end: int) -> list[Piece]:
        source = text[start:end]
        folded = fold(source)
        if "\n" in source:
            folded = "".join("\n" if raw == "\n" else char for raw, char in zip(source, folded, strict=True))
        pieces: list[Piece] = []
        last, hyphen = -1, -1
        for match in self._piece.finditer(folded):
            at, kind = match.start(), match.lastgroup or "p"
            if match[0] == "-" and at == last and folded[at + 1 : at + 2].isalnum():
                hyphen = last = match.end()
                continue
            if at == last and pieces and pieces[-1].text in self._glued:
                last = -1
            glue = "-" if at == hyphen else "+" if at == last and pieces and pieces[-1].text[-1] != "'" else ""
            pieces.append(Piece(match[0], start + at, start + match.end(), kind, glue, source[at].isupper()))
            last = match.end()
        return pieces


class Phrases(Generic[T]):
    """Phrases of one or more words, looked up at a place in a list of pieces; the longest one wins."""

    def __init__(self, pieces: Pieces, entries: Iterable[tuple[str, T]]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self._last: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for form, value in entries:
            words = tuple(piece.text for piece in pieces.cut(form, 0, len(form)))
            self._first.setdefault(words[0], []).append((words, value))
            self._last.setdefault(words[-1], []).append((words, value))
        for table in (self._first, self._last):
            for found in table.values():
                found.sort(key=lambda entry: -len(entry[0]))

    @property
    def first_words(self) -> frozenset[str]:
        return frozenset(self._first)

    def at(self, pieces: Sequence[Piece], index: int) -> tuple[int, T] | None:
        """The index after the longest phrase that starts at ``index``, and its value."""
        if not 0 <= index < len(pieces):
            return None
        for words, value in self._first.get(pieces[index].text, ()):
            stop = index + len(words)
            if stop <= len(pieces) and all(piece.text == word for piece, word in zip(pieces[index:stop], words, strict=True)):
                return stop, value
        return None

    def before(self, pieces: Sequence[Piece], index: int) -> tuple[int, T] | None:
        """The index of the first piece of the longest phrase that ends just before ``index``, and its value."""
        if not 0 < index <= len(pieces):
            return None
        for words, value in self._last.get(pieces[index - 1].text, ()):
            begin = index - len(words)
            if begin >= 0 and all(piece.text == word for piece, word in zip(pieces[begin:index], words, strict=True)):
                return begin, value
        return None


_FIGURE = re.compile(r"\d+(?:\.\d*)?|\.\d+")
MOST = 1e30
"""Figures beyond are numbers of accounts and the like, and count nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A numeral: pieces ``first`` to ``last`` (exclusive), its value and the bounds that its own words give."""

    first: int
    last: int
    value: float
    min: float | None
    max: float | None
    digits: bool = False
    grouped: bool = False
    decimals: int = 0
    """How many digits stand after the decimal sign."""
    scale: Scale | None = None
    mantissa: float = 0.0
    complement: bool = False
    """The counted noun comes after a word of ``of``."""
    must_complement: bool = False
    one: bool = False
    """The indefinite article: it may mean one or nothing at all."""
    vague: bool = False
    zero: bool = False


class NumeralReader:
    """Reads the numeral that starts at a piece."""

    def __init__(self, words: NumberWords, pieces: Pieces) -> None:
        self._digits = words.digits
        self._plurals = words.plural_endings
        table = [(form, entry) for entry in words.numerals for form in entry.forms]
        self._small = Phrases(pieces, [(form, (entry.value, entry.room)) for form, entry in table])
        self._scales = Phrases(pieces, [(form, scale) for scale in words.scales for form in scale.forms])
        self._collectives = Phrases(pieces, [(form, entry) for entry in words.collectives for form in entry.forms])
        self._vague = Phrases(pieces, [(form, entry.min) for entry in words.vague for form in entry.forms])
        self._one = Phrases(pieces, [(form, True) for form in words.indefinite])
        self._none = Phrases(pieces, [(form, True) for form in words.none_of])
        self._some = Phrases(pieces, [(form, True) for form in words.plural_indefinite])
        self._joiner = Phrases(pieces, [(form, True) for form in words.tens_joiner])
        self._half = Phrases(pieces, [(form, True) for form in words.half])
        self._of = Phrases(pieces, [(form, True) for form in words.of])
        self._starts = frozenset[str]().union(
            self._small.first_words,
            self._scales.first_words,
            self._collectives.first_words,
            self._vague.first_words,
            self._one.first_words,
            self._none.first_words,
            self._some.first_words,
        )

    def read(self, pieces: Sequence[Piece], index: int) -> Reading | None:
        piece = pieces[index]
        if piece.kind != "n" and piece.text not in self._starts:
            return None
        exact = self._in_digits(pieces, index) if piece.kind == "n" else self._in_words(pieces, index)
        if exact is not None:
            return self._collective(pieces, exact) or exact
        some = self._some.at(pieces, index)
        if some is not None:
            found = self._collective(pieces, Reading(index, some[0], 2.0, 2.0, None, vague=True))
            if found is not None:
                return found
        bare = self._collectives.at(pieces, index)
        if bare is not None and self._of.at(pieces, bare[0]) is not None:
            plural = pieces[index].text.endswith(self._plurals)
            return self._collective(pieces, Reading(index, index, 1.0, 1.0, None, vague=plural, one=not plural))
        vague = self._vague.at(pieces, index)
        if vague is not None:
            return Reading(index, vague[0], vague[1], vague[1], None, vague=True)
        none = self._none.at(pieces, index)
        return None if none is None else Reading(index, none[0], 0.0, 0.0, 0.0, zero=True)

    def _in_digits(self, pieces: Sequence[Piece], index: int) -> Reading | None:
        text = pieces[index].text
        separator = next((c for c in self._digits.groups if re.search(rf"\d{re.escape(c)}\d{{3}}(?!\d)", text)), "")
        bare = text.replace(separator, "") if separator else text
        for mark in self._digits.decimals:
            bare = bare.replace(mark, ".")
        if not _FIGURE.fullmatch(bare):  # digits with marks that make no number: 1000'500
            return None
        value, decimals = float(bare), len(bare.partition(".")[2])
        if value > MOST:
            return None
        start = Reading(
            index,
            index + 1,
            value,
            value,
            value,
            digits=True,
            grouped=bool(separator),
            decimals=decimals,
            mantissa=value,
        )
        return self._scaled(pieces, start)

    def _scaled(self, pieces: Sequence[Piece], start: Reading) -> Reading:
        """``start`` with the scales that follow it ("70 billions", "3 millions et demi")."""
        reading = start
        while (found := self._scales.at(pieces, reading.last)) is not None:
            last, scale = found
            value = reading.value * scale.value
            if value > MOST:
                break
            half = self._half.at(pieces, last)
            if half is not None:
                last, value = half[0], value + scale.value / 2
            reading = replace(reading, last=last, value=value, min=value, max=value, scale=scale, complement=scale.complement)
        return reading

    def _in_words(self, pieces: Sequence[Piece], index: int) -> Reading | None:
        one = self._one.at(pieces, index)
        total, group, room, at, last_scale = 0.0, 0.0, 1000, index, float("inf")
        scale: Scale | None = None
        hundreds: tuple[Scale, float] | None = None
        complement, mantissa = False, 0.0
        while at < len(pieces):
            step = at
            if group and (joined := self._joiner.at(pieces, at)) is not None:
                step = joined[0]
            small = self._small.at(pieces, step)
            if small is not None and 0 < small[1][0] < room and (step == at or room <= 20):
                at, group, room = small[0], group + small[1][0], small[1][1]
                complement = False
                continue
            found = self._scales.at(pieces, at)
            if found is None or (not group and not found[1].alone):
                break
            used = found[1]
            if used.value == 100 and group < 10:
                hundreds = (used, group or 1) if not total else None
                at, group, room, complement = found[0], (group or 1) * 100, 100, False
                continue
            if used.value >= last_scale or used.value < 1000:
                break
            at, complement = found[0], used.complement
            mantissa, scale = (group or 1), (used if not total else None)
            total, group, room, last_scale = total + (group or 1) * used.value, 0.0, 1000, used.value
        value = total + group
        if at == index or not value:
            return None
        single = one is not None and at == one[0]
        if hundreds is not None and value == hundreds[1] * 100:
            return Reading(index, at, value, value, value, scale=hundreds[0], mantissa=hundreds[1])
        half = self._half.at(pieces, at) if scale is not None and not group else None
        if half is not None and scale is not None:
            at, value = half[0], value + scale.value / 2
        return Reading(
            index,
            at,
            value,
            value,
            value,
            scale=None if group else scale,
            mantissa=mantissa or value,
            complement=complement,
            one=single,
        )

    def _collective(self, pieces: Sequence[Piece], opener: Reading) -> Reading | None:
        """``opener`` ("a", "three", "some") with the collective that follows it, and the scale that may follow that."""
        found = self._collectives.at(pieces, opener.last)
        if found is None:
            return None
        last, noun = found
        value, low, high = _count_of(noun, opener)
        of = self._of.at(pieces, last)
        if noun.complement_only and of is None:
            return None
        more = self._thousands(pieces, of[0]) if of is not None else None
        if more is not None:
            last, factor = more
            value, low, high = value * factor, low * factor, None if high is None else high * factor
        return Reading(opener.first, last, value, low, high, complement=True, must_complement=noun.complement_only)

    def _thousands(self, pieces: Sequence[Piece], index: int) -> tuple[int, float] | None:
        """A scale or collective as complement of a collective ("dozens of thousands")."""
        scale = self._scales.at(pieces, index)
        if scale is not None and scale[1].value >= 1000:
            return scale[0], scale[1].value
        noun = self._collectives.at(pieces, index)
        return (noun[0], noun[1].value) if noun is not None else None


def _count_of(noun: Collective, opener: Reading) -> tuple[float, float, float | None]:
    if opener.one:
        return noun.value, noun.low, noun.high
    if opener.vague:
        return 2 * noun.value, 2 * noun.value, None
    value = opener.value * noun.value
    return value, value, value

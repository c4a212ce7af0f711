"""A sentence as a lattice: its tokens, and what each run of tokens can stand for in a time pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from recoupe.errors import DataError
from recoupe.language.fold import fold
from recoupe.language.schema_time import Edge, Part, Season, TimeWords, Unit
from recoupe.temporal.expressions import Count, Expression

Value: TypeAlias = int | str | Unit | Part | Season | Edge | Count | Expression | tuple[int, int, int]

BREAK = "\n"

_TOKEN = re.compile(
    r"""(?P<numeric>\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?![/.-]?\d)|\d{4}(?P<sep>[/.-])\d{2}(?P=sep)\d{2}(?!\d))
    |(?P<number>\d{1,3}(?:[ .,]\d{3})+(?!\d)|\d+)
    |(?P<word>(?<=\d)[^\W\d_](?=\d)|[^\W\d_](?:[^\W_]|[\u064b-\u0652\u0670])*)
    |(?P<mark>[^\w\s])""",
    re.VERBOSE,
)


_VOWELS = re.compile("[\u064b-\u0652\u0670\u0640]")
"""Arabic vowel signs and the stroke that lengthens a word: they do not count."""


_MARKS = {"،": ",", "؛": ";"}


@dataclass(frozen=True, slots=True)
class TimeToken:
    """``text`` is folded; ``start`` and ``end`` are offsets into the text that was cut."""

    text: str
    start: int
    end: int
    kind: str
    glued: bool = False
    """A number that is only a part of something: "T-2", "M23", the "00" of "22h00", the "5" of "2,5"."""
    capital: bool = False


def cut(text: str, folded: str) -> list[TimeToken]:
    """Words, figures and marks; a hyphen that joins letters is nothing, an empty line is a token ``BREAK``."""
    tokens: list[TimeToken] = []
    last = 0
    for match in _TOKEN.finditer(folded):
        start, end, kind = match.start(), match.end(), match.lastgroup or ""
        if start - last > 1 and text.count("\n", last, start) > 1:
            tokens.append(TimeToken(BREAK, start, start, "mark"))
        last = end
        if kind == "mark" and match[0] == "-" and _joins(folded, start):
            continue
        glued = kind == "number" and _is_glued(folded, start)
        word = _MARKS.get(match[0], match[0])
        if kind == "word" and not word.isascii():
            word = _VOWELS.sub("", word) or word
        tokens.append(TimeToken(word, start, end, kind, glued, text[start].isupper()))
    return tokens


def _joins(folded: str, at: int) -> bool:
    before = folded[at - 1] if at else " "
    after = folded[at + 1] if at + 1 < len(folded) else " "
    return before.isalpha() or after.isalpha()


def _is_glued(folded: str, at: int) -> bool:
    if at == 0 or folded[at - 1].isspace():
        return False
    before, earlier = folded[at - 1], folded[at - 2] if at > 1 else " "
    return before.isalpha() or (before == "-" and earlier.isalpha()) or (before in ",.:/" and earlier.isdigit())


@dataclass(slots=True)
class ClassNode:
    children: dict[str, ClassNode] = field(default_factory=dict)
    values: list[tuple[str, Value]] = field(default_factory=list)


class WordClasses:
    """The forms of every class of ``time.toml``, in one tree over tokens."""

    def __init__(self, words: TimeWords) -> None:
        self.root = ClassNode()
        self.date_order = words.date_order
        self.month_ends = frozenset(literal(form)[-1] for forms in words.months for form in forms)
        self.units_first = words.numbers.units_first
        self.joiners = frozenset(fold(j) for j in words.numbers.joiners)
        self.cased = frozenset(fold(c) for c in words.cased)
        self.capital = frozenset(literal(c) for c in words.capital)
        self._seen: set[tuple[str, tuple[str, ...]]] = set()
        for number, forms in enumerate(words.months, 1):
            self._add_all("month", forms, number)
        for number, forms in enumerate(words.weekdays):
            self._add_all("weekday", forms, number)
        units = ("unit", words.units), ("dual", words.duals)
        for symbol, table in (*units, ("part", words.parts), ("season", words.seasons), ("edge", words.edges)):
            for value, forms in table.items():
                self._add_all(symbol, forms, value)
        for form, amount in words.numbers.words.items():
            self._add("numeral", form, amount)
        for form, (low, high) in words.numbers.fuzzy.items():
            self._add("fuzzy", form, Count(low, high, exact=False))
        self._add_all("first", words.numbers.first, 1)
        self._add_ordinals(words)
        self.counts_days = words.numbers.ordinal_days
        self.ordinal_suffixes = frozenset(fold(s) for s in words.numbers.ordinal_suffixes)
        for number, forms in enumerate(words.hijri_months, 1):
            self._add_all("hijri_month", forms, number)
        for name, forms in words.words.items():
            for form in forms:
                self._add(name, form, form)

    def _add_ordinals(self, words: TimeWords) -> None:
        for form, amount in words.numbers.ordinals.items():
            self._add("ordinal", form, amount)
        if not words.numbers.ordinals and not words.numbers.ordinal_suffixes:
            return
        for number in range(1, 22):
            for suffix in ("", *words.numbers.ordinal_suffixes):
                if ("ordinal", literal(f"{roman(number)}{suffix}")) not in self._seen:
                    self._add("ordinal", f"{roman(number)}{suffix}", number)

    def _add_all(self, symbol: str, forms: Sequence[str], value: Value) -> None:
        for form in forms:
            self._add(symbol, form, value)

    def _add(self, symbol: str, form: str, value: Value) -> None:
        parts = literal(form)
        if not parts:
            raise DataError("time.toml", None, f"an empty form in {symbol}")
        if (symbol, parts) in self._seen:
            raise DataError("time.toml", None, f"{form!r} stands twice in {symbol}")
        self._seen.add((symbol, parts))
        node = self.root
        for part in parts:
            node = node.children.setdefault(part, ClassNode())
        node.values.append((symbol, value))

    def vocabulary(self) -> frozenset[str]:
        return frozenset(part for _, parts in self._seen for part in parts)

    def symbols(self) -> frozenset[str]:
        return frozenset(symbol for symbol, _ in self._seen)

    def first_words(self, symbols: frozenset[str]) -> set[str]:
        return {parts[0] for symbol, parts in self._seen if symbol in symbols}


def roman(number: int) -> str:
    """In lower case; up to 39."""
    return "x" * (number // 10) + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]


def literal(form: str) -> tuple[str, ...]:
    """The tokens of a form of the data, as ``cut`` would find them in a text."""
    return tuple(token.text for token in cut(form, fold(form)))


class Lattice:
    """``edges[i][symbol]`` lists ``(end, value)`` of what starts at token ``i``."""

    def __init__(self, tokens: list[TimeToken], classes: WordClasses) -> None:
        self.tokens = tokens
        self.edges: list[dict[str, list[tuple[int, Value]]]] = [{} for _ in tokens]
        for at, token in enumerate(tokens):
            if token.kind == "number":
                self._add_digits(at, token, classes)
                self._add_classes(at, classes)
            elif token.kind == "numeric":
                fields = numeric_date(token.text, classes.date_order)
                if fields:
                    self.add(at, "numeric", at + 1, fields)
            else:
                self._add_classes(at, classes)

    def add(self, at: int, symbol: str, end: int, value: Value) -> None:
        self.edges[at].setdefault(symbol, []).append((end, value))

    def _add_digits(self, at: int, token: TimeToken, classes: WordClasses) -> None:
        digits = token.text
        plain = digits.isdigit()
        value = int(digits) if plain else int(re.sub(r"\D", "", digits))
        follows = self.tokens[at - 1].text if at else ""
        oldest = 1000 if follows in classes.month_ends else 1800
        if plain and len(digits) == 2 and value < 60:
            self.add(at, "minutes", at + 1, value)
        if plain and len(digits) == 4 and oldest <= value <= 2099 and (not token.glued or follows.isalpha()):
            self.add(at, "year", at + 1, value)
        if plain and len(digits) == 4 and 1000 <= value < 1800 and not token.glued:
            self.add(at, "old_year", at + 1, value)
        if plain and len(digits) == 4 and 1300 <= value <= 1500 and not token.glued:
            self.add(at, "hijri_year", at + 1, value)
        if token.glued:
            return
        self.add(at, "number", at + 1, value)
        if plain and len(digits) == 2:
            self.add(at, "short_year", at + 1, value)
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        joined = after is not None and after.kind == "word" and after.start == token.end
        end = at + 1
        if joined and after is not None and after.text in classes.ordinal_suffixes:
            end += 1
            self.add(at, "ordinal", end, value)
        if plain and len(digits) <= 2 and 1 <= value <= 31 and (not joined or (end > at + 1 and classes.counts_days)):
            self.add(at, "day", end, value)

    def _text(self, start: int, end: int) -> tuple[str, ...]:
        return tuple(t.text for t in self.tokens[start:end])

    def _add_classes(self, at: int, classes: WordClasses) -> None:
        if self.tokens[at].text not in classes.root.children:
            return
        counted = False
        for end, symbol, value in _class_runs(self.tokens, at, classes.root):
            if symbol == "numeral":
                counted = True
                continue
            if symbol in _NAMES and not self.tokens[at].capital and self._text(at, end) in classes.capital:
                continue
            self.add(at, symbol, end, value)
            if symbol == "month" and self.tokens[end - 1].kind == "word":
                strict = self.tokens[at].text in classes.cased and self.tokens[at].capital
                if not strict:
                    self.add(at, "month_alone", end, value)
            if symbol == "first":
                self.add(at, "day", end, 1)
            elif symbol == "ordinal" and classes.counts_days and isinstance(value, int) and 1 <= value <= 31:
                self.add(at, "day", end, value)
        found = _number_words(self.tokens, at, classes) if counted else None
        if found:
            end, amount = found
            self.add(at, "number", end, amount)
            if 2 <= amount <= 31:
                self.add(at, "day", end, amount)
            if 1800 <= amount <= 2099 and end > at + 1:
                self.add(at, "worded_year", end, amount)


_NAMES = frozenset({"month", "weekday", "hijri_month"})


def _class_runs(tokens: list[TimeToken], at: int, root: ClassNode) -> Iterator[tuple[int, str, Value]]:
    node = root
    for end in range(at, len(tokens)):
        child = node.children.get(tokens[end].text)
        if child is None:
            return
        node = child
        for symbol, value in node.values:
            yield end + 1, symbol, value


def _number_words(tokens: list[TimeToken], at: int, classes: WordClasses) -> tuple[int, int] | None:
    """The longest number in words that starts at ``at``: its end and value. "Twenty-two" is 20 and 2."""
    end, total, last = at, 0, 0
    while end < len(tokens):
        begin = end
        if total and tokens[end].text in classes.joiners:
            begin += 1
        runs = _class_runs(tokens, begin, classes.root)
        step = max(((e, v) for e, symbol, v in runs if symbol == "numeral" and isinstance(v, int)), default=None)
        if step is None or (total and not _follows(last, step[1], units_first=classes.units_first and begin > end)):
            break
        end, amount = step
        if amount in _SCALES and total and last < amount:
            total = total * amount if amount == 1000 else total + last * amount - last
            last = amount
            continue
        last = amount
        total += last
    return (end, total) if total else None


_SCALES = frozenset({100, 1000})
"""Numbers that multiply the one before them."""


def _follows(last: int, following: int, *, units_first: bool) -> bool:
    """Whether ``following`` goes on with a number that ended with ``last``: "twenty two", "two hundred", "four and twenty"."""
    if units_first and last < 10 and following in range(20, 100, 10):
        return True
    return _composes(last, following) or (following in _SCALES and last < following)


def _composes(last: int, following: int) -> bool:
    if last >= 100 and last % 100 == 0:
        return following < 100
    if last >= 20 and last % 10 == 0:
        return following < 20
    return last == 10 and following < 10


def numeric_date(text: str, order: str) -> tuple[int, int, int] | None:
    """Year, month and day of "20/06/2018" or "2018-06-20"; None when it cannot be a date."""
    parts = [int(p) for p in re.split(r"\D", text)]
    if parts[0] > 999:
        year, month, day = parts
    else:
        by = dict(zip(order, parts, strict=True))
        year, month, day = by["y"], by["m"], by["d"]
        year += 0 if year > 99 else 2000 if year < 69 else 1900
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1800 <= year <= 2099):
        return None
    return year, month, day

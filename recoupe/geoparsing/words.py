"""The words of a pack's ``places.toml``, made ready for matching token by token."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from recoupe.language.fold import fold
from recoupe.language.schema_places import PlaceNoun, PlaceWords, Preposition
from recoupe.model import Name

T = TypeVar("T")
_WORD = re.compile(r"\d+[.,]\d{1,2}(?!\d)|[^\W_]+'(?=[^\W_]|$)|[^\W_]+(?:-[^\W_]+)*(?:[.,\u202f ](?=\d{3}\b)\d{3})*|[^\w\s]")
_ELIDED = re.compile(r"[^\W_]+'|[^\W_]+(?:-[^\W_]+)*|[^\w\s]")
_MARK = re.compile(r"[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a mark or a whole name; ``form`` is folded. The offsets are those of the report's text."""

    form: str
    start: int
    end: int
    name: Name | None = None

    @property
    def is_mark(self) -> bool:
        return self.name is None and _MARK.fullmatch(self.form) is not None


def pieces_of(text: str, start: int, end: int, names: Sequence[Name]) -> list[Piece]:
    """The words of ``text[start:end]``, each of ``names`` as one piece."""
    pieces: list[Piece] = []
    at = start
    for name in sorted(names, key=lambda n: (n.span.start, -n.span.end)):
        if name.span.start < at or name.span.end > end:
            continue
        pieces += _words(text, at, name.span.start)
        pieces.append(Piece(fold(name.text), name.span.start, name.span.end, name))
        at = name.span.end
    return pieces + _words(text, at, end)


def forms_in(text: str, start: int, end: int) -> tuple[list[str], list[int]]:
    """The folded words and marks of ``text[start:end]``, and where they start."""
    found = list(_WORD.finditer(fold(text[start:end])))
    return [m[0] for m in found], [start + m.start() for m in found]


def _words(text: str, start: int, end: int) -> list[Piece]:
    folded = fold(text[start:end])
    return [Piece(m[0], start + m.start(), start + m.end()) for m in _WORD.finditer(folded)]


def split(phrase: str) -> tuple[str, ...]:
    """The words of a pack's phrase; an elided one at its end keeps its apostrophe."""
    return tuple(_ELIDED.findall(fold(phrase)))


class PhraseTable(Generic[T]):
    """Phrases of several words, matched longest first against pieces that end, or start, at an index."""

    def __init__(self, entries: Iterable[tuple[tuple[str, ...], T]]) -> None:
        self._values: dict[tuple[str, ...], T] = {}
        for words, value in entries:
            self._values.setdefault(words, value)
        self._longest = max((len(w) for w in self._values), default=0)
        self._last = {w[-1] for w in self._values if w}
        self._first = {w[0] for w in self._values if w}

    def ending_at(self, forms: Sequence[str], end: int) -> tuple[int, T] | None:
        """The start and value of the longest phrase whose last word is ``forms[end - 1]``."""
        if end < 1 or forms[end - 1] not in self._last:
            return None
        for length in range(min(self._longest, end), 0, -1):
            value = self._values.get(tuple(forms[end - length : end]))
            if value is not None:
                return end - length, value
        return None

    def starting_at(self, forms: Sequence[str], start: int) -> tuple[int, T] | None:
        """The end and value of the longest phrase whose first word is ``forms[start]``."""
        if start >= len(forms) or forms[start] not in self._first:
            return None
        for length in range(min(self._longest, len(forms) - start), 0, -1):
            value = self._values.get(tuple(forms[start : start + length]))
            if value is not None:
                return start + length, value
        return None


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before a place phrase: the preposition, as the pack words it, and whether it took a contraction."""

    preposition: Preposition
    phrase: str


class CompiledWords:
    """``PlaceWords`` as tables. Compiling takes a few milliseconds; keep it."""

    def __init__(self, words: PlaceWords, demonyms: Mapping[str, str]) -> None:
        """``demonyms``: folded adjective of nationality, in every form → ISO 3166-1 alpha-2."""
        self.words = words
        self.determiners = PhraseTable((split(d), True) for d in words.determiners)
        self.demonstratives = _folded(words.demonstratives)
        self.plural_determiners = _folded(words.plural_determiners)
        self.genitives = PhraseTable((split(c), True) for c in _contracted(words.genitive, words))
        self.locatives = PhraseTable((split(c), True) for c in _contracted(words.locative, words))
        self.function_words = _folded(words.function_words)
        self.situated = _folded(words.situated)
        self.conjunctions = PhraseTable((split(c), True) for c in words.conjunctions)
        self.directions = PhraseTable((split(f), d) for d, forms in words.directions.items() for f in forms)
        self.direction_adjectives = {fold(f): d for d, forms in words.direction_adjectives.items() for f in forms}
        self.nouns = PhraseTable((split(f), noun) for noun in words.nouns for f in noun.forms)
        self.leads = PhraseTable(_leads(words))
        self.inside = PhraseTable((w, True) for p in words.inside for w in _with_determiner(p, words))
        self.units = {fold(u): km for u, km in words.units.items()}
        self.counts = {fold(c): n for c, n in words.counts.items()}
        self.border_nouns = _folded(words.border.nouns)
        self.border_adjectives = _folded(words.border.adjectives)
        self.border_between = _folded(words.border.between)
        self.border_joining = PhraseTable((split(j), True) for j in (*words.border.joining, *words.border.between))
        self.here = PhraseTable((split(h), True) for h in words.here)
        self._demonyms = {fold(form): code for form, code in demonyms.items()}
        self._stems = {fold(s): code for code, stems in words.demonym_stems.items() for s in stems}

    def countries_of(self, form: str) -> tuple[str, ...]:
        """Countries of an adjective of nationality, both of a compound one; empty for any other word."""
        if form in self._demonyms:
            return (self._demonyms[form],)
        first, hyphen, second = form.rpartition("-")
        if hyphen and first in self._stems and second in self._demonyms:
            return tuple(sorted((self._stems[first], self._demonyms[second])))
        return ()

    def noun(self, lemma: str) -> PlaceNoun | None:
        return next((n for n in self.words.nouns if n.lemma == lemma), None)


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(w) for w in words)


def _contracted(preposition: str, words: PlaceWords) -> tuple[str, ...]:
    return words.contractions.get(preposition, (preposition,))


def _leads(words: PlaceWords) -> Iterator[tuple[tuple[str, ...], Lead]]:
    for preposition in words.prepositions:
        for phrase in preposition.phrases:
            for form in _with_determiner(phrase, words):
                yield form, Lead(preposition, fold(phrase))


def _with_determiner(phrase: str, words: PlaceWords) -> Iterator[tuple[str, ...]]:
    """``phrase`` with every contraction of its last word, or with every determiner behind it."""
    first, _, last = phrase.rpartition(" ")
    contractions = words.contractions.get(last)
    for form in contractions or (last,):
        yield split(f"{first} {form}")
    whole = [c for c in words.determiners if " " in c] if contractions else words.determiners
    for determiner in whole:
        yield split(f"{phrase} {determiner}")

"""Many names and words at once: one table of folded forms, asked at the beginning of every word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from recoupe.language.fold import fold

T = TypeVar("T")
_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"[^\W_]+|[\W_]")
"""A word, or one character that is in none."""
_SHORT = 1000
"""Characters of a text that several lexicons are asked about in turn: its words are remembered."""


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """``start`` and ``end`` are offsets into the text that was searched; ``values`` are those of the matched form."""

    start: int
    end: int
    values: tuple[T, ...]


class Lexicon(Generic[T]):
    """Finds whole words and names whatever their accents and quotes, a hyphen counting as a space.

    Case counts in one direction: a form written with a capital ("Daech", "FDS") is not found in lower case, and a form in
    capitals only ("OSDH", "EI") is found in capitals only; a form in lower case is found however it is written. A form with
    capitals after its first word needs one of them in the text, for the first word's may come from the start of a sentence.
    """

    def __init__(self, entries: Iterable[tuple[str, T]], prefixes: tuple[str, ...] = ()) -> None:
        """``prefixes`` are folded clitics that may stand glued before a form (Arabic و, ب, ل)."""
        values: dict[str, tuple[tuple[str, T], ...]] = {}
        lengths: dict[str, int] = {}
        openings = False
        for form, value in entries:
            key = _key(fold(form))
            values[key] = (*values[key], (form, value)) if key in values else ((form, value),)
            first = _PIECE.match(key)
            if first is not None:
                lengths[first[0]] = lengths.get(first[0], 0) | 1 << len(key)
                openings = openings or not first[0].isalnum()
        self._values = values
        self._prefixes = tuple(dict.fromkeys(prefixes))
        self._lengths = _longest_first(lengths)
        self._pieces = _PIECE if openings else _WORD

    def __len__(self) -> int:
        return len(self._values)

    def find(self, text: str, folded: str | None = None) -> list[Hit[T]]:
        """Leftmost-longest hits on word boundaries, in order. ``folded`` is ``fold(text)`` when it is at hand."""
        key = _key(fold(text) if folded is None else folded)
        hits: list[Hit[T]] = []
        if self._pieces is _WORD and not self._prefixes and len(key) <= _SHORT and self._lengths.keys().isdisjoint(_words(key)):
            return hits
        last_end = 0
        for start, lengths in self._beginnings(key):
            if start < last_end:
                continue
            for length in lengths:
                end = start + length
                entries = self._values.get(key[start:end])
                if entries is None or end > len(key) or (end < len(key) and key[end].isalnum()):
                    continue
                surface = text[start:end]
                values = tuple(v for form, v in entries if _case_fits(form, surface))
                if values:
                    hits.append(Hit(start, end, values))
                    last_end = end
                    break
        return hits

    def _beginnings(self, key: str) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Where a form may begin, and how long those are that begin so, the longest first."""
        known, prefixes = self._lengths, self._prefixes
        before = ""
        for match in self._pieces.finditer(key):
            word = match[0]
            if word in known and (word.isalnum() or not before.isalnum() or before in prefixes):
                yield match.start(), known[word]
            before = word
            for prefix in prefixes:
                rest = word[len(prefix) :]
                if rest in known and word.startswith(prefix):
                    yield match.start() + len(prefix), known[rest]


@lru_cache(maxsize=256)
def _words(key: str) -> frozenset[str]:
    return frozenset(_WORD.findall(key))


def _longest_first(lengths: dict[str, int]) -> dict[str, tuple[int, ...]]:
    """From a bit for each length. The same few tuples serve many words."""
    shared: dict[int, tuple[int, ...]] = {}
    for bits in lengths.values():
        if bits not in shared:
            shared[bits] = tuple(n for n in range(bits.bit_length() - 1, 0, -1) if bits >> n & 1)
    return {word: shared[bits] for word, bits in lengths.items()}


def _key(folded: str) -> str:
    return folded.replace("-", " ")


def _case_fits(form: str, surface: str) -> bool:
    """``form`` and ``surface`` have the same length and the same words."""
    if form == surface or form.islower():
        return True
    if not any(c.isupper() for c in form):
        return True
    letters = [c for c in form if c.isalpha()]
    if 1 < len(letters) <= 6 and all(c.isupper() for c in letters):
        return surface.isupper()
    first, *others = [m.span() for m in _WORD.finditer(form)] or [(0, len(form))]
    later = [span for span in others if _capital(form, span)]
    return any(_capital(surface, span) for span in (later or [first]))


def _capital(text: str, span: tuple[int, int]) -> bool:
    return any(c.isupper() for c in text[span[0] : span[1]])

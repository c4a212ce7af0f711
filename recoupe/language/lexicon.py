"""Many names and words at once: one Aho-Corasick automaton over folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import ahocorasick_rs

from recoupe.language.fold import fold

T = TypeVar("T")
_WORD = re.compile(r"[^\W_]+")


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
        values: dict[str, list[tuple[str, T]]] = {}
        for form, value in entries:
            values.setdefault(_key(fold(form)), []).append((form, value))
        self._values = list(values.values())
        self._prefixes = frozenset(prefixes)
        self._automaton = ahocorasick_rs.AhoCorasick(list(values)) if values else None

    def __len__(self) -> int:
        return len(self._values)

    def find(self, text: str, folded: str | None = None) -> list[Hit[T]]:
        """Leftmost-longest hits on word boundaries, in order. ``folded`` is ``fold(text)`` when it is at hand."""
        if self._automaton is None:
            return []
        key = _key(fold(text) if folded is None else folded)
        hits: list[Hit[T]] = []
        found = self._automaton.find_matches_as_indexes(key, overlapping=True)
        last_end = 0
        for index, start, end in sorted(found, key=lambda m: (m[1], -m[2])):
            if start < last_end or not self._bounded(key, start, end):
                continue
            surface = text[start:end]
            values = tuple(v for form, v in self._values[index] if _case_fits(form, surface))
            if values:
                hits.append(Hit(start, end, values))
                last_end = end
        return hits

    def _bounded(self, key: str, start: int, end: int) -> bool:
        if end < len(key) and key[end].isalnum():
            return False
        if start == 0 or not key[start - 1].isalnum():
            return True
        word_start = start
        while word_start > 0 and key[word_start - 1].isalnum():
            word_start -= 1
        return key[word_start:start] in self._prefixes


def _key(folded: str) -> str:
    return folded.replace("-", " ")


def _case_fits(form: str, surface: str) -> bool:
    """``form`` and ``surface`` have the same length and the same words."""
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

"""Names that no gazetteer knows, taken for places where the words around them can be those of nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recoupe.geoparsing.recognize import PlaceFinder
from recoupe.geoparsing.words import CompiledWords, forms_in
from recoupe.language.fold import fold
from recoupe.model import Name, NameKind, Span

_REACH = 60
_MOST_WORDS = 4


class UnknownFinder:
    """Build it once for a language."""

    def __init__(self, words: CompiledWords, finder: PlaceFinder) -> None:
        self._words = words
        self._finder = finder
        self._certain = {tuple(fold(c).split()) for c in words.words.certain}
        self._capitals = re.compile(capital_run(words.words.name_particles))

    def find(self, text: str, within: Span, taken: Sequence[Span]) -> list[Name]:
        names = []
        for match in self._capitals.finditer(text, within.start, within.end):
            span = self._finder.without_ending(text, Span(match.start(), match.end()))
            surface = span.of(text)
            if any(span.overlaps(t) for t in taken) or not self._plausible(surface):
                continue
            if self._told(text, span, within) and self._finder.admits(text, span, strict=True):
                names.append(Name(span, surface, (NameKind.PLACE,)))
        return names

    def _plausible(self, surface: str) -> bool:
        long = surface.count(" ") >= _MOST_WORDS or len(surface) < 3
        return not long and not surface.isupper() and not self._words.countries_of(fold(surface))

    def _told(self, text: str, span: Span, within: Span) -> bool:
        """Whether a noun for an inhabited place or an area governs it, or a preposition that only places have."""
        forms, _ = forms_in(text, max(within.start, span.start - _REACH), span.start)
        noun = self._words.nouns.ending_at(forms, len(forms))
        tie = self._words.genitives.ending_at(forms, len(forms))
        noun = noun or (self._words.nouns.ending_at(forms, tie[0]) if tie is not None else None)
        if noun is not None and not noun[1].sited:
            return True
        return any(tuple(forms[-len(c) :]) == c for c in self._certain)


def capital_run(particles: Sequence[str]) -> str:
    """A pattern of capitalised words in a row, with the small words that names may have between them."""
    word = r"[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]*(?:[-'’][^\W\d_]+)*"
    small = "|".join(sorted(map(re.escape, particles), key=len, reverse=True))
    return rf"\b(?:al-)?{word}(?:[ ](?:(?:{small})[ -])?{word})*"

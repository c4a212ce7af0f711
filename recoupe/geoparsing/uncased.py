"""Names of places in a script without capitals: only behind a word that calls for a place, and only what the gazetteer knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from recoupe.geoparsing.gazetteer import Gazetteer, Place
from recoupe.geoparsing.words import CompiledWords, forms_in
from recoupe.language.fold import fold
from recoupe.model import Name, NameKind, Span

NOUN_PEOPLE, PREPOSITION_PEOPLE, GLUED_PEOPLE = 0, 15_000, 100_000
"""How many people a place must have behind a noun for its kind, behind a preposition, and behind a glued letter."""
_LONGEST = 3
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 5


class UncasedFinder:
    """Build it once for a language whose pack has ``prefixes``."""

    def __init__(self, words: CompiledWords, gazetteer: Gazetteer) -> None:
        self._words = words
        self._gazetteer = gazetteer
        self._prefixes = sorted((fold(p) for p in words.words.prefixes), key=len, reverse=True)
        self._never = frozenset(fold(w) for w in words.words.not_places)
        self._doubtful = frozenset(fold(w) for w in words.words.doubtful)
        self._function = words.function_words

    def admits(self, text: str, span: Span, within: Span) -> bool:
        """Whether a name from our own lists stands for the place: a doubtful one only where a word calls for a place."""
        form = fold(span.of(text))
        if form in self._never or self._whole(text, span, within) in self._never:
            return False
        return form not in self._doubtful or self._called(text, within, span.start) is not None

    def _whole(self, text: str, span: Span, within: Span) -> str:
        """The form with what is glued before it."""
        start = span.start
        while start > within.start and text[start - 1].isalpha():
            start -= 1
        return fold(text[start : span.end])

    def find(self, text: str, within: Span, taken: Iterable[Span]) -> list[Name]:
        words = [Span(m.start(), m.end()) for m in _WORD.finditer(text, within.start, within.end)]
        used = [t for t in taken if t.overlaps(within)]
        names: list[Name] = []
        for i, word in enumerate(words):
            if any(word.overlaps(t) for t in used):
                continue
            name = self._at(text, words, i, within)
            if name is not None and not any(name.span.overlaps(t) for t in used):
                names.append(name)
                used.append(name.span)
        return names

    def _at(self, text: str, words: Sequence[Span], i: int, within: Span) -> Name | None:
        called = self._called(text, within, words[i].start)
        if called is not None:
            return self._longest(text, words, i, words[i].start, called)
        form = fold(words[i].of(text))
        if form in self._never:
            return None
        for prefix in self._prefixes:
            if form.startswith(prefix) and len(form) - len(prefix) >= 3 and len(prefix) < 3:
                found = self._longest(text, words, i, words[i].start + len(prefix), GLUED_PEOPLE)
                if found is not None:
                    return found
        return None

    def _longest(self, text: str, words: Sequence[Span], i: int, start: int, people: int) -> Name | None:
        for length in range(min(_LONGEST, len(words) - i), 0, -1):
            span = Span(start, words[i + length - 1].end)
            surface = span.of(text)
            form = fold(surface)
            if length > 1 and not re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+)*", surface):
                continue
            if len(form) < 3 or form in self._never or form in self._function:
                continue
            if self._words.nouns.starting_at((form,), 0):
                continue
            if form in self._doubtful and people > NOUN_PEOPLE:
                continue
            places = self._gazetteer.written(surface)
            if any(_enough(p, people) for p in places):
                return Name(span, surface, (NameKind.PLACE,), tuple(p.id for p in places[:4]))
        return None

    def _called(self, text: str, within: Span, at: int) -> int | None:
        """The people that a place must have where something before ``at`` calls for one; None where nothing does."""
        begin = max(within.start, at - 40)
        forms = forms_in(text, begin, at)[0][-_REACH:]
        bare = [self._bare(f) for f in forms]
        for candidate in (forms, [*forms[:-1], *bare[-1:]]):
            if self._words.nouns.ending_at(candidate, len(candidate)):
                return NOUN_PEOPLE
        for candidate in (forms, [*forms[:-1], *bare[-1:]]):
            directed = bool(candidate) and candidate[-1] in self._words.direction_adjectives
            if directed or self._words.leads.ending_at(candidate, len(candidate)):
                return PREPOSITION_PEOPLE
        return None

    def _bare(self, form: str) -> str:
        """A word without one glued letter."""
        return next((form[len(p) :] for p in self._prefixes if form.startswith(p) and len(form) - len(p) >= 2), form)


def _enough(place: Place, people: int) -> bool:
    return place.source != "geonames" or place.kind == "country" or place.population >= people

"""Names of places that no registry knows, found by capitals and the gazetteer, and kept only on evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recoupe.geoparsing.gazetteer import Gazetteer, Place
from recoupe.geoparsing.words import CompiledWords, pieces_of
from recoupe.language.fold import fold
from recoupe.language.schema_places import PlaceWords
from recoupe.model import Name, NameKind, Span

MAJOR_PEOPLE = 100_000
"""A town of so many people is taken on a capital alone, in the middle of a sentence."""
_LONGEST_RUN = 5
_WORD = re.compile(r"[^\W_]+(?:['’ʿʾ][^\W_]+)*(?:[-‐‑][^\W_]+)*")
_AFTER = re.compile(r"[ \u00a0-]([^\W\d_]+)")
_BEFORE = re.compile(r"([^\W\d_]+)[ \u00a0-]$")
_LINK = re.compile(r"[ \u00a0\u202f]|['’-]")


class PlaceFinder:
    """Finds runs of capitalised words that the gazetteer knows. Build it once for a language."""

    def __init__(self, words: CompiledWords, gazetteer: Gazetteer) -> None:
        self._words = words
        self._gazetteer = gazetteer
        self._particles = frozenset(fold(p).rstrip("'") for p in words.words.name_particles)
        self._never, self._doubtful = _stopped(words.words)

    def find(self, text: str, within: Span, taken: Sequence[Span] = ()) -> tuple[Name, ...]:
        """Names in the sentence ``text[within]`` that do not touch ``taken``, longest first from the left."""
        spans = [s for s in taken if s.overlaps(within)]
        words = [Span(m.start(), m.end()) for m in _WORD.finditer(text, within.start, within.end)]
        names: list[Name] = []
        i = 0
        while i < len(words):
            name, used = self._at(text, words, i, within=within, taken=spans)
            if name is not None:
                names.append(name)
            i += used
        return tuple(names)

    def _at(self, text: str, words: list[Span], i: int, *, within: Span, taken: list[Span]) -> tuple[Name | None, int]:
        start = self._opening(text, words[i])
        if start is None:
            return None, 1
        governed = self._governed(text, Span(start, words[i].end), words[i].start, within)
        if i == 0 and not governed:
            return None, 1
        for length in range(self._run(text, words, i), 0, -1):
            last = words[i + length - 1]
            span = Span(start, last.end)
            if last.of(text).islower() or any(span.overlaps(t) for t in taken):
                continue
            name = self._known(text, span, governed=governed)
            if name is not None:
                return name, length
        return None, 1

    def _opening(self, text: str, word: Span) -> int | None:
        """Where a name could start in the word, behind an elided article; None when nothing there is capitalised."""
        at = word.start
        if text[at].isupper():
            return at
        cut = max(text.find("'", at, word.end), text.find("’", at, word.end))
        if 0 <= cut - at <= 2 and cut + 1 < word.end:
            at = cut + 1
        return at if text[at].isupper() else None

    def _run(self, text: str, words: list[Span], i: int) -> int:
        """How many words from ``i`` on could be one name: capitals, with particles between them."""
        length, at = 1, i + 1
        while at < len(words) and at - i < _LONGEST_RUN and _LINK.fullmatch(text[words[at - 1].end : words[at].start]):
            word = words[at].of(text)
            if word[0].isupper() or word[0].isdigit() or any(c.isupper() for c in word):
                length = at - i + 1
            elif fold(word) not in self._particles:
                break
            at += 1
        return length

    def _known(self, text: str, span: Span, *, governed: bool) -> Name | None:
        surface = span.of(text)
        key = fold(surface)
        if key.replace("-", " ") in self._never or len(surface) < 2:
            return None
        places = self._gazetteer.lookup(surface) if governed else self._gazetteer.written(surface)
        alone = key not in self._doubtful and not _part_of_a_longer_name(text, span)
        if not places or not (governed or (alone and _major(places))):
            return None
        country = places[0].kind == "country"
        return Name(span, surface, (NameKind.COUNTRY if country else NameKind.PLACE,), tuple(p.id for p in places[:4]))

    def _governed(self, text: str, span: Span, lead: int, within: Span) -> bool:
        """Whether a preposition of place, or a place noun and its tie, stands right before the name."""
        begin = max(within.start, span.start - 60)
        while begin > within.start and text[begin - 1].isalnum():
            begin -= 1
        forms = [p.form for p in pieces_of(text, begin, lead, ())]
        if lead < span.start:
            forms.append(fold(text[lead : span.start]))
        if self._words.leads.ending_at(forms, len(forms)) or self._words.nouns.ending_at(forms, len(forms)):
            return True
        tie = self._words.genitives.ending_at(forms, len(forms))
        return bool(tie and (self._words.nouns.ending_at(forms, tie[0]) or self._words.directions.ending_at(forms, tie[0])))


def _part_of_a_longer_name(text: str, span: Span) -> bool:
    """Whether a capitalised word stands right beside: "Salma Haddad" is a person, whatever Salma is."""
    after, before = _AFTER.match(text, span.end), _BEFORE.search(text, max(0, span.start - 30), span.start)
    return any(m is not None and m[1][0].isupper() for m in (after, before))


def _major(places: Sequence[Place]) -> bool:
    return any(p.source != "geonames" or p.kind == "country" or p.population >= MAJOR_PEOPLE for p in places)


def _stopped(words: PlaceWords) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(fold(w).replace("-", " ") for w in words.not_places), frozenset(fold(w) for w in words.doubtful)

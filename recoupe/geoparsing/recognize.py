"""Names of places that no registry knows, found by capitals and the gazetteer, and kept only on evidence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from recoupe.geoparsing.company import Company, CompanyReader
from recoupe.geoparsing.gazetteer import Gazetteer, Place
from recoupe.geoparsing.people import PersonFinder, Persons
from recoupe.geoparsing.words import CompiledWords, forms_in
from recoupe.language.fold import fold
from recoupe.language.schema_places import PlaceWords
from recoupe.model import Name, NameKind, Span

MAJOR_PEOPLE = 100_000
"""A town of so many people is taken on a capital alone, in the middle of a sentence."""
ALIAS_PEOPLE, OPENING_PEOPLE = 400_000, 1_000_000
"""The same for a name that is not its chief one; and at the start of a sentence."""
_ACRONYM = 4
_LONGEST_RUN = 5
_REACH = 8
"""Words on either side that are looked at."""
_WORD = re.compile(r"[^\W_]+(?:['’ʿʾ][^\W_]+)*(?:[-‐‑][^\W_]+)*")
_LINK = re.compile(r"[ \u00a0\u202f]|['’-]")


class PlaceFinder:
    """Finds runs of capitalised words that the gazetteer knows. Build it once for a language."""

    def __init__(self, words: CompiledWords, gazetteer: Gazetteer) -> None:
        self._words = words
        self._gazetteer = gazetteer
        self._particles = frozenset(fold(p).rstrip("'") for p in words.words.name_particles)
        self._endings = tuple(fold(e) for e in words.words.endings)
        self._last_letters = frozenset(e[-1] for e in self._endings) | frozenset(e[-1].upper() for e in self._endings)
        self._last_letters |= frozenset("’" if "'" in self._last_letters else "")
        self._never, self._doubtful = _stopped(words.words)
        self._small = words.function_words
        self._certain = frozenset(fold(w) for w in words.words.certain)
        self._company = CompanyReader(words)
        self._persons = PersonFinder(words.words)
        self._last: tuple[str, Persons] = ("", Persons((), frozenset()))

    def persons(self, text: str) -> Persons:
        """The persons of a text; remembered for the text that was asked about last."""
        if self._last[0] is not text:
            self._last = (text, self._persons.find(text))
        return self._last[1]

    def find(self, text: str, within: Span, taken: Sequence[Span] = ()) -> tuple[Name, ...]:
        """Names in the sentence ``text[within]`` that do not touch ``taken``, longest first from the left."""
        spans = [s for s in taken if s.overlaps(within)]
        words = [(m.start(), m.end()) for m in _WORD.finditer(text, within.start, within.end)]
        around = _Around(text, within)
        names: list[Name] = []
        i = 0
        while i < len(words):
            start, end = words[i]
            common = text[start].islower() and text[start:end].islower()
            if common or any(t.start <= start < t.end for t in spans):
                i += 1
                continue
            name, used = self._at(text, words, i, around=around, taken=spans)
            if name is not None:
                names.append(name)
            i += used
        return tuple(names)

    def admits(self, text: str, span: Span, *, strict: bool, listed: bool = False) -> bool:
        """Whether nothing around a name says that it is a person, a body or part of a longer name.

        ``strict``: it is no country, so that no body is called after it. ``listed``: it is one of our own places, so that one
        of several words may look like a person ("Khan Yunis").
        """
        persons = self.persons(text)
        person = persons.hold(span) if listed and " " in span.of(text) else persons.names(span)
        if person or (strict and fold(span.of(text)).replace("-", " ") in self._never):
            return False
        if strict and not listed and self._company.is_body(span.of(text)):
            return False
        company = self._company.of(text, span)
        return company is Company.ALONE or (not strict and company is not Company.BODY)

    def is_given(self, surface: str) -> bool:
        """Whether it is a given name and nothing more."""
        return self._persons.is_given(fold(surface))

    def governs(self, text: str, span: Span, within: Span) -> bool:
        """Whether a word of place stands right before or behind a name of the sentence."""
        return self._governed(text, _Around(text, within), span.start, (span.start, span.end))

    def refuses(self, surface: str) -> bool:
        """Whether the pack says that a name is no place, whatever stands before it."""
        return fold(surface).replace("-", " ") in self._never

    def doubts(self, surface: str) -> bool:
        """Whether the pack calls the name doubtful."""
        return fold(surface) in self._doubtful

    def without_ending(self, text: str, span: Span) -> Span:
        """A word without what is glued behind names ("China's")."""
        if text[span.end - 1] not in self._last_letters:
            return span
        form = fold(span.of(text))
        cut = next((len(e) for e in self._endings if form.endswith(e) and len(form) > len(e) + 1), 0)
        return Span(span.start, span.end - cut)

    def _at(
        self, text: str, words: list[tuple[int, int]], i: int, *, around: _Around, taken: list[Span]
    ) -> tuple[Name | None, int]:
        start = _opening(text, *words[i])
        if start is None:
            return None, 1
        if i == 0 and fold(text[start : words[0][1]]) in self._small:
            return None, 1
        governed = self._governed(text, around, start, words[i])
        for length in range(self._run(text, words, i), 0, -1):
            first, end = words[i + length - 1]
            if text[first:end].islower():
                continue
            span = self.without_ending(text, Span(start, end))
            if any(span.overlaps(t) for t in taken):
                continue
            name = self._known(text, span, governed=governed, opens=i == 0)
            if name is not None and not self._is_beginning(text, span, around, words[i][0], taken):
                return name, length
        return None, 1

    def _is_beginning(self, text: str, span: Span, around: _Around, start: int, taken: list[Span]) -> bool:
        """ "Loyal to Bello Turji": the first word of a name that is not known whole, behind what people can stand behind too.

        A day behind it ("to Kherson Monday") makes no longer name of it, nor does anything of one of our own places.
        """
        forms = around.before(start)
        lead = self._words.leads.ending_at(forms, len(forms))
        if lead is None or " ".join(forms[lead[0] :]) in self._certain or self._noun_behind(around, span.end):
            return False
        if any(map(_known_well, self._gazetteer.lookup(span.of(text)))):
            return False
        if any(t.start - span.end <= 1 for t in taken if t.start >= span.end):
            return False
        return self._company.of(text, span) is Company.LONGER and text[span.end : span.end + 2].strip(" ").isupper()

    def _run(self, text: str, words: list[tuple[int, int]], i: int) -> int:
        """How many words from ``i`` on could be one name: capitals, with particles between them."""
        length, at = 1, i + 1
        while at < len(words) and at - i < _LONGEST_RUN and _LINK.fullmatch(text, words[at - 1][1], words[at][0]):
            word = text[words[at][0] : words[at][1]]
            if self._endings and fold(text[words[at - 1][0] : words[at - 1][1]]).endswith(self._endings):
                break
            if word[0].isupper() or word[0].isdigit() or any(c.isupper() for c in word):
                length = at - i + 1
            elif fold(word) not in self._particles:
                break
            at += 1
        return length

    def _known(self, text: str, span: Span, *, governed: bool, opens: bool) -> Name | None:
        surface = span.of(text)
        key = fold(surface)
        if key.replace("-", " ") in self._never or len(surface) < 2:
            return None
        places = self._gazetteer.lookup(surface) if governed else self._gazetteer.written(surface)
        if not places or not self._evidence(text, span, places, governed=governed, opens=opens):
            return None
        country = places[0].kind == "country"
        return Name(span, surface, (NameKind.COUNTRY if country else NameKind.PLACE,), tuple(p.id for p in places[:4]))

    def _evidence(self, text: str, span: Span, places: Sequence[Place], *, governed: bool, opens: bool) -> bool:
        persons = self.persons(text)
        key = fold(span.of(text))
        if self._persons.is_given(key) and not any(map(_known_well, places)):
            return False
        if persons.names(span) and not (governed and any(p.source != "geonames" for p in places)):
            return False
        if self._company.is_body(span.of(text)) and all(p.source == "geonames" for p in places):
            return False
        company = self._company.of(text, span)
        if governed:
            return company not in (Company.BODY, Company.OWNER)
        if company is not Company.ALONE or key in self._doubtful or key in persons.surnames or not _major(places, key):
            return False
        if len(key) <= _ACRONYM and span.of(text).isupper() and not any(map(_known_well, places)):
            return False
        return not opens or _opens(key, places)

    def _governed(self, text: str, around: _Around, start: int, word: tuple[int, int]) -> bool:
        """Whether a preposition of place, or a place noun and its tie, stands right before the name, or a noun behind it."""
        forms = around.before(word[0])
        if word[0] < start:
            forms.append(fold(text[word[0] : start]))
        if self._words.leads.ending_at(forms, len(forms)) or self._words.nouns.ending_at(forms, len(forms)):
            return True
        tie = self._words.genitives.ending_at(forms, len(forms))
        if tie and (self._words.nouns.ending_at(forms, tie[0]) or self._words.directions.ending_at(forms, tie[0])):
            return True
        return self._directed(forms) or self._noun_behind(around, word[1])

    def _directed(self, forms: Sequence[str]) -> bool:
        """ "northern" right before the name, in a language that has it there."""
        return self._words.words.direction_before and bool(forms) and forms[-1] in self._words.direction_adjectives

    def _noun_behind(self, around: _Around, end: int) -> bool:
        return self._words.words.noun_after and self._words.nouns.starting_at(around.behind(end), 0) is not None


def _opens(key: str, places: Sequence[Place]) -> bool:
    """Whether a name may be taken at the very start of a sentence, where a capital says nothing."""
    chief = (p for p in places if _known_well(p) or fold(p.name) == key or p.population >= OPENING_PEOPLE)
    return len(key) > 3 and any(chief)


class _Around:
    """The folded words of a sentence, by where they stand."""

    def __init__(self, text: str, within: Span) -> None:
        self._text, self._within = text, within

    @cached_property
    def _words(self) -> tuple[list[str], list[int]]:
        return forms_in(self._text, self._within.start, self._within.end)

    def before(self, at: int) -> list[str]:
        forms, starts = self._words
        end = bisect_left(starts, at)
        return forms[max(0, end - _REACH) : end]

    def behind(self, at: int) -> list[str]:
        forms, starts = self._words
        start = bisect_left(starts, at)
        return forms[start : start + _REACH]


def _opening(text: str, start: int, end: int) -> int | None:
    """Where a name could start in the word, behind an elided article; None when nothing there is capitalised."""
    if text[start].isupper():
        return start
    cut = max(text.find("'", start, end), text.find("’", start, end))
    if 0 <= cut - start <= 2 and cut + 1 < end and text[cut + 1].isupper():
        return cut + 1
    return None


def _major(places: Sequence[Place], key: str) -> bool:
    """Whether one of them is likely meant by a capital alone; by another name than its chief one only a great town is."""
    return any(_known_well(p) or p.population >= (MAJOR_PEOPLE if fold(p.name) == key else ALIAS_PEOPLE) for p in places)


def _known_well(place: Place) -> bool:
    return place.source != "geonames" or place.kind == "country"


def _stopped(words: PlaceWords) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(fold(w).replace("-", " ") for w in words.not_places), frozenset(fold(w) for w in words.doubtful)

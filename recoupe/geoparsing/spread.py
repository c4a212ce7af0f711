"""Evidence that spreads: a name beside a place in a list is a place, and so is one that was a place elsewhere in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from recoupe.geoparsing.gazetteer import Gazetteer, Place
from recoupe.geoparsing.geometry import distance_km
from recoupe.geoparsing.recognize import PlaceFinder
from recoupe.geoparsing.unknown import capital_run
from recoupe.geoparsing.words import CompiledWords
from recoupe.language.fold import fold
from recoupe.model import Name, NameKind, Span

_LONGEST = 4
_ROUNDS = 3
_SHORTEST = 3
NEAR_PEOPLE, NEAR_KM = 5_000, 250.0
_SENTENCE_END = frozenset(".!?:;«“”\"'(")


def _opens(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].strip()
    return at < 2 or not before or before[-1] in _SENTENCE_END




class Spreader:
    """Build it once for a language."""

    def __init__(self, words: CompiledWords, finder: PlaceFinder, gazetteer: Gazetteer) -> None:
        self._finder = finder
        self._gazetteer = gazetteer
        self._capitals = re.compile(capital_run(words.words.name_particles))
        self._joints = frozenset(fold(c) for c in words.words.conjunctions)

    def find(self, text: str, names: Sequence[Name], taken: Sequence[Span]) -> list[Name]:
        """Further names, given those that are sure; ``taken`` are spans that are something else."""
        sure = {n.span: n for n in names}
        kinds = {n.text: n for n in names if len(n.text) >= _SHORTEST}
        waiting = [s for s in self._runs(text) if not any(s.overlaps(t) for t in (*sure, *taken))]
        found: list[Name] = []
        for _ in range(_ROUNDS):
            near = self._ground(sure.values())
            more = [
                n
                for s in waiting
                if (n := self._again(text, s, kinds) or self._listed(text, s, sure) or self._near(text, s, near)) is not None
            ]
            if not more:
                break
            found += more
            sure |= {n.span: n for n in more}
            kinds |= {n.text: n for n in more if len(n.text) >= _SHORTEST}
            waiting = [s for s in waiting if s not in sure]
        return found

    def _runs(self, text: str) -> list[Span]:
        spans = (Span(m.start(), m.end()) for m in self._capitals.finditer(text))
        return [self._finder.without_ending(text, s) for s in spans if s.of(text).count(" ") < _LONGEST]

    def _again(self, text: str, span: Span, kinds: dict[str, Name]) -> Name | None:
        """The same name as elsewhere in the text."""
        known = kinds.get(span.of(text))
        if known is None or not self._finder.admits(text, span, strict=True):
            return None
        return Name(span, known.text, known.kinds, known.ids)

    def _listed(self, text: str, span: Span, sure: dict[Span, Name]) -> Name | None:
        """A name between commas or at the end of a row of places; one that the gazetteer knows needs one neighbour only."""
        before = next((s for s in sure if s.end < span.start and self._joint(text, s.end, span.start)), None)
        after = next((s for s in sure if span.end < s.start and self._joint(text, span.end, s.start)), None)
        if before is None and after is None:
            return None
        surface = span.of(text)
        if surface.isupper() or len(surface) < _SHORTEST or not self._finder.admits(text, span, strict=True):
            return None
        if fold(surface) in self._finder.persons(text).surnames or self._finder.is_given(surface):
            return None
        known = self._gazetteer.written(surface)
        row = before is not None and (after is not None or self._row_goes_on(text, before, span))
        if not known and not row:
            return None
        return Name(span, surface, (NameKind.PLACE,), tuple(p.id for p in known[:4]))

    def _ground(self, names: Iterable[Name]) -> tuple[list[Place], frozenset[str]]:
        """The towns and provinces that are sure, and the countries named."""
        places = [p for n in names for i in n.ids[:1] if (p := self._gazetteer.get(i)) is not None]
        countries = frozenset(p.country for p in places if p.country is not None and p.kind == "country")
        return [p for p in places if p.kind != "country"], countries

    def _near(self, text: str, span: Span, ground: tuple[list[Place], frozenset[str]]) -> Name | None:
        """A town of some size, in a country that is named or not far from a place that is."""
        surface = span.of(text)
        if surface.isupper() or len(surface) <= _SHORTEST or _opens(text, span.start):
            return None
        if self._finder.doubts(surface) or self._finder.is_given(surface):
            return None
        places = [p for p in self._gazetteer.written(surface) if p.population >= NEAR_PEOPLE]
        fit = [p for p in places if p.country in ground[1] or any(distance_km(p.at, o.at) < NEAR_KM for o in ground[0])]
        if not fit or not self._finder.admits(text, span, strict=True):
            return None
        if fold(surface) in self._finder.persons(text).surnames:
            return None
        return Name(span, surface, (NameKind.PLACE,), tuple(p.id for p in fit[:4]))

    def _joint(self, text: str, start: int, end: int) -> bool:
        if end - start > 12:
            return False
        words = text[start:end].replace(",", " , ").split()
        return bool(words) and all(w == "," or fold(w) in self._joints for w in words)

    def _row_goes_on(self, text: str, before: Span, span: Span) -> bool:
        """Whether the row ends with this name behind a conjunction, or a further one follows."""
        gap = fold(text[before.end : span.start]).replace(",", " ").split()
        if gap:
            return True
        return re.match(r",? (?:[^\W\d_]+ )?[^\W\d_]", text[span.end :]) is not None and text[span.end] == ","

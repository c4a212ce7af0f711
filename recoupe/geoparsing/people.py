"""Names of persons in a text, by given names, titles and initials, so that their surnames are taken for no town."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recoupe.geoparsing.spelling import PLACES
from recoupe.language.data import DataModel, load_toml
from recoupe.language.fold import fold
from recoupe.language.schema_places import PlaceWords
from recoupe.model import Span

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĶĹĻĽŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ"
_WORD = rf"[{_UPPER}][^\W\d_]*(?:['’ʿʾ-][^\W\d_]+)*"
_NEXT = rf"[ \u00a0](?:(?:[a-z]{{2,3}})[ \u00a0-])?(?:al-|el-|el |al )?(?:{_WORD}|[{_UPPER}]\.)"
_RUN = re.compile(rf"(?:{_WORD}|[{_UPPER}]\.)(?:{_NEXT})*")
_PART = re.compile(rf"{_WORD}|[{_UPPER}]\.")
_SHORTEST = 3


class GivenNames(DataModel):
    """``given_names.toml``."""

    source: str
    names: dict[str, tuple[str, ...]]
    """Names by where they are most at home; only the names themselves are used."""


@dataclass(frozen=True, slots=True)
class Persons:
    """Spans of persons' names, and the folded words of which their surnames are made."""

    spans: tuple[Span, ...]
    surnames: frozenset[str]

    def names(self, span: Span) -> bool:
        """Whether ``span`` touches a person's name."""
        return any(s.overlaps(span) for s in self.spans)

    def hold(self, span: Span) -> bool:
        """Whether it is part of a longer one."""
        return any(s.overlaps(span) and not span.covers(s) for s in self.spans)


class PersonFinder:
    """Build it once for a language."""

    def __init__(self, words: PlaceWords, given: frozenset[str] | None = None) -> None:
        self._given = given_names() if given is None else given
        self._titles = frozenset(fold(t).rstrip(".") for t in words.titles)
        self._bodies = frozenset(fold(b) for b in words.bodies)

    def is_given(self, key: str) -> bool:
        """Whether a folded word is a given name."""
        return key in self._given

    def find(self, text: str) -> Persons:
        spans = list(self._spans(text))
        return Persons(tuple(spans), frozenset(self._surnames(text, spans)))

    def _spans(self, text: str) -> Iterator[Span]:
        for match in _RUN.finditer(text):
            parts = [Span(m.start(), m.end()) for m in _PART.finditer(text, match.start(), match.end())]
            found = self._person(text, parts)
            if found is not None:
                yield found

    def _person(self, text: str, parts: list[Span]) -> Span | None:
        """The words of a run from a given name, an initial or behind a title to its end; of a titled one at least one word."""
        forms = [fold(p.of(text)) for p in parts]
        if any(f in self._bodies for f in forms):
            return None
        for i, form in enumerate(forms):
            follows = i + 1 < len(parts)
            if form.rstrip(".") in self._titles and follows and forms[i + 1].rstrip(".") not in self._titles:
                return Span(parts[i + 1].start, parts[-1].end)
            if follows and (form.partition("-")[0] in self._given or (form.endswith(".") and i == 0)):
                return Span(parts[i].start, parts[-1].end)
        lead = re.search(r"([^\W\d_]+)\.?[ \u00a0]$", text[max(0, parts[0].start - 20) : parts[0].start])
        if lead and fold(lead[1]) in self._titles and forms[0] not in self._titles:
            return Span(parts[0].start, parts[-1].end)
        return None

    def _surnames(self, text: str, spans: Iterable[Span]) -> Iterator[str]:
        for span in spans:
            for match in _PART.finditer(text, span.start, span.end):
                form = fold(match.group())
                if len(form) >= _SHORTEST and not form.endswith("."):
                    yield form


@cache
def given_names(path: Path = PLACES / "given_names.toml") -> frozenset[str]:
    """Folded. Read once."""
    return frozenset(fold(n) for names in load_toml(path, GivenNames).names.values() for n in names)

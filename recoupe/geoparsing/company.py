"""What the capitalised words beside a name make of it: a person, a body, a longer name, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from recoupe.geoparsing.words import CompiledWords
from recoupe.language.fold import fold
from recoupe.model import Span

_AFTER = re.compile(r"[ \u00a0-]((?:[^\W\d_]|['’-])+)")
_SPACES, _INSIDE = " \u00a0", ".'’-"
_FARTHEST = 4


class Company(StrEnum):
    """Ordered from the kindest to the harshest."""

    ALONE = "alone"
    """Nothing beside it speaks against a place."""
    LONGER = "longer"
    """A capitalised word of unknown kind stands beside it."""
    OWNER = "owner"
    """The name of a body that follows starts with it: "… Department of Health"."""
    BODY = "body"
    """It is part of the name of a body or of a thing: "University of …", "Agence France-Presse", "West Nile virus"."""


class CompanyReader:
    """Build it once for a language."""

    def __init__(self, words: CompiledWords) -> None:
        self._words = words
        self._offices = frozenset(fold(w) for w in (*words.words.offices, *words.words.titles))
        self._bodies = frozenset(fold(w) for w in words.words.bodies)
        self._things = frozenset(fold(w) for w in words.words.bodies if w.islower())
        self._qualifiers = frozenset(fold(w) for w in words.words.qualifiers)
        joints = {fold(c) for c in words.words.conjunctions}
        self._particles = frozenset(fold(w).rstrip("'") for w in words.words.name_particles) - joints

    def is_body(self, surface: str) -> bool:
        """Whether a word in the name itself says that it is a body."""
        return any(fold(word) in self._bodies for word in surface.split())

    def of(self, text: str, span: Span) -> Company:
        after = list(self._following(text, span.end))
        if self._body_before(text, span.start) or self._thing_behind(text, span.end) or self._marked(text, span):
            return Company.BODY
        if any(w in self._bodies for w in after) and not any(w in self._offices for w in after):
            return Company.BODY if text[span.end : span.end + 1] == "-" else Company.OWNER
        right = after and not (after[0] in self._offices or self._is_noun(after[0]) or after[0] in self._qualifiers)
        return Company.LONGER if right or self._foreign_before(text, span.start) else Company.ALONE

    def _following(self, text: str, at: int) -> Iterator[str]:
        """Folded capitalised words right behind, small words between them passed over."""
        for _ in range(_FARTHEST):
            match = _AFTER.match(text, at)
            if match is None:
                return
            word = fold(match[1])
            if match[1][0].isupper():
                yield word
            elif word not in self._particles:
                return
            at = match.end()

    def _marked(self, text: str, span: Span) -> bool:
        """Part of a code ("A/California/7"), of a sum ("US$") or of an account's name ("@Cairo_One")."""
        before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
        if "@" in (before, after) or "_" in (before, after):
            return True
        return ("/" in (before, after) and before == after) or "$" in (before, after)

    def _thing_behind(self, text: str, at: int) -> bool:
        match = _AFTER.match(text, at)
        return match is not None and fold(match[1]) in self._things

    def _before(self, text: str, at: int) -> str | None:
        """The word right before ``at`` and a space."""
        if at < 2 or text[at - 1] not in _SPACES:
            return None
        start = at - 1
        while start > 0 and (text[start - 1].isalpha() or text[start - 1] in _INSIDE):
            start -= 1
        return text[start : at - 1] or None

    def _body_before(self, text: str, at: int) -> bool:
        """ "University of", "Bank of the": a body tied to the name."""
        for _ in range(3):
            word = self._before(text, at)
            if word is None:
                return False
            if word[0].isupper():
                return fold(word) in self._bodies
            if fold(word) not in self._particles:
                return False
            at = text.rfind(word, 0, at)
        return False

    def _foreign_before(self, text: str, at: int) -> bool:
        word = self._before(text, at)
        if word is None or not word[0].isupper() or word.endswith("."):
            return False
        form = fold(word)
        if any(form.endswith(fold(e)) for e in self._words.words.endings):
            return False
        known = form in self._qualifiers or self._is_noun(form) or bool(self._words.countries_of(form))
        return not known

    def _is_noun(self, form: str) -> bool:
        return self._words.nouns.starting_at((form,), 0) is not None

"""A text in one case, as wires and bulletins were written, with capitals where names begin: same letters, same offsets.

Words that the language knows stay small; those it does not know are names, and known names are written as they are registered.
Nothing is quoted from this view: it is read, and offsets into it are offsets into the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from recoupe.language.lexicon import Lexicon

LEAST_LETTERS = 24
"""Letters that a paragraph must have before its case says anything."""
ALMOST_ALL = 0.97
_PARAGRAPH = re.compile(r"[^\n\r]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_START = re.compile(r"(?:^\W*|[.!?]\s+[\"“«(]?)([^\W\d_])")
_BRACKETED = re.compile(r"[(\[]([^\W\d_]{2,7})[)\]]")


@dataclass(frozen=True)
class CaseRestorer:
    """What the words of one language need to be told from names."""

    names: Lexicon[str]
    """Registered names by their forms in small letters; the value is the form as it is written."""
    is_common: Callable[[str], bool]
    """Whether a word in small letters is an ordinary word of the language."""
    small: frozenset[str]
    """Words that no name consists of alone, unless an article stands before them ("the US")."""
    determiners: frozenset[str]
    given: frozenset[str] = frozenset()
    """Given names, folded: before a name they are one, whatever else they mean."""

    def restored(self, text: str) -> str:
        """``text`` itself where it has both cases; else a view of the same length."""
        if not _has_both_cases(text):
            return "".join(self._pieces(text, _PARAGRAPH.finditer(text)))
        shouting = [m for m in _PARAGRAPH.finditer(text) if _is_upper(m.group())]
        return "".join(self._pieces(text, shouting)) if shouting else text

    def _pieces(self, text: str, paragraphs: Iterable[re.Match[str]]) -> Iterable[str]:
        at, short = 0, self._short_names(text)
        for match in paragraphs:
            yield text[at : match.start()]
            yield self._paragraph(match.group(), short)
            at = match.end()
        yield text[at:]

    def _short_names(self, text: str) -> frozenset[str]:
        """Words in brackets that the language does not know, in small letters: abbreviations, wherever they stand again."""
        found = (m.group(1).lower() for m in _BRACKETED.finditer(text))
        return frozenset(word for word in found if not self.is_common(word))

    def _paragraph(self, text: str, short: frozenset[str]) -> str:
        letters = [_lower(c) for c in text]
        small = "".join(letters)
        for match in _WORD.finditer(small):
            word = match.group()
            if not self.is_common(word.removesuffix("'s").removesuffix("’s")):
                for part in re.finditer(r"[^\W\d_]+", word):
                    if len(part.group()) > 1:
                        letters[match.start() + part.start()] = part.group()[0].upper()
        words = list(_WORD.finditer(small))
        for match, after in pairwise(words):
            if match.group() in self.given and letters[after.start()].isupper() and after.start() - match.end() == 1:
                letters[match.start()] = match.group()[0].upper()
        for match in words:
            if match.group() in short:
                letters[match.start() : match.end()] = match.group().upper()
        for hit in self.names.find(small):
            self._name(small, letters, hit.start, hit.values[0])
        for match in _START.finditer(small):
            letters[match.start(1)] = match.group(1).upper()
        return "".join(c if len(c) == 1 else o for c, o in zip(letters, text, strict=True))

    def _name(self, small: str, letters: list[str], start: int, form: str) -> None:
        """Write a registered name as registered; one that is also an ordinary word only behind an article."""
        if " " not in form and self.is_common(form.lower()):
            before = re.search(r"([^\W\d_]+)\s+$", small[:start])
            behind_article = before is not None and before.group(1) in self.determiners
            if not behind_article or form.lower() not in self.small:
                return
        for offset, char in enumerate(form):
            if char.isupper():
                letters[start + offset] = letters[start + offset].upper()


def in_one_case(text: str) -> bool:
    """Whether a text, or one of its paragraphs, is all in capitals, or a whole text all in small letters."""
    return not _has_both_cases(text) or any(_is_upper(m.group()) for m in _PARAGRAPH.finditer(text))


def _lower(char: str) -> str:
    lower = char.lower()
    return lower if len(lower) == 1 else char


def _has_both_cases(text: str) -> bool:
    upper, lower = _cased(text)
    if upper + lower < LEAST_LETTERS:
        return True
    return (1 - ALMOST_ALL) * 0.1 * (upper + lower) < upper < ALMOST_ALL * (upper + lower)


def _is_upper(paragraph: str) -> bool:
    upper, lower = _cased(paragraph)
    return upper + lower >= LEAST_LETTERS and upper >= ALMOST_ALL * (upper + lower)


def _cased(text: str) -> tuple[int, int]:
    """How many capitals and how many small letters."""
    return sum(map(str.isupper, text)), sum(map(str.islower, text))

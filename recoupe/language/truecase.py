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
_BRACKETED = re.compile(r"[(\[]([^\W\d_]{2,7})(?:,[^)\]]*)?[)\]]")
_SPELT_OUT = re.compile(r"(?<!\w)([^\W\d_]{2,7})\s*[(\[]([^)\]]+)[)\]]")
_BETWEEN = re.compile(r"[\s\-'’]+s?\s*")
_MORE = 3
"""Words of a name that its abbreviation may leave out."""


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Abbreviations of one text, and the names that they stand for; in small letters."""

    short: frozenset[str]
    names: frozenset[str]


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
        at, known = 0, self._abbreviations(text)
        for match in paragraphs:
            yield text[at : match.start()]
            yield self._paragraph(match.group(), known)
            at = match.end()
        yield text[at:]

    def _abbreviations(self, text: str) -> Abbreviations:
        """Abbreviations that a text explains, or sets in brackets without the language knowing them, with what they stand for;
        in small letters, wherever they stand again."""
        small = "".join(map(_lower, text))
        short: set[str] = set()
        names: set[str] = set()
        for m in _BRACKETED.finditer(small):
            own = _last_words(small[: m.start()], len(m.group(1)) + _MORE)
            if self._stands_for(m.group(1), [w.group() for w in own]):
                short.add(m.group(1))
                names.add(self._spelt(small, m.group(1), own))
            elif own and not self.is_common(m.group(1)):
                short.add(m.group(1))
        for m in _SPELT_OUT.finditer(small):
            inside = list(_WORD.finditer(small, m.start(2), m.end(2)))
            content = [w for w in inside if w.group() not in self.small]
            if len(content) >= 2 and self._stands_for(m.group(1), [w.group() for w in inside]):
                short.add(m.group(1))
                names.add(small[inside[0].start() : inside[-1].end()])
        return Abbreviations(frozenset(short), frozenset(n for n in names if " " in n))

    def _stands_for(self, short: str, words: list[str]) -> bool:
        """Whether all letters of an abbreviation but one, and two at the least, begin one of ``words`` each: in another language
        one may begin otherwise ("Ejército de Liberación Nacional", of which another makes an army)."""
        left = [w[0] for w in words if w not in self.small]
        shared = 0
        for letter in short:
            if letter in left:
                left.remove(letter)
                shared += 1
        return shared >= max(2, len(short) - 1)

    def _spelt(self, small: str, short: str, words: list[re.Match[str]]) -> str:
        """The name before its abbreviation: as many words as that has letters, small words not counted."""
        content = [w for w in words if w.group() not in self.small][-len(short) :]
        while len(content) > 1 and content[0].group()[0] not in short:
            content.pop(0)
        return small[content[0].start() : content[-1].end()]

    def _paragraph(self, text: str, known: Abbreviations) -> str:
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
        self._abbreviated(small, letters, words, known)
        for hit in self.names.find(small):
            self._name(small, letters, hit.start, hit.values[0])
        for match in _START.finditer(small):
            letters[match.start(1)] = match.group(1).upper()
        return "".join(c if len(c) == 1 else o for c, o in zip(letters, text, strict=True))

    def _abbreviated(self, small: str, letters: list[str], words: list[re.Match[str]], known: Abbreviations) -> None:
        """Write abbreviations in capitals, small words among them only in brackets or behind an article, and what they stand for
        as a name."""
        for at, match in enumerate(words):
            word = match.group()
            behind = at > 0 and words[at - 1].group() in self.determiners
            if word in known.short and (word not in self.small or behind or small[: match.start()].endswith(("(", "["))):
                letters[match.start() : match.end()] = word.upper()
        for name in known.names:
            for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", small):
                for word_found in _WORD.finditer(small, found.start(), found.end()):
                    if word_found.group() not in self.small:
                        letters[word_found.start()] = word_found.group()[0].upper()

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


def _last_words(text: str, most: int) -> list[re.Match[str]]:
    """The last words of ``text`` with nothing but spaces, hyphens and apostrophes between them and behind them."""
    found = list(_WORD.finditer(text, max(0, len(text) - most * 24)))
    out: list[re.Match[str]] = []
    end = len(text)
    for word in reversed(found):
        if len(out) == most or not _BETWEEN.fullmatch(text[word.end() : end] or " "):
            break
        out.insert(0, word)
        end = word.start()
    return out


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

"""Folding of spelling differences, one code point for one, so that offsets stay those of the text."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

_SAME = {
    "’": "'",
    "ʼ": "'",
    "‘": "'",
    "`": "'",
    "´": "'",
    "ʿ": "'",
    "ʾ": "'",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
    "\t": " ",
    "\n": " ",
    "\r": " ",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ة": "ه",
    "ى": "ي",
    "ؤ": "و",
    "ئ": "ي",
}


@cache
def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if len(base) == 1:
            table[code] = base
    table.update({ord(a): b for a, b in _SAME.items()})
    table.update({0x660 + d: str(d) for d in range(10)})
    table.update({0x6F0 + d: str(d) for d in range(10)})
    return table


_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘`´", "'"))


_SHORT = 40
"""Characters of a text whose form is remembered: words and names, which come again and again."""


def plain(text: str) -> str:
    """The same letters with plain apostrophes, one code point for one: what the parser and the packs are written in."""
    return _plain(text) if len(text) <= _SHORT else text.translate(_APOSTROPHES)


@lru_cache(maxsize=32_768)
def _plain(text: str) -> str:
    return text.translate(_APOSTROPHES)


@lru_cache(maxsize=32_768)
def _folded(text: str) -> str:
    return text.translate(_table())


_SENTENCE = 1000
"""Characters of a text that is folded a few times on the way through the stages."""


@lru_cache(maxsize=512)
def _folded_sentence(text: str) -> str:
    return text.translate(_table())


def fold(text: str) -> str:
    """Lower case, no accents, plain quotes, hyphens and spaces, Arabic letter variants and digits unified.

    ``len(fold(text)) == len(text)`` always holds.
    """
    if len(text) <= _SHORT:
        return _folded(text)
    return _folded_sentence(text) if len(text) <= _SENTENCE else text.translate(_table())

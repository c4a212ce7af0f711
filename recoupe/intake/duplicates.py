"""Texts that are copies of one another but for their edges: a dateline, a byline, a line of credit.

Candidates come from MinHash signatures of word shingles, cut into bands (Broder 1997; the library is rensa). A candidate is
verified word by word: the two share one unbroken run of words that makes up ``SHARE`` of the longer text, and nothing outside it
holds a figure. A word changed in the middle, a toll above all, makes another text: it is another version, and is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from recoupe.language.fold import fold

SHARE = 0.88
SHINGLE = 4
BANDS, ROWS = 16, 4
"""Texts that share 0.88 of their shingles or more meet in a band with a probability above 0.9999."""
SHORTEST = 30
"""Words; shorter texts are compared as wholes only."""
SEED = 20180622

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_FIGURE = re.compile(r"\d")


def sketch(text: str) -> tuple[int, ...]:
    """What is kept of a text to find its copies: a number for each band (signed, 64 bits). Nothing for short texts."""
    from rensa import RMinHash

    words = _WORD.findall(fold(text))
    if len(words) < SHORTEST:
        return ()
    minhash = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    minhash.update([" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)])
    values = minhash.digest()
    return tuple(_band(values[i * ROWS : (i + 1) * ROWS], number=i) for i in range(BANDS))


def _band(values: Sequence[int], *, number: int) -> int:
    """FNV-1a over the rows of a band, so that the number is the same in every process."""
    state = 0xCBF29CE484222325
    for value in (number, *values):
        state = ((state ^ value) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return state - (1 << 64) if state >= 1 << 63 else state


def shared_core(one: str, other: str) -> float:
    """Share of the longer text's words in the longest run that both have; 0 where a figure stands outside the run."""
    a, b = _WORD.findall(fold(one)), _WORD.findall(fold(other))
    if not a or not b or min(len(a), len(b)) < SHARE * max(len(a), len(b)):
        return 0.0
    run = SequenceMatcher(None, a, b, autojunk=False).find_longest_match()
    outside = (*a[: run.a], *a[run.a + run.size :], *b[: run.b], *b[run.b + run.size :])
    return 0.0 if any(_FIGURE.search(word) for word in outside) else run.size / max(len(a), len(b))


def are_copies(one: str, other: str) -> bool:
    return shared_core(one, other) >= SHARE


@dataclass
class CopyIndex:
    """The texts of one run, by id."""

    _texts: dict[str, str] = field(default_factory=dict)
    _bands: dict[int, list[str]] = field(default_factory=dict)

    def add(self, id: str, text: str, bands: Sequence[int]) -> None:
        self._texts[id] = text
        for band in bands:
            self._bands.setdefault(band, []).append(id)

    def copy_of(self, text: str, bands: Sequence[int]) -> str | None:
        """The id of a text that ``text`` is a copy of."""
        met = dict.fromkeys(id for band in bands for id in self._bands.get(band, ()))
        return first_copy(text, ((id, self._texts[id]) for id in met))


def first_copy(text: str, candidates: Iterable[tuple[str, str]]) -> str | None:
    return next((id for id, other in candidates if are_copies(text, other)), None)

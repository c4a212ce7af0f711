"""Small words that are written together with their neighbours (Arabic "and", "by", "his"), cut off where known words are left."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, product

from recoupe.language.fold import fold
from recoupe.language.pack import TokenRules
from recoupe.model import Span

LONG = 3
"""Letters that must be left of a word that nobody knows when a clitic is cut off it."""
TATWEEL = "\u0640"


def bare(word: str) -> str:
    """``word`` folded, without vowel signs and without the stroke that only stretches a line."""
    return _bare(word)


@lru_cache(maxsize=32_768)
def _bare(word: str) -> str:
    return fold("".join(c for c in word if c != TATWEEL and not unicodedata.combining(c)))


class WordCutter:
    """Cuts the words of one language."""

    def __init__(self, rules: TokenRules, known: Callable[[str], bool]) -> None:
        """``known``: whether a bare form is a word of the language, its article included."""
        self._chains = [tuple(c for c in chain if c) for chain in product(*(("", *map(fold, step)) for step in rules.proclitics))]
        self._article = fold(rules.article)
        self._merged = fold(rules.merged_article)
        self._suffixes = tuple(sorted(map(fold, rules.suffixes), key=len, reverse=True))
        self._endings = {fold(k): fold(v) for k, v in rules.bound_endings.items()}
        self._known = known
        self._cuts: Callable[[str], tuple[int, ...]] = lru_cache(maxsize=50_000)(self._found)

    def words(self, text: str, words: Sequence[Span], names: Iterable[Span]) -> list[Span]:
        """``words`` with their clitics apart; what is a recognised name stays whole, and begins where the name does."""
        spans = sorted(names, key=lambda n: n.start)
        out: list[Span] = []
        at = 0
        for word in words:
            while at < len(spans) and spans[at].end <= word.start:
                at += 1
            name = spans[at] if at < len(spans) and spans[at].start < word.end else None
            if name is None:
                out += self._pieces(text, word)
            elif name.start > word.start:
                out += [Span(k, k + 1) for k in range(word.start, name.start)]
                out.append(Span(name.start, word.end))
            else:
                out.append(word)
        return out

    def _pieces(self, text: str, word: Span) -> Iterator[Span]:
        surface = word.of(text)
        places = [k for k, c in enumerate(surface) if c != TATWEEL and not unicodedata.combining(c)]
        cuts = self._cuts(bare(surface))
        edges = [0, *(places[c] for c in cuts), len(surface)]
        for low, high in pairwise(edges):
            yield Span(word.start + low, word.start + high)

    def _found(self, word: str) -> tuple[int, ...]:
        """Where ``word``, a bare form, is cut."""
        if len(word) < LONG or not word.isalpha() or self._known(word):
            return ()
        for chain in self._chains:
            rest = word.removeprefix("".join(chain))
            if len(rest) + len("".join(chain)) != len(word) or len(rest) < LONG - 1:
                continue
            front = tuple(len("".join(chain[: k + 1])) for k in range(len(chain)))
            if chain and self._is_word(rest, chain[-1]):
                return front
            ending = self._suffix(rest)
            if ending is not None:
                return (*front, len(word) - len(ending))
        return self._unknown(word)

    def _is_word(self, rest: str, before: str) -> bool:
        if self._known(rest):
            return True
        swallowed = self._merged and before == self._merged and rest.startswith(self._merged)
        return bool(swallowed) and self._known(self._article + rest[len(self._merged) :])

    def _suffix(self, rest: str) -> str | None:
        for suffix in self._suffixes:
            stem = rest.removesuffix(suffix)
            if stem == rest or len(stem) < LONG - 1:
                continue
            if self._known(stem):
                return suffix
            for ending, whole in self._endings.items():
                if stem.endswith(ending) and self._known(stem.removesuffix(ending) + whole):
                    return suffix
        return None

    def _unknown(self, word: str) -> tuple[int, ...]:
        """A word that nobody knows: clitics before its article, or a single one of the first kind, go off."""
        for chain in sorted(self._chains, key=len, reverse=True):
            front = "".join(chain)
            merged = chain and chain[-1] == self._merged and word.startswith(front + self._merged)
            if chain and len(word) >= len(front) + len(self._article) + LONG and (
                word.startswith(front + self._article) or merged
            ):
                return tuple(len("".join(chain[: k + 1])) for k in range(len(chain)))
        return ()

"""Small words that are written together with the next one (Arabic "and", "in", "the"), cut off where a known word is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from recoupe.language.fold import fold
from recoupe.language.schema_time import Clitics
from recoupe.temporal.lattice import TimeToken

_MOST_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class _Piece:
    """``start`` and ``end`` are offsets into the word."""

    text: str
    start: int
    end: int


class CliticCutter:
    def __init__(self, clitics: Clitics, vocabulary: Iterable[str]) -> None:
        """``vocabulary``: every folded word that the patterns and classes of a language know."""
        self._before = tuple(fold(c) for c in clitics.before)
        self._article = tuple(fold(a) for a in clitics.article)
        self._merged = {fold(k): fold(v) for k, v in clitics.merged.items()}
        self._known = frozenset(vocabulary)
        self._starts = frozenset(c[0] for c in (*self._before, *self._article))
        self._seen: dict[str, tuple[_Piece, ...]] = {}

    def cut(self, tokens: list[TimeToken]) -> list[TimeToken]:
        out: list[TimeToken] = []
        for token in tokens:
            if token.kind != "word" or token.text in self._known or token.text[0] not in self._starts:
                out.append(token)
                continue
            for piece in self._pieces(token.text):
                end = token.start + piece.end if piece.end < len(token.text) else token.end
                kind = "number" if piece.text.isdigit() else "word"
                out.append(replace(token, text=piece.text, start=token.start + piece.start, end=end, kind=kind))
        return out

    def _pieces(self, word: str) -> tuple[_Piece, ...]:
        found = self._seen.get(word)
        if found is None:
            found = self._split(word, 0, self._before) or (_Piece(word, 0, len(word)),)
            if len(self._seen) < _MOST_KEPT:
                self._seen[word] = found
        return found

    def _split(self, word: str, at: int, before: tuple[str, ...]) -> tuple[_Piece, ...] | None:
        """``word`` from ``at`` on as clitics and a known word; None where it is nothing of the kind."""
        rest = word[at:]
        if rest in self._known:
            return (_Piece(rest, at, len(word)),)
        if rest.isdigit():
            return (_Piece(rest, at, len(word)),)
        for article in self._article:
            bare = rest.removeprefix(article)
            if bare != rest and bare in self._known:
                return (_Piece(bare, at, len(word)),)
        for merged, kept in self._merged.items():
            bare = rest.removeprefix(merged)
            if bare == rest or not bare:
                continue
            for article in ("", *self._article):
                if article + bare in self._known:
                    return (_Piece(kept, at, at + len(merged)), _Piece(article + bare, at + len(merged), len(word)))
        for index, clitic in enumerate(before):
            if rest.startswith(clitic) and len(rest) > len(clitic):
                inner = self._split(word, at + len(clitic), before[index + 1 :])
                if inner is not None:
                    return (_Piece(clitic, at, at + len(clitic)), *inner)
        return None

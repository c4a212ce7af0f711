"""Organisations of English texts with the help of the reader: countries that act, titled bodies, allies, and the claims' ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bench.organisations import SURE
from bench.reading import Text, read_texts
from recoupe.extraction.drafts import SentenceInput
from recoupe.language.fold import fold
from recoupe.model import NameKind, Span, Token
from recoupe.pipeline import Reader
from recoupe.pipeline.finding import find_all
from recoupe.pipeline.titled import titles

CIVILIANS = "civilians"
_NAME_PARTS = frozenset({"flat", "compound", "conj", "fixed", "appos"})
_WORD = re.compile(r"\w+(?:[.'’-]\w+)*")


class ActingFinder:
    """Adds to what the names give; reads each text once."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.tools = reader.tools("en")
        words = self.tools.people
        self.persons = (words.civilian_nouns | words.anonymous_nouns | words.state_members.keys()) - words.group_nouns

    def more(self, text: str, named: list[Span]) -> list[Span]:
        kept = _longest([s for s in named if not self._is_one_person(s.of(text))])
        for span in (*self._acting(text), *self._ends(text), *self._titled(text), *self._allies(text)):
            if not any(span.overlaps(k) for k in kept):
                kept.append(span)
        return sorted(kept)

    def _is_one_person(self, phrase: str) -> bool:
        word = fold(phrase).rstrip(".")
        return word in self.persons and self.tools.lemmas.lemma_of_part(word, "noun") == word

    def _acting(self, text: str) -> Iterator[Span]:
        """Countries that are the subject of a clause."""
        for sentence in find_all(text, self.tools)[1].sentences:
            for name in sentence.names:
                if NameKind.COUNTRY in name.kinds and _is_subject(sentence, name.span):
                    yield name.span

    def _ends(self, text: str) -> Iterator[Span]:
        """Who acts, suffers or speaks in a claim, where it was resolved."""
        for read in read_texts([Text("text", text.encode(), "2016-08-01", "en")], reader=self.reader):
            for claim in (c for c in read.claims if c.confidence >= SURE):
                sides = [(m.span, m.link) for m in (*claim.actors, *claim.targets)]
                ends = [*sides, *((s.span, s.link) for s in claim.attribution)]
                for span, link in ends:
                    if span and link.entity is not None and link.entity.id != CIVILIANS:
                        yield span

    def _titled(self, text: str) -> Iterator[Span]:
        return titles(text, Span(0, len(text)), self.tools)

    def _allies(self, text: str) -> Iterator[Span]:
        words = (Span(m.start(), m.end()) for m in _WORD.finditer(text))
        return (w for w in words if fold(w.of(text)) in self.tools.people.ally_words)


def _is_subject(sentence: SentenceInput, name: Span) -> bool:
    tokens = sentence.tokens
    return any(_head(tokens, i, name).dep in ("nsubj", "nsubj:pass") for i, t in enumerate(tokens) if t.span.overlaps(name))


def _head(tokens: Sequence[Token], at: int, name: Span) -> Token:
    """Up from a part of a name or a member of a list; not from a name that only stands before a noun."""
    for _ in tokens:
        token, head = tokens[at], tokens[tokens[at].head]
        outside = token.dep == "compound" and not head.span.overlaps(name)
        if token.dep not in _NAME_PARTS or outside or token.head == at:
            break
        at = token.head
    return tokens[at]


def _longest(spans: Iterable[Span]) -> list[Span]:
    """Without those within another."""
    every = list(spans)
    return [s for s in every if not any(o != s and o.start <= s.start and s.end <= o.end for o in every)]

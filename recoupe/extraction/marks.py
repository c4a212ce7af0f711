"""Words that take a side and clauses of opinion: marked on the report, never made into claims."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Literal, NamedTuple, overload

from recoupe.extraction.opinions import OpinionReader
from recoupe.language.fold import fold
from recoupe.language.lexicon import Hit, Lexicon
from recoupe.language.schema_labels import Labels, LoadedWord, QuoteRules
from recoupe.model import Mark, MarkKind, Span

NEAR = 3
"""Within how many words ``unless_near`` and ``only_with`` look, on either side."""

_SPACES = (" ", "\u00a0", "\u202f")
_WORD = re.compile(r"[^\W\d_][\w]*'?|\d+")
_TAKES_LEFT = frozenset({"adjective", "both", "participle", "adverb"})
_TAKES_RIGHT = frozenset({"noun", "adjective", "both"})


class Word(NamedTuple):
    """A word of the folded text. ``capital`` is that of the text itself."""

    text: str
    start: int
    end: int
    capital: bool


class Words(Sequence[Word]):
    """The words of a text, each made when it is asked for: few of a report are."""

    def __init__(self, text: str, folded: str) -> None:
        self._text, self._folded = text, folded
        self._spans = [m.span() for m in _WORD.finditer(folded)]

    def __len__(self) -> int:
        return len(self._spans)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> list[Word]: ...
    def __getitem__(self, at: int | slice) -> Word | list[Word]:
        if isinstance(at, slice):
            return [self._word(span) for span in self._spans[at]]
        return self._word(self._spans[at])

    def _word(self, span: tuple[int, int]) -> Word:
        start, end = span
        return Word(self._folded[start:end], start, end, self._text[start].isupper())

    def starting(self, offset: int) -> int | None:
        at = bisect_left(self._spans, (offset, 0))
        return at if at < len(self._spans) and self._spans[at][0] == offset else None

    def ending(self, offset: int) -> int | None:
        at = bisect_left(self._spans, (offset, 0)) - 1
        return at if at >= 0 and self._spans[at][1] == offset else None


class MarkReader:
    """Finds marks. Built once for a language pack."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._words: Lexicon[LoadedWord] = Lexicon((form, word) for word in labels.words for form in word.forms)
        self._adjectives = frozenset(map(fold, labels.adjectives))
        self._endings = tuple(map(fold, labels.adjective_endings))
        self._adverbs = tuple(map(fold, labels.adverb_endings))
        self._function = frozenset(map(fold, labels.function_words))
        self._prepositions = frozenset(map(fold, labels.name_prepositions))
        self._particles = frozenset(map(fold, labels.name_particles))
        self._near = {
            word: (frozenset(map(fold, word.unless_near)), frozenset(map(fold, word.only_with))) for word in labels.words
        }
        self._quotes = ScareQuotes(labels.quotes, self._function)
        self._opinions = OpinionReader(labels)

    def find(self, text: str, sentences: Sequence[Span]) -> tuple[Mark, ...]:
        """The marks of ``text`` in order; loaded words do not overlap each other, but may lie inside an opinion."""
        folded = fold(text)
        loaded = self._loaded(text, folded)
        loaded = _merged(text, [*loaded, *self._quotes.find(text, folded, sentences)])
        return tuple(sorted([*loaded, *self._opinions.find(text, folded, sentences)], key=attrgetter("span", "kind")))

    def _loaded(self, text: str, folded: str) -> list[Mark]:
        hits = self._words.find(text, folded)
        if not hits:
            return []
        words = Words(text, folded)
        marks: list[Mark] = []
        for hit in hits:
            first, last = words.starting(hit.start), words.ending(hit.end)
            if first is None or last is None:
                continue
            entry = next((e for e in hit.values if self._applies(e, words, first, last)), None)
            if entry is not None:
                span = self._span(text, words, (first, last), entry)
                marks.append(Mark(span, MarkKind.LOADED, entry.whose, entry.neutral))
        return marks

    def _applies(self, entry: LoadedWord, words: Sequence[Word], first: int, last: int) -> bool:
        unless, only = self._near[entry]
        if not unless and not only:
            return True
        around = {word.text for word in (*words[max(0, first - NEAR) : first], *words[last + 1 : last + 1 + NEAR])}
        return not (unless & around) and (not only or bool(only & around))

    def _span(self, text: str, words: Sequence[Word], hit: tuple[int, int], entry: LoadedWord) -> Span:
        first, last = hit
        if entry.part in _TAKES_LEFT and self._joins_left(text, words, first, entry):
            first -= 1
            if first and self._is_adjective(words[first]) and self._joins_left(text, words, first, entry):
                first -= 1
        if entry.part in _TAKES_RIGHT:
            while last + 1 < len(words) and last - hit[1] < 2 and self._joins_right(text, words, last):
                last += 1
        if entry.takes_name:
            last = self._with_name(text, words, last)
        return Span(words[first].start, words[last].end)

    def _joins_left(self, text: str, words: Sequence[Word], index: int, entry: LoadedWord) -> bool:
        """Whether the word before ``index`` is a noun (for an adverb: any word) that the loaded word goes with."""
        if index == 0 or text[words[index - 1].end : words[index].start] not in _SPACES:
            return False
        before = words[index - 1].text
        if before in self._function or before[0].isdigit() or before.endswith("'") or len(before) < 3:
            return False
        return entry.part not in ("participle", "adverb") or not before.endswith(self._adverbs)

    def _joins_right(self, text: str, words: Sequence[Word], index: int) -> bool:
        after = words[index + 1]
        return text[words[index].end : after.start] in _SPACES and self._is_adjective(after)

    def _is_adjective(self, word: Word) -> bool:
        if word.text in self._adjectives:
            return True
        return not word.capital and word.text not in self._function and word.text.endswith(self._endings) and len(word.text) > 5

    def _with_name(self, text: str, words: Sequence[Word], last: int) -> int:
        """The last word of the name that follows ``last``, if one does."""
        at = last + 1
        if at < len(words) and words[at].text in self._prepositions:
            at += 1
        reached = last
        while at < len(words) and at - last < 6 and text[words[at - 1].end : words[at].start] in (*_SPACES, "-", ""):
            if words[at].capital:
                reached = at
            elif reached == last or words[at].text not in self._particles:
                break
            at += 1
        return reached


class ScareQuotes:
    """Short phrases in quotation marks that nobody is said to speak."""

    def __init__(self, rules: QuoteRules, function: frozenset[str]) -> None:
        self._rules = rules
        self._function = function
        inner = "|".join(rf"{re.escape(a)}[^{re.escape(a + b)}\n]{{2,80}}{re.escape(b)}" for a, b in map(tuple, rules.pairs))
        self._quote = re.compile(inner)
        values: list[tuple[str, Literal[True]]] = [(form, True) for form in rules.speech_before]
        self._before = Lexicon(values)
        after: list[tuple[str, Literal[True]]] = [(form, True) for form in rules.speech_after]
        self._after = Lexicon(after)

    def find(self, text: str, folded: str, sentences: Sequence[Span]) -> list[Mark]:
        marks = []
        for sentence in sentences:
            spoken: list[Hit[Literal[True]]] | None = None
            followed: list[Hit[Literal[True]]] = []
            for match in self._quote.finditer(text, sentence.start, sentence.end):
                span = _stripped(text, match.start() + 1, match.end() - 1)
                if span is not None and self._is_scare(text, match, span):
                    if spoken is None:
                        spoken = self._before.find(sentence.of(text), sentence.of(folded))
                        followed = self._after.find(sentence.of(text), sentence.of(folded))
                    before, after = match.start() - sentence.start, match.end() - sentence.start
                    if not _close(spoken, before, 25) and not any(0 <= hit.start - after < 4 for hit in followed):
                        marks.append(Mark(span, MarkKind.LOADED))
        return marks

    def _is_scare(self, text: str, match: re.Match[str], span: Span) -> bool:
        """Few words that begin with a content word, no sentence of their own, no name, and not after a colon."""
        phrase = span.of(text)
        opening = _WORD.match(fold(phrase))
        if opening is None or opening[0] in self._function:
            return False
        if len(phrase.split()) > self._rules.longest or phrase[0].isupper() or not phrase[0].isalpha():
            return False
        if any(char in phrase for char in ".,!?;:…@#/"):
            return False
        return not text[: match.start()].rstrip().endswith((":", ","))


def _close(hits: Iterable[Hit[Literal[True]]], position: int, reach: int) -> bool:
    """Whether one of ``hits`` ends within ``reach`` characters before ``position``."""
    return any(0 <= position - hit.end <= reach for hit in hits)


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _merged(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """Marks that overlap, or with nothing but a space between them, become one."""
    merged: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.span.start, -m.span.end)):
        last = merged[-1] if merged else None
        if last is not None and (mark.span.start < last.span.end or text[last.span.end : mark.span.start] in _SPACES):
            span = Span(last.span.start, max(last.span.end, mark.span.end))
            merged[-1] = replace(last, span=span, whose=last.whose or mark.whose, neutral=last.neutral or mark.neutral)
        else:
            merged.append(mark)
    return merged

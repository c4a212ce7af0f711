"""Sentences and words by rule, with the spelling rules of the pack. Everything is offsets into the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from recoupe.language.fold import fold
from recoupe.language.pack import TokenRules
from recoupe.model import Span

_CLOSERS = "»”\"'’)]"
_NOTES = r"(?:\[\d{1,3}\])*"
"""Numbers of footnotes behind a sentence."""
_END = re.compile(rf"(?:[.!?…]+(?:[-–—](?=\s))?|\.\.\.)[\s\u00a0]?[{re.escape(_CLOSERS)}]*{_NOTES}(?=\s|$)|[;:](?=\s*\n)")
_PARAGRAPH = re.compile(r"[^\n\r]+")
_SIGNED = "[\\w\u064b-\u065f\u0670]"
"""Letters, and the vowel signs that Arabic writes over and under them."""
_DATELINE = re.compile(
    r"\s*(?:[^\W\d_a-z][^\n()]{1,60})?\([^)\n]{2,40}\)(?:,[^\n().:;]{2,30})?\s{0,2}(?<=[\s)])[-–—]{1,2}\s+(?=\S)"
)
""" "DAMASCUS, 22 June (Agency) - ", "(Nairobi) – ": where and by whom a report was written, no part of its first sentence."""
_SHORT_DATELINE = re.compile(
    r"\s*[^\W\d_a-z]{3,}(?:[ '’-][^\W\d_a-z]{2,}){0,3}(?:,[^\n().:;]{2,30})?\s[-–—]{1,2}\s(?=[^\W\d_a-z]\w*[a-z])"
)
""" "BAGHDAD - Gunmen …", "GAZA CITY, June 3 — …": a town in capitals and a dash before a sentence."""
_STAMP = re.compile(r"\s*[\[(]?\d{1,2}[:hH.]\d{2}(?:[ ]?(?:[A-Z]{2,4}|[ap]\.?m\.?))?[\])]?\s?[-–—:]{1,2}\s+(?=\S)")
""" "11:40 GMT - ", "[09h15] : ": when an entry of a running report was posted, no part of its sentence."""
_OPENERS = "«“\"'‘([-–—•*"


@dataclass(frozen=True, slots=True)
class SentenceSpan:
    """Where a sentence stands, and in which paragraph (from 0)."""

    span: Span
    paragraph: int


class Tokenizer:
    """Splits a text of one language into sentences, and a sentence into words."""

    def __init__(self, rules: TokenRules) -> None:
        elisions = "|".join(sorted(map(re.escape, rules.elisions), key=len, reverse=True)) or r"(?!)"
        whole = "|".join(sorted(map(re.escape, rules.whole), key=len, reverse=True)) or r"(?!)"
        enclitics = "|".join(sorted(map(re.escape, rules.enclitics), key=len, reverse=True)) or r"(?!)"
        self._word = re.compile(
            rf"(?P<whole>(?:{whole})(?!\w))"
            r"|(?P<url>https?://\S+|www\.\S+|[@#]\w+)"
            r"|(?P<number>\d{1,3}(?: \d{3})+(?![\d])(?:,\d+)?|\d+(?:[.,]\d+)*(?!\w)|\d+[.,]\d+)"
            rf"|(?P<elision>(?<!\w)(?:{elisions})'(?=[\w«\"]))"
            r"|(?P<initials>(?:[a-z]\.){2,})"
            rf"|(?P<word>\w{_SIGNED}*(?:[-'.](?=\w){_SIGNED}+)*)"
            r"|(?P<other>\.{2,}|-{2,}|[^\s])"
        )
        self._enclitic = re.compile(rf"(?:{enclitics})$")
        self._enclitics = rules.enclitics
        self._abbreviations = frozenset(fold(a) for a in rules.abbreviations)
        self._elision_inside = re.compile(rf"^(?:{elisions})'")

    def sentences(self, text: str) -> Iterator[SentenceSpan]:
        """Sentences in order. A line break ends one; leading and trailing white space belongs to none."""
        for number, paragraph in enumerate(_PARAGRAPH.finditer(text)):
            begin = paragraph.start()
            for end in self._ends(text, paragraph.start(), paragraph.end()):
                span = _trimmed(text, begin, end)
                if span is not None:
                    yield SentenceSpan(span, number)
                begin = end

    def _ends(self, text: str, start: int, stop: int) -> Iterator[int]:
        dateline = _DATELINE.match(text, start, stop) or _SHORT_DATELINE.match(text, start, stop)
        dateline = dateline or _STAMP.match(text, start, stop)
        if dateline is not None:
            yield dateline.end()
            start = dateline.end()
        for match in _END.finditer(text, start, stop):
            if self._closes(text, match, stop):
                yield match.end()
        yield stop

    def _closes(self, text: str, match: re.Match[str], stop: int) -> bool:
        after = text[match.end() : stop].lstrip()
        if not after:
            return False
        if not (after[0].isupper() or after[0].isdigit() or after[0] in _OPENERS or not after[0].isascii()):
            return False
        if match.group()[0] != ".":
            return after[0] not in "([" and not after[0].islower()
        before = text[max(0, match.start() - 12) : match.start()]
        last = re.search(r"[\w.-]+$", before)
        word = fold(last.group()) if last else ""
        if word in self._abbreviations and match.group() == ".":
            return False
        return not (len(word) == 1 and word.isalpha() and before[-1:].isupper())

    def words(self, text: str, within: Span) -> list[Span]:
        """The words and punctuation marks of ``within``, as Universal Dependencies cut them (clitics apart)."""
        spans: list[Span] = []
        key = fold(text[within.start : within.end])
        for match in self._word.finditer(key):
            start, end = match.start(), match.end()
            if (
                match.lastgroup == "word"
                and match.group() in self._abbreviations
                and key[end : end + 1] == "."
                and key[end + 1 :].strip()
            ):
                spans.append(Span(within.start + start, within.start + end + 1))
            elif match.lastgroup == "other" and spans and spans[-1].end > within.start + start:
                if within.start + end > spans[-1].end:
                    spans.append(Span(spans[-1].end, within.start + end))
            elif match.lastgroup == "word":
                spans += [Span(within.start + a, within.start + b) for a, b in self._cut(key, start, end)]
            else:
                spans.append(Span(within.start + start, within.start + end))
        return spans

    def _cut(self, key: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Cut an enclitic off its verb."""
        if not key.endswith(self._enclitics, start, end):
            yield start, end
            return
        clitic = self._enclitic.search(key, start, end)
        if clitic is not None and clitic.start() > start and clitic.end() == end:
            yield start, clitic.start()
            yield clitic.start(), end
        else:
            yield start, end


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None

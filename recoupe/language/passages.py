"""Where a text changes its language: paragraphs and quotations in another language than the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from recoupe.language.detect import QUOTED, WORD, classify, function_words
from recoupe.model import Span

MIN_HITS, MIN_DISTINCT, MIN_SHARE = 4, 3, 0.12
"""Function words of the other language in a passage, different ones among them, and their share of its words."""
CLEARER = 2.0
"""How many times as many they must be as those of the text's own language."""
MIN_QUOTED = 40
"""Characters of a quotation that is looked at by itself."""
LONG, FOREIGN_SHARE, SURE = 100, 0.05, 0.9
"""Letters of a paragraph whose language is asked of the model where fewer of its words than this share are function words of the
text's own language, and how sure the model must be."""
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text in a language of its own. ``quoted``: it is a quotation inside a paragraph in the text's language."""

    span: Span
    language: str
    quoted: bool = False


def other_passages(text: str, *, main: str, codes: Iterable[str]) -> tuple[Passage, ...]:
    """The passages that are in one of ``codes`` and not in ``main``, or in a language without a pack, in order."""
    others = [code for code in codes if code != main]
    out: list[Passage] = []
    for paragraph in _PARAGRAPH.finditer(text):
        span = Span(paragraph.start(), paragraph.end())
        whole = _other(_own_words(span.of(text)), main, others)
        if whole is not None:
            out.append(Passage(span, whole))
            continue
        for quote in _quotes(text, span):
            told = _other(quote.of(text), main, others)
            if told is not None:
                out.append(Passage(quote, told, quoted=True))
    return tuple(out)


def alone(text: str, passages: Sequence[Passage], language: str | None) -> str:
    """``text`` with blanks for all but the passages in ``language``, or, for None, for the passages alone. Offsets stay."""
    kept, at = [], 0
    for passage in passages:
        span = passage.span
        between, inside = text[at : span.start], span.of(text)
        wanted = passage.language == language
        kept += [between if language is None else _blank(between), inside if wanted else _blank(inside)]
        at = span.end
    rest = text[at:]
    return "".join((*kept, rest if language is None else _blank(rest)))


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _own_words(paragraph: str) -> str:
    """A paragraph without what it quotes, where enough is left to tell its language."""
    own = QUOTED.sub(" ", paragraph)
    return own if len(WORD.findall(own)) >= MIN_HITS else paragraph


def _quotes(text: str, within: Span) -> Iterator[Span]:
    """What stands between quotation marks."""
    for match in QUOTED.finditer(text, within.start, within.end):
        if match.end() - match.start() >= MIN_QUOTED:
            yield Span(match.start() + 1, match.end() - 1)


def _other(text: str, main: str, others: Sequence[str]) -> str | None:
    """The one of ``others``, or the language without a pack, that ``text`` is clearly in."""
    words = WORD.findall(text.lower())
    if len(words) < MIN_HITS:
        return None
    own = sum(word in function_words(main) for word in words)
    if own < FOREIGN_SHARE * len(words) and sum(map(len, words)) >= LONG:
        code, confidence = classify(text)
        if confidence >= SURE:
            return code if code != main else None
    best, most = None, 0
    for code in others:
        hits = [word for word in words if word in function_words(code)]
        sure = len(hits) >= max(MIN_HITS, MIN_SHARE * len(words), CLEARER * own) and len(set(hits)) >= MIN_DISTINCT
        if sure and len(hits) > most:
            best, most = code, len(hits)
    return best

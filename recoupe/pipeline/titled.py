"""Bodies with a title: runs of capitals that end in a noun for a body ("6th Infantry Brigade", "Vermont Air National Guard")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recoupe.language.fold import fold
from recoupe.model import Name, NameKind, Span
from recoupe.pipeline.tools import Tools

LONGEST = 7
"""Words of a title."""
_TITLE_WORD = re.compile(r"\w+(?:[.'’-]\w+)*")
_ORDINAL = re.compile(r"\d+[^\W\d_]+\Z")


def find_titled(text: str, span: Span, names: Sequence[Name], tools: Tools) -> list[Name]:
    """Titles of bodies that no registry knows, in languages whose nouns stand last. Words that every such body may bear ("Defense
    Ministry") make no name; an ordinal or a proper word does. Towns inside one are part of it, who acts is not."""
    if not tools.pack.head.names_before_nouns:
        return []
    acting = [n.span for n in names if n.kinds not in ((NameKind.PLACE,), (NameKind.UNKNOWN,))]
    out = []
    for run in titles(text, span, tools):
        words = _TITLE_WORD.findall(run.of(text))
        told = any(_ORDINAL.match(w) or (tools.is_proper(w) and not w.isupper()) for w in words[:-1])
        if told and len(words) > 1 and not any(run.overlaps(a) for a in acting):
            out.append(Name(run, run.of(text), (NameKind.ACTOR,)))
    return out


def titles(text: str, span: Span, tools: Tools) -> Iterator[Span]:
    """Runs of words in capitals, or with an ordinal, up to the last one that is a noun for a body."""
    words = [Span(m.start(), m.end()) for m in _TITLE_WORD.finditer(text, span.start, span.end)]
    small = tools.small_words
    at = 0
    while at < len(words):
        run = list(_capitals(text, words[at : at + LONGEST]))
        while run and fold(run[0].of(text)) in small:
            run = run[1:]
        ends = [k for k, w in enumerate(run) if k > 0 and w.of(text)[0].isupper() and fold(w.of(text)) in tools.bodies]
        if ends:
            yield Span(run[0].start, run[ends[-1]].end)
            at = words.index(run[ends[-1]]) + 1
        else:
            at += 1


def _capitals(text: str, words: Sequence[Span]) -> Iterator[Span]:
    for k, word in enumerate(words):
        shown = word.of(text)
        broken = k > 0 and bool(text[words[k - 1].end : word.start].strip(" "))
        if broken or not (shown[0].isupper() or shown[0].isdigit()) or (k == 0 and shown.isdigit()):
            return
        yield word

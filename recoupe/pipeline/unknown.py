"""Names that no registry knows: runs of capitals, and what the words before them make of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from recoupe.geoparsing.people import Persons
from recoupe.language.fold import fold
from recoupe.model import Name, NameKind, Span
from recoupe.pipeline.tools import Tools

_WORD = re.compile(r"\w+(?:-\w+)*")
ACRONYM = 4
"""Letters up to which a word in capitals that no registry knows is short for a body, not a place."""


def in_capitals(sentence: str) -> bool:
    """A headline or bulletin in capitals, in which a capital makes no name: at least two longer words, nine letters in ten."""
    if sum(map(str.isupper, sentence)) < 0.9 * sum(map(str.isalpha, sentence)):
        return False
    return len([w for w in _WORD.findall(sentence) if len(w) > 3 and w.isupper() and w.isalpha()]) > 1


def find_unknown(text: str, span: Span, taken: Sequence[Span], tools: Tools) -> list[Name]:
    """Runs of capitalised words that no registry knows. A single one at the start of a sentence is no evidence."""
    out = []
    for match in tools.capital_runs.finditer(text, span.start, span.end):
        run = _cut_short(text, Span(match.start(), match.end()), taken)
        before = text[span.start : run.start].strip("«»“”‘’\"' -–—[(")
        opens = not before or before.endswith(":")
        if opens and not tools.opens_a_name(run.of(text)):
            first, _, rest = run.of(text).partition(" ")
            if rest:
                run = Span(run.start + len(first) + 1, run.end)
            elif not _stands_elsewhere(text, run, tools):
                continue
        surface = run.of(text)
        named = len(run) > 1 and surface[0].isupper() and tools.is_proper(surface) and not _is_plain_title(surface, tools)
        if named and not any(t.overlaps(run) for t in taken):
            out.append(Name(run, surface, (NameKind.UNKNOWN,)))
    return out


def as_ground(text: str, name: Name, persons: Persons, tools: Tools) -> Name:
    """An unknown name that is besieged or seized is that of a place, unless it is a person's."""
    place = tools.ground.is_ground(text, name.span) and not persons.names(name.span)
    place = place and not (name.text.isupper() and len(name.text) <= ACRONYM)
    return replace(name, kinds=(NameKind.PLACE,)) if place else name


def _cut_short(text: str, run: Span, taken: Sequence[Span]) -> Span:
    """ "Attacked X on Saturday", "X in Y": a run of capitals ends before a small word that leads to what is read already."""
    first = min((t for t in taken if t.overlaps(run) and t.start > run.start), default=None)
    if first is None:
        return run
    words = text[run.start : first.start].rstrip().split(" ")
    small = text[first.start].islower() or not words[-1][:1].isupper()
    while len(words) > 1 and not any(c.isupper() for c in words[-1]):
        words.pop()
    return Span(run.start, run.start + len(" ".join(words))) if small else run


def _stands_elsewhere(text: str, run: Span, tools: Tools) -> bool:
    """Whether a word that opens a sentence has its capital inside of others too, and is no common word."""
    word = run.of(text)
    if not tools.is_proper(word) or tools.is_common(word):
        return False
    return any(m.start() != run.start for m in re.finditer(rf"(?<=[a-zà-ÿ,] ){re.escape(word)}\b", text))


def _is_plain_title(run: str, tools: Tools) -> bool:
    """ "Russian Ministry of Defense", "Ukrainian Air Force": what every state has, with its nationality, in capitals or not; the
    words are read like those of "the Russian defence ministry"."""
    if not tools.pack.head.names_before_nouns:
        return False
    first, *rest = _WORD.findall(run)
    if fold(first) not in tools.phrase_words.demonyms or not rest:
        return False
    told = [w for w in rest if fold(w) not in tools.small_words]
    return any(tools.is_force(w) or tools.is_ministry(w) for w in told) and all(map(tools.is_of_state, told))

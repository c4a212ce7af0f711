""" "According to X": read from the words themselves, since a parse often hangs such a phrase on the wrong noun."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from recoupe.extraction.breaks import CLOSERS, stretch_end, stretch_start, verb_follows
from recoupe.extraction.speakers import Source, Speakers, SpeechAct
from recoupe.extraction.tree import Tree
from recoupe.model import Span

INSERTED = ("acl", "acl:relcl", "amod", "appos")
LEADING = frozenset({"DET", "ADJ", "NUM", "ADV"})


def according_acts(speakers: Speakers, cues: tuple[str, ...]) -> Iterator[SpeechAct]:
    """One act for each cue of ``cues`` (as written, lower case, longest first) that somebody who can speak follows."""
    tree = speakers.tree
    found: list[tuple[int, int, tuple[Source, ...]]] = []
    text, openings = speakers.reader.text, _openings(cues)
    i = 0
    while i < len(tree):
        start = tree[i].span.start
        may_be = text[start : start + 2].lower().replace("’", "'").startswith(openings)
        end = _cue_end(speakers, i, cues) if may_be else None
        head = _speaker(speakers, i, end) if end is not None else None
        if end is None or head is None:
            i += 1
            continue
        sources = speakers.sources(head, Span(tree[i].span.start, tree[end - 1].span.end))
        stop = max([end, head + 1, *(k + 1 for s in sources for k in _inside(tree, s.span, i))])
        if sources:
            found.append((i, stop, sources))
        i = stop
    for n, (_, _, sources) in enumerate(found):
        yield SpeechAct("say", sources, _scope(tree, n, [(a, b) for a, b, _ in found]), None, aside=True)


def _cue_end(speakers: Speakers, i: int, cues: tuple[str, ...]) -> int | None:
    """The token after the cue that starts at token ``i``."""
    tree = speakers.tree
    start = tree[i].span.start
    text = speakers.reader.text[start : start + 40].lower().replace("’", "'")
    for cue in cues:
        if not text.startswith(cue) or (cue[-1].isalpha() and text[len(cue) : len(cue) + 1].isalnum()):
            continue
        end = i
        while end < len(tree) and tree[end].span.start < start + len(cue):
            end += 1
        if tree[end - 1].span.end <= start + len(cue) + 1:
            return end
    return None


@cache
def _openings(cues: tuple[str, ...]) -> tuple[str, ...]:
    """The first letters of the cues: most words are none of them."""
    return tuple({cue[:2] for cue in cues})


def _speaker(speakers: Speakers, start: int, end: int) -> int | None:
    """The noun that the cue stands before; the cue's own last noun for "from a military source"."""
    tree, words = speakers.tree, speakers.words
    cue = speakers.reader.text[tree[start].span.start : tree[end - 1].span.end].lower().replace("’", "'")
    if cue in words.sourced:
        return end - 1
    k = end
    while k < len(tree) and tree[k].pos in LEADING and k not in speakers.view.names and not speakers.is_person_pronoun(k):
        k += 1
    if k >= len(tree) or (tree[k].pos not in ("NOUN", "PROPN", "PRON") and k not in speakers.view.names):
        if cue in words.according_outlets:
            return None
        return _adjective_speaker(speakers, end, k)
    if cue in words.according_outlets and not speakers.is_outlet(k):
        return None
    return k if speakers.can_speak(k) else None


def _adjective_speaker(speakers: Speakers, end: int, k: int) -> int | None:
    """ "Selon plusieurs": a word that looks like an adjective or a determiner speaks."""
    for i in range(end, min(k, len(speakers.tree))):
        if speakers.tree[i].pos == "ADJ" and speakers.can_speak(i):
            return i
    return None


def _inside(tree: Tree, span: Span, start: int) -> list[int]:
    return [k for k in tree.within(span) if k >= start]


def _scope(tree: Tree, n: int, phrases: list[tuple[int, int]]) -> frozenset[int]:
    """All of its sentence; of several such phrases each has the words before it, or those behind where it opens the stretch."""
    start, stop = phrases[n]
    insert = _insert(tree, start, stop)
    if insert is not None:
        return frozenset(k for k in insert if not start <= k < stop)
    low, high = stretch_start(tree, start), stretch_end(tree, stop)
    if high - stop > 3:
        low = max(low, _clause_start(tree, low, start, stop))
    opens = not any(
        tree[k].pos not in ("PUNCT", "CCONJ", "ADV", "SCONJ") and tree[k].text not in CLOSERS for k in range(low, start)
    )
    if not opens and n > 0 and not _opens(tree, phrases[n - 1][0]) and _has_verb(tree, phrases[n - 1][1], start):
        low = max(low, phrases[n - 1][1])
    if opens and n + 1 < len(phrases):
        high = high if not _opens(tree, phrases[n + 1][0]) else min(high, phrases[n + 1][0])
    elif not opens and n + 1 < len(phrases) and _has_verb(tree, stop, phrases[n + 1][0]):
        high = min(high, stop)
    return frozenset(k for k in range(low, high) if not start <= k < stop)


def _insert(tree: Tree, start: int, stop: int) -> range | None:
    """ "X, backed according to Y by Z, has taken …": a participle or a relative clause between commas around the phrase, to which
    alone it then belongs."""
    low = next((k for k in range(start - 1, -1, -1) if tree[k].text == ","), None)
    high = next((k for k in range(stop, len(tree)) if tree[k].text == ","), None)
    if low is None or high is None or high == stop:
        return None
    if any(tree[k].pos == "VERB" and tree[k].dep in INSERTED and tree[k].head <= low for k in range(low + 1, start)):
        return range(low + 1, high)
    return None


def _clause_start(tree: Tree, low: int, start: int, stop: int) -> int:
    """Behind the conjunction that opens the clause around a phrase in its middle: it says nothing of the clause before."""
    for k in range(start - 1, low, -1):
        if tree[k].pos != "CCONJ" or not _has_verb(tree, low, k):
            continue
        head = tree[k].head
        if tree[head].pos == "VERB" and k < head < start and tree.having(head, "nsubj", "nsubj:pass"):
            return k
        if not _has_verb(tree, k, start) and verb_follows(tree, stop):
            return k
    return low


def _opens(tree: Tree, start: int) -> bool:
    low = stretch_start(tree, start)
    return not any(tree[k].pos not in ("PUNCT", "CCONJ", "ADV", "SCONJ") for k in range(low, start))


def _has_verb(tree: Tree, low: int, high: int) -> bool:
    return any(tree[k].pos == "VERB" for k in range(low, high))

"""Quotations of a report, and which of them another report has too, be it in another language.

In one language the words tell. Across languages they cannot: there two quotations are one where the same speaker says it at about
the same length, and what can be compared is alike: numbers, and the events, sides and figures of the claims inside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.corroboration.copies import shingles
from recoupe.corroboration.voices import Member
from recoupe.language.fold import fold
from recoupe.model import Claim, Report, Span

ALIKE = 0.5
"""Jaccard index of the pairs of words from which two quotations in one language are the same."""
_LEAST = 4
"""Words; what is shorter is a term in quotes, not somebody's sentence."""
_LENGTHS = 2.2
"""A translation is no longer or shorter than this."""
_NEAR = 160
"""Characters from a quotation to whoever says it."""
_QUOTED = re.compile(r"«\s*([^«»]+?)\s*»|“\s*([^“”]+?)\s*”|„\s*([^„“”]+?)\s*[“”]|\"([^\"\n]+)\"")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")

Mark = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Quotation:
    """``marks``: what is in it in whatever language. ``speakers``: ids of those who may have said it."""

    span: Span
    language: str
    words: tuple[str, ...]
    marks: frozenset[Mark]
    speakers: frozenset[str]


def quotations_of(report: Report, members: Sequence[Member]) -> tuple[Quotation, ...]:
    """``members``: the report's claims."""
    found = []
    for match in _QUOTED.finditer(report.text):
        group = next(n for n in range(1, 5) if match.group(n) is not None)
        span = Span(*match.span(group))
        words = tuple(fold(w) for w in _WORD.findall(span.of(report.text)))
        if len(words) < _LEAST:
            continue
        inside = [m.claim for m in members if span.covers(m.claim.trigger)]
        marks = frozenset(mark for claim in inside for mark in _marks(claim))
        marks |= {("number", str(int(n))) for n in _NUMBER.findall(span.of(report.text))}
        found.append(Quotation(span, report.language, words, marks, _speakers(span, members)))
    return tuple(found)


def _marks(claim: Claim) -> list[Mark]:
    """Without the place, which all who tell of an incident have in common."""
    mentions = (*claim.actors, *claim.targets)
    ids = [m.link.entity.id for m in mentions if m.link.entity]
    figures = [("figure", f"{q.kind.value} {q.min} {q.max}") for q in claim.quantities]
    return [("event", claim.event.value), *(("named", id) for id in ids), *figures]


def _speakers(span: Span, members: Sequence[Member]) -> frozenset[str]:
    """Who is named as speaking beside the quotation."""
    steps = [s for m in members for s in m.claim.attribution if s.link.entity is not None]
    near = [s for s in steps if max(s.span.start - span.end, span.start - s.span.end) <= _NEAR]
    return frozenset(s.link.entity.id for s in near if s.link.entity is not None)


def shared(left: Sequence[Quotation], right: Sequence[Quotation]) -> int:
    """How many of the ``left`` ones are among the ``right``, each of those used once."""
    free = list(right)
    count = 0
    for one in left:
        other = next((q for q in free if is_same(one, q)), None)
        if other is not None:
            free.remove(other)
            count += 1
    return count


def is_same(left: Quotation, right: Quotation) -> bool:
    if left.language == right.language:
        a, b = shingles(left.words, 2), shingles(right.words, 2)
        return len(a & b) >= ALIKE * len(a | b)
    longer, shorter = sorted((len(left.words), len(right.words)), reverse=True)
    if longer > _LENGTHS * shorter:
        return False
    numbers = [{m for m in q.marks if m[0] == "number"} for q in (left, right)]
    spoken = bool(left.speakers & right.speakers) or not (left.speakers and right.speakers)
    return spoken and numbers[0] == numbers[1] and bool(left.marks) and _mostly(left.marks, right.marks)


def _mostly(left: frozenset[Mark], right: frozenset[Mark]) -> bool:
    """Readers of two languages find not quite the same in the same words."""
    return 2 * len(left & right) >= min(len(left), len(right)) and bool(left & right)

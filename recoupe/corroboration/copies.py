"""Passages that stand in two reports: found with MinHash, and each verified by its words.

A copy is told from its original by the dates of publication; where they say nothing, by the order in which they came in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from recoupe.language.fold import fold
from recoupe.model import Report, Span

SHINGLE = 3
"""Words."""
MIN_WORDS = 8
"""Shorter sentences are alike by chance."""
ALIKE = 0.55
"""Jaccard index of the shingles from which a sentence is another's copy."""
CONTAINED = 0.85
"""Share of the shorter sentence's shingles: a sentence that was cut, or to which something was added."""
_PERMUTATIONS, _BANDS, _SEED = 64, 32, 17
_SENTENCE = re.compile(r"[^.!?؟…\n]+[.!?؟…»”\"]*")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Copy:
    """A sentence of ``report`` that stands in ``original`` too. ``similarity`` is the exact Jaccard index, 0 to 1."""

    report: str
    original: str
    span: Span
    original_span: Span
    similarity: float


@dataclass(frozen=True, slots=True)
class _Sentence:
    report: int
    span: Span
    shingles: frozenset[str]


def find_copies(reports: Sequence[Report], *, alike: float = ALIKE) -> tuple[Copy, ...]:
    """Every pair of like sentences of two reports. ``reports`` are in the order in which they came in."""
    sentences = [s for n, report in enumerate(reports) for s in _sentences(report.text, n)]
    found: dict[tuple[int, int, int], Copy] = {}
    for a, b in _likely_pairs(sentences):
        left, right = sentences[a], sentences[b]
        shared = len(left.shingles & right.shingles)
        same = shared / len(left.shingles | right.shingles)
        if same < alike and shared < CONTAINED * min(len(left.shingles), len(right.shingles)):
            continue
        copy, original = (left, right) if _is_later(reports, left.report, right.report) else (right, left)
        key = (copy.report, original.report, copy.span.start)
        made = Copy(reports[copy.report].id, reports[original.report].id, copy.span, original.span, round(same, 3))
        if key not in found or found[key].similarity < made.similarity:
            found[key] = made
    return tuple(found[key] for key in sorted(found))


def _is_later(reports: Sequence[Report], left: int, right: int) -> bool:
    return (_day(reports[left]), left) > (_day(reports[right]), right)


def _day(report: Report) -> int:
    published = report.published
    return published.start.toordinal() if published and published.start else 0


def _sentences(text: str, report: int) -> Iterator[_Sentence]:
    for match in _SENTENCE.finditer(text):
        words = [fold(w) for w in _WORD.findall(match.group())]
        if len(words) >= MIN_WORDS:
            yield _Sentence(report, Span(match.start(), match.end()), shingles(words))


def shingles(words: Sequence[str], size: int = SHINGLE) -> frozenset[str]:
    return frozenset(" ".join(words[n : n + size]) for n in range(max(1, len(words) - size + 1)))


def _likely_pairs(sentences: Sequence[_Sentence]) -> Iterator[tuple[int, int]]:
    """Pairs of sentences of different reports whose MinHash bands meet."""
    if len({s.report for s in sentences}) < 2:
        return
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=ALIKE, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    for n, sentence in enumerate(sentences):
        mark = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        mark.update(sorted(sentence.shingles))
        for other in sorted(index.query(mark)):
            if sentences[other].report != sentence.report:
                yield int(other), n
        index.insert(n, mark)


def copied_share(span: Span, copies: Iterable[Copy]) -> float:
    """How much of ``span`` lies in copied passages of its report, 0 to 1."""
    covered = sum(max(0, min(span.end, c.span.end) - max(span.start, c.span.start)) for c in copies)
    return min(1.0, covered / len(span))

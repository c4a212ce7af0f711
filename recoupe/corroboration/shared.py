"""What two reports share: sentences that stand in both, word for word in part, wherever in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from recoupe.corroboration.copies import find_copies
from recoupe.language.fold import fold
from recoupe.model import Report, Span

SHORTEST_RUN = 3
"""Words; shorter runs are alike by chance."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Shared:
    """A sentence of the left report and one of the right that is its like. ``runs``: the same words in both, left and right.
    ``similarity`` is the Jaccard index of their shingles, 0 to 1."""

    left: Span
    right: Span
    runs: tuple[tuple[Span, Span], ...]
    similarity: float


def shared_passages(left: Report, right: Report) -> tuple[Shared, ...]:
    """In the order of the left text."""
    made = []
    for copy in find_copies([left, right]):
        is_left = copy.report == left.id
        here, there = (copy.span, copy.original_span) if is_left else (copy.original_span, copy.span)
        made.append(Shared(here, there, tuple(_runs(left, here, right, there)), copy.similarity))
    return tuple(sorted(made, key=lambda s: (s.left.start, s.right.start)))


def _runs(left: Report, here: Span, right: Report, there: Span) -> Iterator[tuple[Span, Span]]:
    a, b = (list(_WORD.finditer(report.text, span.start, span.end)) for report, span in ((left, here), (right, there)))
    alike = SequenceMatcher(None, [fold(w.group()) for w in a], [fold(w.group()) for w in b], autojunk=False)
    for i, j, size in alike.get_matching_blocks():
        if size >= SHORTEST_RUN:
            yield Span(a[i].start(), a[i + size - 1].end()), Span(b[j].start(), b[j + size - 1].end())

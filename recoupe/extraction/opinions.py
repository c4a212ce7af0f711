"""Clauses of belief, judgement and prophecy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from recoupe.language.fold import fold
from recoupe.language.lexicon import Lexicon
from recoupe.language.schema_labels import Labels, OpinionCue
from recoupe.model import Mark, MarkKind, Span

OPENING = 6
"""A phrase of place or time that opens a sentence has at most this many words before its comma."""

_SIGNS = re.compile(r"[;:()\[\]«»\"“”…!?\n]|\s[-–—]\s")
_EDGES = ' \t\n\r\u00a0\u202f,.;:!?…"«»“”()[]-–—'


class OpinionReader:
    """Finds the clauses of a sentence that hold a cue of opinion."""

    def __init__(self, labels: Labels) -> None:
        self._cues: Lexicon[OpinionCue] = Lexicon((form, cue) for cue in labels.opinions for form in cue.forms)
        self._breaks: Lexicon[Literal[True]] = Lexicon((form, True) for form in labels.clause_breaks)
        self._with: dict[OpinionCue, tuple[Lexicon[Literal[True]], Lexicon[Literal[True]]]] = {
            cue: (Lexicon((form, True) for form in cue.only_with), Lexicon((form, True) for form in cue.unless_with))
            for cue in labels.opinions
            if cue.only_with or cue.unless_with
        }
        self._opening = tuple(fold(form) for form in labels.opening_prepositions)

    def find(self, text: str, folded: str, sentences: Sequence[Span]) -> list[Mark]:
        hits = self._cues.find(text, folded)
        marks: dict[Span, Mark] = {}
        for sentence in sentences:
            inside = [hit for hit in hits if sentence.start <= hit.start and hit.end <= sentence.end]
            for hit in inside:
                clause = self._clause(text, folded, sentence, Span(hit.start, hit.end))
                if any(self._fits(cue, clause.of(text)) for cue in hit.values):
                    marks.setdefault(clause, Mark(clause, MarkKind.OPINION))
        return list(marks.values())

    def _fits(self, cue: OpinionCue, clause: str) -> bool:
        only, unless = self._with.get(cue, (None, None))
        if only is not None and len(only) and not only.find(clause):
            return False
        return unless is None or not len(unless) or not unless.find(clause)

    def _clause(self, text: str, folded: str, sentence: Span, cue: Span) -> Span:
        """The clause around ``cue``: from break to break, without the phrase of place or time that opens it."""
        source, shift = sentence.of(text), sentence.start
        start, end = sentence.start, sentence.end
        edges = [(m.start() + shift, m.end() + shift) for m in _SIGNS.finditer(source)]
        edges += [(hit.start + shift, hit.end + shift) for hit in self._breaks.find(source, sentence.of(folded))]
        for begin, stop in edges:
            if stop <= cue.start:
                start = max(start, stop)
            elif begin >= cue.end:
                end = min(end, begin)
        start = self._after_opening(folded, start, cue.start)
        while start < cue.start and text[start] in _EDGES:
            start += 1
        while end > cue.end and text[end - 1] in _EDGES:
            end -= 1
        return Span(start, end)

    def _after_opening(self, folded: str, start: int, limit: int) -> int:
        comma = folded.find(",", start, limit)
        opening = folded[start:comma].strip() if comma > 0 else ""
        if not opening or len(opening.split()) > OPENING:
            return start
        return comma + 1 if f"{opening} ".startswith(self._opening) else start

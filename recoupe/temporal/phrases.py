"""Time phrases: found in a text once, resolved when the report's date and the day spoken of before are known."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from recoupe.language.fold import fold
from recoupe.language.schema_time import Base, Lean, PhraseKind, TimeWords
from recoupe.model import PartialDate, Span, TimeMention
from recoupe.temporal import calendar as cal
from recoupe.temporal.building import kind_of
from recoupe.temporal.calendar import Stretch
from recoupe.temporal.expressions import (
    Between,
    Calendar,
    Century,
    Cycle,
    Decade,
    Duration,
    EdgeOf,
    Expression,
    Festival,
    Fixed,
    Offset,
    Run,
    Window,
)
from recoupe.temporal.grammar import Grammar, Match
from recoupe.temporal.lattice import Lattice, cut
from recoupe.temporal.resolving import Context, place

_DATELINE_WITHIN = 100
_CUE_WITHIN = 45
_WIDEST = 370
"""Days beyond which an uncertain date is no date to count from."""
_POINTS = (Calendar, Century, Cycle, Decade, EdgeOf, Festival, Fixed, Offset, Run)
_PARTS = frozenset({"day", "year", "short_year", "weekday"})
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)|\d[/.-]\d\d?[/.-]\d|(?<!\d)\d\d?[^\W\d_]{0,3}[,.;](?=\s|$)")
_SENTENCE_END = re.compile(r"[.!?;:](?=\s)")


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """``said`` is what the words say, before any date is known."""

    span: Span
    kind: PhraseKind
    said: Expression
    prospective: bool = False
    """Words before it put it in the future."""
    dateline: bool = False
    """It is the date of the report itself: a dateline, "published on"."""


class TimeReader:
    """The time words of one language, compiled. Building one takes some 60 ms; it is safe to share."""

    def __init__(self, words: TimeWords) -> None:
        self._grammar = Grammar(words)
        self._prospective = tuple(f" {fold(w)} " for w in words.prospective)
        self._endings = _endings(words)
        self._not_prospective = frozenset(words.not_prospective)
        self._published = tuple(fold(w) for w in words.published)

    def find(self, text: str, within: Span, *, lengths: bool = False) -> tuple[TimePhrase, ...]:
        """The time phrases inside ``within``, in order, the longer one where two overlap. Offsets are into ``text``.

        ``lengths``: bare lengths of time ("sixteen hours") too.
        """
        part = within.of(text)
        folded = fold(part)
        cutter = self._grammar.cutter
        if cutter is None and self._grammar.core.isdisjoint(_WORD.findall(folded)) and not _DIGITS.search(folded):
            return ()
        tokens = cut(part, folded) if cutter is None else cutter.cut(cut(part, folded))
        if cutter is not None and self._grammar.core.isdisjoint(t.text for t in tokens) and not _DIGITS.search(folded):
            return ()
        lattice = Lattice(tokens, self._grammar.classes)
        phrases = []
        matches = self._grammar.read(lattice)
        for match in _longest([m for m in matches if lengths or m.pattern.kind is not PhraseKind.LENGTH]):
            start, end = tokens[match.start].start, tokens[match.end - 1].end
            span = Span(within.start + start, within.start + end)
            phrases.append(self._phrase(match, span, (part[:start], folded[:start]), text))
        return tuple(p for p in phrases if p is not None)

    def ends(self, phrase: TimePhrase, text: str) -> tuple[TimePhrase, ...]:
        """The first and the last date of a range, each with its own words; ``phrase`` alone where it is no range."""
        said = phrase.said
        if not isinstance(said, Between):
            return (phrase,)
        part = phrase.span.of(text)
        tokens = cut(part, fold(part))
        tokens = tokens if self._grammar.cutter is None else self._grammar.cutter.cut(tokens)
        lattice = Lattice(tokens, self._grammar.classes)
        self._grammar.read(lattice)
        early = isinstance(said.first, Calendar) and said.first.year is not None and said.first.year < 1
        runs = _dates_in(lattice, _PARTS | {"number"} if early else _PARTS)
        if len(runs) < 2:
            return (phrase,)
        out = []
        for (start, end), inner in zip((runs[0], runs[-1]), (said.first, said.last), strict=True):
            span = Span(phrase.span.start + tokens[start].start, phrase.span.start + tokens[end - 1].end)
            out.append(replace(phrase, span=span, said=inner, kind=kind_of(inner)))
        return tuple(out)

    def _phrase(self, match: Match, span: Span, before: tuple[str, str], text: str) -> TimePhrase | None:
        said = match.value
        if isinstance(said, int | str | tuple) or not isinstance(said, Expression):
            return None
        written, folded = before
        near = f" {_SENTENCE_END.split(folded[-_CUE_WITHIN:])[-1]} "
        prospective = any(cue in near for cue in self._prospective) or self._verb_ahead(written)
        return TimePhrase(span, match.pattern.kind or kind_of(said), said, prospective, self._is_dateline(span, text))

    def _verb_ahead(self, before: str) -> bool:
        """Whether a verb in the future stands shortly before."""
        if self._endings is None:
            return False
        near = _SENTENCE_END.split(before[-_CUE_WITHIN:])[-1]
        return any(m[0] not in self._not_prospective for m in self._endings.finditer(near))

    def _is_dateline(self, span: Span, text: str) -> bool:
        """ "DAMASCUS, 22 June (Agency) - …" at the top, or a line that begins with "Published on"."""
        after = text[span.end : span.end + 2].strip()[:1]
        if span.end <= _DATELINE_WITHIN and after in {"(", "-", "–", "—"} and text[: span.start].rstrip()[-1:] in {",", ""}:
            return True
        begin = max(text.rfind("\n", 0, span.start) + 1, span.start - _DATELINE_WITHIN)
        line = fold(text[begin : span.start]).rstrip(" :")
        cue = next((c for c in self._published if line.endswith(c)), None)
        return cue is not None and line[: -len(cue)].rstrip()[-1:] in {"", "|", "•", "·", "-"}

    def resolve(
        self,
        phrase: TimePhrase,
        *,
        published: PartialDate | None,
        anchor: PartialDate | None = None,
        future: bool = False,
        text: str = "",
    ) -> TimeMention | None:
        """When ``phrase`` says it was, or None where a date that it counts from is missing, or where it names none (sets).

        ``anchor`` is the day spoken of before; for an offset, the day of the event that it counts from; for a duration, a day
        that it lies around. An uncertain ``published`` or ``anchor`` widens the result. ``future`` is the tense of the claim.
        """
        said = phrase.said
        if isinstance(said, Duration) or (isinstance(said, Window) and not said.count.exact):
            published = _middle(published)
        ends = list(zip(_ends(published), _ends(anchor), strict=True))
        label_now, label_then = _label("publication", published), _label("the day spoken of", anchor)
        ahead = future or phrase.prospective
        found = [place(said, Context(now, then, ahead, label_now, label_then)) for now, then in dict.fromkeys(ends)]
        value = _cover([f for f in found if f is not None])
        return None if value is None else TimeMention(value[0], value[1], phrase.span)

    def resolve_origin(self, phrase: TimePhrase, *, happened: PartialDate) -> TimeMention | None:
        """The day of the event that an offset counts from, given the day of what ``happened`` so long after (or before) it."""
        if not isinstance(phrase.said, Offset) or phrase.said.base is not Base.ANCHOR:
            return None
        back = replace(phrase.said, sense=Lean.FUTURE if phrase.said.sense is Lean.PAST else Lean.PAST)
        return self.resolve(replace(phrase, said=back), published=None, anchor=happened)


def _dates_in(lattice: Lattice, parts: frozenset[str]) -> list[tuple[int, int]]:
    """Token runs that are dates of their own, longest first, then those that are parts of one; in the order of the text."""
    runs: list[tuple[bool, int, int]] = []
    for at, edges in enumerate(lattice.edges):
        for symbol, steps in edges.items():
            for end, value in steps:
                whole = isinstance(value, _POINTS)
                if whole or symbol in parts:
                    runs.append((not whole, at - end, at))
    chosen: list[tuple[int, int]] = []
    for _, length, at in sorted(runs):
        end = at - length
        if all(end <= a or at >= b for a, b in chosen):
            chosen.append((at, end))
    return sorted(chosen)


def _endings(words: TimeWords) -> re.Pattern[str] | None:
    if not words.prospective_endings:
        return None
    endings = "|".join(map(re.escape, words.prospective_endings))
    return re.compile(rf"(?<!\w)[^\W\d_A-Z][^\W\d_]*(?:{endings})(?!\w)")


def _longest(matches: list[Match]) -> list[Match]:
    """Not overlapping, longest first, then the one that starts first; in the order of the text."""
    chosen: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.start, m.pattern.layer)):
        if all(match.end <= c.start or match.start >= c.end for c in chosen):
            chosen.append(match)
    return sorted(chosen, key=lambda m: m.start)


def _ends(value: PartialDate | None) -> tuple[date | None, date | None]:
    if value is None or value.start is None or value.end is None or (value.end - value.start).days > _WIDEST:
        return None, None
    return value.start, value.end


def _middle(value: PartialDate | None) -> PartialDate | None:
    if value is None or value.start is None or value.end is None:
        return value
    return PartialDate.day(cal.days(value.start, (value.end - value.start).days / 2))


def _label(what: str, value: PartialDate | None) -> str:
    if value is None or value.start is None or value.end is None:
        return what
    if value.start == value.end:
        return f"{what} on {value.start.isoformat()}"
    return f"{what} between {value.start.isoformat()} and {value.end.isoformat()}"


def _cover(found: list[Stretch]) -> tuple[PartialDate, str] | None:
    if not found:
        return None
    first, last = found[0], found[-1]
    if first.edtf != last.edtf:
        if first.end is not None and last.end is not None and last.end < first.end:
            first, last = last, first
        if first.start is not None and last.start is not None and last.start < first.start:
            first = replace(first, start=last.start, edtf=last.edtf)
        merged = cal.join(first, last)
        return PartialDate(merged.edtf, merged.start, merged.end), found[0].words
    return PartialDate(first.edtf, first.start, first.end), first.words


__all__ = ["PhraseKind", "TimePhrase", "TimeReader"]

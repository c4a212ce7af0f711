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
from recoupe.temporal.expressions import Duration, Expression, Offset, Window
from recoupe.temporal.grammar import Grammar, Match
from recoupe.temporal.lattice import Lattice, cut
from recoupe.temporal.resolving import Context, place

_DATELINE_WITHIN = 100
_CUE_WITHIN = 45
_WIDEST = 370
"""Days beyond which an uncertain date is no date to count from."""
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)|\d[/.-]\d\d?[/.-]\d")
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
    """The time words of one language, compiled. Building one takes some 30 ms; it is safe to share."""

    def __init__(self, words: TimeWords) -> None:
        self._grammar = Grammar(words)
        self._prospective = tuple(f" {fold(w)} " for w in words.prospective)
        self._published = tuple(fold(w) for w in words.published)

    def find(self, text: str, within: Span) -> tuple[TimePhrase, ...]:
        """The time phrases inside ``within``, in order, the longer one where two overlap. Offsets are into ``text``."""
        part = within.of(text)
        folded = fold(part)
        if self._grammar.core.isdisjoint(_WORD.findall(folded)) and not _DIGITS.search(folded):
            return ()
        tokens = cut(part, folded)
        lattice = Lattice(tokens, self._grammar.classes)
        phrases = []
        for match in _longest(self._grammar.read(lattice)):
            start, end = tokens[match.start].start, tokens[match.end - 1].end
            phrases.append(self._phrase(match, Span(within.start + start, within.start + end), folded[:start], text))
        return tuple(p for p in phrases if p is not None)

    def _phrase(self, match: Match, span: Span, before: str, text: str) -> TimePhrase | None:
        said = match.value
        if isinstance(said, int | str | tuple) or not isinstance(said, Expression):
            return None
        near = f" {_SENTENCE_END.split(before[-_CUE_WITHIN:])[-1]} "
        prospective = any(cue in near for cue in self._prospective)
        return TimePhrase(span, match.pattern.kind or kind_of(said), said, prospective, self._is_dateline(span, text))

    def _is_dateline(self, span: Span, text: str) -> bool:
        """ "DAMASCUS, 22 June (Agency) - …" at the top, or a line that begins with "Published on"."""
        after = text[span.end : span.end + 2].strip()[:1]
        if span.end <= _DATELINE_WITHIN and after in {"(", "-", "–", "—"} and text[: span.start].rstrip()[-1:] in {",", ""}:
            return True
        line = fold(text[text.rfind("\n", 0, span.start) + 1 : span.start]).rstrip(" :")
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

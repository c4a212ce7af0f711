"""When the report appeared, and when each claim is said to have happened."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from recoupe.extraction.drafts import Draft
from recoupe.language.schema_time import PhraseKind
from recoupe.language.tokens import SentenceSpan
from recoupe.model import Modality, Name, PartialDate, PublishedBasis, Report, Span, TimeMention
from recoupe.pipeline.tools import Tools
from recoupe.temporal.narrative import carried_over, tells_history
from recoupe.temporal.phrases import TimePhrase, TimeReader
from recoupe.temporal.publication import OfficeTerm, infer_published

ORIGIN_WITHIN = 40
"""Characters between "three days after" and the event that it counts from."""
CARRY = (PhraseKind.DATE, PhraseKind.RELATIVE, PhraseKind.WEEKDAY, PhraseKind.RANGE, PhraseKind.ANAPHORIC)
AHEAD = frozenset({Modality.PLANNED, Modality.THREATENED, Modality.HYPOTHETICAL})
"""What is told of days to come: their date is not that of what is told next."""
HEADING = 160
"""Characters of a heading, our own choice."""
LONG = timedelta(days=62)
_INTRODUCED = re.compile(r":[ \u00a0]*[\r\n]")
"""A paragraph that ends in a colon introduces somebody else's words or another picture: no date is carried past it."""


def dated(report: Report, sentences: Sequence[SentenceSpan], names: Sequence[Name], tools: Tools) -> Report:
    """The report with its date inferred where none was given. Today's date plays no part; the day of intake only bounds it."""
    if report.published is not None:
        return report
    found_phrases = (p for s in sentences for p in tools.times.find(report.text, s.span))
    phrases = [p for p in found_phrases if not any(n.span.covers(p.span) and len(n.span) > len(p.span) for n in names)]
    named = [t for t in tools.officeholders if any(form in report.text for form in t.forms)]
    terms = [OfficeTerm(t.name, t.start, t.end) for t in named]
    taken = report.origin.taken
    found = infer_published(phrases, text=report.text, officeholders=terms, latest=taken.date() if taken else None)
    if found is None:
        return report
    return replace(report, published=found.value, published_basis=PublishedBasis.INFERRED, published_note=found.note)


class Calendar:
    """Resolves the time phrases of one report's drafts, in order: a date once told stands for what follows it."""

    def __init__(self, report: Report, reader: TimeReader, phrases: Mapping[Span, TimePhrase]) -> None:
        self._report, self._reader, self._phrases = report, reader, phrases
        in_order = sorted(phrases.values(), key=lambda p: p.span)
        self._history = tells_history(in_order, published=report.published)
        if self._history:
            full = carried_over(in_order, reader, text=report.text, published=report.published)
            self._phrases = {phrase.span: phrase for phrase in full}
        self._last: tuple[int, int, TimeMention] | None = None
        self._told: PartialDate | None = None
        """The date named last, whatever was told of it: "the next day" counts from a plan too."""
        self._told_at = 0
        """Where the word stands of which the last date was told."""
        self._known: dict[Span, TimeMention] = {}
        self._heading = self._day_of_heading()

    def _day_of_heading(self) -> TimeMention | None:
        """The day that the heading of a summary names ("… of Sunday 26 May"): the first line, short and without a full stop."""
        end = self._report.text.find("\n")
        line = self._report.text[: max(end, 0)].rstrip()
        if not line or len(line) > HEADING or line[-1] in ".!?»”\"":
            return None
        phrases = self._reader.find(self._report.text, Span(0, len(line)))
        days = [p for p in phrases if p.kind in (PhraseKind.DATE, PhraseKind.WEEKDAY)]
        if len(days) != 1 or days[0].dateline:
            return None
        found = self._reader.resolve(days[0], published=self._report.published, anchor=None, text=self._report.text)
        if found is None or not found.value.is_day:
            return None
        return TimeMention(found.value, f"no date beside it; the heading gives {found.value.edtf}", None)

    def when(self, draft: Draft, paragraph: int, *, circumstance: bool) -> TimeMention | None:
        """The time of ``draft``; ``circumstance``: its noun only stands beside another event, so nothing is carried over."""
        phrase = self._phrases.get(draft.time) if draft.time is not None else None
        if phrase is not None:
            found = self._known.get(phrase.span) or self._resolved(phrase, draft)
            if found is not None:
                if phrase.kind in CARRY and found.value.start is not None:
                    self._known[phrase.span] = found
                    self._told = found.value
                    self._last = (draft.sentence, paragraph, found) if draft.modality not in AHEAD else None
                    self._told_at = draft.trigger.start
                return None if self._is_past_of_guess(draft, found) else found
        return None if circumstance else self._carried(draft, paragraph)

    def _is_past_of_guess(self, draft: Draft, found: TimeMention) -> bool:
        """ "Said last week what it would do in case of an attack": a day gone by, told outside of it."""
        published = self._report.published
        if draft.modality is not Modality.HYPOTHETICAL or found.span is None or published is None:
            return False
        if draft.evidence.covers(found.span):
            return False
        return published.start is not None and found.value.end is not None and found.value.end < published.start

    def _resolved(self, phrase: TimePhrase, draft: Draft) -> TimeMention | None:
        anchor = self._told
        offset = phrase.kind in (PhraseKind.OFFSET_AFTER, PhraseKind.OFFSET_BEFORE)
        if offset:
            near = 0 <= draft.trigger.start - phrase.span.end <= ORIGIN_WITHIN
            published = self._report.published
            if near and published is not None:
                return self._reader.resolve_origin(phrase, happened=published)
            return (
                None
                if not near and anchor is None
                else self._reader.resolve(phrase, published=published, anchor=anchor, text=self._report.text)
            )
        future = draft.mood.future and draft.modality is Modality.PLANNED
        if phrase.kind is PhraseKind.HISTORICAL or (self._history and phrase.kind is PhraseKind.DURATION):
            return None
        if phrase.kind is PhraseKind.ANAPHORIC and anchor is None:
            anchor = self._report.published
        if phrase.kind is PhraseKind.DURATION:
            anchor = None
        return self._reader.resolve(
            phrase, published=self._report.published, anchor=anchor, future=future, text=self._report.text
        )

    def _carried(self, draft: Draft, paragraph: int) -> TimeMention | None:
        """The day that the report speaks of, where a sentence that follows names none."""
        if draft.modality in AHEAD:
            return None
        return self._from_before(draft, paragraph) or (None if draft.background or draft.timeless else self._heading)

    def _from_before(self, draft: Draft, paragraph: int) -> TimeMention | None:
        """The day that a sentence shortly before tells."""
        if self._last is None:
            return None
        sentence, at, mention = self._last
        if draft.timeless and sentence != draft.sentence:
            return None
        if draft.background and sentence != draft.sentence:
            return None
        value = mention.value
        if paragraph - at > 1 or draft.sentence - sentence > (1 if self._history else 4) or draft.sentence < sentence:
            return None
        if _INTRODUCED.search(self._report.text, self._told_at, draft.trigger.start):
            return None
        if value.start is None or value.end is None or value.end - value.start > LONG:
            return None
        where = "an earlier part of the sentence" if draft.sentence == sentence else "an earlier sentence"
        return TimeMention(value, f"no date beside it; {where} gives {value.edtf}", None)

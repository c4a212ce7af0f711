"""Reads reports: sentences, names and parses in; claims with their links and reasons out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from recoupe.errors import RecoupeError
from recoupe.extraction.drafts import Draft
from recoupe.extraction.report import speakers_beside
from recoupe.language.fold import fold
from recoupe.language.pack import available
from recoupe.language.passages import alone, other_passages
from recoupe.language.unmarked import led_back, unmarked
from recoupe.model import PART, ActorMention, AttributionStep, Claim, Mark, Quantity, Reading, Report, Span, TimeMention, claim_id
from recoupe.pipeline.confidence import confidence, reasons_of
from recoupe.pipeline.dating import Calendar, dated
from recoupe.pipeline.events import share_dates
from recoupe.pipeline.finding import Findings, find_all
from recoupe.pipeline.headings import without_headings
from recoupe.pipeline.linking import Linker
from recoupe.pipeline.tools import Knowledge, Tools
from recoupe.pipeline.version import READER, reader_name
from recoupe.pipeline.worth import refusal

__all__ = ["READER", "Failure", "Reader"]

_HASHTAG = re.compile(r"#(\w+)")


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be read, and why."""

    report: Report
    error: RecoupeError


@dataclass(frozen=True)
class _Part:
    """What was read in one language of a report."""

    report: Report
    claims: tuple[Claim, ...]
    marks: tuple[Mark, ...]
    skipped: Counter[str]
    told: Mapping[Span, tuple[AttributionStep, ...]]
    """Who speaks beside the quotations in other languages."""


class Reader:
    """Reads reports of every language that has a pack. Heavy parts load with the first report of a language."""

    def __init__(
        self, *, knowledge: Path | None = None, parsers: Mapping[str, Path | str] | None = None, cache: Path | None = None
    ) -> None:
        """``knowledge`` is a folder of the user's own actors, outlets and places; ``parsers`` take the place of a pack's own, by
        language code; ``cache`` is a folder for what can be worked out again.
        """
        self.arguments = (knowledge, dict(parsers or {}), cache)
        self.name = reader_name(knowledge, parsers or {})
        self._knowledge = Knowledge(knowledge, cache)
        self._tools: dict[str, Tools] = {}

    def tools(self, language: str) -> Tools:
        """Raises ``UnsupportedLanguage``."""
        if language not in self._tools:
            self._tools[language] = Tools(language, self._knowledge, self.arguments[1].get(language))
        return self._tools[language]

    def check_knowledge(self) -> None:
        """Load what all languages share. Raises ``DataError`` for what is wrong in it."""
        self._knowledge.check()

    def read(self, report: Report) -> Reading:
        """The claims of one report. Raises ``UnsupportedLanguage`` and ``DataError``.

        Paragraphs and quotations in another language that has a pack are read in it, unless the user named the language; those in
        one without a pack are not read.
        """
        codes = available()
        others = () if report.one_language else other_passages(report.text, main=report.language, codes=codes)
        own = self._read_part(report, alone(report.text, others, None), [p.span for p in others if p.quoted])
        parts = [own]
        for code in sorted({p.language for p in others}.intersection(codes)):
            part = self._read_part(replace(own.report, language=code), alone(report.text, others, code))
            quotes = [p.span for p in others if p.quoted and p.language == code]
            parts.append(replace(part, claims=tuple(_as_told(claim, quotes, own) for claim in part.claims)))
        skipped = sum((part.skipped for part in parts), Counter())
        skipped.update(f"in a language without a pack ({p.language})" for p in others if p.language not in codes)
        claims = sorted((c for part in parts for c in part.claims), key=lambda c: c.trigger) if others else own.claims
        marks = tuple(mark for part in parts for mark in part.marks)
        read = replace(own.report, text=report.text)
        return Reading(read, self.name, tuple(share_dates(list(claims))), marks, tuple(sorted(skipped.items())))

    def _read_part(self, report: Report, text: str, quotes: Sequence[Span] = ()) -> _Part:
        """What ``text``, which is ``report``'s with blanks for what is in other languages, says in the report's language.

        ``quotes``: the quotations in other languages, whose speakers are wanted.
        """
        tools = self.tools(report.language)
        bare = unmarked(text, tools.pack.head.tokens.marks)
        if bare is None:
            return self._read_plain(report, text, quotes, tools)
        there = {Span(bare.there(q.start), bare.there(q.end)): q for q in quotes}
        part = self._read_plain(report, bare.text, tuple(there), tools)
        claims = tuple(_as_written(led_back(claim, bare), text) for claim in part.claims)
        told = {there[quote]: led_back(steps, bare) for quote, steps in part.told.items()}
        return replace(part, claims=claims, marks=led_back(part.marks, bare), told=told)

    def _read_plain(self, report: Report, text: str, quotes: Sequence[Span], tools: Tools) -> _Part:
        report = replace(report, text=tools.view(text))
        sentences, findings = find_all(report.text, tools, quotes)
        report = dated(report, sentences, findings.names, tools)
        marks = tools.marks.find(report.text, [s.span for s in sentences])
        marks = tuple(m for m in marks if not any(n.span.covers(m.span) and len(n.span) > len(m.span) for n in findings.names))
        drafts, spoken = tools.claims.read(report.text, findings.sentences, marks)
        linker = Linker(report, findings, tools)
        claims, skipped = self._claims(report, drafts, findings, linker, tools)
        if text != report.text:
            claims = [_as_written(claim, text) for claim in claims]
        told = {quote: tuple(step for s in speakers_beside(quote, spoken) for step in linker.source(s)) for quote in quotes}
        return _Part(report, tuple(claims), marks, skipped, told)

    def _claims(
        self, report: Report, drafts: Sequence[Draft], findings: Findings, linker: Linker, tools: Tools
    ) -> tuple[list[Claim], Counter[str]]:
        """The drafts as claims, and why some are none."""
        calendar = Calendar(report, tools.times, findings.times)
        claims: list[Claim] = []
        skipped: Counter[str] = Counter()
        seen: Counter[tuple[str, int]] = Counter()
        for draft in drafts:
            paragraph = findings.sentences[draft.sentence].paragraph
            time = calendar.when(draft, paragraph, circumstance=draft.circumstance)
            ordinal = seen[draft.event, draft.trigger.start]
            seen[draft.event, draft.trigger.start] += 1
            claim = _claim(report, draft, time, linker, ordinal, tools, self.name)
            if draft.points_to_place and not claim.places:
                claim = replace(claim, places=claims[-1].places if claims else linker.place_before(draft.evidence.start))
            span = findings.sentences[draft.sentence].span
            why_not = refusal(claim, draft, span.of(report.text), jests=_jests(report.text, span, tools))
            if why_not is None:
                untold = linker.untold(draft.targets)
                claims.append(replace(claim, targets=tuple(t for t in claim.targets if t.span not in untold)))
            else:
                skipped[why_not] += 1
        kept = without_headings(claims, report.text)
        if len(kept) < len(claims):
            skipped["a heading that the text tells again"] += len(claims) - len(kept)
        return kept, skipped

    def read_many(self, reports: Iterable[Report], *, jobs: int = 1) -> Generator[Reading | Failure, None, None]:
        """Readings in the order of ``reports``; one that fails takes no other with it."""
        if jobs > 1:
            from recoupe.pipeline.jobs import read_in_processes

            yield from read_in_processes(self, reports, jobs=jobs)
            return
        for report in reports:
            yield self.try_read(report)

    def try_read(self, report: Report) -> Reading | Failure:
        try:
            return self.read(report)
        except RecoupeError as exc:
            return Failure(report, exc)


def _as_told(claim: Claim, quotes: Sequence[Span], own: _Part) -> Claim:
    """A claim of a quotation with whoever the text around it says it is from, where it names nobody itself."""
    steps = next((own.told.get(quote, ()) for quote in quotes if quote.covers(claim.trigger)), ())
    return replace(claim, attribution=steps) if steps and not claim.attribution else claim


def _as_written(claim: Claim, text: str) -> Claim:
    """With the cues as they stand in the text, where it was read in another case."""
    steps = (replace(step, cue=step.cue_span.of(text)) if step.cue_span else step for step in claim.attribution)
    return replace(claim, attribution=tuple(steps))


def _jests(text: str, sentence: Span, tools: Tools) -> bool:
    """Whether a hashtag of the paragraph says that it is not meant."""
    stems = tools.modality.jest
    if not stems or "#" not in text:
        return False
    end = text.find("\n", sentence.end)
    paragraph = text[text.rfind("\n", 0, sentence.start) + 1 : end if end >= 0 else len(text)]
    return any(stem in fold(tag) for tag in _HASHTAG.findall(paragraph) for stem in stems)


def _claim(
    report: Report, draft: Draft, time: TimeMention | None, linker: Linker, ordinal: int, tools: Tools, reader: str
) -> Claim:
    actors = _distinct(linker.actors(draft.actors, draft.event))
    taken = {a.link.entity.id for a in actors if a.link.entity is not None and a.link.entity.id != "civilians"}
    targets = _distinct(linker.targets(draft.targets, draft.event))
    targets = tuple(t for t in targets if t.link.entity is None or t.link.entity.id not in taken)
    towns = linker.towns(draft.targets, draft.event)
    targets = tuple(t for t in targets if t.span not in {m.span for m in towns})
    places = (*linker.places(draft.places), *towns)
    steps = tuple(step for s in draft.sources for step in linker.source(s))
    quantities = tuple(
        Quantity(
            u.kind,
            u.figure.span,
            u.figure.min,
            u.figure.max,
            u.figure.unit,
            u.figure.of,
            (*((PART,) if u.figure.part_of is not None else ()), *tools.figures.check(u.figure, u.kind, report.text)),
        )
        for u in draft.figures
    )
    reasons = reasons_of(draft, actors, places, time)
    return Claim(
        id=claim_id(report.id, reader, draft.event.value, draft.trigger.start, ordinal),
        report_id=report.id,
        event=draft.event,
        evidence=draft.evidence,
        trigger=draft.trigger,
        reader=reader,
        modality=draft.modality,
        polarity=draft.polarity,
        actors=actors,
        targets=targets,
        places=places,
        time=time,
        quantities=quantities,
        means=draft.means,
        attribution=steps,
        confidence=confidence(reasons),
        reasons=reasons,
    )


def _distinct(mentions: tuple[ActorMention, ...]) -> tuple[ActorMention, ...]:
    """One mention for each entity; unresolved ones by their words."""
    out: dict[str, ActorMention] = {}
    for mention in mentions:
        entity = mention.link.entity
        key = entity.id if entity is not None else f"{mention.span.start}:{mention.span.end}"
        if key in out and mention.allies is not None:
            out[key] = replace(out[key], allies=mention.allies)
        out.setdefault(key, mention)
    return tuple(out.values())

"""Readings for the tests: one written out, and any number generated."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from recoupe.model import (
    UNLINKED,
    ActorMention,
    AttributionStep,
    Candidate,
    Claim,
    Event,
    Link,
    Mark,
    MarkKind,
    Means,
    MeansMention,
    Modality,
    Origin,
    PartialDate,
    PlaceMention,
    Polarity,
    Precision,
    PublishedBasis,
    Quantity,
    QuantityKind,
    Reading,
    Reason,
    Relation,
    Report,
    SourceKind,
    Span,
    TimeMention,
    bytes_id,
    claim_id,
    text_id,
)

READER = "recoupe 0.1.0 test"
TEXT = (
    "Selon Radio Marquise, l'armée du Val a bombardé Pont-Élan mardi 3 mars 2020, tuant au moins 12 combattants.\n"
    "Le gouvernement a démenti toute frappe. « Nous reprendrons Pont-Élan », a promis le Front du Nord."
)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def linked(id: str, name: str, score: float = 0.9) -> Link:
    other = Candidate("val-police", "Police of Val", 0.2, (Reason("shares a word", 0.2),))
    return Link((Candidate(id, name, score, (Reason("the same name", 0.7), Reason("named before", 0.2))), other), 0, READER)


def report(text: str = TEXT, *, path: str = "rapport.txt", outlet: str | None = "Le Courrier d'Élan", taken: int = 1) -> Report:
    return Report(
        id=text_id(text),
        text=text,
        language="fr",
        origin=Origin(path=path, taken=datetime(2026, 1, taken, 12, tzinfo=UTC)),
        bytes_sha256=bytes_id(text.encode()),
        title="Pont-Élan bombardée",
        outlet=outlet,
        published=PartialDate.day(date(2020, 3, 4)),
        published_basis=PublishedBasis.GIVEN,
    )


def reading(of: Report | None = None, reader: str = READER) -> Reading:
    of = of or report()
    marks = (Mark(span("Nous reprendrons"), MarkKind.OPINION, None, None),)
    return Reading(of, reader, (shelling(of, reader), denied_strike(of, reader), threat(of, reader)), marks, (("no trigger", 2),))


def shelling(of: Report, reader: str) -> Claim:
    return Claim(
        id=claim_id(of.id, reader, "shelling", span("bombardé").start),
        report_id=of.id,
        event=Event.SHELLING,
        evidence=span(TEXT.splitlines()[0]),
        trigger=span("bombardé"),
        reader=reader,
        actors=(ActorMention(span("l'armée du Val"), linked("val-army", "Army of Val"), allies=span("du Val")),),
        targets=(ActorMention(span("combattants"), loaded=True, antecedent=span("Front du Nord")),),
        places=(
            PlaceMention(span("Pont-Élan"), linked("geonames:1", "Pont-Élan"), Relation.NEAR, Precision.TOWN, "ML", 16.5, -3.25),
        ),
        time=TimeMention(PartialDate.day(date(2020, 3, 3)), "as written", span("mardi 3 mars 2020")),
        quantities=(
            Quantity(QuantityKind.KILLED, span("au moins 12 combattants"), 12, None, "person", "combattants", ("round", "old")),
        ),
        means=(MeansMention(Means.ARTILLERY, span("bombardé")),),
        attribution=(
            AttributionStep(
                span("Radio Marquise"), SourceKind.OUTLET, "Selon", linked("radio-marquise", "Radio Marquise"), span("Selon")
            ),
        ),
        confidence=0.85,
        reasons=(Reason("a verb of the pack", 0.6), Reason("an actor in its place", 0.25)),
    )


def denied_strike(of: Report, reader: str) -> Claim:
    start = span("frappe").start
    government = ActorMention(span("Le gouvernement"), linked("val-government", "Government of Val"))
    return Claim(
        id=claim_id(of.id, reader, "strike", start),
        report_id=of.id,
        event=Event.STRIKE,
        evidence=span("Le gouvernement a démenti toute frappe"),
        trigger=span("frappe"),
        reader=reader,
        modality=Modality.DENIED,
        actors=(government,),
        attribution=(AttributionStep(government.span, SourceKind.ACTOR, "démenti", government.link, span("démenti")),),
        confidence=0.7,
    )


def threat(of: Report, reader: str) -> Claim:
    return Claim(
        id=claim_id(of.id, reader, "capture", span("reprendrons").start),
        report_id=of.id,
        event=Event.CAPTURE,
        evidence=span("Nous reprendrons Pont-Élan"),
        trigger=span("reprendrons"),
        reader=reader,
        modality=Modality.THREATENED,
        time=TimeMention(PartialDate("2020-03-04/..", date(2020, 3, 4), None), "after the report"),
    )


_words = st.text(st.characters(codec="utf-8"), max_size=12)
_some = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
_number = st.floats(allow_nan=False, allow_infinity=False, width=64)
_reasons = st.lists(st.builds(Reason, _words, _number), max_size=2).map(tuple)
_days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    start, end = sorted((draw(_days), draw(_days)))
    first, last = draw(st.sampled_from([(start, end), (None, end), (start, None), (None, None)]))
    return PartialDate(draw(_words), first, last)


@st.composite
def links(draw: st.DrawFn) -> Link:
    candidates = draw(st.lists(st.builds(Candidate, _words, _words, _number, _reasons), max_size=3).map(tuple))
    chosen = draw(st.none() | st.integers(0, len(candidates) - 1)) if candidates else None
    return draw(st.just(UNLINKED) | st.just(Link(candidates, chosen, draw(_words))))


@st.composite
def claims(draw: st.DrawFn, of: Report, reader: str, ordinal: int) -> Claim:
    pairs = st.tuples(st.integers(0, len(of.text) - 1), st.integers(1, 5))
    spans = pairs.map(lambda pair: Span(pair[0], min(sum(pair), len(of.text))))
    maybe = st.none() | spans
    actors = st.lists(st.builds(ActorMention, spans, links(), st.booleans(), maybe, maybe), max_size=2).map(tuple)
    places = st.builds(
        PlaceMention, spans, links(), st.sampled_from(Relation), st.sampled_from(Precision), st.none() | _words,
        st.none() | _number, st.none() | _number,
    )  # fmt: skip
    figures = st.builds(
        Quantity, st.sampled_from(QuantityKind), spans, st.none() | _number, st.none() | _number, _words, st.none() | _words,
        st.lists(_words, max_size=2).map(tuple),
    )  # fmt: skip
    steps = st.builds(AttributionStep, spans, st.sampled_from(SourceKind), _words, links(), maybe)
    return Claim(
        id=claim_id(of.id, reader, "any", ordinal), report_id=of.id, event=draw(st.sampled_from(Event)),
        evidence=draw(spans), trigger=draw(spans), reader=reader, modality=draw(st.sampled_from(Modality)),
        polarity=draw(st.sampled_from(Polarity)), actors=draw(actors), targets=draw(actors),
        places=draw(st.lists(places, max_size=2).map(tuple)),
        time=draw(st.none() | st.builds(TimeMention, dates(), _words, maybe)),
        quantities=draw(st.lists(figures, max_size=2).map(tuple)),
        means=draw(st.lists(st.builds(MeansMention, st.sampled_from(Means), spans), max_size=2).map(tuple)),
        attribution=draw(st.lists(steps, max_size=2).map(tuple)), confidence=draw(_number), reasons=draw(_reasons),
    )  # fmt: skip


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
    origin = st.builds(
        Origin, st.none() | _words, st.none() | _words, st.none() | st.datetimes(timezones=st.just(UTC) | st.none())
    )
    of = Report(
        text_id(text), text, draw(_some), draw(origin), bytes_id(text.encode()), draw(_some), draw(_some),
        draw(st.none() | _words), draw(st.none() | _words), draw(st.none() | _words), draw(st.none() | dates()),
        draw(st.none() | st.sampled_from(PublishedBasis)), draw(st.none() | _words),
    )  # fmt: skip
    reader = draw(_some)
    found = tuple(draw(claims(of, reader, n)) for n in range(draw(st.integers(0, 2))))
    maybe = st.none() | _words
    spans = st.integers(0, len(text) - 1).map(lambda start: Span(start, start + 1))
    marks = draw(st.lists(st.builds(Mark, spans, st.sampled_from(MarkKind), maybe, maybe), max_size=2).map(tuple))
    return Reading(of, reader, found, marks, tuple(draw(st.lists(st.tuples(_words, st.integers(0, 99)), max_size=2))))

"""Every span of a reading, for checks that hold whatever was read."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.model import Claim, Reading, Span


def spans_of(claim: Claim) -> Iterator[Span]:
    yield claim.evidence
    yield claim.trigger
    for actor in (*claim.actors, *claim.targets):
        yield actor.span
        yield from (span for span in (actor.allies, actor.antecedent) if span is not None)
    yield from (place.span for place in claim.places)
    if claim.time is not None and claim.time.span is not None:
        yield claim.time.span
    yield from (quantity.span for quantity in claim.quantities)
    yield from (means.span for means in claim.means)
    for step in claim.attribution:
        yield step.span
        yield from (span for span in (step.cue_span,) if span is not None)


def check(reading: Reading) -> None:
    """Spans lie in the text and quote words; the trigger lies in its evidence; ids are unique; scores are within bounds."""
    text = reading.report.text
    for claim in reading.claims:
        for span in spans_of(claim):
            assert 0 <= span.start < span.end <= len(text), (claim.event, span)
            assert span.of(text).strip(), (claim.event, span)
        assert claim.evidence.covers(claim.trigger)
        assert claim.report_id == reading.report.id
        assert claim.reader == reading.reader
        assert 0 <= claim.confidence <= 1
        assert claim.reasons
        for step in claim.attribution:
            assert step.cue_span is None or step.cue_span.of(text) == step.cue
        for place in claim.places:
            assert place.lat is None or -90 <= place.lat <= 90
            assert place.lon is None or -180 <= place.lon <= 180
        for quantity in claim.quantities:
            assert quantity.min is not None or quantity.max is not None
            assert quantity.min is None or quantity.max is None or quantity.min <= quantity.max
    assert len({claim.id for claim in reading.claims}) == len(reading.claims)
    for mark in reading.marks:
        assert 0 <= mark.span.start < mark.span.end <= len(text)

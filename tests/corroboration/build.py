"""Claims for the tests, written as one writes them down: who says what of whom."""

from __future__ import annotations

from datetime import date

from recoupe.corroboration.relations import KnownRelations
from recoupe.corroboration.voices import Member
from recoupe.model import (
    ActorMention,
    AttributionStep,
    Candidate,
    Claim,
    Event,
    Link,
    Modality,
    Origin,
    PartialDate,
    PlaceMention,
    Polarity,
    PublishedBasis,
    Quantity,
    QuantityKind,
    Report,
    SourceKind,
    Span,
    TimeMention,
    bytes_id,
    text_id,
)

DAY = date(2020, 3, 3)
KINDS = {"m": SourceKind.ORGANIZATION, "p": SourceKind.ACTOR, "x": SourceKind.OUTLET, "u": SourceKind.UNNAMED}
SIDES = KnownRelations(
    parents={"army": "state", "ministry": "state", "brigade": "rebels"},
    owners={"name:east wire": "One Group", "name:west wire": "One Group"},
    opposites=frozenset({frozenset({"state", "rebels"})}),
    parties={"army": "army", "ministry": "ministry", "rebels": "rebels", "brigade": "brigade", "state": "state"},
)


def report(outlet: str, *, day: int = 4, text: str = "") -> Report:
    words = text or " ".join(f"{outlet.replace(' ', '').lower()}{day}{n}" for n in range(12)) + "."
    return Report(
        text_id(words), words, "en", Origin(path=outlet), bytes_id(words.encode()), outlet=outlet, title=outlet,
        published=PartialDate.day(date(2020, 3, day)), published_basis=PublishedBasis.GIVEN,
    )  # fmt: skip


def says(
    of: Report,
    *by: str,
    event: Event = Event.STRIKE,
    who: str = "",
    whom: str = "",
    killed: tuple[float | None, float | None] | None = None,
    mode: Modality = Modality.ASSERTED,
    negative: bool = False,
    place: tuple[str, float, float] | None = ("town", 34.0, 40.0),
    on: date | None = DAY,
    at: int = 0,
) -> Member:
    """``by``: speakers, nearest first, each a kind (see ``KINDS``) and a name: ``p:army``; ``u:`` is unnamed, ``u:army`` of a
    side. ``who`` and ``whom``: ids with spaces between.
    """
    span = Span(at, at + 8)
    figures = () if killed is None else (Quantity(QuantityKind.KILLED, span, killed[0], killed[1], "person"),)
    claim = Claim(
        id=f"c{of.outlet}{of.published.edtf if of.published else ''}{at}{event}", report_id=of.id, event=event, evidence=span,
        trigger=span, reader="test", modality=mode, polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
        actors=tuple(ActorMention(span, linked(id)) for id in who.split()),
        targets=tuple(ActorMention(span, linked(id)) for id in whom.split()),
        places=(PlaceMention(span, linked(place[0]), lat=place[1], lon=place[2]),) if place else (),
        time=TimeMention(PartialDate.day(on), "said", span) if on else None, quantities=figures,
        attribution=tuple(speaker(word, span) for word in by), confidence=1.0,
    )  # fmt: skip
    return Member(claim, of)


def linked(id: str) -> Link:
    return Link((Candidate(id, id, 1.0),), 0, "test")


def speaker(word: str, span: Span) -> AttributionStep:
    kind, _, name = word.partition(":")
    if kind == "u":
        return AttributionStep(span, SourceKind.UNNAMED, "said", Link((Candidate(name, name, 0.5),), None) if name else Link())
    return AttributionStep(span, KINDS[kind], "said", linked(name))

"""Claims of our own pen, for tests of control."""

from __future__ import annotations

from datetime import date
from itertools import count

from recoupe.control.told import Told
from recoupe.model import (
    ActorMention,
    Bearing,
    Candidate,
    Claim,
    Event,
    Ground,
    Link,
    Modality,
    Observation,
    Origin,
    PartialDate,
    PlaceMention,
    Polarity,
    Precision,
    PublishedBasis,
    Quantity,
    Relation,
    Report,
    SourceKind,
    Span,
    TimeMention,
    Voice,
)

TEXT = "Somebody took somewhere, as somebody says, on some day."
SPAN = Span(0, 8)
DAY = date(2030, 5, 10)
_serial = count()


class TwoParties:
    """North and south fight each other; the observatory holds no ground."""

    def holder(self, actor: str, *, country: str | None, day: date | None) -> str | None:
        return None if actor == "observatory" else actor.split("-")[0]

    def opposed(self, left: str, right: str, day: date | None) -> bool | None:
        return left != right

    def name(self, holder: str) -> str:
        return holder.title()


def link(id: str, name: str | None = None) -> Link:
    return Link((Candidate(id, name or id, 1.0),), 0, "test")


def place(
    id: str = "ville", *, lat: float | None = 34.0, lon: float | None = 40.0, precision: Precision = Precision.TOWN,
    relation: Relation = Relation.AT,
) -> PlaceMention:  # fmt: skip
    return PlaceMention(SPAN, link(id), relation, precision, "XX", lat, lon)


def claim(
    event: Event, *actors: str, targets: tuple[str, ...] = (), places: tuple[PlaceMention, ...] | None = None,
    modality: Modality = Modality.ASSERTED, polarity: Polarity = Polarity.POSITIVE, when: date | None = DAY,
    quantities: tuple[Quantity, ...] = (),
) -> Claim:  # fmt: skip
    return Claim(
        f"c{next(_serial):04}", "r", event, SPAN, SPAN, "test", modality, polarity,
        tuple(ActorMention(SPAN, link(a)) for a in actors), tuple(ActorMention(SPAN, link(t)) for t in targets),
        (place(),) if places is None else places, TimeMention(PartialDate.day(when), "given") if when else None, quantities,
    )  # fmt: skip


def told(one: Claim, *, speaker: str = "agency", actor: str | None = None, published: date | None = DAY) -> Told:
    report = Report(
        "r", TEXT, "en", Origin(path="x"), "sha256:0", outlet=speaker,
        published=PartialDate.day(published) if published else None, published_basis=PublishedBasis.GIVEN if published else None,
    )  # fmt: skip
    return Told(one, report, (Voice(speaker, speaker.title(), SourceKind.OUTLET, actor),), frozenset({speaker}))


def ground(key: str = "ville", lat: float = 34.0, lon: float = 40.0, radius_km: float = 5.0) -> Ground:
    return Ground(key, key.title(), lat, lon, radius_km, "XX")


def seen(
    holder: str | None, where: Ground, day: date = DAY, *, bearing: Bearing = Bearing.HOLDS, weight: float = 2.5,
    voice: str = "agency", party: str | None = None, against: bool = False, area: tuple[float | None, float | None] | None = None,
) -> Observation:  # fmt: skip
    id = f"c{next(_serial):04}"
    when = day.toordinal()
    return Observation(
        id, "r", Event.HOLD, bearing, holder, where, when, when, weight, voice, voice.title(), voice.title(), party,
        frozenset({voice}), against, area,
    )  # fmt: skip

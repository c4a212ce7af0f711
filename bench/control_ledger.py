"""A ledger of made-up claims on control, for measuring what a day's map of it costs."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

from recoupe.model import (
    ActorMention,
    Candidate,
    Claim,
    Event,
    Link,
    Origin,
    PartialDate,
    PlaceMention,
    PublishedBasis,
    Reading,
    Report,
    Span,
    TimeMention,
    text_id,
)

_TEXT = "A force took a town on a day, as somebody tells it."
_SPAN = Span(0, 7)
_TOWNS = 500
_EVENTS = (Event.CAPTURE, Event.HOLD, Event.WITHDRAWAL, Event.CLASH, Event.SHELLING)
_ACTORS = ("syria-army", "sdf", "islamic-state")
CLAIMS_A_REPORT = 5


def fill(path: Path, claims: int) -> None:
    """So many claims of sixty outlets on 500 towns of one country in one year."""
    from recoupe.ledger.sqlite import write_ledger

    chance = Random(5)
    with write_ledger(path) as store:
        for n in range(claims // CLAIMS_A_REPORT):
            store.add(_reading(n, chance))


def _reading(n: int, chance: Random) -> Reading:
    day = date(2017, 1, 1) + timedelta(n % 365)
    text = f"{_TEXT} {n}"
    report = Report(
        text_id(text), text, "en", Origin(path=f"made-up/{n}"), "sha256:0", title=f"report {n}", outlet=f"Outlet {n % 60}",
        published=PartialDate.day(day), published_basis=PublishedBasis.GIVEN,
    )  # fmt: skip
    return Reading(report, "world", tuple(_claim(report, day, k, chance) for k in range(CLAIMS_A_REPORT)))


def _claim(report: Report, day: date, k: int, chance: Random) -> Claim:
    town = chance.randrange(_TOWNS)
    place = PlaceMention(
        _SPAN, _link(f"made-up:{town}", f"Town {town}"), country="SY", lat=34 + (town % 25) * 0.08, lon=37 + (town // 25) * 0.15
    )
    actor = chance.choice(_ACTORS)
    return Claim(
        f"c{report.id[7:27]}{k}", report.id, chance.choice(_EVENTS), Span(0, 40), Span(8, 12), "world",
        actors=(ActorMention(_SPAN, _link(actor, actor)),), places=(place,), time=TimeMention(PartialDate.day(day), "given"),
        confidence=0.9,
    )  # fmt: skip


def _link(id: str, name: str) -> Link:
    chosen = Candidate(id, name, 1.0)
    return Link((chosen,), 0, "world")

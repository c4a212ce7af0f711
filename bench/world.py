"""A made-up war with known truth: incidents, and reports that tell of them as reports do: in other words, with other figures, a
day off, without a place or a date, several incidents in one report.

Everything follows from the seed. Texts are as short as spans allow; what is measured is not reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from recoupe.model import (
    ActorMention,
    AttributionStep,
    Candidate,
    Claim,
    Event,
    Link,
    Means,
    MeansMention,
    Modality,
    Origin,
    PartialDate,
    PlaceMention,
    Precision,
    PublishedBasis,
    Quantity,
    QuantityKind,
    Report,
    SourceKind,
    Span,
    TimeMention,
)

START = date(2012, 1, 1)
TEXT = "o" * 64
CLAIMS_A_INCIDENT = 6.0
_SPAN = Span(0, 4)
_WORDS = {
    Event.STRIKE: (Event.STRIKE, Event.ATTACK, Event.KILLING), Event.SHELLING: (Event.SHELLING, Event.ATTACK, Event.KILLING),
    Event.BOMBING: (Event.BOMBING, Event.ATTACK), Event.CLASH: (Event.CLASH, Event.ATTACK, Event.KILLING),
    Event.CAPTURE: (Event.CAPTURE, Event.ADVANCE), Event.ABDUCTION: (Event.ABDUCTION,),
    Event.KILLING: (Event.KILLING, Event.ATTACK),
}  # fmt: skip
_KINDS = tuple(_WORDS)


@dataclass(frozen=True, slots=True)
class Happening:
    number: int
    event: Event
    town: int
    day: date
    actor: int
    target: int
    killed: int


@dataclass(frozen=True, slots=True)
class World:
    """``claims``: about how many; ``days``: how long it lasts. Towns lie in provinces; some have far more incidents."""

    seed: int
    claims: int
    days: int = 3650
    towns: int = 1500
    actors: int = 30

    def happenings(self) -> Iterator[Happening]:
        """In the order of their days. Towns come up by Zipf's law."""
        draw = Random(self.seed)
        number = max(1, int(self.claims / CLAIMS_A_INCIDENT))
        weights = [1.0 / (n + 10) for n in range(self.towns)]
        for n in range(number):
            town = draw.choices(range(self.towns), weights)[0]
            actor = (town % 7) * 4 % self.actors
            sides = actor + draw.choice((0, 0, 0, 1)), (actor + 2 + draw.choice((0, 1))) % self.actors
            event, day = draw.choice(_KINDS), START + timedelta(int(n * self.days / number))
            yield Happening(n, event, town, day, sides[0] % self.actors, sides[1], 1 + int(draw.expovariate(1 / 9)))

    def reports(self) -> Iterator[tuple[Report, tuple[Claim, ...], tuple[int, ...]]]:
        """Reports in the order of publication, each with its claims and the number of the happening that each claim is on."""
        draw = Random(self.seed + 1)
        waiting: dict[date, list[Happening]] = {}
        day = START
        serial = 0
        for happening in self.happenings():
            while day < happening.day:
                yield from self._of_day(day, waiting, draw, serial)
                serial += 1000
                day += timedelta(1)
            for _ in range(draw.choice((1, 1, 2, 3, 3, 4, 6))):
                waiting.setdefault(happening.day + timedelta(draw.choice((0, 1, 1, 1, 2))), []).append(happening)
        for last in sorted(waiting):
            yield from self._of_day(last, waiting, draw, serial)
            serial += 1000

    def _of_day(
        self, day: date, waiting: dict[date, list[Happening]], draw: Random, serial: int
    ) -> Iterator[tuple[Report, tuple[Claim, ...], tuple[int, ...]]]:
        todo = waiting.pop(day, [])
        draw.shuffle(todo)
        while todo:
            told = [todo.pop() for _ in range(min(len(todo), draw.choice((1, 1, 1, 2, 3))))]
            told = list({h.number: h for h in told}.values())
            id = f"sha256:{self.seed:x}{serial:012x}"
            serial += 1
            report = Report(
                id, TEXT, "en", Origin(path=id), "sha256:0", title=f"report {serial}", outlet=f"Outlet{draw.randrange(60)}",
                published=PartialDate.day(day), published_basis=PublishedBasis.GIVEN,
            )  # fmt: skip
            claims: list[Claim] = []
            truth: list[int] = []
            for happening in told:
                for _ in range(draw.choice((1, 2, 2, 3))):
                    claims.append(self._claim(report, happening, draw, len(claims)))
                    truth.append(happening.number)
            yield report, tuple(claims), tuple(truth)

    def _claim(self, report: Report, what: Happening, draw: Random, ordinal: int) -> Claim:
        event = draw.choice(_WORDS[what.event])
        killed = what.killed if draw.random() < 0.7 else max(1, what.killed + draw.choice((-2, -1, 1, 2, 5)))
        begin = ordinal * 4 % (len(TEXT) - 8)
        trigger = Span(begin, begin + 2)
        return Claim(
            id=f"c{report.id[7:]}{ordinal}", report_id=report.id, event=event, evidence=Span(begin, begin + 4), trigger=trigger,
            reader="world", modality=Modality.DENIED if draw.random() < 0.04 else Modality.ASSERTED,
            actors=(self._side(what.actor),) if draw.random() < 0.6 else (),
            targets=(self._side(what.target),) if draw.random() < 0.5 else (),
            places=self._places(what, draw, trigger), time=self._time(what, draw),
            quantities=(Quantity(QuantityKind.KILLED, trigger, killed, killed, "person"),) if draw.random() < 0.5 else (),
            means=(MeansMention(Means.AIRCRAFT, trigger),) if event is Event.STRIKE and draw.random() < 0.5 else (),
            attribution=self._speaker(what, draw, trigger), confidence=0.9,
        )  # fmt: skip

    def _side(self, number: int) -> ActorMention:
        return ActorMention(_SPAN, _link(f"side-{number}"))

    def _places(self, what: Happening, draw: Random, trigger: Span) -> tuple[PlaceMention, ...]:
        lat, lon = self.town(what.town)
        chance = draw.random()
        if chance < 0.12:
            return ()
        if chance < 0.2:
            province = what.town // 40
            centre = self.town(province * 40)
            link = _link(f"province-{province}")
            return (PlaceMention(trigger, link, precision=Precision.PROVINCE, country="XX", lat=centre[0], lon=centre[1]),)
        return (PlaceMention(trigger, _link(f"town-{what.town}"), country="XX", lat=lat, lon=lon),)

    def town(self, number: int) -> tuple[float, float]:
        """Towns of one province within about a degree, provinces in rows."""
        province, within = divmod(number, 40)
        row, column = divmod(province, 8)
        return 20.0 + row * 1.2 + (within % 7) * 0.17, 10.0 + column * 1.2 + (within // 7) * 0.19

    def _time(self, what: Happening, draw: Random) -> TimeMention | None:
        chance = draw.random()
        if chance < 0.15:
            return None
        if chance < 0.3:
            return TimeMention(PartialDate.between(what.day - timedelta(1), what.day), "the night", None)
        return TimeMention(PartialDate.day(what.day), "said", None)

    def _speaker(self, what: Happening, draw: Random, trigger: Span) -> tuple[AttributionStep, ...]:
        chance = draw.random()
        if chance < 0.3:
            return ()
        speaker = f"side-{what.actor}" if chance < 0.5 else f"monitor-{what.town % 5}"
        kind = SourceKind.ACTOR if chance < 0.5 else SourceKind.ORGANIZATION
        return (AttributionStep(trigger, kind, "said", _link(speaker)),)


def _link(id: str) -> Link:
    return Link((Candidate(id, id, 1.0),), 0, "world")

"""The real reader on short reports: what holds of every claim, whatever the tuning."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from recoupe.errors import UnsupportedLanguage
from recoupe.model import Event, Modality, Origin, PartialDate, Polarity, PublishedBasis, Reading, Report
from recoupe.pipeline import Failure, Reader
from tests.pipeline.conftest import report
from tests.pipeline.spans import check

STRIKE = "L'armée syrienne a bombardé la ville d'Alep mercredi 20 juin, tuant 12 civils, selon l'OSDH."
WEEK = f"{STRIKE} Lundi 18 juin, des rebelles avaient attaqué un convoi près de Hama. Les combats se poursuivent."
TEXTS = (
    STRIKE,
    WEEK,
    "Des drones ont frappé un dépôt à Odessa dans la nuit de dimanche à lundi. Kiev n'a pas démenti.",
    "« Nous reprendrons Goma », a promis le porte-parole du M23. L'armée congolaise s'est retirée de la ville mardi.",
    "Il pleut sur la capitale et les marchés sont pleins.",
)
PUBLISHED = PartialDate.day(date(2018, 6, 22))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the reader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def results(reader: Reader, *, jobs: int, texts: tuple[str, ...]) -> Iterator[Reading | Failure]:
    return reader.read_many((report(text, published=PUBLISHED) for text in texts), jobs=jobs)


@pytest.mark.parametrize("text", TEXTS)
def test_claims_hold_together(reader: Reader, text: str) -> None:
    check(reader.read(report(text, published=PUBLISHED)))


def test_a_plain_claim(reader: Reader) -> None:
    reading = reader.read(report(STRIKE, published=PUBLISHED))
    claim = next(c for c in reading.claims if c.trigger.of(STRIKE) == "bombardé")
    assert claim.event in (Event.STRIKE, Event.SHELLING, Event.ATTACK)
    assert (claim.modality, claim.polarity) == (Modality.ASSERTED, Polarity.POSITIVE)
    assert [a.link.entity.name for a in claim.actors if a.link.entity] == ["Syrian Arab Army"]
    assert [(p.span.of(STRIKE), p.country) for p in claim.places] == [("Alep", "SY")] or "Alep" in claim.places[0].span.of(STRIKE)
    assert claim.time is not None
    assert claim.time.value.edtf == "2018-06-20"
    assert [(q.kind.value, q.min, q.max) for q in claim.quantities] == [("killed", 12.0, 12.0)]
    assert [step.span.of(STRIKE).split("'")[-1] for step in claim.attribution] == ["OSDH"]


def test_the_same_text_gives_the_same_claims(reader: Reader) -> None:
    one, two = reader.read(report(WEEK)), reader.read(report(WEEK))
    assert one == two
    assert Reader().read(report(WEEK)) == one


def test_the_day_of_intake_plays_no_part(reader: Reader) -> None:
    days = [datetime(year, 1, 5, tzinfo=UTC) for year in (2019, 2026, 2040)]
    given = [reader.read(report(WEEK, published=PUBLISHED, taken=day)).claims for day in [*days, None]]
    assert all(claims == given[0] for claims in given)
    for text in (
        "L'armée syrienne a bombardé Alep mercredi.",
        "L'armée syrienne a bombardé Alep aujourd'hui.",
        "Hier, des rebelles ont attaqué Hama.",
    ):
        readings = [reader.read(report(text, taken=day)) for day in [*days, None]]
        assert {r.report.published for r in readings} == {None}
        for reading in readings:
            assert reading.claims
            for claim in reading.claims:
                assert claim.time is None or claim.time.value.start is None, claim.time
                assert claim.time is None or claim.time.value.end is None, claim.time


def test_an_inferred_date_says_so(reader: Reader) -> None:
    read = reader.read(report(WEEK)).report
    assert read.published_basis is PublishedBasis.INFERRED
    assert read.published_note
    assert read.published is not None
    given = reader.read(report(WEEK, published=PUBLISHED)).report
    assert (given.published, given.published_basis, given.published_note) == (PUBLISHED, PublishedBasis.GIVEN, None)


def test_the_day_of_intake_only_rules_out_what_lies_after_it(reader: Reader) -> None:
    early, late = (reader.read(report(WEEK, taken=datetime(year, 1, 5, tzinfo=UTC))).report.published for year in (2017, 2019))
    assert early is not None
    assert late is not None
    assert (early.end, late.end) == (date(2012, 6, 23), date(2018, 6, 23))
    assert "2018-06-20" in late.edtf


def test_where_a_report_lies_does_not_change_its_claims(reader: Reader) -> None:
    here = report(WEEK)
    there = replace(here, origin=Origin(url="https://example.org/a", taken=here.origin.taken), title="Titre")
    assert reader.read(here).claims == reader.read(there).claims


def test_a_text_around_it_moves_the_spans_along(reader: Reader) -> None:
    alone = reader.read(report(STRIKE, published=PUBLISHED)).claims
    shifted = reader.read(report(f"Météo\n\n{STRIKE}", published=PUBLISHED)).claims
    assert [(c.event, c.trigger.start + 7) for c in alone] == [(c.event, c.trigger.start) for c in shifted]


def test_two_processes_give_what_one_gives(reader: Reader) -> None:
    texts = tuple(f"{text} ({number})" for number in range(6) for text in TEXTS)
    assert list(results(reader, jobs=2, texts=texts)) == list(results(reader, jobs=1, texts=texts))


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_that_fails_takes_no_other_with_it(reader: Reader, jobs: int) -> None:
    reports = [
        report(STRIKE),
        report("Het leger heeft de stad gebombardeerd.", language="nl"),
        report(WEEK),
        *(report(f"{STRIKE} {n}") for n in range(9)),
    ]
    found = list(reader.read_many(reports, jobs=jobs))
    assert [r.report.id for r in found] == [r.id for r in reports]
    failures = [r for r in found if isinstance(r, Failure)]
    assert [f.report.language for f in failures] == ["nl"]
    assert isinstance(failures[0].error, UnsupportedLanguage)


def test_reports_are_taken_up_one_after_the_other(reader: Reader) -> None:
    taken: list[int] = []

    def reports() -> Iterator[Report]:
        for number in range(50):
            taken.append(number)
            yield report(f"{STRIKE} {number}")

    next(reader.read_many(reports(), jobs=1))
    assert taken == [0]
    side_by_side = reader.read_many(reports(), jobs=2)
    next(side_by_side)
    next(side_by_side)
    assert len(taken) < 45
    side_by_side.close()


def test_no_reports(reader: Reader) -> None:
    assert list(reader.read_many([], jobs=1)) == list(reader.read_many([], jobs=2)) == []


def test_an_empty_text_has_no_claims(reader: Reader) -> None:
    assert reader.read(report(" ")).claims == ()

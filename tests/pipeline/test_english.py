"""English reports, read whole: word order, genitives, clauses of saying, texts in capitals."""

from __future__ import annotations

from datetime import date

import pytest

from recoupe.model import Claim, Event, Modality, PartialDate
from recoupe.pipeline import Reader
from tests.pipeline.conftest import report


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def claims(reader: Reader, text: str) -> tuple[Claim, ...]:
    found = reader.read(report(text, published=PartialDate.day(date(2017, 4, 6)), language="en"))
    assert found.report.text == text
    return found.claims


def names(claim: Claim, role: str) -> list[str | None]:
    return [m.link.entity.name if m.link.entity else None for m in getattr(claim, role)]


@pytest.mark.parametrize(
    ("text", "event", "actor"),
    [
        ("Russian airstrikes hit Aleppo on Monday, killing ten people.", Event.STRIKE, "Russia"),
        ("Rebel fighters captured the town of Morek on Monday.", Event.CAPTURE, None),
        ("Hezbollah's attack on the convoy killed four soldiers near Qusayr.", Event.ATTACK, "Hezbollah"),
        ("The Taliban claimed responsibility for the attack.", Event.ATTACK, "Taliban"),
        ("Islamic State is responsible for the massacre in Sinjar.", Event.KILLING, "Islamic State"),
    ],
)
def test_who_did_it_stands_before_the_noun(reader: Reader, text: str, event: Event, actor: str | None) -> None:
    (claim,) = claims(reader, text)
    assert claim.event is event
    assert actor is None or actor in str(names(claim, "actors"))


def test_a_clause_of_saying_behind_names_its_speaker(reader: Reader) -> None:
    (claim,) = claims(reader, "Two drones struck a depot in Idlib, a military source told Reuters on Monday.")
    assert [step.kind.value for step in claim.attribution] == ["unnamed", "outlet"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The army could attack Idlib.", Modality.POSSIBLE),
        ("The army will attack Idlib.", Modality.PLANNED),
        ("The army managed to capture Morek.", Modality.ASSERTED),
        ("The army denied attacking Idlib.", Modality.DENIED),
    ],
)
def test_auxiliaries_tell_the_modality(reader: Reader, text: str, modality: Modality) -> None:
    assert [c.modality for c in claims(reader, text)] == [modality]


def test_a_report_in_capitals_keeps_its_letters(reader: Reader) -> None:
    (claim,) = claims(reader, "RUSSIAN WARPLANES BOMBED THE TOWN OF DOUMA ON MONDAY, THE OPPOSITION SAID.")
    assert claim.event is Event.STRIKE
    assert names(claim, "actors") == ["Russia"] or "Russia" in str(names(claim, "actors"))
    assert claim.trigger == type(claim.trigger)(18, 24)

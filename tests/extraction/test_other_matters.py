"""What belongs to another matter than the claim: dates of participles, means that a verb implies, deeds of victims."""

from __future__ import annotations

import pytest

from recoupe.model import Claim, Event, Modality
from recoupe.pipeline import Reader
from tests.pipeline.conftest import report


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def claims(reader: Reader, text: str, language: str = "fr") -> dict[Event, Claim]:
    return {c.event: c for c in reader.read(report(text, language=language)).claims}


def test_the_date_of_a_truce_is_not_that_of_the_strike(reader: Reader) -> None:
    text = "La banlieue sud de Beyrouth est bombardée malgré la trêve entrée en vigueur le 27 novembre 2024."
    found = claims(reader, text)
    assert found[Event.STRIKE].time is None
    assert found[Event.CEASEFIRE].time is not None


def test_what_a_victim_prepared_does_not_take_the_victim(reader: Reader) -> None:
    text = "L'armée israélienne affirme avoir éliminé un cadre du Hezbollah qui aidait le Hamas à préparer une attaque."
    found = claims(reader, text)
    assert [t.link.entity.id for t in found[Event.KILLING].targets if t.link.entity] == ["hezbollah"]
    assert Event.ATTACK not in found or found[Event.ATTACK].quantities == ()


def test_an_air_strike_takes_no_small_arms_from_its_verb(reader: Reader) -> None:
    text = "El Ejército colombiano bombardeó un campamento de las FARC en Guaviare y abatió a 14 guerrilleros."
    (claim,) = reader.read(report(text, language="es")).claims
    assert claim.event is Event.STRIKE
    assert "small_arms" not in {m.id for m in claim.means}


def test_blame_for_a_deed_of_its_own_is_not_that_for_the_last_one(reader: Reader) -> None:
    text = "Around 27 soldiers died in Nasir. The government accuses Hezbollah of collaborating with the militia."
    found = [c for c in reader.read(report(text, language="en")).claims if c.event is Event.KILLING]
    assert len(found) == 1


def test_the_hour_of_an_entry_is_no_part_of_its_sentence(reader: Reader) -> None:
    text = "10:15 - US strikes hit a hospital in Saada.\n[09h02] : Israel's army bombed Beirut."
    found = reader.read(report(text, language="en")).claims
    assert [c.evidence.of(text)[:6] for c in found] == ["US str", "Israel"]
    assert all(c.time is None for c in found)


def test_what_is_asked_of_people_is_no_deed_yet(reader: Reader) -> None:
    text = "Le président Bachar al-Assad demande au peuple syrien de manifester à Damas."
    assert all(c.modality is not Modality.ASSERTED for c in reader.read(report(text)).claims if c.event is Event.PROTEST)

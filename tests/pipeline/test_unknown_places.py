"""Places that no gazetteer has, and those that are called by what they are."""

from __future__ import annotations

import pytest

from recoupe.model import Claim, Event, PlaceMention
from recoupe.pipeline import Reader
from tests.pipeline.conftest import report


def places(reader: Reader, text: str, language: str, event: Event) -> list[PlaceMention]:
    found: list[Claim] = [c for c in reader.read(report(text, language=language)).claims if c.event is event]
    assert found, text
    return [place for claim in found for place in claim.places]


@pytest.mark.parametrize(
    ("text", "language", "event", "place"),
    [
        ("Gunmen attacked the town of Fadoumba on Saturday.", "en", Event.ATTACK, "town of Fadoumba"),
        ("Rebels seized Kaffaloro on Monday and pulled out on Tuesday.", "en", Event.CAPTURE, "Kaffaloro"),
        ("Les rebelles ont repris Boulambora mardi.", "fr", Event.CAPTURE, "Boulambora"),
        ("El ELN retomó Zalangora el lunes.", "es", Event.CAPTURE, "Zalangora"),
    ],
)
def test_an_unknown_town_that_is_taken_or_attacked(reader: Reader, text: str, language: str, event: Event, place: str) -> None:
    (found,) = places(reader, text, language, event)
    assert found.span.of(text) == place
    assert found.lat is None
    assert found.link.entity is None


def test_who_is_captured_is_no_town(reader: Reader) -> None:
    text = "Soldiers captured Ahmed Yusuf in a raid."
    (claim,) = reader.read(report(text, language="en")).claims
    assert claim.places == ()
    assert [t.span.of(text) for t in claim.targets] == ["Ahmed Yusuf"]


def test_the_first_word_of_a_longer_name_is_no_town(reader: Reader) -> None:
    text = "On Monday fighters loyal to Bello Turji burned houses. Troops killed nine bandits."
    claims = reader.read(report(text, language="en")).claims
    assert claims
    assert not any(p.country == "CO" for c in claims for p in c.places)
    assert not any(m.link.entity for c in claims for m in c.actors)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("L'armée soudanaise assiège El-Facher. Des tirs d'artillerie ont touché la capitale.", "fr"),
        ("The Sudanese army besieged El Fasher. Shells hit the capital on Monday.", "en"),
        ("El ejército sudanés asedia El Fasher. La aviación bombardeó la capital el lunes.", "es"),
    ],
)
def test_the_capital_is_that_of_the_country(reader: Reader, text: str, language: str) -> None:
    claims = reader.read(report(text, language=language)).claims
    found = [p for c in claims for p in c.places if "capital" in p.span.of(text)]
    assert [p.link.entity.name for p in found if p.link.entity] == ["Khartoum"]


def test_a_town_that_was_called_a_capital_stays_the_one_that_is_meant(reader: Reader) -> None:
    text = "L'armée éthiopienne a pris Mekele, capitale du Tigré. Mardi, des roquettes sont tombées sur la capitale."
    claims = reader.read(report(text)).claims
    assert [p.country for p in claims[-1].places] == ["ET"]
    assert claims[-1].places[0].link == claims[0].places[0].link


@pytest.mark.parametrize(
    ("text", "language", "town"),
    [
        ("Bukavu, 16 février. — La ville est tombée sans résistance.", "fr", "Bukavu"),
        ("Le marché de Goma est fermé depuis vendredi.\nMardi, des roquettes sont tombées sur la ville.", "fr", "Goma"),
        ("À Goma, le marché est fermé. Les rebelles du M23 y ont fait leur entrée mardi.", "fr", "Goma"),
        ("The market in Goma has been closed since Friday. Rockets hit the city on Tuesday.", "en", "Goma"),
    ],
)
def test_a_town_named_in_a_sentence_without_an_event(reader: Reader, text: str, language: str, town: str) -> None:
    (claim,) = reader.read(report(text, language=language)).claims
    assert [p.link.entity.name for p in claim.places if p.link.entity] == [town]


def test_what_lasts_is_not_of_the_day_told_before(reader: Reader) -> None:
    text = "Le 3 août 2016, l'aviation russe a bombardé Daraya. Les rebelles tiennent encore une bande de deux kilomètres carrés."
    strike, hold = reader.read(report(text)).claims
    assert strike.time is not None
    assert (hold.event, hold.time) == (Event.HOLD, None)

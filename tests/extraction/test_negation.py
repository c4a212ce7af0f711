"""What nobody says, and what is not denied."""

from __future__ import annotations

import pytest

from recoupe.model import Claim, Modality, Polarity
from recoupe.pipeline import Reader
from tests.pipeline.conftest import report


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def only(reader: Reader, text: str, language: str) -> Claim:
    (claim,) = reader.read(report(text, language=language)).claims
    return claim


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Aucun groupe n'a revendiqué l'attaque de Gao.", "fr"),
        ("Personne n'a revendiqué l'attentat de Bagdad.", "fr"),
        ("L'armée n'a pas confirmé l'attaque de Gao.", "fr"),
        ("No group has claimed responsibility for the attack in Gao.", "en"),
        ("Nobody claimed responsibility for the Kabul bombing.", "en"),
        ("The army has not confirmed the attack on Kano.", "en"),
        ("Ningún grupo ha reivindicado el ataque de Gao.", "es"),
        ("El ejército no confirmó el ataque de Gao.", "es"),
    ],
)
def test_what_nobody_says_happened_all_the_same(reader: Reader, text: str, language: str) -> None:
    claim = only(reader, text, language)
    assert (claim.modality, claim.polarity) == (Modality.ASSERTED, Polarity.POSITIVE)
    assert claim.attribution == ()
    assert claim.actors == ()
    assert claim.places


@pytest.mark.parametrize(
    ("text", "language"),
    [("Israël n'a pas nié avoir frappé Damas lundi.", "fr"), ("Israel did not deny striking Damascus on Monday.", "en")],
)
def test_what_is_not_denied_is_no_denial(reader: Reader, text: str, language: str) -> None:
    claim = only(reader, text, language)
    assert (claim.modality, claim.polarity) == (Modality.ASSERTED, Polarity.POSITIVE)


def test_a_negated_deed_stays_negated(reader: Reader) -> None:
    claim = only(reader, "L'armée a annoncé qu'elle n'avait pas bombardé Gao.", "fr")
    assert claim.polarity is Polarity.NEGATIVE


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ("L'attentat de Bagdad a fait dix morts.", "fr", "Baghdad"),
        ("Le massacre de Damas a fait dix morts.", "fr", "Damascus"),
        ("The Kabul bombing killed ten people.", "en", "Kabul"),
    ],
)
def test_a_capital_where_something_happened_is_no_government(reader: Reader, text: str, language: str, place: str) -> None:
    claim = only(reader, text, language)
    assert claim.actors == ()
    assert [p.link.entity.name for p in claim.places if p.link.entity] == [place]


def test_a_capital_that_strikes_is_its_government(reader: Reader) -> None:
    claim = only(reader, "Les frappes de Moscou sur Kiev ont tué dix personnes.", "fr")
    assert [a.link.entity.name for a in claim.actors if a.link.entity] == ["Russia"]


def test_some_officials_are_nobody_that_was_named(reader: Reader) -> None:
    shot_down = "Ukraine's air force said it shot down nine drones."
    text = f"{shot_down} In Saratov, a drone struck a refinery, according to local officials."
    last = reader.read(report(text, language="en")).claims[-1]
    assert [(s.kind.value, s.link.entity) for s in last.attribution] == [("unnamed", None)]


def test_our_forces_are_those_of_the_speaker(reader: Reader) -> None:
    claim = only(reader, "\"Our forces hold their positions,\" the Ukrainian army said.", "en")
    assert [a.link.entity.name for a in claim.actors if a.link.entity] == ["Military Forces of Ukraine"]

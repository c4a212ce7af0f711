"""What French reports of war say in phrases of their own."""

from __future__ import annotations

import pytest

from recoupe.model import Claim, Event, Modality, Polarity
from recoupe.pipeline import Reader
from tests.pipeline.conftest import report


def claims(reader: Reader, text: str, *events: Event) -> list[Claim]:
    return [c for c in reader.read(report(text, language="fr")).claims if not events or c.event in events]


@pytest.mark.parametrize(
    ("text", "event", "trigger"),
    [
        ("Les insurgés ont fait sauter le pont de Goma.", Event.DESTRUCTION, "sauter"),
        ("Les forces de Haftar progressent vers Tripoli.", Event.ADVANCE, "progressent"),
        ("Le commandement français abandonna Lang Son le 18 octobre 1950.", Event.WITHDRAWAL, "abandonna"),
        ("Quelque 8 200 personnes sont arrivées à Ayorou.", Event.DISPLACEMENT, "arrivées"),
        ("Les policiers ont passé à tabac trois étudiants à Khartoum.", Event.ATTACK, "passé"),
        ("Un ancien ministre a été assigné à résidence à Bamako.", Event.ARREST, "assigné"),
        ("Les pourparlers piétinent à Doha.", Event.AGREEMENT, "pourparlers"),
        ("Les terroristes ont emporté 200 têtes de bétail à Ménaka.", Event.DESTRUCTION, "emporté"),
    ],
)
def test_phrases_of_war_reporting(reader: Reader, text: str, event: Event, trigger: str) -> None:
    (claim,) = claims(reader, text)
    assert claim.event is event
    assert trigger in claim.trigger.of(text)


@pytest.mark.parametrize("town", ["Doha", "Ankara", "Nairobi", "Caracas"])
def test_a_capital_that_bears_its_governments_name_is_a_place(reader: Reader, town: str) -> None:
    (claim,) = claims(reader, f"Une bombe a explosé à {town} mardi.")
    assert [p.span.of(f"Une bombe a explosé à {town} mardi.") for p in claim.places] == [town]
    assert claim.places[0].lat is not None


def test_who_attributes_a_deed_to_himself_claims_it(reader: Reader) -> None:
    (claim,) = claims(reader, "Le Hamas s'est attribué l'attaque de mardi contre un poste de l'armée israélienne.", Event.ATTACK)
    assert claim.modality is Modality.ASSERTED
    assert [a.link.entity.id for a in claim.actors if a.link.entity is not None] == ["hamas"]


def test_soldiers_who_are_lost_are_counted(reader: Reader) -> None:
    (claim,) = claims(reader, "L'armée malienne reconnaît avoir perdu 34 hommes à Boulkessi.")
    assert [(q.min, q.max) for q in claim.quantities] == [(34, 34)]
    assert not claim.actors


def test_no_longer(reader: Reader) -> None:
    (claim,) = claims(reader, "L'armée congolaise ne contrôle plus la ville de Goma.")
    assert claim.polarity is Polarity.NEGATIVE


def test_who_denies_what_others_say_does_not_deny_his_own_words(reader: Reader) -> None:
    text = "Les M23 n'ont pas quitté Alimbongo, insiste un notable du Lubero, qui dément ainsi le communiqué de l'armée."
    (claim,) = claims(reader, text)
    assert claim.trigger.of(text) == "quitté"


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("Israël a répliqué par des tirs d'obus sur le village de Kfar Kila.", Event.SHELLING, ["Israel"]),
        ("Moscou et Kiev ont procédé mercredi à un échange de 195 prisonniers.", Event.AGREEMENT, ["Russia", "Ukraine"]),
        ("Les brigades Al-Qods ont revendiqué des tirs de roquettes sur Sdérot.", Event.SHELLING, ["Al-Quds Brigades"]),
    ],
)
def test_who_is_behind_a_noun_with_a_preposition(reader: Reader, text: str, event: Event, actors: list[str]) -> None:
    (claim,) = claims(reader, text, event)
    assert [a.link.entity.name for a in claim.actors if a.link.entity is not None] == actors


@pytest.mark.parametrize(
    ("text", "place", "target"),
    [
        ("Washington fournira à Kiev cinquante missiles.", [], ["Ukraine"]),
        ("Washington a livré à Kiev cinquante missiles.", [], ["Ukraine"]),
        ("Une bombe a explosé à Kiev mardi.", ["Kyiv"], []),
    ],
)
def test_a_capital_to_which_things_are_given_is_somebody(reader: Reader, text: str, place: list[str], target: list[str]) -> None:
    (claim,) = claims(reader, text)
    assert [p.link.entity.name for p in claim.places if p.link.entity is not None] == place
    assert [t.link.entity.name for t in claim.targets if t.link.entity is not None] == target


def test_an_attack_that_was_foiled_is_one_claim_whose_target_foiled_it(reader: Reader) -> None:
    text = "L'armée mozambicaine a déjoué une attaque contre Macomia et mis hors d'état de nuire quinze terroristes."
    (claim,) = claims(reader, text)
    assert claim.event is Event.ATTACK
    assert not claim.actors
    assert [t.link.entity.name for t in claim.targets if t.link.entity is not None] == ["Military Forces of Mozambique"]

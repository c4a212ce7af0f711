"""Protests, arrests, repression: told by crowds, of persons whom no registry knows, by nouns told by the clause behind them."""

from __future__ import annotations

import pytest

from tests.extraction.conftest import Read


@pytest.mark.parametrize(
    ("text", "trigger", "event"),
    [
        ("Les manifestants ont marché vers le palais présidentiel à Dakar.", "marché", "protest"),
        ("Les protestataires se sont heurtés à la police à Dakar.", "heurtés", "clash"),
        ("Les Soudanais se sont soulevés contre le régime en décembre.", "soulevés", "protest"),
        ("Les cheminots se sont mis en grève lundi à Atbara.", "mis", "protest"),
        ("La foule a brisé les vitrines de plusieurs magasins à Lomé.", "brisé", "destruction"),
        ("La répression des manifestations par la police a repris à Conakry.", "répression", "attack"),
        ("Il publie une vidéo montrant une marche nocturne à Khartoum.", "marche", "protest"),
        ("On y voit les images des manifestations qui se sont déroulées à Khartoum le 3 mars.", "manifestations", "protest"),
    ],
)
def test_the_event(read: Read, text: str, trigger: str, event: str) -> None:
    assert read.claim(text, trigger).event.value == event


def test_the_file_on_an_uprising_tells_none(read: Read) -> None:
    assert read("Ce billet fait partie de notre dossier sur le soulèvement au Soudan.") == ()


def test_somebody_named_among_people_is_somebody(read: Read) -> None:
    text = "Les militants Awa Diarra et Oumar Tall sont toujours détenus."
    target, *_ = read.claim(text, "détenus").targets
    assert target.span.of(text).startswith("Les militants Awa Diarra")


def test_a_namesake_is_not_the_known_person(read: Read) -> None:
    text = "Selon des témoins, Younès Kadhafi a été capturé dimanche."
    (target,) = read.claim(text, "capturé").targets
    assert target.span.of(text) == "Younès Kadhafi"
    assert target.link.entity is None


def test_a_participle_that_tells_who_did_it(read: Read) -> None:
    text = "Une photo circule d'un jeune manifestant abattu par un tireur embusqué."
    assert read.claim(text, "abattu").event.value == "killing"


def test_a_relative_clause_is_that_of_the_noun_before_it(read: Read) -> None:
    text = "Les proches des victimes de la frappe qui a visé la base ont manifesté."
    assert [c.event.value for c in read(text) if c.trigger.of(text) in ("frappe", "visé")] == ["strike"]

"""Which place and which date belong to a claim: those of its own clause."""

from __future__ import annotations

import pytest

from tests.extraction.conftest import Read


def places(read: Read, text: str, trigger: str) -> list[str]:
    return [p.span.of(text) for p in read.claim(text, trigger).places]


def test_a_place_inside_a_phrase_of_another_matter_is_not_that_of_the_claim(read: Read) -> None:
    text = "Des milliers d'Égyptiens ont manifesté au Caire contre la répression des manifestants en Syrie."
    assert places(read, text, "manifesté") == ["Caire"]


def test_a_place_of_a_relative_clause_stays_there(read: Read) -> None:
    text = "L'activiste, qui dirigeait un bureau de presse à Homs, a été arrêté à Damas par la police syrienne."
    assert places(read, text, "arrêté") == ["Damas"]


def test_a_relative_clause_about_the_event_tells_its_place(read: Read) -> None:
    text = "Les combats entre l'armée soudanaise et les Forces de soutien rapide, qui ont éclaté à Khartoum, continuent."
    assert "Khartoum" in places(read, text, "combats")


def test_each_of_two_coordinated_clauses_has_its_date(read: Read) -> None:
    text = "Il y a deux mois, la capitale Tripoli a été libérée et aujourd'hui, la Libye est en fête."
    time = read.claim(text, "libérée").time
    assert time is not None
    assert time.value.edtf == "2024-01"


@pytest.mark.parametrize(
    "later",
    [
        "Le quartier, qui avait été pilonné par l'armée syrienne, est vide.",
        "Il vivait à Alep, une ville que l'armée syrienne a bombardée.",
    ],
)
def test_no_date_is_carried_into_the_background(read: Read, later: str) -> None:
    text = f"Le 28 février, l'armée syrienne a repris Palmyre. {later}"
    claims = [c for c in read(text) if c.trigger.start > text.index(later)]
    assert claims
    assert all(c.time is None for c in claims)


def test_a_plural_without_a_name_points_at_no_place(read: Read) -> None:
    text = "Tripoli est en ruines. Les pays qui ont bombardé la capitale libyenne n'y pensaient pas."
    assert "pays" not in places(read, text, "bombardé")


def test_a_place_of_the_purpose_is_not_that_of_the_claim(read: Read) -> None:
    text = "Des militants ont manifesté à Paris pour alerter sur une famine imminente à Khartoum."
    assert places(read, text, "manifesté") == ["Paris"]


def test_the_place_of_the_clause_before_is_not_taken_over(read: Read) -> None:
    text = "L'Iran se plaint de la répression à Bahreïn mais envoie ses forces en Syrie."
    assert places(read, text, "envoie") == ["Syrie"]


def test_the_date_of_a_plan_is_not_carried_over(read: Read) -> None:
    text = "Des opposants appellent à manifester mardi 12 mars à Damas. Une militante a été arrêtée par la police syrienne."
    assert read.claim(text, "arrêtée").time is None

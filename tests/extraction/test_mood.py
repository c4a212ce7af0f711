"""Fact, plan, threat, denial, condition and negation, on real parses."""

from __future__ import annotations

import pytest

from recoupe.model import Modality, Polarity
from tests.extraction.conftest import Read


@pytest.mark.parametrize(
    ("text", "trigger", "modality"),
    [
        ("L'armée syrienne a repris Palmyre.", "repris", Modality.ASSERTED),
        ("L'armée syrienne a réussi à reprendre Palmyre.", "reprendre", Modality.ASSERTED),
        ("L'armée ukrainienne s'apprête à reprendre Bakhmout.", "reprendre", Modality.PLANNED),
        ("L'État syrien est déterminé à reprendre Idlib.", "reprendre", Modality.PLANNED),
        ("Les Houthis menacent d'attaquer Aden.", "attaquer", Modality.THREATENED),
        ("Les rebelles auraient pris Goma.", "pris", Modality.POSSIBLE),
        ("L'armée russe pourrait attaquer Kharkiv.", "attaquer", Modality.POSSIBLE),
        ("La coalition a démenti avoir bombardé Abou Kamal.", "bombardé", Modality.DENIED),
        ("Le ministère arménien de la Défense dément catégoriquement avoir tiré sur Gandja.", "tiré", Modality.DENIED),
        ("Une trêve entre Israël et le Hamas pourrait entrer en vigueur dimanche à Gaza.", "trêve", Modality.POSSIBLE),
        ("L'armée malienne va lancer un assaut sur Kidal.", "assaut", Modality.PLANNED),
        ("L'armée syrienne a utilisé des barils d'explosifs pour détruire les quartiers de Homs.", "détruire", Modality.ASSERTED),
        ("Des soldats ont franchi les barrages installés par les rebelles près de Goma.", "installés", Modality.ASSERTED),
        ("L'armée n'a pas condamné l'attaque menée par les rebelles à Homs.", "attaque", Modality.ASSERTED),
        ("Un complot destiné à assassiner le président Zelensky a été découvert à Kiev.", "assassiner", Modality.PLANNED),
        ("Des opposants se sont réunis à Khartoum pour manifester contre l'armée.", "manifester", Modality.ASSERTED),
    ],
)
def test_modality(read: Read, text: str, trigger: str, modality: Modality) -> None:
    assert read.claim(text, trigger).modality is modality


@pytest.mark.parametrize(
    ("text", "trigger", "polarity"),
    [
        ("L'armée syrienne a repris Palmyre.", "repris", Polarity.POSITIVE),
        ("L'armée syrienne n'a pas repris Palmyre.", "repris", Polarity.NEGATIVE),
        ("L'armée ukrainienne n'a pas pu reprendre Bakhmout.", "reprendre", Polarity.NEGATIVE),
        ("L'armée ukrainienne a échoué à reprendre Bakhmout.", "reprendre", Polarity.NEGATIVE),
        ("Les peshmergas affirment n'avoir exécuté aucun combattant de Daech à Tal Afar.", "exécuté", Polarity.NEGATIVE),
    ],
)
def test_polarity(read: Read, text: str, trigger: str, polarity: Polarity) -> None:
    assert read.claim(text, trigger).polarity is polarity


def test_what_could_not_be_done_is_told_as_a_fact(read: Read) -> None:
    claim = read.claim("L'armée ukrainienne n'a pas pu reprendre Bakhmout.", "reprendre")
    assert (claim.modality, claim.polarity) == (Modality.ASSERTED, Polarity.NEGATIVE)


def test_what_is_said_of_a_rumour_is_not_said_of_its_words(read: Read) -> None:
    text = "Selon des rumeurs dont il n'y a pas de preuve, l'Iran allait envoyer des troupes en Syrie."
    claim = read.claim(text, "envoyer")
    assert (claim.modality, claim.polarity) == (Modality.PLANNED, Polarity.POSITIVE)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Des habitants ont dû fuir la ville de Homs.", Modality.ASSERTED),
        ("Des habitants pourraient fuir la ville de Homs.", Modality.POSSIBLE),
    ],
)
def test_duty_and_ability_in_the_perfect_are_facts(read: Read, text: str, modality: Modality) -> None:
    assert read.claim(text, "fuir").modality is modality


@pytest.mark.parametrize(
    ("text", "trigger", "modality"),
    [
        ("La répression tuerait cent personnes par jour à Homs.", "tuerait", Modality.POSSIBLE),
        ("Le groupe Wagner combattrait aux côtés des FSR au Darfour.", "combattrait", Modality.POSSIBLE),
        ("Les rebelles détiendraient trois soldats syriens à Alep.", "détiendraient", Modality.POSSIBLE),
        ("Les soldats syriens tiraient sur la foule à Deraa.", "tiraient", Modality.ASSERTED),
        ("L'armée montrait ses chars et encerclait Grozny.", "encerclait", Modality.ASSERTED),
        ("Le Hezbollah a annoncé qu'il soutiendrait l'Iran.", "soutiendrait", Modality.PLANNED),
    ],
)
def test_the_conditional_by_its_ending(read: Read, text: str, trigger: str, modality: Modality) -> None:
    assert read.claim(text, trigger).modality is modality


@pytest.mark.parametrize(
    "text",
    [
        "Le Hamas a annoncé qu'il ne s'impliquerait pas et ne soutiendrait pas l'Iran.",
        "L'armée syrienne n'a pas repris Homs et n'a pas bombardé Alep.",
    ],
)
def test_two_verbs_that_are_each_negated(read: Read, text: str) -> None:
    assert all(c.polarity is Polarity.NEGATIVE for c in read(text))


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("La foule exigeait que le gouvernement lève le siège de Daraa.", "siège"),
        ("L'ONU demande la fin des bombardements russes sur Alep.", "bombardements"),
        ("Les habitants réclament l'arrêt des frappes saoudiennes à Saada.", "frappes"),
    ],
)
def test_what_is_to_end_goes_on(read: Read, text: str, trigger: str) -> None:
    assert read.claim(text, trigger).modality is Modality.ASSERTED


@pytest.mark.parametrize(
    "text",
    [
        "A Aden, la police a tiré en l'air afin de disperser les manifestants.",
        "L'armée est entrée dans Deraa afin de disperser la foule.",
    ],
)
def test_a_purpose_with_an_adverb(read: Read, text: str) -> None:
    assert read.claim(text, "disperser").modality is Modality.PLANNED

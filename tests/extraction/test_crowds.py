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


def test_whoever_announces_a_death_did_not_cause_it(read: Read) -> None:
    assert read.claim("Le Hamas a annoncé la mort du cheikh Omar Benali à Gaza.", "mort").actors == ()


def test_a_date_is_not_carried_past_what_is_introduced(read: Read) -> None:
    text = "Des avions ont bombardé Kidal le 4 mars.\nUne habitante écrit :\nDes hommes armés ont enlevé deux bergers à Ménaka."
    assert read.claim(text, "enlevé").time is None


@pytest.mark.parametrize(
    ("text", "trigger", "target"),
    [
        ("Deux journalistes turcs ont été enlevés en Syrie.", "enlevés", "Deux journalistes turcs"),
        ("Le vieux tyran libyen Mouammar Kadhafi a été tué à Syrte.", "tué", "Le vieux tyran libyen Mouammar Kadhafi"),
    ],
)
def test_people_of_a_nation_are_named(read: Read, text: str, trigger: str, target: str) -> None:
    assert [t.span.of(text) for t in read.claim(text, trigger).targets] == [target]


@pytest.mark.parametrize("text", ["Les manifestants devant l'ambassade du Mali à Paris", "On voit des manifestants à Bamako."])
def test_protesters_in_a_picture(read: Read, text: str) -> None:
    assert read.claim(text, "manifestants").event.value == "protest"


def test_a_street_called_after_a_town_lies_elsewhere(read: Read) -> None:
    text = "Des étudiants ont manifesté sur la place d'Istanbul à Téhéran."
    assert "Istanbul" not in {p.link.entity.name for p in read.claim(text, "manifesté").places if p.link.entity is not None}


def test_the_town_is_the_one_that_lies_near_another(read: Read) -> None:
    text = "Un raid a tué 60 personnes à Halfaya, près de Hama. Le bombardement de la ville a duré une heure."
    places = read.claim(text, "bombardement").places
    assert [p.link.entity.name for p in places if p.link.entity is not None] == ["Ḩalfāyā"]


def test_those_charged_are_those_who_tried(read: Read) -> None:
    text = "La justice américaine a inculpé deux hommes pour avoir tenté d'assassiner l'ambassadeur saoudien."
    assert read.claim(text, "assassiner").actors == ()


def test_his_arrest_is_that_of_whoever_is_spoken_of(read: Read) -> None:
    text = "Deux jours après son arrestation, Awa Diarra a été inculpée à Bamako."
    (target,) = read.claim(text, "arrestation").targets
    assert target.span.of(text) == "son"


def test_whoever_is_spoken_of_is_no_part_of_the_source(read: Read) -> None:
    text = "Selon ses avocats, Awa Diarra a été arrêtée à Bamako."
    assert [s.span.of(text) for s in read.claim(text, "arrêtée").attribution] == ["ses avocats"]


def test_a_line_that_introduces_is_no_heading(read: Read) -> None:
    text = "Un rassemblement se forme à Téhéran :\nDes gens ont manifesté à Téhéran et brisé des vitrines."
    assert [c.event.value for c in read(text)].count("protest") == 2

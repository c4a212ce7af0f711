"""What dense reports ask of the reader: one construction a test, on the real reader."""

from __future__ import annotations

from datetime import date

import pytest

from recoupe.model import Claim, Event, Modality, PartialDate
from recoupe.pipeline import Reader
from tests.pipeline.conftest import report

PUBLISHED = PartialDate.day(date(2021, 3, 10))


def claims(reader: Reader, text: str) -> tuple[Claim, ...]:
    return reader.read(report(text, published=PUBLISHED)).claims


def actors(claim: Claim) -> list[str | None]:
    return [a.link.entity.name if a.link.entity else None for a in claim.actors]


def targets(claim: Claim) -> list[str | None]:
    return [t.link.entity.name if t.link.entity else None for t in claim.targets]


def one(reader: Reader, text: str, trigger: str) -> Claim:
    found = [c for c in claims(reader, text) if c.trigger.of(text) == trigger]
    assert len(found) == 1, [c.trigger.of(text) for c in claims(reader, text)]
    return found[0]


def test_the_verb_behind_what_was_put_in(reader: Reader) -> None:
    text = "Les forces azerbaïdjanaises, appuyées par des drones turcs, progressent dans le sud."
    assert actors(one(reader, text, "progressent")) == ["Military Forces of Azerbaijan"]


def test_a_noun_that_looks_like_an_adjective(reader: Reader) -> None:
    text = "De violents combats ont opposé mercredi l'armée congolaise aux rebelles du M23 aux abords de Sake."
    assert len(actors(one(reader, text, "combats"))) == 2


def test_a_day_in_a_name_is_no_date(reader: Reader) -> None:
    text = "Le Mouvement du 23 mars s'est emparé de Minova."
    assert one(reader, text, "emparé").time is None


def test_the_day_before_and_the_town_behind_it(reader: Reader) -> None:
    text = "Mardi, des combats ont éclaté à Sake. Le M23 s'était emparé la veille de la localité de Minova."
    claim = one(reader, text, "emparé")
    assert claim.time is not None
    assert claim.time.value.edtf == "2021-03-08"


def test_a_place_and_a_dash_before_the_first_sentence(reader: Reader) -> None:
    text = "(Nairobi) – Des combattants de Boko Haram ont tué douze habitants à Bama."
    assert actors(one(reader, text, "tué")) == ["Boko Haram"]


@pytest.mark.parametrize(
    ("victims", "expected"),
    [("douze personnes", []), ("douze civils", ["Civilians"]), ("douze habitants", ["Civilians"])],
)
def test_persons_are_not_said_to_be_civilians(reader: Reader, victims: str, expected: list[str]) -> None:
    text = f"L'armée syrienne a tué {victims} à Idlib."
    assert targets(one(reader, text, "tué")) == expected


def test_who_backs_somebody_is_no_place(reader: Reader) -> None:
    text = "Les Houthis, soutenus par l'Iran, tirent des missiles sur Riyad."
    claim = one(reader, text, "tirent")
    assert [p.link.entity.name for p in claim.places if p.link.entity] != ["Iran"]
    assert all(p.country != "IR" for p in claim.places)


def test_our_forces_are_those_of_whoever_issues_the_statement(reader: Reader) -> None:
    text = "L'armée malienne informe l'opinion. Le 7 mars, nos avions ont frappé un campement près de Tessalit."
    assert actors(one(reader, text, "frappé")) == ["Military Forces of Mali"]


def test_a_count_is_no_plan(reader: Reader) -> None:
    text = "L'OSDH a compté 53 morts à Idlib."
    claim = one(reader, text, "morts")
    assert claim.event is Event.KILLING
    assert claim.modality is Modality.ASSERTED
    assert len(claim.attribution) == 1


def test_a_date_before_an_hour_and_before_a_length(reader: Reader) -> None:
    text = "Le 7 mars, aux environs de 6 heures, l'armée malienne a frappé un campement à Tessalit."
    time = one(reader, text, "frappé").time
    assert time is not None
    assert time.value.edtf == "2021-03-07"
    text = "Le 6 mars, l'armée centrafricaine a repris Bambari à l'issue de deux jours de combats."
    time = one(reader, text, "repris").time
    assert time is not None
    assert time.value.edtf == "2021-03-06"


def test_the_place_that_a_relative_word_stands_for(reader: Reader) -> None:
    text = "Les rebelles tiennent Hadrout, où des combats auraient lieu depuis vendredi."
    assert [p.link.entity.name for p in one(reader, text, "combats").places if p.link.entity] == ["Hadrut"]


def test_the_province_around_a_town_is_no_second_place(reader: Reader) -> None:
    text = "Au Tigré, les avions éthiopiens ont frappé Mekele."
    assert [p.link.entity.name for p in one(reader, text, "frappé").places if p.link.entity] == ["Mekelle"]


def test_whoever_denies_a_deed_without_an_author_denies_their_own(reader: Reader) -> None:
    text = "L'armée malienne dément tout bombardement à Kidal."
    claim = one(reader, text, "bombardement")
    assert claim.modality is Modality.DENIED
    assert actors(claim) == ["Military Forces of Mali"]


def test_forces_of_a_rule_and_somebody_else(reader: Reader) -> None:
    text = "Affrontements entre les forces du régime et Hayat Tahrir al-Cham près d'Idlib."
    assert actors(one(reader, text, "Affrontements")) == ["Syrian Arab Army", "Hay'at Tahrir al-Sham"]


def test_staff_of_a_body_are_its_people(reader: Reader) -> None:
    text = "Seize employés de l'ONU ont été arrêtés à Addis-Abeba."
    assert targets(one(reader, text, "arrêtés")) == ["United Nations"]


@pytest.mark.parametrize(
    ("text", "trigger", "town"),
    [
        ("Israël a bombardé Beyrouth.", "bombardé", "Beirut"),
        ("La coalition arabe a mené des raids contre Sanaa.", "raids", "Sanaa"),
    ],
)
def test_a_capital_that_is_struck_is_a_place(reader: Reader, text: str, trigger: str, town: str) -> None:
    claim = one(reader, text, trigger)
    assert [p.link.entity.name for p in claim.places if p.link.entity] == [town]
    assert targets(claim) == []


def test_the_army_of_where_the_paragraph_plays(reader: Reader) -> None:
    text = "Des jihadistes ont attaqué Djibo, au Burkina Faso. L'armée a riposté à Djibo.\n\nAu Mali, l'armée a quitté Ber."
    assert actors(one(reader, text, "quitté")) == ["Military Forces of Mali"]


def test_who_occupies_holds_and_who_occupied_captured(reader: Reader) -> None:
    assert one(reader, "Des troupes érythréennes occupent Humera.", "occupent").event is Event.HOLD
    assert one(reader, "Des troupes érythréennes ont occupé Humera.", "occupé").event is Event.CAPTURE


def test_a_wave_of_arrests_strikes_nobody_from_the_air(reader: Reader) -> None:
    text = "Une vague d'arrestations a frappé des centaines d'habitants à Addis-Abeba."
    assert one(reader, text, "arrestations").event is Event.ARREST


def test_the_heading_of_a_summary_gives_its_day(reader: Reader) -> None:
    text = "Syrie : bilan de la journée du dimanche 7 mars\n\nL'armée syrienne a bombardé Saraqeb."
    time = one(reader, text, "bombardé").time
    assert time is not None
    assert time.value.edtf == "2021-03-07"


def test_an_attack_that_was_repelled_is_one_claim(reader: Reader) -> None:
    text = "L'armée malienne a repoussé une attaque du JNIM contre le camp de Ber."
    found = claims(reader, text)
    assert [c.event for c in found] == [Event.ATTACK]
    assert actors(found[0]) == ["Jama'at Nusrat al-Islam wal-Muslimin"]
    assert targets(found[0]) == ["Military Forces of Mali"]


def test_a_source_inside_an_inserted_clause_speaks_for_it_alone(reader: Reader) -> None:
    text = "Le Mouvement du 23 mars, appuyé selon l'ONU par des soldats rwandais, s'est emparé de Minova."
    assert one(reader, text, "emparé").attribution == ()
    assert len(one(reader, text, "appuyé").attribution) == 1

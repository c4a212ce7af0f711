"""Who speaks and who was lost, in several languages: a party that tells its own losses, bodies that no registry knows."""

from __future__ import annotations

from datetime import date

import pytest

from recoupe.model import Claim, Event, PartialDate
from recoupe.pipeline import Reader
from tests.pipeline.conftest import report


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def claims(reader: Reader, language: str, text: str) -> tuple[Claim, ...]:
    return reader.read(report(text, published=PartialDate.day(date(2024, 2, 2)), language=language)).claims


LOSSES = [
    ("en", "The RSF said it lost twelve men in Babanusa.", "rsf", 12),
    ("en", "Rebels lost three fighters near Goma on Monday.", "m23", 3),
    ("fr", "Les FSR disent avoir perdu douze combattants jeudi à Babanoussa.", "rsf", 12),
    ("es", "El ejército perdió doce soldados en Arauquita el domingo.", "colombia-army", 12),
    ("es", "El ejército reconoció que perdió a siete policías en Tumaco el lunes.", "colombia-army", 7),
]


@pytest.mark.parametrize(("language", "text", "whose", "killed"), LOSSES)
def test_who_loses_people_is_the_one_hit(reader: Reader, language: str, text: str, whose: str, killed: int) -> None:
    (claim,) = claims(reader, language, text)
    assert claim.event is Event.KILLING
    assert [m.link.entity.id for m in claim.targets if m.link.entity] == [whose]
    assert not claim.actors
    assert [(q.min, q.max) for q in claim.quantities] == [(killed, killed)]


def test_a_loss_of_ground_or_votes_costs_no_lives(reader: Reader) -> None:
    for text in ("The military lost two towns in Shan State.", "The party lost ten seats in Kano on Monday."):
        assert Event.KILLING not in {c.event for c in claims(reader, "en", text)}


def test_the_military_is_the_army_of_the_place(reader: Reader) -> None:
    (claim,) = claims(reader, "en", "An assault on the army base at Babanusa failed on Thursday, the military said.")
    assert [s.link.entity.id for s in claim.attribution if s.link.entity] == ["sudan-army"]


@pytest.mark.parametrize("body", ["لجنة أطباء المساليت", "لجنة الطوارئ", "نقابة أطباء المساليت"])
def test_a_body_whose_first_letter_could_be_a_preposition_speaks(reader: Reader, body: str) -> None:
    text = f"قُتل خمسة في الجنينة، بحسب {body}."
    (claim,) = claims(reader, "ar", text)
    assert [s.span.of(text) for s in claim.attribution] == [body]
    assert [p.link.entity.id for p in claim.places if p.link.entity] == ["place:sd-el-geneina"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Rapid Support Forces have surrounded Babanusa since Monday, the force said in a statement.", "rsf"),
        ("The Syrian Democratic Forces captured Tabqa on Monday, the force said.", "sdf"),
        ("Sudan's army attacked Babanusa on Monday, the force said.", "sudan-army"),
    ],
)
def test_the_force_is_the_group_whose_name_says_so(reader: Reader, text: str, speaker: str) -> None:
    (claim,) = claims(reader, "en", text)
    assert [s.link.entity.id for s in claim.attribution if s.link.entity] == [speaker]


def test_a_body_of_which_more_is_said_than_what_it_is_has_a_name_in_any_script(reader: Reader) -> None:
    for body, kind in (("لجنة الطوارئ", "organization"), ("مدير المستشفى", "unnamed"), ("سكان محليين", "unnamed")):
        (claim,) = claims(reader, "ar", f"قُتل خمسة في الجنينة، بحسب {body}.")
        assert [s.kind.value for s in claim.attribution] == [kind], body

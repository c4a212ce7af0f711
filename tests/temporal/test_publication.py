"""The date of a report that does not give one."""

from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf

from recoupe.model import Span
from recoupe.temporal.publication import InferredDate, OfficeTerm, infer_published
from tests.temporal.test_phrases import french

TERMS = (
    OfficeTerm("Donald Trump", date(2017, 1, 20), date(2021, 1, 20)),
    OfficeTerm("Donald Trump", date(2025, 1, 20), None),
)
LATEST = date(2026, 3, 1)


def infer(text: str, *, terms: tuple[OfficeTerm, ...] = (), latest: date | None = LATEST) -> InferredDate | None:
    phrases = french().find(text, Span(0, len(text)))
    return infer_published(phrases, text=text, officeholders=terms, latest=latest)


PAIRS = (
    "Trois jours après avoir attaqué les positions de l'armée, des informations font état d'une progression. "
    "Mercredi 20 juin, les forces ont vaincu les derniers éléments. Une base a été visée lundi 18 juin par des drones."
)


def test_weekdays_and_an_office_leave_one_year() -> None:
    inferred = infer(PAIRS, terms=TERMS)
    assert inferred is not None
    assert (inferred.value.start, inferred.value.end) == (date(2018, 6, 21), date(2018, 6, 23))
    assert inferred.others == ()
    assert "Mercredi 20 juin" in inferred.note
    assert "Donald Trump" in inferred.note


def test_no_year_is_guessed_where_nobody_in_office_is_named() -> None:
    inferred = infer(PAIRS)
    assert inferred is not None
    parse_edtf(inferred.value.edtf)
    assert inferred.value.edtf.endswith("2012-06-21..2012-06-23,2018-06-21..2018-06-23]")
    assert [year for year in range(1990, 2027) if f"[{year}-" in inferred.value.edtf or f",{year}-" in inferred.value.edtf] == [
        1990, 2001, 2007, 2012, 2018,
    ]  # fmt: skip
    assert "nothing in the report tells which" in inferred.note
    text = "Lundi, ils ont fui."
    (phrase,) = french().find(text, Span(0, len(text)))
    assert french().resolve(phrase, published=inferred.value, text=text) is None


def test_a_year_in_the_text_decides() -> None:
    inferred = infer(PAIRS + " Dossier : la Syrie 2018.")
    assert inferred is not None
    assert inferred.value.edtf == "2018-06-21/2018-06-23"
    assert 2012 in inferred.others


def test_the_day_of_intake_is_an_upper_bound() -> None:
    inferred = infer(PAIRS, terms=TERMS, latest=date(2018, 6, 22))
    assert inferred is not None
    assert inferred.value.edtf == "2018-06-21/2018-06-22"
    same_day = infer(PAIRS, terms=TERMS, latest=date(2018, 6, 20))
    assert same_day is not None
    assert same_day.value.edtf == "2018-06-20"
    earlier = infer(PAIRS, latest=date(2018, 6, 19))
    assert earlier is not None
    assert earlier.value.end == date(2012, 6, 23)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("BEYROUTH, 22 juin 2018 (Agence) - Un raid a tué cinq personnes mercredi.", "2018-06-22"),
        ("Publié le 22/06/2018 à 14:35\nUn raid a tué cinq personnes.", "2018-06-22"),
        ("Ce jeudi 24 février 2022, des missiles sont tombés sur Kyïv.", "2022-02-24"),
        ("Hier, mercredi 20 juin 2018, un raid a tué cinq personnes.", "2018-06-21"),
        ("Le 19 juin 2018, un raid a tué cinq personnes. Hier, deux autres raids ont eu lieu.", "2018-06-19/.."),
        ("Le 6 avril 1994, l'avion du président a été abattu.", "1994-04-06/.."),
        ("Le jeudi 24 février, des missiles sont tombés. La guerre dure depuis 2014.", "2022-02-24/2022-02-27"),
        ("Mercredi 3 janvier, un raid a eu lieu, après celui du vendredi 29 décembre 2023.", "2024-01-03/2024-01-06"),
        ("Lundi 18 juin, un raid a eu lieu. En 2014, la ville était tombée. Le 30 mai 2018, une trêve a été signée.",
         "2018-06-18/2018-06-21"),
        ("Le sommet aura lieu le mercredi 11 juillet. Lundi 18 juin 2018, un raid a eu lieu.", "2018-06-18/2018-06-25"),
    ],
)  # fmt: skip
def test_inferred(text: str, edtf: str) -> None:
    inferred = infer(text)
    assert inferred is not None
    assert inferred.value.edtf == edtf, inferred.note


@pytest.mark.parametrize(
    "text",
    [
        "Un raid a tué cinq personnes lundi.",
        "Ils se battent depuis des années.",
        "Un raid a tué cinq personnes le 20 juin.",
        "Aucune date ici.",
        "Lundi 18 juin, un raid a eu lieu, et mercredi 21 juin un autre.",
    ],
)
def test_not_enough_to_tell(text: str) -> None:
    assert infer(text) is None

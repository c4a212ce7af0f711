from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recoupe.language.fold import fold
from recoupe.language.lexicon import Lexicon

FORMS = (
    "armée",
    "Armée du Nord",
    "Le Monde",
    "Daech",
    "EI",
    "FDS",
    "al-Qaïda",
    "Front de Libération",
    "l'Opinion",
    "T-2",
    "T",
    "أبو كمال",
)


def found(text: str, *forms: str, prefixes: tuple[str, ...] = ()) -> list[str]:
    return [text[hit.start : hit.end] for hit in Lexicon(((form, form) for form in forms), prefixes).find(text)]


@pytest.mark.parametrize(
    ("form", "text", "matches"),
    [
        ("armée", "L'ARMÉE et une Armee", ["ARMÉE", "Armee"]),
        ("Daech", "daech", []),
        ("Daech", "DAECH et Daech", ["DAECH", "Daech"]),
        ("EI", "ei Ei EI", ["EI"]),
        ("OSDH", "l’OSDH", ["OSDH"]),
        ("Le Monde", "Le monde entier regarde", []),
        ("Le Monde", "le monde", []),
        ("Le Monde", "dans Le Monde, et LE MONDE, et le Monde", ["Le Monde", "LE MONDE", "le Monde"]),
        ("L'Opinion", "L'opinion publique", []),
        ("Front de libération", "Front de libération ; front de libération", ["Front de libération"]),
        ("Front al-Nosra", "le front al-Nosra", ["front al-Nosra"]),
        ("Front al-Nosra", "Front al-nosra", []),
        ("Conseil de Sécurité", "Conseil de Sécurité", ["Conseil de Sécurité"]),
        ("al-Qaïda", "Al-Qaïda, al Qaida, Al-Qaida et AL-QAÏDA", ["Al-Qaïda", "al Qaida", "Al-Qaida", "AL-QAÏDA"]),
        ("al-Qaïda", "al-qaïda", []),
        ("Abou Kamal", "Abou-Kamal et Abou\u00a0Kamal", ["Abou-Kamal", "Abou\u00a0Kamal"]),
        ("Hezbollah d'Irak", "Hezbollah d’Irak", ["Hezbollah d’Irak"]),
        ("Al-Masdar News", "al-Masdar news", ["al-Masdar news"]),
        ("MSF", "msf", []),
        ("Ⓐ", "Ⓐ", ["Ⓐ"]),
    ],
)
def test_case(form: str, text: str, matches: list[str]) -> None:
    assert found(text, form) == matches


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("Daechiens", []), ("antiDaech", []), ("anti-Daech", ["Daech"]), ("(Daech)", ["Daech"]), ("Daech2", []), ("«Daech»", ["Daech"]),  # noqa: E501
        ("l'Daech", ["Daech"]), ("Daech's", ["Daech"]), ("Daech", ["Daech"]), ("#Daech", ["Daech"]), ("Daech_", ["Daech"]), ("éDaech", []),  # noqa: E501
    ],
)  # fmt: skip
def test_boundaries(text: str, matches: list[str]) -> None:
    assert found(text, "Daech") == matches


def test_the_longest_from_the_left_wins() -> None:
    forms = ("armée", "armée syrienne", "syrienne libre", "Armée syrienne libre")
    assert found("l'Armée syrienne libre", *forms) == ["Armée syrienne libre"]
    assert found("l'armée syrienne libre", *forms) == ["armée syrienne"]
    assert found("la syrienne libre", *forms) == ["syrienne libre"]


def test_a_longer_form_that_does_not_fit_leaves_the_shorter() -> None:
    assert found("armée du nord", "armée", "Armée du Nord") == ["armée"]
    assert found("armée du nordiste", "armée", "armée du nord") == ["armée"]


def test_every_value_of_a_form_whose_case_fits() -> None:
    lexicon = Lexicon([("Front", 1), ("front", 2), ("FRONT", 3)])
    assert [hit.values for hit in lexicon.find("front Front FRONT")] == [(2,), (1, 2), (1, 2, 3)]


def test_clitics_may_be_glued_before_a_form() -> None:
    assert found("والبوكمال", "البوكمال", prefixes=("و",)) == ["البوكمال"]
    assert found("xالبوكمال", "البوكمال", prefixes=("و",)) == []


def test_nothing_to_find() -> None:
    assert Lexicon[int]([]).find("Daech") == []
    assert found("", "Daech") == []


PIECES = st.sampled_from(
    [
        *FORMS,
        *(form.upper() for form in FORMS),
        *(form.lower() for form in FORMS),
        " ",
        "-",
        "'",
        "x",
        ".",
        "\u202e",
        "ß",
        "İ",
        "\n",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
@example("T-2T-2")
def test_hits_are_apart_in_order_and_on_word_boundaries(text: str) -> None:
    last = 0
    for hit in Lexicon((form, form) for form in FORMS).find(text):
        assert last <= hit.start < hit.end <= len(text)
        last = hit.end
        assert hit.values
        surface = fold(text[hit.start : hit.end]).replace("-", " ")
        assert all(fold(value).replace("-", " ") == surface for value in hit.values)
        for inner, outer in ((hit.start, hit.start - 1), (hit.end - 1, hit.end)):
            if 0 <= outer < len(text):
                assert not (text[inner].isalnum() and fold(text[outer]).isalnum())


@given(st.sampled_from(FORMS), st.sampled_from(["", " ", "« ", "("]), st.sampled_from(["", " ", ",", " »"]))
def test_a_form_as_written_is_found(form: str, before: str, after: str) -> None:
    (hit,) = Lexicon([(form, form)]).find(before + form + after)
    assert (hit.start, hit.end) == (len(before), len(before) + len(form))

"""Loaded words, scare quotes and clauses of opinion."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.errors import DataError
from recoupe.extraction.marks import MarkReader
from recoupe.language.pack import LANGUAGES
from recoupe.language.schema_labels import loaded_forms, read_labels
from recoupe.model import Mark, MarkKind, Span


@cache
def reader() -> MarkReader:
    return MarkReader(read_labels(LANGUAGES / "fr"))


def marks(text: str) -> tuple[Mark, ...]:
    sentences = [Span(m.start(), m.end()) for m in re.finditer(r"[^.!?\n]+[.!?]*", text)]
    return reader().find(text, sentences)


def loaded(text: str) -> list[str]:
    return [mark.span.of(text) for mark in marks(text) if mark.kind is MarkKind.LOADED]


def opinions(text: str) -> list[str]:
    return [mark.span.of(text) for mark in marks(text) if mark.kind is MarkKind.OPINION]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'armée a tué des groupes terroristes à la solde de l'étranger", ["groupes terroristes à la solde"]),
        ("ils arment les séparatistes kurdes", ["séparatistes kurdes"]),
        ("et leurs alliés takfiristes", ["alliés takfiristes"]),
        ("dans cette zone libérée", ["zone libérée"]),
        ("La ville a été libérée", ["libérée"]),
        ("ses alliés de la Résistance irakienne", ["Résistance irakienne"]),
        ("des bases plantées illégalement en Syrie", ["plantées illégalement"]),
        ("la victoire à l'occupant US", ["occupant US"]),
        ("L'ennemi sioniste a bombardé Gaza", ["ennemi sioniste"]),
        ("Les mercenaires russes de Wagner ont neutralisé 30 terroristes", ["mercenaires russes", "neutralisé", "terroristes"]),
        ("le régime de Bachar el Assad recule", ["régime de Bachar el Assad"]),
        ("le gouvernement fantoche a fui", ["gouvernement fantoche"]),
        ("les hordes rwandaises avancent", ["hordes rwandaises"]),
        ("les groupes\u00a0terroristes", ["groupes\u00a0terroristes"]),
    ],
)
def test_loaded_words_with_what_belongs_to_them(text: str, expected: list[str]) -> None:
    assert loaded(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Les otages libérés ont été remis à la Croix-Rouge",
        "un régime de sanctions",
        "le front de libération a signé",
        "Trois mines ont été neutralisées",
        "L'armée syrienne a repris la ville",
        "il oppose une résistance acharnée",
    ],
)
def test_plain_meaning(text: str) -> None:
    assert loaded(text) == []


def test_whose_and_neutral_name() -> None:
    mark = marks("l'entité sioniste")[0]
    assert (mark.neutral, mark.whose) == ("Israel", "opponents of Israel")


@pytest.mark.parametrize(
    "text",
    [
        'ils continuent leur "oeuvre de paix massive"',
        "ils continuent leur « oeuvre de paix massive »",
        "ils continuent leur “oeuvre de paix massive”",
    ],
)
def test_scare_quotes(text: str) -> None:
    assert loaded(text) == ["oeuvre de paix massive"]


@pytest.mark.parametrize(
    "text",
    [
        'Il a déclaré : "nous avançons"',
        'Trump a dit "nous partons bientôt"',
        'le film "désert rouge"',
        'Ils ont attaqué, "nous avançons", a dit le chef',
        'le journal "Le Monde"',
        'Il a dit ceci : "Les pertes sont lourdes et nous partons. Tout est fini."',
    ],
)
def test_speech_and_names_are_no_scare_quotes(text: str) -> None:
    assert loaded(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("À Goma, les alliés ont cru pouvoir tenir mais ils ont fui.", ["les alliés ont cru pouvoir tenir"]),
        ("Il a juré mais la fin, selon les analystes, semble être proche.", ["la fin, selon les analystes, semble être proche"]),
        ("Seuls les raids, croient-ils, les arrêteront puis ils avanceront.", ["Seuls les raids, croient-ils, les arrêteront"]),
        ("Leur armée est vouée à l'échec.", ["Leur armée est vouée à l'échec"]),
        ("À mon avis, la guerre durera.", ["À mon avis, la guerre durera"]),
        ("L'avion semble avoir visé un pont.", []),
        ("L'armée a repris trois villages.", []),
    ],
)
def test_opinions(text: str, expected: list[str]) -> None:
    assert opinions(text) == expected


def test_every_loaded_form_can_be_found_by_a_linker() -> None:
    forms = loaded_forms(read_labels(LANGUAGES / "fr"))
    assert forms["takfiristes"].neutral == "Sunni jihadist"
    assert len(read_labels(LANGUAGES / "fr").words) >= 120


def test_a_form_listed_twice_is_an_error_with_its_line(tmp_path: Path) -> None:
    source = (LANGUAGES / "fr" / "labels.toml").read_text(encoding="utf-8")
    (tmp_path / "labels.toml").write_text(source + '\n[[words]]\nforms = ["terroristes"]\npart = "noun"\n', encoding="utf-8")
    with pytest.raises(DataError, match="listed twice") as caught:
        read_labels(tmp_path)
    assert caught.value.line


@given(
    st.lists(
        st.sampled_from(
            [
                "terroristes",
                "groupes",
                "zone",
                "libérée",
                '"',
                "«",
                "»",
                "régime",
                "de",
                "Kiev",
                "mais",
                ",",
                "semble",
                "être",
                "à la solde",
                "l'",
                "occupant",
                "illégalement",
                ".",
                "\n",
                "croient-ils",
                "à mon avis",
                "Résistance",
                "kurdes",
            ]
        ),
        max_size=14,
    ).map(" ".join)
)
def test_marks_stay_in_the_text_and_loaded_ones_apart(text: str) -> None:
    last = 0
    for mark in marks(text):
        assert mark.span.end <= len(text)
        if mark.kind is MarkKind.LOADED:
            assert last <= mark.span.start
            last = mark.span.end

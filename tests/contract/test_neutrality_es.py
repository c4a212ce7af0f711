"""Spanish: whose side the words take changes a label or a name, and nothing else of a claim."""

from __future__ import annotations

from datetime import date

import pytest

from recoupe.model import PartialDate
from recoupe.pipeline import Reader
from tests.contract.test_neutrality import shape
from tests.pipeline.conftest import report

PUBLISHED = PartialDate.day(date(2018, 6, 22))
LABELS = ("rebeldes", "terroristas", "insurgentes")
LABEL_SENTENCES = (
    "El miércoles, los {} atacaron un retén cerca de Hama y mataron a cuatro soldados.",
    "Al menos diez civiles fueron asesinados por los {} en Alepo el lunes.",
    "Aviones rusos bombardearon a los {} en Idleb.",
)
ARMIES = ("el Ejército sirio", "el Ejército turco", "el Ejército israelí", "el Ejército ruso")
ARMY_SENTENCES = (
    "El miércoles, {} bombardeó una aldea cerca de Hama y mató a cuatro civiles.",
    "El lunes estallaron combates entre {} y el Ejército Libre Sirio.",
)
TAKEN = ("capturó", "liberó", "tomó", "reconquistó")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def said(reader: Reader, pattern: str, word: str) -> list[tuple[object, ...]]:
    text = pattern.format(word)
    return [shape(claim, text) for claim in reader.read(report(text, published=PUBLISHED, language="es")).claims]


@pytest.mark.parametrize("pattern", LABEL_SENTENCES)
def test_a_loaded_name_changes_only_the_label(reader: Reader, pattern: str) -> None:
    plain = [(*each[:4], *each[6:]) for each in said(reader, pattern, LABELS[0])]
    assert plain
    for label in LABELS[1:]:
        assert [(*each[:4], *each[6:]) for each in said(reader, pattern, label)] == plain, label


@pytest.mark.parametrize("pattern", ARMY_SENTENCES)
def test_another_army_changes_only_the_name(reader: Reader, pattern: str) -> None:
    first = said(reader, pattern, ARMIES[0])
    assert first
    for army in ARMIES[1:]:
        assert said(reader, pattern, army) == first, army


def test_a_place_that_is_freed_is_one_that_is_taken(reader: Reader) -> None:
    first = [(each[0], *each[2:]) for each in said(reader, "El Ejército sirio {} Morek el martes.", TAKEN[0])]
    assert [str(each[0]) for each in first] == ["capture"]
    for word in TAKEN[1:]:
        assert [(each[0], *each[2:]) for each in said(reader, "El Ejército sirio {} Morek el martes.", word)] == first, word

"""English: whose side the words take changes a label or a name, and nothing else of a claim."""

from __future__ import annotations

from datetime import date

import pytest

from recoupe.model import PartialDate
from recoupe.pipeline import Reader
from tests.contract.test_neutrality import shape
from tests.pipeline.conftest import report

PUBLISHED = PartialDate.day(date(2018, 6, 22))
LABELS = ("rebels", "terrorists", "insurgents", "militants")
LABEL_SENTENCES = (
    "On Wednesday {} attacked a checkpoint near Hama, killing four soldiers.",
    "The {} captured the village of Morek on Tuesday, a military source said.",
    "At least ten civilians were killed by {} in Aleppo on Monday.",
    "Russian warplanes bombed the {} in Idlib province.",
    "The {} have withdrawn from the hill, the state news agency SANA reported.",
    "The {} did not attack the convoy.",
)
ARMIES = ("the Syrian army", "the Turkish army", "the Israeli army", "the Russian army")
ARMY_SENTENCES = (
    "On Wednesday {} shelled a village near Hama, killing four civilians.",
    "A convoy was attacked by {} on Tuesday, a military source said.",
    "Fighting broke out between {} and the Free Syrian Army on Thursday.",
    "A spokesman said that {} had captured the village of Morek.",
)
TAKEN = ("captured", "liberated", "seized", "retook", "conquered")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def said(reader: Reader, pattern: str, word: str) -> list[tuple[object, ...]]:
    text = pattern.format(word)
    text = text[0].upper() + text[1:]
    return [shape(claim, text) for claim in reader.read(report(text, published=PUBLISHED, language="en")).claims]


@pytest.mark.parametrize("pattern", LABEL_SENTENCES)
def test_a_loaded_name_changes_only_the_label(reader: Reader, pattern: str) -> None:
    """Whether a label without a name of its own counts as somebody hangs on who is meant by it."""
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


@pytest.mark.parametrize(
    "pattern", ["The army {} Morek on Tuesday.", "On Monday the rebels {} the town of Saraqib, residents said."]
)
def test_a_place_that_is_freed_is_one_that_is_taken(reader: Reader, pattern: str) -> None:
    first = [(each[0], *each[2:]) for each in said(reader, pattern, TAKEN[0])]
    assert [str(each[0]) for each in first] == ["capture"]
    for word in TAKEN[1:]:
        assert [(each[0], *each[2:]) for each in said(reader, pattern, word)] == first, word

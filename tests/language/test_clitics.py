"""Words cut in front of and behind known words, at offsets of the text; trees of a verb-first language."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.language.clitics import bare
from recoupe.model import Span
from recoupe.pipeline.tools import Knowledge, Tools


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools("ar", Knowledge())


def words(tools: Tools, text: str) -> list[str]:
    return [span.of(text) for span in tools.words(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقصفت الطائرات", ["و", "قصفت", "الطائرات"]),
        ("بالقصف", ["ب", "القصف"]),
        ("للجيش", ["ل", "لجيش"]),
        ("قواته", ["قوات", "ه"]),
        ("سيطرتها", ["سيطرت", "ها"]),
        ("ستهاجم", ["س", "تهاجم"]),
        ("وقعت", ["وقعت"]),
        ("والمدنيين", ["و", "المدنيين"]),
    ],
)
def test_clitics_are_cut_where_known_words_are_left(tools: Tools, text: str, expected: list[str]) -> None:
    assert words(tools, text) == expected


def test_signs_and_strokes_count_for_nothing(tools: Tools) -> None:
    assert bare("مُسيّـرة") == bare("مسيرة")
    assert words(tools, "وقُصِفت") == ["و", "قُصِفت"]


@settings(deadline=None)
@given(st.text(alphabet="وفبلكسالقصتةىأ ُّ1،", min_size=1, max_size=30))
def test_words_cover_the_text_in_order(text: str) -> None:
    tools = TOOLS
    spans = tools.words(text, Span(0, len(text)))
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(span.start < span.end for span in spans)


TOOLS = Tools("ar", Knowledge())

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from recoupe.language.pack import load_pack
from recoupe.language.unmarked import led_back, unmarked
from recoupe.model import Span

MARKS = load_pack("ar").head.tokens.marks


@dataclass(frozen=True)
class Pair:
    span: Span
    spans: tuple[Span, ...]
    name: str = ""


def test_a_text_without_marks_is_left_alone() -> None:
    assert unmarked("قصف الجيش", MARKS) is None


def test_spans_are_led_back_with_the_marks_of_their_last_letter() -> None:
    text = "شَنَّ سلاحُ الجوّ غارةً جــويةٍ."
    bare = unmarked(text, MARKS)
    assert bare is not None
    assert bare.text == "شن سلاح الجو غارة جوية."
    for word, written in (("شن", "شَنَّ"), ("غارة", "غارةً"), ("جوية", "جــويةٍ")):
        start = bare.text.index(word)
        assert bare.back(Span(start, start + len(word))).of(text) == written


def test_every_span_of_a_value_moves() -> None:
    bare = unmarked("أَبَجد", MARKS)
    assert bare is not None
    moved = led_back(Pair(Span(0, 1), (Span(1, 2), Span(2, 4)), "x"), bare)
    assert moved == Pair(Span(0, 2), (Span(2, 4), Span(4, 6)), "x")


@given(st.text(alphabet="ابج د.\n" + MARKS, max_size=40), st.data())
def test_whatever_is_quoted_is_the_same_but_for_marks(text: str, data: st.DataObject) -> None:
    bare = unmarked(text, MARKS)
    if bare is None or not bare.text:
        return
    start = data.draw(st.integers(0, len(bare.text) - 1))
    end = data.draw(st.integers(start + 1, len(bare.text)))
    there = bare.back(Span(start, end))
    assert 0 <= there.start <= there.end <= len(text)
    kept = "".join(c for c in there.of(text) if c not in MARKS)
    assert kept == bare.text[start:end]
    assert (bare.there(there.start), bare.there(there.end)) == (start, end)

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from recoupe.language.pack import available
from recoupe.language.passages import Passage, alone, other_passages
from recoupe.model import Span

FRENCH = "Les forces gouvernementales ont repris mercredi plusieurs villages dans l'est de la province, selon une source."
ENGLISH = "The army shelled the town of Saraqib on Monday and at least three of the residents were killed in their homes."
ARABIC = "قصف الجيش مدينة سراقب يوم الاثنين وقتل ثلاثة من السكان على الأقل في منازلهم بعد أن دخل إلى البلدة"


def found(text: str, main: str = "fr") -> tuple[Passage, ...]:
    return other_passages(text, main=main, codes=available())


def test_a_paragraph_in_another_language() -> None:
    text = f"{FRENCH}\n\n{ENGLISH}\n{ARABIC}\n{FRENCH}"
    assert [(p.span.of(text), p.language, p.quoted) for p in found(text)] == [(ENGLISH, "en", False), (ARABIC, "ar", False)]


def test_a_quotation_in_another_language_inside_a_paragraph() -> None:
    for opening, closing in ("“”", "«»", '""'):
        text = f"{FRENCH} {opening}{ENGLISH}{closing}, a déclaré le porte-parole."
        assert [(p.span.of(text), p.language, p.quoted) for p in found(text)] == [(ENGLISH, "en", True)]


def test_names_and_a_few_words_are_no_other_language() -> None:
    for text in (FRENCH, f"{FRENCH} Il parle de « The Voice of the People » et de « Free Syrian Army ».", "The End", "", "\n\n"):
        assert found(text) == ()


def test_each_part_keeps_its_offsets() -> None:
    text = f"{FRENCH}\n{ENGLISH}\n{FRENCH}"
    (passage,) = found(text)
    own, other = alone(text, [passage], None), alone(text, [passage], "en")
    assert len(own) == len(other) == len(text)
    assert passage.span.of(other) == ENGLISH
    assert other.replace(ENGLISH, "").strip() == ""
    assert own.split() == f"{FRENCH} {FRENCH}".split()
    assert alone(text, [passage], "es").strip() == ""


@given(st.lists(st.sampled_from([FRENCH, ENGLISH, ARABIC, "x", "", "« ", " »", '"'])), st.sampled_from(["fr", "en", "ar"]))
def test_parts_of_any_text_make_the_whole(paragraphs: list[str], main: str) -> None:
    text = "\n".join(paragraphs)
    passages = found(text, main)
    assert [p.span for p in passages] == sorted(p.span for p in passages)
    parts = [alone(text, passages, code) for code in (None, *available())]
    for at, char in enumerate(text):
        said = {part[at] for part in parts} - {" "}
        assert said == ({char} - {" "})
    assert all(p.span.start < p.span.end <= len(text) for p in passages)
    assert not any(a.span.overlaps(b.span) for a, b in pairwise(passages))


def test_spans_count_code_points() -> None:
    text = f"Ⅻ 🙂 {FRENCH}\n{ENGLISH}"
    assert found(text) == (Passage(Span(text.index(ENGLISH), len(text)), "en"),)

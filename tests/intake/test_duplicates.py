from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.intake.duplicates import BANDS, CopyIndex, are_copies, sketch

WORDS = [f"mot{i}" for i in range(400)]
texts = st.lists(st.sampled_from(WORDS), min_size=120, max_size=300, unique=True).map(" ".join)
EDGE = "ALEP (Agence) —"
CREDIT = "Lire aussi notre dossier, avec agences."


@settings(max_examples=30, deadline=None)
@given(texts)
def test_a_text_with_other_edges_is_a_copy_and_is_found(text: str) -> None:
    other = f"{EDGE} {text} {CREDIT}"
    assert are_copies(text, other)
    index = CopyIndex()
    index.add("first", text, sketch(text))
    assert index.copy_of(other, sketch(other)) == "first"


@settings(max_examples=30, deadline=None)
@given(texts, st.data())
def test_a_word_changed_inside_makes_another_text(text: str, data: st.DataObject) -> None:
    words = text.split()
    at = data.draw(st.integers(len(words) // 5, len(words) * 4 // 5))
    assert not are_copies(text, " ".join([*words[:at], "autrement", *words[at + 1 :]]))


def test_a_figure_at_the_edge_makes_another_text() -> None:
    text = " ".join(WORDS[:200])
    assert are_copies(text, text + " selon la police")
    assert not are_copies(text, text + " 38 morts")


def test_short_texts_have_no_sketch() -> None:
    assert sketch("Cinq morts.") == ()
    assert len(sketch(" ".join(WORDS[:50]))) == BANDS


def test_sketches_are_the_same_in_every_process() -> None:
    import subprocess
    import sys

    code = "from recoupe.intake.duplicates import sketch; print(sketch(' '.join(f'mot{i}' for i in range(60))))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert told == str(sketch(" ".join(f"mot{i}" for i in range(60))))

"""What two reports share: spans that point at the same words in both."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recoupe.corroboration.shared import shared_passages
from recoupe.language.fold import fold
from tests.corroboration.build import report as build
from tests.ledger.readings import report as written

SENTENCE = "The convoy of twelve lorries was hit on the road to the northern pass before dawn."
OTHER = "Shelling went on all night around the old mill, where nobody has lived since the flood."


def test_a_sentence_is_found_wherever_it_stands() -> None:
    left, right = written(f"{SENTENCE} {OTHER}"), written(f"Nothing else. {OTHER} {SENTENCE.replace('before', 'long before')}")
    found = shared_passages(left, right)
    assert [s.left.of(left.text).strip() for s in found] == [SENTENCE, OTHER]
    assert [s.right.of(right.text).strip()[:9] for s in found] == ["The convo", "Shelling "]
    assert found[1].similarity == 1.0
    words = [a.of(left.text) for a, _ in found[0].runs]
    assert words == ["The convoy of twelve lorries was hit on the road to the northern pass"], "dawn alone is too short a run"


def test_other_texts_share_nothing() -> None:
    assert shared_passages(build("alpha"), written(OTHER)) == ()
    assert shared_passages(written(OTHER), written("")) == ()


@given(st.lists(st.sampled_from([SENTENCE, OTHER, "Short one.", "Élève, déjà vu; Ça va?"]), max_size=6), st.text(max_size=80))
def test_runs_are_the_same_words_within_their_passages(sentences: list[str], odd: str) -> None:
    left, right = written(" ".join(sentences)), written(odd + " ".join(reversed(sentences)))
    if left.id == right.id:
        return
    for shared in shared_passages(left, right):
        for a, b in shared.runs:
            assert shared.left.start <= a.start < a.end <= shared.left.end
            assert shared.right.start <= b.start < b.end <= shared.right.end
            assert fold(a.of(left.text)).split() == fold(b.of(right.text)).split()

from __future__ import annotations

import pytest

from bench.generate import WORDS, Vocabulary, reports, vocabulary


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return vocabulary()


def test_reports_have_their_length_and_vary(words: Vocabulary) -> None:
    texts = list(reports(6, words=words))
    assert all(WORDS <= len(text.split()) <= WORDS + 60 for text in texts)
    used = {word for text in texts for word in text.split()}
    assert len(used) > 1000


def test_a_seed_gives_the_same_reports_again(words: Vocabulary) -> None:
    assert list(reports(2, words=words)) == list(reports(3, words=words))[:2]
    assert list(reports(1, words=words, seed=1)) != list(reports(1, words=words, seed=2))

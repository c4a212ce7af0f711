"""The measurement of places: our own sentences are well formed, and what needs no data of others holds."""

from __future__ import annotations

import pytest

from bench.geovirus import Article, halves
from bench.places import OWN, OwnTexts, Score, own_file, own_score
from recoupe.language.data import load_toml
from recoupe.model import Span


@pytest.mark.parametrize("code", OWN)
def test_our_own_sentences_are_many_and_quote_their_places(code: str) -> None:
    sentences = load_toml(own_file(code), OwnTexts).sentences
    assert len(sentences) >= 60
    assert all(name in s.text for s in sentences for name, *_ in s.places)
    assert sum(not s.places for s in sentences) >= 7


@pytest.mark.parametrize("code", OWN)
def test_places_of_our_own_sentences_are_found_and_right(code: str) -> None:
    _, right = own_score(code)
    assert right >= 0.95


def test_parts_of_one_article_stay_in_one_half() -> None:
    articles = tuple(Article(source, text, ()) for source, text in [("a", "1"), ("b", "2"), ("a", "3"), ("c", "4")])
    mending, held_out = halves(articles)
    assert {a.source for a in mending}.isdisjoint(a.source for a in held_out)
    assert len(mending) + len(held_out) == 4


def test_a_name_that_only_overlaps_counts_half_way() -> None:
    score = Score()
    score.add_names([Span(0, 5), Span(10, 12)], [Span(0, 9), Span(10, 12)])
    assert score.strict == [1, 1, 1]
    assert score.overlap == [2, 0, 0]

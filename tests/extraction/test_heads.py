"""The words for those who strike and those who are struck, as they are written."""

from __future__ import annotations

import pytest

from recoupe.extraction.drafts import Draft
from recoupe.model import Span
from recoupe.pipeline import Reader
from recoupe.pipeline.finding import find_all
from recoupe.pipeline.tools import Tools


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Reader().tools("en")


def drafts(tools: Tools, text: str) -> tuple[Draft, ...]:
    _, findings = find_all(text, tools)
    return tools.claims.read(text, findings.sentences)[0]


def words(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [span.of(text) for span in spans]


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Members of the Rapid Support Forces attacked a market in Nyala.", ["Members of the Rapid Support Forces"]),
        ("A group of armed men attacked a market in Nyala.", ["armed men"]),
    ],
)
def test_members_are_people_and_a_group_is_those_it_consists_of(tools: Tools, text: str, authors: list[str]) -> None:
    assert words(text, drafts(tools, text)[0].actor_words) == authors


def test_several_people_are_those_who_are_named_behind_them(tools: Tools) -> None:
    text = "Two of her guards, Boris Petrenko and Oleh Savchuk, were shot dead in Odesa."
    found = words(text, drafts(tools, text)[0].target_words)
    assert found[-2:] == ["Boris Petrenko", "Oleh Savchuk"]


def test_who_was_killed_before_is_no_victim_of_the_attack(tools: Tools) -> None:
    text = "The attack on the officer came shortly after the murder of governor Pavlo Savchuk."
    found = {d.event.value: words(text, d.target_words) for d in drafts(tools, text)}
    assert found == {"attack": ["the officer"], "killing": ["governor Pavlo Savchuk"]}


def test_the_objective_of_an_attack_was_attacked(tools: Tools) -> None:
    text = "The offices of the mayor were the objective of the attack."
    (draft,) = drafts(tools, text)
    assert (draft.modality.value, words(text, draft.target_words)) == ("asserted", ["The offices of the mayor"])

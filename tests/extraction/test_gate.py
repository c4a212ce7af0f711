"""Which sentences are parsed."""

from __future__ import annotations

import pytest

from recoupe.pipeline import Reader
from recoupe.pipeline.finding import find_all


@pytest.mark.parametrize(("text", "parsed"), [
    ("Deux bombes ont explosé à Bagdad.", 1),
    ("Les combattants ont déposé les armes.", 1),
    ("Il fait beau ce matin à Paris.", 0),
])
def test_sentences_with_words_of_war_are_parsed(text: str, parsed: int) -> None:
    tools = Reader().tools("fr")
    _, findings = find_all(text, tools)
    assert len(findings.sentences) == parsed

"""What stands in a sentence without being part of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.language.margins import margins, without
from recoupe.model import Span

NOTES = frozenset({"en", "anglais", "liens", "fr"})
LEADING = frozenset({"a", "de", "d"})


def _margins(text: str) -> list[str]:
    found = margins(text, Span(0, len(text)), notes=NOTES, leading=LEADING)
    return sorted((m.of(text).strip() for m in found), key=text.index)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@Reporter: Trois blessés à Kidal", ["@Reporter:"]),
        ("RT @Reporter : trois blessés", ["RT @Reporter :"]),
        ("Trois blessés à Kidal #Mali #Kidal", ["#Mali #Kidal"]),
        ("Trois blessés à #Kidal", []),
        ("Le colonel [en anglais] a fui", ["[en anglais]"]),
        ("Le colonel [rebelle] a fui", []),
        ("Trois blessés (Mali)", []),
    ],
)
def test_margins(text: str, expected: list[str]) -> None:
    assert _margins(text) == expected


@given(st.text(alphabet="ab @#:[](). ", min_size=1, max_size=40))
def test_margins_lie_inside(text: str) -> None:
    whole = Span(0, len(text))
    assert all(whole.covers(m) and len(m) > 0 for m in margins(text, whole, notes=NOTES, leading=LEADING))


def test_something_is_always_left() -> None:
    words = [Span(0, 3), Span(4, 6)]
    assert without(words, [Span(0, 3)]) == [Span(4, 6)]
    assert without(words, [Span(0, 6)]) == words

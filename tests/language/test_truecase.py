"""Texts in one case get a view with capitals for names, letter for letter at the same offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.language.lexicon import Lexicon
from recoupe.language.truecase import CaseRestorer, in_one_case

KNOWN = frozenset(
    ["the", "army", "and", "us", "in", "guerrillas", "attacked", "a", "post", "last", "night", "of", "said", "that", "victor"]
)
NAMES = ("Farabundo Marti National Liberation Front", "FMLN", "US", "San Salvador")
RESTORER = CaseRestorer(
    Lexicon((name.lower(), name) for name in NAMES),
    is_common=KNOWN.__contains__,
    small=frozenset({"the", "us", "in", "a", "of"}),
    determiners=frozenset({"the", "a"}),
    given=frozenset({"victor"}),
)


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("GUERRILLAS ATTACKED A POST IN SAN SALVADOR.", "Guerrillas attacked a post in San Salvador."),
        ("guerrillas of the fmln attacked ramirez. the army said.", "Guerrillas of the FMLN attacked Ramirez. The army said."),
        ("THE FARABUNDO MARTI NATIONAL LIBERATION FRONT SAID THAT.", "The Farabundo Marti National Liberation Front said that."),
        ("GUERRILLAS ATTACKED THE US ARMY IN A POST.", "Guerrillas attacked the US army in a post."),
        ("the guerrillas (erp) attacked; the erp said that.", "The guerrillas (ERP) attacked; the ERP said that."),
        ("the army of guerrillas (aog), the army of guerrillas.", "The Army of Guerrillas (AOG), the Army of Guerrillas."),
        ("the ap (army post) attacked in a post, the ap said.", "The AP (Army Post) attacked in a post, the AP said."),
        ("a post of guerrillas (last) attacked us last night.", "A post of guerrillas (last) attacked us last night."),
        ("in san salvador. (ramirez) guerrillas and the ramirez.", "In San Salvador. (Ramirez) guerrillas and the Ramirez."),
        ("the guerrillas attacked victor ramirez and a post.", "The guerrillas attacked Victor Ramirez and a post."),
    ],
)
def test_names_get_their_capitals(text: str, view: str) -> None:
    assert in_one_case(text)
    assert RESTORER.restored(text) == view


def test_a_text_with_both_cases_is_left_alone() -> None:
    text = "Guerrillas attacked a post in San Salvador last night, the army said."
    assert not in_one_case(text)
    assert RESTORER.restored(text) is text


def test_a_headline_in_capitals_alone_is_changed() -> None:
    text = "GUERRILLAS ATTACKED A POST LAST NIGHT\nThe army said that guerrillas attacked a post."
    assert RESTORER.restored(text) == "Guerrillas attacked a post last night\nThe army said that guerrillas attacked a post."


@given(st.text(max_size=120), st.booleans())
def test_offsets_stay(text: str, upper: bool) -> None:
    text = text.upper() if upper else text.lower()
    view = RESTORER.restored(text)
    assert len(view) == len(text)
    assert [a.lower() for a in view] == [b.lower() for b in text]

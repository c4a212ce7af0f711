from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.language.fold import fold

ALL = st.characters(exclude_categories=())
"""Every code point, lone surrogates too."""


def test_every_code_point_stays_one() -> None:
    text = "".join(map(chr, range(sys.maxunicode + 1)))
    assert len(fold(text)) == len(text)


@given(st.text(ALL), st.text(ALL))
def test_offsets_stay(before: str, after: str) -> None:
    assert fold(before + after) == fold(before) + fold(after)


@given(st.text(ALL))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’Armée d’Édouard", "l'armee d'edouard"),
        ("Çà et Là, ŒUVRE", "ca et la, œuvre"),
        ("Deir\u00a0ez\u2011Zor", "deir ez-zor"),
        ("2\u202f500", "2 500"),
        ("ÄÖÜ ß", "aou ß"),
        ("İzmir Iğdır", "izmir igdır"),
        ("أبو كمال", "ابو كمال"),
        ("١٢٣ ۴۵۶", "123 456"),
        ("Łódź", "łodz"),
        ("a\nb\tc\r", "a b c "),
    ],
)
def test_folded(text: str, expected: str) -> None:
    assert fold(text) == expected

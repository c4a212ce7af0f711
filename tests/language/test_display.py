from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recoupe.language.display import BIDI, doubts, mended, mixes_scripts, visible


def test_controls_are_spelled_out() -> None:
    assert visible("abc\u202edef") == "abc⟦RLO⟧def"
    assert visible("a\x1b[31mb\u200bc\nd") == "a␛[31mb⟦ZWSP⟧c\nd"
    assert visible("الجيش‌ العربي") == "الجيش‌ العربي"


def test_words_that_mix_scripts_are_named() -> None:
    assert mixes_scripts("Kyi\u0443v")
    assert not mixes_scripts("Київ")
    assert not mixes_scripts("été")
    (found,) = doubts("la ville de D\u0430mas a été prise")
    assert found.span.of("la ville de D\u0430mas a été prise") == "D\u0430mas"
    assert doubts("La ville de Дамаск") == ()


def test_a_mistaken_encoding_is_mended_in_a_copy() -> None:
    assert mended("L'armÃ©e a repris la ville") == "L'armée a repris la ville"
    assert mended("L’armée a repris « la ville » &amp; ½ ﬁn") is None


@given(st.text())
def test_nothing_that_turns_or_hides_is_left(text: str) -> None:
    shown = visible(text)
    assert not any(ord(c) in BIDI or ord(c) in (0x1B, 0x200B) for c in shown)
    for doubt in doubts(text):
        assert doubt.span.of(text)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.extraction.quotes import LONGEST, find_quotes
from recoupe.language.pack import load_pack
from recoupe.language.schema_speech import AttributionWords, load_attribution
from tests.extraction.conftest import Read

WORDS: AttributionWords = load_attribution(load_pack("fr").folder)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Il a dit : « Ils ont fui. Nous avançons. » Puis rien.", ["« Ils ont fui. Nous avançons. »"]),
        ('Une "victoire" et une "défaite".', ['"victoire"', '"défaite"']),
        ("Il parle d’une “trêve” à l’hôpital.", ["“trêve”"]),
        ("« Rien ne la ferme", []),
        ("Une phrase sans rien.", []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [q.of(text) for q in find_quotes(text, WORDS)] == quoted


def test_a_straight_mark_does_not_run_into_the_next_paragraph() -> None:
    text = 'Il a dit "jamais.\nPuis il est parti "vite".'
    assert [q.of(text) for q in find_quotes(text, WORDS)] == ['"vite"']


@given(st.text(alphabet='ab «»“”"\n', max_size=200))
def test_quotations_are_sorted_and_lie_in_the_text(text: str) -> None:
    found = find_quotes(text, WORDS)
    assert list(found) == sorted(found)
    assert all(0 <= q.start < q.end <= len(text) and len(q) <= LONGEST + 1 for q in found)


def test_a_quotation_over_several_sentences_has_one_speaker(read: Read) -> None:
    text = "« L'armée russe a bombardé le marché. Elle a aussi attaqué Lyman », a déclaré Volodymyr Zelensky."
    for trigger in ("bombardé", "attaqué"):
        claim = read.claim(text, trigger)
        assert [s.link.entity.name for s in claim.attribution if s.link.entity] == ["Volodymyr Zelensky"]


def test_a_speaker_before_the_colon(read: Read) -> None:
    text = "Volodymyr Zelensky a déclaré : « L'armée russe a bombardé le marché de Kharkiv. »"
    assert [s.span.of(text) for s in read.claim(text, "bombardé").attribution] == ["Volodymyr Zelensky"]


def test_whoever_posts_under_a_name_speaks(read: Read) -> None:
    text = "@OSDH : douze civils ont été tués dans un raid aérien sur Saraqeb."
    assert [s.span.of(text) for s in read.claim(text, "raid").attribution] == ["@OSDH"]

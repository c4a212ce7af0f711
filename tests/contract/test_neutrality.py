"""Whose side the words take changes a label or a name, and nothing else of a claim: in every language, by its ``swaps.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from recoupe.language.data import load_toml
from recoupe.language.fold import fold
from recoupe.language.pack import LanguagePack
from recoupe.language.schema_swaps import Swap, SwapKind, Swaps
from recoupe.model import Claim, PartialDate
from recoupe.pipeline import Reader
from tests.pipeline.conftest import report

PUBLISHED = PartialDate.day(date(2018, 6, 22))
Shape = dict[str, object]
MAY_DIFFER = {
    SwapKind.LABEL: {"actors", "targets"},
    SwapKind.NAME: set[str](),
    SwapKind.TAKEN: {"trigger"},
}
"""A label without a name of its own counts as somebody or not, by who is meant by it."""


@pytest.fixture(scope="module")
def swaps(pack: LanguagePack) -> tuple[Swap, ...]:
    return load_toml(pack.folder / "swaps.toml", Swaps).swap


def of_kind(swaps: tuple[Swap, ...], kind: SwapKind) -> Iterator[tuple[Swap, str]]:
    return ((swap, sentence) for swap in swaps if swap.kind is kind for sentence in swap.sentences)


def read(reader: Reader, code: str, pattern: str, word: str) -> tuple[str, tuple[Claim, ...]]:
    text = pattern.format(word)
    text = text[0].upper() + text[1:]
    return text, reader.read(report(text, published=PUBLISHED, language=code)).claims


def shape(claim: Claim, text: str) -> Shape:
    """All that does not depend on who is meant."""
    return {
        "event": claim.event,
        "trigger": claim.trigger.of(text),
        "modality": claim.modality,
        "polarity": claim.polarity,
        "actors": len(claim.actors),
        "targets": len(claim.targets),
        "places": [(place.span.of(text), place.relation, place.lat) for place in claim.places],
        "time": claim.time.value if claim.time else None,
        "quantities": [(quantity.kind, quantity.min, quantity.max) for quantity in claim.quantities],
        "means": [means.id for means in claim.means],
        "attribution": [(step.kind, step.cue) for step in claim.attribution],
    }


@pytest.mark.parametrize("kind", MAY_DIFFER)
def test_a_swap_changes_a_label_or_a_name_and_nothing_else(
    reader: Reader, pack: LanguagePack, swaps: tuple[Swap, ...], kind: SwapKind
) -> None:
    def told(pattern: str, word: str) -> list[Shape]:
        text, claims = read(reader, pack.code, pattern, word)
        return [{k: v for k, v in shape(c, text).items() if k not in MAY_DIFFER[kind]} for c in claims]

    for swap, pattern in of_kind(swaps, kind):
        first = told(pattern, swap.words[0])
        assert first, pattern
        if kind is SwapKind.TAKEN:
            assert [str(claim["event"]) for claim in first] == ["capture"], pattern
        for word in swap.words[1:]:
            assert told(pattern, word) == first, (pattern, word)


def test_a_loaded_word_is_marked_and_resolved_to_a_neutral_name(
    reader: Reader, pack: LanguagePack, swaps: tuple[Swap, ...]
) -> None:
    for swap, pattern in of_kind(swaps, SwapKind.LOADED):
        for word in swap.words:
            text, claims = read(reader, pack.code, pattern, word)
            mentions = [m for claim in claims for m in claim.targets]
            assert mentions, text
            for mention in mentions:
                assert mention.loaded, (text, mention.span.of(text))
                entity = mention.link.entity
                said = set(fold(" ".join(swap.words)).split())
                assert entity is None or not said & set(fold(entity.name).split()), text


def test_every_pack_has_swaps_of_each_kind(swaps: tuple[Swap, ...]) -> None:
    assert {swap.kind for swap in swaps} == set(SwapKind)

"""``swaps.toml``: words that may change places in a sentence without changing more of its claims than a label or a name."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from recoupe.language.data import DataModel


class SwapKind(StrEnum):
    LABEL = "label"
    """Nouns for the same people, loaded or not ("rebels", "terrorists"): whether they count as somebody may differ."""
    NAME = "name"
    """Forces of other states: nothing but the name may differ."""
    TAKEN = "taken"
    """Verbs for the taking of a place ("captured", "liberated"): each tells a capture."""
    LOADED = "loaded"
    """Loaded words for somebody: they are marked, and never the neutral name."""


class Swap(DataModel):
    """``words`` stand in turn for ``{}`` in each of ``sentences``."""

    kind: SwapKind
    words: tuple[str, ...] = Field(min_length=2)
    sentences: tuple[str, ...] = Field(min_length=1)


class Swaps(DataModel):
    swap: tuple[Swap, ...] = Field(min_length=1)

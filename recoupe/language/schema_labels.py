"""Schema of ``labels.toml``: loaded words with whose they are, and the cues of opinion."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from recoupe.language.data import DataModel, load_toml
from recoupe.language.fold import fold
from recoupe.language.schema_numbers import refuse_duplicates

Forms = tuple[str, ...]
Part = Literal["noun", "adjective", "both", "participle", "adverb", "verb", "phrase"]


class LoadedWord(DataModel):
    """A word that takes a side.

    ``part`` says what joins the mark: a ``noun`` takes the adjectives after it; an ``adjective`` or ``participle`` takes the noun
    before it, an ``adjective`` also other adjectives after it; an ``adverb`` takes the word before it; ``both`` is a noun or an
    adjective; ``verb`` and ``phrase`` stand alone.
    """

    forms: Forms
    part: Part
    neutral: str | None = None
    whose: str | None = None
    """The side that uses the word, in words; None where it is anybody's."""
    takes_name: bool = False
    """The name after it, with or without a preposition, belongs to it ("the regime of X")."""
    unless_near: Forms = ()
    """Words within ``NEAR`` words of it that show its plain meaning."""
    only_with: Forms = ()
    """When given, it is loaded only within ``NEAR`` words of one of these."""


class OpinionCue(DataModel):
    """Words that make their clause a belief, a judgement or a prophecy."""

    forms: Forms
    only_with: Forms = ()
    """When given, one of these must stand in the same clause."""
    unless_with: Forms = ()


class QuoteRules(DataModel):
    """When words in quotation marks are the writer's distance rather than somebody's speech or a name."""

    pairs: tuple[str, ...]
    """Opening and closing mark, two characters each; the same one twice where they do not differ."""
    longest: int
    """In words."""
    speech_before: Forms
    """Words shortly before the mark that make it speech or a name."""
    speech_after: Forms


class Labels(DataModel):
    """``labels.toml``."""

    words: tuple[LoadedWord, ...]
    opinions: tuple[OpinionCue, ...]
    quotes: QuoteRules
    adjectives: Forms
    """Adjectives, mostly of nations, that join a loaded noun."""
    adjective_endings: Forms
    """Endings by which other such adjectives are known."""
    adverb_endings: Forms
    function_words: Forms
    """Words that never join a mark."""
    name_prepositions: Forms
    name_particles: Forms
    """Words in lower case inside a name."""
    clause_breaks: Forms
    """Words that begin a new clause."""
    opening_prepositions: Forms
    """Words with which a phrase of place or time opens a sentence, before its first comma."""


def read_labels(folder: Path) -> Labels:
    """``labels.toml`` of the pack in ``folder``. Raises ``DataError``, also for a form that is listed twice."""
    path = folder / "labels.toml"
    labels = load_toml(path, Labels)
    refuse_duplicates(path, _forms(labels.words))
    refuse_duplicates(path, _forms(labels.opinions))
    return labels


def loaded_forms(labels: Labels) -> dict[str, LoadedWord]:
    """The loaded words by folded form. A form with a capital keeps its meaning only where the text has one too."""
    return {fold(form): word for word in labels.words for form in word.forms}


def _forms(entries: Iterable[LoadedWord | OpinionCue]) -> Iterable[str]:
    for entry in entries:
        yield from entry.forms

"""Schemas of ``attribution.toml`` (who says so) and ``modality.toml`` (as a fact, a plan, a denial …)."""

from __future__ import annotations

from pathlib import Path

from recoupe.language.data import DataModel, load_toml
from recoupe.model import Modality


class AttributionWords(DataModel):
    """``attribution.toml``. Everything is a lemma unless it says otherwise."""

    say: tuple[str, ...]
    """Verbs of saying: their subject is the speaker, their clause or quotation what is said."""
    say_noun: tuple[str, ...]
    """Nouns for what is said ("communiqué", "annonce"): a verb of showing with one of them is a verb of saying."""
    show: tuple[str, ...]
    """Verbs that a text or a source does to what it tells ("faire état de", "évoquer", "rapporter")."""
    accuse: tuple[str, ...]
    """Verbs of blame: the speaker blames the object, who is the actor."""
    deny: tuple[str, ...]
    """Verbs of denial: the speaker denies what follows."""
    deny_noun: tuple[str, ...]
    claim: tuple[str, ...]
    """Verbs of claiming responsibility: the speaker is the actor."""
    believe: tuple[str, ...]
    """Verbs of thought: what follows is opinion."""
    according: tuple[str, ...]
    """Prepositions "according to", as written, lower case; longer ones first."""
    cite: tuple[str, ...]
    """Verbs by which a source names its source ("citer", "relayer")."""
    hearer: tuple[str, ...]
    """Prepositions before the one to whom it was said ("à", "auprès de"): outlets there are a further step of the chain."""
    texts: tuple[str, ...]
    """Nouns for a text or broadcast whose owner speaks ("communiqué", "rapport")."""
    openers: str
    closers: str
    straight: str
    """Quotation marks: those that open, those that close, those that do both."""


class ModeGovernor(DataModel):
    """Words that give what they govern a modality."""

    modality: Modality
    lemmas: tuple[str, ...]


class ModalityWords(DataModel):
    """``modality.toml``."""

    governor: tuple[ModeGovernor, ...]
    factive: tuple[str, ...]
    """Verbs that leave what they govern asserted ("réussir à")."""
    failing: tuple[str, ...]
    """Verbs that say that what they govern did not happen ("échouer à")."""
    preventing: tuple[str, ...]
    """Verbs that say that what they govern shall not happen ("empêcher de")."""
    negations: tuple[str, ...]
    """Adverbs and determiners, as written, lower case."""
    not_negations: tuple[str, ...]
    """Words after which a negation only limits ("ne … que")."""
    conditional: tuple[str, ...]
    """Conjunctions of condition."""
    adverbs_possible: tuple[str, ...]
    adverbs_counterfactual: tuple[str, ...] = ()
    object_control: tuple[str, ...]
    """Verbs whose object is the subject of the infinitive that follows."""
    genitive: tuple[str, ...]
    """Prepositions "of", as written, with their contracted and elided forms."""
    relative_places: tuple[str, ...]
    """Relative adverbs of place, as written."""
    reflexive: tuple[str, ...]
    """Reflexive pronouns, as written."""
    purpose: tuple[str, ...]
    """Prepositions and conjunctions of purpose, as written."""
    third_person: tuple[str, ...]
    """Subject pronouns that stand for somebody named before, as written."""
    plural_pronouns: tuple[str, ...]
    possessives: tuple[str, ...]
    plural_possessives: tuple[str, ...]
    demonstratives: tuple[str, ...]
    conditional_mood: str
    """The value of the Mood feature by which hearsay is told; empty where the language has none."""
    future_tense: str
    generic: tuple[str, ...] = ()
    """Determiners that make a noun general or absent ("aucun", "tout")."""


def load_attribution(folder: Path) -> AttributionWords:
    return load_toml(folder / "attribution.toml", AttributionWords)


def load_modality(folder: Path) -> ModalityWords:
    return load_toml(folder / "modality.toml", ModalityWords)

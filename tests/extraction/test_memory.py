"""Pronouns, possessives and what points back, within one report."""

from __future__ import annotations

from recoupe.model import Claim
from tests.extraction.conftest import Read


def _actors(claim: Claim) -> list[str]:
    return [a.link.entity.name for a in claim.actors if a.link.entity is not None]


def _speakers(claim: Claim) -> list[str]:
    return [s.link.entity.name for s in claim.attribution if s.link.entity is not None]


def test_a_pronoun_is_the_subject_before(read: Read) -> None:
    text = "L'armée syrienne est entrée dans Palmyre. Elle a repris la citadelle."
    assert _actors(read.claim(text, "repris")) == ["Syrian Arab Army"]


def test_a_plural_pronoun_is_a_plural_subject(read: Read) -> None:
    text = "Les talibans ont attaqué Kunduz. Ils ont pris la prison."
    assert _actors(read.claim(text, "pris")) == ["Taliban"]


def test_a_pronoun_without_antecedent_names_nobody(read: Read) -> None:
    assert _actors(read.claim("Ils ont bombardé le marché de Douma.", "bombardé")) == []


def test_a_pronoun_that_speaks_is_the_last_speaker(read: Read) -> None:
    text = (
        "« L'armée russe a bombardé Kharkiv », a dit Volodymyr Zelensky. Il a ajouté que l'armée ukrainienne avait repris Lyman."
    )
    assert _speakers(read.claim(text, "repris")) == ["Volodymyr Zelensky"]


def test_the_span_of_a_pronoun_stays_the_pronoun(read: Read) -> None:
    text = "L'armée syrienne est entrée dans Palmyre. Elle a repris la citadelle."
    mention = read.claim(text, "repris").actors[0]
    assert mention.span.of(text) == "Elle"
    assert mention.antecedent is not None
    assert mention.antecedent.of(text) == "L'armée syrienne"


def test_the_movement_is_the_one_named_before(read: Read) -> None:
    text = "Des hommes du Jihad islamique ont détruit un char dans le quartier de Zeitoun, revendique le mouvement."
    assert _speakers(read.claim(text, "détruit")) == ["Palestinian Islamic Jihad"]


def test_the_group_that_acts_is_the_one_named_before(read: Read) -> None:
    text = "The Taliban said on Monday that they seized the base. The group had targeted homes in Herat."
    assert _actors(read.claim(text, "targeted", language="en")) == ["Taliban"]


def test_an_unknown_group_is_nobody_named_before(read: Read) -> None:
    text = "The Taliban said on Monday that they seized the base. A group had targeted homes in Herat."
    assert _actors(read.claim(text, "targeted", language="en")) == []

"""Whose side the words take changes a label or a name, and nothing else of a claim."""

from __future__ import annotations

from datetime import date

import pytest

from recoupe.model import Claim, PartialDate
from recoupe.pipeline import Reader
from tests.pipeline.conftest import report

PUBLISHED = PartialDate.day(date(2018, 6, 22))

SENTENCES = (
    "Mercredi, {} ont attaqué un poste de contrôle près de Hama, tuant quatre soldats.",
    "{} ont pris le village de Morek mardi, selon une source militaire.",
    "Au moins dix civils ont été tués lundi par {} à Alep.",
    "L'aviation russe a bombardé {} dans la province d'Idlib.",
    "Jeudi, {} se sont retirés de la colline, a rapporté l'agence Sana.",
    "{} n'ont pas attaqué le convoi.",
)
NAMES = ("les rebelles", "les terroristes", "les insurgés", "les jihadistes")
ARMIES = ("l'armée syrienne", "l'armée turque", "l'armée israélienne", "l'armée russe", "l'armée américaine")
ARMY_SENTENCES = (
    "Mercredi, {} a bombardé un village près de Hama, tuant quatre civils.",
    "Un convoi a été attaqué mardi par {}, selon une source militaire.",
    "{} a pris le village de Morek.",
    "{} dément avoir frappé l'hôpital.",
    "Des combats ont opposé jeudi {} à l'Armée syrienne libre.",
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def said(reader: Reader, pattern: str, name: str) -> list[tuple[object, ...]]:
    """All that does not depend on who is meant."""
    text = pattern.format(name)
    text = text[0].upper() + text[1:]
    return [shape(claim, text) for claim in reader.read(report(text, published=PUBLISHED)).claims]


def shape(claim: Claim, text: str) -> tuple[object, ...]:
    return (
        claim.event,
        claim.trigger.of(text),
        claim.modality,
        claim.polarity,
        len(claim.actors),
        len(claim.targets),
        tuple((place.span.of(text), place.relation, place.lat) for place in claim.places),
        claim.time.value if claim.time else None,
        tuple((quantity.kind, quantity.min, quantity.max) for quantity in claim.quantities),
        tuple(means.id for means in claim.means),
        tuple((step.kind, step.cue) for step in claim.attribution),
    )


@pytest.mark.parametrize("pattern", SENTENCES)
def test_a_loaded_name_changes_only_the_label(reader: Reader, pattern: str) -> None:
    """Whether a label without a name of its own counts as somebody is left open here: it hangs on who is meant by it."""
    plain = [(*each[:4], *each[6:]) for each in said(reader, pattern, NAMES[0])]
    assert plain
    for name in NAMES[1:]:
        assert [(*each[:4], *each[6:]) for each in said(reader, pattern, name)] == plain, name


@pytest.mark.parametrize("pattern", ARMY_SENTENCES)
def test_another_army_changes_only_the_name(reader: Reader, pattern: str) -> None:
    first = said(reader, pattern, ARMIES[0])
    assert first
    for army in ARMIES[1:]:
        assert said(reader, pattern, army) == first, army


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("L'armée a {} Morek mardi.", ("libéré", "pris", "reconquis", "conquis", "capturé", "repris")),
        ("L'armée a {} la ville d'Alep, selon l'agence Sana.", ("libéré", "pris", "reconquis", "repris")),
        ("Alep a été {} par l'armée mercredi.", ("libérée", "prise", "reconquise", "reprise")),
    ],
)
def test_a_place_that_is_freed_is_one_that_is_taken(reader: Reader, pattern: str, words: tuple[str, ...]) -> None:
    def apart_from_the_word(word: str) -> list[tuple[object, ...]]:
        return [(each[0], *each[2:]) for each in said(reader, pattern, word)]

    first = apart_from_the_word(words[0])
    assert first
    assert [str(each[0]) for each in first] == ["capture"]
    for word in words[1:]:
        assert apart_from_the_word(word) == first, word


@pytest.mark.parametrize("name", ["les terroristes", "Daech", "les takfiristes"])
def test_a_label_is_marked_and_resolved_to_a_neutral_name(reader: Reader, name: str) -> None:
    text = f"L'armée a bombardé {name} à Alep."
    mentions = [m for claim in reader.read(report(text, published=PUBLISHED)).claims for m in claim.targets]
    assert mentions
    for mention in mentions:
        assert mention.loaded
        entity = mention.link.entity
        assert entity is None or not {"terroristes", "takfiristes", "daech"} & set(entity.name.lower().split())

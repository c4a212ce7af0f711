"""What the data files must hold: sizes, names in four languages, dates, references."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from recoupe.language.fold import fold
from recoupe.language.pack import LANGUAGES
from recoupe.language.schema_people import load_people
from recoupe.linking.entities import Actor, ActorKind
from recoupe.linking.registry import ActorRegistry

ARMED = (
    ActorKind.ARMED_GROUP, ActorKind.MILITIA, ActorKind.PARTY, ActorKind.MONITOR, ActorKind.UMBRELLA, ActorKind.GANG,
    ActorKind.COMPANY, ActorKind.COALITION, ActorKind.MISSION,
)  # fmt: skip
ARABIC_SPEAKING = {"SY", "IQ", "LB", "IL", "PS", "YE", "LY", "SD", "EG", "DZ", "MA", "TN", "EH", "SO", "MR"}
THEATRES = {
    "SY": 55, "IQ": 30, "LB": 8, "PS": 14, "YE": 9, "LY": 15, "UA": 18, "ML": 25, "BF": 8, "NE": 6, "NG": 9, "SD": 12, "SS": 4,
    "CD": 20, "SO": 12, "ET": 6, "AF": 8, "PK": 9, "MM": 13, "CO": 7, "HT": 7,
}  # fmt: skip


def armed(registry: ActorRegistry) -> list[Actor]:
    return [a for a in registry.actors() if a.kind in ARMED]


def languages(actor: Actor) -> set[str]:
    """Of its names; those that are the same everywhere and the English name count for every Latin script."""
    found = {language for language, _ in actor.names}
    return found | ({"en", "fr", "es"} if "any" in found else set())


def test_sizes(registry: ActorRegistry) -> None:
    groups = (ActorKind.ARMED_GROUP, ActorKind.MILITIA, ActorKind.PARTY, ActorKind.MONITOR, ActorKind.UMBRELLA, ActorKind.GANG)
    assert len(list(registry.actors())) >= 690
    assert sum(a.kind in groups for a in registry.actors()) >= 450
    assert len(list(registry.outlets())) >= 375


def test_every_theatre_has_its_groups(registry: ActorRegistry) -> None:
    counts = Counter(country for a in registry.actors() for country in a.countries)
    assert {c: counts[c] for c, least in THEATRES.items() if counts[c] < least} == {}


def test_every_group_has_a_reference_and_a_date(registry: ActorRegistry) -> None:
    assert [a.id for a in armed(registry) if not a.ref] == []
    assert len([a.id for a in armed(registry) if a.start is None]) <= 5, "groups whose beginning nobody dates"


@pytest.mark.parametrize(("language", "share"), [("en", 1.0), ("fr", 0.93), ("es", 0.93)])
def test_names_in_every_language(registry: ActorRegistry, language: str, share: float) -> None:
    groups = armed(registry)
    """Names that no language changes ("Los Zetas") need no form of its own in French and Spanish."""
    missing = [a.id for a in groups if language not in languages(a)]
    assert len(missing) <= (1 - share) * len(groups), missing


def test_arabic_names_where_arabic_is_spoken(registry: ActorRegistry) -> None:
    there = [a for a in armed(registry) if ARABIC_SPEAKING.intersection(a.countries)]
    assert [a.id for a in there if "ar" not in languages(a)] == []


def test_references_are_addresses(registry: ActorRegistry) -> None:
    refs = [a.ref for a in registry.actors()] + [o.ref for o in registry.outlets()]
    assert [ref for ref in refs if ref and not re.fullmatch(r"https://[\w.-]+/\S*", ref)] == []


def test_outlets_say_what_they_are(registry: ActorRegistry) -> None:
    outlets = list(registry.outlets())
    assert [o.id for o in outlets if o.country is None or o.language is None] == []
    assert sum(bool(o.ref) for o in outlets) >= 0.95 * len(outlets)
    assert len({o.country for o in outlets}) >= 60
    assert Counter(o.kind for o in outlets).keys() >= {o.kind for o in outlets}


def test_every_country_in_four_languages(registry: ActorRegistry) -> None:
    for country in registry.countries().values():
        spoken = {language for language, _ in country.names}
        assert spoken >= {"en", "fr"}, country.iso
    for language, least in (("es", 190), ("ar", 185)):
        assert sum(any(code == language for code, _ in c.names) for c in registry.countries().values()) >= least


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "syrien syrienne syriens syriennes"), ("en", "syrian syrians"), ("es", "sirio siria sirios sirias"),
        ("ar", "سوري سورية سوريون سوريين السوري السورية السوريون السوريين السوريات"),
    ],
)
def test_nationalities_inflect(registry: ActorRegistry, language: str, words: str) -> None:
    table = registry.demonyms(language)
    assert {table.get(fold(word)) for word in words.split()} == {"SY"}
    assert len(set(table.values())) >= 145


def test_loaded_names_say_who_uses_them(registry: ActorRegistry) -> None:
    loaded = {(b.id, form): b.by for _, form, b in registry.surfaces() if b.loaded}
    assert len(loaded) >= 250
    assert sum(by is not None for by in loaded.values()) >= 0.75 * len(loaded)
    known = [by for by in loaded.values() if by is not None and registry.get(by) is None]
    assert known == []


def test_labels_are_those_that_the_packs_know(registry: ActorRegistry) -> None:
    known: set[str] = set()
    for code in ("fr", "en", "es", "ar"):
        words = load_people(LANGUAGES / code)
        tables = (words.labels, words.qualifiers, words.force_nouns, words.government_nouns, words.ministries)
        known |= {concept for table in tables for concept in table.values()}
    used = {part for c in registry.concepts() for part in c.split("-")}
    assert used - known == set()
    assert {label for a in registry.actors() for label in a.classes} - known == set()

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.geoparsing.phrases import PlacePhrase, PlaceReader, relation_of
from recoupe.model import Name, NameKind, Relation, Span

Find = Callable[[str], list[PlacePhrase]]

CASES = [
    ("Ils sont à Abou Kamal.", "Abou Kamal", Relation.AT, {}),
    ("dans le sud-est de la Syrie cette semaine", "sud-est de la Syrie", Relation.AT, {"direction": "south_east"}),
    ("près de la station de pompage T-2", "station de pompage T-2", Relation.NEAR, {"kind": "pumping_station"}),
    ("en direction de la base américaine située à Al-Tanf", "base américaine située à Al-Tanf", Relation.TOWARD, {}),
    ("située à l'est de la base US à Al-Tanf", "base US à Al-Tanf", Relation.EAST_OF, {"kind": "base"}),
    ("autour de la base US/Otan d'Al-Tanf", "base US/Otan d'Al-Tanf", Relation.AROUND, {"kind": "base"}),
    ("la zone autour de la station de pompage T-2", "station de pompage T-2", Relation.AROUND, {"kind": "pumping_station"}),
    ("le long des frontières irakiennes", "frontières irakiennes", Relation.ALONG, {"border": True, "countries": ("IQ",)}),
    ("sur les frontières avec l'Irak", "frontières avec l'Irak", Relation.AT, {"border": True, "countries": ("IQ",)}),
    ("toute la région frontalière avec l'Irak voisin", "région frontalière avec l'Irak", Relation.AT, {"border": True}),
    ("à la frontière syro-turque", "frontière syro-turque", Relation.AT, {"countries": ("SY", "TR")}),
    ("la frontière entre la Syrie et l'Irak", "frontière entre la Syrie et l'Irak", Relation.AT, {"countries": ("IQ", "SY")}),
    ("à 30 km au nord de Mossoul", "Mossoul", Relation.NORTH_OF, {"distance_km": 30.0}),
    ("à une trentaine de kilomètres au sud de Gao", "Gao", Relation.SOUTH_OF, {"distance_km": 30.0}),
    ("à 12,5 km de Gao", "Gao", Relation.NEAR, {"distance_km": 12.5}),
    ("aux environs de Tessalit", "Tessalit", Relation.NEAR, {}),
    ("la province de Deir ez-Zor", "province de Deir ez-Zor", Relation.AT, {"kind": "province"}),
    ("la ville syrienne d'Alep", "ville syrienne d'Alep", Relation.AT, {"kind": "town"}),
    ("l'aéroport de Donetsk", "aéroport de Donetsk", Relation.AT, {}),
    ("dans l'est syrien", "est syrien", Relation.AT, {"direction": "east", "countries": ("SY",)}),
    ("depuis Belgorod", "Belgorod", Relation.FROM, {}),
    ("vers la ville de Goma", "ville de Goma", Relation.TOWARD, {"kind": "town"}),
    ("dans cette région désertique", "région", Relation.AT, {"anaphoric": True, "kind": "region"}),
    ("ils ont quitté la localité.", "localité", Relation.AT, {"anaphoric": True}),
    ("les forces présentes sur place", "sur place", Relation.AT, {"anaphoric": True}),
    ("la bataille d'Alep", "Alep", Relation.AT, {"genitive": True}),
]


@pytest.mark.parametrize(("text", "quote", "relation", "fields"), CASES)
def test_phrases_are_read(text: str, quote: str, relation: Relation, fields: dict[str, object], phrases_in: Find) -> None:
    phrase = next((p for p in phrases_in(text) if p.span.of(text) == quote), None)
    assert phrase is not None, [p.span.of(text) for p in phrases_in(text)]
    assert phrase.relation is relation
    assert {k: getattr(phrase, k) for k in fields} == fields


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("à Bunagana, dans le territoire de Rutshuru", "Bunagana", "territoire de Rutshuru"),
        ("dans le quartier de Baba Amr à Homs", "quartier de Baba Amr", "Homs"),
        ("à Barsalogho (province du Sanmatenga, Burkina Faso)", "Barsalogho", "province du Sanmatenga"),
        ("dans le nord du Mali, à Kidal", "Kidal", "nord du Mali"),
        ("à Idleb, en Syrie", "Idleb", "Syrie"),
    ],
)
def test_what_lies_in_what(text: str, inner: str, outer: str, phrases_in: Find) -> None:
    phrase = next(p for p in phrases_in(text) if p.span.of(text) == inner)
    assert [s.of(text) for s in phrase.within][:1] == [outer]


def test_names_between_and_in_a_row(phrases_in: Find) -> None:
    between = phrases_in("entre Bamako et Gao")
    assert [p.relation for p in between] == [Relation.BETWEEN, Relation.BETWEEN]
    row = phrases_in("dans les villes de Gao, Kidal et Ménaka")
    assert [p.kind for p in row] == ["town"] * 3
    assert not any(p.within for p in row)


def test_two_parts_of_one_country(phrases_in: Find) -> None:
    assert {p.direction for p in phrases_in("dans le sud et le nord de la Syrie")} == {"south", "north"}


def test_a_name_that_is_no_place_is_left_alone(reader: PlaceReader) -> None:
    text = "à la tête du Hezbollah"
    name = Name(Span(13, 22), "Hezbollah", (NameKind.ACTOR,), ("actor:x",))
    assert reader.find(text, Span(0, len(text)), [name]) == ()


def test_a_direction_is_one_of_the_compass() -> None:
    assert relation_of("south_east") is Relation.SOUTH_EAST_OF
    with pytest.raises(ValueError, match="compass"):
        relation_of("up")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([c[0] for c in CASES] + [", ", " (", ") ", "«", "\u202f", "’", "et", "42 km"]), max_size=8))
def test_any_text_gives_spans_inside_it(phrases_in: Find, parts: list[str]) -> None:
    text = " ".join(parts)
    for phrase in phrases_in(text):
        assert 0 <= phrase.extent.start <= phrase.span.start < phrase.span.end <= len(text)
        assert all(s.of(text) for s in phrase.within)

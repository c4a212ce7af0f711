"""Places of whole texts in four languages, with nothing but the gazetteer and the packs' words of places."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import recoupe
from recoupe.geoparsing.gazetteer import Gazetteer, open_gazetteer
from recoupe.geoparsing.geometry import distance_km
from recoupe.geoparsing.geoparser import FoundPlace, Geoparser
from recoupe.language.data import load_toml
from recoupe.language.pack import TokenRules
from recoupe.language.schema_places import PlaceWords
from recoupe.language.tokens import Tokenizer
from recoupe.model import Span

LANGUAGES = Path(recoupe.__file__).parent / "data" / "languages"
DEMONYMS = {"en": {"syrian": "SY", "canadian": "CA"}, "fr": {"syrien": "SY"}, "es": {"sirio": "SY"}, "ar": {}}


@cache
def shipped() -> Gazetteer:
    return open_gazetteer()


@cache
def geoparser(code: str) -> Geoparser:
    words = load_toml(LANGUAGES / code / "places.toml", PlaceWords)
    return Geoparser(words, shipped(), language=code, tokenizer=Tokenizer(TokenRules()), demonyms=DEMONYMS[code])


def names(text: str, code: str = "en") -> list[str]:
    return [f.name.of(text) for f in geoparser(code).find(text)]


def at(text: str, name: str, code: str = "en") -> FoundPlace:
    return next(f for f in geoparser(code).find(text) if f.name.of(text) == name)


def point(found: FoundPlace) -> tuple[float, float]:
    entity = found.mention.link.entity
    assert entity is not None
    place = shipped().get(entity.id)
    assert place is not None
    return place.at


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials in Krasnodar, Russia said that birds had died near Anapa.", ["Krasnodar", "Russia", "Anapa"]),
        ("China's news agency reported it from northern China.", ["China", "China"]),
        ("The village of Kampungu has been quarantined. A nurse from Kampungu died.", ["Kampungu", "Kampungu"]),
        ("Cases rose in Suba, Migori, Homa Bay and Kisumu.", ["Suba", "Migori", "Homa Bay", "Kisumu"]),
        ("The border with South Africa is closed.", ["South Africa"]),
        ("The U.S. and the UK sent help to the Anbar province.", ["U.S.", "UK", "Anbar"]),
        ("Benghazi fell first.", ["Benghazi"]),
    ],
)
def test_places_are_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Hamilton and Jack London spoke. London said that it was over.",
        "The University of Texas and the Sydney Morning Herald published it.",
        "West Nile virus was found on Thursday in March.",
        "It cost US$22 and carried the code A/California/7.",
        "The Canadian beef ban ended.",
        "General Santos said nothing.",
    ],
)
def test_persons_bodies_and_codes_are_no_places(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("code", "text", "name", "where"),
    [
        ("en", "A laboratory in Ames, Iowa tested it.", "Ames", (42.03, -93.62)),
        ("en", "Cases in Utah, Washington and Wisconsin.", "Washington", (47.4, -120.5)),
        ("en", "A plant in Blakely, Georgia was closed; Alabama and Florida followed.", "Georgia", (32.7, -83.2)),
        ("en", "In Tbilisi, Georgia buried its dead.", "Georgia", (42.0, 43.5)),
        ("fr", "Des tirs ont visé Abou Kamal, dans l'est de la Syrie.", "Abou Kamal", (34.45, 40.92)),
        ("es", "Los rebeldes entraron en Alepo.", "Alepo", (36.2, 37.16)),
        ("ar", "قصفت الطائرات بلدة البوكمال", "البوكمال", (34.45, 40.92)),
        ("ar", "نزح الآلاف من حلب وبحمص", "حمص", (34.73, 36.72)),
    ],
)
def test_names_are_resolved_by_their_company(code: str, text: str, name: str, where: tuple[float, float]) -> None:
    assert distance_km(point(at(text, name, code)), where) < 120


@pytest.mark.parametrize(
    ("text", "name"),
    [("Le village de Seda, près d'Idleb en Syrie, est vide.", "Seda"), ("Le colonel Nice a parlé à Alep, en Syrie.", "Nice")],
)
def test_a_far_namesake_is_not_chosen(text: str, name: str) -> None:
    linked = [f.name.of(text) for f in geoparser("fr").find(text) if f.mention.link.entity is not None]
    assert name not in linked


def test_a_quarter_is_not_a_town_in_another_country() -> None:
    found = at("Le quartier de Midan, à Damas, a été bouclé.", "Midan", "fr")
    assert distance_km(point(found), (33.49, 36.3)) < 5


def test_candidates_keep_scores_and_reasons() -> None:
    link = at("Fighting went on in Tripoli, Libya.", "Tripoli").mention.link
    assert len(link.candidates) >= 2
    assert link.candidates[0].score > link.candidates[1].score
    assert all(c.reasons for c in link.candidates)


def test_names_that_somebody_else_found_are_resolved() -> None:
    text = "He left Mosul for Erbil."
    found = geoparser("en").resolve(text, [Span(8, 13), Span(18, 23)])
    assert [f.name.of(text) for f in found] == ["Mosul", "Erbil"]
    assert distance_km(point(found[0]), (36.34, 43.13)) < 20


def test_what_is_known_to_be_no_place_is_left_alone() -> None:
    text = "Homs FC won in Homs."
    assert [f.name.start for f in geoparser("en").find(text, taken=[Span(0, 7)])] == [15]


WORDS = [
    "in", "Paris", "Dr.", "Aleppo", "al-Bab", "the", "U.S.", "University", "of", ",", ".", "«", "’", "حلب", "في", "🙂", "-",
    "US$",
    "A/B/C", "(", "Iowa",
]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(["en", "fr", "es", "ar"]), st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from([" ", "", "\n"])
)
def test_any_text_is_read(code: str, words: list[str], joint: str) -> None:
    text = joint.join(words)
    found = geoparser(code).find(text)
    assert [f.name for f in found] == sorted({f.name for f in found})
    assert all(f.name.of(text).strip() == f.name.of(text) for f in found)


def test_it_runs_in_any_language_that_has_words_of_places() -> None:
    tried: dict[str, Callable[..., object]] = {c.parent.name: geoparser for c in LANGUAGES.glob("*/places.toml")}
    assert {"en", "fr", "es", "ar"} <= tried.keys()

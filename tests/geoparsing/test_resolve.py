from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from recoupe.geoparsing.evidence import PlaceQuery
from recoupe.geoparsing.gazetteer import Gazetteer
from recoupe.geoparsing.geometry import displaced, distance_km, part_of
from recoupe.geoparsing.phrases import PlacePhrase, PlaceReader
from recoupe.geoparsing.recognize import PlaceFinder
from recoupe.geoparsing.resolve import query_of, resolve_places
from recoupe.geoparsing.theatre import theatre
from recoupe.model import PlaceMention, Precision, Relation, ReportContext, Span

Resolve = Callable[..., list[tuple[str, PlaceMention]]]


@pytest.fixture
def resolve(gazetteer: Gazetteer, reader: PlaceReader, phrases_in: Callable[[str], list[PlacePhrase]]) -> Resolve:
    def run(text: str, evidence: Mapping[str, float] | None = None) -> list[tuple[str, PlaceMention]]:
        queries = [q for p in phrases_in(text) if (q := query_of(p)) is not None]
        countries = theatre(queries, gazetteer=gazetteer, evidence=evidence)
        context = ReportContext("fr", countries=countries)
        mentions = resolve_places(queries, gazetteer=gazetteer, words=reader.words, context=context)
        return [(m.span.of(text), m) for m in mentions]

    return run


def _at(mention: PlaceMention) -> tuple[float, float]:
    assert mention.lat is not None
    assert mention.lon is not None
    return mention.lat, mention.lon


@pytest.mark.parametrize(
    ("text", "at", "km"),
    [
        ("À Abou Kamal, en Syrie.", (34.45, 40.92), 25),
        ("vers la base américaine située à Al-Tanf, en Syrie", (33.5, 38.62), 25),
        ("dans le sud-est de la Syrie", (33.9, 39.5), 200),
        ("Des combats à Abou Kamal, le long des frontières irakiennes.", (34.4, 41.0), 250),
        ("à Deir ez-Zor", (35.33, 40.14), 90),
        ("à Deraa et à Quneitra", (32.62, 36.1), 60),
        ("à 30 km au nord de Mossoul", (36.6, 43.12), 10),
        ("dans la province d'Idleb", (35.8, 36.65), 40),
        ("dans le nord du Mali", (18.5, -2.0), 300),
        ("à la frontière russo-ukrainienne, près de Belgorod", (50.0, 37.5), 300),
    ],
)
def test_some_mention_is_where_it_should_be(text: str, at: tuple[float, float], km: float, resolve: Resolve) -> None:
    assert any(m.lat is not None and distance_km(_at(m), at) <= km for _, m in resolve(text))


def test_the_theatre_tells_two_towns_of_one_name_apart(resolve: Resolve) -> None:
    lebanon = dict(resolve("À Tripoli, l'armée a été déployée, comme à Saïda et Baalbek.", {"LB": 1.0}))
    libya = dict(resolve("À Tripoli, des milices ont été déployées, comme à Misrata et Zintan.", {"LY": 1.0}))
    assert lebanon["Tripoli"].country == "LB"
    assert libya["Tripoli"].country == "LY"


def test_the_governing_noun_tells_town_and_province_apart(resolve: Resolve) -> None:
    found = dict(resolve("dans la province de Deir ez-Zor, puis à Deir ez-Zor"))
    assert found["province de Deir ez-Zor"].precision is Precision.PROVINCE
    assert found["Deir ez-Zor"].precision is Precision.TOWN


def test_a_border_is_completed_by_the_theatre(resolve: Resolve) -> None:
    found = dict(resolve("Des combats près de Ménaka et de Gao, à la frontière avec le Niger."))
    assert found["frontière avec le Niger"].link.entity is not None
    assert found["frontière avec le Niger"].link.entity.id == "border:ML-NE"


def test_nothing_is_chosen_for_a_small_place_far_from_everything(gazetteer: Gazetteer, reader: PlaceReader) -> None:
    query = PlaceQuery(Span(0, 4), "Lere", evident=False)
    context = ReportContext("fr", countries=(("UA", 1.0),))
    (mention,) = resolve_places([query], gazetteer=gazetteer, words=reader.words, context=context)
    assert mention.link.chosen is None
    assert mention.lat is None
    assert mention.link.candidates
    assert all(c.reasons for c in mention.link.candidates)


def test_one_mention_for_each_query_and_none_for_nothing(gazetteer: Gazetteer, reader: PlaceReader) -> None:
    queries = [PlaceQuery(Span(0, 5), "Zzzzqq"), PlaceQuery(Span(6, 9), "Gao")]
    mentions = resolve_places(queries, gazetteer=gazetteer, words=reader.words, context=ReportContext("fr"))
    assert [m.span for m in mentions] == [q.span for q in queries]
    assert mentions[0].link.candidates == ()
    assert resolve_places([], gazetteer=gazetteer, words=reader.words, context=ReportContext("fr")) == ()


def test_part_of_a_country_is_a_region(resolve: Resolve) -> None:
    found = dict(resolve("au nord du Mali"))["Mali"]
    assert (found.precision, found.relation) == (Precision.REGION, Relation.AT)


def test_theatre_weighs_places_over_adjectives(gazetteer: Gazetteer) -> None:
    queries = [PlaceQuery(Span(0, 4), "Alep"), PlaceQuery(Span(5, 9), "Homs")]
    weights = dict(theatre(queries, gazetteer=gazetteer, evidence={"US": 2.0}))
    assert weights["SY"] > weights["US"]
    assert sum(weights.values()) == pytest.approx(1.0, abs=0.01)
    assert theatre([], gazetteer=gazetteer) == ()


def test_geometry() -> None:
    assert distance_km((0.0, 0.0), (0.0, 1.0)) == pytest.approx(111.2, abs=0.1)
    assert distance_km(displaced((36.0, 43.0), 50, "south_west"), (36.0, 43.0)) == pytest.approx(50, abs=0.1)
    lat, lon = part_of((30.0, 40.0, 40.0, 50.0), "north_east")
    assert lat > 35
    assert lon > 45


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Les frappes ont visé le village de Saltivka.", ["Saltivka"]),
        ("Nice a été plus calme que Tours.", []),
        ("Selon Police et Plus, Mars est loin.", []),
        ("Des avions ont bombardé Falloujah et l'Irak.", ["Falloujah"]),
        ("Hier, Florence Istanbul a parlé.", []),
        ("Hier, selon Istanbul, rien.", ["Istanbul"]),
        ("Il est né à Tours, en France.", ["Tours"]),
    ],
)
def test_unlisted_places_need_evidence(text: str, found: list[str], gazetteer: Gazetteer, reader: PlaceReader) -> None:
    finder = PlaceFinder(reader.words, gazetteer)
    names = finder.find(text, Span(0, len(text)), taken=[Span(m, m + 4) for m in [text.find("Irak")] if m >= 0])
    assert [n.text for n in names if n.kinds[0] != "country"] == found


def test_a_lesser_place_outside_of_the_theatre_is_left_open(gazetteer: Gazetteer, reader: PlaceReader) -> None:
    queries = [PlaceQuery(Span(0, 5), "Young"), PlaceQuery(Span(10, 18), "São Paulo")]
    context = ReportContext("fr", countries=(("SY", 1.0),))
    young, great = resolve_places(queries, gazetteer=gazetteer, words=reader.words, context=context)
    assert young.lat is None
    assert great.country == "BR"

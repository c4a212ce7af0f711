"""Figures: numerals, bounds, units, what is counted, and what is no figure."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.extraction.quantities import Figure, QuantityReader
from recoupe.language.pack import LANGUAGES
from recoupe.language.schema_numbers import read_numbers
from recoupe.model import QuantityKind, Span


@cache
def reader() -> QuantityReader:
    return QuantityReader(read_numbers(LANGUAGES / "fr"))


def figures(text: str) -> tuple[Figure, ...]:
    return reader().find(text, Span(0, len(text)))


def only(text: str) -> Figure:
    found = figures(text)
    assert len(found) == 1, [f.span.of(text) for f in found]
    return found[0]


def bounds(figure: Figure) -> tuple[float | None, float | None, str, str | None]:
    return figure.min, figure.max, figure.unit, figure.kind


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 500 hommes", 2500),
        ("2\u00a0500 hommes", 2500),
        ("2\u202f500 hommes", 2500),
        ("12.000 hommes", 12000),
        ("30000 hommes", 30000),
        ("vingt-deux soldats", 22),
        ("quatre-vingt-dix-sept civils", 97),
        ("quatre-vingts soldats", 80),
        ("soixante et onze civils", 71),
        ("cent vingt et un hommes", 121),
        ("deux mille cinq cents hommes", 2500),
        ("deux cents personnes", 200),
        ("mille hommes", 1000),
        ("1,5 million de personnes", 1.5e6),
        ("un million et demi de personnes", 1.5e6),
        ("huit cent mille personnes", 8e5),
        ("trois millions deux cent mille personnes", 3.2e6),
        ("deux douzaines de civils", 24),
        ("septante-trois civils", 73),
    ],
)
def test_numerals(text: str, value: float) -> None:
    assert bounds(only(text))[:3] == (value, value, "person")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("plus de 2 500 hommes", 2500, None),
        ("au moins 22 soldats", 22, None),
        ("22 soldats au moins", 22, None),
        ("jusqu'à 300 hommes", None, 300),
        ("moins de 50 hommes", None, 50),
        ("100 hommes au maximum", None, 100),
        ("près de 300 hommes", 270, 300),
        ("environ 300 hommes", 300, 300),
        ("quelque 300 hommes", 300, 300),
        ("300 hommes environ", 300, 300),
        ("entre 20 et 30 hommes", 20, 30),
        ("20 à 30 hommes", 20, 30),
        ("de 300 à 400 hommes", 300, 400),
        ("22 ou 23 hommes", 22, 23),
        ("20-30 hommes", 20, 30),
        ("trois ou quatre civils", 3, 4),
        ("2 à 3 millions de personnes", 2e6, 3e6),
        ("deux à trois cents soldats", 200, 300),
        ("un demi-million de personnes", 500000, 500000),
        ("une dizaine de soldats", 10, 10),
        ("une centaine d'hommes", 100, 100),
        ("des dizaines de soldats", 20, None),
        ("des centaines de civils", 200, None),
        ("des milliers de personnes", 2000, None),
        ("plusieurs dizaines de civils", 20, None),
        ("des dizaines de milliers de personnes", 20000, None),
        ("plus d'une centaine d'hommes", 100, None),
        ("au moins une dizaine de civils", 10, None),
        ("plusieurs civils", 2, None),
        ("quelques centaines d'hommes", 200, None),
        ("Dizaines de civils", 20, None),
    ],
)
def test_bounds(text: str, low: float | None, high: float | None) -> None:
    figure = only(text)
    assert (figure.min, figure.max) == (low, high)
    assert figure.span == Span(0, len(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plus de 2 500 kilomètres carrés de territoire", (2500, None, "km2", "area")),
        ("1 200 hectares", (12, 12, "km2", "area")),
        ("moins de 48 heures", (None, 48, "hour", "duration")),
        ("une trêve de 72 heures", (72, 72, "hour", "duration")),
        ("deux ans et demi de guerre", (2.5, 2.5, "year", "duration")),
        ("5km", (5, 5, "km", "distance")),
        ("500 mètres", (500, 500, "m", "distance")),
        ("dix miles", (16.09344, 16.09344, "km", "distance")),
        ("20 millions d'euros", (2e7, 2e7, "EUR", "money")),
        ("$70 millions", (7e7, 7e7, "USD", "money")),
        ("5M€", (5e6, 5e6, "EUR", "money")),
        ("3 Mds d'euros", (3e9, 3e9, "EUR", "money")),
        ("250 000 roubles", (250000, 250000, "RUB", "money")),
        ("22 morts", (22, 22, "person", "killed")),
        ("une quarantaine de blessés", (40, 40, "person", "wounded")),
        ("3 000 déplacés", (3000, 3000, "person", "displaced")),
        ("12 prisonniers", (12, 12, "person", "captured")),
        ("quatre disparus", (4, 4, "person", "missing")),
        ("4 chars", (4, 4, "item", "equipment")),
        ("deux F-16", (2, 2, "item", "equipment")),
        ("trois chars Leopard 2", (3, 3, "item", "equipment")),
        ("14 frappes", (14, 14, "item", None)),
        ("22 combattants", (22, 22, "person", None)),
        ("22 soldats syriens tués", (22, 22, "person", "killed")),
        ("12 Palestiniens tués", (12, 12, "person", "killed")),
        ("40 civils blessés", (40, 40, "person", "wounded")),
        ("aucun mort", (0, 0, "person", "killed")),
        ("huit gardes faits prisonniers", (8, 8, "person", "captured")),
    ],
)
def test_units_and_kinds(text: str, expected: tuple[float | None, float | None, str, str | None]) -> None:
    assert bounds(only(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "mercredi 20 juin 2018 à 14 h",
        "mercredi 20 juin 2018",
        "la 5ème division",
        "la station T-2",
        "la résolution 2254",
        "l'article 51",
        "à 22h00",
        "à 20h",
        "à 22 heures",
        "vers 8 heures du matin",
        "vers 8 heures 30",
        "le 1er mai",
        "en 2018, Damas",
        "de 2015 à 2018",
        "du 18 au 20 juin",
        "20% du territoire",
        "un obus de 155 mm".replace("un ", "l'"),
        "12/06/2018",
        "06.07.2018",
        "14:30",
        "le G7 et le G20",
        "la 93e brigade",
        "le M23",
        "Rami, 41 ans, a fui",
        "âgé de 12 ans",
        "condamné à 10 ans de prison",
        "il y a deux jours",
        "trois jours après",
        "deux heures plus tard",
        "ces 20 dernières années",
        "les 48 dernières heures",
        "l'un des soldats",
        "en quarantaine",
        "deux tiers de la ville",
        "le nombre de morts",
    ],
)
def test_no_figure(text: str) -> None:
    assert figures(text) == ()


def test_age_after_a_person_is_no_duration() -> None:
    assert [f.unit for f in figures("Un homme de 33 ans et des enfants de moins de 5 ans")] == ["person"]


def test_parts_point_to_their_whole() -> None:
    text = "22 combattants, dont 5 officiers et 3 sous-officiers, et 40 blessés"
    whole, officers, others, wounded = figures(text)
    assert officers.part_of == others.part_of == whole.span
    assert (officers.of, others.of) == ("officiers", "sous-officiers")
    assert wounded.part_of is None
    assert wounded.kind is QuantityKind.WOUNDED


def test_a_part_shares_the_fate_of_the_whole() -> None:
    dead, children = figures("22 morts, dont 8 enfants")
    assert (children.kind, children.of, children.part_of) == (QuantityKind.KILLED, "enfants", dead.span)


def test_fate_reaches_back_over_a_list() -> None:
    assert [f.kind for f in figures("Trois civils, deux femmes et quatre enfants tués")] == ["killed"] * 3
    assert [f.kind for f in figures("20 combattants, 300 soldats tués")] == [None, "killed"]


def test_a_parenthesis_takes_a_count_apart() -> None:
    text = "7 tués (3 hommes, 2 femmes et 2 enfants) et 5 blessés"
    dead, *parts, wounded = figures(text)
    assert [part.part_of for part in parts] == [dead.span] * 3
    assert [part.kind for part in parts] == ["killed"] * 3
    assert wounded.part_of is None


def test_a_part_may_have_a_fate_of_its_own() -> None:
    assert [f.kind for f in figures("133 otages, dont 34 seraient morts")] == ["captured", "killed"]


def test_one_person_is_implicit() -> None:
    soldier, woman, children = figures("Un soldat a péri avec une femme et ses deux enfants")
    assert soldier.implicit
    assert woman.implicit
    assert not children.implicit


def test_numbers_without_a_noun() -> None:
    text = "Cinq ont été tués, douze autres blessés; il en a capturé 3"
    assert [(f.min, f.kind) for f in figures(text)] == [(5, "killed"), (12, "wounded"), (3, None)]


def test_a_modifier_between_two_figures_belongs_to_the_second() -> None:
    assert [(f.min, f.max) for f in figures("8 morts et plus de 20 blessés")] == [(8, 8), (20, None)]


def test_ages_in_a_list() -> None:
    assert [f.unit for f in figures("Trois enfants de 4, 7 et 11 ans")] == ["person"]


def test_a_bare_number_alike_the_one_before() -> None:
    text = "1.139 morts côté israélien et 35.000 côté palestinien"
    assert [(f.min, f.kind) for f in figures(text)] == [(1139, "killed"), (35000, "killed")]
    assert [f.kind for f in figures("ils ont fait 3 morts et blessé 5 autres")] == ["killed", None]


def test_so_many_of_so_many_is_one_figure() -> None:
    text = "Trois des quatre assaillants ont péri"
    figure = only(text)
    assert (figure.min, figure.max, figure.unit, figure.of) == (3, 3, "person", "assaillants")
    assert figure.span.of(text) == "Trois des quatre assaillants"


def test_change_takes_the_later_figure() -> None:
    figure = only("Le bilan est passé de 12 à 15 morts")
    assert (figure.min, figure.max) == (15, 15)


@pytest.mark.parametrize("text", ["45 km sur 60 km", "45 km sur 60", "45 x 60 km", "45 km de long sur 60 de large"])
def test_sides_make_an_area(text: str) -> None:
    figure = only(text)
    assert bounds(figure) == (2700, 2700, "km2", "area")
    assert "worked out from the sides" in figure.flags[0]


def test_killed_and_wounded_together_bound_the_killed() -> None:
    figure = only("30 tués et blessés")
    assert (figure.min, figure.max, figure.kind) == (None, 30, QuantityKind.KILLED)
    assert figure.flags


def test_spans_of_the_parts_of_a_figure() -> None:
    text = "Bilan: au moins une dizaine de combattants."
    figure = only(text)
    assert figure.span.of(text) == "au moins une dizaine de combattants"
    assert figure.number.of(text) == "une dizaine"
    assert figure.counter.of(text) == "au moins une dizaine de"


def test_within_limits_the_search() -> None:
    text = "22 morts. 40 blessés."
    assert [f.span.of(text) for f in reader().find(text, Span(9, len(text)))] == ["40 blessés"]


PIECES = st.sampled_from(
    [
        "22",
        "2 500",
        "1,5",
        "2\u00a0000",
        "million",
        "millions",
        "de",
        "d'",
        "dizaines",
        "une dizaine",
        "plus de",
        "entre",
        "et",
        "à",
        "ou",
        "-",
        "dont",
        "morts",
        "km",
        "sur",
        "heures",
        "ans",
        "juin",
        "%",
        "$",
        "(",
        ")",
        "deux",
        "cent",
        "mille",
        "vingt",
        "quatre-vingt",
        "tués",
        "F-16",
        "un",
        "soldat",
        "\n",
        "autres",
        "en",
        "passé de",
        "billions",
        "dollars",
        "au moins",
        "h",
        "T-2",
        "le",
        "²",
        "é",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=12).map(" ".join))
def test_any_mixture_keeps_spans_and_bounds_in_order(text: str) -> None:
    last = 0
    for figure in figures(text):
        assert last <= figure.span.start
        assert figure.span.end <= len(text)
        assert figure.span.covers(figure.number)
        assert figure.span.covers(figure.counter)
        assert figure.min is None or figure.max is None or figure.min <= figure.max
        assert figure.min is None or figure.min >= 0
        last = figure.span.end


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    if text:
        figures(text)


@given(st.integers(min_value=2, max_value=999_999_999))
def test_grouped_digits_keep_their_value(value: int) -> None:
    for separator in ("\u00a0", "\u202f", " ", "."):
        text = f"{value:,}".replace(",", separator) + " hommes"
        assert only(text).min == value


@pytest.mark.parametrize("text", ["1000'500 hommes", "2502'220 morts", "12 000'5 km", "1.2.3.4 morts"])
def test_digits_that_make_no_number_do_no_harm(text: str) -> None:
    from recoupe.extraction.quantities import QuantityReader
    from recoupe.language.pack import load_pack
    from recoupe.language.schema_numbers import read_numbers
    from recoupe.model import Span

    QuantityReader(read_numbers(load_pack("fr").folder)).find(text, Span(0, len(text)))


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Two emergency workers were killed", "emergency workers"),
        ("Three power plant workers died", "power plant workers"),
        ("Two children in buses", "children"),
    ],
)
def test_nouns_before_the_people_that_are_counted(text: str, of: str) -> None:
    (found,) = QuantityReader(read_numbers(LANGUAGES / "en")).find(text, Span(0, len(text)))
    assert (found.of, found.unit) == (of, "person")


def test_a_verb_before_people_is_no_noun_of_theirs() -> None:
    text = "Of the five, two killed people"
    assert all(f.of != "killed people" for f in QuantityReader(read_numbers(LANGUAGES / "en")).find(text, Span(0, len(text))))

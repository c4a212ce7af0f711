"""Figures that cannot be right, and data that is wrong."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from recoupe.errors import DataError
from recoupe.extraction.quantities import Figure, QuantityReader
from recoupe.language.pack import LANGUAGES
from recoupe.language.schema_numbers import read_numbers
from recoupe.model import QuantityKind, Span


@cache
def reader() -> QuantityReader:
    return QuantityReader(read_numbers(LANGUAGES / "fr"))


def first(text: str) -> Figure:
    return reader().find(text, Span(0, len(text)))[0]


def test_a_sum_beyond_the_worlds_means_is_flagged_with_how_it_was_read() -> None:
    figure = first("70 billions de dollars")
    assert (figure.min, figure.unit) == (7e13, "USD")
    assert len(figure.flags) == 1
    assert "7e13 USD" in figure.flags[0]
    assert "what the whole world produces in a year" in figure.flags[0]
    assert "it would be 7e10 USD, which is possible" in figure.flags[0]


@pytest.mark.parametrize(
    "text",
    [
        "20 millions de kilomètres carrés",
        "25 000 km",
        "3 trillions de roubles",
        "90 millions de morts",
        "900 millions de déplacés",
    ],
)
def test_beyond_the_limits(text: str) -> None:
    assert first(text).flags


@pytest.mark.parametrize(
    "text",
    [
        "70 milliards de dollars",
        "2 500 km2",
        "450 km",
        "70 billions de livres libanaises",
        "500 000 morts",
        "11 ans de guerre",
        "30 000 hommes",
        "7,1 millions de déplacés",
    ],
)
def test_within_the_limits(text: str) -> None:
    assert first(text).flags == ()


def test_a_range_that_runs_downwards_is_turned_and_flagged() -> None:
    figure = first("Entre 30 et 20 morts")
    assert (figure.min, figure.max) == (20, 30)
    assert "downwards" in figure.flags[0]


def test_a_separator_before_three_digits_of_a_count_is_one_of_thousands() -> None:
    figure = first("12,500 combattants")
    assert figure.min == 12500
    assert "thousands" in figure.flags[0]


def test_part_of_a_person_is_flagged() -> None:
    assert "no whole number" in first("2,5 soldats").flags[0]


def test_a_kind_told_by_the_clause_is_checked_too() -> None:
    text = "90 millions de personnes"
    assert reader().check(first(text), QuantityKind.KILLED, text)
    assert not reader().check(first(text), QuantityKind.DISPLACED, text)


def test_a_form_listed_twice_is_an_error_with_its_line(tmp_path: Path) -> None:
    source = (LANGUAGES / "fr" / "numbers.toml").read_text(encoding="utf-8")
    source += '\n[[units]]\nforms = ["kilomètres"]\nunit = "km"\n'
    head, _, tail = source.partition("[not_counted]")
    body, _, extra = tail.partition("\n[[units]]")
    (tmp_path / "numbers.toml").write_text(f"{head}\n[[units]]{extra}\n[not_counted]{body}", encoding="utf-8")
    with pytest.raises(DataError, match="listed twice") as caught:
        read_numbers(tmp_path)
    assert caught.value.line


def test_an_unknown_key_is_an_error(tmp_path: Path) -> None:
    source = (LANGUAGES / "fr" / "numbers.toml").read_text(encoding="utf-8")
    (tmp_path / "numbers.toml").write_text("colour = 1\n" + source, encoding="utf-8")
    with pytest.raises(DataError, match="unknown key"):
        read_numbers(tmp_path)

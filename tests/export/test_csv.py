from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given, settings

from recoupe.export.csv import Cell, csv_lines, row, safe
from recoupe.model import Reading
from tests.ledger.readings import reading, readings, report


def parsed(*claims_of: Reading) -> list[dict[str, str]]:
    lines = csv_lines((claim, item.report) for item in claims_of for claim in item.claims)
    return list(csv.DictReader(StringIO("\n".join(lines), newline="")))


def test_one_row_a_claim_with_flat_columns() -> None:
    shelled, denied, threatened = parsed(reading())
    assert (shelled["event"], shelled["acled"]) == ("shelling", "Shelling/artillery/missile attack")
    assert (shelled["actors"], shelled["actor_names"], shelled["actor_ids"]) == ("l'armée du Val", "Army of Val", "val-army")
    assert (shelled["targets"], shelled["target_names"]) == ("combattants", "")
    assert (shelled["killed_min"], shelled["killed_max"], shelled["wounded_min"]) == ("12", "", "")
    assert (shelled["lat"], shelled["lon"]) == ("16.5", "-3.25")
    assert shelled["figure_flags"] == "round; old"
    assert denied["modality"] == "denied"
    assert (threatened["time"], threatened["time_edtf"], threatened["time_to"]) == ("", "2020-03-04/..", "")


def test_two_figures_of_a_kind_are_joined() -> None:
    claim = reading().claims[0]
    twice = replace(claim, quantities=(claim.quantities[0], replace(claim.quantities[0], min=3, max=4)))
    cells = row(twice, report())
    assert (cells["killed_min"], cells["killed_max"]) == ("12; 3", "; 4")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"), ("+33", "'+33"), ("-x", "'-x"), ("@cmd", "'@cmd"), ("\tx", "'\tx"),
        ("a=b", "a=b"), ("", ""), (-3.25, -3.25), (None, None),
    ],
)
def test_formulas_are_made_words(cell: Cell, expected: Cell) -> None:
    assert safe(cell) == expected


def test_a_title_that_is_a_formula_is_written_as_words() -> None:
    trap = replace(report(), title="=HYPERLINK(1)")
    assert parsed(reading(trap))[0]["title"] == "'=HYPERLINK(1)"


@given(readings())
@settings(max_examples=40, deadline=None)
def test_any_reading_parses_back(any_reading: Reading) -> None:
    rows = parsed(any_reading)
    assert [r["id"] for r in rows] == [claim.id for claim in any_reading.claims]
    assert all(None not in r for r in rows)

"""Borders that ship, as a viewpoint has them."""

from __future__ import annotations

import pytest

from recoupe.errors import UsageError
from recoupe.export.borders import borders, coasts, disputes, viewpoints

SOUTH_UKRAINE = (32.0, 44.0, 37.0, 47.5)
LEVANT = (34.0, 31.0, 38.0, 35.0)


def test_a_disputed_line_is_broken_and_named_unless_the_viewpoint_does_not_know_it() -> None:
    drawn = borders(SOUTH_UKRAINE)
    assert {b.name for b in drawn if b.disputed} == {"Crimea"}
    assert "Crimea" not in {b.name for b in borders(SOUTH_UKRAINE, viewpoint="ukraine")}
    assert {"Golan", "Blue Line", "Armistice line of 1949"} <= {b.name for b in borders(LEVANT) if b.disputed}
    assert "Golan" not in {b.name for b in borders(LEVANT, viewpoint="syria")}


def test_the_rest_of_a_partly_disputed_line_is_a_border() -> None:
    assert any(b.name == "Russia – Ukraine" and not b.disputed for b in borders((30.0, 44.0, 41.0, 53.0)))


@pytest.mark.parametrize("dispute", disputes(), ids=lambda d: f"{d.name}, {'/'.join(sorted(d.between))}")
def test_every_dispute_is_on_the_map_with_a_reference(dispute) -> None:  # type: ignore[no-untyped-def]
    assert dispute.reference
    whole = borders(dispute.box or (-180.0, -90.0, 180.0, 90.0))
    assert any(b.disputed and b.name == dispute.name for b in whole)


def test_an_unknown_viewpoint_is_refused_with_those_that_are_known() -> None:
    assert viewpoints()[0] == "natural-earth"
    with pytest.raises(UsageError, match="natural-earth, "):
        borders(LEVANT, viewpoint="ruritania")


def test_coasts_are_cut_to_the_map() -> None:
    assert coasts(SOUTH_UKRAINE)
    assert coasts((20.0, 20.0, 25.0, 22.0)) == ()

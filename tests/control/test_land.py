"""Cells in the sea are nobody's."""

from __future__ import annotations

import h3
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.control.grid import cells_as_spots, disc
from recoupe.control.land import ashore
from recoupe.export.borders import land
from recoupe.model import Ground

ON_LAND = ((33.5, 36.3), (48.0, 35.0), (15.6, 32.5), (48.85, 2.35))
AT_SEA = ((34.0, 34.0), (43.5, 34.0), (42.0, 51.0), (0.0, -30.0))


@pytest.mark.parametrize(("lat", "lon"), ON_LAND)
def test_inland_all_cells_stay(lat: float, lon: float) -> None:
    cells = disc(lat, lon, 8.0)
    assert ashore(cells, land()) is cells


@pytest.mark.parametrize(("lat", "lon"), AT_SEA)
def test_the_sea_is_left_out(lat: float, lon: float) -> None:
    there, here = h3.latlng_to_cell(lat, lon, 6), h3.latlng_to_cell(33.5, 36.3, 6)
    assert ashore(cells_as_spots([there, here]), land()).keys == (here,)


def test_an_island_that_is_named_stays() -> None:
    """Snake Island is smaller than the outlines tell."""
    ground = Ground("snake", "Snake Island", 45.255, 30.204, radius_km=0.5)
    there, inland = h3.latlng_to_cell(ground.lat, ground.lon, 7), h3.latlng_to_cell(46.9, 30.5, 7)
    assert set(ashore(cells_as_spots([there, inland]), land(), grounds=[ground]).keys) == {there, inland}


def test_where_nothing_is_left_all_stays() -> None:
    cells = disc(43.5, 34.0, 30.0)
    assert ashore(cells, land()) is cells


@given(st.floats(-60, 70), st.floats(-180, 180))
def test_what_stays_is_in_order_and_was_there(lat: float, lon: float) -> None:
    cells = disc(lat, lon, 60.0, most=60)
    kept = ashore(cells, land())
    at = {key: n for n, key in enumerate(cells.keys)}
    places = [at[key] for key in kept.keys]
    assert places == sorted(places)
    assert np.array_equal(kept.lat, cells.lat[places])

"""Land and sea: nobody holds the sea, so cells whose middle lies in it are left out of maps and areas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from recoupe.control.inference import Spots
from recoupe.model import Ground

if TYPE_CHECKING:
    from shapely import MultiPolygon


def ashore(cells: Spots, land: MultiPolygon, *, grounds: Iterable[Ground] = ()) -> Spots:
    """Cells whose middle is on ``land`` (longitude and latitude), and those in which one of the point ``grounds`` lies: an island
    may be too small for the outlines. All cells where none would be left.
    """
    import h3
    import shapely

    if not len(cells):
        return cells
    shapely.prepare(land)
    dry = shapely.contains_xy(land, cells.lon, cells.lat)
    resolution = h3.get_resolution(cells.keys[0])
    named = {h3.latlng_to_cell(g.lat, g.lon, resolution) for g in grounds if g.is_point}
    dry |= np.array([key in named for key in cells.keys])
    if dry.all() or not dry.any():
        return cells
    return cells.only(np.nonzero(dry)[0])

"""The cells of a map: H3 hexagons over the places that claims name, as fine as the extent allows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, pi, radians

import numpy as np

from recoupe.control.inference import Spots
from recoupe.model import Ground

MOST_CELLS = 4000
"""About so many at most, unless a resolution is asked for."""
MARGIN_KM = 15.0
_CELL_KM2 = {2: 86801.8, 3: 12393.4, 4: 1770.3, 5: 252.9, 6: 36.13, 7: 5.161, 8: 0.7373}
"""Mean area of a cell by resolution (H3 documentation)."""
_COARSEST, _FINEST = 2, 8


def grid(grounds: Iterable[Ground], *, resolution: int | None = None, margin_km: float = MARGIN_KM) -> Spots:
    """Cells within the hull of the grounds and ``margin_km`` around it. Wide grounds count with their middle only."""
    import h3
    from shapely.geometry import MultiPoint

    listed = list(grounds)
    if not listed:
        return Spots((), (), np.zeros(0), np.zeros(0))
    points = [(g.lon, g.lat) for g in listed]
    middle = sum(g.lat for g in listed) / len(listed)
    squeeze = max(0.05, cos(radians(middle)))
    hull = MultiPoint([(lon * squeeze, lat) for lon, lat in points]).convex_hull.buffer(margin_km / 111.2, quad_segs=4)
    outer = [(lat, lon / squeeze) for lon, lat in hull.exterior.coords]
    if resolution is None:
        resolution = chosen_resolution(hull.area / squeeze * 111.2**2 * squeeze)
    cells = sorted(h3.polygon_to_cells_experimental(h3.LatLngPoly(outer), resolution, contain="overlap"))
    return cells_as_spots(cells)


def chosen_resolution(km2: float) -> int:
    """The finest of which about ``MOST_CELLS`` cover an area."""
    fine = [r for r, cell in _CELL_KM2.items() if km2 / cell <= MOST_CELLS]
    return min(max(fine, default=_COARSEST), _FINEST) if fine else _COARSEST


def cells_as_spots(cells: Sequence[str]) -> Spots:
    import h3

    at = np.array([h3.cell_to_latlng(cell) for cell in cells]).reshape(-1, 2)
    return Spots(tuple(cells), tuple(cells), at[:, 0], at[:, 1])


def disc(lat: float, lon: float, radius_km: float, *, most: int = MOST_CELLS) -> Spots:
    """Cells whose middle lies within ``radius_km``."""
    import h3

    fine = [r for r, cell in _CELL_KM2.items() if pi * radius_km**2 / cell <= most]
    resolution = max(fine, default=_COARSEST)
    rings = int(radius_km / (_CELL_KM2[resolution] ** 0.5)) + 2
    centre = h3.latlng_to_cell(lat, lon, resolution)
    found = [
        c for c in h3.grid_disk(centre, rings) if h3.great_circle_distance((lat, lon), h3.cell_to_latlng(c)) <= radius_km
    ]
    return cells_as_spots(sorted(found))

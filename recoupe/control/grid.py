"""The cells of a map: H3 hexagons over the places that claims name, as fine as the extent allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, radians

import numpy as np

from recoupe.control.inference import Spots, sphere
from recoupe.model import Ground

MOST_CELLS = 4000
"""About so many at most, unless a resolution is asked for."""
MARGIN_KM = 15.0
GAP_KM, LEAST = 250.0, 0.1
_CELL_KM2 = {2: 86801.8, 3: 12393.4, 4: 1770.3, 5: 252.9, 6: 36.13, 7: 5.161, 8: 0.7373}
"""Mean area of a cell by resolution (H3 documentation)."""
_COARSEST, _FINEST = 2, 8


def grid(grounds: Mapping[Ground, float], *, resolution: int | None = None, margin_km: float = MARGIN_KM) -> Spots:
    """Cells within the hull of the grounds of each theatre and ``margin_km`` around it. Wide grounds count with their middle.

    ``grounds``: with what the claims on each weigh. Theatres lie more than ``GAP_KM`` apart; one with less than ``LEAST`` of the
    whole weight is left out, so that a single distant place does not stretch the map.
    """
    import h3

    if not grounds:
        return Spots((), (), np.zeros(0), np.zeros(0))
    hulls = [_hull(group, margin_km) for group in _theatres(grounds)]
    if resolution is None:
        resolution = chosen_resolution(sum(km2 for _, km2 in hulls))
    cells = {
        c for outer, _ in hulls
        for c in h3.polygon_to_cells_experimental(h3.LatLngPoly(outer), resolution, contain="overlap")
    }  # fmt: skip
    return cells_as_spots(sorted(cells))


def _hull(group: Sequence[Ground], margin_km: float) -> tuple[list[tuple[float, float]], float]:
    """Latitude and longitude of the outline, and its area in km²; good enough to choose cells."""
    from shapely.geometry import MultiPoint

    squeeze = max(0.05, cos(radians(sum(g.lat for g in group) / len(group))))
    hull = MultiPoint([(g.lon * squeeze, g.lat) for g in group]).convex_hull.buffer(margin_km / 111.2, quad_segs=4)
    return [(lat, lon / squeeze) for lon, lat in hull.exterior.coords], float(hull.area) * 111.2**2


def _theatres(grounds: Mapping[Ground, float]) -> list[list[Ground]]:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    listed = sorted(grounds, key=lambda g: g.key)
    spots = Spots.of(listed)
    pairs = cKDTree(sphere(spots.lat, spots.lon)).query_pairs(GAP_KM / 6371.0088, output_type="ndarray")
    graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(listed), len(listed)))
    _, label = connected_components(graph, directed=False)
    weight = np.bincount(label, weights=np.array([grounds[g] for g in listed]))
    kept = [n for n in range(len(weight)) if weight[n] >= LEAST * weight.sum()] or [int(weight.argmax())]
    return [[g for g, own in zip(listed, label.tolist(), strict=True) if own == n] for n in kept]


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

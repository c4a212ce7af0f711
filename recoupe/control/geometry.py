"""Polygons and areas of a map of cells, and areas that claims state set against those that follow from the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from recoupe.control.chain import Floats
from recoupe.control.ground import moved
from recoupe.control.inference import Field, Odds, Spots, inside
from recoupe.model import Area, ControlState, ControlStatus, Observation, Outline, Patch, StatedArea

COVERAGE_Z = 1.645
"""Standard deviations on either side of the mean within which nine of ten areas lie."""
CORRELATED_KM = 12.0
"""Cells nearer than this to each other err together."""


def patches(states: Sequence[ControlState]) -> tuple[Patch, ...]:
    """One for each holder, one for what is contested, one for what is unknown; those with most ground first."""
    groups: dict[tuple[ControlStatus, str | None], list[ControlState]] = {}
    for state in states:
        groups.setdefault((state.status, state.holder), []).append(state)
    made = [_patch(status, holder, group) for (status, holder), group in groups.items()]
    return tuple(sorted(made, key=lambda p: (p.status is ControlStatus.UNKNOWN, -p.km2, p.holder or "")))


def _patch(status: ControlStatus, holder: str | None, group: Sequence[ControlState]) -> Patch:
    cells = tuple(s.area for s in group)
    polygons = tuple(outlines(cells))
    claims = tuple(dict.fromkeys(c for s in group for c in s.claims))
    voices = tuple(dict.fromkeys(v for s in group for v in s.voices))
    return Patch(status, holder, polygons, sum(ring_km2(p) for p in polygons), cells, claims, voices)


def outlines(cells: Iterable[str]) -> Iterator[tuple[Outline, ...]]:
    """The outlines of cells that hang together, exactly along their edges, so that neighbours share their borders; valid, outer
    ring first and counter-clockwise, holes behind it."""
    import h3
    from shapely import make_valid, set_precision
    from shapely.geometry import MultiPolygon, Polygon
    from shapely.geometry.polygon import orient

    listed = list(cells)
    if not listed:
        return
    shape = h3.cells_to_h3shape(listed, tight=False)
    for poly in shape:
        made = Polygon([(lon, lat) for lat, lon in poly.outer], [[(lon, lat) for lat, lon in hole] for hole in poly.holes])
        whole = make_valid(set_precision(made, 1e-7))
        parts = whole.geoms if isinstance(whole, MultiPolygon) else (whole,)
        for part in parts:
            if part.geom_type == "Polygon" and not part.is_empty:
                good = orient(part)
                yield tuple(tuple((x, y) for x, y in ring.coords) for ring in (good.exterior, *good.interiors))


def ring_km2(polygon: Sequence[Outline]) -> float:
    """Of an outer ring less its holes, on the WGS 84 ellipsoid."""
    geod = _geod()
    areas = [abs(geod.polygon_area_perimeter([x for x, _ in ring], [y for _, y in ring])[0]) / 1e6 for ring in polygon]
    return float(areas[0] - sum(areas[1:]))


def cell_areas(spots: Spots) -> Floats:
    """Square kilometres of each cell, on the ellipsoid."""
    import h3

    geod = _geod()
    made = []
    for cell in spots.keys:
        edge = h3.cell_to_boundary(cell)
        made.append(abs(geod.polygon_area_perimeter([lon for _, lon in edge], [lat for lat, _ in edge])[0]) / 1e6)
    return np.array(made)


def _geod() -> Any:
    from pyproj import Geod

    return Geod(ellps="WGS84")


# ------------------------------------------------------------ areas by day


def areas(field: Field, cells: Spots, *, first: date, last: date) -> tuple[Area, ...]:
    """By day and holder, contested last: the expected area and an interval, from the cells' own uncertainty."""
    a, b = max(first.toordinal(), field.start), min(last.toordinal(), field.until)
    if b < a or not len(cells):
        return ()
    odds = field.at(cells, first=a, last=b)
    km2 = cell_areas(cells)
    together = _err_together(cells)
    found = []
    for day in range(b - a + 1):
        for n, holder in enumerate((*field.holders, None)):
            low, best, high = area_of(odds, km2, together, day=day, state=n)
            found.append(Area(date.fromordinal(a + day), holder, low, best, high))
    return tuple(found)


def area_of(odds: Odds, km2: Floats, together: float, *, day: int, state: int) -> tuple[float, float, float]:
    """Low, best and high of the ground in one state. ``together``: how many cells err as one."""
    p = odds.states[:, day, state].astype(np.float64) * odds.known[:, day]
    best = float((p * km2).sum())
    spread = COVERAGE_Z * float(np.sqrt((p * (1 - p) * km2**2).sum() * together))
    return max(0.0, best - spread), best, min(float(km2.sum()), best + spread)


def _err_together(cells: Spots) -> float:
    from scipy.spatial import cKDTree

    flat = np.stack([cells.lat * 111.2, cells.lon * 111.2 * np.cos(np.radians(cells.lat.mean()))], axis=1)
    some = flat[:: max(1, len(flat) // 200)]
    return float(np.mean([len(x) for x in cKDTree(flat).query_ball_point(some, CORRELATED_KM)]))


def stated_areas(
    observations: Sequence[Observation], field_without: Mapping[str, Field], cells: Spots
) -> tuple[StatedArea, ...]:
    """Each claim that states an area against what the field made without that claim gives its holder within that ground.

    ``field_without``: by claim."""
    found: dict[str, StatedArea] = {}
    for o in observations:
        if o.area_km2 is None or o.claim in found or o.claim not in field_without or o.holder is None:
            continue
        field = field_without[o.claim]
        some = cells.only(inside(cells, o.ground))
        if o.holder not in field.holders or not len(some):
            continue
        odds = field.at(some, first=o.last, last=o.last)
        implied = area_of(odds, cell_areas(some), _err_together(some), day=0, state=field.holders.index(o.holder))
        found[o.claim] = StatedArea(
            o.claim, o.report, o.holder, o.ground.name, date.fromordinal(o.last), o.area_km2, implied
        )
    return tuple(found.values())


def ring_around(lat: float, lon: float, radius_km: float, points: int = 72) -> Outline:
    """A circle on the sphere, closed."""
    made = [moved(lat, lon, n * 360 / points, radius_km) for n in range(points)]
    return tuple((x, y) for y, x in (*made, made[0]))

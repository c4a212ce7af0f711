"""A map of control as a GeoPackage: layers ``areas``, ``cells``, ``places``, ``boundaries`` and ``unplaced`` in WGS 84."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recoupe.model import ControlMap, ControlState

if TYPE_CHECKING:
    import numpy as np

_TEXT = "; "
Fields = dict[str, list[Any]]
"""Columns of a layer by name."""


def write_gpkg(found: ControlMap, path: Path) -> None:
    """Replaces ``path``. Each layer has ``valid_from`` and ``valid_to``."""
    import h3
    import shapely
    from shapely.geometry import LineString, MultiPolygon, Point, Polygon

    path.unlink(missing_ok=True)
    areas = [MultiPolygon([Polygon(p[0], p[1:]) for p in patch.polygons]) for patch in found.patches]
    fields: Fields = {
        "status": [p.status.value for p in found.patches], "holder": [p.holder or "" for p in found.patches],
        "holder_name": [found.name(p.holder) for p in found.patches], "km2": [round(p.km2, 3) for p in found.patches],
        "claims": [_TEXT.join(p.claims) for p in found.patches], "voices": [_TEXT.join(p.voices) for p in found.patches],
    }  # fmt: skip
    _write(path, "areas", shapely.to_wkb(areas), "MultiPolygon", fields, found)
    cells = [Polygon([(lon, lat) for lat, lon in h3.cell_to_boundary(s.area)]) for s in found.cells]
    _write(path, "cells", shapely.to_wkb(cells), "Polygon", _states(found, found.cells), found)
    points = [Point(s.lon, s.lat) for s in found.places]
    _write(path, "places", shapely.to_wkb(points), "Point", _states(found, found.places), found)
    lines = [LineString(b.line) for b in found.boundaries if len(b.line) > 1]
    drawn = [b for b in found.boundaries if len(b.line) > 1]
    own: Fields = {"name": [b.name for b in drawn], "disputed": [int(b.disputed) for b in drawn],
           "viewpoint": [found.viewpoint for _ in drawn]}  # fmt: skip
    _write(path, "boundaries", shapely.to_wkb(lines), "LineString", own, found)
    left: Fields = {"claim": [u.claim for u in found.unplaced], "words": [u.words for u in found.unplaced],
            "why": [u.why for u in found.unplaced]}  # fmt: skip
    _write(path, "unplaced", None, None, left, found)


def _states(found: ControlMap, states: Sequence[ControlState]) -> Fields:
    return {
        "key": [s.area for s in states], "name": [s.name for s in states], "status": [s.status.value for s in states],
        "holder": [s.holder or "" for s in states], "holder_name": [found.name(s.holder) for s in states],
        "probability": [s.shares[0].probability if s.shares else 0.0 for s in states],
        "contested": [s.contested for s in states], "unknown": [s.unknown for s in states],
        "claims": [_TEXT.join(s.claims) for s in states], "voices": [_TEXT.join(s.voices) for s in states],
    }  # fmt: skip


def _write(
    path: Path, layer: str, geometry: np.ndarray[Any, Any] | None, kind: str | None, fields: Fields, found: ControlMap
) -> None:
    import numpy as np
    from pyogrio import raw

    count = len(next(iter(fields.values())))
    if not count:
        return
    day = found.day.isoformat()
    whole = {**fields, "valid_from": [day] * count, "valid_to": [day] * count, "account": [found.account] * count}
    columns = [np.array(v, dtype=object if isinstance(v[0], str) else None) for v in whole.values()]
    raw.write(
        path, geometry=geometry, field_data=columns, fields=list(whole), geometry_type=kind, driver="GPKG", layer=layer,
        crs="EPSG:4326" if kind else None, append=path.exists(),
    )  # fmt: skip

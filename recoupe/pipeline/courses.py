"""Roads and rivers from files: GeoJSON, GeoPackage, shapefile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from recoupe.control.ways import Course, Ways
from recoupe.errors import UsageError
from recoupe.model import Ground

MARGIN_DEGREES = 1.5
"""Around the places that claims name: what lies further out is not read."""
ROADS, RIVERS = "roads", "rivers"
_ENDINGS = (".gpkg", ".geojson", ".json", ".shp")
_NAMES = ("ref", "name", "label")
_WGS84 = 4326


def ways_of(
    roads: Path | None, rivers: Path | None, *, knowledge: Path | None = None, grounds: Sequence[Ground] = ()
) -> Ways | None:
    """Of these files, or of those called ``roads`` and ``rivers`` in the user's folder; None where there are none.

    Raises ``UsageError`` when a file holds no lines.
    """
    found = [given or _kept(knowledge, name) for given, name in ((roads, ROADS), (rivers, RIVERS))]
    if not any(found):
        return None
    box = _box(grounds)
    a, b = ([] if file is None else read_courses(file, box=box) for file in found)
    return Ways(a, b)


def _kept(folder: Path | None, name: str) -> Path | None:
    if folder is None:
        return None
    return next((f for ending in _ENDINGS if (f := folder / f"{name}{ending}").is_file()), None)


def _box(grounds: Sequence[Ground]) -> tuple[float, float, float, float] | None:
    if not grounds:
        return None
    lats, lons = [g.lat for g in grounds], [g.lon for g in grounds]
    m = MARGIN_DEGREES
    return min(lons) - m, min(lats) - m, max(lons) + m, max(lats) + m


def read_courses(file: Path, *, box: tuple[float, float, float, float] | None = None) -> list[Course]:
    """The lines of a file, and the outlines of its polygons, in WGS 84. ``box``: west, south, east, north.

    Raises ``UsageError`` when it can't be read, or holds neither.
    """
    import shapely
    from pyogrio import errors, raw

    try:
        meta, _, shapes, fields = raw.read(file)
    except (errors.DataSourceError, errors.DataLayerError, ValueError) as exc:
        raise UsageError(f"{file}: no lines that could be read; GeoJSON, GeoPackage and shapefiles are") from exc
    names = _names(list(meta["fields"]), fields, 0 if shapes is None else len(shapes))
    to_degrees = _transformer(meta["crs"])
    found = []
    window = shapely.box(*box) if box else None
    for name, shape in zip(names, [] if shapes is None else shapely.from_wkb(shapes), strict=True):
        if shape is None:
            continue
        placed = shapely.transform(shape, to_degrees, interleaved=False) if to_degrees else shape
        if window is None or window.intersects(placed):
            found += [Course(name, line) for line in _lines(placed)]
    if not found:
        raise UsageError(f"{file}: it has no lines{' near the places that claims name' if box else ''}")
    return found


def _transformer(crs: str | None) -> Any:
    from pyproj import CRS, Transformer

    if crs is None or CRS.from_user_input(crs).to_epsg() == _WGS84:
        return None
    return Transformer.from_crs(crs, _WGS84, always_xy=True).transform


def _names(columns: Sequence[str], fields: Sequence[Any], count: int) -> list[str]:
    own = [list(fields[columns.index(n)]) for n in _NAMES if n in columns]
    return [next((str(column[n]) for column in own if column[n] not in (None, "")), "") for n in range(count)]


def _lines(shape: Any) -> Iterator[tuple[tuple[float, float], ...]]:
    for part in getattr(shape, "geoms", [shape]):
        if part.geom_type in ("LineString", "LinearRing"):
            yield tuple((float(x), float(y)) for x, y, *_ in part.coords)
        elif part.geom_type == "Polygon":
            yield from _lines(part.boundary)
        elif hasattr(part, "geoms"):
            yield from _lines(part)

"""A map of control as GeoJSON (RFC 7946): areas, places, boundaries; longitude and latitude in WGS 84."""

from __future__ import annotations

import json
from collections.abc import Iterator

from recoupe.export.claims import Json
from recoupe.model import Boundary, ControlMap, ControlState, Patch

DIGITS = 6


def geojson(found: ControlMap) -> str:
    """``unplaced`` lists the claims on control that have no place on the map, and why."""
    features: list[Json] = [_area(found, patch) for patch in found.patches]
    features += [_place(found, state) for state in found.places]
    features += [_boundary(found, line) for line in found.boundaries]
    whole: dict[str, Json] = {
        "type": "FeatureCollection", "day": found.day.isoformat(), "account": found.account, "viewpoint": found.viewpoint,
        "features": features,
        "unplaced": [{"claim": u.claim, "report": u.report, "words": u.words, "why": u.why} for u in found.unplaced],
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False)


def state_fields(found: ControlMap, state: ControlState) -> dict[str, Json]:
    return {
        "name": state.name, "status": state.status.value, "holder": state.holder, "holder_name": found.name(state.holder),
        "shares": {s.holder: s.probability for s in state.shares}, "contested": state.contested, "unknown": state.unknown,
        "claims": list(state.claims), "voices": list(state.voices),
    }  # fmt: skip


def _area(found: ControlMap, patch: Patch) -> Json:
    rings: list[Json] = [[_ring(ring) for ring in polygon] for polygon in patch.polygons]
    return _feature({"type": "MultiPolygon", "coordinates": rings}, found, {
        "kind": "area", "status": patch.status.value, "holder": patch.holder, "holder_name": found.name(patch.holder),
        "km2": round(patch.km2, 1), "claims": list(patch.claims), "voices": list(patch.voices), "cells": list(patch.cells),
    })  # fmt: skip


def _place(found: ControlMap, state: ControlState) -> Json:
    at: list[Json] = [round(state.lon, DIGITS), round(state.lat, DIGITS)]
    return _feature({"type": "Point", "coordinates": at}, found, {"kind": "place", **state_fields(found, state)})


def _boundary(found: ControlMap, line: Boundary) -> Json:
    own: dict[str, Json] = {"kind": "boundary", "name": line.name, "disputed": line.disputed, "viewpoint": found.viewpoint}
    return _feature({"type": "LineString", "coordinates": _ring(line.line)}, found, own)


def _feature(geometry: Json, found: ControlMap, properties: dict[str, Json]) -> Json:
    day = found.day.isoformat()
    return {
        "type": "Feature", "geometry": geometry,
        "properties": {**properties, "valid_from": day, "valid_to": day, "account": found.account},
    }  # fmt: skip


def _ring(points: tuple[tuple[float, float], ...]) -> list[Json]:
    return [[round(x, DIGITS), round(y, DIGITS)] for x, y in points]


def read_boundaries(text: str, *, viewpoint: str | None) -> Iterator[Boundary]:
    """Lines and outlines of a GeoJSON collection. Features that name a ``viewpoint`` are taken only where it is
    the one asked for.

    Raises ``ValueError`` when it is no such collection.
    """
    try:
        features = json.loads(text)["features"]
        for feature in features:
            own = feature.get("properties") or {}
            if viewpoint and own.get("viewpoint") not in (None, viewpoint):
                continue
            for line in _lines(feature["geometry"]):
                yield Boundary(str(own.get("name") or ""), line, bool(own.get("disputed")))
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as exc:
        raise ValueError("no GeoJSON collection of lines or polygons") from exc


def _lines(geometry: dict[str, list[list[float]]]) -> Iterator[tuple[tuple[float, float], ...]]:
    depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}.get(str(geometry["type"]))
    if depth is None:
        return
    lines: list[object] = [geometry["coordinates"]]
    for _ in range(depth):
        lines = [inner for outer in lines if isinstance(outer, list) for inner in outer]
    for line in lines:
        if isinstance(line, list):
            yield tuple((float(p[0]), float(p[1])) for p in line)

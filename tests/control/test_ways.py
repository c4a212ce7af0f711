"""Travel distances by road, across country and over rivers; files of roads and rivers."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.control.inference import Spots, infer
from recoupe.control.ways import ACROSS, DETOUR, FORD_KM, Course, Ways
from recoupe.errors import UsageError
from recoupe.pipeline.courses import read_courses, ways_of
from tests.control.world import DAY, ground, seen

RIVER = Course("river", ((40.5, 33.0), (40.5, 35.0)))
BRIDGE = Course("bridge", ((40.4, 34.0), (40.6, 34.0)))


def km(ways: Ways, a: tuple[float, float], b: tuple[float, float]) -> float:
    """From ``a`` to ``b``, latitude and longitude."""
    from recoupe.control.ground import distance_km

    start, end = ((np.array([p[0]]), np.array([p[1]])) for p in (a, b))
    return float(ways.km(start, end, np.array([[0]]), np.array([[distance_km(*a, *b)]]))[0, 0])


def plain(a: tuple[float, float], b: tuple[float, float]) -> float:
    return km(Ways(), a, b)


def test_nothing_known_leaves_distances_plain() -> None:
    assert not Ways()
    assert plain((34.0, 40.0), (34.0, 41.0)) == pytest.approx(92.2, rel=0.01)


def test_a_river_without_a_bridge_keeps_its_banks_apart() -> None:
    a, b = (34.0, 40.45), (34.0, 40.55)
    assert km(Ways(rivers=[RIVER]), a, b) == pytest.approx(plain(a, b) + FORD_KM)
    assert km(Ways(rivers=[RIVER]), a, (34.2, 40.45)) == pytest.approx(plain(a, (34.2, 40.45)))


def test_a_bridge_brings_them_together() -> None:
    a, b = (34.0, 40.45), (34.0, 40.55)
    assert km(Ways([BRIDGE], [RIVER]), a, b) == pytest.approx(plain(a, b), rel=0.2)


def test_a_winding_road_is_longer_than_a_straight_one() -> None:
    a, b = (34.0, 40.0), (34.0, 40.5)
    straight, winding = ((40.0, 34.0), (40.5, 34.0)), ((40.0, 34.0), (40.25, 34.25), (40.5, 34.0))
    assert km(Ways([Course("", straight)]), a, b) == pytest.approx(plain(a, b))
    assert plain(a, b) < km(Ways([Course("", winding)]), a, b) <= plain(a, b) * ACROSS / DETOUR


def test_roads_that_meet_make_one_way() -> None:
    ways = Ways([Course("1", ((40.0, 34.0), (40.3, 34.0))), Course("2", ((40.3, 34.0), (40.3, 34.3)))])
    out = ways.out(34.0, 40.0, 30.0)
    assert [round(r.bearing) for r in out] == [67]
    assert out[0].name == "2"
    assert Ways().out(34.0, 40.0, 30.0) == ()
    assert ways.out(36.0, 40.0, 30.0) == ()


POINTS = st.tuples(st.floats(39.0, 41.0), st.floats(33.0, 35.0))


@given(st.lists(st.lists(POINTS, min_size=2, max_size=6), min_size=1, max_size=5), st.lists(POINTS, min_size=2, max_size=5))
def test_travel_is_never_shorter_than_plain(lines: list[list[tuple[float, float]]], spots: list[tuple[float, float]]) -> None:
    ways = Ways([Course("", tuple(line)) for line in lines[1:]], [Course("", tuple(lines[0]))])
    for (lon1, lat1), (lon2, lat2) in pairwise(spots):
        assert km(ways, (lat1, lon1), (lat2, lon2)) >= plain((lat1, lon1), (lat2, lon2)) - 1e-6


def test_evidence_does_not_cross_a_river() -> None:
    told = [seen("north", ground("left", 34.0, 40.4)), seen("south", ground("right", 34.0, 40.68))]
    spot = Spots.of([ground("east bank", 34.0, 40.53)])
    day = DAY.toordinal()
    without, with_river = (infer(told, ways=w).at(spot, first=day, last=day).states[0, 0] for w in (None, Ways(rivers=[RIVER])))
    assert without[0] > without[1]
    assert with_river[1] > with_river[0]


def test_files_of_roads_are_read_and_named(tmp_path: Path) -> None:
    shapes = {
        "M5": ("LineString", [[40, 34], [41, 34]]), "": ("MultiLineString", [[[0, 0], [1, 1]]]),
        "lake": ("Polygon", [[[40, 34], [40.1, 34], [40.1, 34.1], [40, 34]]]),
    }  # fmt: skip
    features = [
        {"type": "Feature", "properties": {"ref": ref}, "geometry": {"type": kind, "coordinates": at}}
        for ref, (kind, at) in shapes.items()
    ]
    file = tmp_path / "roads.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    assert [c.name for c in read_courses(file)] == ["M5", "", "lake"]
    assert [c.name for c in read_courses(file, box=(39, 33, 42, 35))] == ["M5", "lake"]
    assert ways_of(None, None, knowledge=tmp_path)
    assert ways_of(None, None, knowledge=None) is None


@pytest.mark.parametrize("text", ["no map", '{"type": "FeatureCollection", "features": []}'])
def test_a_file_without_lines_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "roads.geojson"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="lines"):
        ways_of(file, None)

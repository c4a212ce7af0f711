"""Maps, areas, rings and accounts."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from recoupe.control.encirclement import Tier
from recoupe.control.geometry import outlines, ring_km2
from recoupe.control.grid import disc, grid
from recoupe.control.observing import Observed
from recoupe.control.ways import Course, Ways
from recoupe.errors import UsageError
from recoupe.export.geojson import geojson, read_boundaries
from recoupe.export.gpkg import write_gpkg
from recoupe.export.pngmap import png
from recoupe.export.svgmap import svg
from recoupe.model import Boundary, ControlStatus, Observation, Unplaced
from recoupe.pipeline.kept import from_json, to_json
from recoupe.pipeline.territory import Territory
from tests.control.world import DAY, TwoParties, ground, seen

CENTRE = ground("ville", 34.0, 40.0)


def around(holder: str, km: float = 20.0, but: tuple[int, ...] = (), day: date = DAY) -> list[Observation]:
    """Sixteen places on a circle around the town."""
    from recoupe.control.ground import moved

    return [
        seen(holder, ground(f"{holder}-{n}", *moved(34.0, 40.0, n * 22.5, km)), day) for n in range(16) if n not in but
    ]


def territory(told: list[Observation], unplaced: tuple[Unplaced, ...] = (), ways: Ways | None = None) -> Territory:
    return Territory(Observed(tuple(told), unplaced), parties=TwoParties(), resolution=6, ways=ways)


def two_halves() -> list[Observation]:
    told = []
    for n in range(6):
        told += [seen("north", ground(f"n{n}", 34.5, 40 + n * 0.2)), seen("south", ground(f"s{n}", 33.5, 40 + n * 0.2))]
    return told


def test_the_map_of_a_day_goes_into_every_format(tmp_path: Path) -> None:
    import pyogrio
    from PIL import Image

    border = Boundary("line", ((40.0, 34.0), (41.0, 34.0)), disputed=True)
    lost = Unplaced("c1", "r", "somewhere", "no coordinates are known for it")
    made = territory(two_halves(), (lost,)).map(DAY, boundaries=[border], viewpoint="as Ruritania draws them")
    told = json.loads(geojson(made))
    assert told["unplaced"][0]["claim"] == "c1"
    assert {f["properties"]["kind"] for f in told["features"]} == {"area", "place", "boundary"}
    drawn = svg(made)
    ElementTree.fromstring(drawn)
    assert "as Ruritania draws them" in drawn
    assert "stroke-dasharray" in drawn
    write_gpkg(made, tmp_path / "m.gpkg")
    assert {str(layer[0]) for layer in pyogrio.list_layers(tmp_path / "m.gpkg")} >= {"areas", "cells", "places", "boundaries"}
    (tmp_path / "m.png").write_bytes(png(made))
    assert Image.open(tmp_path / "m.png").size[0] > 1000


def test_patches_cover_the_cells_without_overlap() -> None:
    from shapely.geometry import Polygon

    made = territory(two_halves()).map(DAY)
    polygons = [Polygon(p[0], p[1:]) for patch in made.patches for p in patch.polygons]
    assert all(p.is_valid for p in polygons)
    for n, one in enumerate(polygons):
        assert all(one.intersection(other).area < 1e-6 for other in polygons[n + 1 :])
    assert sum(len(p.cells) for p in made.patches) == len(made.cells)


def test_the_area_of_a_degree_on_the_ellipsoid() -> None:
    square = ((40.0, 34.0), (41.0, 34.0), (41.0, 35.0), (40.0, 35.0), (40.0, 34.0))
    assert ring_km2([square]) == pytest.approx(10_189, rel=0.01)


def test_holes_are_cut_out() -> None:
    cells = disc(34.0, 40.0, 30.0, most=300)
    inner = set(disc(34.0, 40.0, 8.0, most=20).keys)
    kept = [c for c in cells.keys if c not in inner]
    assert kept
    for polygon in outlines(kept):
        assert ring_km2(polygon) > 0


def test_areas_have_bounds_and_add_up() -> None:
    found = territory(two_halves()).areas(DAY, DAY)
    assert all(a.low <= a.best <= a.high for a in found)
    north, south = (next(a.best for a in found if a.holder == h) for h in ("north", "south"))
    assert north == pytest.approx(south, rel=0.15)


def test_a_stated_area_is_set_against_what_the_others_imply() -> None:
    wide = ground("pays", 34.5, 40.5, 35.0)
    told = [*two_halves(), seen("south", wide, area=(3500.0, 3500.0), voice="boast")]
    found = territory(told).stated()
    assert len(found) == 1
    assert found[0].stated == (3500.0, 3500.0)
    assert not found[0].agrees


def test_a_town_with_enemies_all_around_is_shut_in() -> None:
    found = territory([seen("north", CENTRE), *around("south")]).siege(CENTRE, radius_km=22, first=DAY, last=DAY)[0]
    assert found.encircler == "south"
    assert (found.tier, found.grade) == (Tier.WATCH, Tier.ONE)
    assert found.openings == ()
    assert found.since is not None


@pytest.mark.parametrize(("days", "tier"), [(0, Tier.ONE), (2, Tier.TWO), (5, Tier.THREE)])
def test_the_tier_of_a_long_siege_is_by_how_often_something_gets_through(days: int, tier: Tier) -> None:
    days_told = [DAY + timedelta(n) for n in range(0, 240, 20)]
    told = [o for day in days_told for o in (seen("north", CENTRE, day), *around("south", day=day))]
    late = DAY + timedelta(210)
    relief = [late.toordinal() - 3 * n for n in range(days)]
    found = territory(told).siege(CENTRE, radius_km=22, first=late - timedelta(200), last=late, relief=relief)
    assert found[0].tier is Tier.WATCH
    assert found[-1].tier is tier


def test_an_opening_is_named_by_its_direction() -> None:
    gap = (15, 0, 1)
    told = [seen("north", CENTRE), *around("south", but=gap), *around("north", but=tuple(n for n in range(16) if n not in gap))]
    found = territory(told).siege(CENTRE, radius_km=22, first=DAY, last=DAY)[0]
    assert len(found.openings) == 1
    assert "N" in found.openings[0].compass
    assert found.openings[0].toward
    low, best, high = found.holds[0].ways
    assert low < best < high


def roads(*bearings: float) -> list[Course]:
    """Straight roads out of the town, 40 km long."""
    from recoupe.control.ground import moved

    ends = [moved(34.0, 40.0, b, 40.0) for b in bearings]
    return [Course(f"R{b:g}", ((40.0, 34.0), (lon, lat))) for b, (lat, lon) in zip(bearings, ends, strict=True)]


def test_ways_out_are_roads_where_roads_are_known() -> None:
    told = [seen("north", CENTRE), *around("south", but=(15, 0, 1)), *around("north", but=tuple(range(2, 15)))]
    shut = territory(told, ways=Ways(roads(90, 180, 270))).siege(CENTRE, radius_km=22, first=DAY, last=DAY)[0]
    assert shut.openings == ()
    assert next(h for h in shut.holds if h.holder == "south").ways[1] > 0.6
    one = territory(told, ways=Ways(roads(0, 90, 180, 270))).siege(CENTRE, radius_km=22, first=DAY, last=DAY)[0]
    assert [(o.road, o.compass) for o in one.openings] == [("R0", "N")]
    assert one.openings[0].toward


def test_accounts_and_where_they_differ() -> None:
    told = [seen("north", CENTRE, voice="gazette", party="north"), seen("south", CENTRE, voice="courrier", party="south")]
    told += two_halves()
    found = territory(told)
    assert found.map(DAY, account="Gazette").places
    between = found.compare("gazette", "courrier", day=DAY, first=DAY - timedelta(1))
    assert ("ville", "north", "south") in [(d.key, d.left, d.right) for d in between.places]
    assert between.km2 > 0
    with pytest.raises(UsageError, match="nothing on control is told by"):
        found.field("nobody")


def test_independent_origins_leave_out_what_parties_say_in_their_own_interest() -> None:
    told = [seen("north", CENTRE, voice="gazette", party="north"), seen("south", CENTRE, voice="agency")]
    assert [o.voice for o in territory(told).field("independent").observations] == ["agency"]


def test_history_says_since_when_and_who_disputes_it() -> None:
    told = [seen("south", CENTRE, DAY, voice="a"), seen("north", CENTRE, DAY + timedelta(20), voice="b", weight=3.0)]
    periods = territory(told).history(CENTRE)
    held = [p for p in periods if p.status is ControlStatus.HELD]
    assert [p.holder for p in held] == ["south", "north"]
    assert "A" in held[0].accounts
    assert held[-1].last == date.fromordinal(told[1].last)


def test_a_place_that_nobody_names_is_an_error_that_lists_others() -> None:
    with pytest.raises(UsageError, match="Ville"):
        territory([seen("north", CENTRE)]).place("nowhere")


def test_a_single_far_place_does_not_stretch_the_map() -> None:
    weights = {ground(f"g{n}", 34 + n * 0.1, 40.0): 5.0 for n in range(5)} | {ground("far", 0.0, -70.0): 1.0}
    cells = grid(weights)
    assert cells.lon.min() > 30


def test_observations_are_kept_as_they_were() -> None:
    observed = Observed((*two_halves(), seen(None, CENTRE, area=(1.0, None))), (Unplaced("c", "r", "w", "y"),), (("x", 2),))
    assert from_json(to_json(observed)) == observed


def test_boundaries_of_another_viewpoint_are_left_out() -> None:
    def line(view: str | None) -> dict[str, object]:
        own = {"name": "x", "disputed": True, "viewpoint": view}
        return {"type": "Feature", "properties": own, "geometry": {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}}

    text = json.dumps({"type": "FeatureCollection", "features": [line("a"), line("b"), line(None)]})
    assert len(list(read_boundaries(text, viewpoint="a"))) == 2
    with pytest.raises(ValueError, match="GeoJSON"):
        list(read_boundaries("[]", viewpoint=None))

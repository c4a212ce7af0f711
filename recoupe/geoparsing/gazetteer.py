"""Places by name, offline: the compiled gazetteer, our own places over it, and the user's over those."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from pathlib import Path

from recoupe.geoparsing.geometry import Box, distance_km
from recoupe.geoparsing.kinds import KINDS, precision_of
from recoupe.geoparsing.spelling import PLACES, Spelling, load_spelling
from recoupe.geoparsing.store import Row, Store, degrees_of
from recoupe.model import Precision

BASE = PLACES / "gazetteer.sqlite"
OVERLAY = PLACES / "overlay.sqlite"
OVERLAY_FILES = PLACES / "overlay"
SAME_PLACE_KM = 15.0
_CACHE = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """Degrees of WGS 84. ``country`` is ISO 3166-1 alpha-2; ``parent`` the first-level division, as the source codes it."""

    id: str
    name: str
    country: str | None
    lat: float
    lon: float
    precision: Precision
    kind: str
    population: int
    radius_km: float
    parent: str | None
    source: str

    @property
    def at(self) -> tuple[float, float]:
        return self.lat, self.lon


class Gazetteer:
    """Several stores asked as one; the first has the last word where two of them hold one place."""

    def __init__(self, stores: tuple[Store, ...], spelling: Spelling) -> None:
        self._stores = stores
        self._spelling = spelling
        self._numbers: dict[str, tuple[Store, int]] = {}
        self.lookup = lru_cache(maxsize=_CACHE)(self._lookup)
        self.written = lru_cache(maxsize=_CACHE)(self._written)
        self.get = lru_cache(maxsize=_CACHE)(self._get)
        self.border = lru_cache(maxsize=1000)(self._border)

    def _lookup(self, name: str) -> tuple[Place, ...]:
        """The places that bear ``name``: written so, else without its article, else in another transliteration.

        Our own places come first, then by population. Nothing is found by mere likeness.
        """
        key = self._spelling.key(name)
        if not key:
            return ()
        return (
            self._named(key)
            or self._if_key(self._spelling.bare_key(key))
            or self._if_key(self._spelling.unarticled_key(key))
            or self._varied(key)
        )

    def _written(self, name: str) -> tuple[Place, ...]:
        """The places whose name is written just so, articles included; no variants."""
        return self._named(self._spelling.key(name))

    def _get(self, place_id: str) -> Place | None:
        scheme, _, rest = place_id.partition(":")
        for store in self._stores:
            rows = store.identified(place_id)
            if not rows and scheme == "geonames" and rest.isdigit():
                rows = [r for r in store.numbered(int(rest)) if r[1] is None]
            if rows:
                return self._place(rows[0], store)
        return None

    def _border(self, one: str, other: str) -> Place | None:
        """The land border of two countries, or None when they have none."""
        for store in self._stores:
            if rows := store.bordering(one, other):
                return self._place(rows[0], store)
        return None

    def neighbours(self, country: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(n for store in self._stores for n in store.neighbours(country)))

    def country(self, code: str) -> Place | None:
        return self.get(f"country:{code}")

    def box(self, place: Place) -> Box:
        """The extent of a place: as known, else a square of its radius."""
        held = self._numbers.get(place.id)
        known = held[0].box(held[1]) if held else None
        if known is not None:
            return known
        half = place.radius_km / 111.2
        return place.lat - half, place.lon - half, place.lat + half, place.lon + half

    def overlay_names(self, language: str) -> Iterator[tuple[str, str]]:
        """Surface form and place id of our own places, of countries and of provinces, for a search in running text."""
        for store in self._stores:
            for form, number, place_id in store.forms(language):
                yield form, place_id or f"geonames:{number}"

    def _if_key(self, key: str | None) -> tuple[Place, ...]:
        return self._named(key) if key else ()

    def _named(self, key: str) -> tuple[Place, ...]:
        return self._merged((row, store) for store in self._stores for row in store.named(key))

    def _varied(self, key: str) -> tuple[Place, ...]:
        variant = self._spelling.variant_key(key)
        if variant is None:
            return ()
        return self._merged((row, store) for store in self._stores for row in store.varied(variant))

    def _merged(self, rows: Iterable[tuple[Row, Store]]) -> tuple[Place, ...]:
        kept: list[Place] = []
        for row, store in rows:
            place = self._place(row, store)
            if not any(_same(place, other) for other in kept):
                kept.append(place)
        return tuple(kept)

    def _place(self, row: Row, store: Store) -> Place:
        number, place_id, name, country, _, _, kind_or_none, population, radius, parent = row
        kind = kind_or_none or "town"
        place_id = place_id or f"geonames:{number}"
        lat, lon = degrees_of(row)
        self._numbers.setdefault(place_id, (store, number))
        return Place(
            place_id, name, country, lat, lon, precision_of(kind), kind, population or 0,
            radius or _radius(kind, population or 0), parent, store.source,
        )  # fmt: skip


def open_gazetteer(
    path: Path | None = None, extra: tuple[Path, ...] = (), overlay: Path = OVERLAY_FILES, imported: tuple[Path, ...] = ()
) -> Gazetteer:
    """The gazetteer at ``path``, ours when None, under our own places and the user's TOML files or folders in ``extra``.

    ``imported``: stores made of GeoNames dumps, asked after all others.

    Raises ``DataError`` for a file that is missing or wrong.
    """
    from recoupe.geoparsing import overlay as written

    spelling = load_spelling()
    stores = [_overlay_store(overlay, spelling)]
    if extra:
        files = tuple(f for e in extra for f in (written.files_in(e) if e.is_dir() else (e,)))
        stores.insert(0, written.overlay_in_memory(files, spelling=spelling, source="user"))
    dumps = (Store.open(dump, "geonames") for dump in imported)
    return Gazetteer((*stores, Store.open(path or BASE, "geonames"), *dumps), spelling)


def _overlay_store(folder: Path, spelling: Spelling) -> Store:
    """The compiled store of our own places; compiled anew in memory when the files have changed since."""
    from recoupe.geoparsing import overlay as written

    files = written.files_in(folder)
    if OVERLAY.is_file():
        store = Store.open(OVERLAY, "overlay")
        if store.meta("fingerprint") == overlay_fingerprint(files):
            return store
    return written.overlay_in_memory(files, spelling=spelling, source="overlay")


def overlay_fingerprint(files: tuple[Path, ...]) -> str:
    """Changes with our own places and with the rules of spelling."""
    from recoupe.geoparsing.overlay import fingerprint

    return fingerprint((*files, PLACES / "spelling.toml"))


def spelling_fingerprint() -> str:
    return hashlib.sha256((PLACES / "spelling.toml").read_bytes()).hexdigest()


def _same(place: Place, other: Place) -> bool:
    """Two stores' entries for one place on the ground."""
    if place.id == other.id:
        return True
    if place.source == other.source or place.country != other.country or (place.kind == "town") != (other.kind == "town"):
        return False
    near = SAME_PLACE_KM if place.kind == "town" else max(SAME_PLACE_KM, place.radius_km, other.radius_km)
    return (place.kind == "town" or place.kind == other.kind) and distance_km(place.at, other.at) <= near


def _radius(kind: str, population: int) -> float:
    """Half the width of a town grows with the root of its people; a million live within about 12 km."""
    usual = KINDS[kind][1]
    return round(max(usual if kind != "town" else 2.0, min(25.0, 0.012 * sqrt(population))), 1) if kind == "town" else usual

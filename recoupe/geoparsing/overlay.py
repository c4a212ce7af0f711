"""Places written by hand: ``data/places/*.toml`` and the user's files of the same form, compiled into a store."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import field_validator

from recoupe.errors import DataError
from recoupe.geoparsing.kinds import KINDS
from recoupe.geoparsing.spelling import Spelling
from recoupe.geoparsing.store import Record, Store, write_store
from recoupe.language.data import DataModel, load_toml
from recoupe.language.fold import fold

LANGUAGES = ("fr", "en", "es", "ar")


class PlaceEntry(DataModel):
    """One place. ``at`` is latitude and longitude; ``also`` are forms that any language uses."""

    name: str
    at: tuple[float, float]
    id: str | None = None
    country: str | None = None
    also: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    es: tuple[str, ...] = ()
    ar: tuple[str, ...] = ()
    radius: float | None = None
    population: int = 0
    parent: str | None = None
    box: tuple[float, float, float, float] | None = None

    @field_validator("at")
    @classmethod
    def _on_earth(cls, at: tuple[float, float]) -> tuple[float, float]:
        if not (-90 <= at[0] <= 90 and -180 <= at[1] <= 180):
            raise ValueError("latitude and longitude, in this order")
        return at


class PlaceGroup(DataModel):
    """Places of one kind in one country; a country of None is for what lies in several."""

    kind: str
    country: str | None = None
    places: tuple[PlaceEntry, ...]

    @field_validator("kind")
    @classmethod
    def _known(cls, kind: str) -> str:
        if kind not in KINDS:
            raise ValueError(f"no such kind of place; there are {', '.join(KINDS)}")
        return kind


class PlaceFile(DataModel):
    """One file of ``data/places/overlay``. ``source`` says where names and coordinates are from."""

    source: str
    group: tuple[PlaceGroup, ...]


def files_in(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(folder.glob("*.toml")))


def fingerprint(paths: Iterable[Path]) -> str:
    """Changes with any byte of the files."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def read_overlay(paths: Iterable[Path], first_number: int = 1) -> tuple[Record, ...]:
    """Raises ``DataError`` for a bad file, an id used twice, and a name that two places of one kind and country bear."""
    seen: dict[tuple[str, str | None, str], str] = {}
    ids: set[str] = set()
    records: list[Record] = []
    for path in paths:
        for record in _records(load_toml(path, PlaceFile), first_number + len(records)):
            _refuse_twins(record, path=path, seen=seen, ids=ids)
            records.append(record)
    return tuple(records)


def compile_overlay(connection: sqlite3.Connection, paths: tuple[Path, ...], *, spelling: Spelling, sources: str) -> None:
    """Write the store of ``paths``; ``sources`` is the fingerprint by which a stale store is known."""
    write_store(connection, read_overlay(paths), spelling=spelling, meta={"fingerprint": sources})
    connection.commit()


def overlay_in_memory(paths: tuple[Path, ...], *, spelling: Spelling, source: str) -> Store:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    compile_overlay(connection, paths, spelling=spelling, sources="")
    return Store(connection, source)


def _records(file: PlaceFile, number: int) -> Iterator[Record]:
    for group in file.group:
        for entry in group.places:
            yield _record(entry, group, number)
            number += 1


def _record(entry: PlaceEntry, group: PlaceGroup, number: int) -> Record:
    country = entry.country or group.country
    by_language = [(form, lang) for lang in LANGUAGES for form in getattr(entry, lang)]
    forms = [(entry.name, None), *((f, None) for f in entry.also), *by_language]
    return Record(
        number=number, name=entry.name, lat=entry.at[0], lon=entry.at[1], id=entry.id or _id(entry.name, group.kind, country),
        country=country, kind=group.kind, population=entry.population, radius=entry.radius, parent=entry.parent,
        names=tuple(dict.fromkeys(form for form, _ in forms)), forms=tuple(forms), box=entry.box,
    )  # fmt: skip


def _id(name: str, kind: str, country: str | None) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    return f"place:{(country or 'xx').lower()}-{slug}" + ("" if kind == "town" else f"-{kind.replace('_', '-')}")


def _refuse_twins(record: Record, *, path: Path, seen: dict[tuple[str, str | None, str], str], ids: set[str]) -> None:
    if record.id is None or record.id in ids:
        raise DataError(str(path), _line(path, record.name), f"the id {record.id} is used twice")
    ids.add(record.id)
    for name in {fold(n) for n in record.names}:
        key = (name, record.country, record.kind or "town")
        if key in seen:
            problem = f"{record.name}: the name {name!r} is already that of {seen[key]}"
            raise DataError(str(path), _line(path, record.name), problem)
        seen[key] = record.id


def _line(path: Path, name: str) -> int | None:
    quoted = f'name = "{name}"'
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((i for i, line in enumerate(lines, 1) if quoted in line), None)

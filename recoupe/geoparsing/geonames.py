"""A GeoNames dump, as text or in a zip, read line by line into a store of its own.

The format is that of https://download.geonames.org/export/dump/: 19 columns, tabs between them, no header.
"""

from __future__ import annotations

import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from recoupe.errors import DataError
from recoupe.geoparsing.kinds import KINDS
from recoupe.geoparsing.spelling import PLACES, load_spelling
from recoupe.geoparsing.store import Record, write_store
from recoupe.language.data import DataModel, load_toml

COLUMNS = 19
LONGEST_NAME = 40
FEATURES = PLACES / "features.toml"
SUFFIX = ".sqlite"
_LATIN = re.compile(r"[A-ZÀ-ÞĀ-žḀ-ỿʿʾ‘’'][A-Za-zÀ-ɏḀ-ỿ '’‘ʿʾʼ.-]+")
_ARABIC = re.compile(r"[\u0600-\u06ff \u200c]+")
_CODE = re.compile(r"[A-Z]{2,4}")
_EVERY = 2_000
"""Lines between two reports of progress."""

Progress = Callable[[int], None]
"""Told how many bytes of the dump were read so far."""


class FeatureFile(DataModel):
    """``features.toml``."""

    classes: dict[str, str]
    codes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one dump."""

    path: Path
    places: int
    names: int
    left_out: int
    """Lines whose feature is no kind of place here."""


def readable(name: str, longest: int = LONGEST_NAME) -> bool:
    """Whether a name could stand in a report: Latin or Arabic script, no code, no description."""
    fits = (_LATIN.fullmatch(name) and not _CODE.fullmatch(name)) or _ARABIC.fullmatch(name)
    return bool(fits) and len(name) <= longest


def import_dump(dump: Path, folder: Path, *, progress: Progress | None = None) -> Imported:
    """Write ``folder/<name of the dump>.sqlite``, replacing an older one only when the whole dump was read.

    Raises ``DataError`` with the line of what is no GeoNames dump.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / (dump.stem + SUFFIX)
    beside = target.with_suffix(".new")
    beside.unlink(missing_ok=True)
    reader = DumpReader(dump, progress)
    connection = sqlite3.connect(beside)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        write_store(connection, reader.records(), spelling=load_spelling(), meta={"source": dump.name})
        connection.commit()
        counts = [int(connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0]) for t in ("places", "names")]
    except sqlite3.IntegrityError as exc:
        raise DataError(str(dump), reader.line, "a geonameid that already stood further up") from exc
    finally:
        connection.close()
        if reader.failed:
            beside.unlink(missing_ok=True)
    if not counts[0]:
        beside.unlink(missing_ok=True)
        raise DataError(str(dump), None, "no place in it; a dump has one place a line, with 19 columns between tabs")
    beside.replace(target)
    return Imported(target, counts[0], counts[1], reader.left_out)


def gazetteers_in(cache: Path | None) -> Path | None:
    """The user's folder of imported dumps."""
    return cache / "gazetteers" if cache is not None else None


def imported_in(*folders: Path | None) -> tuple[Path, ...]:
    """The stores of imported dumps in the folders that exist, by name."""
    return tuple(path for folder in folders if folder is not None for path in sorted(folder.glob(f"*{SUFFIX}")))


def size_of(dump: Path) -> int:
    """Bytes to be read: of the text in a zip."""
    if not zipfile.is_zipfile(dump):
        return dump.stat().st_size
    with zipfile.ZipFile(dump) as archive:
        return archive.getinfo(_member(archive, dump)).file_size


class DumpReader:
    """Reads one dump once. ``line`` is the last line read, ``failed`` is true until all of it was read."""

    def __init__(self, dump: Path, progress: Progress | None = None) -> None:
        self._dump = dump
        self._progress = progress or (lambda read: None)
        self._features = load_features()
        self.line = 0
        self.left_out = 0
        self.failed = True

    def records(self) -> Iterator[Record]:
        read = 0
        with _opened(self._dump) as lines:
            for text in self._texts(lines):
                self.line += 1
                read += len(text)
                if self.line % _EVERY == 0:
                    self._progress(read)
                if text.strip():
                    record = self._record(text.rstrip("\r\n").split("\t"))
                    if record is None:
                        self.left_out += 1
                    else:
                        yield record
        self._progress(read)
        self.failed = False

    def _texts(self, lines: IO[str]) -> Iterator[str]:
        try:
            yield from lines
        except UnicodeDecodeError as exc:
            raise DataError(str(self._dump), self.line + 1, "not UTF-8, so no GeoNames dump") from exc

    def _record(self, row: list[str]) -> Record | None:
        if len(row) != COLUMNS:
            advice = "is it the dump of a country, such as SY.txt?"
            raise self._error(f"{len(row)} columns where a GeoNames dump has {COLUMNS}; {advice}")
        kind = self._features.codes.get(row[7]) or self._features.classes.get(row[6])
        if kind is None:
            return None
        try:
            number, lat, lon, population = int(row[0]), float(row[4]), float(row[5]), int(row[14] or 0)
        except ValueError as exc:
            raise self._error(f"not a number: {exc}") from exc
        if not (-90 <= lat <= 90 and -180 <= lon <= 180) or number < 1:
            raise self._error(f"no place on earth: {row[0]} at {row[4]}, {row[5]}")
        names = [row[1], row[2], *(n for n in row[3].split(",") if readable(n))]
        return Record(
            number=number, name=row[1], lat=lat, lon=lon, country=row[8] or None, kind=None if kind == "town" else kind,
            population=population, parent=row[10] or None, names=tuple(dict.fromkeys(n for n in names if n)),
        )  # fmt: skip

    def _error(self, problem: str) -> DataError:
        return DataError(str(self._dump), self.line, problem)


@contextmanager
def _opened(dump: Path) -> Iterator[IO[str]]:
    try:
        if not zipfile.is_zipfile(dump):
            with dump.open(encoding="utf-8", newline="\n") as lines:
                yield lines
            return
        with zipfile.ZipFile(dump) as archive, archive.open(_member(archive, dump)) as raw:
            yield TextIOWrapper(raw, encoding="utf-8", newline="\n")
    except (zipfile.BadZipFile, OSError) as exc:
        raise DataError(str(dump), None, f"cannot be read ({exc})") from exc


def _member(archive: zipfile.ZipFile, dump: Path) -> str:
    """The dump in a zip of GeoNames, beside which a readme lies."""
    texts = [n for n in archive.namelist() if n.endswith(".txt") and not n.lower().startswith("readme")]
    if len(texts) != 1:
        raise DataError(str(dump), None, f"a zip with one .txt dump is wanted; this one has {len(texts)}")
    return texts[0]


@cache
def load_features(path: Path = FEATURES) -> FeatureFile:
    """Raises ``DataError`` for a kind of place that there is not."""
    file = load_toml(path, FeatureFile)
    for code, kind in (*file.classes.items(), *file.codes.items()):
        if kind not in KINDS:
            raise DataError(str(path), None, f"{code}: no such kind of place as {kind!r}")
    return file


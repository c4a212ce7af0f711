"""The list of who held which town of Ukraine, day by day, and what the reader makes of its notes."""

from __future__ import annotations

import csv
import gzip
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recoupe.control.observing import observe
from recoupe.control.told import About, Parties, Told
from recoupe.corroboration.relations import Relations
from recoupe.corroboration.voices import Member, chain_of
from recoupe.model import (
    Bearing,
    Event,
    Ground,
    Observation,
    Origin,
    PartialDate,
    PublishedBasis,
    Report,
    text_id,
)
from recoupe.pipeline import Reader

LIST = "list of towns"
ONE_TOWN_KM = 1.5
WHOLE, LEAST_ROWS = 0.8, 50
"""On a day with rows for so many of the towns that it then has, and at least so many, the list is told as a whole."""
CONTESTED = "contested"
SURE = 3.0
"""Nats: what a dated entry of the list's own column weighs."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the list. ``held_by`` is the id of an actor, or ``contested``; None where the list says neither."""

    town: int
    day: date
    held_by: str | None
    as_of: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Towns:
    names: tuple[str, ...]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    entries: tuple[Entry, ...]
    unplaced: tuple[str, ...]
    """Towns without coordinates."""

    def ground(self, n: int) -> Ground:
        return Ground(f"town:{n}", self.names[n], float(self.lat[n]), float(self.lon[n]), 5.0, "UA")


@dataclass(frozen=True, slots=True)
class Wording:
    """``control.toml``."""

    begins: re.Pattern[str]
    skips: re.Pattern[str]
    frames: tuple[tuple[re.Pattern[str], str], ...]
    holders: Mapping[str, str]


@cache
def wording() -> Wording:
    raw = tomllib.loads((Path(__file__).parent / "control.toml").read_text(encoding="utf-8"))
    frames = tuple((re.compile(f["pattern"]), str(f["frame"])) for f in raw["frames"])
    return Wording(re.compile(raw["begins"]), re.compile(raw["skips"]), frames, raw["holders"])


def load_towns(files: Sequence[Path]) -> Towns:
    """Rows within 1.5 km of each other are one town; a row without coordinates has those of its name, where it has one."""
    rows = sorted((row for file in files for row in _rows(file)), key=lambda r: r["date"])
    places: dict[str, set[tuple[float, float]]] = {}
    for row in rows:
        if row["lat"]:
            places.setdefault(row["name"], set()).add((round(float(row["lat"]), 2), round(float(row["lon"]), 2)))
    names: list[str] = []
    spots: list[tuple[float, float]] = []
    entries: list[Entry] = []
    unplaced: dict[str, None] = {}
    for row in rows:
        at = _spot(row, places)
        if at is None:
            unplaced[row["name"]] = None
            continue
        town = _same(at, spots)
        if town is None:
            town = len(spots)
            spots.append(at)
            names.append(row["name"])
        held = wording().holders.get(row["held_by"])
        entries.append(Entry(town, date.fromisoformat(row["date"]), None if held is None else held or CONTESTED,
                             _day(row["as_of"]), row["information"]))  # fmt: skip
    where = np.array(spots)
    return Towns(tuple(names), where[:, 0], where[:, 1], tuple(entries), tuple(unplaced))


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            yield {key: " ".join((value or "").split()) for key, value in row.items()}


def _spot(row: Mapping[str, str], places: Mapping[str, set[tuple[float, float]]]) -> tuple[float, float] | None:
    if row["lat"] and row["lon"]:
        return float(row["lat"]), float(row["lon"])
    known = places.get(row["name"], set())
    return next(iter(known)) if len(known) == 1 else None


def _same(at: tuple[float, float], spots: Sequence[tuple[float, float]]) -> int | None:
    if not spots:
        return None
    known = np.array(spots)
    km = np.hypot((known[:, 0] - at[0]) * 111.2, (known[:, 1] - at[1]) * 111.2 * np.cos(np.radians(at[0])))
    nearest = int(km.argmin())
    return nearest if km[nearest] <= ONE_TOWN_KM else None


def _day(words: str) -> date | None:
    try:
        return datetime.strptime(words.split("[")[0].strip(), "%d %B %Y").date()
    except ValueError:
        return None


def dropped(towns: Towns) -> dict[int, date]:
    """Towns that the list no longer has, with the day of their last row: the next time that it is told as a whole they are not
    in it. The rows tell of changes only, so that such a town would otherwise keep its last holder for ever."""
    days: dict[date, set[int]] = {}
    first: dict[int, date] = {}
    last: dict[int, date] = {}
    for entry in sorted(towns.entries, key=lambda e: e.day):
        days.setdefault(entry.day, set()).add(entry.town)
        first.setdefault(entry.town, entry.day)
        last[entry.town] = entry.day
    whole = [
        day for day, told in days.items()
        if len(told) >= max(LEAST_ROWS, WHOLE * sum(first[n] <= day <= last[n] for n in first))
    ]  # fmt: skip
    return {n: day for n, day in last.items() if any(later > day for later in whole)}


# ------------------------------------------------------------ observations


def column_observations(towns: Towns, parties: Parties) -> dict[int, list[Observation]]:
    """Of each town, what the list's dated column says: so it was on that day, and by the row's day no other was known."""
    found: dict[int, list[Observation]] = {}
    for entry in towns.entries:
        if entry.as_of is None or entry.held_by is None:
            continue
        contested = entry.held_by == CONTESTED
        holder = None if contested else parties.holder(entry.held_by, country="UA", day=entry.as_of)
        bearing = Bearing.CONTESTS if contested else Bearing.HOLDS
        first = entry.as_of.toordinal()
        last = max(first, entry.day.toordinal())
        id = f"column:{entry.town}:{entry.as_of}:{entry.held_by}"
        found.setdefault(entry.town, []).append(
            Observation(id, LIST, Event.HOLD, bearing, holder, towns.ground(entry.town), first, last, SURE, LIST, LIST, LIST)
        )
    return found


def note_observations(towns: Towns, reader: Reader, relations: Relations, parties: Parties) -> dict[int, list[Observation]]:
    """Of each town, what the notes' own sentences say, as the English reader reads them; each note once."""
    found: dict[int, list[Observation]] = {}
    seen: set[tuple[int, str]] = set()
    for entry in towns.entries:
        for sentence in sentences(entry.note, towns.names[entry.town]):
            if (entry.town, sentence) not in seen:
                seen.add((entry.town, sentence))
                found.setdefault(entry.town, []).extend(_read(sentence, entry, towns, reader, relations, parties))
    return found


def sentences(note: str, town: str) -> Iterator[str]:
    """The sentences of a note, each with its subject."""
    town = town.split("(")[0].split(",")[0].strip()
    for part in wording().begins.split(note.replace("/ ", "/")):
        for piece in re.split(r"(?<=[a-z\d)])\.\s+", part):
            words = piece.strip(' "“”.')
            if not words or wording().skips.match(words):
                continue
            yield _framed(words, town).rstrip(".") + "."


def _framed(words: str, town: str) -> str:
    for pattern, frame in wording().frames:
        found = pattern.match(words)
        if found is not None:
            return frame.format(*map(_Part, found.groups()), town=town)
    return words


class _Part(str):
    def __format__(self, spec: str) -> str:
        return str(self[:1].lower() + self[1:]) if spec == "lower" else str(self)


def _read(
    sentence: str, entry: Entry, towns: Towns, reader: Reader, relations: Relations, parties: Parties
) -> list[Observation]:
    own = towns.ground(entry.town)
    about = About(own.key, own.name, own.lat, own.lon, own.country)
    report = Report(
        text_id(f"{entry.town} {sentence}"), sentence, "en", Origin(path=LIST), "sha256:0", title=own.name, outlet=LIST,
        published=PartialDate.day(entry.day), published_basis=PublishedBasis.GIVEN,
    )  # fmt: skip
    told = []
    for claim in reader.read(report).claims:
        own_claim = replace(claim, places=(), id=f"{entry.town}:{claim.id}")
        voices = chain_of(Member(own_claim, report), relations)
        told.append(Told(own_claim, report, voices, frozenset({voices[0].key}), about))
    return list(observe(told, parties=parties).observations)

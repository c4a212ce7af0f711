"""First-level divisions: names from ISO 3166-2 (pycountry), ground from the towns that GeoNames puts in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pycountry

from recoupe.geoparsing.geometry import radius_of
from recoupe.geoparsing.spelling import Spelling
from recoupe.geoparsing.store import Record

_CLOSE_CITIES = 2000
"""Towns of a country, greatest first, among which the seat of a division is looked for."""


@dataclass(frozen=True, slots=True)
class Town:
    number: int
    name: str
    country: str
    lat: float
    lon: float
    population: int
    parent: str
    names: tuple[str, ...]


def province_records(towns: Mapping[str, Sequence[Town]], *, spelling: Spelling, first: int) -> Iterator[Record]:
    """One record a division whose ground is known: by its code, or because one of its towns bears its name."""
    number = first
    for country in sorted(towns):
        grounds = _by_parent(towns[country])
        seats = _seats(towns[country], spelling)
        coded = _codes_agree(country, grounds)
        taken: Counter[str] = Counter()
        for division in sorted(pycountry.subdivisions.get(country_code=country) or [], key=lambda s: str(s.code)):
            if division.parent_code:
                continue
            name, code = _plain(division.name), str(division.code).partition("-")[2]
            parent = code if coded else seats.get(spelling.variant_key(spelling.key(name)) or "") or seats.get(spelling.key(name))
            if parent is None or parent not in grounds or taken[parent]:
                continue
            taken[parent] += 1
            yield _record(number, str(division.code), name, grounds[parent])
            number += 1


def _plain(name: str) -> str:
    """Without brackets and without a second name after a comma."""
    return re.sub(r"\s*[\[(].*?[\])]|,.*$", "", name).strip()


def _by_parent(towns: Sequence[Town]) -> dict[str, list[Town]]:
    grounds: dict[str, list[Town]] = {}
    for town in towns:
        grounds.setdefault(town.parent, []).append(town)
    return grounds


def _seats(towns: Sequence[Town], spelling: Spelling) -> dict[str, str]:
    """Exact and variant key of a town's names → the division it lies in; the greatest town wins."""
    seats: dict[str, str] = {}
    for town in sorted(towns, key=lambda t: -t.population)[:_CLOSE_CITIES]:
        for name in town.names:
            key = spelling.key(name)
            for k in (key, spelling.variant_key(key)):
                if k:
                    seats.setdefault(k, town.parent)
    return seats


def _codes_agree(country: str, grounds: Mapping[str, Sequence[Town]]) -> bool:
    """GeoNames uses the ISO codes of some countries, letters in most; figures that merely agree prove nothing."""
    codes = {str(s.code).partition("-")[2] for s in pycountry.subdivisions.get(country_code=country) or []}
    return bool(grounds) and all(g in codes and g.isalpha() for g in grounds if g not in ("00", ""))


def _record(number: int, code: str, name: str, towns: Sequence[Town]) -> Record:
    points = np.array([(t.lat, t.lon) for t in towns])
    (south, west), (north, east) = points.min(axis=0), points.max(axis=0)
    box = (float(south) - 0.05, float(west) - 0.05, float(north) + 0.05, float(east) + 0.05)
    lat, lon = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return Record(
        number=number, id=f"admin1:{code}", name=name, country=code[:2], kind="province", lat=round(lat, 3), lon=round(lon, 3),
        population=sum(t.population for t in towns), radius=round(radius_of(box)), parent=towns[0].parent, names=(name,),
        box=box,
    )  # fmt: skip

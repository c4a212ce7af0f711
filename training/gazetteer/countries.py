"""Countries with their names in four languages, their extents, and the borders between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from babel import Locale
from numpy.typing import NDArray

from recoupe.geoparsing.geometry import Box, radius_of
from recoupe.geoparsing.store import Record
from recoupe.language.data import DataModel

LANGUAGES = ("fr", "en", "es", "ar")
Points = NDArray[np.float64]
_MOST_TOWNS = 2000
"""Of each country, when the towns that face each other are looked for."""


class CountryFile(DataModel):
    """``countries.toml``."""

    source: str
    points: dict[str, tuple[float, float]]
    """Where atlases put a country: not the middle of its box."""
    boxes: dict[str, tuple[float, float, float, float]]
    neutral: dict[str, str]
    """Names for display where CLDR's English one is clumsy."""
    names: dict[str, dict[str, tuple[str, ...]]]


class BorderEntry(DataModel):
    between: tuple[str, str]
    at: tuple[float, float]
    radius: float


class BorderFile(DataModel):
    """``borders.toml``."""

    source: str
    label: str
    borders: tuple[BorderEntry, ...]


def territory_names(language: str) -> dict[str, str]:
    names = Locale.parse(language).territories
    return {code: str(name) for code, name in names.items() if len(code) == 2 and code.isalpha()}


def country_records(
    codes: Sequence[str], *, file: CountryFile, towns: Mapping[str, Points], people: Mapping[str, int], first: int
) -> Iterator[Record]:
    territories = {lang: territory_names(lang) for lang in LANGUAGES}
    for number, code in enumerate(codes, first):
        forms = [(form, lang) for lang in LANGUAGES for form in _forms(code, lang, territories[lang], file)]
        box = file.boxes.get(code) or _extent(towns.get(code))
        if not forms or box is None:
            continue
        lat, lon = file.points.get(code, ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
        name = file.neutral.get(code) or territories["en"].get(code, forms[0][0])
        yield Record(
            number=number, id=f"country:{code}", name=name, country=code, kind="country",
            lat=round(lat, 3), lon=round(lon, 3), population=people.get(code, 0),
            radius=round(radius_of(box)), names=tuple(dict.fromkeys(f for f, _ in forms)), forms=tuple(forms), box=box,
        )  # fmt: skip


def border_records(
    neighbours: Sequence[tuple[str, str]],
    *,
    file: BorderFile,
    neutral: Mapping[str, str],
    towns: Mapping[str, Points],
    first: int,
) -> Iterator[Record]:
    by_hand = {(min(b.between), max(b.between)): b for b in file.borders}
    english = {**territory_names("en"), **neutral}
    pairs = sorted({*by_hand, *((min(p), max(p)) for p in neighbours)})
    for number, (one, other) in enumerate(pairs, first):
        entry = by_hand.get((one, other))
        at, radius = (entry.at, entry.radius) if entry else _between(towns.get(one), towns.get(other))
        if at is None:
            continue
        yield Record(
            number=number, id=f"border:{one}-{other}", name=file.label.format(english.get(one, one), english.get(other, other)),
            kind="border", lat=at[0], lon=at[1], radius=radius, between=(one, other),
        )  # fmt: skip


def _forms(code: str, language: str, territories: Mapping[str, str], file: CountryFile) -> tuple[str, ...]:
    known = [territories[code]] if code in territories else []
    return tuple(dict.fromkeys((*known, *file.names.get(language, {}).get(code, ()))))


def _extent(points: Points | None) -> Box | None:
    if points is None:
        return None
    (south, west), (north, east) = points.min(axis=0), points.max(axis=0)
    return float(south) - 0.1, float(west) - 0.1, float(north) + 0.1, float(east) + 0.1


def _between(one: Points | None, other: Points | None) -> tuple[tuple[float, float] | None, float]:
    """The middle of the towns that face each other: those whose nearest town abroad is among the nearest twentieth."""
    if one is None or other is None:
        return None, 0.0
    one, other = (p[:: 1 + len(p) // _MOST_TOWNS] for p in (one, other))
    scale = np.array([1.0, np.cos(np.radians(one[:, 0].mean()))])
    gaps = np.linalg.norm((one[:, None, :] - other[None, :, :]) * scale, axis=2)
    nearest = gaps.argmin(axis=1)
    gap = gaps[np.arange(len(one)), nearest]
    facing = gap <= max(float(np.quantile(gap, 0.05)), float(gap.min()) * 1.5)
    middles = (one[facing] + other[nearest[facing]]) / 2
    lat, lon = middles.mean(axis=0)
    spread = np.linalg.norm((middles - middles.mean(axis=0)) * scale, axis=1).max() * 111.2
    return (round(float(lat), 3), round(float(lon), 3)), round(max(40.0, float(spread)))

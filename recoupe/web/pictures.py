"""Pictures of an incident, as numbers for templates to draw: toll through time, who has it from whom, where versions put it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import cos, radians

from recoupe.model import Attribute, AttributeVersions, Claim, Incident, Precision, Report, Stance

WIDTH, HEIGHT, LEFT, BOTTOM = 640.0, 200.0, 48.0, 28.0
STEP, NODE, COLUMN = 34.0, 22.0, 230.0
TICKS = (1, 2, 5)
RADIUS_KM = {
    Precision.EXACT: 1.0, Precision.TOWN: 5.0, Precision.DISTRICT: 20.0, Precision.PROVINCE: 60.0, Precision.COUNTRY: 200.0,
    Precision.REGION: 200.0,
}  # fmt: skip
"""How far from its point a place of each precision may lie."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure that somebody gave on a day: a line from ``low`` to ``high``; an open bound is drawn as an arrow. ``given`` are
    the bounds themselves, None where open."""

    x: float
    low: float
    high: float
    label: str
    voice: str
    day: str
    claim: str
    opens: bool
    given: tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class TollChart:
    marks: tuple[Mark, ...]
    days: tuple[Tick, ...]
    figures: tuple[Tick, ...]
    low: float | None
    best: float | None
    high: float | None
    """The estimate, as heights in the picture."""


def toll_chart(about: AttributeVersions | None) -> TollChart | None:
    """Figures by the day on which they were published; None where fewer than two were given on known days."""
    if about is None:
        return None
    told = [
        (h.said, v.low, v.high, h.voice.name, h.proof.claim, v.label)
        for v in about.versions if v.scope is None for h in v.holdings
        if h.said is not None and h.stance is Stance.SAYS and (v.low is not None or v.high is not None)
    ]  # fmt: skip
    if len(told) < 2:
        return None
    first, last = min(t[0] for t in told).toordinal(), max(t[0] for t in told).toordinal()
    top = max(max(t[1] or 0.0, t[2] or 0.0) for t in told) * 1.1 or 1.0

    def x(day: date, shift: int) -> float:
        share = (day.toordinal() - first) / max(1, last - first)
        return round(LEFT + 16 + share * (WIDTH - LEFT - 120) + shift * 9, 1)

    def y(value: float) -> float:
        return round(12 + (1 - value / top) * (HEIGHT - BOTTOM - 12), 1)

    seen: dict[date, int] = {}
    marks = []
    for said, low, high, voice, claim, label in sorted(set(told), key=lambda t: (t[0], t[3], t[5], t[4])):
        shift = seen.get(said, 0)
        seen[said] = shift + 1
        bounds = (low if low is not None else 0.0, high if high is not None else (low or 0.0))
        opens = low is None or high is None
        at = x(said, min(shift, 10))
        marks.append(Mark(at, y(bounds[0]), y(bounds[1]), label, voice, said.isoformat(), claim, opens, (low, high)))
    days = tuple(Tick(x(day, 0), day.isoformat()) for day in _some(sorted(seen), 4))
    figures = tuple(Tick(y(n), f"{n:g}") for n in _round_figures(top))
    estimate = about.estimate
    levels = (estimate.low, estimate.best, estimate.high) if estimate else (None, None, None)
    low_y, best_y, high_y = (None if v is None else y(v) for v in levels)
    return TollChart(tuple(marks), days, figures, low_y, best_y, high_y)


def _some(days: Sequence[date], most: int) -> list[date]:
    step = max(1, -(-len(days) // most))
    kept = list(days[::step])
    return kept if len(kept) < 2 or (kept[-1] - kept[0]).days >= len(kept) else [kept[0], kept[-1]]


def _round_figures(top: float) -> list[float]:
    unit = 1.0
    while not any(top / (unit * n) <= 5 for n in TICKS):
        unit *= 10
    step = next(unit * n for n in TICKS if top / (unit * n) <= 5)
    return [step * n for n in range(int(top // step) + 1)]


# ------------------------------------------------------------ who has it from whom


@dataclass(frozen=True, slots=True)
class Node:
    x: float
    y: float
    name: str
    is_origin: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """From whom (left) to who passes it on (right)."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Chain:
    nodes: tuple[Node, ...]
    threads: tuple[Thread, ...]
    width: float
    height: float


def chain_picture(incident: Incident) -> Chain | None:
    """Voices in columns: nearest to the words on the left, those that pass it on further right. None where nobody passes on."""
    links, names = _links(incident)
    if not links:
        return None
    column = _columns(set(names), links)
    rows: dict[int, int] = {}
    origins = {group.voice.key for group in incident.origins}
    place: dict[str, Node] = {}
    for key in sorted(names, key=lambda k: (column[k], k not in origins, names[k])):
        row = rows.get(column[key], 0)
        rows[column[key]] = row + 1
        place[key] = Node(8 + column[key] * (COLUMN + 60), 8 + row * STEP, names[key], key in origins)
    middle = NODE / 2 + 2
    threads = tuple(
        Thread(place[a].x + COLUMN, place[a].y + middle, place[b].x, place[b].y + middle) for a, b in sorted(links)
    )  # fmt: skip
    width = 16 + (max(column.values()) + 1) * (COLUMN + 60) - 60
    return Chain(tuple(place.values()), threads, width, 16 + max(rows.values()) * STEP)


def _links(incident: Incident) -> tuple[set[tuple[str, str]], dict[str, str]]:
    links: set[tuple[str, str]] = set()
    names: dict[str, str] = {}
    for about in incident.attributes:
        for version in about.versions:
            for holding in version.holdings:
                way = (holding.voice, *holding.through)
                names |= {voice.key: voice.name for voice in way}
                links |= {(a.key, b.key) for a, b in pairwise(way) if a.key != b.key}
    return links, names


def _columns(keys: set[str], links: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many others each voice has it by way of, at most; a circle ends after as many steps as there are voices."""
    column = dict.fromkeys(keys, 0)
    pairs = list(links)
    for _ in range(min(len(keys), 4)):
        for a, b in pairs:
            column[b] = min(4, max(column[b], column[a] + 1))
    used = sorted(set(column.values()))
    return {key: used.index(value) for key, value in column.items()}


# ------------------------------------------------------------ where versions put it


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    name: str
    voices: tuple[str, ...]
    lat: float
    lon: float
    km: float
    """How far from there it may have been."""


@dataclass(frozen=True, slots=True)
class Spots:
    dots: tuple[Dot, ...]
    km: float
    """How many kilometres ``bar`` stands for."""
    bar: float


def places_picture(incident: Incident, claims: Iterable[tuple[Claim, Report]]) -> Spots | None:
    """The places that voices name, to scale, north up. None where none has coordinates."""
    where = {p.link.entity.id: p for claim, _ in claims for p in claim.places if p.link.entity is not None and p.lat is not None}
    about = incident.about(Attribute.PLACE)
    found = [
        (version.label, tuple(sorted({h.voice.name for h in version.holdings})), mention.lat, mention.lon, mention.precision)
        for version in (about.versions if about else ())
        if (mention := where.get(version.value)) is not None and mention.lat is not None and mention.lon is not None
    ]  # fmt: skip
    if not found:
        return None
    lats, lons = [f[2] for f in found], [f[3] for f in found]
    east = cos(radians(sum(lats) / len(lats)))
    wide = max((max(lons) - min(lons)) * east, (max(lats) - min(lats)) * 2.2, 0.02)
    scale = (WIDTH - 260) / wide
    dots = tuple(
        Dot(
            round(24 + (lon - min(lons)) * east * scale, 1), round(24 + (max(lats) - lat) * scale, 1), label, voices, lat, lon,
            RADIUS_KM[precision],
        )
        for label, voices, lat, lon, precision in found
    )  # fmt: skip
    per_km = scale / 111.2
    km = next((n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if n * per_km >= 60), 2000)
    return Spots(dots, km, round(km * per_km, 1))

"""Where everything of a map of control stands on a sheet; drawn by ``svgmap`` and ``pngmap``.

Nobody is told by colour alone: what is contested is hatched, every holder has a letter on its ground and in the legend.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians

from recoupe.model import ControlMap, ControlState, ControlStatus, Patch

WIDTH, MARGIN, HEAD, LINE = 900, 24, 64, 20
TALLEST, LOWEST = 900, 320
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#5e3c99", "#8c6d31")
"""Okabe and Ito's colours, told apart by nearly everybody."""
CONTESTED, UNKNOWN, INK, FAINT = "#666666", "#f2f2f2", "#1a1a1a", "#777777"
_LETTER, _LABELS = 7.2, 60
"""Width of a letter of a label, in pixels; labels at most."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """Rings in pixels, outer first. ``hatched`` grounds are contested."""

    rings: tuple[tuple[Point, ...], ...]
    fill: str
    hatched: bool


@dataclass(frozen=True, slots=True)
class Words:
    at: Point
    text: str
    size: int = 13
    fill: str = INK
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    at: Point
    fill: str
    contested: bool
    name: str


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: its box stands at ``at``."""

    at: Point
    fill: str
    hatched: bool
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    points: tuple[Point, ...]
    broken: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    width: int
    height: int
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    words: tuple[Words, ...]
    keys: tuple[Key, ...]


class _Projection:
    """Degrees to pixels: plate carrée, squeezed by the middle latitude."""

    def __init__(self, points: Sequence[Point]) -> None:
        lons, lats = [x for x, _ in points], [y for _, y in points]
        self._squeeze = max(0.05, cos(radians((min(lats) + max(lats)) / 2)))
        self._left, self._top = min(lons), max(lats)
        wide = max((max(lons) - min(lons)) * self._squeeze, 1e-6)
        high = max(max(lats) - min(lats), 1e-6)
        self._scale = min((WIDTH - 2 * MARGIN) / wide, TALLEST / high)
        self.height = max(LOWEST, int(high * self._scale))
        self._shift = (WIDTH - 2 * MARGIN - wide * self._scale) / 2
        self.km = self._scale / 111.2

    def shows(self, lon: float, lat: float) -> bool:
        x, y = self(lon, lat)
        return 0 <= x <= WIDTH and HEAD - MARGIN <= y <= HEAD + self.height + MARGIN

    def __call__(self, lon: float, lat: float) -> Point:
        x = MARGIN + self._shift + (lon - self._left) * self._squeeze * self._scale
        return round(x, 1), round(HEAD + (self._top - lat) * self._scale, 1)


def sheet(found: ControlMap) -> Sheet:
    points = [p for patch in found.patches for polygon in patch.polygons for p in polygon[0]]
    points = points or [(s.lon, s.lat) for s in found.places] or [(0.0, 0.0)]
    to = _Projection(points)
    colour = {key: PALETTE[n % len(PALETTE)] for n, (key, _) in enumerate(found.names)}
    letter = {key: chr(ord("A") + n % 26) for n, (key, _) in enumerate(found.names)}
    shapes = tuple(_shape(patch, polygon, to, colour) for patch in found.patches for polygon in patch.polygons)
    lines = tuple(Line(tuple(to(x, y) for x, y in b.line), b.disputed) for b in found.boundaries)
    dots = tuple(
        Dot(to(s.lon, s.lat), _dot_fill(s, colour), s.status is ControlStatus.CONTESTED, s.name)
        for s in found.places if to.shows(s.lon, s.lat)
    )  # fmt: skip
    keys = tuple(_keys(found, colour, letter, top=HEAD + to.height + 2 * LINE))
    words = (*_head(found), *_letters(found, to, letter), *_names(dots), *_foot(found, to, keys))
    return Sheet(WIDTH, int(words[-1].at[1]) + LINE, shapes, lines, dots, words, keys)


def _shape(patch: Patch, polygon: Sequence[Sequence[Point]], to: _Projection, colour: dict[str, str]) -> Shape:
    rings = tuple(tuple(to(x, y) for x, y in ring) for ring in polygon)
    return Shape(rings, _fill(patch.status, patch.holder, colour), patch.status is ControlStatus.CONTESTED)


def _fill(status: ControlStatus, holder: str | None, colour: dict[str, str]) -> str:
    if status is ControlStatus.HELD:
        return colour.get(holder or "", CONTESTED)
    return CONTESTED if status is ControlStatus.CONTESTED else UNKNOWN


def _dot_fill(state: ControlState, colour: dict[str, str]) -> str:
    return "#ffffff" if state.status is ControlStatus.UNKNOWN else _fill(state.status, state.holder, colour)


def _head(found: ControlMap) -> Iterator[Words]:
    yield Words((MARGIN, 28), f"Who held what on {found.day.isoformat()}", 18, INK, True)
    known = {"all": "by all claims read", "independent": "by independent origins only"}
    told = known.get(found.account, f"as {found.account} tells it")
    yield Words((MARGIN, 48), f"{told}; boundaries: {found.viewpoint}", 12, FAINT)


def _letters(found: ControlMap, to: _Projection, letter: dict[str, str]) -> Iterator[Words]:
    """A holder's letter on its largest pieces of ground."""
    for patch in found.patches:
        if patch.status is not ControlStatus.HELD:
            continue
        largest = sorted(patch.polygons, key=lambda p: -len(p[0]))[:3]
        for polygon in largest:
            x = sum(a for a, _ in polygon[0]) / len(polygon[0])
            y = sum(b for _, b in polygon[0]) / len(polygon[0])
            yield Words(to(x, y), letter.get(patch.holder or "", ""), 16, "#ffffff", True)


def _names(dots: Sequence[Dot]) -> Iterator[Words]:
    """Names that do not run over each other."""
    taken: list[tuple[float, float, float, float]] = []
    for dot in dots[: _LABELS * 3]:
        x, y = dot.at[0] + 7, dot.at[1] + 4
        box = (x, y - 11, x + _LETTER * len(dot.name), y + 3)
        if box[2] > WIDTH or any(a < box[2] and box[0] < c and b < box[3] and box[1] < d for a, b, c, d in taken):
            continue
        taken.append(box)
        if len(taken) > _LABELS:
            return
        yield Words((x, y), dot.name, 12)


def _keys(found: ControlMap, colour: dict[str, str], letter: dict[str, str], *, top: int) -> Iterator[Key]:
    km2: dict[tuple[ControlStatus, str | None], float] = {(p.status, p.holder): p.km2 for p in found.patches}
    entries = [
        (colour[key], False, f"{letter[key]}  {name}: {_km2(km2[ControlStatus.HELD, key])}")
        for key, name in found.names if (ControlStatus.HELD, key) in km2
    ]  # fmt: skip
    if (ControlStatus.CONTESTED, None) in km2:
        entries.append((CONTESTED, True, f"contested: {_km2(km2[ControlStatus.CONTESTED, None])}"))
    if (ControlStatus.UNKNOWN, None) in km2:
        entries.append((UNKNOWN, False, "unknown: nothing supports a holder"))
    for n, (fill, hatched, text) in enumerate(entries):
        yield Key((MARGIN + n % 2 * WIDTH / 2, top + n // 2 * LINE), fill, hatched, text)


def _km2(km2: float) -> str:
    return f"{km2:,.0f} km²".replace(",", " ")


def _foot(found: ControlMap, to: _Projection, keys: Sequence[Key]) -> Iterator[Words]:
    below = (keys[-1].at[1] if keys else HEAD + to.height) + 2 * LINE
    held = f"It is what was claimed, not what is true. {len(found.unplaced)} claims have no place on it."
    yield Words((MARGIN, below), held, 12, FAINT)

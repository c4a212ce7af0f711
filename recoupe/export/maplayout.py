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
CONTESTED, UNKNOWN, INK, FAINT, FRAME = "#777777", "#f2f2f2", "#1a1a1a", "#777777", "#cccccc"
STROKES = {"border": ("#444444", 1.2, False), "disputed": ("#a01020", 1.4, True), "coast": ("#6d93ab", 1.0, False)}
"""Colour, width, whether broken."""
_LETTER, _LABELS = 6.7, 60
"""Width of a letter of a label, in pixels; labels at most."""
_LETTERED = 0.1
"""Pieces of ground smaller than this share of the holder's largest have no letter."""
_PAD = 0.03
"""Around the cells, as a share of their extent."""
_BARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_BAR = 220.0
"""Pixels at most."""

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
    colour: str
    width: float
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
    frame: tuple[float, float, float, float]
    """Left, top, right, bottom of the map."""
    bar: Line
    """The scale."""


class _Projection:
    """Degrees to pixels: plate carrée, squeezed by the middle latitude."""

    def __init__(self, points: Sequence[Point]) -> None:
        lons, lats = (_padded([p[n] for p in points]) for n in (0, 1))
        self._squeeze = max(0.05, cos(radians((min(lats) + max(lats)) / 2)))
        self._left, self._top = min(lons), max(lats)
        wide = max((max(lons) - min(lons)) * self._squeeze, 1e-6)
        high = max(max(lats) - min(lats), 1e-6)
        self._scale = min((WIDTH - 2 * MARGIN) / wide, TALLEST / high)
        self.height = max(LOWEST, int(high * self._scale))
        self._shift = (WIDTH - 2 * MARGIN - wide * self._scale) / 2
        self.km = self._scale / 111.2

    @property
    def frame(self) -> tuple[float, float, float, float]:
        return MARGIN, HEAD, WIDTH - MARGIN, HEAD + self.height

    def shows(self, lon: float, lat: float) -> bool:
        x, y = self(lon, lat)
        left, top, right, bottom = self.frame
        return left <= x <= right and top <= y <= bottom

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
    lines = tuple(_lines(found, to))
    dots = tuple(
        Dot(to(s.lon, s.lat), _dot_fill(s, colour), s.status is ControlStatus.CONTESTED, s.name)
        for s in found.places if to.shows(s.lon, s.lat)
    )  # fmt: skip
    bar, km = _scale(to)
    keys = tuple(_keys(found, colour, letter, top=HEAD + to.height + 3 * LINE))
    letters, names = tuple(_letters(found, to, letter)), tuple(_names(dots))
    words = (*_head(found), *letters, *_disputed(found, to, names), *names, km, *_foot(found, to, keys))
    return Sheet(WIDTH, int(words[-1].at[1]) + LINE, shapes, lines, dots, words, keys, to.frame, bar)


def _padded(values: Sequence[float]) -> list[float]:
    pad = (max(values) - min(values)) * _PAD
    return [min(values) - pad, max(values) + pad]


def _lines(found: ControlMap, to: _Projection) -> Iterator[Line]:
    """Coasts below borders, cut at the frame."""
    drawn = [("coast", c) for c in found.coast] + [("disputed" if b.disputed else "border", b.line) for b in found.boundaries]
    for kind, line in drawn:
        for piece in _cut(line, to):
            yield Line(piece, *STROKES[kind])


def _cut(line: Sequence[Point], to: _Projection) -> Iterator[tuple[Point, ...]]:
    from shapely import LineString, clip_by_rect

    if len(line) < 2:
        return
    inside = clip_by_rect(LineString([to(x, y) for x, y in line]), *to.frame)
    for part in getattr(inside, "geoms", [inside]):
        if part.geom_type == "LineString" and not part.is_empty:
            yield tuple((round(x, 1), round(y, 1)) for x, y in part.coords)


def _disputed(found: ControlMap, to: _Projection, names: Sequence[Words]) -> Iterator[Words]:
    """The name of each disputed line, once, in the middle of its longest piece on the map."""
    longest: dict[str, tuple[Point, ...]] = {}
    for border in found.boundaries:
        for piece in _cut(border.line, to) if border.disputed and border.name else ():
            if len(piece) > len(longest.get(border.name, ())):
                longest[border.name] = piece
    taken = [_box(w.at[0], w.at[1], w.text) for w in names]
    for name, piece in longest.items():
        x, y = piece[len(piece) // 2]
        at = min(max(x + 6, MARGIN), WIDTH - MARGIN - _LETTER * len(name)), y - 5
        box = _box(*at, name)
        if not any(_overlap(box, other) for other in taken):
            taken.append(box)
            yield Words(at, name, 11, STROKES["disputed"][0])


def _scale(to: _Projection) -> tuple[Line, Words]:
    km = max((b for b in _BARS if b * to.km <= _BAR), default=_BARS[0])
    left, y = float(MARGIN), HEAD + to.height + 1.1 * LINE
    right = round(left + km * to.km, 1)
    bar = Line(((left, y - 4), (left, y), (right, y), (right, y - 4)), INK, 1.2, False)
    return bar, Words((right + 8, y + 4), f"{km} km", 12, FAINT)


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
    """A holder's letter on its largest pieces of ground, inside them."""
    from shapely import Polygon

    for patch in found.patches:
        if patch.status is not ControlStatus.HELD:
            continue
        shapes = sorted((Polygon(p[0], p[1:]) for p in patch.polygons), key=lambda p: -p.area)[:3]
        for shape in shapes:
            if shape.area >= shapes[0].area * _LETTERED:
                at = shape.representative_point()
                yield Words(to(at.x, at.y), letter.get(patch.holder or "", ""), 16, "#ffffff", True)


def _names(dots: Sequence[Dot]) -> Iterator[Words]:
    """Names beside their dots, on the first side where they run over nothing."""
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in (dot.at for dot in dots)]
    said = 0
    for dot in dots[: _LABELS * 3]:
        x, y = dot.at
        wide = _LETTER * len(dot.name)
        sides = ((x + 7, y + 4), (x - 7 - wide, y + 4), (x - wide / 2, y - 9), (x - wide / 2, y + 18))
        for at in sides:
            box = _box(*at, dot.name)
            if box[0] >= MARGIN and box[2] <= WIDTH - MARGIN and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                said += 1
                yield Words((round(at[0], 1), round(at[1], 1)), dot.name, 12)
                break
        if said >= _LABELS:
            return


_Rectangle = tuple[float, float, float, float]


def _box(x: float, y: float, text: str) -> _Rectangle:
    return x, y - 11, x + _LETTER * len(text), y + 3


def _overlap(a: _Rectangle, b: _Rectangle) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


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
    columns = 2 if all(_LETTER * len(text) + 40 < WIDTH / 2 - MARGIN for _, _, text in entries) else 1
    for n, (fill, hatched, text) in enumerate(entries):
        yield Key((MARGIN + n % columns * WIDTH / 2, top + n // columns * LINE), fill, hatched, text)


def _km2(km2: float) -> str:
    return f"{km2:,.0f} km²".replace(",", " ")


def _foot(found: ControlMap, to: _Projection, keys: Sequence[Key]) -> Iterator[Words]:
    below = (keys[-1].at[1] if keys else HEAD + to.height) + 2 * LINE
    held = f"It is what was claimed, not what is true. {len(found.unplaced)} claims have no place on it."
    yield Words((MARGIN, below), held, 12, FAINT)

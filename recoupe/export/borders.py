"""Borders and coasts that ship: Natural Earth's lines, those in dispute marked, as a viewpoint has them."""

from __future__ import annotations

import gzip
import json
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recoupe.errors import DataError, UsageError
from recoupe.model import Boundary, Outline

if TYPE_CHECKING:
    from shapely import MultiPolygon

FOLDER = Path(__file__).parent.parent / "data" / "borders"
DE_FACTO = "natural-earth"
"""The viewpoint without which none is asked for: all lines, as Natural Earth draws them."""

Box = tuple[float, float, float, float]
"""West, south, east, north."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A line, or the part of it in ``box``. ``undrawn_by``: viewpoints in which it is no border."""

    name: str
    between: frozenset[str]
    box: Box | None
    undrawn_by: tuple[str, ...]
    reference: str


@cache
def disputes() -> tuple[Dispute, ...]:
    raw = tomllib.loads((FOLDER / "disputes.toml").read_text(encoding="utf-8"))["dispute"]
    made = []
    for one in raw:
        if set(one) - {"name", "between", "box", "undrawn_by", "reference"} or len(one["between"]) != 2:
            raise DataError("disputes.toml", None, f"{one.get('name')}: keys of it are wrong")
        box = tuple(one["box"]) if "box" in one else None
        assert box is None or len(box) == 4
        made.append(Dispute(one["name"], frozenset(one["between"]), box, tuple(one["undrawn_by"]), one["reference"]))
    return tuple(made)


def label(viewpoint: str) -> str:
    """What maps and files say of whose lines they are."""
    return "Natural Earth, de facto" if viewpoint == DE_FACTO else f"Natural Earth, as {viewpoint} sees disputed lines"


def viewpoints() -> tuple[str, ...]:
    """Those that are known, ``natural-earth`` first."""
    return DE_FACTO, *sorted({view for dispute in disputes() for view in dispute.undrawn_by})


def borders(box: Box, *, viewpoint: str = DE_FACTO) -> tuple[Boundary, ...]:
    """Lines within and around a box. Raises ``UsageError`` when the viewpoint is not known."""
    if viewpoint not in viewpoints():
        raise UsageError(f"no viewpoint {viewpoint!r} is known; there are {', '.join(viewpoints())}, or a file of your own")
    made: list[Boundary] = []
    for border in _atlas()["borders"]:
        names = border["between"]
        own = [d for d in disputes() if d.between == frozenset(names)]
        for line in border["lines"]:
            for part in _clipped(line, box):
                for dispute, piece in _pieces(part, own):
                    if dispute is None:
                        made.append(Boundary(" – ".join(names), piece))
                    elif viewpoint not in dispute.undrawn_by:
                        made.append(Boundary(dispute.name, piece, disputed=True))
    return tuple(made)


def coasts(box: Box) -> tuple[Outline, ...]:
    return tuple(part for rings in _atlas()["land"] for line in rings for part in _clipped(line, box))


@cache
def land() -> MultiPolygon:
    """The outlines of all land, in longitude and latitude."""
    import numpy as np
    import shapely

    drawn = shapely.make_valid(np.array([shapely.Polygon(rings[0], rings[1:]) for rings in _atlas()["land"]]))
    parts = shapely.get_parts(shapely.get_parts(drawn))
    return shapely.MultiPolygon(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON].tolist())


@cache
def _atlas() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gzip.decompress((FOLDER / "borders.json.gz").read_bytes()))
    return found


def _clipped(line: Sequence[Sequence[float]], box: Box) -> Iterator[Outline]:
    """The runs of a line that lie within a box, each with its neighbours outside."""
    west, south, east, north = box
    inside = [west <= x <= east and south <= y <= north for x, y in line]
    wanted = [any(inside[max(n - 1, 0) : n + 2]) for n in range(len(line))]
    yield from _runs(line, wanted)


def _pieces(line: Outline, own: Sequence[Dispute]) -> Iterator[tuple[Dispute | None, Outline]]:
    """A line cut where a dispute begins and ends. Pieces share the points at which they meet."""
    whole = next((d for d in own if d.box is None), None)
    if whole is not None or not own:
        yield whole, line
        return
    of = [next((d for d in own if d.box is not None and _within(point, d.box)), None) for point in line]
    for dispute in dict.fromkeys(of):
        wanted = [d is dispute for d in of]
        if dispute is not None:
            wanted = [any(wanted[max(n - 1, 0) : n + 2]) for n in range(len(line))]
        yield from ((dispute, run) for run in _runs(line, wanted))


def _within(point: Sequence[float], box: Box) -> bool:
    west, south, east, north = box
    return west <= point[0] <= east and south <= point[1] <= north


def _runs(line: Sequence[Sequence[float]], wanted: Iterable[bool]) -> Iterator[Outline]:
    for kept, group in groupby(zip(line, wanted, strict=True), key=lambda pair: pair[1]):
        points = tuple((point[0], point[1]) for point, _ in group)
        if kept and len(points) > 1:
            yield points

"""Ways over land: travel distance by road and across country, and the roads that lead out of a place.

Roads are a graph of their vertices; a river is crossed where a road crosses it, and elsewhere at a price. Shortest ways are
Dijkstra's. Where no road is near, distances are plain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recoupe.control.chain import Floats
from recoupe.control.ground import EARTH_KM

Ints = NDArray[np.integer[Any]]
DETOUR = 1.3
"""By road it is usually so many times as far as straight; travel distances are divided by it, to compare to plain ones."""
ACROSS = 2.0
"""A kilometre across country, where there are roads, is as long as so many by road."""
FORD_KM = 40.0
"""What a river adds to a way that crosses it without a road."""
NEAR_ROAD_KM = 15.0
"""A road further away than this is no road of that place."""
FARTHEST_KM = 200.0
"""By road; what is further is measured plain."""
_EVERY_KM = 1.0
"""Vertices between junctions are kept about so far apart; longer pieces are cut."""
_SAME = 5
"""Digits of a degree to which vertices are one."""
_PIECE, _AT_ONCE = 32, 64
_VERTICES = 4
"""Vertices near a place that are looked at for one on its own bank."""
_ALIKE_DEGREES = 3.0
"""Roads that leave a ring nearer to each other than this, are one."""


@dataclass(frozen=True, slots=True)
class Course:
    """A road or a river: longitude and latitude along it."""

    name: str
    line: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class RoadOut:
    """The shortest way by road from a place to where a road leaves the ring around it. ``bearing``: degrees from north there."""

    name: str
    bearing: float
    lat: Floats
    lon: Floats
    """Points along it."""


class Ways:
    """What is known of roads and rivers."""

    def __init__(self, roads: Iterable[Course] = (), rivers: Iterable[Course] = ()) -> None:
        self._roads = tuple(r for r in roads if len(r.line) > 1)
        self._rivers = tuple(r for r in rivers if len(r.line) > 1)

    def __bool__(self) -> bool:
        return bool(self._roads or self._rivers)

    # ------------------------------------------------------------ distances

    def km(self, start: tuple[Floats, Floats], end: tuple[Floats, Floats], pairs: Ints, plain: Floats) -> Floats:
        """Travel kilometres, never less than ``plain``. ``start`` and ``end``: latitudes and longitudes; ``pairs``: of each start
        the numbers of some ends."""
        count, k = pairs.shape
        flat = pairs.ravel()
        origin = np.repeat(np.arange(count), k)
        straight = plain.ravel().astype(np.float64)
        fords = self._crossed(start[0][origin], start[1][origin], end[0][flat], end[1][flat])
        found = straight + FORD_KM * fords
        if self._roads:
            (a, leg_a), (b, leg_b) = self._access(*start), self._access(*end)
            near = (leg_a[origin] <= NEAR_ROAD_KM * ACROSS) & (leg_b[flat] <= NEAR_ROAD_KM * ACROSS) & (straight <= FARTHEST_KM)
            road = self._along(a[origin], b[flat], near) + leg_a[origin] + leg_b[flat]
            across = straight * ACROSS + FORD_KM * fords
            found[near] = np.minimum(road, across)[near] / DETOUR
        made: Floats = np.maximum(found, straight).reshape(count, k)
        return made

    def _access(self, lat: Floats, lon: Floats) -> tuple[Ints, Floats]:
        """Nearest vertex of a road, and how far it is, a river between counted."""
        net = self._net
        few = min(_VERTICES, len(net.lat))
        chord, node = net.tree.query(_sphere(lat, lon), k=few)
        chord, node = chord.reshape(-1, few), node.reshape(-1, few)
        leg = 2 * EARTH_KM * np.arcsin(np.clip(chord / 2, 0, 1)) * ACROSS
        ends = node.ravel()
        fords = self._crossed(np.repeat(lat, few), np.repeat(lon, few), net.lat[ends], net.lon[ends])
        leg = leg + FORD_KM * fords.reshape(-1, few)
        best = leg.argmin(axis=1)[:, None]
        return np.take_along_axis(node, best, axis=1)[:, 0], np.take_along_axis(leg, best, axis=1)[:, 0]

    def _along(self, start: Ints, end: Ints, wanted: NDArray[np.bool_]) -> Floats:
        from scipy.sparse.csgraph import dijkstra

        made = np.full(len(start), np.inf)
        some = np.nonzero(wanted)[0]
        if not len(some):
            return made
        order = some[np.argsort(end[some], kind="stable")]
        sources, first = np.unique(end[order], return_index=True)
        bounds = [*first.tolist(), len(order)]
        for n in range(0, len(sources), _AT_ONCE):
            part = sources[n : n + _AT_ONCE]
            far = dijkstra(self._net.graph, directed=False, indices=part, limit=FARTHEST_KM)
            rows = order[bounds[n] : bounds[n + len(part)]]
            made[rows] = far[np.searchsorted(part, end[rows]), start[rows]]
        return made

    def _crossed(self, lat1: Floats, lon1: Floats, lat2: Floats, lon2: Floats) -> Floats:
        """How many rivers lie between, two at most."""
        made = np.zeros(len(lat1))
        if not self._rivers or not len(lat1):
            return made
        import shapely

        tree, river = self._banks
        lines = shapely.linestrings(np.stack([np.stack([lon1, lat1], 1), np.stack([lon2, lat2], 1)], 1))
        which, piece = tree.query(lines, predicate="intersects")
        both = np.unique(np.stack([which, river[piece]], 1), axis=0)
        np.add.at(made, both[:, 0], 1.0)
        capped: Floats = np.minimum(made, 2.0)
        return capped

    @cached_property
    def _banks(self) -> tuple[Any, Ints]:
        import shapely

        pieces, owner = [], []
        for n, river in enumerate(self._rivers):
            for k in range(0, len(river.line) - 1, _PIECE):
                pieces.append(shapely.LineString(river.line[k : k + _PIECE + 1]))
                owner.append(n)
        return shapely.STRtree(pieces), np.array(owner)

    @cached_property
    def _net(self) -> _Net:
        return _Net.of(self._roads)

    # ------------------------------------------------------------ out of a place

    def out(self, lat: float, lon: float, radius_km: float) -> tuple[RoadOut, ...]:
        """By bearing. Empty where no road is near the place, or none leads from it to the ring."""
        if not self._roads:
            return ()
        from scipy.sparse.csgraph import dijkstra

        net = self._net
        node, leg = self._access(np.array([lat]), np.array([lon]))
        if leg[0] > NEAR_ROAD_KM * ACROSS:
            return ()
        away = _km(lat, lon, net.lat, net.lon)
        inner = np.nonzero(away <= radius_km)[0]
        number = np.full(len(away), -1)
        number[inner] = np.arange(len(inner))
        if number[node[0]] < 0:
            return ()
        graph = net.graph[inner][:, inner]
        far, before = dijkstra(graph, directed=False, indices=number[node[0]], return_predecessors=True)
        leaving = [
            (float(far[number[a]]), a, b, name) for a, b, name in net.edges
            if away[a] <= radius_km < away[b] and np.isfinite(far[number[a]])
        ]  # fmt: skip
        found: list[RoadOut] = []
        for _, a, b, name in sorted(leaving, key=lambda x: x[0]):
            bearing = _bearing(lat, lon, float(net.lat[b]), float(net.lon[b]))
            if all(abs((bearing - f.bearing + 180) % 360 - 180) >= _ALIKE_DEGREES for f in found):
                path = [*inner[_path(before, int(number[a]))].tolist(), b]
                found.append(RoadOut(name, bearing, net.lat[path], net.lon[path]))
        return tuple(sorted(found, key=lambda f: f.bearing))


@dataclass(frozen=True, slots=True)
class _Net:
    lat: Floats
    lon: Floats
    graph: Any
    """Sparse matrix of kilometres."""
    edges: tuple[tuple[int, int, str], ...]
    """Both ways round."""
    tree: Any

    @classmethod
    def of(cls, roads: Sequence[Course]) -> _Net:
        from scipy.sparse import coo_array
        from scipy.spatial import cKDTree

        met: dict[tuple[float, float], int] = {}
        for road in roads:
            for point in dict.fromkeys(map(_rounded, road.line)):
                met[point] = met.get(point, 0) + 1
        numbers: dict[tuple[float, float], int] = {}
        length: dict[tuple[int, int], tuple[float, str]] = {}
        for road in roads:
            for a, b, km in _pieces(road.line, met):
                pair = tuple(sorted((numbers.setdefault(a, len(numbers)), numbers.setdefault(b, len(numbers)))))
                if pair[0] != pair[1] and km < length.get((pair[0], pair[1]), (np.inf, ""))[0]:
                    length[pair[0], pair[1]] = (max(km, 1e-6), road.name)
        at = np.array(list(numbers)).reshape(-1, 2)
        ends = np.array(list(length)).reshape(-1, 2)
        kms = np.array([km for km, _ in length.values()])
        graph = coo_array((kms, (ends[:, 0], ends[:, 1])), shape=(len(at), len(at))).tocsr()
        edges = [(a, b, name) for (a, b), (_, name) in length.items()]
        return cls(
            at[:, 1], at[:, 0], graph + graph.T, (*edges, *((b, a, name) for a, b, name in edges)),
            cKDTree(_sphere(at[:, 1], at[:, 0])),
        )  # fmt: skip


def _pieces(
    line: Sequence[tuple[float, float]], met: dict[tuple[float, float], int]
) -> Iterable[tuple[tuple[float, float], tuple[float, float], float]]:
    """Pieces between junctions, about a kilometre long, with their length along the road."""
    begin, run = _rounded(line[0]), 0.0
    before = begin
    for n, point in enumerate(map(_rounded, line[1:]), 1):
        step = float(_km(before[1], before[0], np.array([point[1]]), np.array([point[0]]))[0])
        cuts = max(1, round(step / (2 * _EVERY_KM)))
        for cut in range(1, cuts):
            share = cut / cuts
            between = _rounded((before[0] + (point[0] - before[0]) * share, before[1] + (point[1] - before[1]) * share))
            yield begin, between, run + step / cuts
            begin, run = between, 0.0
        run += step / cuts
        before = point
        if met.get(point, 0) > 1 or run >= _EVERY_KM or n == len(line) - 1:
            yield begin, point, run
            begin, run = point, 0.0


def _rounded(point: Sequence[float]) -> tuple[float, float]:
    return round(point[0], _SAME), round(point[1], _SAME)


def _path(before: Ints, end: int) -> list[int]:
    made = [end]
    while before[made[-1]] >= 0:
        made.append(int(before[made[-1]]))
    return made[::-1]


def _sphere(lat: Floats, lon: Floats) -> Floats:
    a, b = np.radians(lat), np.radians(lon)
    made: Floats = np.stack([np.cos(a) * np.cos(b), np.cos(a) * np.sin(b), np.sin(a)], axis=1)
    return made


def _km(lat: float, lon: float, lats: Floats, lons: Floats) -> Floats:
    chord = np.linalg.norm(_sphere(lats, lons) - _sphere(np.array([lat]), np.array([lon])), axis=1)
    made: Floats = 2 * EARTH_KM * np.arcsin(np.clip(chord / 2, 0, 1))
    return made


def _bearing(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Degrees from north, clockwise; flat, good for a ring."""
    east = (lon2 - lon1) * float(np.cos(np.radians(lat1)))
    return float(np.degrees(np.arctan2(east, lat2 - lat1)) % 360)

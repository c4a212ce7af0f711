"""Control of territory: what claims say of who holds what, and what follows from them for a place or a cell on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from recoupe.model.ontology import Event
from recoupe.model.reasons import Reason


class Bearing(StrEnum):
    """What an observation says of a holder."""

    TAKES = "takes"
    """Somebody else held it before; the holder does from then on."""
    LEAVES = "leaves"
    """The holder held it before, and no longer does."""
    HOLDS = "holds"
    LACKS = "lacks"
    """The holder does not hold it: it shells the place, besieges it, or denies having it."""
    CONTESTS = "contests"
    """It is fought over: nobody holds it alone."""


class ControlStatus(StrEnum):
    HELD = "held"
    CONTESTED = "contested"
    UNKNOWN = "unknown"
    """Nothing supports a holder."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A piece of ground: a disc around a point. Degrees are WGS 84. ``key`` is the same for the same place."""

    key: str
    name: str
    lat: float
    lon: float
    radius_km: float
    country: str | None = None

    @property
    def is_point(self) -> bool:
        """Whether it is one settlement, and not a stretch of country."""
        return self.radius_km <= POINT_KM


POINT_KM = 15.0


@dataclass(frozen=True, slots=True)
class Observation:
    """What one claim says of control of one piece of ground.

    ``holder`` is an entity id, or the key of a side; None where only the fighting is told. ``first`` and ``last`` are ordinal
    days (``date.toordinal``), both inclusive. ``weight`` is a log-likelihood ratio in nats, ``reasons`` are its factors.
    """

    claim: str
    report: str
    event: Event
    bearing: Bearing
    holder: str | None
    ground: Ground
    first: int
    last: int
    weight: float
    voice: str
    voice_name: str
    outlet: str
    """Name of the outlet through which it is known; the voice itself where that is an outlet."""
    party: str | None = None
    """The holder for whom the voice speaks, in the same terms as ``holder``."""
    origins: frozenset[str] = frozenset()
    against_interest: bool = False
    area_km2: tuple[float | None, float | None] | None = None
    """The area that the claim states, low and high."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """``probability`` is that of the holder alone; ``claims`` those that speak for it, weightiest first."""

    holder: str
    probability: float
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ControlState:
    """Who holds a place or a cell on a day. The shares, ``contested`` and ``unknown`` make 1 together."""

    area: str
    """Key of a place, or an H3 index."""
    name: str
    day: date
    status: ControlStatus
    holder: str | None
    shares: tuple[Share, ...]
    """Most probable first."""
    contested: float
    unknown: float
    account: str
    """By whose account: ``all``, ``independent``, an outlet, a side."""
    lat: float
    lon: float
    voices: tuple[str, ...] = ()
    """Whose claims they are, weightiest first."""

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(c for share in self.shares for c in share.claims))


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A claim on control that could not be put on the map, and why."""

    claim: str
    report: str
    words: str
    why: str


# ------------------------------------------------------------ on a map

Outline = tuple[tuple[float, float], ...]
"""Longitude and latitude, closed."""


@dataclass(frozen=True, slots=True)
class Patch:
    """Ground of one status and holder: polygons of an outer ring and its holes. ``km2`` is on the WGS 84 ellipsoid."""

    status: ControlStatus
    holder: str | None
    polygons: tuple[tuple[Outline, ...], ...]
    km2: float
    cells: tuple[str, ...]
    claims: tuple[str, ...]
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """Square kilometres with the bounds within which nine of ten lie. ``holder`` None: contested."""

    day: date
    holder: str | None
    low: float
    best: float
    high: float


@dataclass(frozen=True, slots=True)
class StatedArea:
    """The area that a claim states against the one that the other claims imply. None: that bound is open."""

    claim: str
    report: str
    holder: str | None
    name: str
    day: date
    stated: tuple[float | None, float | None]
    implied: tuple[float, float, float]
    """Low, best, high."""

    @property
    def agrees(self) -> bool:
        low, high = self.stated
        return (high is None or high >= self.implied[0]) and (low is None or low <= self.implied[2])


@dataclass(frozen=True, slots=True)
class Boundary:
    """A border as somebody draws it. ``disputed`` ones are drawn broken and labelled."""

    name: str
    line: Outline
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class ControlMap:
    """A day by one account. ``viewpoint`` says whose boundaries are drawn."""

    day: date
    account: str
    patches: tuple[Patch, ...]
    cells: tuple[ControlState, ...]
    places: tuple[ControlState, ...]
    names: tuple[tuple[str, str], ...]
    """Key and name of each holder."""
    boundaries: tuple[Boundary, ...] = ()
    coast: tuple[Outline, ...] = ()
    viewpoint: str = "no state borders are drawn"
    unplaced: tuple[Unplaced, ...] = ()

    def name(self, holder: str | None) -> str:
        return dict(self.names).get(holder or "", holder or "")

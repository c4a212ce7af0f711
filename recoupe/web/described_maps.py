"""What the answers of the map, of control and of encirclement hold (see ``described``)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

EXACT = ConfigDict(extra="forbid")
Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]


class Accounts(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    accounts: list[str]
    first: Day | None
    last: Day | None


class Feature(TypedDict):
    """GeoJSON (RFC 7946); ``properties`` say what it is."""

    type: Literal["Feature"]
    geometry: dict[str, Any]
    properties: dict[str, Any]


class Collection(TypedDict):
    """GeoJSON (RFC 7946)."""

    type: Literal["FeatureCollection"]
    features: list[Feature]


class Lines(Collection):
    """``viewpoint``: whose view of borders it is."""

    viewpoint: str


class DifferentPlace(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    name: str
    left: str
    right: str
    since: Day


class Difference(TypedDict):
    """``share``: of the ground that both accounts speak of, 0 to 1."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    left: str
    right: str
    day: Day
    km2: float
    share: float
    places: list[DifferentPlace]


class RingDay(TypedDict):
    """Shares, 0 to 1, each with the bounds within which nine of ten lie."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    day: Day
    tier: str
    shut_by: str
    ways_low: float
    ways: float
    ways_high: float
    ring_low: float
    ring: float
    ring_high: float
    known: float
    open: str


class RingPlace(TypedDict):
    name: str
    lat: float
    lon: float


class Ring(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    place: RingPlace
    radius_km: float
    account: str
    days: list[RingDay]

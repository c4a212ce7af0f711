"""What one report tells of one happening, reduced to what incidents are found by."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.model.ontology import Event, Precision


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a telling. ``key`` is the id of the place, or its folded name where it is not known which one is meant."""

    key: str
    precision: Precision
    lat: float | None = None
    lon: float | None = None
    radius_km: float = 0.0
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """A figure of a telling, both bounds inclusive; None is open."""

    kind: str
    min: float | None
    max: float | None


@dataclass(frozen=True, slots=True)
class Telling:
    """Claims of one report on one happening, as the report's own words tie them together.

    ``first`` and ``last`` are ordinal days (``date.toordinal``), both inclusive; None is open. ``key`` depends on the report and
    on the first claim only, not on the reader's version.
    """

    key: str
    report: str
    claims: tuple[str, ...]
    events: tuple[Event, ...]
    """Distinct codes, most frequent first."""
    first: int | None = None
    last: int | None = None
    assumed: bool = False
    """True when the days are only those before publication in which it may have been news."""
    spots: tuple[Spot, ...] = ()
    """Most precise first."""
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    tolls: tuple[Toll, ...] = ()
    means: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    """Ids of everything that the report names."""
    arrival: int = 0
    """Place in the order in which reports and their claims came in."""

"""What this stage is given: claims with who stands behind them, and knowledge of who is on which side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from recoupe.model import Claim, Report, Voice


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with its report. ``voices``: nearest to the words first, the report's outlet last. ``origins``: keys of the
    independent origins to which it goes back. ``about``: the place of which the whole record speaks, for claims that name none.
    """

    claim: Claim
    report: Report
    voices: tuple[Voice, ...]
    origins: frozenset[str]
    about: About | None = None


@dataclass(frozen=True, slots=True)
class About:
    """A place that a whole record is about: a row of a table, an entry of a list."""

    key: str
    name: str
    lat: float
    lon: float
    country: str | None = None


class Parties(Protocol):
    """Who counts as one holder, and who fought whom."""

    def holder(self, actor: str, *, country: str | None, day: date | None) -> str | None:
        """The holder that an actor stands for there and then; None for somebody who holds no ground (an observer)."""

    def opposed(self, left: str, right: str, day: date | None) -> bool | None: ...

    def name(self, holder: str) -> str: ...


class Extents(Protocol):
    """How far a place reaches, by its id."""

    def radius_km(self, place: str) -> float | None: ...

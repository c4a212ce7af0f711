"""What a store of readings must do, whatever database is under it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from recoupe.model import Claim, Event, Origin, Reading, Report, Taking

ALL_READERS = "all"


class Standing(StrEnum):
    """What the ledger knows of a report before a reader reads it, and so what ``add`` did with a reading."""

    NEW = "new"
    """The text was never read."""
    NEWER = "newer"
    """The text was read, by another version of the reader."""
    CHANGED = "changed"
    """This reader read the text from this origin, but with other details (outlet, date of publication …)."""
    ELSEWHERE = "elsewhere"
    """This reader read the text, from another origin."""
    READ = "read"
    """This reader read the text from this origin with these details: there is nothing to do."""

    @property
    def calls_for_reading(self) -> bool:
        return self in (Standing.NEW, Standing.NEWER, Standing.CHANGED)

    @property
    def is_known(self) -> bool:
        """Whether the text is in the ledger, whoever read it."""
        return self is not Standing.NEW


class Order(StrEnum):
    ARRIVAL = "arrival"
    """Reports in the order in which they were taken in, claims as they stand in the text."""
    ID = "id"
    """Reports by id: the same claims come in the same order, whatever the order in which they were taken in."""


@dataclass(frozen=True, slots=True)
class Quarantine:
    """A file, or a part of one, that could not be read."""

    name: str
    sha256: str
    size: int
    reason: str
    at: str
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """Which claims. Words are looked for as parts of names, ids and the report's own words, without case and accents."""

    event: Event | None = None
    actor: str | None = None
    """On either side: who did it or to whom."""
    place: str | None = None
    since: date | None = None
    """Claims on what may have lasted to this day or later; a claim without a date is left out."""
    until: date | None = None
    source: str | None = None
    """The report's outlet or any speaker of the chain."""
    reader: str | None = None
    """None: the newest reading of each report. ``ALL_READERS``: every reading. Otherwise the reader of that name."""
    limit: int | None = None
    order: Order = Order.ARRIVAL


class Ledger(Protocol):
    """One writer at a time. Each ``add`` is one transaction: after a crash a report is there whole, or not at all."""

    def standing(self, report: Report, reader: str) -> Standing: ...

    def add(self, reading: Reading, *, original: bytes | None = None) -> Standing:
        """Store a reading unless it is there; nothing that is there is changed or removed.

        Where the text is known from elsewhere, only the new origin is kept. ``original`` are the bytes that the report was
        made of; raises ``ValueError`` when they are not those of ``report.bytes_sha256``.
        """

    def add_origin(self, report: Report, *, original: bytes | None = None) -> bool:
        """Note another origin of a known text. False when it was noted before."""

    def reading(self, report_id: str, *, reader: str | None = None) -> Reading:
        """The newest reading, or the newest by ``reader``. Raises ``NoSuchReport``."""

    def origins(self, report_id: str) -> tuple[Origin, ...]:
        """Each path or address once, as first taken in. Raises ``NoSuchReport``."""

    def quarantine(self, name: str, data: bytes, reason: str) -> None:
        """Note what could not be read; once for the same name and bytes. The bytes themselves are not kept."""

    def quarantined(self) -> tuple[Quarantine, ...]:
        """In the order in which they came."""

    def texts_like(self, bands: Sequence[int], *, but: str) -> Iterator[tuple[str, str]]:
        """Ids and texts of reports that share a band of ``Report.bands``, without the report ``but``."""

    def has_address(self, url: str) -> bool:
        """Whether a report was taken from ``url``."""

    def feed_state(self, address: str) -> Mapping[str, str]:
        """What a feed's host said last: ``etag`` and ``last-modified``, where it did."""

    def keep_feed_state(self, address: str, state: Mapping[str, str]) -> None: ...

    def takings(self, report_id: str) -> tuple[tuple[Origin, str, Taking], ...]:
        """Each appearance of a report: where, the hash of its original bytes, and what happened to them."""

    def original(self, report_id: str) -> bytes | None:
        """The bytes of the newest reading's report; None when they were not kept. Raises ``NoSuchReport``."""

    def claims(self, query: ClaimQuery) -> Iterator[tuple[Claim, Report]]: ...

    def count(self, query: ClaimQuery) -> int:
        """How many claims, without regard to ``query.limit``."""

    def claims_with_prefix(self, prefix: str) -> tuple[tuple[Claim, Report], ...]:
        """One claim for each id that starts with ``prefix`` (at most 20), each from its newest reading."""

    def close(self) -> None: ...

"""All that one source holds, as reports: plain text here, anything else in the worker process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from recoupe.errors import IntakeError, RecoupeError
from recoupe.intake.fetch import Fetcher
from recoupe.intake.formats import plain
from recoupe.intake.formats.base import Columns, Document, Found, Item, Refused
from recoupe.intake.formats.kinds import Kind, kind_of
from recoupe.intake.formats.reading import bounded
from recoupe.intake.read import IntakeOptions, report_of
from recoupe.intake.sources import RawSource, Source
from recoupe.intake.workshop import Workshop
from recoupe.model import Report


@dataclass(frozen=True, slots=True)
class Taken:
    """A report and its original bytes."""

    report: Report
    original: bytes


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Something that could not be read, its bytes (none where they could not be had) and the reason."""

    name: str
    original: bytes
    error: RecoupeError


@dataclass(frozen=True)
class Intake:
    """What taking in needs of its surroundings. ``now`` gives the time of intake, with a time zone."""

    options: IntakeOptions
    detect: Callable[[str], str]
    now: Callable[[], datetime]
    workshop: Workshop
    fetcher: Fetcher | None = None
    columns: Columns = field(default_factory=Columns)

    def take(self, source: Source | RawSource) -> Iterator[Taken | Quarantined]:
        """What ``source`` holds, in order; what cannot be read of it says why, and the rest is read."""
        try:
            raw = source.load(fetcher=self.fetcher) if isinstance(source, Source) else source
        except IntakeError as exc:
            yield Quarantined(source.name, b"", exc)
            return
        now = self.now()
        item = Item(raw.name, raw.data, self.columns, steps=raw.steps, headers=raw.headers, now=now.isoformat())
        try:
            for found in self._documents(item, raw):
                yield self._taken(found, raw, now)
        except RecoupeError as exc:
            yield Quarantined(raw.name, raw.data, exc)

    def _documents(self, item: Item, raw: RawSource) -> Iterator[Found]:
        if kind_of(raw.address or raw.name, raw.data) is Kind.TEXT:
            return (bounded(found, item) if isinstance(found, Document) else found for found in plain.documents(item))
        return self.workshop.documents(item)

    def _taken(self, found: Found, raw: RawSource, now: datetime) -> Taken | Quarantined:
        if isinstance(found, Refused):
            return Quarantined(found.name, found.data, found.error)
        try:
            return Taken(report_of(found, raw, options=self.options, detect=self.detect, now=now), found.data)
        except RecoupeError as exc:
            return Quarantined(found.name, found.data, exc)

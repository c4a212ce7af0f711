"""Reading reports into the ledger while somebody looks on: what was given, how far it is, what came of it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from threading import Lock, Thread
from typing import TYPE_CHECKING

from recoupe.errors import NoSuchReport, RecoupeError
from recoupe.web.desk import Desks

if TYPE_CHECKING:
    from recoupe.pipeline import Intake, Quarantined, RawSource, Reader, Source, Taken

MOST_KEPT = 30
"""Additions that can still be looked at."""


class State(StrEnum):
    WAITING = "waits"
    FETCHING = "fetching"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


@dataclass
class Item:
    """One thing that was given. ``reports``: ids of what was in it; ``told``: why something in it could not be read."""

    name: str
    state: State = State.WAITING
    reports: list[str] = field(default_factory=list)
    claims: int = 0
    told: list[str] = field(default_factory=list)
    error: RecoupeError | None = None


@dataclass
class Addition:
    """``sorting``: everything was read, and incidents are brought up to date."""

    id: str
    items: list[Item]
    sorting: bool = False
    finished: bool = False

    @property
    def reports(self) -> list[str]:
        return [report for item in self.items for report in item.reports]


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of all that is given."""

    outlet: str | None = None
    published: str | None = None
    language: str | None = None


class Adding:
    """Reads one addition after the other; the reader is loaded once."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks
        self._kept: dict[str, Addition] = {}
        self._turn, self._lock = Lock(), Lock()

    def get(self, id: str) -> Addition:
        """Raises ``NoSuchReport``."""
        found = self._kept.get(id)
        if found is None:
            raise NoSuchReport("nothing of that name is being added; what was read is in the dossier")
        return found

    def run(self, sources: Sequence[Source | RawSource], details: Details, *, background: bool = False) -> Addition:
        """``background``: comes back at once, and reads on."""
        made = Addition(secrets.token_urlsafe(9), [Item(source.name) for source in sources])
        with self._lock:
            self._kept[made.id] = made
            for old in list(self._kept)[:-MOST_KEPT]:
                del self._kept[old]
        work = Thread(target=self._read_all, args=(made, sources, details), daemon=True)
        work.start()
        if not background:
            work.join()
        return made

    def _read_all(self, made: Addition, sources: Sequence[Source | RawSource], details: Details) -> None:
        try:
            with self._turn, ExitStack() as stack:
                intake = self._intake(stack, details)
                for item, source in zip(made.items, sources, strict=True):
                    self._read(item, source, intake)
                made.sorting = True
                self._desks.refresh()
        finally:
            for item in made.items:
                item.state = State.DONE if item.reports else State.FAILED
            made.finished = True

    def _read(self, item: Item, source: Source | RawSource, intake: Intake) -> None:
        item.state = State.FETCHING if getattr(source, "path", "") is None else State.READING
        try:
            for taken in intake.take(source):
                item.state = State.READING
                self._keep(item, taken)
        except RecoupeError as exc:
            item.error = exc
            item.told.append(str(exc))
        item.state = State.DONE if item.reports else State.FAILED

    def _keep(self, item: Item, taken: Taken | Quarantined) -> None:
        from recoupe.pipeline import Taken, sketch

        if not isinstance(taken, Taken):
            item.error = taken.error
            item.told.append(str(taken.error))
            with self._desks.open(writes=True) as desk:
                desk.store.quarantine(taken.name, taken.original, str(taken.error))
            return
        reading = self._reader.read(replace(taken.report, bands=sketch(taken.report.text)))
        with self._desks.open(writes=True) as desk:
            desk.store.add(reading, original=taken.original)
        item.reports.append(reading.report.id)
        item.claims += len(reading.claims)

    def _intake(self, stack: ExitStack, details: Details) -> Intake:
        from recoupe.language.detect import detect_language
        from recoupe.language.pack import available
        from recoupe.pipeline import Fetcher, FetchLimits, Intake, IntakeOptions, Workshop
        from recoupe.settings import load_settings

        settings = load_settings()
        options = IntakeOptions(outlet=details.outlet, published=details.published, language=details.language)
        fetcher = stack.enter_context(Fetcher(proxy=settings.proxy, limits=FetchLimits(pause=settings.fetch_pause)))
        workshop = stack.enter_context(Workshop())
        known = available()
        return Intake(options, lambda t: detect_language(t, supported=known), lambda: datetime.now(UTC), workshop, fetcher)

    @cached_property
    def _reader(self) -> Reader:
        from recoupe.pipeline import Reader
        from recoupe.settings import load_settings

        settings = load_settings()
        return Reader(knowledge=self._desks.settings.knowledge, parsers=settings.parser, cache=settings.cache_dir)


def given(files: Sequence[tuple[str, bytes]], text: str, addresses: str) -> Iterator[Source | RawSource]:
    """Files, a text that was pasted, and addresses, one a line; what is empty is left out."""
    from recoupe.pipeline import RawSource, Source

    for name, data in files:
        yield RawSource(name, data)
    if text.strip():
        yield RawSource("pasted text", text.encode())
    for address in addresses.split():
        yield Source(address, address=address)

"""One ledger as the pages see it: opened for each request, its incidents kept up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

from recoupe.errors import LedgerLocked, NoSuchIncident
from recoupe.pipeline import desk as desks
from recoupe.pipeline.desk import Told
from recoupe.web.settings import WebSettings

if TYPE_CHECKING:
    from recoupe.ledger.sqlite import SqliteLedger
    from recoupe.pipeline.registries import ActorRegistry

Stamp = tuple[tuple[int, int], ...]
T = TypeVar("T")
MOST_KEPT, MOST_VALUES = 600, 2000
"""Incidents that are kept put together, and other things worked out."""


@dataclass
class Kept:
    """What was worked out from one state of the ledger; forgotten when the ledger changes."""

    stamp: Stamp
    values: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Told] = field(default_factory=dict)


@dataclass(frozen=True)
class Desk(desks.Desk["SqliteLedger"]):
    """An open ledger, and what puts its incidents together."""

    kept: Kept

    def incident(self, id: str) -> Told:
        """Raises ``NoSuchIncident``; a former id, or the start of one, leads to the incident too."""
        found = self.store.incidents.resolve(id)
        told = self.once(f"incident {found[0]}", lambda: self.told_in_full(found[0])) if len(found) == 1 else None
        if told is None:
            raise NoSuchIncident(f"no incident {id} in this ledger")
        return told

    def incidents(self, ids: Sequence[str]) -> Iterator[Told]:
        """Put together, in the order of ``ids``; one without claims is left out."""
        told = self.kept.told
        fresh = {made.id: (made, reports) for made, reports in self.told([id for id in ids if id not in told])}
        yield from (found for id in ids if (found := fresh.get(id) or told.get(id)) is not None)
        for id in fresh if len(told) + len(fresh) <= MOST_KEPT else ():
            told[id] = fresh[id]

    def once(self, name: str, make: Callable[[], T]) -> T:
        """``make()``, worked out once for this state of the ledger."""
        values = self.kept.values
        found = values[name] if name in values else make()
        if len(values) < MOST_VALUES:
            values[name] = found
        return cast(T, found)


class Desks:
    """Opens the ledger again and again; the registry is loaded once."""

    def __init__(self, settings: WebSettings) -> None:
        self.settings = settings
        self.writing, self._opening = Lock(), Lock()
        self._open: SqliteLedger | None = None
        self._file: int | None = None
        self._fresh: Stamp | None = None
        self._kept = Kept(())

    @cached_property
    def registry(self) -> ActorRegistry:
        from recoupe.pipeline.registries import load_registry
        from recoupe.settings import load_settings

        return load_registry(self.settings.knowledge, load_settings().cache_dir)

    @contextmanager
    def open(self, *, writes: bool = False) -> Iterator[Desk]:
        """Raises ``LedgerLocked`` where it is to be written to and another process does so."""
        from recoupe.ledger.sqlite import write_ledger

        if not writes:
            yield self._desk(self._reader())
            return
        with self.writing, write_ledger(self.settings.ledger) as store:
            yield self._desk(store)

    def _reader(self) -> SqliteLedger:
        """The ledger, opened once for all who read; again where the file is another one."""
        from recoupe.ledger.sqlite import open_ledger

        with self._opening:
            file = self.settings.ledger.stat().st_ino if self.settings.ledger.exists() else None
            if self._open is None or file != self._file:
                self.close()
                self._open, self._file = open_ledger(self.settings.ledger), file
            return self._open

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def refresh(self, *, recheck: set[str] | None = None) -> bool:
        """Bring the incidents up to date with what was read since, and with decisions on the anchors ``recheck``.

        False when another process writes to the ledger. Where nothing changed it costs two calls of ``stat``.
        """
        stamp = stamp_of(self.settings.ledger)
        if recheck is None and (stamp == self._fresh or not self._is_outdated()):
            self._fresh = stamp
            return True
        try:
            with self.open(writes=True) as desk:
                desk.checker.refresh(recheck=recheck or ())
        except LedgerLocked:
            return False
        self._fresh = stamp_of(self.settings.ledger)
        return True

    def _is_outdated(self) -> bool:
        from recoupe.pipeline.crosscheck import METHOD

        new, gone = self._reader().incidents.outdated(METHOD)
        return bool(new or gone)

    def _desk(self, store: SqliteLedger) -> Desk:
        stamp = stamp_of(self.settings.ledger)
        if self._kept.stamp != stamp:
            self._kept = Kept(stamp)
        kept = self._kept
        if "judged" not in kept.values:
            kept.values["judged"] = desks.Judged.of(store, self.registry)
        judged = kept.values["judged"]
        return Desk(store, desks.checker_of(store, judged, policy=self.settings.policy), judged.relations, kept)


def stamp_of(ledger: Path) -> Stamp:
    """Changes whenever the ledger does: times and sizes of its files; an empty journal counts for nothing."""
    found = []
    for file in (ledger, ledger.with_name(ledger.name + "-wal")):
        try:
            state = file.stat()
        except FileNotFoundError:
            continue
        if state.st_size:
            found.append((state.st_mtime_ns, state.st_size))
    return tuple(found)

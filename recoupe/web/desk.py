"""One ledger as the pages see it: opened for each request, its incidents kept up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from recoupe.errors import LedgerLocked, NoSuchIncident
from recoupe.pipeline import desk as desks
from recoupe.pipeline.deciding import judge
from recoupe.pipeline.desk import Judged, Told
from recoupe.web.settings import WebSettings
from recoupe.web.shelf import Shelf

if TYPE_CHECKING:
    from recoupe.ledger.incidents import IncidentHead
    from recoupe.ledger.overviews import State
    from recoupe.ledger.sqlite import SqliteLedger
    from recoupe.ledger.textsearch import Inventory
    from recoupe.pipeline.registries import ActorRegistry

Stamp = tuple[tuple[int, int], ...]
T = TypeVar("T")
MOST_TOLD, MOST_VALUES = 600, 600
"""Incidents that are kept put together, and other things of one page among many, for each ``Of``."""
LONGEST_ID = 80
AT_ONCE = 16
"""Incidents that are put together at a time, by whoever may stop before the last."""


class Of(Enum):
    """What a thing was worked out from: it is forgotten when that changes."""

    TEXTS = "texts"
    """Reports and the claims in them."""
    READINGS = "readings"
    """Those, with how claims were sorted into incidents."""
    JUDGED = "judged"
    """Those, with what people corrected, rejected, merged and split."""
    DECISIONS = "decisions"
    """Those, with every decision."""


@dataclass(frozen=True)
class Kept:
    """What was worked out from one state of the ledger; ``judged`` is what follows from people's decisions."""

    state: State
    judged: Judged
    overviews: Mapping[Of, Shelf]
    things: Mapping[Of, Shelf]
    told: Shelf


@dataclass(frozen=True)
class Desk(desks.Desk["SqliteLedger"]):
    """An open ledger, and what puts its incidents together."""

    kept: Kept

    def incident(self, id: str) -> Told:
        """Raises ``NoSuchIncident``; a former id, or the start of one, leads to the incident too."""
        if len(id) > LONGEST_ID:
            raise NoSuchIncident(f"no incident {id[:LONGEST_ID]}… in this ledger")
        found = self.once(f"resolved {id}", lambda: self.store.incidents.resolve(id), of=Of.READINGS)
        name = f"incident {found[0]}" if len(found) == 1 else ""
        told = self.once(name, lambda: self.told_in_full(found[0]), of=Of.JUDGED) if name else None
        if told is None:
            raise NoSuchIncident(f"no incident {id} in this ledger")
        return told

    def incidents(self, ids: Sequence[str], *, explained: bool = False) -> Iterator[Told]:
        """Put together, in the order of ``ids``; one without claims is left out. ``explained``: with why its claims belong
        together, which takes as long as all the rest."""
        for begin in range(0, len(ids), AT_ONCE):
            yield from self._some(ids[begin : begin + AT_ONCE], explained)

    def _some(self, ids: Sequence[str], explained: bool) -> Iterator[Told]:
        told = self.kept.told
        found: dict[str, Told | None] = {id: told.get(f"{explained} {id}") for id in ids}
        for made, reports in self.told([id for id, old in found.items() if old is None], explained=explained):
            found[made.id] = (made, reports)
            told.put(f"{explained} {made.id}", (made, reports))
        yield from (one for id in ids if (one := found[id]) is not None)

    def moves_incidents(self) -> bool:
        """Whether what was decided since it was opened changes how claims are sorted into incidents."""
        return not self.kept.judged.acts_like(judge(self.store.decisions.all()))

    def heads(self) -> list[IncidentHead]:
        """Of all incidents, the newest first."""

        def newest_first() -> list[IncidentHead]:
            return sorted(self.store.incidents.heads(), key=lambda h: (h.last or h.first or 0, h.id), reverse=True)

        return self.once("heads", newest_first, of=Of.READINGS)

    def inventory(self) -> Inventory:
        return self.once("inventory", self.store.inventory, of=Of.TEXTS)

    def once(self, name: str, make: Callable[[], T], *, of: Of = Of.DECISIONS) -> T:
        """``make()``, worked out once for this state of what it is ``of``. A name of several words is that of one thing among
        many, and can be forgotten before; of those of one word there are few, and they stay."""
        return self._shelf(name, of).once(name, make)

    def ready(self, name: str, *, of: Of = Of.DECISIONS) -> Any:
        """What ``once`` has worked out under that name; None where it has not yet."""
        return self._shelf(name, of).get(name)

    def _shelf(self, name: str, of: Of) -> Shelf:
        return (self.kept.things if " " in name else self.kept.overviews)[of]


class Desks:
    """Opens the ledger again and again; the registry is loaded once."""

    def __init__(self, settings: WebSettings) -> None:
        self.settings = settings
        self.writing, self._opening = Lock(), Lock()
        self._open: SqliteLedger | None = None
        self._file: int | None = None
        self._fresh: Stamp | None = None
        self._settling, self._preparing = Lock(), Lock()
        self._stamp: Stamp | None = None
        self._kept: Kept | None = None

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

    def prepare(self, work: Callable[[Desk], object]) -> None:
        """Let ``work`` be done beside the requests, for the next one that needs it; one at a time, more are not taken on."""

        def run() -> None:
            try:
                with self.open() as desk:
                    work(desk)
            finally:
                self._preparing.release()

        if self._preparing.acquire(blocking=False):
            Thread(target=run, daemon=True).start()

    def _reader(self) -> SqliteLedger:
        """The ledger, opened once for all who read; again where the file is another one."""
        from recoupe.ledger.sqlite import open_ledger

        with self._opening:
            file = self.settings.ledger.stat().st_ino if self.settings.ledger.exists() else None
            if self._open is None or file != self._file:
                self.close()
                self._kept = None
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
        kept = self._keep(store)
        return Desk(store, desks.checker_of(store, kept.judged, policy=self.settings.policy), kept.judged.relations, kept)

    def _keep(self, store: SqliteLedger) -> Kept:
        """What is kept of the state that the ledger is in; of what did not change it stays what it was."""
        with self._settling:
            stamp = stamp_of(self.settings.ledger)
            if self._kept is None or stamp != self._stamp:
                self._kept = self._settled(store, self._kept)
                self._stamp = stamp
            return self._kept

    def _settled(self, store: SqliteLedger, old: Kept | None) -> Kept:
        state = store.state()
        if old is not None and state == old.state:
            return old
        judged = desks.Judged.of(store, self.registry)
        texts = old is not None and state.texts == old.state.texts
        readings = texts and old is not None and state.incidents == old.state.incidents
        acts_like = readings and old is not None and judged.acts_like(old.judged.judgement)
        same = {Of.TEXTS: texts, Of.READINGS: readings, Of.JUDGED: acts_like, Of.DECISIONS: False}
        overviews = {of: old.overviews[of] if old is not None and same[of] else Shelf(MOST_VALUES) for of in Of}
        things = {of: old.things[of] if old is not None and same[of] else Shelf(MOST_VALUES) for of in Of}
        told = old.told if old is not None and same[Of.JUDGED] else Shelf(MOST_TOLD)
        return Kept(state, judged, overviews, things, told)


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

"""One ledger as the pages see it: opened for each request, its incidents kept up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from recoupe.errors import LedgerLocked, NoSuchIncident
from recoupe.model import Incident, Report
from recoupe.web.settings import WebSettings

if TYPE_CHECKING:
    from recoupe.ledger.sqlite import SqliteLedger
    from recoupe.pipeline.crosscheck import CrossChecker
    from recoupe.pipeline.registries import ActorRegistry

Told = tuple[Incident, dict[str, Report]]


@dataclass(frozen=True)
class Desk:
    """An open ledger, and what puts its incidents together."""

    store: SqliteLedger
    checker: CrossChecker

    def incident(self, id: str) -> Told:
        """Raises ``NoSuchIncident``; a former id, or the start of one, leads to the incident too."""
        found = self.store.incidents.resolve(id)
        if len(found) != 1:
            raise NoSuchIncident(f"no incident {id} in this ledger")
        return next(self.incidents(list(found)))

    def incidents(self, ids: list[str]) -> Iterator[Told]:
        for id, members in self.store.incidents.members(ids):
            if members:
                yield self.checker.put_together(id, members), {report.id: report for _, report in members}


class Desks:
    """Opens the ledger again and again; the registry is loaded once."""

    def __init__(self, settings: WebSettings) -> None:
        self.settings = settings
        self.writing = Lock()

    @cached_property
    def registry(self) -> ActorRegistry:
        from recoupe.pipeline.registries import load_registry
        from recoupe.settings import load_settings

        return load_registry(self.settings.knowledge, load_settings().cache_dir)

    @contextmanager
    def open(self, *, writes: bool = False) -> Iterator[Desk]:
        """Raises ``LedgerLocked`` where it is to be written to and another process does so."""
        from recoupe.ledger.sqlite import open_ledger, write_ledger

        if not writes:
            with open_ledger(self.settings.ledger) as store:
                yield self._desk(store)
            return
        with self.writing, write_ledger(self.settings.ledger) as store:
            yield self._desk(store)

    def refresh(self) -> bool:
        """Bring the incidents up to date with what was read since. False when another process writes to the ledger."""
        from recoupe.ledger.sqlite import open_ledger
        from recoupe.pipeline.crosscheck import METHOD

        with open_ledger(self.settings.ledger) as probe:
            new, gone = probe.incidents.outdated(METHOD)
        if not new and not gone:
            return True
        try:
            with self.open(writes=True) as desk:
                desk.checker.refresh()
        except LedgerLocked:
            return False
        return True

    def _desk(self, store: SqliteLedger) -> Desk:
        from recoupe.pipeline.crosscheck import CrossChecker, Options
        from recoupe.pipeline.deciding import judge
        from recoupe.pipeline.overview import DEFAULT_POLICY
        from recoupe.pipeline.relations import RegistryRelations

        judgement = judge(store.decisions.all())
        relations = RegistryRelations(self.registry, merged=judgement.voices)
        options = Options(relations, self.settings.policy or DEFAULT_POLICY)
        return Desk(store, CrossChecker(store.incidents, relations=relations, judgement=judgement, options=options))

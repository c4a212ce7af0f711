"""The open ledger that the commands on incidents work on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from recoupe.cli.registries import open_registry
from recoupe.errors import NoSuchIncident, UsageError
from recoupe.ledger.sqlite import SqliteLedger
from recoupe.pipeline import desk as desks
from recoupe.pipeline.overview import POLICIES


@dataclass(frozen=True)
class Desk(desks.Desk[SqliteLedger]):
    """An open ledger with its incidents up to date."""

    def find(self, prefix: str) -> str:
        """The incident whose id, or one of whose former ids, starts so, or that holds the claim of that id."""
        given = prefix.strip().lower()
        if not given:
            raise UsageError("give the id of an incident; recoupe incidents lists them")
        found = self.store.incidents.resolve(given)
        if not found and given.startswith("c"):
            claims = self.store.claims_with_prefix(given)
            found = sorted({id for c, _ in claims if (id := self.store.incidents.incident_of(c.id)) is not None})
            if not found and len(claims) == 1 and (why := self.store.incidents.why_apart(claims[0][0].id)):
                raise NoSuchIncident(f"the claim {claims[0][0].id} belongs to no incident: {why}")
        if not found:
            raise NoSuchIncident(f"no incident whose id starts with {given!r} in {self.store.path}; recoupe incidents lists them")
        if len(found) > 1:
            raise UsageError(f"{given!r} is the start of several ids; add a character: {', '.join(found)}")
        return found[0]

    def incident(self, id: str) -> desks.Told:
        """Raises ``NoSuchIncident``."""
        found = self.told_in_full(id)
        if found is None:
            raise NoSuchIncident(f"no incident {id} in {self.store.path}; recoupe incidents lists them")
        return found

    def all_incidents(self, ids: list[str] | None = None) -> Iterator[desks.Told]:
        return self.told([head.id for head in self.store.incidents.heads()] if ids is None else ids)


def opened(store: SqliteLedger, knowledge: Path | None, policy: str | None) -> Desk:
    """Raises ``UsageError`` where there is no such policy."""
    if policy is not None and policy not in POLICIES:
        raise UsageError(f"--policy {policy}: no such policy; one of {', '.join(POLICIES)}")
    judged = desks.Judged.of(store, open_registry(knowledge))
    return Desk(store, desks.checker_of(store, judged, policy=policy), judged.relations)

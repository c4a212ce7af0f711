"""What the commands on incidents have in common: a ledger whose incidents are up to date, and the registries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.options import stderr_console
from recoupe.errors import LedgerLocked, NoSuchIncident, UsageError
from recoupe.model import Claim, Event, Finding, Incident, Report

if TYPE_CHECKING:
    from recoupe.ledger.sqlite import SqliteLedger
    from recoupe.pipeline.crosscheck import CrossChecker
    from recoupe.pipeline.relations import RegistryRelations

PolicyOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="How the best figure is chosen: most-origins, median or careful. [default: most-origins]",
        show_default=False,
    ),
]  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """An open ledger with its incidents up to date."""

    store: SqliteLedger
    checker: CrossChecker
    relations: RegistryRelations

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

    def incident(self, id: str) -> tuple[Incident, dict[str, Report]]:
        """Raises ``NoSuchIncident``."""
        ((_, members),) = self.store.incidents.members([id])
        if not members:
            raise NoSuchIncident(f"no incident {id} in {self.store.path}; recoupe incidents lists them")
        made, reports = self.checker.put_together(id, members), {report.id: report for _, report in members}
        again, others = self._taken_before(made)
        return replace(made, findings=(*made.findings, *again)), reports | others

    def _taken_before(self, made: Incident) -> tuple[list[Finding], dict[str, Report]]:
        """Captures of what the same side was said to have captured before, with the reports of those."""
        from recoupe.ledger.protocols import ClaimQuery
        from recoupe.pipeline.overview import recaptures

        if Event.CAPTURE not in made.events:
            return [], {}
        told: dict[str, tuple[Report, list[Claim]]] = {}
        for event in (Event.CAPTURE, Event.WITHDRAWAL, Event.COLLAPSE):
            for claim, report in self.store.claims(ClaimQuery(event=event)):
                told.setdefault(report.id, (report, []))[1].append(claim)
        found = [f for f in recaptures(told.values(), relations=self.relations) if f.left.claim in made.claims]
        return found, {f.right.report: told[f.right.report][0] for f in found}

    def all_incidents(self, ids: list[str] | None = None) -> Iterator[tuple[Incident, dict[str, Report]]]:
        chosen = [head.id for head in self.store.incidents.heads()] if ids is None else ids
        for id, members in self.store.incidents.members(chosen):
            yield self.checker.put_together(id, members), {report.id: report for _, report in members}


@contextmanager
def desk(path: Path, *, knowledge: Path | None = None, policy: str | None = None, writes: bool = False) -> Iterator[Desk]:
    """Bring the incidents of a ledger up to date with what was read since, and hand it over.

    While another process writes to the ledger, its incidents are shown as they are.
    """
    from recoupe.ledger.sqlite import open_ledger, write_ledger

    open_ledger(path).close()
    store: SqliteLedger | None = None
    if not writes:
        with open_ledger(path) as probe:
            new, gone = probe.incidents.outdated(_method())
        writes = bool(new or gone)
    try:
        store = write_ledger(path) if writes else open_ledger(path)
    except LedgerLocked as exc:
        stderr_console().print(f"recoupe: {exc}; what is shown may lack the newest reports")
        store = open_ledger(path)
        writes = False
    with store:
        found = _desk(store, knowledge, policy)
        if writes:
            found.checker.refresh()
        yield found


def _method() -> str:
    from recoupe.pipeline.crosscheck import METHOD

    return METHOD


def _desk(store: SqliteLedger, knowledge: Path | None, policy: str | None) -> Desk:
    from recoupe.cli.registries import open_registry
    from recoupe.pipeline.crosscheck import CrossChecker, Options
    from recoupe.pipeline.deciding import judge
    from recoupe.pipeline.overview import DEFAULT_POLICY, POLICIES
    from recoupe.pipeline.relations import RegistryRelations

    if policy is not None and policy not in POLICIES:
        raise UsageError(f"--policy {policy}: no such policy; one of {', '.join(POLICIES)}")
    judgement = judge(store.decisions.all())
    relations = RegistryRelations(open_registry(knowledge), merged=judgement.voices)
    options = Options(relations, policy or DEFAULT_POLICY)
    return Desk(store, CrossChecker(store.incidents, relations=relations, judgement=judgement, options=options), relations)


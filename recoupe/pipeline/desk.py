"""An open ledger with what puts its incidents together. The commands and the pages work on it alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, Self, TypeVar

from recoupe.corroboration.geo import FINE
from recoupe.linking.registry import ActorRegistry
from recoupe.model import Claim, Decision, Incident, Reading, Report
from recoupe.pipeline.crosscheck import CrossChecker, Options, Store
from recoupe.pipeline.deciding import Judgement, judge
from recoupe.pipeline.overview import DEFAULT_POLICY, misfits
from recoupe.pipeline.relations import RegistryRelations

Told = tuple[Incident, dict[str, Report]]
_NAMING = 400
"""Claims on a place that are looked through for what does not fit an incident there, the newest first."""
_REPORTS = 40
"""Reports of an incident that are looked through as a whole."""


class Incidents(Store, Protocol):
    def claims_naming(self, entity: str, *, limit: int) -> list[tuple[Claim, Report]]: ...


class Decisions(Protocol):
    def all(self) -> Sequence[Decision]: ...


class Opened(Protocol):
    """What is asked of an open ledger."""

    @property
    def incidents(self) -> Incidents: ...
    @property
    def decisions(self) -> Decisions: ...
    def reading(self, report_id: str) -> Reading: ...


S = TypeVar("S", bound=Opened)


@dataclass(frozen=True)
class Judged:
    """People's decisions as cross-checking needs them, and the registries with the outlets that people have put together."""

    judgement: Judgement
    relations: RegistryRelations

    @classmethod
    def of(cls, store: Opened, registry: ActorRegistry) -> Self:
        judgement = judge(store.decisions.all())
        return cls(judgement, RegistryRelations(registry, merged=judgement.voices))

    def acts_like(self, other: Judgement) -> bool:
        """Whether the same follows from both for incidents: what was merely accepted changes none."""
        return replace(self.judgement, accepted=frozenset()) == replace(other, accepted=frozenset())


@dataclass(frozen=True)
class Desk(Generic[S]):
    """``store`` is open, and stays its owner's to close."""

    store: S
    checker: CrossChecker
    relations: RegistryRelations

    def told(self, ids: Sequence[str], *, explained: bool = True) -> Iterator[Told]:
        """Put together, in the order of ``ids``; one without claims is left out. ``explained``: with the reasons why its claims
        belong together."""
        for id, members in self.store.incidents.members(ids):
            if members:
                made = self.checker.put_together(id, members, explained=explained)
                yield made, {report.id: report for _, report in members}

    def told_in_full(self, id: str) -> Told | None:
        """With what does not fit other incidents at its place; None where it has no claims."""
        found = next(self.told([id]), None)
        if found is None:
            return None
        made, reports = found
        near = {claim.id: (claim, report) for place in self._places(id) for claim, report in self._naming(place)}
        for report in list(reports.values())[:_REPORTS]:
            near |= {claim.id: (claim, report) for claim in self.store.reading(report.id).claims}
        told = {m.claim.id: m for m in self.checker.members(list(near.values()))}
        every = misfits([(m.report, [m.claim]) for m in told.values()], relations=self.relations)
        own = set(made.claims)
        again = [f for f in every if {f.left.claim, f.right.claim} & own]
        others = {p.report: told[p.claim].report for f in again for p in (f.left, f.right) if p.claim in told}
        return replace(made, findings=tuple(dict.fromkeys((*made.findings, *again)))), reports | others

    def _places(self, id: str) -> set[str]:
        ((_, members),) = self.store.incidents.members([id])
        places = [p for claim, _ in members for p in claim.places if p.precision in FINE]
        return {p.link.entity.id for p in places if p.link.entity is not None}

    def _naming(self, place: str) -> list[tuple[Claim, Report]]:
        return self.store.incidents.claims_naming(place, limit=_NAMING)


def checker_of(store: Opened, judged: Judged, *, policy: str | None = None) -> CrossChecker:
    """``policy``: how the best figure is found; None is the default one."""
    options = Options(judged.relations, policy or DEFAULT_POLICY)
    return CrossChecker(store.incidents, relations=judged.relations, judgement=judged.judgement, options=options)

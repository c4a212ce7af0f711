"""What a decision to put incidents together, or to take claims out of one, is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from recoupe.errors import UsageError
from recoupe.model import Claim, Report
from recoupe.pipeline.deciding import APART

Changes = tuple[tuple[str, str], ...]


class Grouped(Protocol):
    """What ``recoupe.ledger.incidents.IncidentTables`` does."""

    def tellings_in(self, incident: str) -> list[str]: ...
    def anchors(self, claims: Collection[str]) -> dict[str, str]: ...
    def incident_of(self, claim: str) -> str | None: ...
    def members(self, incidents: Sequence[str]) -> Iterator[tuple[str, list[tuple[Claim, Report]]]]: ...


def merged(incidents: Grouped, ids: Sequence[str]) -> tuple[str, ...]:
    """Anchors of all tellings of incidents that are one. Raises ``UsageError`` for fewer than two."""
    distinct = tuple(dict.fromkeys(ids))
    if len(distinct) < 2:
        raise UsageError("name two incidents at least")
    return tuple(anchor for id in distinct for anchor in incidents.tellings_in(id))


def split_off(incidents: Grouped, claims: Sequence[str]) -> tuple[tuple[str, ...], Changes]:
    """Anchors of ``claims`` (ids), and of the other claims of their incident, from which they are kept apart."""
    if not claims:
        raise UsageError("name the claims that do not belong to the incident")
    incident = incidents.incident_of(claims[0])
    if incident is None:
        raise UsageError(f"the claim {claims[0]} stands in no incident")
    own = incidents.anchors(claims)
    subjects = tuple(own[claim] for claim in claims)
    ((_, members),) = incidents.members([incident])
    staying = sorted({*incidents.anchors([c.id for c, _ in members]).values()} - set(subjects))
    if not staying:
        raise UsageError("nothing would be left of the incident; name only the claims that do not belong to it")
    return subjects, tuple((APART, anchor) for anchor in staying)

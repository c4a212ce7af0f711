"""Putting incidents together and taking them apart by hand: which may be one, and the decision on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from recoupe.errors import UsageError
from recoupe.model import Claim, Decision, DecisionKind, Incident, Report
from recoupe.pipeline.deciding import standing
from recoupe.pipeline.regrouping import merged, split_off
from recoupe.web.desk import Desk
from recoupe.web.judging import Changes, Stale, token_of
from recoupe.web.rendering import sentence

NEAR_DAYS = 3
NEXT = 30
"""So many that follow at the same place are compared with each."""
FINE = 1
"""Decimals of a degree within which places count as one: about 10 km."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two incidents at one place within a few days. ``days``: between the ends that are nearest."""

    left: str
    right: str
    days: int


@dataclass(frozen=True, slots=True)
class Beside:
    """An incident with its claims and their sentences, to be set beside another."""

    incident: Incident
    claims: tuple[tuple[Claim, Report, tuple[str, str, str]], ...]


def pairs(desk: Desk, *, of: str | None = None) -> list[Pair]:
    """Those nearest in time first; with ``of``, only pairs that this incident is in."""
    from recoupe.web.pages.mapping import incidents_of

    spots = sorted(incidents_of(desk), key=lambda s: (round(s.lat, FINE), round(s.lon, FINE), s.first or 0, s.incident))
    found: dict[tuple[str, str], int] = {}
    for _, near in groupby(spots, key=lambda s: (round(s.lat, FINE), round(s.lon, FINE))):
        listed = list(near)
        for n, one in enumerate(listed):
            for other in listed[n + 1 : n + 1 + NEXT]:
                days = max(0, (other.first or 0) - (one.last or 0))
                if days > NEAR_DAYS:
                    break
                if one.incident != other.incident and (of is None or of in (one.incident, other.incident)):
                    key = (min(one.incident, other.incident), max(one.incident, other.incident))
                    found[key] = min(days, found.get(key, days))
    return sorted((Pair(a, b, days) for (a, b), days in found.items()), key=lambda p: (p.days, p.left, p.right))


def beside(desk: Desk, id: str) -> Beside:
    """Raises ``NoSuchIncident``."""
    incident, _ = desk.incident(id)
    ((_, members),) = desk.store.incidents.members([incident.id])
    return Beside(incident, tuple((c, r, sentence(r, c.evidence)) for c, r in members))


def seen_of(desk: Desk, ids: Sequence[str]) -> str:
    """The state of what people decided on incidents, for a stale form to be noticed."""
    return token_of(_on(desk, [anchor for id in ids for anchor in desk.store.incidents.tellings_in(id)]))


def merge(desk: Desk, ids: Sequence[str], *, author: str, reason: str, seen: str) -> Decision:
    """Raises ``NoSuchIncident``; ``Stale`` when somebody decided on them since ``seen``; ``UsageError`` for fewer than two."""
    found = [desk.incident(id)[0].id for id in ids]
    anchors = tuple(anchor for one in dict.fromkeys(found) for anchor in desk.store.incidents.tellings_in(one))
    made = _decision(DecisionKind.MERGE, anchors, (), author=author, reason=reason)
    _refuse_stale(desk, made, found, seen=seen)
    merged(desk.store.incidents, found)
    desk.store.decisions.add([made])
    return made


def split(desk: Desk, id: str, claims: Sequence[str], *, author: str, reason: str, seen: str) -> Decision:
    """Raises ``NoSuchIncident``, ``Stale`` and ``UsageError`` likewise."""
    incident = desk.incident(id)[0]
    if not set(claims) <= set(incident.claims):
        raise UsageError("not every claim that is named stands in this incident; look at it again")
    subjects, apart = split_off(desk.store.incidents, claims)
    made = _decision(DecisionKind.SPLIT, subjects, apart, author=author, reason=reason)
    _refuse_stale(desk, made, [incident.id], seen=seen)
    desk.store.decisions.add([made])
    return made


def _decision(kind: DecisionKind, subjects: tuple[str, ...], changes: Changes, *, author: str, reason: str) -> Decision:
    if not author.strip():
        raise UsageError("every decision has an author: write your name or initials")
    return Decision(kind, subjects, author.strip(), datetime.now(UTC).replace(microsecond=0), reason.strip(), changes)


def _refuse_stale(desk: Desk, made: Decision, ids: Sequence[str], *, seen: str) -> None:
    if seen != seen_of(desk, ids):
        known = {d.id: d for d in desk.store.decisions.all()}
        was = tuple(known[id] for id in seen.split() if id in known)
        again = "/review/incidents?" + "&".join(f"{side}={id}" for side, id in zip(("left", "right"), ids, strict=False))
        raise Stale(made, _on(desk, made.subjects), was, again=again)


def _on(desk: Desk, anchors: Sequence[str]) -> tuple[Decision, ...]:
    """Standing decisions that name one of these claims, oldest first."""
    wanted = set(anchors)
    return tuple(d for d in standing(desk.store.decisions.all()) if not wanted.isdisjoint(d.subjects))

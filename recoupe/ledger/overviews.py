"""What the workbench asks of a ledger as a whole: light rows of all claims and incidents, and who is spoken of how often."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa

from recoupe.ledger import tables as t
from recoupe.ledger.load import load_claims, load_reports
from recoupe.model import Claim, QuantityKind, Report

_KINDS = (QuantityKind.KILLED, QuantityKind.WOUNDED, QuantityKind.CAPTURED, QuantityKind.MISSING, QuantityKind.DISPLACED)
PEOPLE = tuple(kind.value for kind in _KINDS)


@dataclass(frozen=True, slots=True)
class State:
    """Numbers that change with the ledger. ``texts``: readings and appearances; ``incidents``: how often they were changed."""

    texts: tuple[int, int]
    incidents: int
    decisions: int


class ClaimHead(NamedTuple):
    """``people``: the largest number of people that a figure of it speaks of. ``incident``: None for a claim in none."""

    id: str
    anchor: str
    event: str
    confidence: float
    people: float
    incident: str | None
    key: int
    """Of its row."""


class Spotted(NamedTuple):
    """Where one telling puts its incident, and when, in ordinal days."""

    incident: str
    event: str
    first: int | None
    last: int | None
    lat: float
    lon: float
    precision: str
    killed: float | None
    place: str = ""
    """Id of the place."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An entity, the name that it bears most often, and in how many claims it stands."""

    id: str
    name: str
    claims: int


def state(connection: sa.Connection) -> State:
    columns = (t.readings.c.key, t.appearances.c.key, t.decisions.c.number)
    last = [sa.select(sa.func.coalesce(sa.func.max(column), 0)).scalar_subquery() for column in columns]
    row = connection.execute(sa.select(*last)).one()
    return State((row[0], row[1]), changes_of_incidents(connection), row[2])


def changes_of_incidents(connection: sa.Connection) -> int:
    """How often incidents were changed; kept in the file's header, and set back with the transaction that changes them."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def count_change_of_incidents(connection: sa.Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA user_version = {(changes_of_incidents(connection) + 1) % 2**31}")


_CLAIM_HEADS = f"""
SELECT c.id, h.anchor, c.event, c.confidence, coalesce(q.most, 0.0), 'i' || t.incident, h.claim
FROM told_claims h CROSS JOIN claims c ON c.key = h.claim JOIN readings r ON r.key = c.reading
LEFT JOIN tellings t ON t.key = h.telling
LEFT JOIN (
    SELECT claim, max(coalesce(max, min)) AS most FROM quantities WHERE kind IN ({", ".join(f"'{kind}'" for kind in PEOPLE)})
    GROUP BY claim
) q ON q.claim = h.claim
WHERE r.newest ORDER BY h.claim"""


def claim_heads(connection: sa.Connection) -> list[ClaimHead]:
    """All claims of newest readings that were cross-checked."""
    return list(map(ClaimHead._make, connection.exec_driver_sql(_CLAIM_HEADS).cursor.fetchall()))


def homes(connection: sa.Connection) -> list[tuple[int, str | None]]:
    """The incident of every claim that was cross-checked, by its row, in the order of ``claim_heads``: in a sixth of its time."""
    rows = connection.exec_driver_sql(
        "SELECT h.claim, 'i' || t.incident FROM told_claims h LEFT JOIN tellings t ON t.key = h.telling ORDER BY h.claim"
    )
    return [(key, incident) for key, incident in rows.cursor.fetchall()]


def reports_telling(connection: sa.Connection) -> dict[str, int]:
    """How many reports tell of each incident."""
    rows = connection.exec_driver_sql("SELECT 'i' || incident, count(DISTINCT reading) FROM tellings GROUP BY incident")
    return dict(map(tuple, rows.cursor.fetchall()))


def spotted(connection: sa.Connection) -> Iterator[Spotted]:
    """Every telling that says where, each of its places."""
    rows = connection.exec_driver_sql("SELECT 'i' || incident, told, first, last FROM tellings").cursor.fetchall()
    for incident, told, first, last in rows:
        raw = json.loads(told)
        killed = max((f[2] or f[1] or 0 for f in raw["tolls"] if f[0] == QuantityKind.KILLED.value), default=None)
        for key, precision, lat, lon, *_ in raw["spots"]:
            if lat is not None and lon is not None:
                yield Spotted(incident, raw["events"][0], first, last, lat, lon, precision, killed, key)


def mentioned_actors(connection: sa.Connection) -> list[Mentioned]:
    """Actors that take part or speak in claims, those in most claims first."""
    return _mentioned(connection, (t.participants, t.speakers))


def mentioned_places(connection: sa.Connection) -> list[Mentioned]:
    return _mentioned(connection, (t.places,))


def _mentioned(connection: sa.Connection, tables: tuple[sa.Table, ...]) -> list[Mentioned]:
    parts = [sa.select(table.c.label, table.c.claim) for table in tables]
    every = sa.union(*parts).subquery()
    newest = sa.select(t.claims.c.key).join(t.readings).where(t.readings.c.newest)
    rows = connection.execute(
        sa.select(t.labels.c.entity, t.labels.c.name, sa.func.count(sa.distinct(every.c.claim)))
        .join(every, every.c.label == t.labels.c.key)
        .where(t.labels.c.entity != "", every.c.claim.in_(newest))
        .group_by(t.labels.c.entity, t.labels.c.name)
    )
    found: dict[str, tuple[int, str]] = {}
    for entity, name, count in rows:
        times, best = found.get(entity, (0, name))
        found[entity] = (times + count, name if count > times else best)
    listed = [Mentioned(id, name or id, count) for id, (count, name) in found.items()]
    return sorted(listed, key=lambda m: (-m.claims, m.name))


def claims_naming(connection: sa.Connection, entity: str, *, limit: int) -> list[tuple[Claim, Report]]:
    """Claims of newest readings with that very entity in any role, the newest first."""
    labels = sa.select(t.labels.c.key).where(t.labels.c.entity == entity)
    named = sa.union(
        *(sa.select(table.c.claim).where(table.c.label.in_(labels)) for table in (t.participants, t.places, t.speakers))
    )
    statement = sa.select(t.claims.c.key).join(t.readings).where(t.readings.c.newest, t.claims.c.key.in_(named))
    keys = connection.execute(statement.order_by(t.claims.c.time_from.desc(), t.claims.c.key).limit(limit)).scalars()
    return list(load_claims(connection, list(keys)))


def words_for(connection: sa.Connection, entity: str) -> list[tuple[str, int]]:
    """The words that reports use for an entity, and how often, the most frequent first."""
    tables = (t.participants, t.places, t.speakers)
    every = sa.union_all(*(sa.select(table.c.label, table.c.claim) for table in tables)).subquery()
    statement = (
        sa.select(t.labels.c.words, sa.func.count())
        .join(every, every.c.label == t.labels.c.key)
        .where(t.labels.c.entity == entity)
        .group_by(t.labels.c.words)
        .order_by(sa.func.count().desc(), t.labels.c.words)
    )
    return [(row[0], int(row[1])) for row in connection.execute(statement.limit(60))]


def reports_of(connection: sa.Connection, outlet: str, *, limit: int) -> list[Report]:
    """Newest readings' reports of an outlet by its name, the newest first."""
    chosen = sa.select(t.readings.c.appearance).join(t.appearances, t.appearances.c.key == t.readings.c.appearance)
    chosen = chosen.where(t.readings.c.newest, t.appearances.c.outlet == outlet)
    keys = list(connection.execute(chosen.order_by(t.appearances.c.published_from.desc()).limit(limit)).scalars())
    reports = load_reports(connection, keys)
    return [reports[key] for key in keys]

"""Tellings and incidents in the ledger: what blocking looks up, which pairs are linked, which claims stand in which incident."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from recoupe.ledger import overviews
from recoupe.ledger import tables as t
from recoupe.ledger.load import load_claims, load_reports
from recoupe.model import Claim, Event, Precision, Report, Spot, Telling, Toll

Connect = Callable[[], AbstractContextManager[sa.Connection]]
AT_ONCE = 500
"""Values in one list of a statement."""
INCIDENTS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Checked:
    """A reading whose claims are to be sorted into tellings. ``number``: its report's place in the order of arrival."""

    key: int
    number: int


@dataclass(frozen=True, slots=True)
class TellingRow:
    key: int
    telling: Telling


@dataclass(frozen=True, slots=True)
class IncidentHead:
    """What a list of incidents can be chosen by, before any is put together."""

    id: str
    first: int | None
    last: int | None
    claims: int
    reports: int


class IncidentTables:
    """Made by ``SqliteLedger.incidents``."""

    def __init__(self, reading: Connect, writing: Connect) -> None:
        self._reading, self._writing = reading, writing

    def outdated(self, method: str) -> tuple[list[Checked], list[int]]:
        """Newest readings that were not cross-checked by ``method``, and readings whose tellings have to go."""
        with self._reading() as connection:
            done = sa.select(t.crosschecked.c.reading).where(t.crosschecked.c.method == method)
            fresh = sa.select(t.readings.c.key, t.readings.c.report).where(t.readings.c.newest, t.readings.c.key.not_in(done))
            old = sa.select(t.crosschecked.c.reading).join(t.readings).where(
                sa.or_(~t.readings.c.newest, t.crosschecked.c.method != method)
            )
            new = [Checked(row.key, row.report) for row in connection.execute(fresh.order_by(t.readings.c.key))]
            return new, list(connection.execute(old).scalars())

    def claims_of(self, readings: Sequence[int]) -> Iterator[tuple[int, Report, list[Claim]]]:
        """Each reading with its report and claims; one without claims is left out."""
        with self._reading() as connection:
            for begin in range(0, len(readings), AT_ONCE):
                yield from _by_reading(connection, readings[begin : begin + AT_ONCE])

    @contextmanager
    def changing(self) -> Iterator[IncidentChanges]:
        """One transaction: all of it is kept, or nothing."""
        with self._writing() as connection:
            overviews.count_change_of_incidents(connection)
            yield IncidentChanges(connection)

    def heads(self, *, ids: Collection[str] | None = None) -> list[IncidentHead]:
        """All incidents, or those with ``ids``, oldest first; undated ones last."""
        first = sa.func.min(sa.func.coalesce(t.tellings.c.last, t.tellings.c.first))
        statement = (
            sa.select(
                t.tellings.c.incident, sa.func.min(t.tellings.c.first), sa.func.max(t.tellings.c.last),
                sa.func.count(t.told_claims.c.claim), sa.func.count(sa.distinct(t.tellings.c.reading)),
            )
            .join(t.told_claims, t.told_claims.c.telling == t.tellings.c.key)
            .group_by(t.tellings.c.incident)
            .order_by(first.is_(None), first, t.tellings.c.incident)
        )  # fmt: skip
        if ids is not None:
            statement = statement.where(t.tellings.c.incident.in_(sorted(ids)))
        with self._reading() as connection:
            return [IncidentHead("i" + row[0], *row[1:]) for row in connection.execute(statement)]

    def members(self, incidents: Sequence[str]) -> Iterator[tuple[str, list[tuple[Claim, Report]]]]:
        """The claims of each incident, in the order of ``incidents``."""
        with self._reading() as connection:
            for begin in range(0, len(incidents), INCIDENTS_AT_ONCE):
                yield from self._members(connection, incidents[begin : begin + INCIDENTS_AT_ONCE])

    def _members(self, connection: sa.Connection, ids: Sequence[str]) -> Iterator[tuple[str, list[tuple[Claim, Report]]]]:
        anchors = [id[1:] for id in ids]
        joined = sa.select(t.tellings.c.incident, t.told_claims.c.claim).join(
            t.told_claims, t.told_claims.c.telling == t.tellings.c.key
        )
        joined = joined.where(t.tellings.c.incident.in_(anchors))
        rows = connection.execute(joined.order_by(t.tellings.c.arrival, t.told_claims.c.claim))
        claims: dict[str, list[int]] = {anchor: [] for anchor in anchors}
        for incident, claim in rows:
            claims[incident].append(claim)
        keys = sorted({key for keys in claims.values() for key in keys})
        loaded = dict(zip(keys, load_claims(connection, keys), strict=True))
        for id, anchor in zip(ids, anchors, strict=True):
            yield id, [loaded[key] for key in claims[anchor]]

    def resolve(self, prefix: str) -> list[str]:
        """Incidents of claims whose anchor starts so: an id that was handed out leads to where its claim stands now."""
        anchor = prefix[1:] if prefix.startswith("i") else prefix
        found = sa.select(t.tellings.c.incident).distinct().join(t.told_claims, t.told_claims.c.telling == t.tellings.c.key)
        exact = found.where(t.tellings.c.incident.startswith(anchor, autoescape=True)).limit(20)
        with self._reading() as connection:
            ids = list(connection.execute(exact).scalars())
            if not ids:
                earlier = found.where(t.told_claims.c.anchor.startswith(anchor, autoescape=True)).limit(20)
                ids = list(connection.execute(earlier).scalars())
        return ["i" + id for id in sorted(ids)]

    def incident_of(self, claim: str) -> str | None:
        """The incident in which the newest reading's claim of that id stands."""
        joined = sa.select(t.tellings.c.incident).join(t.told_claims, t.told_claims.c.telling == t.tellings.c.key)
        joined = joined.join(t.claims, t.claims.c.key == t.told_claims.c.claim).where(t.claims.c.id == claim)
        with self._reading() as connection:
            found: str | None = connection.execute(joined).scalar()
        return None if found is None else "i" + found

    def why_apart(self, claim: str) -> str | None:
        """Why a claim belongs to no incident; None when it belongs to one, or is not known."""
        joined = sa.select(t.told_claims.c.apart).join(t.claims, t.claims.c.key == t.told_claims.c.claim)
        with self._reading() as connection:
            found: str | None = connection.execute(joined.where(t.claims.c.id == claim)).scalar()
        return found

    def tellings_in(self, incident: str) -> list[str]:
        """The anchors of an incident's tellings, in order of arrival."""
        found = sa.select(t.tellings.c.anchor).where(t.tellings.c.incident == incident.removeprefix("i"))
        with self._reading() as connection:
            return list(connection.execute(found.order_by(t.tellings.c.arrival, t.tellings.c.key)).scalars())

    def anchors(self, claims: Collection[str]) -> dict[str, str]:
        """The anchor of each claim, by claim id."""
        joined = sa.select(t.claims.c.id, t.told_claims.c.anchor).join(t.told_claims, t.told_claims.c.claim == t.claims.c.key)
        with self._reading() as connection:
            listed = sorted(claims)
            found: dict[str, str] = {}
            for begin in range(0, len(listed), AT_ONCE):
                rows = connection.execute(joined.where(t.claims.c.id.in_(listed[begin : begin + AT_ONCE])))
                found.update({row[0]: row[1] for row in rows})
            return found

    def apart(self) -> Iterator[tuple[str, str]]:
        """Claims that belong to no incident, with the reason."""
        joined = sa.select(t.claims.c.id, t.told_claims.c.apart).join(t.told_claims, t.told_claims.c.claim == t.claims.c.key)
        with self._reading() as connection:
            rows = connection.execute(joined.where(t.told_claims.c.apart.is_not(None)).order_by(t.claims.c.key)).all()
        yield from ((row[0], row[1]) for row in rows)

    def claim_heads(self) -> list[overviews.ClaimHead]:
        with self._reading() as connection:
            return overviews.claim_heads(connection)

    def homes(self) -> list[tuple[int, str | None]]:
        with self._reading() as connection:
            return overviews.homes(connection)

    def reports_telling(self) -> dict[str, int]:
        with self._reading() as connection:
            return overviews.reports_telling(connection)

    def spotted(self) -> list[overviews.Spotted]:
        with self._reading() as connection:
            return list(overviews.spotted(connection))

    def mentioned(self, *, places: bool = False) -> list[overviews.Mentioned]:
        """Actors, or places, that stand in claims."""
        with self._reading() as connection:
            return overviews.mentioned_places(connection) if places else overviews.mentioned_actors(connection)

    def claims_naming(self, entity: str, *, limit: int) -> list[tuple[Claim, Report]]:
        with self._reading() as connection:
            return overviews.claims_naming(connection, entity, limit=limit)

    def words_for(self, entity: str) -> list[tuple[str, int]]:
        with self._reading() as connection:
            return overviews.words_for(connection, entity)

    def reports_of(self, outlet: str, *, limit: int) -> list[Report]:
        with self._reading() as connection:
            return overviews.reports_of(connection, outlet, limit=limit)

    def all_reports(self) -> Iterator[tuple[Report, list[Claim]]]:
        """Newest readings with their claims, in order of arrival."""
        with self._reading() as connection:
            newest = sa.select(t.readings.c.key).where(t.readings.c.newest).order_by(t.readings.c.report)
            keys = list(connection.execute(newest).scalars())
        for _, report, claims in self.claims_of(keys):
            yield report, claims


def _by_reading(connection: sa.Connection, readings: Sequence[int]) -> Iterator[tuple[int, Report, list[Claim]]]:
    rows = connection.execute(
        sa.select(t.claims.c.key, t.claims.c.reading).where(t.claims.c.reading.in_(readings)).order_by(t.claims.c.key)
    ).all()
    owner = {row.key: row.reading for row in rows}
    found: dict[int, tuple[Report, list[Claim]]] = {}
    for key, (claim, report) in zip(owner, load_claims(connection, list(owner)), strict=True):
        found.setdefault(owner[key], (report, []))[1].append(claim)
    silent = [key for key in readings if key not in found]
    heads = connection.execute(sa.select(t.readings.c.key, t.readings.c.appearance).where(t.readings.c.key.in_(silent))).all()
    reports = load_reports(connection, [row.appearance for row in heads])
    found.update({row.key: (reports[row.appearance], []) for row in heads})
    for key in readings:
        yield key, *found[key]


class IncidentChanges:
    """What cross-checking writes, in the transaction of ``connection``."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def remove(self, readings: Sequence[int]) -> set[int]:
        """Forget the tellings of readings. Returns the tellings that were linked to them and are still there."""
        gone = self._keys(sa.select(t.tellings.c.key), t.tellings.c.reading, readings)
        touched = self.neighbours(gone) - gone
        listed = sorted(gone)
        claims = self._keys(sa.select(t.claims.c.key), t.claims.c.reading, readings)
        for table, column, values in (
            (t.told_claims, t.told_claims.c.claim, sorted(claims)), (t.blocks, t.blocks.c.telling, listed),
            (t.pairs, t.pairs.c.left, listed), (t.pairs, t.pairs.c.right, listed), (t.tellings, t.tellings.c.key, listed),
            (t.crosschecked, t.crosschecked.c.reading, list(readings)),
        ):  # fmt: skip
            for part in _parts(values):
                self._connection.execute(table.delete().where(column.in_(part)))
        return touched

    def add(
        self,
        reading: int,
        tellings: Sequence[tuple[Telling, Iterable[int]]],
        *,
        anchors: Mapping[str, str],
        apart: Mapping[str, str],
        method: str,
    ) -> list[int]:
        """Store the tellings of a reading, each with its home blocks; the keys given to them."""
        ids = {row.id: row.key for row in self._connection.execute(
            sa.select(t.claims.c.id, t.claims.c.key).where(t.claims.c.reading == reading)
        )}  # fmt: skip
        start = int(self._connection.execute(sa.select(sa.func.coalesce(sa.func.max(t.tellings.c.key), 0))).scalar_one()) + 1
        rows, told, blocks = [], [], []
        for n, (telling, home) in enumerate(tellings):
            rows.append(_row(telling, reading, start + n))
            told += [{"claim": ids[c], "telling": start + n, "anchor": anchors[c], "apart": None} for c in telling.claims]
            blocks += [{"block": block, "telling": start + n} for block in sorted(home)]
        told += [{"claim": ids[c], "telling": None, "anchor": anchors[c], "apart": why} for c, why in apart.items()]
        self._connection.execute(t.crosschecked.insert(), {"reading": reading, "method": method})
        for table, values in ((t.tellings, rows), (t.told_claims, told), (t.blocks, blocks)):
            if values:
                self._connection.execute(table.insert(), values)
        return list(range(start, start + len(rows)))

    def in_blocks(self, blocks: Collection[int]) -> set[int]:
        """Tellings that have one of these blocks as a home."""
        return self._keys(sa.select(t.blocks.c.telling).distinct(), t.blocks.c.block, sorted(blocks))

    def neighbours(self, keys: Collection[int]) -> set[int]:
        right = self._keys(sa.select(t.pairs.c.right), t.pairs.c.left, sorted(keys))
        return right | self._keys(sa.select(t.pairs.c.left), t.pairs.c.right, sorted(keys))

    def pairs_among(self, keys: Collection[int]) -> list[tuple[int, int, float]]:
        found: list[tuple[int, int, float]] = []
        for part in _parts(sorted(keys)):
            rows = self._connection.execute(sa.select(t.pairs).where(t.pairs.c.left.in_(part)))
            found += [(row.left, row.right, row.score) for row in rows]
        return found

    def link(self, pairs: Collection[tuple[int, int, float]]) -> None:
        rows = [{"left": a, "right": b, "score": s} for a, b, s in pairs]
        if rows:
            self._connection.execute(t.pairs.insert(), rows)

    def unlink(self) -> None:
        """Forget all pairs."""
        self._connection.execute(t.pairs.delete())

    def anchored(self, anchors: Collection[str]) -> dict[str, str]:
        """For anchors of claims the anchors of the tellings in which they stand."""
        joined = sa.select(t.told_claims.c.anchor, t.tellings.c.anchor.label("telling"))
        joined = joined.join(t.tellings, t.tellings.c.key == t.told_claims.c.telling)
        found: dict[str, str] = {}
        for part in _parts(sorted(anchors)):
            rows = self._connection.execute(joined.where(t.told_claims.c.anchor.in_(part)))
            found.update({row.anchor: row.telling for row in rows})
        return found

    def tellings(self, keys: Collection[int]) -> list[TellingRow]:
        found: list[TellingRow] = []
        for part in _parts(sorted(keys)):
            joined = sa.select(t.tellings.c.key, t.tellings.c.told).where(t.tellings.c.key.in_(part)).order_by(t.tellings.c.key)
            found += [TellingRow(row.key, _telling(row.told)) for row in self._connection.execute(joined)]
        return found

    def with_anchors(self, anchors: Collection[str]) -> set[int]:
        """Tellings that hold a claim with one of these anchors."""
        return self._keys(sa.select(t.told_claims.c.telling), t.told_claims.c.anchor, sorted(anchors)) - {0}

    def readings_with_anchors(self, anchors: Collection[str]) -> list[Checked]:
        joined = sa.select(t.claims.c.reading).join(t.told_claims, t.told_claims.c.claim == t.claims.c.key)
        keys = self._keys(joined, t.told_claims.c.anchor, sorted(anchors))
        newest = sa.select(t.readings.c.key, t.readings.c.report).where(t.readings.c.newest)
        rows = self._connection.execute(newest.where(t.readings.c.key.in_(sorted(keys))))
        return [Checked(row.key, row.report) for row in rows]

    def name(self, incidents: Mapping[int, str]) -> None:
        """Put tellings into incidents, by the anchor that names each."""
        rows = [{"b_key": key, "b_incident": incident} for key, incident in incidents.items()]
        if rows:
            update = t.tellings.update().where(t.tellings.c.key == sa.bindparam("b_key"))
            self._connection.execute(update.values(incident=sa.bindparam("b_incident")), rows)

    def everything(self) -> list[TellingRow]:
        rows = self._connection.execute(sa.select(t.tellings.c.key, t.tellings.c.told).order_by(t.tellings.c.key))
        return [TellingRow(row.key, _telling(row.told)) for row in rows]

    def _keys(self, statement: sa.Select[Any], column: sa.ColumnElement[Any], values: Sequence[object]) -> set[int]:
        found: set[int] = set()
        for part in _parts(values):
            found.update(key for key in self._connection.execute(statement.where(column.in_(part))).scalars() if key is not None)
        return found


def _parts(values: Iterable[object]) -> Iterator[list[object]]:
    listed = list(values)
    for begin in range(0, len(listed), AT_ONCE):
        yield listed[begin : begin + AT_ONCE]


def _row(telling: Telling, reading: int, key: int) -> dict[str, object]:
    return {
        "key": key, "reading": reading, "anchor": telling.key, "incident": telling.key, "arrival": telling.arrival,
        "first": telling.first, "last": telling.last, "told": _written(telling),
    }  # fmt: skip


def _written(telling: Telling) -> str:
    spots = [(s.key, s.precision.value, s.lat, s.lon, s.radius_km, s.country) for s in telling.spots]
    told = {
        "key": telling.key, "report": telling.report, "claims": telling.claims, "events": [e.value for e in telling.events],
        "first": telling.first, "last": telling.last, "assumed": telling.assumed, "spots": spots,
        "actors": telling.actors, "targets": telling.targets, "tolls": [(f.kind, f.min, f.max) for f in telling.tolls],
        "means": telling.means, "context": telling.context, "arrival": telling.arrival,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _telling(told: str) -> Telling:
    raw = json.loads(told)
    return Telling(
        raw["key"], raw["report"], tuple(raw["claims"]), tuple(Event(e) for e in raw["events"]), raw["first"], raw["last"],
        raw["assumed"], tuple(Spot(s[0], Precision(s[1]), *s[2:]) for s in raw["spots"]), tuple(raw["actors"]),
        tuple(raw["targets"]), tuple(Toll(*f) for f in raw["tolls"]), tuple(raw["means"]), tuple(raw["context"]),
        raw["arrival"],
    )  # fmt: skip

"""Search with facets: reports by their words and by the names in their claims, and how they spread over languages, outlets,
events, actors, places and years. Every count is a number of reports."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from recoupe.ledger import tables as t
from recoupe.ledger.load import load_claims
from recoupe.ledger.textsearch import TextHit, labels_of, matched_texts, texts_of
from recoupe.model import Claim, Report

MOST_VALUES = 12
"""Of each facet, those with most reports."""


@dataclass(frozen=True, slots=True)
class Asked:
    """``words`` of texts or names, all of them; empty for any. ``actor`` and ``place`` are ids, ``event`` a code. ``since`` and
    ``until`` are days of publication."""

    words: str = ""
    language: str = ""
    outlet: str = ""
    event: str = ""
    actor: str = ""
    place: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        return self == Asked()


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet. ``name`` is for people."""

    value: str
    name: str
    reports: int


@dataclass(frozen=True, slots=True)
class Found:
    """``claims`` name the words (without words, they are those of the chosen kind); ``texts`` have them. ``reports`` and
    ``claim_count`` are how many there are in all."""

    claims: list[tuple[Claim, Report]]
    claim_count: int
    texts: list[TextHit]
    reports: int
    facets: dict[str, tuple[Value, ...]]


def find(connection: sa.Connection, asked: Asked, *, limit: int, offset: int = 0) -> Found:
    """The newest readings alone."""
    claims = _claims(connection, asked)
    by_text = matched_texts(connection, asked.words) if asked.words.strip() else None
    wanted = _reports(connection, asked, by_text)
    keys = sa.select(sa.func.json_each(json.dumps(wanted)).table_valued("value").c.value)
    claims = claims.where(t.readings.c.report.in_(keys))
    newest = claims.order_by(t.claims.c.time_from.desc(), t.claims.c.key).limit(limit).offset(offset)
    texts = [key for key in by_text or () if key in set(wanted)][offset : offset + limit]
    return Found(
        list(load_claims(connection, list(connection.execute(newest).scalars()))),
        int(connection.execute(sa.select(sa.func.count()).select_from(claims.subquery())).scalar_one()),
        texts_of(connection, texts, asked.words), len(wanted), _facets(connection, keys),
    )  # fmt: skip


def _claims(connection: sa.Connection, asked: Asked) -> sa.Select[Any]:
    """Keys of the claims that name the words, of the chosen event, actor and place."""
    chosen = sa.select(t.claims.c.key).join(t.readings).where(t.readings.c.newest)
    if asked.words.strip():
        chosen = chosen.where(t.claims.c.key.in_(_naming(labels_of(connection, asked.words))))
    if asked.event:
        chosen = chosen.where(t.claims.c.event == asked.event)
    for id in filter(None, (asked.actor, asked.place)):
        chosen = chosen.where(t.claims.c.key.in_(_naming(_labels(id))))
    return chosen


def _reports(connection: sa.Connection, asked: Asked, by_text: Collection[int] | None) -> list[int]:
    """Keys of the reports that have the words, in their text or in a claim's names, and are of the chosen kind."""
    named = _claims(connection, replace(Asked(), words=asked.words)).with_only_columns(t.readings.c.report)
    chosen = sa.select(t.readings.c.report).join(t.appearances, t.appearances.c.key == t.readings.c.appearance)
    chosen = chosen.where(t.readings.c.newest)
    if by_text is not None:
        texts = sa.select(sa.func.json_each(json.dumps(list(by_text))).table_valued("value").c.value)
        chosen = chosen.where(sa.or_(t.readings.c.report.in_(texts), t.readings.c.report.in_(named)))
    for column, value in ((t.appearances.c.language, asked.language), (t.appearances.c.outlet, asked.outlet)):
        chosen = chosen.where(column == value) if value else chosen
    if asked.since is not None:
        chosen = chosen.where(t.appearances.c.published_to >= asked.since.isoformat())
    if asked.until is not None:
        chosen = chosen.where(t.appearances.c.published_from <= asked.until.isoformat())
    if asked.event or asked.actor or asked.place:
        kind = _claims(connection, replace(Asked(), event=asked.event, actor=asked.actor, place=asked.place))
        chosen = chosen.where(t.readings.c.report.in_(kind.with_only_columns(t.readings.c.report)))
    return list(connection.execute(chosen.distinct()).scalars())


def _naming(labels: sa.Select[Any]) -> sa.CompoundSelect[Any]:
    tables = (t.participants, t.places, t.speakers)
    return sa.union(*(sa.select(table.c.claim).where(table.c.label.in_(labels)) for table in tables))


def _labels(entity: str) -> sa.Select[Any]:
    return sa.select(t.labels.c.key).where(t.labels.c.entity == entity)


def _facets(connection: sa.Connection, reports: sa.Select[Any]) -> dict[str, tuple[Value, ...]]:
    here = sa.select(t.readings.c.report, t.appearances.c.language, t.appearances.c.outlet, t.appearances.c.published_from)
    here = here.join(t.appearances, t.appearances.c.key == t.readings.c.appearance)
    found = here.where(t.readings.c.newest, t.readings.c.report.in_(reports)).subquery()
    year = sa.func.substr(found.c.published_from, 1, 4)
    events = _by(t.claims.c.event, reports, t.claims.join(t.readings))
    return {
        "language": _values(connection, _alone(found.c.language)),
        "outlet": _values(connection, _alone(found.c.outlet)),
        "event": _values(connection, events),
        "actor": _values(connection, _entities(reports, t.participants)),
        "place": _values(connection, _entities(reports, t.places)),
        "year": _values(connection, _alone(year)),
    }


def _alone(column: sa.ColumnElement[Any]) -> sa.Select[Any]:
    return sa.select(column, column, sa.func.count()).group_by(column)


def _by(column: sa.Column[Any], reports: sa.Select[Any], joined: sa.FromClause) -> sa.Select[Any]:
    chosen = sa.select(column, column, sa.func.count(sa.distinct(t.readings.c.report))).select_from(joined)
    return chosen.where(t.readings.c.newest, t.readings.c.report.in_(reports)).group_by(column)


def _entities(reports: sa.Select[Any], table: sa.Table) -> sa.Select[Any]:
    joined = table.join(t.claims, t.claims.c.key == table.c.claim).join(t.readings, t.readings.c.key == t.claims.c.reading)
    joined = joined.join(t.labels, t.labels.c.key == table.c.label)
    counted = sa.func.count(sa.distinct(t.readings.c.report))
    chosen = sa.select(t.labels.c.entity, sa.func.max(t.labels.c.name), counted).select_from(joined)
    chosen = chosen.where(t.readings.c.newest, t.readings.c.report.in_(reports), t.labels.c.entity != "")
    return chosen.group_by(t.labels.c.entity)


def _values(connection: sa.Connection, counted: sa.Select[Any]) -> tuple[Value, ...]:
    """Those with most reports first; what has no value is left out."""
    rows = connection.execute(counted.order_by(sa.desc(sa.literal_column("3")), sa.literal_column("1")).limit(MOST_VALUES + 1))
    return tuple(Value(str(value), str(name or value), int(n)) for value, name, n in rows if value)[:MOST_VALUES]

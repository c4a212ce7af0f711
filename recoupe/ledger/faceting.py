"""Search with facets: reports by their words and by the names in their claims, and how they spread over languages, outlets,
events, actors, places and years. Every count is a number of reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from recoupe.ledger import tables as t
from recoupe.ledger.load import load_claims
from recoupe.ledger.textsearch import TextHit, labels_of, matched_texts, texts_of
from recoupe.model import Claim, Report

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
MOST_VALUES = 48
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
    """``claims`` name the words (without words, they are those of the chosen kind); ``texts`` have them (without words, they are
    the chosen reports, the newest first). ``reports`` and ``claim_count`` are how many there are in all."""

    claims: list[tuple[Claim, Report]]
    claim_count: int
    texts: list[TextHit]
    reports: int
    facets: dict[str, tuple[Value, ...]]


@dataclass(frozen=True)
class Facet:
    """Which report has which values: pairs of a report's place in ``Table.reports`` and a value's place in ``values``."""

    values: tuple[str, ...]
    names: Mapping[str, str]
    reports: Numbers
    codes: Numbers

    def having(self, value: str, size: int) -> Mask:
        mask = np.zeros(size, dtype=bool)
        if value in self._places:
            mask[self.reports[self.codes == self._places[value]]] = True
        return mask

    def counted(self, chosen: Mask) -> tuple[Value, ...]:
        """The values of the chosen reports, those with most first."""
        counts = np.bincount(self.codes[chosen[self.reports]], minlength=len(self.values))
        ranked = sorted(np.flatnonzero(counts), key=lambda n: (-counts[n], self.values[n]))[:MOST_VALUES]
        return tuple(Value(self.values[n], self.names.get(self.values[n]) or self.values[n], int(counts[n])) for n in ranked)

    @property
    def _places(self) -> dict[str, int]:
        return {value: n for n, value in enumerate(self.values)}


@dataclass(frozen=True)
class Table:
    """The reports of a ledger as facets see them, newest readings alone. Days are ordinals; 0 and a high one where unknown."""

    reports: Numbers
    """Keys, in order."""
    first: Numbers
    last: Numbers
    facets: Mapping[str, Facet]

    def among(self, keys: Iterable[int]) -> Mask:
        return np.isin(self.reports, np.fromiter(keys, dtype=np.int64))


def table(connection: sa.Connection) -> Table:
    """Read once for each state of the ledger; half a second for 100,000 claims."""
    here = sa.select(
        t.readings.c.report, t.appearances.c.language, t.appearances.c.outlet, t.appearances.c.published_from,
        t.appearances.c.published_to,
    ).join(t.appearances, t.appearances.c.key == t.readings.c.appearance)  # fmt: skip
    rows = connection.execute(here.where(t.readings.c.newest).order_by(t.readings.c.report)).all()
    keys = np.array([row[0] for row in rows], dtype=np.int64)
    place = {int(key): n for n, key in enumerate(keys)}
    names = dict(connection.execute(sa.select(t.labels.c.entity, sa.func.max(t.labels.c.name)).group_by(t.labels.c.entity)).all())
    claims = t.claims.join(t.readings, t.readings.c.key == t.claims.c.reading)
    events = sa.select(t.readings.c.report, t.claims.c.event).select_from(claims)
    parts = [_placed(connection, _entities(claims, named), place) for named in (t.participants, t.speakers)]
    actors = sorted({pair for part in parts for pair in part})
    return Table(
        keys, _days((row[3] for row in rows), len(rows), unknown=date.max.toordinal()),
        _days((row[4] for row in rows), len(rows), unknown=0),
        {
            "language": _facet([(n, row[1]) for n, row in enumerate(rows)]),
            "outlet": _facet([(n, row[2]) for n, row in enumerate(rows) if row[2]]),
            "event": _facet(_placed(connection, events, place)),
            "actor": _facet(actors, names),
            "place": _facet(_placed(connection, _entities(claims, t.places), place), names),
            "year": _facet([(n, row[3][:4]) for n, row in enumerate(rows) if row[3]]),
        },
    )  # fmt: skip


def _days(texts: Iterable[str | None], count: int, *, unknown: int) -> Numbers:
    days = (date.fromisoformat(text[:10]).toordinal() if text else unknown for text in texts)
    return np.fromiter(days, dtype=np.int64, count=count)


def _entities(claims: sa.FromClause, named: sa.Table) -> sa.Select[Any]:
    joined = claims.join(named, named.c.claim == t.claims.c.key).join(t.labels, t.labels.c.key == named.c.label)
    return sa.select(t.readings.c.report, t.labels.c.entity).select_from(joined).where(t.labels.c.entity != "")


def _placed(connection: sa.Connection, pairs: sa.Select[Any], place: Mapping[int, int]) -> list[tuple[int, str]]:
    rows = connection.execute(pairs.where(t.readings.c.newest).distinct())
    return [(place[key], value) for key, value in rows if key in place]


def _facet(pairs: Sequence[tuple[int, str]], names: Mapping[str, str] | None = None) -> Facet:
    values = tuple(sorted({value for _, value in pairs}))
    code = {value: n for n, value in enumerate(values)}
    reports = np.fromiter((n for n, _ in pairs), dtype=np.int64, count=len(pairs))
    return Facet(values, names or {}, reports, np.fromiter((code[v] for _, v in pairs), dtype=np.int64, count=len(pairs)))


def find(
    connection: sa.Connection, asked: Asked, known: Table, *, limit: int, offset: int = 0, claims_too: bool = True
) -> Found:
    """``known`` is the table of this state of the ledger. Without ``claims_too`` claims are counted and not loaded."""
    claims = _claims(connection, asked)
    by_text = matched_texts(connection, asked.words) if asked.words.strip() else None
    chosen = _reports(connection, asked, known, by_text)
    newest = claims.order_by(t.claims.c.time_from.desc(), t.claims.c.key).limit(limit).offset(offset)
    wanted = set(known.reports[chosen].tolist()) if by_text else set()
    texts = [key for key in by_text if key in wanted] if by_text is not None else newest_first(known, chosen)
    return Found(
        list(load_claims(connection, list(connection.execute(newest).scalars()))) if claims_too else [],
        int(connection.execute(sa.select(sa.func.count()).select_from(claims.subquery())).scalar_one()),
        texts_of(connection, texts[offset : offset + limit], asked.words), int(chosen.sum()),
        {name: facet.counted(chosen) for name, facet in known.facets.items()},
    )  # fmt: skip


def newest_first(known: Table, chosen: Mask) -> list[int]:
    """Keys of the chosen reports by their last day of publication; those without a day behind."""
    order = np.argsort(-known.last[chosen], kind="stable")
    keys: list[int] = known.reports[chosen][order].tolist()
    return keys


def _claims(connection: sa.Connection, asked: Asked) -> sa.Select[Any]:
    """Keys of the claims that name the words, are of the chosen event, actor and place, and stand in the chosen reports."""
    chosen = sa.select(t.claims.c.key).join(t.readings, t.readings.c.key == t.claims.c.reading).where(t.readings.c.newest)
    if asked.words.strip():
        chosen = chosen.where(t.claims.c.key.in_(_naming(labels_of(connection, asked.words))))
    if asked.event:
        chosen = chosen.where(t.claims.c.event == asked.event)
    for id in filter(None, (asked.actor, asked.place)):
        chosen = chosen.where(t.claims.c.key.in_(_naming(sa.select(t.labels.c.key).where(t.labels.c.entity == id))))
    conditions = [
        column == value for column, value in
        ((t.appearances.c.language, asked.language), (t.appearances.c.outlet, asked.outlet)) if value
    ]  # fmt: skip
    conditions += [t.appearances.c.published_to >= asked.since.isoformat()] if asked.since else []
    conditions += [t.appearances.c.published_from <= asked.until.isoformat()] if asked.until else []
    if conditions:
        chosen = chosen.join(t.appearances, t.appearances.c.key == t.readings.c.appearance).where(*conditions)
    return chosen


def _reports(connection: sa.Connection, asked: Asked, known: Table, by_text: Sequence[int] | None) -> Mask:
    """The reports that have the words, in their text or in a claim's names, and are of the chosen kind."""
    chosen = np.ones(len(known.reports), dtype=bool)
    if by_text is not None:
        named = _claims(connection, Asked(words=asked.words)).with_only_columns(t.readings.c.report).distinct()
        chosen &= known.among([*by_text, *connection.execute(named).scalars()])
    for facet in ("language", "outlet", "event", "actor", "place"):
        value = getattr(asked, facet)
        if value:
            chosen &= known.facets[facet].having(value, len(chosen))
    if asked.since is not None:
        chosen &= known.last >= asked.since.toordinal()
    if asked.until is not None:
        chosen &= known.first <= asked.until.toordinal()
    return chosen


def _naming(labels: sa.Select[Any]) -> sa.CompoundSelect[Any]:
    tables = (t.participants, t.places, t.speakers)
    return sa.union(*(sa.select(table.c.claim).where(table.c.label.in_(labels)) for table in tables))

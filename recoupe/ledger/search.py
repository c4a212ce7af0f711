"""From a query to SQL, and the spelling in which names are looked for."""

from __future__ import annotations

import unicodedata
from typing import Any

import sqlalchemy as sa

from recoupe.ledger import tables as t
from recoupe.ledger.protocols import ALL_READERS, ClaimQuery, Order


class _Bare(dict[int, int | str | None]):
    """For ``str.translate``: letters and digits as they are, accents nothing, all else a space; filled as it is asked."""

    def __missing__(self, code: int) -> int | str | None:
        char = chr(code)
        self[code] = None if unicodedata.combining(char) else code if char.isalnum() else " "
        return self[code]


_BARE = _Bare()


def sought(text: str) -> str:
    """Case folded, without accents, every run of anything but letters and digits one space: what ``sought`` columns hold.

    Unlike the folding that readers use it may change the length of a text: nothing points into its result.
    """
    return " ".join(unicodedata.normalize("NFKD", text.casefold()).translate(_BARE).split())


def claim_keys(query: ClaimQuery) -> sa.Select[Any]:
    """Selects the keys of the claims that ``query`` asks for, in its order."""
    statement = _matching(sa.select(t.claims.c.key), query)
    position = (t.claims.c.evidence_start, t.claims.c.trigger_start, t.claims.c.event, t.claims.c.id)
    if query.order is Order.ID:
        statement = statement.join(t.reports, t.reports.c.key == t.readings.c.report)
        statement = statement.order_by(t.reports.c.id, t.readings.c.reader, *position, t.readings.c.key)
    else:
        statement = statement.order_by(t.readings.c.report, t.readings.c.key.desc(), *position)
    return statement if query.limit is None else statement.limit(query.limit)


def claim_count(query: ClaimQuery) -> sa.Select[Any]:
    return _matching(sa.select(sa.func.count(t.claims.c.key)), query)


def _matching(statement: sa.Select[Any], query: ClaimQuery) -> sa.Select[Any]:
    statement = statement.select_from(t.claims.join(t.readings, t.readings.c.key == t.claims.c.reading))
    return statement.where(*_reader(query), *_when(query), *_what(query))


def _reader(query: ClaimQuery) -> list[sa.ColumnElement[bool]]:
    if query.reader == ALL_READERS:
        return []
    return [t.readings.c.newest if query.reader is None else t.readings.c.reader == query.reader]


def _when(query: ClaimQuery) -> list[sa.ColumnElement[bool]]:
    """Intervals that overlap the one asked for; an open side reaches as far as one likes."""
    begin, end, dated = t.claims.c.time_from, t.claims.c.time_to, t.claims.c.time.is_not(None)
    conditions: list[sa.ColumnElement[bool]] = [] if query.since is None and query.until is None else [dated]
    if query.since is not None:
        conditions.append(sa.or_(end.is_(None), end >= query.since.isoformat()))
    if query.until is not None:
        conditions.append(sa.or_(begin.is_(None), begin <= query.until.isoformat()))
    return conditions


def _what(query: ClaimQuery) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if query.event is not None:
        conditions.append(t.claims.c.event == query.event.value)
    if query.actor is not None:
        conditions.append(t.claims.c.key.in_(_mentioning(t.participants, query.actor)))
    if query.place is not None:
        conditions.append(t.claims.c.key.in_(_mentioning(t.places, query.place)))
    if query.source is not None:
        spoken = t.claims.c.key.in_(_mentioning(t.speakers, query.source))
        conditions.append(sa.or_(spoken, t.readings.c.report.in_(_from_outlet(query.source))))
    return conditions


def _mentioning(table: sa.Table, words: str) -> Any:
    labels = sa.select(t.labels.c.key).where(t.labels.c.sought.contains(sought(words), autoescape=True))
    return sa.select(table.c.claim).where(table.c.label.in_(labels))


def _from_outlet(words: str) -> Any:
    return sa.select(t.appearances.c.report).where(t.appearances.c.outlet_sought.contains(sought(words), autoescape=True))

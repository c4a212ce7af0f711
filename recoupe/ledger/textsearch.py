"""Search in the words of reports and the names of claims (SQLite FTS5), and what a ledger holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from recoupe.ledger import tables as t
from recoupe.ledger.load import load_claims, load_reports
from recoupe.ledger.search import sought
from recoupe.model import Claim, Report, Span

ARABIC = str.maketrans({"ة": "ه", "ى": "ي", "ـ": None, "ؤ": "و", "ئ": "ي", "ٱ": "ا"})
"""Letters that writers of Arabic exchange, and the stretching stroke."""

_EXCHANGED: dict[int, str | None] = dict.fromkeys(map(ord, "ةهىيٱا"), "_") | {ord("ـ"): None}
"""What may be written otherwise, as a pattern that takes any letter; what it finds is looked at again."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """How much a ledger holds. ``first`` and ``last``: days of publication, ISO 8601."""

    reports: int
    claims: int
    outlets: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None
    quarantined: int


@dataclass(frozen=True, slots=True)
class TextHit:
    """A report whose text has all the words, and where the first of them stand."""

    report: Report
    spans: tuple[Span, ...]


def words_of(text: str) -> str:
    """As the index holds them: case, accents and the variants of Arabic letters folded."""
    return sought(text.translate(ARABIC))


def index_text(connection: sa.Connection, *, key: int, text: str) -> None:
    connection.exec_driver_sql("INSERT INTO report_words (rowid, words) VALUES (?, ?)", (key, words_of(text)))


def search_texts(connection: sa.Connection, query: str, *, limit: int, offset: int = 0) -> list[TextHit]:
    """Reports with all the words of ``query``, the best first; a word in progress is completed."""
    return texts_of(connection, matched_texts(connection, query, limit=limit, offset=offset), query)


def matched_texts(connection: sa.Connection, query: str, *, limit: int = -1, offset: int = 0) -> list[int]:
    """Keys of the reports with all the words of ``query``, the best first; without ``limit`` all of them."""
    words = words_of(query).split()
    if not words:
        return []
    match = " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}"*'
    sql = "SELECT rowid FROM report_words WHERE report_words MATCH ? ORDER BY rank LIMIT ? OFFSET ?"
    return [row[0] for row in connection.exec_driver_sql(sql, (match, limit, offset))]


def texts_of(connection: sa.Connection, keys: Sequence[int], query: str) -> list[TextHit]:
    """The reports of ``keys`` in their order, with where the words of ``query`` stand."""
    words = words_of(query).split()
    newest = sa.select(t.readings.c.report, t.readings.c.appearance).where(t.readings.c.report.in_(keys), t.readings.c.newest)
    appearance = {row.report: row.appearance for row in connection.execute(newest)}
    reports = load_reports(connection, appearance.values())
    return [TextHit(report, _spans(report.text, words)) for key in keys if (report := reports.get(appearance.get(key, -1)))]


def _spans(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    if not words:
        return ()
    wanted = set(words)
    found = (Span(m.start(), m.end()) for m in re.finditer(r"\w+", text) if _is_one_of(m.group(), wanted, words[-1]))
    return tuple(span for span, _ in zip(found, range(20), strict=False))


def _is_one_of(word: str, wanted: set[str], last: str) -> bool:
    folded = words_of(word)
    return folded.startswith(last) or not wanted.isdisjoint(folded.split())


def search_claims(connection: sa.Connection, query: str, *, limit: int) -> list[tuple[Claim, Report]]:
    """Claims that name somebody or some place with all the words of ``query``, of the newest readings, the newest first."""
    if not words_of(query):
        return []
    labels = labels_of(connection, query)
    tables = (t.participants, t.places, t.speakers)
    named = sa.union(*(sa.select(table.c.claim).where(table.c.label.in_(labels)) for table in tables))
    statement = sa.select(t.claims.c.key).join(t.readings).where(t.readings.c.newest, t.claims.c.key.in_(named))
    keys = list(connection.execute(statement.order_by(t.claims.c.time_from.desc(), t.claims.c.key).limit(limit)).scalars())
    return list(load_claims(connection, keys))


def labels_of(connection: sa.Connection, query: str) -> sa.Select[Any]:
    """Selects keys of the labels that have all the words of ``query``; Arabic letters that writers exchange stand for one
    another."""
    every = sa.select(t.labels.c.key)
    plain = sought(query).split()
    chosen = every.where(*(t.labels.c.sought.contains(word, autoescape=True) for word in plain))
    loose = [word.translate(_EXCHANGED) for word in plain]
    if loose == plain:
        return chosen
    words = words_of(query).split()
    alike = sa.select(t.labels.c.key, t.labels.c.sought).where(*(t.labels.c.sought.like(f"%{word}%") for word in loose))
    keys = [key for key, name in connection.execute(alike) if all(word in words_of(name) for word in words)]
    return every.where(t.labels.c.key.in_(keys))


def inventory(connection: sa.Connection) -> Inventory:
    newest = sa.select(t.readings.c.appearance).where(t.readings.c.newest)
    here = t.appearances.c.key.in_(newest)
    outlets = sa.select(t.appearances.c.outlet, sa.func.count()).where(here, t.appearances.c.outlet.is_not(None))
    languages = sa.select(t.appearances.c.language, sa.func.count()).where(here).group_by(t.appearances.c.language)
    days = sa.select(sa.func.min(t.appearances.c.published_from), sa.func.max(t.appearances.c.published_to)).where(here)
    claims = sa.select(sa.func.count()).select_from(t.claims).join(t.readings).where(t.readings.c.newest)
    first, last = connection.execute(days).one()
    return Inventory(
        reports=int(connection.execute(sa.select(sa.func.count()).select_from(t.reports)).scalar_one()),
        claims=int(connection.execute(claims).scalar_one()),
        outlets=_counted(connection, outlets.group_by(t.appearances.c.outlet)),
        languages=_counted(connection, languages),
        first=first,
        last=last,
        quarantined=int(connection.execute(sa.select(sa.func.count()).select_from(t.quarantine)).scalar_one()),
    )


def _counted(connection: sa.Connection, statement: sa.Select[Any]) -> tuple[tuple[str, int], ...]:
    rows = [(str(name), int(count)) for name, count in connection.execute(statement)]
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0])))

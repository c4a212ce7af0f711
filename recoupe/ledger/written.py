"""What one transaction writes, and its entries in the log."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime

import sqlalchemy as sa

from recoupe.ledger import custody
from recoupe.ledger import tables as t
from recoupe.ledger.custody import Entry, Kind
from recoupe.ledger.intern import Interned, next_key
from recoupe.ledger.load import load_reports
from recoupe.ledger.rows import insert_rows
from recoupe.ledger.store import appearance_row, insert_reading
from recoupe.ledger.textsearch import index_text
from recoupe.model import Reading, Report, Taking, bytes_id

_ORIGINAL = sa.select(t.originals.c.size).where(t.originals.c.sha256 == sa.bindparam("digest"))
_HERE = sa.select(sa.func.max(t.appearances.c.key)).where(
    t.appearances.c.report == sa.bindparam("report"),
    t.appearances.c.path.is_not_distinct_from(sa.bindparam("path")),
    t.appearances.c.url.is_not_distinct_from(sa.bindparam("url")),
)


class Written:
    """Rows go in one by one; ``seal`` writes the log, at the end."""

    def __init__(self, connection: sa.Connection, interned: Interned) -> None:
        self._connection = connection
        self._interned = interned
        self._entries: list[Entry] = []

    def seal(self) -> None:
        custody.append(self._connection, self._entries, interned=self._interned)
        self._entries = []

    def report(self, report: Report) -> int:
        """Its key."""
        key = self._interned.number(self._connection, t.reports)
        insert_rows(self._connection, t.reports, [{"key": key, "id": report.id, "text": report.text}])
        index_text(self._connection, key=key, text=report.text)
        insert_rows(self._connection, t.sketches, [{"band": b, "report": key} for b in sorted(set(report.bands))])
        self._entries.append(Entry(Kind.REPORT, report.id, report.id))
        return key

    def appearance_for(self, report: Report, key: int) -> int:
        """The appearance that tells of the report exactly as ``report`` does, made when there is none."""
        stored = same_origin(self._connection, report, key)
        if stored is not None and load_reports(self._connection, [stored])[stored] == report:
            return stored
        return self.appearance(report, key)

    def appearance(self, report: Report, key: int) -> int:
        own = self._interned.number(self._connection, t.appearances)
        row = {"report": key, **appearance_row(report)}
        insert_rows(self._connection, t.appearances, [{"key": own, **row}])
        told = custody.taking_told(report.taking) if report.taking != Taking() else None
        if told is not None:
            insert_rows(self._connection, t.takings, [{"appearance": own, "told": told}])
        self._entries.append(Entry(Kind.APPEARANCE, str(own), custody.appearance_digest(row, told)))
        return own

    def original(self, report: Report, data: bytes) -> None:
        """Raises ``ValueError`` for other bytes than those the report was made of."""
        digest = bytes_id(data)
        if digest != report.bytes_sha256:
            raise ValueError("the original bytes are not those that the report was made of")
        table = t.originals
        if self._connection.execute(_ORIGINAL, {"digest": digest}).first() is None:
            insert_rows(self._connection, table, [{"sha256": digest, "size": len(data), "zlib": zlib.compress(data)}])
            self._entries.append(Entry(Kind.ORIGINAL, digest, digest))

    def reading(self, reading: Reading, *, report: int, appearance: int) -> None:
        key = insert_reading(self._connection, reading, report=report, appearance=appearance, interned=self._interned)
        self._entries.append(Entry(Kind.READING, str(key), custody.reading_digest(reading.reader, reading.claims)))

    def quarantine(self, name: str, data: bytes, reason: str) -> None:
        digest, table = bytes_id(data), t.quarantine
        known = sa.select(table.c.key).where(table.c.name == name, table.c.sha256 == digest)
        if self._connection.execute(known).first() is not None:
            return
        key = next_key(self._connection, table)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        row = {"key": key, "name": name, "sha256": digest, "size": len(data), "reason": reason, "at": at}
        self._connection.execute(table.insert(), row)
        self._entries.append(Entry(Kind.QUARANTINE, str(key), digest))


def same_origin(connection: sa.Connection, report: Report, key: int) -> int | None:
    """The key of the latest appearance at the report's origin."""
    asked = {"report": key, "path": report.origin.path, "url": report.origin.url}
    found: int | None = connection.execute(_HERE, asked).scalar_one()
    return found

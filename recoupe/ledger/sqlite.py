"""The ledger in one SQLite file."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError

from recoupe.errors import LedgerError, LedgerLocked, LedgerNotFound, NoSuchReport
from recoupe.ledger import custody, faceting, migrate, overviews, textsearch
from recoupe.ledger import tables as t
from recoupe.ledger.decisions import DecisionTable
from recoupe.ledger.incidents import IncidentTables
from recoupe.ledger.intern import Interned
from recoupe.ledger.load import load_claims, load_marks, load_reports, load_skipped, origin_of
from recoupe.ledger.lock import WriterLock
from recoupe.ledger.protocols import ClaimQuery, Quarantine, Standing
from recoupe.ledger.search import claim_count, claim_keys
from recoupe.ledger.store import check
from recoupe.ledger.written import Written, same_origin
from recoupe.model import Claim, Origin, PublishedBasis, Reading, Report, Taking

_WAIT_SECONDS = 5.0
_PREFIX_HITS = 20
_MOST_ALIKE = 50
"""Texts that share a band with another and are compared with it, at most."""


def open_ledger(path: Path) -> SqliteLedger:
    """To look things up, also while another process writes.

    Raises ``LedgerNotFound``, ``LedgerTooNew``, and ``LedgerError`` for a file that is no ledger. A ledger of an older version
    is brought up to date first, which raises ``LedgerLocked`` while somebody writes to it.
    """
    if not path.is_file() or path.stat().st_size == 0:
        raise LedgerNotFound(f"{path}: no ledger here; make one with recoupe read … --ledger {path}")
    with _explained(path):
        ledger = SqliteLedger(path, None)
        if not ledger._is_current():
            ledger.close()
            write_ledger(path).close()
            ledger = SqliteLedger(path, None)
        return ledger


def write_ledger(path: Path) -> SqliteLedger:
    """To add to it; made when there is none. One writer at a time: raises ``LedgerLocked`` when there is another."""
    if not path.parent.is_dir():
        raise LedgerNotFound(f"{path}: the folder {path.parent} does not exist; make it first")
    try:
        lock = WriterLock(path)
    except OSError as exc:
        raise LedgerError(f"{path}: cannot be written ({exc.strerror}); choose another place with --ledger") from exc
    try:
        with _explained(path):
            _refuse_other_files(path)
            ledger = SqliteLedger(path, lock)
            if not ledger._is_current():
                ledger._upgrade()
            return ledger
    except BaseException:
        lock.release()
        raise


def _refuse_other_files(path: Path) -> None:
    """Before anything is written, the log's settings included."""
    if path.exists() and path.stat().st_size > 0:
        with SqliteLedger(path, None) as probe:
            probe._is_current()


class SqliteLedger:
    """Use ``open_ledger`` and ``write_ledger``. Implements ``recoupe.ledger.protocols.Ledger``."""

    def __init__(self, path: Path, lock: WriterLock | None) -> None:
        self.path = path
        self._lock = lock
        self._interned = Interned()
        self._engine = _engine(path, writer=lock is not None)

    def standing(self, report: Report, reader: str) -> Standing:
        with self._reading() as connection:
            return _standing(connection, report, reader)[0]

    def add(self, reading: Reading, *, original: bytes | None = None) -> Standing:
        check(reading)
        report = reading.report
        with self._writing() as connection:
            standing, known = _standing(connection, report, reading.reader)
            if standing is Standing.READ:
                return standing
            written = Written(connection, self._interned)
            key = known or written.report(report)
            appearance = written.appearance_for(report, key)
            if original is not None:
                written.original(report, original)
            if standing.calls_for_reading:
                written.reading(reading, report=key, appearance=appearance)
            written.seal()
            return standing

    def add_origin(self, report: Report, *, original: bytes | None = None) -> bool:
        with self._writing() as connection:
            key = _report_key(connection, report.id)
            if same_origin(connection, report, key) is not None:
                return False
            written = Written(connection, self._interned)
            written.appearance(report, key)
            if original is not None:
                written.original(report, original)
            written.seal()
            return True

    def quarantine(self, name: str, data: bytes, reason: str) -> None:
        with self._writing() as connection:
            written = Written(connection, self._interned)
            written.quarantine(name, data, reason)
            written.seal()

    def quarantined(self) -> tuple[Quarantine, ...]:
        with self._reading() as connection:
            rows = connection.execute(sa.select(t.quarantine).order_by(t.quarantine.c.key))
            return tuple(Quarantine(r.name, r.sha256, r.size, r.reason, r.at) for r in rows)

    def texts_like(self, bands: Sequence[int], *, but: str) -> Iterator[tuple[str, str]]:
        with self._reading() as connection:
            keys = sa.select(t.sketches.c.report).where(t.sketches.c.band.in_(bands)).distinct().limit(_MOST_ALIKE)
            rows = connection.execute(sa.select(t.reports.c.id, t.reports.c.text).where(t.reports.c.key.in_(keys)))
            yield from ((row.id, row.text) for row in rows if row.id != but)

    def state(self) -> overviews.State:
        with self._reading() as connection:
            return overviews.state(connection)

    def inventory(self) -> textsearch.Inventory:
        with self._reading() as connection:
            return textsearch.inventory(connection)

    def search_texts(self, query: str, *, limit: int, offset: int = 0) -> list[textsearch.TextHit]:
        with self._reading() as connection:
            return textsearch.search_texts(connection, query, limit=limit, offset=offset)

    def search_claims(self, query: str, *, limit: int) -> list[tuple[Claim, Report]]:
        with self._reading() as connection:
            return textsearch.search_claims(connection, query, limit=limit)

    def facets(self) -> faceting.Table:
        with self._reading() as connection:
            return faceting.table(connection)

    def find(
        self, asked: faceting.Asked, known: faceting.Table, *, limit: int, offset: int = 0, claims_too: bool = True
    ) -> faceting.Found:
        with self._reading() as connection:
            return faceting.find(connection, asked, known, limit=limit, offset=offset, claims_too=claims_too)

    def original_bytes(self, sha256: str) -> bytes | None:
        """The original with that hash; None when it was not kept."""
        with self._reading() as connection:
            packed = connection.execute(sa.select(t.originals.c.zlib).where(t.originals.c.sha256 == sha256)).scalar_one_or_none()
            return None if packed is None else zlib.decompress(packed)

    def has_address(self, url: str) -> bool:
        with self._reading() as connection:
            found = sa.select(t.appearances.c.key).where(t.appearances.c.url == url).limit(1)
            return connection.execute(found).first() is not None

    def feed_state(self, address: str) -> Mapping[str, str]:
        with self._reading() as connection:
            row = connection.execute(sa.select(t.feeds).where(t.feeds.c.address == address)).first()
        told = {"etag": row.etag, "last-modified": row.last_modified} if row else {}
        return {name: value for name, value in told.items() if value}

    def keep_feed_state(self, address: str, state: Mapping[str, str]) -> None:
        row = {"address": address, "etag": state.get("etag"), "last_modified": state.get("last-modified")}
        with self._writing() as connection:
            connection.execute(t.feeds.delete().where(t.feeds.c.address == address))
            connection.execute(t.feeds.insert(), row)

    def takings(self, report_id: str) -> tuple[tuple[Origin, str, Taking], ...]:
        with self._reading() as connection:
            key = _report_key(connection, report_id)
            joined = sa.select(t.appearances, t.takings.c.told).outerjoin(t.takings)
            rows = connection.execute(joined.where(t.appearances.c.report == key).order_by(t.appearances.c.key))
            return tuple((origin_of(r), r.bytes_sha256, custody.taking_of(r.told) if r.told else Taking()) for r in rows)

    @property
    def incidents(self) -> IncidentTables:
        """What cross-checking keeps."""
        return IncidentTables(self._reading, self._writing)

    @property
    def decisions(self) -> DecisionTable:
        """What people have decided."""
        return DecisionTable(self._reading, self._writing)

    def custody_head(self) -> custody.Head | None:
        with self._reading() as connection:
            return custody.head(connection)

    def custody_at(self, seq: int) -> custody.Head | None:
        with self._reading() as connection:
            return custody.at_seq(connection, seq)

    def custody_log(self, *, since: int = 0) -> Iterator[tuple[custody.Head, custody.Entry]]:
        with self._reading() as connection:
            yield from custody.entries(connection, since=since)

    def custody_faults(self) -> Iterator[custody.Fault]:
        with self._reading() as connection:
            yield from custody.verify(connection)

    def reading(self, report_id: str, *, reader: str | None = None) -> Reading:
        with self._reading() as connection:
            row = _reading_row(connection, report_id, reader)
            (report,) = load_reports(connection, [row.appearance]).values()
            in_order = sa.select(t.claims.c.key).where(t.claims.c.reading == row.key).order_by(t.claims.c.key)
            keys = list(connection.execute(in_order).scalars())
            claims = tuple(claim for claim, _ in load_claims(connection, keys))
            return Reading(report, row.reader, claims, load_marks(connection, row.key), load_skipped(connection, row.key))

    def origins(self, report_id: str) -> tuple[Origin, ...]:
        with self._reading() as connection:
            key = _report_key(connection, report_id)
            table = t.appearances
            rows = connection.execute(sa.select(table).where(table.c.report == key).order_by(table.c.key.desc()))
            first = {(row.path, row.url): origin_of(row) for row in rows}
            return tuple(reversed(first.values()))

    def original(self, report_id: str) -> bytes | None:
        with self._reading() as connection:
            row = _reading_row(connection, report_id, None)
            statement = sa.select(t.originals.c.zlib).join(
                t.appearances, t.appearances.c.bytes_sha256 == t.originals.c.sha256
            )
            packed = connection.execute(statement.where(t.appearances.c.key == row.appearance)).scalar_one_or_none()
            return None if packed is None else zlib.decompress(packed)

    def claims(self, query: ClaimQuery) -> Iterator[tuple[Claim, Report]]:
        with self._reading() as connection:
            keys = list(connection.execute(claim_keys(query)).scalars())
            yield from load_claims(connection, keys)

    def count(self, query: ClaimQuery) -> int:
        with self._reading() as connection:
            return int(connection.execute(claim_count(query)).scalar_one())

    def claims_with_prefix(self, prefix: str) -> tuple[tuple[Claim, Report], ...]:
        table = t.claims
        newest = sa.select(sa.func.max(table.c.key)).where(table.c.id >= prefix, table.c.id < prefix + "\U0010ffff")
        with self._reading() as connection:
            keys = connection.execute(newest.group_by(table.c.id).order_by(table.c.id).limit(_PREFIX_HITS)).scalars()
            return tuple(load_claims(connection, [key for key in keys if key is not None]))

    def close(self) -> None:
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with _explained(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        if self._lock is None:
            raise LedgerError(f"{self.path}: opened for looking things up, not for writing")
        try:
            with self._reading() as connection, connection.execution_options(writes=True).begin():
                yield connection
        except BaseException:
            self._interned.forget()
            raise

    def _is_current(self) -> bool:
        with self._engine.connect() as connection:
            return migrate.current(connection, path=self.path) == migrate.latest()

    def _upgrade(self) -> None:
        with self._writing() as connection:
            migrate.upgrade(connection)


def _engine(path: Path, *, writer: bool) -> sa.Engine:
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)), connect_args={"timeout": _WAIT_SECONDS, "check_same_thread": False}
    )

    @sa.event.listens_for(engine, "connect")
    def _settle(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        connection.execute("PRAGMA foreign_keys = ON")
        if writer:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        else:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA wal_autocheckpoint = 0")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """SQLite's failures as ours, with what to do."""
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as exc:
        said = getattr(exc, "orig", exc)
        if "locked" in str(said):
            raise LedgerLocked(f"{path}: another program is using this ledger; try again when it has ended") from exc
        raise LedgerError(f"{path}: the ledger cannot be used ({said})") from exc
    except (DatabaseError, sqlite3.DatabaseError) as exc:
        said = getattr(exc, "orig", exc)
        if "not a database" in str(said) or "malformed" in str(said):
            raise LedgerError(f"{path}: this file is not a ledger, or it is damaged ({said})") from exc
        raise


_REPORT = sa.select(t.reports.c.key).where(t.reports.c.id == sa.bindparam("id"))
_READ = sa.select(t.readings.c.key).where(
    t.readings.c.report == sa.bindparam("report"), t.readings.c.reader == sa.bindparam("reader")
)


def _standing(connection: sa.Connection, report: Report, reader: str) -> tuple[Standing, int | None]:
    """With the report's key, if it has one."""
    key = connection.execute(_REPORT, {"id": report.id}).scalar_one_or_none()
    if key is None:
        return Standing.NEW, None
    if connection.execute(_READ, {"report": key, "reader": reader}).first() is None:
        return Standing.NEWER, key
    stored = same_origin(connection, report, key)
    if stored is None:
        return Standing.ELSEWHERE, key
    (before,) = load_reports(connection, [stored]).values()
    return (Standing.CHANGED if told_otherwise(report, before) else Standing.READ), key


def told_otherwise(report: Report, before: Report) -> bool:
    """Whether ``report`` gives a detail that differs from the stored one. A detail that it does not give is no difference."""
    names = {f.name for f in fields(Report)} & {"title", "outlet", "author", "language", "media_type"}
    given: list[tuple[Any, Any]] = [(getattr(report, name), getattr(before, name)) for name in sorted(names)]
    if report.published_basis is not PublishedBasis.INFERRED:
        given.append((report.published, before.published))
    return any(now is not None and now != then for now, then in given)


def _report_key(connection: sa.Connection, report_id: str) -> int:
    key: int | None = connection.execute(_REPORT, {"id": report_id}).scalar_one_or_none()
    if key is None:
        raise NoSuchReport(f"no report with the id {report_id} in this ledger")
    return key


def _reading_row(connection: sa.Connection, report_id: str, reader: str | None) -> sa.Row[Any]:
    statement = sa.select(t.readings).where(t.readings.c.report == _report_key(connection, report_id))
    if reader is not None:
        statement = statement.where(t.readings.c.reader == reader)
    row = connection.execute(statement.order_by(t.readings.c.key.desc()).limit(1)).first()
    if row is None:
        raise NoSuchReport(f"the report {report_id} was not read by {reader}")
    return row

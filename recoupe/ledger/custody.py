"""The chain of custody: a log of every write, each entry sealed with the hash of the one before, and its verification.

An entry's ``digest`` is of what was written. To change a stored text, an original or a claim without a trace, every later entry
would have to be made anew, which a head that was exported and signed earlier shows.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from recoupe.ledger import tables as t
from recoupe.ledger.intern import Interned
from recoupe.ledger.load import load_claims
from recoupe.ledger.rows import insert_rows
from recoupe.model import Anchor, Claim, Span, Step, Taking, bytes_id, text_id

GENESIS = "sha256:" + hashlib.sha256(b"recoupe custody log").hexdigest()


class Kind(StrEnum):
    """What was written."""

    REPORT = "report"
    ORIGINAL = "original"
    APPEARANCE = "appearance"
    READING = "reading"
    QUARANTINE = "quarantine"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Entry:
    kind: Kind
    subject: str
    """What it is about: a report's id, an original's hash, an appearance's or a reading's number in this ledger."""
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry: ``hash`` seals it and all before it."""

    seq: int
    at: str
    hash: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written."""

    subject: str
    problem: str


def append(
    connection: sa.Connection, entries: Iterable[Entry], *, interned: Interned | None = None, now: datetime | None = None
) -> None:
    """Within the transaction that wrote what the entries tell of. ``interned`` remembers the head from one to the next."""
    at = (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")
    seq, before = interned.sealed if interned is not None and interned.sealed else _last(connection)
    rows: list[dict[str, Any]] = []
    for entry in entries:
        seq += 1
        before = _sealed(seq, at, entry, before)
        told = {"kind": entry.kind.value, "subject": entry.subject, "digest": entry.digest}
        rows.append({"seq": seq, "at": at, **told, "hash": before})
    insert_rows(connection, t.custody, rows)
    if interned is not None:
        interned.sealed = (seq, before)


def _last(connection: sa.Connection) -> tuple[int, str]:
    last = head(connection)
    return (last.seq, last.hash) if last else (0, GENESIS)


def head(connection: sa.Connection) -> Head | None:
    table = t.custody
    row = connection.execute(sa.select(table.c.seq, table.c.at, table.c.hash).order_by(table.c.seq.desc()).limit(1)).first()
    return Head(row.seq, row.at, row.hash) if row else None


def at_seq(connection: sa.Connection, seq: int) -> Head | None:
    row = connection.execute(sa.select(t.custody).where(t.custody.c.seq == seq)).first()
    return Head(row.seq, row.at, row.hash) if row else None


def entries(connection: sa.Connection, *, since: int = 0) -> Iterator[tuple[Head, Entry]]:
    for row in connection.execute(sa.select(t.custody).where(t.custody.c.seq > since).order_by(t.custody.c.seq)):
        yield Head(row.seq, row.at, row.hash), Entry(Kind(row.kind), row.subject, row.digest)


def _sealed(seq: int, at: str, entry: Entry, before: str) -> str:
    return _digest([seq, at, entry.kind.value, entry.subject, entry.digest, before])


def _digest(value: object) -> str:
    packed = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(packed.encode("ascii")).hexdigest()


# ------------------------------------------------------------ digests of what is written


def taking_told(taking: Taking) -> str:
    """As it is stored."""
    told = {"steps": [asdict(s) for s in taking.steps], "anchors": [[a.start, a.label] for a in taking.anchors],
            "headers": taking.headers, "container": taking.container}  # fmt: skip
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def taking_of(told: str) -> Taking:
    value = json.loads(told)
    return Taking(
        tuple(Step(**s) for s in value["steps"]), tuple(Anchor(start, label) for start, label in value["anchors"]),
        tuple((name, text) for name, text in value["headers"]), value["container"],
    )  # fmt: skip


def appearance_digest(row: dict[str, Any], told: str | None) -> str:
    """``row`` as in ``appearances``, without its key."""
    return _digest([{name: row[name] for name in sorted(row) if name not in ("key", "outlet_sought")}, told])


def reading_digest(reader: str, claims: Iterable[Claim]) -> str:
    """Of what the claims say; the reasons for it are not sealed."""
    return _digest([reader, [_told(claim) for claim in claims]])


def _told(claim: Claim) -> list[object]:
    return [
        claim.id, claim.event.value, claim.modality.value, claim.polarity.value, _span(claim.evidence), _span(claim.trigger),
        [[_span(a.span), a.link.entity.id if a.link.entity else None] for a in (*claim.actors, *claim.targets)],
        [[_span(p.span), p.link.entity.id if p.link.entity else None, p.relation.value] for p in claim.places],
        [claim.time.value.edtf, claim.time.basis] if claim.time else None,
        [[q.kind.value, _span(q.span), _float(q.min), _float(q.max), q.unit] for q in claim.quantities],
        [[m.id.value, _span(m.span)] for m in claim.means],
        [[_span(a.span), a.kind.value, a.link.entity.id if a.link.entity else None] for a in claim.attribution],
        round(claim.confidence, 6),
    ]  # fmt: skip


def _float(value: float | None) -> float | None:
    """Counts may come as whole numbers, and are stored as floats."""
    return None if value is None else float(value)


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


# ------------------------------------------------------------ verification


def verify(connection: sa.Connection) -> Iterator[Fault]:
    """Everything that is not as the log says it was written; nothing when all is well."""
    seen: dict[Kind, set[str]] = {kind: set() for kind in Kind}
    before, expected = GENESIS, 0
    for sealed, entry in entries(connection):
        expected += 1
        if sealed.seq != expected:
            yield Fault(f"log entry {sealed.seq}", f"entry {expected} is missing before it")
            expected = sealed.seq
        if _sealed(sealed.seq, sealed.at, entry, before) != sealed.hash:
            yield Fault(f"log entry {sealed.seq}", "its seal does not fit: it, or the one before it, was changed")
        before = sealed.hash
        seen[entry.kind].add(entry.subject)
        problem = _checked(connection, entry)
        if problem is not None:
            yield Fault(f"{entry.kind.value} {entry.subject}", problem)
    yield from _unlogged(connection, seen)


def _checked(connection: sa.Connection, entry: Entry) -> str | None:
    match entry.kind:
        case Kind.REPORT:
            text = connection.execute(sa.select(t.reports.c.text).where(t.reports.c.id == entry.subject)).scalar_one_or_none()
            return None if text is not None and text_id(text) == entry.digest else _lost(text, "text")
        case Kind.ORIGINAL:
            return _checked_original(connection, entry)
        case Kind.APPEARANCE:
            return _checked_appearance(connection, entry)
        case Kind.READING:
            return _checked_reading(connection, entry)
        case Kind.QUARANTINE:
            row = connection.execute(sa.select(t.quarantine).where(t.quarantine.c.key == int(entry.subject))).first()
            return None if row is not None and row.sha256 == entry.digest else _lost(row, "entry")
        case Kind.DECISION:
            return None


def _checked_original(connection: sa.Connection, entry: Entry) -> str | None:
    packed = connection.execute(sa.select(t.originals.c.zlib).where(t.originals.c.sha256 == entry.subject)).scalar_one_or_none()
    try:
        whole = packed is not None and bytes_id(zlib.decompress(packed)) == entry.digest
    except zlib.error:
        whole = False
    return None if whole else _lost(packed, "bytes")


def _checked_appearance(connection: sa.Connection, entry: Entry) -> str | None:
    key = int(entry.subject)
    row = connection.execute(sa.select(t.appearances).where(t.appearances.c.key == key)).mappings().first()
    told = connection.execute(sa.select(t.takings.c.told).where(t.takings.c.appearance == key)).scalar_one_or_none()
    return None if row is not None and appearance_digest(dict(row), told) == entry.digest else _lost(row, "details")


def _checked_reading(connection: sa.Connection, entry: Entry) -> str | None:
    key = int(entry.subject)
    row = connection.execute(sa.select(t.readings).where(t.readings.c.key == key)).first()
    if row is None:
        return _lost(None, "reading")
    ordered = sa.select(t.claims.c.key).where(t.claims.c.reading == key).order_by(t.claims.c.key)
    keys = list(connection.execute(ordered).scalars())
    claims = (claim for claim, _ in load_claims(connection, keys))
    return None if reading_digest(row.reader, claims) == entry.digest else "its claims are not those that were written"


def _lost(found: object, what: str) -> str:
    return f"its {what} is gone" if found is None else f"its {what} is not what was written"


def _unlogged(connection: sa.Connection, seen: dict[Kind, set[str]]) -> Iterator[Fault]:
    """Rows that no entry tells of; a ledger that is older than the log has such rows from before its first entry."""
    columns: tuple[tuple[Kind, Any], ...] = (
        (Kind.REPORT, t.reports.c.id), (Kind.ORIGINAL, t.originals.c.sha256), (Kind.APPEARANCE, t.appearances.c.key),
        (Kind.READING, t.readings.c.key),
    )  # fmt: skip
    for kind, column in columns:
        for value in connection.execute(sa.select(column)).scalars():
            if str(value) not in seen[kind]:
                yield Fault(f"{kind.value} {value}", "the log does not tell of it")

"""The tables. Migrations make them; a test holds that both agree.

What recurs is stored once: the words and entity of a mention (``labels``), a decision with its candidates and reasons
(``links``), and the wording of a reason (``wordings``). ``labels.sought`` is what filters look into: a filter scans the few
distinct labels, then goes by index to the many mentions.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _key() -> Column[int]:
    return Column("key", Integer, primary_key=True)


def _claim() -> Column[int]:
    return Column("claim", Integer, ForeignKey("claims.key"), primary_key=True)


def _ordinal() -> Column[int]:
    return Column("ordinal", Integer, primary_key=True)


def _span(prefix: str = "", *, optional: bool = False) -> tuple[Column[int], Column[int]]:
    return Column(f"{prefix}start", Integer, nullable=optional), Column(f"{prefix}end", Integer, nullable=optional)


def _mention() -> tuple[Column[int], ...]:
    return (
        *_span(),
        Column("label", Integer, ForeignKey("labels.key"), nullable=False),
        Column("link", Integer, ForeignKey("links.key")),
    )


reports = Table(
    "reports", metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
)

originals = Table(
    "originals", metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("zlib", LargeBinary, nullable=False),
)

appearances = Table(
    "appearances", metadata,
    _key(),
    Column("report", Integer, ForeignKey("reports.key"), nullable=False, index=True),
    Column("path", Text),
    Column("url", Text, index=True),
    Column("taken", Text),
    Column("bytes_sha256", Text, nullable=False),
    Column("encoding", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("outlet_sought", Text, nullable=False),
    Column("author", Text),
    Column("published", Text),
    Column("published_from", Text),
    Column("published_to", Text),
    Column("published_basis", Text),
    Column("published_note", Text),
)

readings = Table(
    "readings", metadata,
    _key(),
    Column("report", Integer, ForeignKey("reports.key"), nullable=False, index=True),
    Column("appearance", Integer, ForeignKey("appearances.key"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("newest", Boolean, nullable=False),
)

skipped = Table(
    "skipped", metadata,
    Column("reading", Integer, ForeignKey("readings.key"), primary_key=True),
    _ordinal(),
    Column("reason", Text, nullable=False),
    Column("times", Integer, nullable=False),
)

marks = Table(
    "marks", metadata,
    Column("reading", Integer, ForeignKey("readings.key"), primary_key=True),
    _ordinal(),
    *_span(),
    Column("kind", Text, nullable=False),
    Column("whose", Text),
    Column("neutral", Text),
    sqlite_with_rowid=False,
)

claims = Table(
    "claims", metadata,
    _key(),
    Column("reading", Integer, ForeignKey("readings.key"), nullable=False, index=True),
    Column("id", Text, nullable=False, index=True),
    Column("event", Text, nullable=False),
    Column("modality", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    *_span("evidence_"),
    *_span("trigger_"),
    Column("time", Text),
    Column("time_from", Text),
    Column("time_to", Text),
    Column("time_basis", Text),
    *_span("time_", optional=True),
    Column("confidence", Float, nullable=False),
    UniqueConstraint("reading", "id"),
    Index("ix_claims_event", "event"),
    Index("ix_claims_time_from_time_to", "time_from", "time_to"),
)

labels = Table(
    "labels", metadata,
    _key(),
    Column("words", Text, nullable=False),
    Column("entity", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("sought", Text, nullable=False),
    UniqueConstraint("words", "entity", "name"),
)

wordings = Table(
    "wordings", metadata,
    _key(),
    Column("text", Text, nullable=False, unique=True),
)

links = Table(
    "links", metadata,
    _key(),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("chosen", Integer),
    Column("decided_by", Text, nullable=False),
)

candidates = Table(
    "candidates", metadata,
    Column("link", Integer, ForeignKey("links.key"), primary_key=True),
    _ordinal(),
    Column("entity", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)

candidate_reasons = Table(
    "candidate_reasons", metadata,
    Column("link", Integer, primary_key=True),
    Column("candidate", Integer, primary_key=True),
    _ordinal(),
    Column("wording", Integer, ForeignKey("wordings.key"), nullable=False),
    Column("weight", Float, nullable=False),
    sa.ForeignKeyConstraint(["link", "candidate"], ["candidates.link", "candidates.ordinal"]),
    sqlite_with_rowid=False,
)

claim_reasons = Table(
    "claim_reasons", metadata,
    _claim(),
    _ordinal(),
    Column("wording", Integer, ForeignKey("wordings.key"), nullable=False),
    Column("weight", Float, nullable=False),
    sqlite_with_rowid=False,
)

participants = Table(
    "participants", metadata,
    _claim(),
    Column("role", Text, primary_key=True),
    _ordinal(),
    *_mention(),
    Column("loaded", Boolean, nullable=False),
    *_span("allies_", optional=True),
    *_span("antecedent_", optional=True),
    Index("ix_participants_label_claim", "label", "claim"),
    sqlite_with_rowid=False,
)

places = Table(
    "places", metadata,
    _claim(),
    _ordinal(),
    *_mention(),
    Column("relation", Text, nullable=False),
    Column("precision", Text, nullable=False),
    Column("country", Text),
    Column("lat", Float),
    Column("lon", Float),
    Index("ix_places_label_claim", "label", "claim"),
    sqlite_with_rowid=False,
)

speakers = Table(
    "speakers", metadata,
    _claim(),
    _ordinal(),
    *_mention(),
    Column("kind", Text, nullable=False),
    Column("cue", Text, nullable=False),
    *_span("cue_", optional=True),
    Index("ix_speakers_label_claim", "label", "claim"),
    sqlite_with_rowid=False,
)

quantities = Table(
    "quantities", metadata,
    _claim(),
    _ordinal(),
    Column("kind", Text, nullable=False),
    *_span(),
    Column("min", Float),
    Column("max", Float),
    Column("unit", Text, nullable=False),
    Column("of", Text),
    sqlite_with_rowid=False,
)

quantity_flags = Table(
    "quantity_flags", metadata,
    Column("claim", Integer, primary_key=True),
    Column("quantity", Integer, primary_key=True),
    _ordinal(),
    Column("flag", Text, nullable=False),
    sa.ForeignKeyConstraint(["claim", "quantity"], ["quantities.claim", "quantities.ordinal"]),
    sqlite_with_rowid=False,
)

means = Table(
    "means", metadata,
    _claim(),
    _ordinal(),
    Column("id", Text, nullable=False),
    *_span(),
    sqlite_with_rowid=False,
)

takings = Table(
    "takings", metadata,
    Column("appearance", Integer, ForeignKey("appearances.key"), primary_key=True),
    Column("told", Text, nullable=False),
)

sketches = Table(
    "sketches", metadata,
    Column("band", BigInteger, primary_key=True),
    Column("report", Integer, ForeignKey("reports.key"), primary_key=True),
    sqlite_with_rowid=False,
)

quarantine = Table(
    "quarantine", metadata,
    _key(),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    UniqueConstraint("name", "sha256"),
)

feeds = Table(
    "feeds", metadata,
    Column("address", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
)

custody = Table(
    "custody", metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

crosschecked = Table(
    "crosschecked", metadata,
    Column("reading", Integer, ForeignKey("readings.key"), primary_key=True, autoincrement=False),
    Column("method", Text, nullable=False),
)

tellings = Table(
    "tellings", metadata,
    _key(),
    Column("reading", Integer, ForeignKey("readings.key"), nullable=False, index=True),
    Column("anchor", Text, nullable=False, index=True),
    Column("incident", Text, nullable=False, index=True),
    Column("arrival", Integer, nullable=False),
    Column("first", Integer),
    Column("last", Integer),
    Column("told", Text, nullable=False),
)

told_claims = Table(
    "told_claims", metadata,
    Column("claim", Integer, ForeignKey("claims.key"), primary_key=True, autoincrement=False),
    Column("telling", Integer, ForeignKey("tellings.key"), index=True),
    Column("anchor", Text, nullable=False, index=True),
    Column("apart", Text),
)

blocks = Table(
    "blocks", metadata,
    Column("block", Integer, primary_key=True, autoincrement=False),
    Column("telling", Integer, ForeignKey("tellings.key"), primary_key=True, autoincrement=False, index=True),
    sqlite_with_rowid=False,
)

pairs = Table(
    "pairs", metadata,
    Column("left", Integer, ForeignKey("tellings.key"), primary_key=True, autoincrement=False),
    Column("right", Integer, ForeignKey("tellings.key"), primary_key=True, autoincrement=False, index=True),
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)

decisions = Table(
    "decisions", metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("subjects", Text, nullable=False),
    Column("changes", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("undoes", Text),
)

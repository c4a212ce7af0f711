"""The first form of the ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _reports()
    _recurring()
    _claims()
    _mentions()


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back to an older form: keep a copy before you upgrade")


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_reports"),
        sa.UniqueConstraint("id", name="uq_reports_id"),
    )
    op.create_table(
        "originals",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("zlib", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_originals"),
    )
    op.create_table(
        "appearances",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("taken", sa.Text(), nullable=True),
        sa.Column("bytes_sha256", sa.Text(), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("outlet_sought", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("published_from", sa.Text(), nullable=True),
        sa.Column("published_to", sa.Text(), nullable=True),
        sa.Column("published_basis", sa.Text(), nullable=True),
        sa.Column("published_note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name="fk_appearances_report"),
        sa.PrimaryKeyConstraint("key", name="pk_appearances"),
    )
    op.create_index("ix_appearances_report", "appearances", ["report"])
    op.create_table(
        "readings",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("appearance", sa.Integer(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("newest", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["appearance"], ["appearances.key"], name="fk_readings_appearance"),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name="fk_readings_report"),
        sa.PrimaryKeyConstraint("key", name="pk_readings"),
    )
    op.create_index("ix_readings_report", "readings", ["report"])
    op.create_table(
        "skipped",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.key"], name="fk_skipped_reading"),
        sa.PrimaryKeyConstraint("reading", "ordinal", name="pk_skipped"),
    )
    op.create_table(
        "marks",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("whose", sa.Text(), nullable=True),
        sa.Column("neutral", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["reading"], ["readings.key"], name="fk_marks_reading"),
        sa.PrimaryKeyConstraint("reading", "ordinal", name="pk_marks"),
        sqlite_with_rowid=False,
    )


def _recurring() -> None:
    op.create_table(
        "labels",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sought", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_labels"),
        sa.UniqueConstraint("words", "entity", "name", name="uq_labels_words_entity_name"),
    )
    op.create_table(
        "wordings",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_wordings"),
        sa.UniqueConstraint("text", name="uq_wordings_text"),
    )
    op.create_table(
        "links",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_links"),
        sa.UniqueConstraint("digest", name="uq_links_digest"),
    )
    op.create_table(
        "candidates",
        sa.Column("link", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["link"], ["links.key"], name="fk_candidates_link"),
        sa.PrimaryKeyConstraint("link", "ordinal", name="pk_candidates"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "candidate_reasons",
        sa.Column("link", sa.Integer(), nullable=False),
        sa.Column("candidate", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["link", "candidate"], ["candidates.link", "candidates.ordinal"], name="fk_candidate_reasons_link_candidate"
        ),
        sa.ForeignKeyConstraint(["wording"], ["wordings.key"], name="fk_candidate_reasons_wording"),
        sa.PrimaryKeyConstraint("link", "candidate", "ordinal", name="pk_candidate_reasons"),
        sqlite_with_rowid=False,
    )


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("polarity", sa.Text(), nullable=False),
        sa.Column("evidence_start", sa.Integer(), nullable=False),
        sa.Column("evidence_end", sa.Integer(), nullable=False),
        sa.Column("trigger_start", sa.Integer(), nullable=False),
        sa.Column("trigger_end", sa.Integer(), nullable=False),
        sa.Column("time", sa.Text(), nullable=True),
        sa.Column("time_from", sa.Text(), nullable=True),
        sa.Column("time_to", sa.Text(), nullable=True),
        sa.Column("time_basis", sa.Text(), nullable=True),
        sa.Column("time_start", sa.Integer(), nullable=True),
        sa.Column("time_end", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.key"], name="fk_claims_reading"),
        sa.PrimaryKeyConstraint("key", name="pk_claims"),
        sa.UniqueConstraint("reading", "id", name="uq_claims_reading_id"),
    )
    op.create_index("ix_claims_event", "claims", ["event"])
    op.create_index("ix_claims_id", "claims", ["id"])
    op.create_index("ix_claims_reading", "claims", ["reading"])
    op.create_index("ix_claims_time_from_time_to", "claims", ["time_from", "time_to"])
    op.create_table(
        "claim_reasons",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.key"], name="fk_claim_reasons_claim"),
        sa.ForeignKeyConstraint(["wording"], ["wordings.key"], name="fk_claim_reasons_wording"),
        sa.PrimaryKeyConstraint("claim", "ordinal", name="pk_claim_reasons"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "quantities",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("min", sa.Float(), nullable=True),
        sa.Column("max", sa.Float(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claims.key"], name="fk_quantities_claim"),
        sa.PrimaryKeyConstraint("claim", "ordinal", name="pk_quantities"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "quantity_flags",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("flag", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim", "quantity"], ["quantities.claim", "quantities.ordinal"], name="fk_quantity_flags_claim_quantity"
        ),
        sa.PrimaryKeyConstraint("claim", "quantity", "ordinal", name="pk_quantity_flags"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "means",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.key"], name="fk_means_claim"),
        sa.PrimaryKeyConstraint("claim", "ordinal", name="pk_means"),
        sqlite_with_rowid=False,
    )


def _mentions() -> None:
    op.create_table(
        "participants",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("label", sa.Integer(), nullable=False),
        sa.Column("link", sa.Integer(), nullable=True),
        sa.Column("loaded", sa.Boolean(), nullable=False),
        sa.Column("allies_start", sa.Integer(), nullable=True),
        sa.Column("allies_end", sa.Integer(), nullable=True),
        sa.Column("antecedent_start", sa.Integer(), nullable=True),
        sa.Column("antecedent_end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claims.key"], name="fk_participants_claim"),
        sa.ForeignKeyConstraint(["label"], ["labels.key"], name="fk_participants_label"),
        sa.ForeignKeyConstraint(["link"], ["links.key"], name="fk_participants_link"),
        sa.PrimaryKeyConstraint("claim", "role", "ordinal", name="pk_participants"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_participants_label_claim", "participants", ["label", "claim"])
    op.create_table(
        "places",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("label", sa.Integer(), nullable=False),
        sa.Column("link", sa.Integer(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claims.key"], name="fk_places_claim"),
        sa.ForeignKeyConstraint(["label"], ["labels.key"], name="fk_places_label"),
        sa.ForeignKeyConstraint(["link"], ["links.key"], name="fk_places_link"),
        sa.PrimaryKeyConstraint("claim", "ordinal", name="pk_places"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_places_label_claim", "places", ["label", "claim"])
    op.create_table(
        "speakers",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("label", sa.Integer(), nullable=False),
        sa.Column("link", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claims.key"], name="fk_speakers_claim"),
        sa.ForeignKeyConstraint(["label"], ["labels.key"], name="fk_speakers_label"),
        sa.ForeignKeyConstraint(["link"], ["links.key"], name="fk_speakers_link"),
        sa.PrimaryKeyConstraint("claim", "ordinal", name="pk_speakers"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_speakers_label_claim", "speakers", ["label", "claim"])

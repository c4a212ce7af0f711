"""What incidents are found by, which claims stand in which, and people's decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _tellings()
    _lookups()
    _decisions()


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back to an older form: keep a copy before you upgrade")


def _tellings() -> None:
    op.create_table(
        "crosschecked",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.key"], name="fk_crosschecked_reading"),
        sa.PrimaryKeyConstraint("reading", name="pk_crosschecked"),
    )
    op.create_table(
        "tellings",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("arrival", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=True),
        sa.Column("last", sa.Integer(), nullable=True),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.key"], name="fk_tellings_reading"),
        sa.PrimaryKeyConstraint("key", name="pk_tellings"),
    )
    op.create_index("ix_tellings_reading", "tellings", ["reading"])
    op.create_index("ix_tellings_anchor", "tellings", ["anchor"])
    op.create_index("ix_tellings_incident", "tellings", ["incident"])
    op.create_table(
        "told_claims",
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("telling", sa.Integer(), nullable=True),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("apart", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claims.key"], name="fk_told_claims_claim"),
        sa.ForeignKeyConstraint(["telling"], ["tellings.key"], name="fk_told_claims_telling"),
        sa.PrimaryKeyConstraint("claim", name="pk_told_claims"),
    )
    op.create_index("ix_told_claims_telling", "told_claims", ["telling"])
    op.create_index("ix_told_claims_anchor", "told_claims", ["anchor"])


def _lookups() -> None:
    op.create_table(
        "blocks",
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("telling", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["telling"], ["tellings.key"], name="fk_blocks_telling"),
        sa.PrimaryKeyConstraint("block", "telling", name="pk_blocks"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_blocks_telling", "blocks", ["telling"])
    op.create_table(
        "pairs",
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["left"], ["tellings.key"], name="fk_pairs_left"),
        sa.ForeignKeyConstraint(["right"], ["tellings.key"], name="fk_pairs_right"),
        sa.PrimaryKeyConstraint("left", "right", name="pk_pairs"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pairs_right", "pairs", ["right"])


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subjects", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_decisions"),
        sa.UniqueConstraint("id", name="uq_decisions_id"),
    )

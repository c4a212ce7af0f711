"""How reports were taken in, copies, quarantine, and the log of every write."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "takings",
        sa.Column("appearance", sa.Integer(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["appearance"], ["appearances.key"], name="fk_takings_appearance"),
        sa.PrimaryKeyConstraint("appearance", name="pk_takings"),
    )
    op.create_table(
        "sketches",
        sa.Column("band", sa.BigInteger(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.key"], name="fk_sketches_report"),
        sa.PrimaryKeyConstraint("band", "report", name="pk_sketches"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "quarantine",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_quarantine"),
        sa.UniqueConstraint("name", "sha256", name="uq_quarantine_name_sha256"),
    )
    op.create_table(
        "feeds",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("address", name="pk_feeds"),
    )
    op.create_index("ix_appearances_url", "appearances", ["url"])
    op.create_table(
        "custody",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_custody"),
    )


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back to an older form: keep a copy before you upgrade")

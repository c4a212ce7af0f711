"""An index of the words of the reports, for search."""

import sqlalchemy as sa
from alembic import op

from recoupe.ledger.textsearch import index_text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("CREATE VIRTUAL TABLE report_words USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2')")
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT key, text FROM reports")).all()
    for key, text in rows:
        index_text(connection, key=key, text=text)


def downgrade() -> None:
    raise NotImplementedError("a ledger is never taken back to an older form: keep a copy before you upgrade")

"""The form of a ledger: making it, recognising it, bringing it up to date."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from recoupe.errors import LedgerError, LedgerTooNew

APPLICATION_ID = 0x5265636F
"""Written into the file's header (``Reco``), so that another program's database is never taken for a ledger."""

MIGRATIONS = Path(__file__).parent / "migrations"


def latest() -> str:
    """The number of the newest migration of this version: the files are named ``0001_…``, ``0002_…``."""
    return max(f.name[:4] for f in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def current(connection: sa.Connection, *, path: Path) -> str | None:
    """The migration that the ledger is at; None for a file that was just made.

    Raises ``LedgerTooNew``, and ``LedgerError`` for a database that is no ledger.
    """
    found = sa.inspect(connection).get_table_names()
    if not found:
        return None
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if mark != APPLICATION_ID or "alembic_version" not in found:
        raise LedgerError(f"{path}: this is a database, but not a ledger; give the ledger another name")
    number = str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())
    if number > latest():
        raise LedgerTooNew(
            f"{path}: written by a newer version (form {number}, this version knows {latest()}); bring recoupe up to date "
            "to open it: git pull && make setup"
        )
    return number


def upgrade(connection: sa.Connection) -> None:
    """Bring the ledger to the newest form. ``connection`` is in a transaction, which the caller commits."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    command.upgrade(config, "head")

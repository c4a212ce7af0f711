from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from recoupe.ledger.migrate import APPLICATION_ID, MIGRATIONS, latest
from recoupe.ledger.sqlite import write_ledger
from recoupe.ledger.tables import metadata
from tests.ledger.readings import reading


def test_migrations_make_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    with write_ledger(tmp_path / "x.db") as ledger, ledger._engine.connect() as connection:
        opts = {"compare_type": True, "compare_server_default": True, "include_object": _is_ours}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []


def _is_ours(_: object, name: str | None, *rest: object) -> bool:
    """The index of words is a virtual table, with tables of its own that SQLite makes."""
    return not (name or "").startswith("report_words")


def test_migrations_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(f.name[:4]) for f in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert latest() == f"{len(numbers):04}"


def test_a_ledger_of_the_first_form_is_brought_up_to_date(tmp_path: Path) -> None:
    """Everything that it held is there afterwards, and its incidents are found."""
    path, newest = tmp_path / "old.db", tmp_path / "new.db"
    kept = reading()
    with write_ledger(newest) as store:
        store.add(kept)
    _as_of(path, newest, "0001")
    with write_ledger(path) as store:
        assert store.reading(kept.report.id) == kept
        new, gone = store.incidents.outdated("x")
        assert (len(new), len(gone)) == (1, 0)


def _as_of(path: Path, newest: Path, form: str) -> None:
    """A ledger of an old form, with what ``newest`` holds as far as that form had a place for it."""
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        command.upgrade(config, form)
    engine.dispose()
    with sqlite3.connect(path) as old:
        old.execute("ATTACH ? AS newest", (str(newest),))
        for (table,) in old.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
            if table != "alembic_version":
                columns = ", ".join(row[1] for row in old.execute(f"PRAGMA main.table_info({table})"))
                old.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newest.{table}")

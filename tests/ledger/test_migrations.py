from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from recoupe.ledger.migrate import MIGRATIONS, latest
from recoupe.ledger.sqlite import write_ledger
from recoupe.ledger.tables import metadata


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

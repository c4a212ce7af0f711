"""Putting rows into tables: statements are compiled once, for a report makes some twenty of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

Row = Mapping[str, object]


def insert_rows(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """All ``rows`` have the columns of the first, with values as the driver takes them (text, numbers, bytes, booleans, None)."""
    if not rows:
        return
    sql, names = _insert(table, tuple(rows[0]), connection.dialect)
    values: list[Any]
    if connection.dialect.positional:
        taken = itemgetter(*names)
        values = list(map(taken, rows)) if len(names) > 1 else [(taken(row),) for row in rows]
    else:
        values = list(map(dict, rows))
    connection.exec_driver_sql(sql, values)


@cache
def _insert(table: sa.Table, columns: tuple[str, ...], dialect: sa.Dialect) -> tuple[str, tuple[str, ...]]:
    """The statement, and the columns in the order of its parameters."""
    compiled = table.insert().compile(dialect=dialect, column_keys=list(columns))
    return str(compiled), tuple(getattr(compiled, "positiontup", None) or columns)

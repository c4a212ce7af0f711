"""What ``recoupe actors`` and ``recoupe outlets`` have in common: the registry, the entries as rows, blocks and JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.options import stdout_console, write_lines

if TYPE_CHECKING:
    from recoupe.pipeline.registries import ActorRegistry

FAILED = 1
IN_FULL = 3
"""So many entries, or fewer, are shown with all that is known of them."""
SCREENFUL = 40
NARROWEST, LONGEST = 6, 60
"""Characters of a column in a table."""

Value = str | list[str] | None
Row = dict[str, Value | list[dict[str, str | None]] | dict[str, list[str]]]
"""One entry as it goes into JSON."""


class Shape(StrEnum):
    TABLE = "table"
    JSON = "json"


SearchArgument = Annotated[
    list[str], typer.Argument(metavar="SEARCH", help="Words of a name, in any of the languages, or an id.", show_default=False)
]
KnowledgeOption = Annotated[
    Path | None,
    typer.Option(metavar="DIR", exists=True, file_okay=False, help="A folder of actors, places and outlets of your own."),
]
FormatOption = Annotated[Shape, typer.Option(help="table, or json: one array of objects.")]
LimitOption = Annotated[
    int | None,
    typer.Option(min=0, help=f"At most so many; 0: all. [default: {SCREENFUL} in a terminal]", show_default=False),
]


def open_registry(knowledge: Path | None) -> ActorRegistry:
    """Raises ``DataError`` with file and line when a file of the user's is wrong."""
    from recoupe.pipeline.registries import load_registry
    from recoupe.settings import load_settings

    return load_registry(knowledge, load_settings().cache_dir)


def nothing_found(words: str, hints: Iterable[str]) -> typer.Exit:
    """Says so, with names that come near."""
    near = list(hints)
    typer.echo(f"Nothing in the registry is called {words!r}.", err=True)
    if near:
        typer.echo("Near it: " + "; ".join(near), err=True)
    else:
        typer.echo("Try one telling word of the name. Names of your own can be added with --knowledge DIR.", err=True)
    return typer.Exit(FAILED)


def print_rows(rows: Sequence[Row], columns: tuple[str, ...], *, shape: Shape, limit: int | None) -> None:
    """A table, with all that is known where there are few; tab-separated lines in a pipe; or JSON."""
    terminal = sys.stdout.isatty()
    if limit is None and shape is Shape.TABLE and terminal:
        limit = SCREENFUL
    shown = rows[:limit] if limit else rows
    if shape is Shape.JSON:
        write_lines([json.dumps(shown, ensure_ascii=False, indent=1)])
    elif not terminal:
        write_lines("\t".join(_plain(row.get(column)) for column in columns) for row in shown)
    elif len(shown) <= IN_FULL:
        _print_blocks(shown)
    else:
        _print_table(shown, columns)
    if terminal and len(shown) < len(rows):
        typer.echo(f"{len(rows) - len(shown)} more; --limit 0 shows all.", err=True)


def _print_blocks(rows: Sequence[Row]) -> None:
    from rich.text import Text

    console = stdout_console()
    for number, row in enumerate(rows):
        if number:
            console.print()
        console.print(Text.assemble((str(row["name"]), "bold"), f"  [{row['id']}]"), soft_wrap=True)
        for key, told in _lines(row):
            console.print(Text.assemble("  ", (f"{key:<12}", "dim"), told), soft_wrap=True)


def _lines(row: Row) -> Iterator[tuple[str, str]]:
    for key, value in row.items():
        if key in ("id", "name") or not value:
            continue
        if isinstance(value, dict):
            for language, forms in value.items():
                yield f"{key} {language}".replace(" any", ""), "; ".join(forms)
        elif isinstance(value, list) and isinstance(value[0], dict):
            for item in value:
                yield key, _told(item)
        else:
            yield key, _plain(value)


def _told(item: str | dict[str, str | None]) -> str:
    return item if isinstance(item, str) else " ".join(v for v in item.values() if v)


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(_told(item) for item in value)
    if isinstance(value, dict):
        return "; ".join(dict.fromkeys(form for forms in value.values() for form in forms))
    return "" if value is None else str(value)


def _print_table(rows: Sequence[Row], columns: tuple[str, ...]) -> None:
    from rich.table import Table
    from rich.text import Text

    console = stdout_console()
    room = max(NARROWEST, console.width // len(columns) - 1)
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in columns:
        last = column == columns[-1]
        table.add_column(column, no_wrap=True, overflow="ellipsis", max_width=None if last else 2 * room, min_width=NARROWEST)
    for row in rows:
        table.add_row(*(Text(_plain(row.get(column))[:LONGEST]) for column in columns))
    console.print(table)


def period(start: object, end: object) -> str | None:
    """"2017-01-28 to 2025-01-29", "since …", "until …"; None when neither is known."""
    if start and end:
        return f"{start} to {end}"
    return f"since {start}" if start else f"until {end}" if end else None


def by_language(names: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for language, form in names:
        table.setdefault(language, []).append(form)
    return table

"""``recoupe claims``: the claims of a ledger, as a table."""

from __future__ import annotations

import json
import re
import sys
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli import wording
from recoupe.cli.options import LedgerOption, ReaderOption, ledger_path, stdout_console, write_lines
from recoupe.errors import UsageError
from recoupe.ledger.protocols import ClaimQuery
from recoupe.model import Claim, Event, Report

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

SHORT = "Show the claims of a ledger as a table."
HELP = "Show the claims of a ledger: a table in a terminal, tab-separated lines in a pipe. Filters can be combined."

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

SCREENFUL = 200
"""Claims shown in a terminal when ``--limit`` does not say how many."""

PREFIX = 9
"""Characters of an id that are shown."""

ROOM_FOR_COLUMNS = 100


class Shape(StrEnum):
    TABLE = "table"
    JSON = "json"


def claims(
    ledger: LedgerOption = None,
    event: Annotated[str | None, typer.Option(metavar="CODE", help="Only this event of the ontology.")] = None,
    actor: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Part of a name, on either side; accents and case do not count.")
    ] = None,
    place: Annotated[str | None, typer.Option(metavar="WORDS", help="Part of a place's name.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Year, month or day; claims without a date are left out.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Likewise, to its last day.")] = None,
    source: Annotated[str | None, typer.Option(metavar="WORDS", help="Part of the outlet's or a speaker's name.")] = None,
    limit: Annotated[
        int | None,
        typer.Option(min=0, help=f"At most so many; 0: all. [default: {SCREENFUL} in a terminal]", show_default=False),
    ] = None,
    reader: ReaderOption = None,
    format: Annotated[Shape, typer.Option(help="table, or json: one array of objects of the claims file.")] = Shape.TABLE,
) -> None:  # fmt: skip
    query = ClaimQuery(
        event=event_of(event), actor=words(actor, "--actor"), place=words(place, "--place"), since=first_day(since),
        until=last_day(until), source=words(source, "--source"), reader=reader, limit=_limit(limit, format),
    )  # fmt: skip
    _print(ledger_path(ledger), query, format)


def _limit(given: int | None, format: Shape) -> int | None:
    if given is None:
        return SCREENFUL if format is Shape.TABLE and sys.stdout.isatty() else None
    return given or None


def _print(path: Path, query: ClaimQuery, format: Shape) -> None:
    from recoupe.ledger.sqlite import open_ledger

    with open_ledger(path) as store:
        found = store.claims(query)
        if format is Shape.JSON:
            write_lines(_array(found))
        elif sys.stdout.isatty():
            shown = list(found)
            print_table(shown, stdout_console())
            typer.echo(_footer(len(shown), store.count(query)), err=True)
        else:
            write_lines("\t".join(cells(claim, report)) for claim, report in found)


def event_of(code: str | None) -> Event | None:
    """Raises ``UsageError`` listing the codes when ``code`` is none of them."""
    if code is None:
        return None
    try:
        return Event(code.strip().lower().replace("-", "_"))
    except ValueError as exc:
        raise UsageError(f"--event {code}: not an event; one of {', '.join(Event)}") from exc


def words(given: str | None, option: str) -> str | None:
    if given is not None and not any(c.isalnum() for c in given):
        raise UsageError(f"{option} {given!r}: give a name or a part of one")
    return given


def first_day(given: str | None) -> date | None:
    return _days(given)[0]


def last_day(given: str | None) -> date | None:
    return _days(given)[1]


def _days(given: str | None) -> tuple[date | None, date | None]:
    """The first and the last day of a year, a month or a day. Raises ``UsageError`` for anything else."""
    if given is None:
        return None, None
    found = _DATE.fullmatch(given.strip())
    try:
        if found is None:
            raise ValueError(given)
        year, month, day = (int(part) if part else None for part in found.groups())
        first = date(year or 0, month or 1, day or 1)
        return first, first.replace(month=month or 12, day=day or monthrange(first.year, month or 12)[1])
    except ValueError as exc:
        raise UsageError(f"{given!r} is no date; give a year, a month or a day: 2018, 2018-06, 2018-06-18") from exc


def cells(claim: Claim, report: Report) -> tuple[str, ...]:
    """Id, event, modality, polarity, who, to whom, where, when, figures, who says so, outlet or path."""
    text = report.text
    told = (
        claim.id, claim.event.value, claim.modality.value, claim.polarity.value,
        wording.who(claim.actors, text), wording.who(claim.targets, text), wording.where(claim.places, text),
        claim.time.value.edtf if claim.time else "", wording.figures(claim.quantities), wording.says(claim, report),
        wording.source(report),
    )  # fmt: skip
    return tuple(" ".join(cell.split()) for cell in told)


def print_table(found: Iterable[tuple[Claim, Report]], console: Console) -> None:
    """Columns where there is room for them; in a narrow terminal a sentence for each claim."""
    if console.width < ROOM_FOR_COLUMNS:
        _print_sentences(found, console)
        return
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("claim", no_wrap=True, style="dim", width=PREFIX)
    table.add_column("who says", ratio=4)
    table.add_column("event", min_width=12)
    table.add_column("who → whom", ratio=5)
    table.add_column("where", ratio=3)
    table.add_column("when", min_width=10)
    table.add_column("figures", min_width=11)
    for claim, report in found:
        table.add_row(
            claim.id[:PREFIX], _who_says(claim, report), Text(wording.kind(claim), style=_style(claim)), *_row(claim, report.text)
        )
    console.print(table)


def _print_sentences(found: Iterable[tuple[Claim, Report]], console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, style="dim", width=PREFIX)
    grid.add_column(ratio=1)
    for claim, report in found:
        grid.add_row(claim.id[:PREFIX], Text(wording.headline(claim, report), style=_style(claim)))
    console.print(grid)


def _who_says(claim: Claim, report: Report) -> Text:
    """The speaker, and below it the report where that is somebody else."""
    from rich.text import Text

    said = Text(wording.says(claim, report))
    return said.append(f"\nin {wording.source(report)}", style="dim") if claim.attribution else said


def _row(claim: Claim, text: str) -> tuple[Text, ...]:
    from rich.text import Text

    actors, targets = wording.who(claim.actors, text) or "–", wording.who(claim.targets, text)
    sides = f"{actors} → {targets}" if targets else actors
    cells = (sides, wording.where(claim.places, text), wording.when(claim.time), wording.figures(claim.quantities))
    return tuple(Text(cell) for cell in cells)


def _style(claim: Claim) -> str:
    plain = claim.modality.value == "asserted" and claim.polarity.value == "positive"
    return "" if plain else "italic"


def _footer(shown: int, found: int) -> str:
    if not found:
        return "No claim matches. Take a filter away, or read more reports with recoupe read."
    counted = f"{shown} of {found} claims; --limit 0 shows all." if shown < found else f"{found} claim{'s' if found > 1 else ''}."
    return f"{counted} recoupe show ID shows one with its sentence."


def _array(found: Iterable[tuple[Claim, Report]]) -> Iterator[str]:
    from recoupe.export.claims import claim_object

    waiting = "["
    for claim, report in found:
        yield waiting if waiting == "[" else waiting + ","
        waiting = json.dumps(claim_object(claim, report), ensure_ascii=False)
    if waiting != "[":
        yield waiting
        yield "]"
    else:
        yield "[]"

"""``recoupe claims``: the claims of a ledger, as a table."""

from __future__ import annotations

import json
import sys
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

SHORT = "Show the claims of a ledger as a table."
HELP = "Show the claims of a ledger: a table in a terminal, tab-separated lines in a pipe. Filters can be combined."

SCREENFUL = 200
"""Claims shown in a terminal when ``--limit`` does not say how many."""

PREFIX = 9
"""Characters of an id that are shown."""


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
    if given is None:
        return None, None
    from recoupe.intake.dates import parse_published

    value = parse_published(given)
    return value.start, value.end


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
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="bold", expand=console.width < 160)
    table.add_column("claim", no_wrap=True, style="dim", width=PREFIX)
    table.add_column("who says", ratio=3, overflow="fold")
    table.add_column("event", ratio=2, overflow="fold")
    table.add_column("who → whom", ratio=5, overflow="fold")
    table.add_column("where", ratio=3, overflow="fold")
    table.add_column("when", ratio=2, overflow="fold")
    table.add_column("figures", ratio=2, overflow="fold")
    table.add_column("report", ratio=2, overflow="fold", style="dim")
    for claim, report in found:
        row = _row(claim, report)
        table.add_row(*(Text(cell) if n != 2 else Text(cell, style=_style(claim)) for n, cell in enumerate(row)))
    console.print(table)


def _row(claim: Claim, report: Report) -> tuple[str, ...]:
    text = report.text
    actors, targets = wording.who(claim.actors, text) or "–", wording.who(claim.targets, text)
    return (
        claim.id[:PREFIX], wording.says(claim, report), wording.kind(claim), f"{actors} → {targets}" if targets else actors,
        wording.where(claim.places, text), wording.when(claim.time), wording.figures(claim.quantities), wording.source(report),
    )  # fmt: skip


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

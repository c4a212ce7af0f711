"""``recoupe export``: a ledger as a file for other programs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.options import LedgerOption, ReaderOption, ledger_path, write_lines
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from recoupe.ledger.protocols import Ledger

SHORT = "Write the claims of a ledger as JSON lines or CSV."
HELP = """Write the claims of a ledger: 'claims', one JSON object a line, or 'csv', one row a claim.

Ordered by report and place in it: the same claims give the same file."""


class Format(StrEnum):
    CLAIMS = "claims"
    CSV = "csv"


def export(
    format: Annotated[Format, typer.Option(help="What to write.")] = Format.CLAIMS,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Instead of standard output.")] = None,
    ledger: LedgerOption = None,
    reader: ReaderOption = None,
) -> None:  # fmt: skip
    from recoupe.ledger.sqlite import open_ledger

    with open_ledger(ledger_path(ledger)) as store:
        lines = export_lines(store, format=format, reader=reader)
        if output is None or str(output) == "-":
            write_lines(lines)
        else:
            write_file(output, lines)


def export_lines(store: Ledger, *, format: Format, reader: str | None) -> Iterator[str]:
    from recoupe.export.claims import claim_lines
    from recoupe.export.csv import csv_lines
    from recoupe.ledger.protocols import ClaimQuery, Order

    found = store.claims(ClaimQuery(reader=reader, order=Order.ID))
    return claim_lines(found) if format is Format.CLAIMS else csv_lines(found)


def write_file(path: Path, lines: Iterator[str]) -> None:
    """All of it or nothing: a file that was there stays as it was until the new one is complete."""
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            file.writelines(line + "\n" for line in lines)
        os.replace(unfinished, path)
    except OSError as exc:
        raise UsageError(f"--output {path}: cannot be written ({exc.strerror}); choose another place") from exc
    finally:
        unfinished.unlink(missing_ok=True)

"""What several commands have in common: options, the ledger they name, lines on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, cast

import typer

if TYPE_CHECKING:
    from rich.console import Console

LedgerOption = Annotated[
    Path | None,
    typer.Option(
        "--ledger", metavar="FILE", help="The ledger. [default: recoupe.db in this folder, or RECOUPE_LEDGER]", show_default=False
    ),
]

ReaderOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Claims of this reader, or 'all'. [default: each report's newest reading]", show_default=False
    ),
]


def ledger_path(given: Path | None) -> Path:
    if given is not None:
        return given.expanduser()
    from recoupe.settings import load_settings

    return load_settings().ledger


def write_lines(lines: Iterable[str]) -> None:
    """To standard output, in UTF-8 whatever the locale, each as soon as it is made."""
    out = stdout_in_utf8()
    for line in lines:
        out.write(line + "\n")
    out.flush()


def stdout_in_utf8() -> TextIO:
    out = sys.stdout
    if hasattr(out, "reconfigure") and (out.encoding or "").lower().replace("-", "") != "utf8":
        out.reconfigure(encoding="utf-8")
    return cast(TextIO, out)


def stdout_console() -> Console:
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, emoji=False, markup=False)


def stderr_console() -> Console:
    from rich.console import Console

    return Console(file=sys.stderr, highlight=False, emoji=False, markup=False, soft_wrap=True)

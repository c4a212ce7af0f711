"""The command line: ``recoupe``."""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from recoupe import __version__
from recoupe.cli import (
    accounts,
    actors,
    claims,
    control,
    custody,
    export,
    gazetteer,
    incident,
    incidents,
    outlets,
    read,
    review,
    serve,
    show,
    siege,
    sources,
    watch,
)
from recoupe.errors import RecoupeError, UsageError

FAILED, WRONG_USAGE, PIPE_CLOSED = 1, 2, 141
"""Exit codes; the last is what a shell reports for a program that a closed pipe ended (128 + SIGPIPE)."""
COLLECTOR = (50_000, 50, 50)
"""Thresholds of the garbage collector: loading makes many objects that stay, and walking over them again takes a sixth of it."""


class Commands(TyperGroup):
    """Turns what this package raises on purpose into one line on standard error and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except BrokenPipeError:
            _silence_stdout()
            raise typer.Exit(PIPE_CLOSED) from None
        except RecoupeError as exc:
            typer.echo(f"recoupe: {exc}", err=True)
            raise typer.Exit(WRONG_USAGE if isinstance(exc, UsageError) else FAILED) from exc


def _silence_stdout() -> None:
    """What is still buffered goes nowhere, so that Python does not complain about the closed pipe when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


app = typer.Typer(
    cls=Commands,
    name="recoupe",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Reads reports on an armed conflict into attributed claims: who says that who did what to whom, "
    "with the sentence as proof. It never says what is true.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"recoupe {__version__}")
        raise typer.Exit


@app.callback()
def recoupe(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Only what stands before a command."""


app.command("read", short_help=read.SHORT, help=read.HELP)(read.read)
app.command("claims", short_help=claims.SHORT, help=claims.HELP)(claims.claims)
app.command("show", short_help=show.SHORT, help=show.HELP)(show.show)
app.command("incidents", short_help=incidents.SHORT, help=incidents.HELP)(incidents.incidents)
app.command("incident", short_help=incident.SHORT, help=incident.HELP)(incident.incident)
app.command("control", short_help=control.SHORT, help=control.HELP)(control.control)
app.command("siege", short_help=siege.SHORT, help=siege.HELP)(siege.siege)
app.command("sources", short_help=sources.SHORT, help=sources.HELP)(sources.sources)
app.command("review", short_help=review.SHORT, help=review.HELP)(review.review)
app.command("export", short_help=export.SHORT, help=export.HELP)(export.export)
app.command("actors", short_help=actors.SHORT, help=actors.HELP)(actors.actors)
app.command("serve", short_help=serve.SHORT, help=serve.HELP)(serve.serve)
app.command("watch", short_help=watch.SHORT, help=watch.HELP)(watch.watch)
app.add_typer(accounts.app, name="accounts", short_help=accounts.SHORT)
app.add_typer(custody.app, name="custody", short_help=custody.SHORT)
app.add_typer(gazetteer.app, name="gazetteer", short_help=gazetteer.SHORT)
app.command("outlets", short_help=outlets.SHORT, help=outlets.HELP)(outlets.outlets)


def run() -> None:
    """The entry point of the installed command."""
    gc.set_threshold(*COLLECTOR)
    app(prog_name="recoupe")

"""``recoupe serve``: the workbench in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recoupe.cli.options import LedgerOption, ledger_path
from recoupe.errors import UsageError

SHORT = "Open the workbench on this machine."
HELP = """Open the workbench: pages over one ledger, on 127.0.0.1. Nothing outside this machine can reach it, and it loads nothing
from elsewhere. Stop it with Ctrl-C."""


def serve(
    ledger: LedgerOption = None,
    port: Annotated[int, typer.Option(metavar="N", min=1, max=65535, help="On which port.")] = 8765,
    knowledge: Annotated[
        Path | None,
        typer.Option(metavar="DIR", exists=True, file_okay=False, help="A folder of actors, places and outlets of your own."),
    ] = None,
) -> None:
    import socket

    import uvicorn

    from recoupe.web.app import create_app
    from recoupe.web.settings import WebSettings

    path = ledger_path(ledger)
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise UsageError(f"--port {port}: another program uses it; name another port")
    app = create_app(WebSettings(path, knowledge=knowledge))
    typer.echo(f"Recoupe: http://127.0.0.1:{port}/  ({path}); stop with Ctrl-C", err=True)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", server_header=False)

"""What the commands on incidents have in common: a ledger whose incidents are up to date, and the registries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.options import stderr_console
from recoupe.errors import LedgerLocked

if TYPE_CHECKING:
    from recoupe.cli.opened import Desk
    from recoupe.ledger.sqlite import SqliteLedger

PolicyOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="How the best figure is chosen: most-origins, median or careful. [default: most-origins]",
        show_default=False,
    ),
]  # fmt: skip


@contextmanager
def desk(path: Path, *, knowledge: Path | None = None, policy: str | None = None, writes: bool = False) -> Iterator[Desk]:
    """Bring the incidents of a ledger up to date with what was read since, and hand it over.

    While another process writes to the ledger, its incidents are shown as they are.
    """
    from recoupe.cli.opened import opened
    from recoupe.ledger.sqlite import open_ledger, write_ledger

    open_ledger(path).close()
    store: SqliteLedger | None = None
    if not writes:
        with open_ledger(path) as probe:
            new, gone = probe.incidents.outdated(_method())
        writes = bool(new or gone)
    try:
        store = write_ledger(path) if writes else open_ledger(path)
    except LedgerLocked as exc:
        stderr_console().print(f"recoupe: {exc}; what is shown may lack the newest reports")
        store = open_ledger(path)
        writes = False
    with store:
        found = opened(store, knowledge, policy)
        if writes:
            found.checker.refresh()
        yield found


def _method() -> str:
    from recoupe.pipeline.crosscheck import METHOD

    return METHOD

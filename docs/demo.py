"""What ``make demo`` prints once the example dossier is read: its claims as a table, and what to try next."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from rich.console import Console

from recoupe.cli.claims import print_table
from recoupe.ledger.protocols import ClaimQuery
from recoupe.ledger.sqlite import open_ledger
from recoupe.model import Claim, Modality

WIDTH = 140


def told_best(claims: list[Claim]) -> Claim:
    """A claim with something in most of its fields, to show in full."""
    plain = [c for c in claims if c.modality is Modality.ASSERTED] or claims
    return max(plain, key=lambda c: (sum(map(bool, (c.actors, c.targets, c.places, c.quantities, c.attribution))), c.confidence))


def main(ledger: Path) -> None:
    with open_ledger(ledger) as store:
        found = list(store.claims(ClaimQuery()))
    console = Console(width=int(os.environ.get("COLUMNS", WIDTH)), highlight=False, emoji=False, markup=False)
    print_table(found, console)
    best = told_best([claim for claim, _ in found])
    print(f"{len(found)} claims from {len({r.id for _, r in found})} reports, in {ledger}. Try next:")
    for words in (
        f"show {best.id[:9]}", "claims --event strike", 'claims --source "Observatoire de l\'Euphrate"',
        "claims --since 2021-03-12", "export --format claims",
    ):  # fmt: skip
        print(f"  .venv/bin/recoupe {words} --ledger {ledger}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Draws ``picture.svg``: claims of the example dossier, as ``recoupe claims`` shows them, and one in full.

Usage: ``python -m docs.make_picture``
"""

from __future__ import annotations

import io
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from docs.demo import told_best
from recoupe.cli.claims import print_table
from recoupe.cli.show import print_claim
from recoupe.ledger.protocols import ClaimQuery
from recoupe.ledger.sqlite import open_ledger, write_ledger
from recoupe.pipeline import IntakeOptions, Reader, read_source, sources

ROOT = Path(__file__).resolve().parent.parent
DOSSIER = ROOT / "examples" / "dossier"
PICTURE = ROOT / "docs" / "picture.svg"
SHOWN = 8
LINES_IN_FULL = 14
WIDTH = 132
PAPER = TerminalTheme(
    (250, 250, 248), (40, 42, 46),
    [(40, 42, 46), (165, 29, 45), (38, 114, 60), (152, 104, 1), (28, 79, 156), (130, 57, 135), (10, 115, 120), (120, 122, 126)],
    [(120, 122, 126), (165, 29, 45), (38, 114, 60), (152, 104, 1), (28, 79, 156), (130, 57, 135), (10, 115, 120), (40, 42, 46)],
)  # fmt: skip


def main(picture: Path = PICTURE) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "dossier.db"
        _read(ledger)
        with open_ledger(ledger) as store:
            found = list(store.claims(ClaimQuery()))
            best = told_best([claim for claim, _ in found])
            report = next(r for c, r in found if c.id == best.id)
            console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor",
                              highlight=False, emoji=False, markup=False)  # fmt: skip
            console.print(Text("$ recoupe claims --ledger dossier.db", style="bold"))
            print_table(sorted(found, key=lambda pair: -pair[0].confidence)[:SHOWN], console)
            console.print(Text(f"$ recoupe show {best.id[:5]} --ledger dossier.db", style="bold"))
            shown = Console(width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor", highlight=False,
                            emoji=False, markup=False)  # fmt: skip
            print_claim(best, report, store.origins(report.id), console=shown)
            told = shown.file.getvalue() if isinstance(shown.file, io.StringIO) else ""
            console.print(Text.from_ansi("\n".join(told.splitlines()[:LINES_IN_FULL])))
    drawn = console.export_svg(title="recoupe", theme=PAPER, unique_id="recoupe")
    drawn = re.sub(r"\s*@font-face \{.*?\}", "", drawn, flags=re.DOTALL)  # nothing is fetched to show it
    picture.write_text(drawn, encoding="utf-8")


def _read(ledger: Path) -> None:
    listed = [s for s in sources([str(DOSSIER)]) if s.path is not None and s.path.suffix == ".txt"]
    raw = [s.load() for s in listed]
    now = datetime(2021, 3, 14, tzinfo=UTC)
    reports = [read_source(r, options=IntakeOptions(), detect=lambda _: "fr", now=now) for r in raw]
    reader = Reader()
    with write_ledger(ledger) as store:
        for report, source in zip(reports, raw, strict=True):
            store.add(reader.read(report), original=source.data)


if __name__ == "__main__":
    main()

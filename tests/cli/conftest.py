from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from recoupe.cli.main import app
from recoupe.ledger.sqlite import write_ledger
from tests.cli.fake import pipeline
from tests.ledger.readings import TEXT, reading, report


class Shell:
    """Runs commands in a folder that holds ``rapport.txt``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "rapport.txt").write_text(TEXT, encoding="utf-8")

    def __call__(self, *args: str, input: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, list(args), input=input)

    def file(self, name: str, text: str | bytes) -> str:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return name


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "recoupe.pipeline", pipeline())
    return Shell(tmp_path)


@pytest.fixture
def filled(shell: Shell) -> Shell:
    """With a ledger, ``dossier.db``, that holds the reading of the tests."""
    with write_ledger(shell.folder / "dossier.db") as ledger:
        ledger.add(reading(report()), original=TEXT.encode())
    return shell

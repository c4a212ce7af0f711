from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from recoupe.settings import load_settings
from tests.cli.conftest import Shell
from tests.hostile import builders as b
from tests.ledger.readings import TEXT, report


@pytest.fixture(autouse=True)
def _own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOUPE_KEY_FILE", str(tmp_path / "custody.key"))
    load_settings.cache_clear()


def test_a_ledger_is_verified_and_its_head_held_against_it(filled: Shell) -> None:
    assert filled("custody", "head", "--ledger", "dossier.db", "--sign", "--output", "head.json").exit_code == 0
    result = filled("custody", "verify", "--ledger", "dossier.db", "--head", "head.json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing is amiss" in result.stderr


def test_a_changed_ledger_is_told(filled: Shell) -> None:
    with sqlite3.connect(filled.folder / "dossier.db") as connection:
        connection.execute("UPDATE reports SET text = text || '!'")
    result = filled("custody", "verify", "--ledger", "dossier.db")
    assert result.exit_code == 1
    assert "its text is not what was written" in result.stdout


def test_a_rewritten_log_does_not_fit_an_older_head(filled: Shell) -> None:
    filled("custody", "head", "--ledger", "dossier.db", "--output", "head.json")
    (filled.folder / "dossier.db").unlink()
    filled("read", "rapport.txt", "--ledger", "dossier.db")
    result = filled("custody", "verify", "--ledger", "dossier.db", "--head", "head.json")
    assert result.exit_code == 1
    assert "rewritten" in result.stdout


def test_an_empty_log_has_no_head(shell: Shell) -> None:
    from recoupe.ledger.sqlite import write_ledger

    write_ledger(shell.folder / "empty.db").close()
    assert "read a report first" in shell("custody", "head", "--ledger", "empty.db").stderr


def test_the_way_of_a_report(shell: Shell) -> None:
    shell.file("all.zip", b.zipped({"a.txt": TEXT.encode(), "b.pdf": b"%PDF-1.4"}))
    read = shell("read", "all.zip", "--ledger", "dossier.db")
    assert read.exit_code == 1
    assert "all.zip › b.pdf: the PDF is damaged" in read.stderr
    traced = shell("custody", "trace", report().id, "--ledger", "dossier.db").stdout
    assert "all.zip › a.txt" in traced
    assert "archive member: a.txt" in traced
    assert "all.zip › b.pdf" in shell("custody", "quarantine", "--ledger", "dossier.db").stdout
    assert shell("custody", "log", "--ledger", "dossier.db").stdout.count("\n") >= 4


def test_copies_are_appearances_of_one_text(shell: Shell) -> None:
    long = TEXT + " " + " ".join(f"mot{i}" for i in range(100)).replace("1", "a").replace("2", "b")
    shell.file("one.txt", long)
    shell.file("two.txt", "DAMAS (Agence) — " + long + " Avec agences.")
    first = shell("read", "one.txt", "two.txt", "--ledger", "dossier.db")
    assert "1 report read, 3 claims; 1 copy of a text already read." in first.stderr
    again = shell("read", "two.txt", "one.txt", "--ledger", "dossier.db")
    assert "0 reports read, 0 claims; 2 already read." in again.stderr

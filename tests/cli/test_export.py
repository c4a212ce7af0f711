from __future__ import annotations

import csv
import json

from tests.cli.conftest import Shell


def test_claims_and_csv(filled: Shell) -> None:
    lines = filled("export", "--ledger", "dossier.db").stdout.splitlines()
    rows = list(csv.DictReader(filled("export", "--format", "csv", "--ledger", "dossier.db").stdout.splitlines()))
    assert [json.loads(line)["id"] for line in lines] == [row["id"] for row in rows]
    assert len(lines) == 3


def test_read_and_export_give_the_same_lines(filled: Shell) -> None:
    printed = filled("read", "rapport.txt", "--format", "jsonl", "--ledger", "other.db").stdout
    assert filled("export", "--ledger", "other.db").stdout == printed


def test_into_a_file(filled: Shell) -> None:
    result = filled("export", "--ledger", "dossier.db", "--output", "claims.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    expected = filled("export", "--ledger", "dossier.db").stdout
    assert (filled.folder / "claims.jsonl").read_text(encoding="utf-8") == expected
    assert not list(filled.folder.glob("*.part"))


def test_a_file_that_cannot_be_written(filled: Shell) -> None:
    result = filled("export", "--ledger", "dossier.db", "--output", "no/claims.jsonl")
    assert result.exit_code == 2
    assert "no/claims.jsonl: cannot be written" in result.stderr

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from recoupe.ledger.protocols import ALL_READERS, ClaimQuery
from recoupe.ledger.sqlite import open_ledger
from tests.cli.conftest import Shell
from tests.cli.fake import Reader
from tests.ledger.readings import TEXT, report


def count(folder: Path, query: ClaimQuery = ClaimQuery(), name: str = "dossier.db") -> int:  # noqa: B008
    with open_ledger(folder / name) as ledger:
        return ledger.count(query)


def test_claims_go_into_the_ledger(shell: Shell) -> None:
    result = shell("read", "rapport.txt", "--outlet", "Le Courrier", "--published", "2020-03", "--ledger", "dossier.db")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 report read, 3 claims." in result.stderr
    assert "recoupe claims --ledger dossier.db" in result.stderr
    assert "Left out: no trigger (2)." in result.stderr
    with open_ledger(shell.folder / "dossier.db") as ledger:
        (_, stored), *_ = ledger.claims(ClaimQuery())
        assert ledger.original(stored.id) == TEXT.encode()
    assert stored.outlet == "Le Courrier"
    assert stored.published is not None
    assert stored.published.edtf == "2020-03"


def test_the_ledger_of_the_current_folder_is_taken_when_none_is_named(shell: Shell) -> None:
    assert shell("read", "rapport.txt").exit_code == 0
    assert count(shell.folder, name="recoupe.db") == 3


def test_reading_twice_adds_nothing(shell: Shell) -> None:
    shell("read", "rapport.txt", "--ledger", "dossier.db")
    again = shell("read", "rapport.txt", "--ledger", "dossier.db")
    assert again.exit_code == 0
    assert "0 reports read, 0 claims; 1 already read." in again.stderr
    assert count(shell.folder, ClaimQuery(reader=ALL_READERS)) == 3


def test_a_newer_reader_reads_again(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell("read", "rapport.txt", "--ledger", "dossier.db")
    monkeypatch.setattr(Reader, "name", "recoupe 0.2.0")
    monkeypatch.setattr(sys.modules["recoupe.pipeline"], "READER", "recoupe 0.2.0")
    assert "1 report read, 3 claims." in shell("read", "rapport.txt", "--ledger", "dossier.db").stderr
    assert (count(shell.folder), count(shell.folder, ClaimQuery(reader=ALL_READERS))) == (3, 6)


def test_other_details_read_again(shell: Shell) -> None:
    shell("read", "rapport.txt", "--ledger", "dossier.db")
    assert "1 report read" in shell("read", "rapport.txt", "--outlet", "Autre", "--ledger", "dossier.db").stderr


@pytest.mark.parametrize("twice_in_one_run", [True, False])
def test_a_copy_is_a_second_origin(shell: Shell, twice_in_one_run: bool) -> None:
    shell.file("copie.txt", TEXT)
    if not twice_in_one_run:
        shell("read", "rapport.txt", "--ledger", "dossier.db")
    result = shell("read", "rapport.txt", "copie.txt", "--ledger", "dossier.db")
    assert "1 copy of a text already read" in result.stderr
    with open_ledger(shell.folder / "dossier.db") as ledger:
        assert [origin.path for origin in ledger.origins(report().id)] == ["rapport.txt", "copie.txt"]
    assert count(shell.folder) == 3


def test_jsonl_needs_no_ledger(shell: Shell) -> None:
    result = shell("read", "rapport.txt", "--format", "jsonl")
    assert [json.loads(line)["event"] for line in result.stdout.splitlines()] == ["shelling", "strike", "capture"]
    assert not list(shell.folder.glob("*.db"))
    assert "1 report read, 3 claims." in result.stderr


def test_jsonl_with_a_ledger_does_both(shell: Shell) -> None:
    result = shell("read", "rapport.txt", "--format", "jsonl", "--ledger", "dossier.db")
    assert len(result.stdout.splitlines()) == count(shell.folder) == 3


def test_standard_input(shell: Shell) -> None:
    result = shell("read", "-", "--format", "jsonl", input=TEXT)
    assert {json.loads(line)["report"]["path"] for line in result.stdout.splitlines()} == {"-"}


def test_what_fails_is_named_and_the_rest_is_read(shell: Shell) -> None:
    shell.file("vide.txt", "")
    shell.file("octets.bin", bytes(range(256)) * 8)
    shell.file("panne.txt", "Une panne est survenue dans le centre de la ville, selon la radio.")
    shell.file("dutch.txt", "---\nlanguage: nl\n---\nHet leger heeft de stad gisteren gebombardeerd.")
    bad = ("absent.txt", "vide.txt", "octets.bin", "panne.txt", "dutch.txt")
    result = shell("read", *bad, "rapport.txt", "--ledger", "dossier.db")
    assert result.exit_code == 1
    for name in bad:
        (line,) = [line for line in result.stderr.splitlines() if line.startswith(name)]
        assert len(line) > len(name) + 10
    assert "1 report read, 3 claims; 5 failed." in result.stderr
    assert count(shell.folder) == 3


def test_a_reading_that_contradicts_itself_is_not_kept(shell: Shell) -> None:
    path = shell.file("odd.txt", "Une contradiction est apparue dans le centre de la ville, selon la radio.")
    result = shell("read", path, "rapport.txt", "--ledger", "dossier.db")
    assert result.exit_code == 1
    assert "odd.txt: claim c" in result.stderr
    assert count(shell.folder) == 3


def test_a_failed_report_can_be_read_later(shell: Shell) -> None:
    path = shell.file("panne.txt", "Une panne est survenue dans le centre de la ville, selon la radio.")
    shell("read", path, "--ledger", "dossier.db")
    assert "1 failed" in shell("read", path, "--ledger", "dossier.db").stderr


def test_another_encoding_is_said(shell: Shell) -> None:
    path = shell.file("latin.txt", TEXT.encode("cp1252"))
    result = shell("read", path, "--ledger", "dossier.db")
    assert "latin.txt: not UTF-8, read as" in result.stderr
    assert count(shell.folder) == 3


def test_a_folder_with_files_of_other_kinds(shell: Shell) -> None:
    shell.file("pile/a.txt", TEXT)
    shell.file("pile/b.png", b"\x89PNG")
    result = shell("read", "pile", "--ledger", "dossier.db")
    assert "1 report read, 3 claims; 1 file of other kinds passed over." in result.stderr


def test_stopping_keeps_what_was_read(shell: Shell) -> None:
    path = shell.file("stop.txt", "Une interruption de courant est survenue dans le centre de la ville, selon la radio.")
    result = shell("read", "rapport.txt", path, "--ledger", "dossier.db")
    assert result.exit_code == 130
    assert "Stopped" in result.stderr
    assert count(shell.folder) == 3


@pytest.mark.parametrize(
    "args",
    [
        ["read"],
        ["read", "rapport.txt", "--published", "yesterday"],
        ["read", "rapport.txt", "--format", "xml"],
        ["read", "rapport.txt", "--jobs", "0"],
        ["read", "rapport.txt", "--knowledge", "nowhere"],
        ["read", "rapport.txt", "rapport.txt", "--title", "Un titre"],
        ["claims", "--ledger", "dossier.db", "--event", "war"],
        ["claims", "--ledger", "dossier.db", "--since", "soon"],
        ["claims", "--ledger", "dossier.db", "--until", "2020-02-30"],
        ["claims", "--ledger", "dossier.db", "--until", "0000"],
        ["claims", "--ledger", "dossier.db", "--actor", "..."],
        ["export", "--format", "xml"],
        ["show"],
        ["nothing"],
    ],
)
def test_wrong_usage(filled: Shell, args: list[str]) -> None:
    result = filled(*args)
    assert result.exit_code == 2
    assert result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_that_is_not_there(shell: Shell) -> None:
    result = shell("read", "rapport.txt", "--ledger", "no/dossier.db")
    assert result.exit_code == 1
    assert "make it first" in result.stderr

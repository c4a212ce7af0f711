"""``recoupe gazetteer``."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from recoupe.cli.main import app

runner = CliRunner()
LINE = "90000001\tZzfoo\tZzfoo\t\t35.1\t37.2\tP\tPPL\tSY\t\t07\t\t\t\t250\t\t1\t\t\n"


def run(*words: str | Path) -> Result:
    return runner.invoke(app, ["gazetteer", *map(str, words)])


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "SY.txt"
    path.write_text(LINE, encoding="utf-8")
    return path


def test_a_dump_goes_in_and_out(dump: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    done = run("import", dump, "--knowledge", own)
    assert done.exit_code == 0
    assert "1 places" in done.stderr
    assert run("list", "--knowledge", own).stdout.startswith("SY\t1\t")
    assert run("remove", "SY", "--knowledge", own).exit_code == 0
    assert run("list", "--knowledge", own).stdout == ""


def test_a_reading_knows_what_was_imported(dump: Path, tmp_path: Path) -> None:
    from recoupe.pipeline.tools import Knowledge

    run("import", dump, "--knowledge", tmp_path / "own")
    assert Knowledge(tmp_path / "own").gazetteer.lookup("Zzfoo")
    assert not Knowledge().gazetteer.lookup("Zzfoo")


def test_a_broken_dump_is_reported_and_the_others_go_on(dump: Path, tmp_path: Path) -> None:
    broken = tmp_path / "XX.txt"
    broken.write_text(LINE + "no dump\n", encoding="utf-8")
    done = run("import", broken, tmp_path / "none.txt", dump, "--knowledge", tmp_path / "own")
    assert done.exit_code == 1
    assert f"{broken}:2: 1 columns" in done.stderr
    assert "none.txt: no such file" in done.stderr
    assert [p.name for p in (tmp_path / "own" / "places").iterdir()] == ["SY.sqlite"]


def test_what_is_not_there_cannot_be_removed(tmp_path: Path) -> None:
    done = run("remove", "SY", "--knowledge", tmp_path)
    assert done.exit_code == 2
    assert "no imported gazetteer" in done.stderr

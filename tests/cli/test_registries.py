"""``recoupe actors`` and ``recoupe outlets``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from recoupe.cli.main import app

runner = CliRunner()


def run(*words: str) -> Result:
    return runner.invoke(app, list(words))


@pytest.mark.parametrize(
    ("search", "id"),
    [
        ("hezbollah", "hezbollah"), ("Hizbullah", "hezbollah"), ("حزب الله", "hezbollah"),
        ("الحشد الشعبى", "pmf"), ("حشد شعبي", "pmf"),
        ("État islamique", "islamic-state"), ("etat islamique", "islamic-state"), ("Daech", "islamic-state"), ("hts", "hts"),
        ("Military Forces of Mali", "mali-army"), ("nasrallah", "hassan-nasrallah"),
    ],
)  # fmt: skip
def test_actors_are_found(search: str, id: str) -> None:
    result = run("actors", search)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split("\t")[0] == id


def test_json_has_all_that_is_known() -> None:
    found = json.loads(run("actors", "islamic", "state", "--format", "json", "--limit", "0").stdout)
    entry = next(e for e in found if e["id"] == "islamic-state")
    assert entry["kind"] == "armed_group"
    assert entry["period"] == "since 2013-04-08"
    assert entry["reference"].startswith("https://")
    assert "داعش" in [name["form"] for name in entry["loaded"]]
    assert "داعش" not in entry["names"]["ar"]
    assert entry["names"]["fr"]


@pytest.mark.parametrize(
    ("search", "id"), [("sana", "sana"), ("presstv.ir", "press-tv"), ("OSDH", "sohr"), ("الجزيرة", "al-jazeera")]
)
def test_outlets_are_found(search: str, id: str) -> None:
    assert run("outlets", search).stdout.splitlines()[0].split("\t")[0] == id


@pytest.mark.parametrize("command", ["actors", "outlets"])
def test_nothing_found_is_a_failure_with_a_hint(command: str) -> None:
    result = run(command, "zzqqxx")
    assert result.exit_code == 1
    assert "zzqqxx" in result.stderr
    assert "Try" in result.stderr


def test_near_names_are_hinted_at() -> None:
    assert "Hezbollah" in run("actors", "hezbollahistan").stderr


def test_limit() -> None:
    assert len(run("actors", "front", "--limit", "2").stdout.splitlines()) == 2


def test_own_files(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    mine = tmp_path / "actors" / "mine.toml"
    mine.write_text('[[actor]]\nid = "zz-front"\nname = "Zzqqxx Front"\nkind = "militia"\n', encoding="utf-8")
    assert "zz-front" in run("actors", "zzqqxx", "--knowledge", str(tmp_path)).stdout
    mine.write_text('[[actor]]\nid = "zz-front"\nname = "Zzqqxx Front"\nkind = "militiaa"\n', encoding="utf-8")
    wrong = run("actors", "zzqqxx", "--knowledge", str(tmp_path))
    assert wrong.exit_code == 1
    assert "mine.toml" in wrong.stderr
    assert "4" in wrong.stderr

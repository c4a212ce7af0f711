"""``recoupe control`` and ``recoupe siege`` over a small ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bench.control_ledger import fill
from recoupe.cli.main import app


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("control") / "x.db"
    fill(path, 300)
    return path


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOUPE_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))


def run(command: str, ledger: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [command, "--ledger", str(ledger), *words])


def test_the_map_of_a_day_and_the_claims_behind_a_cell(ledger: Path) -> None:
    done = run("control", ledger, "--on", "2017-02-10", "--resolution", "5")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["day"] == "2017-02-10"
    cell = next(f["properties"]["cells"][0] for f in told["features"] if f["properties"]["kind"] == "area")
    behind = run("control", ledger, "--cell", cell, "--on", "2017-02-10", "--format", "json")
    assert behind.exit_code == 0, behind.output
    tables = [json.loads(line) for line in behind.stdout.splitlines()]
    assert any(row[""].startswith("without ") for row in tables[0]["rows"])


def test_a_place_areas_accounts_and_a_ring(ledger: Path) -> None:
    for command, words in (
        ("control", ("--place", "Town 7")),
        ("control", ("--area", "--by", "actor", "--from", "2017-02-01", "--to", "2017-02-03", "--resolution", "5")),
        ("control", ("--compare", "all", "Outlet 3", "--resolution", "5")),
        ("siege", ("--place", "Town 7", "--radius", "30")),
    ):
        done = run(command, ledger, *words)
        assert done.exit_code == 0, (words, done.output)
        assert done.stdout.count("\n") > 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--place", "Nowhere at all"), "no claim on control"),
        (("--on", "1990"), "speak of"),
        (("--account", "Nobody"), "nothing on control is told by"),
        (("--format", "table"), "one of geojson"),
        (("--format", "gpkg"), "--output"),
        (("--place", "Town 7", "--area"), "one at a time"),
        (("--cell", "xyz"), "no H3 cell"),
    ],
)
def test_wrong_words_say_what_is_right(ledger: Path, words: tuple[str, ...], told: str) -> None:
    done = run("control", ledger, *words)
    assert done.exit_code == 2
    assert told in done.output

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import figures
from bench.__main__ import MEASUREMENTS, NO_DATA, WRONG_USAGE, main
from bench.figures import Figure, Result, write_result
from bench.floors import FLOORS, Floors
from bench.table import readme_table


def result(value: float, *, corpus: str = "sha256:a", seconds: float = 1.0) -> Result:
    timed = Figure("time", seconds, unit="s", lower_is_better=True)
    return Result("seed", (Figure("claims.f1", value, aim=0.8), timed), corpus)


def test_a_figure_below_its_floor_is_told(tmp_path: Path) -> None:
    floors = Floors(tmp_path / "floors.json")
    assert floors.broken(result(0.9)) != []
    floors.raised(result(0.9))
    again = Floors(tmp_path / "floors.json")
    assert again.broken(result(0.88)) == []
    assert "claims.f1" in again.broken(result(0.8))[0]
    assert "time" in again.broken(result(0.9, seconds=2.0))[0]


def test_floors_only_rise_on_the_same_corpus(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    floors = Floors(path)
    floors.raised(result(0.9))
    assert floors.raised(result(0.5)) == []
    assert json.loads(path.read_text())["seed"]["at_least"]["claims.f1"] == pytest.approx(0.873)
    assert floors.broken(result(0.95, corpus="sha256:b")) != []
    floors.raised(result(0.5, corpus="sha256:b"))
    assert json.loads(path.read_text())["seed"]["at_least"]["claims.f1"] == pytest.approx(0.485)


def test_the_floors_that_ship_are_of_measurements_that_exist() -> None:
    if FLOORS.is_file():
        assert {name.removesuffix("-quick") for name in json.loads(FLOORS.read_text())} <= set(MEASUREMENTS)


def test_results_say_on_what_and_where(tmp_path: Path) -> None:
    kept = json.loads(write_result(result(0.9), tmp_path).read_text())
    assert kept["corpus"] == "sha256:a"
    assert kept["figures"]["claims.f1"] == {"value": 0.9, "aim": 0.8, "reached": True}
    assert kept["machine"]["cores"] >= 1
    assert "0.90" in readme_table(tmp_path)


def test_absent_data_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("bench.seed.SHARED", tmp_path / "nowhere")
    assert main(["seed"]) == NO_DATA
    assert "is not here" in capsys.readouterr().err


def test_measurements_are_listed_and_unknown_ones_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    listed = capsys.readouterr().out
    assert [name for name in MEASUREMENTS if name not in listed] == []
    assert main(["nonsense"]) == WRONG_USAGE
    assert main(["seed", "--draw", "1"]) == WRONG_USAGE


def test_corpus_hash_knows_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    before = figures.corpus_hash([tmp_path / "a"])
    (tmp_path / "a").write_text("2")
    assert figures.corpus_hash([tmp_path / "a"]) != before

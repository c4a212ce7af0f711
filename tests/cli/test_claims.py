from __future__ import annotations

import json
from io import StringIO

import pytest
from rich.console import Console

from recoupe.cli.claims import print_table
from recoupe.cli.wording import headline, plain
from tests.cli.conftest import Shell
from tests.ledger.readings import reading, report


def table(width: int, *, colour: bool = False) -> str:
    out = StringIO()
    console = Console(file=out, width=width, force_terminal=colour, color_system="truecolor" if colour else None, markup=False)
    print_table([(claim, report()) for claim in reading().claims], console)
    return out.getvalue()


def test_lines_in_a_pipe(filled: Shell) -> None:
    result = filled("claims", "--ledger", "dossier.db")
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert [line[1:4] for line in lines] == [
        ["shelling", "asserted", "positive"], ["strike", "denied", "positive"], ["capture", "threatened", "positive"],
    ]  # fmt: skip
    assert lines[0][4:] == [
        "Army of Val and allies", "“Front du Nord”", "near Pont-Élan", "2020-03-03", "killed ≥ 12 (doubtful)",
        "Radio Marquise says", "Le Courrier d'Élan",
    ]  # fmt: skip
    assert lines[2][9] == "Le Courrier d'Élan says"
    assert {len(line) for line in lines} == {11}


@pytest.mark.parametrize(
    ("args", "events"),
    [
        (["--event", "strike"], ["strike"]),
        (["--actor", "ARMÉE"], ["shelling"]),
        (["--place", "pont elan", "--event", "strike"], []),
        (["--since", "2020-03-04"], ["capture"]),
        (["--until", "2020-02"], []),
        (["--until", "2020-03-03", "--since", "2020-03-03"], ["shelling"]),
        (["--until", "2020-03", "--since", "2020"], ["shelling", "capture"]),
        (["--source", "radio"], ["shelling"]),
        (["--limit", "1"], ["shelling"]),
        (["--limit", "0"], ["shelling", "strike", "capture"]),
        (["--reader", "all", "--event", "capture"], ["capture"]),
    ],
)
def test_filters(filled: Shell, args: list[str], events: list[str]) -> None:
    result = filled("claims", "--ledger", "dossier.db", *args)
    assert result.exit_code == 0
    assert [line.split("\t")[1] for line in result.stdout.splitlines()] == events


def test_an_event_that_is_none_lists_them(filled: Shell) -> None:
    assert "strike, shelling, bombing" in filled("claims", "--ledger", "dossier.db", "--event", "war").stderr


@pytest.mark.parametrize("args", [[], ["--limit", "1"], ["--event", "aid"]])
def test_json_is_one_array(filled: Shell, args: list[str]) -> None:
    claims = json.loads(filled("claims", "--ledger", "dossier.db", "--format", "json", *args).stdout)
    assert len(claims) == {0: 3, 2: 1}[len(args)] if args != ["--event", "aid"] else claims == []


def test_no_ledger(shell: Shell) -> None:
    result = shell("claims", "--ledger", "nothing.db")
    assert result.exit_code == 1
    assert result.stderr.startswith("recoupe: nothing.db: no ledger here")
    assert not list(shell.folder.glob("*.db*"))


@pytest.mark.parametrize("width", [40, 80, 100, 120, 200])
def test_the_table_fits_the_terminal(width: int) -> None:
    lines = table(width).splitlines()
    assert max(len(line) for line in lines) <= width


def test_the_table_marks_what_is_not_asserted() -> None:
    wide = table(200)
    assert "strike (denied)" in wide
    assert "capture (threatened)" in wide
    assert "Radio Marquise says" in wide
    assert "in Le Courrier d'Élan" in wide
    assert "Army of Val and allies → “Front du Nord”" in wide
    assert "2020-03-03" in table(100)
    assert "Radio Marquise says: shelling" in table(60)
    assert "\x1b[3m" in table(200, colour=True)


def test_the_headline_says_who_says_so() -> None:
    shelled, denied, threat = [headline(claim, report()) for claim in reading().claims]
    assert shelled == (
        "Radio Marquise says: shelling by Army of Val and allies against “Front du Nord”, near Pont-Élan, 2020-03-03 "
        "(killed ≥ 12 (doubtful))"
    )
    assert denied == "Government of Val says: strike (denied) by Government of Val"
    assert threat == "Le Courrier d'Élan says: capture (threatened), from 2020-03-04"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(12.0, "12"), (2500.0, "2\u202f500"), (0.7, "0.7"), (7e13, "70\u202f000\u202f000\u202f000\u202f000"), (1e18, "1e+18")],
)
def test_figures_in_words(value: float, expected: str) -> None:
    assert plain(value) == expected

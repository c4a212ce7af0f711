"""A process that is killed while it takes reports in leaves a ledger that is whole."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from recoupe.ledger.sqlite import open_ledger, write_ledger

PROGRAM = """
import sys
from dataclasses import replace
from pathlib import Path
from recoupe.ledger.sqlite import write_ledger
from recoupe.model import text_id, bytes_id
from tests.ledger.readings import reading, report, TEXT
with write_ledger(Path(sys.argv[1])) as ledger:
    print("open", flush=True)
    for i in range(50):
        text = TEXT + f" {i}"
        r = replace(report(), id=text_id(text), text=text, bytes_sha256=bytes_id(text.encode()))
        ledger.add(reading(r), original=text.encode())
        print(r.id, flush=True)
"""


@pytest.mark.parametrize("turn", range(4))
def test_no_acknowledged_report_is_lost_and_none_is_half_there(turn: int, tmp_path: Path) -> None:
    chance = random.Random(turn)
    path = tmp_path / "x.db"
    acknowledged: set[str] = set()
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        time.sleep(chance.uniform(0.0, 0.25))
        process.send_signal(signal.SIGKILL)
        acknowledged |= {
            line.strip() for line in process.stdout.read().split("\n") if line.startswith("sha256:") and len(line) == 71
        }
        process.wait()
        check(path, acknowledged)
    with write_ledger(path):
        pass


def check(path: Path, acknowledged: set[str]) -> None:
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        stored = {row[0] for row in connection.execute("SELECT id FROM reports")}
        halves = connection.execute(
            "SELECT count(*) FROM reports WHERE key NOT IN (SELECT report FROM readings)"
            " OR key NOT IN (SELECT report FROM appearances)"
        ).fetchone()
    assert acknowledged <= stored
    assert halves == (0,)
    with open_ledger(path) as ledger:
        assert list(ledger.custody_faults()) == []

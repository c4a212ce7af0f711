"""The command in a process of its own: exit codes, pipes, start-up."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from recoupe import __version__
from recoupe.ledger.sqlite import write_ledger
from tests.cli.conftest import Shell
from tests.ledger.readings import TEXT, reading, report

ROOT = Path(__file__).parent.parent.parent
RUN = [sys.executable, "-m", "tests.cli.fake"]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}


def run(*args: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RUN, *args], cwd=folder, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=False, timeout=60
    )


def test_exit_codes_and_streams(shell: Shell) -> None:
    mixed = run("read", "rapport.txt", "absent.txt", "--format", "jsonl", folder=shell.folder)
    assert mixed.returncode == 1
    assert len(mixed.stdout.splitlines()) == 3
    assert "Pont-Élan" in mixed.stdout
    assert mixed.stderr.startswith("absent.txt: ")
    assert run("read", "--published", "soon", "rapport.txt", folder=shell.folder).returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="no pipes of this kind")
def test_a_closed_pipe_ends_it_quietly(shell: Shell) -> None:
    with write_ledger(shell.folder / "dossier.db") as ledger:
        for number in range(150):
            ledger.add(reading(report(f"{TEXT} {number}")))
    command = f"{sys.executable} -m tests.cli.fake export --ledger dossier.db"
    piped = subprocess.run(
        ["bash", "-c", f"{command} | head -n 1 | wc -l; echo ${{PIPESTATUS[0]}}"],
        cwd=shell.folder, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert piped.stdout.split() == ["1", "141"]
    assert piped.stderr == ""


def test_help_starts_without_heavy_packages(shell: Shell) -> None:
    heavy = "spacy sqlalchemy alembic pydantic trafilatura babel numpy rich recoupe.pipeline recoupe.settings"
    code = (
        "import sys\nfrom recoupe.cli.main import app\n"
        "try: app(['--help'], prog_name='recoupe')\nexcept SystemExit: pass\n"
        f"print([name for name in {heavy.split()!r} if name in sys.modules], file=sys.stderr)"
    )
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], cwd=shell.folder, capture_output=True, encoding="utf-8", check=True)
    assert done.stderr.strip() == "[]"
    assert time.perf_counter() - started < 2.0  # 0.2 s alone on a machine; what counts is the list above
    assert all(command in done.stdout for command in ("read", "claims", "show", "export"))


def test_version(shell: Shell) -> None:
    assert shell("--version").stdout == f"recoupe {__version__}\n"


def test_the_same_folder_ten_times_by_two_processes_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for i in range(5):
        (tmp_path / "folder" / f"{i}.txt").write_text(TEXT + f" {i}", encoding="utf-8")
    command = [sys.executable, "-m", "tests.cli.fake", "read", str(tmp_path / "folder"), "--ledger", str(tmp_path / "x.db")]
    assert subprocess.run(command, capture_output=True, check=False, cwd=ROOT).returncode == 0
    before = _rows(tmp_path / "x.db")
    for _ in range(5):
        pair = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT) for _ in range(2)]
        assert {process.wait() for process in pair} <= {0, 1}
    assert _rows(tmp_path / "x.db") == before


def _rows(path: Path) -> dict[str, int]:
    with sqlite3.connect(path) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}

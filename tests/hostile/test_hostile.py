"""Every hostile input is accounted for, and nothing but what was asked for happens."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recoupe.intake import Intake, IntakeOptions, Quarantined, RawSource, Taken, Workshop
from recoupe.intake.formats.base import Limits
from tests.hostile.builders import whole
from tests.hostile.generate import cases

NOW = datetime(2026, 11, 22, tzinfo=UTC)
MEMORY = 1 << 30
SLOW = ("attributes", "boundaries", "links", "many", "deep-entities", "words")
"""Inputs that take seconds by design; the others are many and quick."""


@pytest.fixture(scope="module")
def intake() -> Iterator[Intake]:
    with Workshop(Limits(seconds=20)) as workshop:
        yield Intake(IntakeOptions(), lambda _: "fr", lambda: NOW, workshop)


def test_there_are_four_hundred_of_them() -> None:
    names = [name for name, _ in cases(heavy=False)]
    assert len(set(names)) == len(names) >= 400


def test_whole_files_are_read(intake: Intake) -> None:
    for name, data in whole().items():
        found = list(intake.take(RawSource(name, data)))
        assert found, name
        assert all(isinstance(one, Taken) for one in found), (name, found)


def test_each_is_read_partly_read_or_quarantined(intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    marks = {path: os.stat(path).st_mtime_ns for path in ("/etc/passwd", "/etc/hosts", "/etc", "/tmp/..")}
    for name, data in cases(heavy=False):
        if name.startswith(SLOW):
            continue
        began = time.monotonic()
        found = list(intake.take(RawSource(name, data)))
        assert found, name
        assert time.monotonic() - began < 30, name
        for one in found:
            assert isinstance(one, Taken | Quarantined)
            if isinstance(one, Taken):
                assert "root:x:0:0" not in one.report.text, name
                assert one.report.text.encode("utf-8")
            else:
                assert str(one.error).startswith(one.name), name
                assert "\n" not in one.name
    assert list(tmp_path.iterdir()) == []
    assert marks == {path: os.stat(path).st_mtime_ns for path in marks}
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < MEMORY


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    with Workshop(Limits(seconds=2)) as workshop:
        intake = Intake(IntakeOptions(), lambda _: "fr", lambda: NOW, workshop)
        slow = b"<rss version='2.0' " + b" ".join(b"a%d='x'" % i for i in range(60_000)) + b"><channel/></rss>"
        (given_up,) = intake.take(RawSource("slow.xml", slow))
        assert isinstance(given_up, Quarantined)
        assert "longer than 2 seconds" in str(given_up.error)
        (read,) = intake.take(RawSource("page.html", whole()["page.html"]))
        assert isinstance(read, Taken)


def test_a_worker_without_memory_says_so_and_the_next_file_is_read() -> None:
    with Workshop(Limits(memory=64 << 20)) as workshop:
        intake = Intake(IntakeOptions(), lambda _: "fr", lambda: NOW, workshop)
        (refused,) = intake.take(RawSource("big.html", b"<html><body><p>" + b"mot " * (30 << 20)))
        assert isinstance(refused, Quarantined)
        (read,) = intake.take(RawSource("page.html", whole()["page.html"]))
        assert isinstance(read, Taken)


@pytest.mark.parametrize(
    "code",
    [
        "open('written.txt', 'w')",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['id'])",
        "import os; os.system('id')",
        "import os; os.fork()",
        "import os; os.unlink('x')",
        "import os; os.open('x', os.O_CREAT | os.O_RDWR)",
    ],
)
def test_the_worker_may_not(code: str, tmp_path: Path) -> None:
    """What a library might be tricked into."""
    import subprocess
    import sys

    program = (
        "import sys\nfrom recoupe.intake import worker\nworker._preload()\nworker._limit(1 << 30)\n"
        "sys.addaudithook(worker._forbid)\n"
        f"try:\n    exec({code!r})\nexcept PermissionError:\n    sys.stderr.write('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stderr.endswith("refused"), done.stderr
    assert list(tmp_path.iterdir()) == []

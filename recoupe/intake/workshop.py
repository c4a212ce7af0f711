"""Runs the worker: gives it files, takes its answers, ends it when it overruns."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from recoupe.errors import Unreadable
from recoupe.intake.formats.base import Found, Item, Limits, Refused
from recoupe.intake.frames import BrokenFrame, read_found, write_item

CHUNK = 1 << 20
ENDINGS = {signal.SIGXFSZ: "tried to write a file", signal.SIGKILL: "was ended by the system", signal.SIGSEGV: "crashed"}


class _Overrun(Exception):
    """The time is up."""


@dataclass
class Workshop:
    """One worker process, started with the first file and again after each that broke it. Not for several threads."""

    limits: Limits = field(default_factory=Limits)
    _worker: subprocess.Popen[bytes] | None = None
    _selector: selectors.BaseSelector | None = None
    _buffer: bytearray = field(default_factory=bytearray)
    _deadline: float = 0.0

    def documents(self, item: Item) -> Iterator[Found]:
        """What ``item`` holds. A file that breaks the worker gives a ``Refused`` at the end, after what was read of it."""
        worker = self._started()
        self._deadline = time.monotonic() + self.limits.seconds
        sender = threading.Thread(target=_send, args=(worker, item), daemon=True)
        sender.start()
        last = item.data
        try:
            while (found := read_found(self._read, last=last)) is not None:
                last = found.data or last
                yield found
        except _Overrun:
            yield self._broken(item, f"reading it takes longer than {self.limits.seconds:g} seconds")
        except BrokenFrame:
            yield self._broken(item, f"the process that read it {self._ending()}")
        except GeneratorExit:
            self.close()
            raise
        sender.join(timeout=1.0)

    def close(self) -> None:
        worker, self._worker = self._worker, None
        self._buffer.clear()
        if self._selector is not None:
            self._selector.close()
            self._selector = None
        if worker is not None:
            _kill_group(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._worker is None or self._worker.poll() is not None:
            self.close()
            self._worker = subprocess.Popen(
                [sys.executable, "-I", "-m", "recoupe.intake.worker", str(self.limits.memory)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            )  # fmt: skip
            assert self._worker.stdout is not None
            self._selector = selectors.DefaultSelector()
            self._selector.register(self._worker.stdout, selectors.EVENT_READ)
        return self._worker

    def _read(self, size: int) -> bytes:
        """Exactly ``size`` bytes, or fewer at the end of the stream. Raises ``_Overrun``."""
        worker, selector = self._worker, self._selector
        assert worker is not None
        assert selector is not None
        assert worker.stdout is not None
        while len(self._buffer) < size:
            left = self._deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise _Overrun
            chunk = os.read(worker.stdout.fileno(), CHUNK)
            if not chunk:
                break
            self._buffer += chunk
        out = bytes(self._buffer[:size])
        del self._buffer[:size]
        return out

    def _broken(self, item: Item, problem: str) -> Refused:
        self.close()
        return Refused(item.name, Unreadable(item.name, problem, "save its text as a .txt file and read that"), item.data)

    def _ending(self) -> str:
        if self._worker is None:
            return "ended"
        try:
            code = self._worker.wait(timeout=2.0)
        except subprocess.TimeoutExpired:
            return "gave no proper answer"
        return ENDINGS.get(signal.Signals(-code), "ended") if -code in set(signal.Signals) else "ended"


def _send(worker: subprocess.Popen[bytes], item: Item) -> None:
    assert worker.stdin is not None
    try:
        write_item(worker.stdin, item)
    except (OSError, ValueError):  # it died while it was being told; who reads its answers says so
        return


def _kill_group(worker: subprocess.Popen[bytes]) -> None:
    """The worker and whatever it may have started."""
    try:
        os.killpg(worker.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        worker.kill()
    worker.wait()
    for pipe in (worker.stdin, worker.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue



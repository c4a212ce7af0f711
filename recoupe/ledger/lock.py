"""One writer at a time: a lock file beside the ledger, held for as long as the writer lives.

SQLite's own locks would let two writers take turns; the release that many Pythons bundle (before 3.44.6, 3.50.7 and 3.51.3)
can damage a write-ahead log when two connections reset it together, so a second writer is turned away at the start.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

from recoupe.errors import LedgerLocked

if os.name == "nt":  # pragma: no cover
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """Raises ``LedgerLocked`` at once when another process, or another ledger of this one, holds it."""

    def __init__(self, ledger: Path) -> None:
        self._path = ledger.with_name(ledger.name + ".lock")
        self._descriptor = self._acquire(ledger)

    def _acquire(self, ledger: Path) -> int:
        while True:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
            try:
                _try_lock(descriptor)
            except OSError as exc:
                os.close(descriptor)
                raise LedgerLocked(
                    f"{ledger}: another process is writing to this ledger; wait for it to end, or write to another one"
                ) from exc
            if self._still_there(descriptor):
                return descriptor
            os.close(descriptor)

    def _still_there(self, descriptor: int) -> bool:
        """False when the holder before us removed the file between our opening and our locking it."""
        try:
            return os.path.samestat(os.fstat(descriptor), os.stat(self._path))
        except FileNotFoundError:
            return False

    def release(self) -> None:
        if self._descriptor < 0:
            return
        if os.name != "nt":
            self._path.unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

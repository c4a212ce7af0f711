"""The process that parses what is not plain text: ``python -m recoupe.intake.worker``, started by ``recoupe.intake.workshop``.

It has limits on memory and processor time, may write no file, start no program and open no connection. It answers on standard
output, frame by frame (``recoupe.intake.frames``), and knows nothing of the ledger.
"""

from __future__ import annotations

import os
import sys
from typing import Any

FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.kill", "os.remove", "os.rename",
             "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "shutil.", "ctypes.dlopen",
             "urllib.", "ftplib.", "smtplib.", "http.client")  # fmt: skip
"""Audit events (PEP 578) that nothing in here has a reason to raise once the libraries are loaded."""

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def main() -> None:
    """Serve until standard input ends."""
    from recoupe.intake.frames import read_item, write_end, write_found

    memory = int(sys.argv[1])
    source, answer = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints goes where nobody reads it as an answer
    _leave_the_network()
    _preload()
    _limit(memory)
    sys.addaudithook(_forbid)
    while (item := read_item(source)) is not None:
        _serve(item, answer, write_found)
        write_end(answer)
        answer.flush()


def _serve(item: Any, answer: Any, write_found: Any) -> None:
    from recoupe.errors import IntakeError, Unreadable
    from recoupe.intake.formats.base import Refused
    from recoupe.intake.formats.reading import documents

    last = item.data
    try:
        for found in documents(item):
            write_found(answer, found, last=last)
            last = found.data or last
    except IntakeError as exc:
        write_found(answer, Refused(item.name, exc, item.data))
    except MemoryError:
        write_found(answer, Refused(item.name, Unreadable(item.name, "it needs more memory than one file may", "split it")))
    except Exception as exc:  # a library's bug in one file must not end the batch; it is told, by name
        told = f"the library that reads it failed ({type(exc).__name__})"
        advice = "save its text as a .txt file and read that"
        write_found(answer, Refused(item.name, Unreadable(item.name, told, advice), item.data))


def _leave_the_network() -> None:
    """A network namespace of its own, where the system allows it; the audit hook holds where it does not."""
    import ctypes

    try:
        ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER | CLONE_NEWNET)
    except (OSError, AttributeError):
        return


def _preload() -> None:
    """Pages are the common case; the rest loads when it is asked for."""
    import ctypes  # noqa: F401 - libraries load it late, when opening files is watched
    import json  # noqa: F401

    import trafilatura  # noqa: F401


def _limit(memory: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128))
    used = _address_space()
    resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))


def _address_space() -> int:
    """Bytes that the loaded libraries have reserved already, most of them never touched."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _forbid(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        flags = arguments[2] if len(arguments) > 2 else 0
        if isinstance(flags, int) and flags & WRITES:
            raise PermissionError("a file may not be written here")
    elif event.startswith(FORBIDDEN) and event != "socket.gethostname":
        raise PermissionError(f"{event} is not allowed here")


if __name__ == "__main__":
    main()

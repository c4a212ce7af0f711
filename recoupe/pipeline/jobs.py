"""Reading in several processes: order kept, memory bounded, one failure nobody else's."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from recoupe.errors import RecoupeError
from recoupe.model import Reading, Report

if TYPE_CHECKING:
    from recoupe.pipeline.reader import Failure, Reader

CHUNK = 4
"""Reports sent to a process at once."""
AHEAD = 4
"""Chunks in flight for each process: enough to keep it busy, few enough for memory."""

_reader: Reader | None = None

Waiting = tuple[list[Report], "Future[list[Reading | Failure]]"]


def read_in_processes(reader: Reader, reports: Iterable[Report], *, jobs: int) -> Iterator[Reading | Failure]:
    """Readings in the order of ``reports``, made by ``jobs`` processes that share the loaded reader where the system can fork.

    When a process dies, the reports that were on their way fail; those after them are read by new processes.
    """
    global _reader
    queue = iter(reports)
    first = next(queue, None)
    if first is None:
        return
    yield reader.try_read(first)  # loads what the processes then share
    _reader = reader
    try:
        while chunk := list(islice(queue, CHUNK)):
            yield from _read_in_pool(reader, chunk, queue, jobs=jobs)
    finally:
        _reader = None


def _read_in_pool(reader: Reader, first: list[Report], queue: Iterator[Report], *, jobs: int) -> Iterator[Reading | Failure]:
    """Until the queue is empty or a process has died."""
    gc.freeze()  # what is loaded stays in pages that the processes share
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=reader.arguments)
    waiting: deque[Waiting] = deque()
    try:
        chunk, broken = first, False
        while chunk or waiting:
            while chunk:
                waiting.append((chunk, _submit(pool, chunk)))
                chunk = list(islice(queue, CHUNK)) if len(waiting) < jobs * AHEAD else []
            sent, future = waiting.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                broken = True
                yield from _lost(sent)
            chunk = [] if broken else list(islice(queue, CHUNK))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, chunk: list[Report]) -> Future[list[Reading | Failure]]:
    try:
        return pool.submit(_read_chunk, chunk)
    except BrokenProcessPool as exc:
        failed: Future[list[Reading | Failure]] = Future()
        failed.set_exception(exc)
        return failed


def _lost(reports: list[Report]) -> Iterator[Failure]:
    from recoupe.pipeline.reader import Failure

    for report in reports:
        yield Failure(report, RecoupeError("the process that read it ended; read it again, with --jobs 1"))


def _start(knowledge: Path | None, parsers: dict[str, Path | str], cache: Path | None) -> None:
    """Take the reader that was loaded before the fork, or make the same one anew. Stopping is the parent's business."""
    global _reader
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if _reader is None:
        from recoupe.pipeline.reader import Reader

        _reader = Reader(knowledge=knowledge, parsers=parsers, cache=cache)


def _read_chunk(reports: list[Report]) -> list[Reading | Failure]:
    assert _reader is not None
    return [_reader.try_read(report) for report in reports]

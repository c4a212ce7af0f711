"""Reading in several processes: order kept, memory bounded, one failure nobody else's."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING

from recoupe.model import Reading, Report

if TYPE_CHECKING:
    from recoupe.pipeline.reader import Failure, Reader

CHUNK = 4
"""Reports sent to a process at once."""
AHEAD = 4
"""Chunks in flight for each process: enough to keep it busy, few enough for memory."""

_reader: Reader | None = None


def read_in_processes(reader: Reader, reports: Iterable[Report], *, jobs: int) -> Iterator[Reading | Failure]:
    """Readings in the order of ``reports``, made by ``jobs`` processes that share the loaded reader where the system can fork."""
    global _reader
    queue = iter(reports)
    first = next(queue, None)
    if first is None:
        return
    yield reader.try_read(first)  # loads what the processes then share
    _reader = reader
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting: deque[Future[list[Reading | Failure]]] = deque()
        for _ in range(jobs * AHEAD):
            if chunk := list(islice(queue, CHUNK)):
                waiting.append(pool.submit(_read_chunk, chunk))
        while waiting:
            yield from waiting.popleft().result()
            if chunk := list(islice(queue, CHUNK)):
                waiting.append(pool.submit(_read_chunk, chunk))


def _read_chunk(reports: list[Report]) -> list[Reading | Failure]:
    from recoupe.pipeline.reader import Reader

    global _reader
    if _reader is None:
        _reader = Reader()
    return [_reader.try_read(report) for report in reports]

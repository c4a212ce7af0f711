"""``speed``: reading against parsing every sentence and nothing else, one process against two, memory, growth, first answers.

Ratios are of runs in one session over the same generated reports. The baseline is the same spaCy pipeline over every sentence:
its clock runs only while it parses, with sentences and words cut before; the clock of ``recoupe read`` runs from the start of
the command to its end, with start, loading, ledger and all.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.figures import ROOT, Figure, Result, Table
from bench.generate import EVENTS, SEED, WORDS, vocabulary, write_reports

REPORTS, SMALL, LARGE = 500, 100, 5000
QUICK_REPORTS, QUICK_SMALL, QUICK_LARGE = 100, 40, 200
TRIES = 3
"""For the short measurements, of which the fastest counts."""
EXAMPLE = ROOT / "examples" / "dossier" / "01_agence_mardi.txt"
MB = 2**20


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    processor: float
    """Seconds of the processor, of all processes together: what other work on the machine hardly changes."""
    peak_mb: float
    """Of all processes together, shared pages counted once."""


@dataclass
class Memory:
    """Watches the proportional set size of a process and of those that it started."""

    pid: int
    peak: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def watched(self, *, every: float = 0.2) -> Iterator[Memory]:
        def watch() -> None:
            while not self._stop.wait(every):
                self.peak = max(self.peak, sum(_pss(p) for p in _tree(self.pid)))

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            thread.join()


def measure(*, quick: bool) -> Result:
    small, middle, large = (QUICK_SMALL, QUICK_REPORTS, QUICK_LARGE) if quick else (SMALL, REPORTS, LARGE)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        words = vocabulary()
        corpus = write_reports(home / "large", large, words=words)
        files = sorted((home / "large").iterdir())
        baseline, baseline_used = parse_seconds(files[:middle])
        _, like_ours = parse_seconds(files[:middle], products=True)
        runs = {(n, jobs): read_run(files[:n], home, jobs) for n, jobs in ((middle, 1), (middle, 2), (small, 1), (large, 1))}
    figures = [
        *_ratios(runs, baseline, small, middle, large),
        *_processor_ratios(runs[middle, 1], baseline_used, like_ours),
        *_first_answers(),
    ]
    rows = [
        (n, jobs, run.seconds, run.seconds / n * 1000, run.processor / n * 1000, run.peak_mb)
        for (n, jobs), run in sorted(runs.items())
    ]
    head = ("reports", "jobs", "seconds", "ms a report", "of the processor", "peak MB")
    table = Table("recoupe read", head, tuple(rows))
    shape = f"{WORDS} words a report, {EVENTS:.0%} of the sentences with an event, seed {SEED}"
    note = f"{shape}; every sentence of {middle} reports parsed in {baseline:.1f} s"
    return Result("speed-quick" if quick else "speed", tuple(figures), corpus, (table,), (note,))


def _ratios(runs: dict[tuple[int, int], Run], baseline: float, small: int, middle: int, large: int) -> list[Figure]:
    one, two = runs[middle, 1], runs[middle, 2]
    marginal = (runs[large, 1].seconds - one.seconds) / (large - middle)
    early = (one.seconds - runs[small, 1].seconds) / (middle - small)
    return [
        Figure("ratio", baseline / one.seconds, aim=1.5),
        Figure("jobs", one.seconds / two.seconds, aim=1.7),
        Figure("memory", max(r.peak_mb for r in runs.values()), aim=900, unit="MB", lower_is_better=True),
        Figure("growth", marginal / early, aim=1.2, lower_is_better=True),
        Figure("milliseconds a report", marginal * 1000, unit="ms", lower_is_better=True),
    ]


def _processor_ratios(one: Run, baseline: float, like_ours: float) -> list[Figure]:
    """In processor time; and against the pipeline with the reader's own matrix products: what the gate alone gains."""
    return [
        Figure("ratio, processor time", baseline / one.processor),
        Figure("ratio, processor time, same products", like_ours / one.processor),
    ]


def _first_answers() -> list[Figure]:
    first = min(_first_line([*_command("read"), str(EXAMPLE), "--format", "jsonl"]) for _ in range(TRIES))
    told = min(_first_line([*_command(), "--help"], whole=True) for _ in range(TRIES))
    return [
        Figure("first claim", first, aim=3.0, unit="s", lower_is_better=True),
        Figure("help", told, aim=0.5, unit="s", lower_is_better=True),
    ]


def _command(*words: str) -> list[str]:
    return [str(Path(sys.executable).with_name("recoupe")), *words]


def read_run(files: Sequence[Path], home: Path, jobs: int) -> Run:
    """``recoupe read`` into a ledger of its own."""
    chosen = home / f"chosen-{len(files)}"
    if not chosen.is_dir():
        chosen.mkdir()
        for file in files:
            (chosen / file.name).symlink_to(file)
    ledger = home / f"{len(files)}-{jobs}.db"
    start = time.perf_counter()
    words = [*_command("read"), str(chosen), "--ledger", str(ledger), "--jobs", str(jobs)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with Memory(process.pid).watched() as memory:
        _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"recoupe read failed with exit code {process.returncode}")
    return Run(seconds, used.ru_utime + used.ru_stime, memory.peak / MB)


def parse_seconds(files: Sequence[Path], *, products: bool = False) -> tuple[float, float]:
    """Seconds, and of them those of the processor, in which the pack's pipeline parses every sentence, in a process of its own.

    It is spaCy's as it comes; with ``products``, with the matrix products that the reader uses.
    """
    words = [sys.executable, "-m", "bench.baseline", *(["--products"] if products else []), *map(str, files)]
    wall, processor = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    return float(wall), float(processor)


def _first_line(words: Sequence[str], *, whole: bool = False) -> float:
    """Seconds until a command prints its first line, or until it ends."""
    start = time.perf_counter()
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = time.perf_counter() - start
        process.stdout.read()
        process.wait()
    if not line:
        raise RuntimeError(f"{' '.join(words)} printed nothing")
    return time.perf_counter() - start if whole else seconds


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _tree(pid: int) -> list[int]:
    """A process and all that descend from it (Linux)."""
    try:
        threads = os.listdir(f"/proc/{pid}/task")
        children = [c for t in threads for c in Path(f"/proc/{pid}/task/{t}/children").read_text(encoding="ascii").split()]
    except OSError:
        return [pid]
    return [pid, *(p for child in children for p in _tree(int(child)))]

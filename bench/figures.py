"""What a measurement brings back, how it is printed, and where it is kept."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench.scoring import SPANS, Tally

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"
SHARED = ROOT.parent / "shared"
"""Data made by others, for measuring only; not part of the repository."""


class DataAbsent(Exception):
    """A measurement needs data that is not here."""

    def __init__(self, path: Path) -> None:
        named = os.path.relpath(path, ROOT)
        super().__init__(f"{named} is not here; this measurement reads data that is not part of the repository")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. ``aim`` is what it should reach; ``known`` a published or baseline number to set beside it."""

    name: str
    value: float
    aim: float | None = None
    known: float | None = None
    unit: str = ""
    lower_is_better: bool = False

    @property
    def reached(self) -> bool | None:
        """None where there is no aim."""
        if self.aim is None:
            return None
        return self.value <= self.aim if self.lower_is_better else self.value >= self.aim


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | float | int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """``corpus`` is a hash of what was measured on; ``known_from`` says whose the known numbers are."""

    name: str
    figures: tuple[Figure, ...]
    corpus: str
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    known_from: str = ""
    details: dict[str, object] = field(default_factory=dict)

    def value(self, figure: str) -> float | None:
        return next((f.value for f in self.figures if f.name == figure), None)


def need(path: Path) -> Path:
    """``path``. Raises ``DataAbsent`` when there is nothing there."""
    if not path.exists():
        raise DataAbsent(path)
    return path


def corpus_hash(files: Iterable[Path]) -> str:
    """Of the names and bytes of ``files``, whatever their order."""
    whole = hashlib.sha256()
    for file in sorted(files, key=lambda f: f.name):
        whole.update(f"{file.name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return "sha256:" + whole.hexdigest()


def score_figures(tally: Tally, aims: dict[str, float], *, prefix: str = "") -> list[Figure]:
    """The figures of a tally. ``aims``: of ``claims.recall``, or of a role's F1 under the name of the role."""
    out = []
    for name, counts in tally.items():
        if not (counts.predicted or counts.gold):
            continue
        if name == "claims":
            out.append(Figure(f"{prefix}claims.precision", counts.precision))
            out.append(Figure(f"{prefix}claims.recall", counts.recall, aims.get("claims.recall")))
        label = name if name == SPANS else f"{name}.f1"
        out.append(Figure(f"{prefix}{label}", counts.f1, aims.get(name)))
    return out


def score_table(title: str, tally: Tally) -> Table:
    head = ("", "precision", "recall", "F1", "right", "predicted", "gold")
    rows = tuple((n, c.precision, c.recall, c.f1, c.right, c.predicted, c.gold) for n, c in tally.items())
    return Table(title, head, rows)


# ------------------------------------------------------------ printing


def print_result(result: Result) -> None:
    for table in result.tables:
        print_table(table)
    known = any(f.known is not None for f in result.figures)
    head = ("figure", "ours", "aim", *(("known",) if known else ()), "")
    rows = tuple(_figure_row(f, known=known) for f in result.figures)
    print_table(Table(result.name, head, rows))
    if result.known_from:
        print(f"known: {result.known_from}")
    for note in result.notes:
        print(note)


def _figure_row(figure: Figure, *, known: bool) -> tuple[str, ...]:
    aim = "" if figure.aim is None else f"{'≤' if figure.lower_is_better else '≥'} {shown(figure.aim)}"
    beside = ("" if figure.known is None else shown(figure.known),) if known else ()
    verdict = {True: "reached", False: "MISSED", None: ""}[figure.reached]
    return (figure.name, f"{shown(figure.value)} {figure.unit}".strip(), aim, *beside, verdict)


def print_table(table: Table) -> None:
    cells = [table.head, *(tuple(shown(cell) for cell in row) for row in table.rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(table.head))]
    print(f"\n{table.title}")
    for row in cells:
        print("  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))).rstrip())


def shown(value: str | float | int | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}".replace(",", " ")
    return str(value)


# ------------------------------------------------------------ keeping


def write_result(result: Result, folder: Path = RESULTS) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{result.name}.json"
    kept = {
        "name": result.name, "commit": _commit(), "corpus": result.corpus, "machine": _machine(),
        "measured": datetime.now(UTC).strftime("%Y-%m-%d"),
        "figures": {f.name: _kept(f) for f in result.figures},
        "known_from": result.known_from, "notes": list(result.notes),
        "tables": [{"title": t.title, "head": t.head, "rows": _rounded(t.rows)} for t in result.tables],
        **result.details,
    }  # fmt: skip
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _kept(figure: Figure) -> dict[str, float | str | bool]:
    kept: dict[str, float | str | bool] = {"value": round(figure.value, 4)}
    if figure.unit:
        kept["unit"] = figure.unit
    if figure.aim is not None:
        kept["aim"], kept["reached"] = figure.aim, bool(figure.reached)
    if figure.known is not None:
        kept["known"] = figure.known
    if figure.lower_is_better:
        kept["lower_is_better"] = True
    return kept


def _rounded(rows: Sequence[tuple[str | float | int | None, ...]]) -> list[list[str | float | int | None]]:
    return [[round(cell, 4) if isinstance(cell, float) else cell for cell in row] for row in rows]


def _commit() -> str:
    """The commit that was measured, with ``+`` where the reader's files differ from it; empty outside of a repository."""
    try:
        head = _git("rev-parse", "--short=12", "HEAD")
        changed = _git("status", "--porcelain", "--untracked-files=no", "--", "recoupe", "bench")
    except (OSError, subprocess.CalledProcessError):
        return ""
    ours = [line for line in changed.splitlines() if "bench/results/" not in line and "bench/floors.json" not in line]
    return head + ("+" if ours else "")


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def _machine() -> dict[str, str | int | float]:
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    return {
        "cores": os.cpu_count() or 1, "memory_gb": round(pages / 2**30, 1), "processor": _processor(),
        "system": platform.system(), "python": platform.python_version(),
    }  # fmt: skip


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    return named or platform.machine()

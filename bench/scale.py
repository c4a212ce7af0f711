"""``crosscheck --scale``: how time and memory grow with the number of claims, on a made-up war with known truth.

Each size runs in a process of its own. Counted is the processor's time from the first claim to the last incident: sorting the
claims of each report into tellings, blocking, scoring, grouping. Making the claims is not counted. A longer war, not a denser
one, makes more claims.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

from bench.figures import ROOT, Figure, Result, Table
from bench.world import World
from recoupe.corroboration.clustering import group_tellings
from recoupe.corroboration.tellings import tellings_of
from recoupe.model import Reading, Telling

SIZES, QUICK_SIZES = (10_000, 100_000, 1_000_000), (2_000, 20_000)
LEDGER_CLAIMS, QUICK_LEDGER = 100_000, 5_000
SEED = 11
DAYS_A_CLAIM = 3650 / 1_000_000
MINUTES, GIGABYTES, ADDING = 10.0, 4.0, 1.0


@dataclass(frozen=True, slots=True)
class Run:
    claims: int
    tellings: int
    incidents: int
    links: int
    seconds: float
    peak_gb: float
    b3: float


def measure(*, quick: bool) -> Result:
    runs = [_in_process(size) for size in (QUICK_SIZES if quick else SIZES)]
    adding = add_one(QUICK_LEDGER if quick else LEDGER_CLAIMS)
    first, last = runs[0], runs[-1]
    growth = (last.seconds / first.seconds) / (last.claims * log(last.claims) / (first.claims * log(first.claims)))
    figures = [
        Figure("minutes for the largest", last.seconds / 60, MINUTES, unit="min", lower_is_better=True),
        Figure("peak memory", last.peak_gb, GIGABYTES, unit="GB", lower_is_better=True),
        Figure("growth against n log n", growth, 1.2, lower_is_better=True),
        Figure("adding one report", adding, ADDING, unit="s", lower_is_better=True),
        Figure("b3.f1 of the largest", last.b3),
    ]
    head = ("claims", "tellings", "incidents", "links", "seconds", "µs a claim", "peak GB", "B³ F1")
    rows = tuple(
        (r.claims, r.tellings, r.incidents, r.links, r.seconds, r.seconds / r.claims * 1e6, r.peak_gb, r.b3) for r in runs
    )
    note = f"one process on one core; adding one report: to a ledger of {QUICK_LEDGER if quick else LEDGER_CLAIMS} claims"
    table = Table("claims to incidents", head, rows)
    return Result("scale-quick" if quick else "scale", tuple(figures), f"seed {SEED}", (table,), (note,))


def _in_process(claims: int) -> Run:
    words = [sys.executable, "-m", "bench.scale", str(claims)]
    done = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True)
    return Run(**json.loads(done.stdout))


def run(claims: int) -> Run:
    """Claims to incidents in this process."""
    tellings: list[Telling] = []
    truth: dict[str, int] = {}
    seconds = 0.0
    made = 0
    world = World(SEED, claims, days=max(10, round(claims * DAYS_A_CLAIM)))
    for number, (report, found, happenings) in enumerate(world.reports()):
        begun = time.process_time()
        tellings += tellings_of(report, found, number=number).tellings
        seconds += time.process_time() - begun
        truth.update(zip((c.id for c in found), happenings, strict=True))
        made += len(found)
    begun = time.process_time()
    grouping = group_tellings(tellings)
    seconds += time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    incidents, links = len(grouping.groups), len(grouping.links)
    return Run(made, len(tellings), incidents, links, seconds, peak, _b3(tellings, grouping.groups, truth))


def _b3(tellings: Sequence[Telling], groups: Sequence[Sequence[int]], truth: dict[str, int]) -> float:
    """B³ F1 over all claims that stand in an incident."""
    sizes = Counter(truth.values())
    precision = recall = counted = 0.0
    for group in groups:
        within: dict[int, int] = defaultdict(int)
        for n in group:
            for claim in tellings[n].claims:
                within[truth[claim]] += 1
        whole = sum(within.values())
        counted += whole
        precision += sum(n * n / whole for n in within.values())
        recall += sum(n * n / sizes[happening] for happening, n in within.items())
    precision, recall = precision / counted, recall / counted
    return 2 * precision * recall / (precision + recall)


def add_one(claims: int) -> float:
    """Seconds to take one more report into the incidents of a ledger of so many claims; the slowest of five."""
    from recoupe.ledger.sqlite import write_ledger
    from recoupe.pipeline.crosscheck import CrossChecker

    with tempfile.TemporaryDirectory() as folder, write_ledger(Path(folder) / "x.db") as store:
        readings = [_reading(n, *item) for n, item in enumerate(World(SEED, claims, days=365).reports())]
        for reading in readings[:-5]:
            store.add(reading)
        checker = CrossChecker(store.incidents)
        checker.refresh()
        slowest = 0.0
        for reading in readings[-5:]:
            store.add(reading)
            begun = time.perf_counter()
            checker.refresh()
            slowest = max(slowest, time.perf_counter() - begun)
        return slowest


def _reading(number: int, report: object, claims: object, _: object) -> Reading:
    from dataclasses import replace

    from recoupe.model import Report, text_id

    assert isinstance(report, Report)
    assert isinstance(claims, tuple)
    text = f"{report.text} {number}"
    own = replace(report, id=text_id(text), text=text)
    return Reading(own, "world", tuple(replace(c, report_id=own.id) for c in claims))


if __name__ == "__main__":
    found = run(int(sys.argv[1]))
    print(json.dumps({name: getattr(found, name) for name in Run.__slots__}))

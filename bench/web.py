"""``web``: how quickly the workbench answers, on a ledger of a made-up war.

A server in a process of its own, and so many clients at once, each asking one page after the other. Given is the 95th percentile
of the time to the last byte, for each kind of page, and how long the server's processor worked for one: that says something on a
machine that has other things to do as well.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from bench.figures import ROOT, Figure, Result, Table
from bench.scale import SEED, _reading
from bench.world import World

CLAIMS, QUICK_CLAIMS = 100_000, 5_000
CLIENTS, ROUNDS = 20, 5
PAGE_MS, SEARCH_MS, START_S = 300.0, 200.0, 2.0
PAINT = {"first map": 5.0, "slowest slider step": 0.7}
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
SOFTWARE = ["--no-sandbox", "--enable-unsafe-swiftshader", "--use-gl=angle", "--use-angle=swiftshader"]
STEPS = """async () => {
  const map = document.getElementById("map").recoupe, slider = document.getElementById("slider"), times = [];
  for (let step = 1; step <= 10; step++) {
    const begun = performance.now();
    slider.value = Number(slider.value) - 7;
    slider.dispatchEvent(new Event("input"));
    await new Promise((done) => map.once("idle", done));
    times.push(performance.now() - begun);
  }
  return times;
}"""
"""Each step is over when the map has nothing left to draw."""


def measure(*, quick: bool) -> Result:
    claims = QUICK_CLAIMS if quick else CLAIMS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.db"
        _fill(path, claims)
        with _serving(path) as (address, start, server):
            pages = _pages(address)
            _ask(address, list(pages.values()), 1)
            times, work = {}, {}
            for name, page in pages.items():
                before = processor_ms(server)
                answers = _ask(address, [page], ROUNDS)
                times[name], work[name] = _p95(answers), round((processor_ms(server) - before) / len(answers), 1)
            painted = paint(address) if CHROMIUM else {}
    worst = max(ms for name, ms in times.items() if name != "search")
    figures = (
        Figure("slowest page, p95", worst, PAGE_MS, unit="ms", lower_is_better=True),
        Figure("search, p95", times["search"], SEARCH_MS, unit="ms", lower_is_better=True),
        Figure("start to first page", start, START_S, unit="s", lower_is_better=True),
        *(Figure(name, seconds, PAINT[name], unit="s", lower_is_better=True) for name, seconds in painted.items()),
    )
    rows = tuple((name, times[name], work[name]) for name in pages)
    table = Table("pages", ("page", "p95 ms", "processor ms of the server a request"), rows)
    notes = [f"{claims} claims, {CLIENTS} clients at once, server and clients on the same machine"]
    notes += [] if painted else ["no Chromium here: the map was not painted"]
    return Result("web-quick" if quick else "web", figures, f"seed {SEED}", (table,), tuple(notes))


def _fill(path: Path, claims: int) -> None:
    from recoupe.ledger.sqlite import write_ledger
    from recoupe.pipeline.crosscheck import CrossChecker

    with write_ledger(path) as store:
        for number, item in enumerate(World(SEED, claims, days=365).reports()):
            store.add(_reading(number, *item))
        CrossChecker(store.incidents).refresh()


@contextmanager
def _serving(path: Path) -> Iterator[tuple[str, float, int]]:
    """The address, the seconds from the start of the process to its first page, and the process."""
    import httpx

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    begun = time.perf_counter()
    words = [str(Path(sys.executable).parent / "recoupe"), "serve", "--ledger", str(path), "--port", str(port)]
    server = subprocess.Popen(words, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                httpx.get(address + "/", timeout=120).raise_for_status()
                break
            except httpx.ConnectError:
                time.sleep(0.02)
        yield address, time.perf_counter() - begun, server.pid
    finally:
        server.terminate()
        server.wait()


def _pages(address: str) -> dict[str, str]:
    import httpx

    listed = httpx.get(address + "/incidents.json", timeout=120).json()
    incident = max(listed, key=lambda i: len(i["claims"]))
    return {
        "dossier": "/", "incident": f"/incidents/{incident['id']}", "report": f"/reports/{incident['reports'][0]}",
        "review": "/review", "map": "/map", "sources": "/sources", "search": "/search?q=town",
    }  # fmt: skip


def _ask(address: str, pages: list[str], rounds: int) -> list[float]:
    """Milliseconds of each answer, ``CLIENTS`` asking at once."""

    def client(_: int) -> list[float]:
        import httpx

        times = []
        with httpx.Client(base_url=address, timeout=120) as session:
            for page in pages * rounds:
                begun = time.perf_counter()
                session.get(page).raise_for_status()
                times.append((time.perf_counter() - begun) * 1000)
        return times

    with ThreadPoolExecutor(CLIENTS if rounds > 1 else 1) as pool:
        return [t for times in pool.map(client, range(CLIENTS if rounds > 1 else 1)) for t in times]


def processor_ms(process: int) -> float:
    """That a process has used so far; 0 where the system does not say."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def paint(address: str) -> dict[str, float]:
    """In Chromium without a graphics card: seconds until the map stands, and of the slowest of ten steps of the slider."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=SOFTWARE)
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        begun = time.perf_counter()
        page.goto(address + "/map")
        page.wait_for_selector("#map[data-ready]", timeout=120_000)
        first = time.perf_counter() - begun
        steps = page.evaluate(STEPS)
        browser.close()
    return {"first map": round(first, 2), "slowest slider step": round(max(steps) / 1000, 2)}


def _p95(times: list[float]) -> float:
    return round(sorted(times)[int(len(times) * 0.95) - 1], 1)

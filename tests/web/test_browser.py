"""A day of work in a real browser: read, compare, correct, map; nothing leaves the origin, nothing is closed to anybody."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
import uvicorn

from recoupe.web.app import create_app
from recoupe.web.settings import WebSettings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed: apt install chromium")
ARGUMENTS = ["--no-sandbox", "--enable-unsafe-swiftshader", "--use-gl=angle", "--use-angle=swiftshader"]
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
SHOTS = Path(__file__).parent.parent.parent / "build" / "screenshots"
REPORT = """Dix-sept combattants ont été tués vendredi par une frappe aérienne à Raqqa, a annoncé
l'Observatoire syrien des droits de l'homme.

Selon l'agence officielle Sana, l'aviation israélienne a mené la frappe. L'armée syrienne a repris le village de Maskana."""


@dataclass
class Desk:
    """A page, and what it asked for and complained of."""

    page: Page
    address: str
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def shot(self, name: str) -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


@pytest.fixture(scope="module")
def address(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    ledger = Path(shutil.copy(made, tmp_path_factory.mktemp("browser") / "x.db"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(WebSettings(ledger)), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Desk]:
    page = browser.new_page(viewport={"width": 1200, "height": 900}, locale="en-GB")
    found = Desk(page, address)
    page.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else found.elsewhere.append(r.url))
    page.on("console", lambda m: found.complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: found.complaints.append(str(e)))
    yield found
    page.close()
    assert found.elsewhere == [], "a request left the origin"
    assert found.complaints == []


def test_from_a_report_to_a_correction(desk: Desk) -> None:
    """Add a report, find its incident, open a cell, correct a claim; matrix, export and map are other than before."""
    page = desk.page
    desk.open("/")
    page.fill("#text", REPORT)
    page.fill("#outlet", "Le Courrier d'essai")
    page.fill("#published", "2018-06-23")
    page.click("#add button")
    page.wait_for_url("**/adding/*")
    page.locator(".added .done").wait_for()
    desk.shot("adding")
    page.locator('.added a[href^="/incidents/"]').first.wait_for()
    page.locator('.added a[href^="/reports/"]').click()
    page.wait_for_url("**/reports/sha256:*")
    assert "Dix-sept combattants" in page.inner_text("article")
    page.locator(".claims li").first.hover()
    letters = page.eval_on_selector_all("article .piece.lit[data-letter]", "nodes => nodes.map(n => n.dataset.letter).join('')")
    assert {"P", "N"} <= set(letters), letters
    desk.shot("report")
    page.locator('.claims a[href^="/incidents/"]').first.click()
    page.wait_for_url("**/incidents/i*")
    found = page.url
    assert "17" in page.inner_text("table.matrix")
    page.locator("tr#killed a.ref").first.click()
    assert "Dix-sept combattants" in page.inner_text("#chosen"), "the cell opens its sentence, in the original"
    claim = page.url.split("#")[1]
    before = page.request.get(desk.address + "/map.json").json()

    page.goto(f"{desk.address}/review?claim={claim}")
    page.keyboard.press("e")
    page.fill("#set-killed", "4711")
    page.fill("#set-place", "")
    page.fill("#author", "tester")
    page.fill("#reason", "the text says so")
    page.click("text=Take the correction down")
    page.wait_for_url("**/review")
    assert "4711" in page.inner_text("#decided")
    page.goto(found)
    assert "4711" in page.inner_text("table.matrix")
    assert "4711" in page.request.get(found + ".csv").text()
    assert page.request.get(desk.address + "/map.json").json() != before
    desk.shot("corrected")


def test_files_are_added_together(desk: Desk, tmp_path: Path) -> None:
    for n, words in enumerate(("Une frappe a tué trois civils à Sake vendredi, selon l'armée.", "")):
        (tmp_path / f"{n}.txt").write_text(words)
    desk.open("/")
    desk.page.set_input_files("#file", [tmp_path / "0.txt", tmp_path / "1.txt"])
    desk.page.click("#add button")
    desk.page.locator(".added .failed .note").wait_for()
    desk.page.locator(".added .done").wait_for()


def test_a_window_is_drawn_over_the_days(desk: Desk) -> None:
    desk.open("/")
    before = desk.page.locator("#incidents tbody tr").count()
    box = desk.page.locator("#histogram").bounding_box()
    assert box is not None
    middle = box["y"] + 50
    desk.page.mouse.move(box["x"] + box["width"] * 0.6, middle)
    desk.page.mouse.down()
    desk.page.mouse.move(box["x"] + box["width"] * 0.8, middle, steps=4)
    desk.page.mouse.move(box["x"] + box["width"] * 0.98, middle, steps=4)
    desk.page.mouse.up()
    desk.page.wait_for_url("**/?since=*")
    desk.page.wait_for_function(f"() => document.querySelectorAll('#incidents tbody tr').length < {before}")
    since = desk.page.input_value("#since")
    desk.page.focus("#move")
    desk.page.keyboard.press("ArrowLeft")
    assert desk.page.input_value("#since") < since, "the keyboard moves the window"
    desk.shot("dossier")


def test_two_reports_scroll_together(desk: Desk) -> None:
    listed = desk.page.request.get(desk.address + "/incidents.json?limit=500").json()
    reports = max(listed, key=lambda i: len(i["claims"]))["reports"]
    desk.page.set_viewport_size({"width": 1200, "height": 500})
    desk.open(f"/compare?left={reports[0]}&right={reports[1]}")
    low = "for (const s of document.querySelectorAll('.scroller')) { s.style.height = '120px'; s.style.minHeight = '0'; }"
    desk.page.evaluate(f"() => {{ {low} }}")
    desk.page.evaluate("document.querySelector('.scroller').scrollTop = 1e6")
    desk.page.wait_for_function("() => document.querySelectorAll('.scroller')[1].scrollTop > 0")
    desk.shot("compare")


def test_a_contradiction_leads_to_its_sentences(desk: Desk) -> None:
    desk.open("/")
    desk.page.locator('main ul.short a[href^="/incidents/"]').first.click()
    desk.page.wait_for_url("**/incidents/i*")
    desk.page.locator("td.contradicts a.ref").first.click()
    claim = desk.page.url.split("#")[1]
    desk.page.locator("#toll[data-ready]").or_(desk.page.locator("main:not(:has(#toll))")).wait_for()
    desk.shot("incident")
    desk.page.locator("#chosen cite a").first.click()
    desk.page.wait_for_url("**/reports/*")
    assert desk.page.locator(f"#{claim}").is_visible()


def test_keys_decide(desk: Desk) -> None:
    desk.open("/review")
    before = desk.page.input_value('input[name="claim"]')
    desk.page.keyboard.press("j")
    desk.page.wait_for_url("**/review?claim=*")
    desk.page.keyboard.press("k")
    desk.page.wait_for_function(f"() => document.querySelector('input[name=claim]').value === '{before}'")
    desk.page.keyboard.press("y")
    desk.page.wait_for_url("**/review")
    assert desk.page.input_value('input[name="claim"]') != before
    desk.page.keyboard.press("/")
    assert desk.page.evaluate("document.activeElement.id") == "find"
    desk.shot("review")


def test_the_map_paints_and_answers(desk: Desk) -> None:
    begun = time.monotonic()
    desk.open("/map?window=all")
    desk.page.wait_for_selector("#map[data-ready]", timeout=30_000)
    painted = time.monotonic() - begun
    at: Any = desk.page.evaluate("""() => {
      const map = document.getElementById("map").recoupe;
      const [hit] = map.queryRenderedFeatures({ layers: ["incidents"] });
      const { x, y } = map.project(hit.geometry.coordinates);
      return [x, y];
    }""")
    box = desk.page.locator("#map").bounding_box()
    assert box is not None
    desk.page.mouse.click(box["x"] + at[0], box["y"] + at[1])
    desk.page.locator("#answer dd, #answer q").first.wait_for()
    desk.page.select_option("#account", "all")
    desk.page.locator("#placed").wait_for()
    desk.page.locator("#placed summary").press("Enter")
    desk.page.locator("#placed button").first.press("Enter")
    desk.page.locator("#answer q.words").first.wait_for()
    desk.page.check("#split")
    desk.page.wait_for_selector("#map2[data-ready]", timeout=30_000)
    assert "day2=" in desk.page.url, "the address is that of the split view"
    desk.shot("map")
    desk.page.select_option("#viewpoint", "ukraine")
    assert desk.page.inner_text("#whose") == "Ukraine"
    assert "viewpoint=ukraine" in desk.page.url
    desk.page.wait_for_function("""() => {
      const map = document.getElementById("map").recoupe;
      return map.isSourceLoaded("boundaries") &&
        !map.querySourceFeatures("boundaries").some(({ properties }) => properties.name === "Crimea");
    }""")
    desk.page.evaluate("document.getElementById('map').recoupe.jumpTo({ center: [40.9, 34.4], zoom: 6 })")
    desk.page.wait_for_function("""() => {
      const map = document.getElementById("map").recoupe;
      const names = (source, key) => map.querySourceFeatures(source).map(({ properties }) => properties[key]);
      return names("placenames", "place").includes("Abu Kamal") && names("names", "name").includes("Syria");
    }""")
    assert painted < 30


def test_a_search_narrows(desk: Desk) -> None:
    desk.open("/search")
    desk.page.fill("#q", "kamal")
    desk.page.wait_for_url("**/search?*q=kamal*")
    counted = desk.page.locator('.facet a[href*="language=fr"] + small')
    counted.wait_for()
    reports = counted.inner_text()
    desk.page.locator('.facet a[href*="language=fr"]').click()
    desk.page.wait_for_url("**language=fr*")
    assert desk.page.inner_text(".results .counts").startswith(reports + " ")
    desk.shot("search")


PATHS = ("/", "/search?q=syrie", "/review", "/review/incidents", "/map", "/siege?place=Sake", "/sources")


@pytest.mark.parametrize("path", [*PATHS, "incident", "report", "compare"])
def test_pages_are_open_to_all(desk: Desk, path: str) -> None:
    """axe-core finds nothing serious, in light and in dark; nothing is wider than a telephone."""
    page = desk.page
    listed = page.request.get(desk.address + "/incidents.json?limit=500").json()
    large = max(listed, key=lambda i: len(i["claims"]))
    left, right = large["reports"][:2]
    both = f"/compare?left={left}&right={right}"
    named = {"incident": f"/incidents/{large['id']}", "report": f"/reports/{left}", "compare": both}
    desk.open(named.get(path, path))
    page.evaluate(AXE.read_text(encoding="utf-8"))
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        serious = [
            (v["id"], v["nodes"][0]["html"][:160]) for v in found["violations"] if v["impact"] in ("serious", "critical")
        ]  # fmt: skip
        assert serious == [], scheme
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    scrolls = page.evaluate("axe.run(document, { runOnly: ['scrollable-region-focusable'] })")["violations"]
    assert scrolls == [], "what is scrolled can be reached by keyboard"
    desk.shot("narrow-" + (path.strip("/").split("?")[0].replace("/", "-") or "dossier"))

"""A day of work in a real browser: read, compare, correct, map; nothing leaves the origin, nothing is closed to anybody."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    page = desk.page
    desk.open("/")
    page.fill("#text", REPORT)
    page.fill("#outlet", "Le Courrier d'essai")
    page.fill("#published", "2018-06-23")
    page.click("text=Add >> nth=-1")
    page.wait_for_url("**/reports/sha256:*")
    assert "Dix-sept combattants" in page.inner_text("article")
    desk.shot("report")
    page.locator("article .piece.figure", has_text="Dix-sept").first.wait_for()
    page.locator('.claims a[href^="/incidents/"]').first.click()
    page.wait_for_url("**/incidents/i*")
    found = page.url
    assert "17" in page.inner_text("table.matrix")
    killed = page.locator("tr#killed a.ref").first
    killed.click()
    claim = page.url.split("#")[1]
    assert page.locator(f"#{claim}").is_visible()

    page.goto(f"{desk.address}/review?claim={claim}")
    page.keyboard.press("e")
    page.fill("#set-killed", "4711")
    page.fill("#author", "tester")
    page.fill("#reason", "the text says so")
    page.click("text=Take the correction down")
    page.wait_for_url("**/review")
    assert "4711" in page.inner_text("#decided")
    page.goto(found)
    assert "4711" in page.inner_text("table.matrix")
    assert "4711" in page.request.get(found + ".csv").text()
    desk.shot("corrected")


def test_a_contradiction_leads_to_its_sentences(desk: Desk) -> None:
    desk.open("/")
    desk.shot("dossier")
    desk.page.locator("main ul.plain a").first.click()
    desk.page.wait_for_url("**/incidents/i*")
    cell = desk.page.locator("td.contradicts a.ref").first
    cell.click()
    claim = desk.page.url.split("#")[1]
    desk.page.locator(f'#{claim} cite a').first.click()
    desk.page.wait_for_url("**/reports/*")
    assert desk.page.locator(f"#{claim}").is_visible()


def test_keys_decide(desk: Desk) -> None:
    desk.open("/review")
    before = desk.page.input_value('input[name="claim"]')
    desk.page.keyboard.press("j")
    desk.page.wait_for_url("**/review?claim=*")
    desk.page.keyboard.press("k")
    desk.page.wait_for_function(f"document.querySelector('input[name=claim]').value === '{before}'")
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
    desk.shot("map")
    assert painted < 30


@pytest.mark.parametrize("path", ["/", "/search?q=syrie", "/review", "/map", "incident", "report"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_open_to_all(desk: Desk, path: str, scheme: Any) -> None:
    """axe-core finds nothing serious; nothing is wider than a telephone."""
    page = desk.page
    page.emulate_media(color_scheme=scheme)
    listed = page.request.get(desk.address + "/incidents.json?limit=500").json()
    large = max(listed, key=lambda i: len(i["claims"]))
    desk.open({"incident": f"/incidents/{large['id']}", "report": f"/reports/{large['reports'][0]}"}.get(path, path))
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    serious = [
        (v["id"], v["nodes"][0]["html"][:160]) for v in found["violations"] if v["impact"] in ("serious", "critical")
    ]  # fmt: skip
    assert serious == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    if scheme == "light":
        desk.shot("narrow-" + (path.strip("/").split("?")[0] or "dossier"))



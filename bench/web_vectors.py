"""``web_vectors``: a thousand ways to smuggle markup and scripts into the workbench, in Chromium.

Each vector stands once in a title, an outlet's name, an author, an address, a text, the name of an actor and of a place, in the
reason and the author of a decision, and is searched for. Every page that shows one is opened, with the browser's own protection
by the Content-Security-Policy switched off, so that it hides no hole. Counted is what ran, what asked another host for something,
and what stands in a page as an element or attribute that no template of ours writes.
"""

from __future__ import annotations

import re
import socket
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from bench.figures import Figure, Result, Table
from bench.vectors import vectors
from bench.web import CHROMIUM
from recoupe.model import (
    ActorMention,
    Candidate,
    Claim,
    Decision,
    DecisionKind,
    Event,
    Link,
    Origin,
    PartialDate,
    PlaceMention,
    Precision,
    PublishedBasis,
    Reading,
    Relation,
    Report,
    Span,
    TimeMention,
    bytes_id,
    claim_id,
    text_id,
)

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

NUMBER, QUICK = 1000, 40
BARE = ["--no-sandbox", "--disable-gpu"]
VOICES = 20
"""Reports that tell of one incident."""
READER = "vectors"
FOREIGN = """() => {
  const ours = (address) => /^([/#?](?![/\\\\])|$)/.test(address);
  const never = ["iframe", "object", "embed", "base", "style", "math", "video", "template", "noscript", "xmp", "img"];
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    const tag = element.localName;
    if (never.includes(tag)) found.push(tag);
    if (tag === "script" && !(element.getAttribute("src") ?? "").startsWith("/static/")) found.push("script");
    if (tag === "link" && !(element.getAttribute("href") ?? "").startsWith("/static/")) found.push("link");
    if (tag === "meta" && element.hasAttribute("http-equiv")) found.push("meta");
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on")) found.push(name);
      if (["href", "src", "action", "formaction", "xlink:href"].includes(name) && !ours(value)) found.push(`${name}=${value}`);
    }
  }
  if (document.title.includes("OWNED") && !document.title.includes("'")) found.push("title");
  return found;
}"""
SHOWN = """(asked) => {
  const plain = (text) => text.replace(/[^\\x21-\\x7e]/g, "");
  const fields = [...document.querySelectorAll("input")].map((field) => field.value);
  const text = plain(document.documentElement.textContent + fields.join(" "));
  return asked.filter((vector) => text.includes(plain(vector)));
}"""


@dataclass
class Watch:
    """What a browser was seen to do, and which vectors it showed."""

    address: str
    ran: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    foreign: Counter[str] = field(default_factory=Counter)
    shown: set[str] = field(default_factory=set)
    pages: int = 0

    def over(self, page: Page) -> None:
        page.on("dialog", self._asked_in_a_box)
        page.on("pageerror", lambda e: self.ran.append(str(e)))
        page.on("request", lambda r: None if r.url.startswith((self.address, "blob:")) else self.asked.append(r.url))

    def _asked_in_a_box(self, dialog: Dialog) -> None:
        self.ran.append(dialog.message)
        dialog.dismiss()

    def open(self, page: Page, path: str, some: Sequence[str]) -> None:
        page.goto(self.address + path, wait_until="domcontentloaded")
        self.foreign.update(page.evaluate(FOREIGN))
        self.shown.update(page.evaluate(SHOWN, list(some)))
        self.pages += 1


def measure(*, quick: bool) -> Result:
    number = QUICK if quick else NUMBER
    seen = look(vectors(number))
    figures = (
        Figure("vectors that were shown", len(seen.shown), number),
        Figure("scripts that ran", len(seen.ran), 0, lower_is_better=True),
        Figure("requests to other hosts", len(seen.asked), 0, lower_is_better=True),
        Figure("elements and attributes that are not ours", sum(seen.foreign.values()), 0, lower_is_better=True),
    )
    rows = tuple((what, n) for what, n in seen.foreign.most_common(20))
    tables = (Table("not ours", ("what", "times"), rows),) if rows else ()
    note = f"{seen.pages} pages in Chromium, without the protection of the Content-Security-Policy"
    return Result("web_vectors-quick" if quick else "web_vectors", figures, "built in", tables, (note,))


def look(some: Sequence[str]) -> Watch:
    """Open every page that shows one of the vectors. What only makes pages pretty is not loaded."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        path = Path(folder) / "x.db"
        plant(path, some)
        with serving(path) as address:
            browser = started.chromium.launch(executable_path=CHROMIUM, args=BARE)
            page = browser.new_context(bypass_csp=True).new_page()
            watch = Watch(address)
            page.route(re.compile(r"/static/.*\.(css|woff2|svg|mjs)$"), lambda route: route.abort())
            watch.over(page)
            for where in pages(path, some):
                watch.open(page, where, some)
            page.wait_for_timeout(200)
            browser.close()
    return watch


def plant(path: Path, some: Sequence[str]) -> None:
    """A ledger in which every vector stands in every place that a report or a person fills."""
    from recoupe.ledger.sqlite import write_ledger
    from recoupe.web.desk import Desks
    from recoupe.web.settings import WebSettings

    with write_ledger(path) as store:
        for number in range(len(some)):
            store.add(planted(number, some))
    desks = Desks(WebSettings(path))
    desks.refresh()
    with desks.open(writes=True) as desk:
        at = datetime(2026, 1, 1, tzinfo=UTC)
        heads = desk.store.incidents.claim_heads()
        desk.store.decisions.add(
            Decision(DecisionKind.UNSURE, (head.anchor,), vector, at + timedelta(seconds=n), vector)
            for n, (head, vector) in enumerate(zip(heads, some, strict=False))
        )
    desks.close()


def planted(number: int, some: Sequence[str]) -> Reading:
    """A report of one strike; the vectors go from place to place with its number."""
    title, outlet, author, note, url, actor, target, place = (some[(number + n * 7) % len(some)] for n in range(8))
    words = f"{number}: {actor} struck {target} at {place}."
    text = words + "\n" + title
    group = number // VOICES
    day = PartialDate.day(date(2020, 1, 1) + timedelta(days=40 * group))
    report = Report(
        id=text_id(text), text=text, language="en", origin=Origin(path=note, url=url, taken=datetime(2026, 1, 1, tzinfo=UTC)),
        bytes_sha256=bytes_id(text.encode()), title=title, outlet=outlet, author=author, published=day,
        published_basis=PublishedBasis.GIVEN, published_note=note,
    )  # fmt: skip
    begin = len(f"{number}: ")
    trigger = Span(begin + len(actor) + 1, begin + len(actor) + 7)
    after = Span(trigger.end + 1, trigger.end + 1 + len(target))
    where = Span(after.end + 4, after.end + 4 + len(place))
    claim = Claim(
        id=claim_id(report.id, READER, "strike", trigger.start), report_id=report.id, event=Event.STRIKE,
        evidence=Span(0, len(words)), trigger=trigger, reader=READER,
        actors=(ActorMention(Span(begin, begin + len(actor)), _linked(f"side-{group}", actor)),),
        targets=(ActorMention(after, _linked(target, target)),),
        places=(PlaceMention(where, _linked(f"place:{group}", place), Relation.AT, Precision.TOWN, "ML", 9.0 + group % 9, 1.0),),
        time=TimeMention(day, "as written", None), confidence=0.5,
    )  # fmt: skip
    return Reading(report, READER, (claim,), (), ())


def _linked(id: str, name: str) -> Link:
    return Link((Candidate(id, name, 0.9, ()),), 0, READER)


def pages(path: Path, some: Sequence[str]) -> Iterator[str]:
    from recoupe.ledger.sqlite import open_ledger

    yield from ("/", "/sources", "/review", "/map?window=all", "/review?second=true")
    with open_ledger(path) as store:
        heads, claims = store.incidents.heads(), store.incidents.claim_heads()
        named = store.incidents.mentioned()
        reports = [claim.report_id for head in claims for claim, _ in store.claims_with_prefix(head.id)]
    yield from (f"/incidents/{head.id}" for head in heads)
    yield from (f"/reports/{id}" for id in reports)
    yield from (f"/search?q={quote(vector)}" for vector in some)
    yield from (f"/sources/of?id={quote(vector)}" for vector in some)
    yield from (f"/actors/of?id={quote(one.id)}" for one in named)
    yield from (f"/review?claim={head.id}" for head in claims)
    yield from (f"/no/{quote(vector, safe='')}" for vector in some)


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """The address of a workbench in a thread of this process."""
    import uvicorn

    from recoupe.web.app import create_app
    from recoupe.web.settings import WebSettings

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(WebSettings(path)), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()

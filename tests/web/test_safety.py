"""What stands between the workbench and the rest."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bench.vectors import vectors
from recoupe.ledger.sqlite import write_ledger
from recoupe.model import Origin, Reading, Report, text_id
from recoupe.web.app import create_app
from recoupe.web.settings import WebSettings
from recoupe.web.twins import csv_text, unarmed
from tests.ledger.readings import TEXT, reading, report
from tests.web.conftest import HOST, contested, token

PAGES = ("/", "/search", "/search?q=syrie", "/nowhere", "/incidents/iz", "/reports/sha256:0")
OURS = {
    "text", "kbd", "code", "q", "h3", "circle", "figure", "figcaption", "sup", "bdi", "datalist", "progress",
    "a",
    "article",
    "aside",
    "body",
    "br",
    "button",
    "cite",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "footer",
    "form",
    "g",
    "h1",
    "h2",
    "head",
    "header",
    "html",
    "input",
    "label",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "path",
    "rect",
    "script",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
}


class Page(HTMLParser):
    """The elements of a page, as a browser would meet them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))


def is_clean(text: str) -> None:
    """No element, script, style or address that our templates do not write."""
    for tag, attributes in Page(text).elements:
        assert tag in OURS, tag
        assert not [name for name in attributes if name.startswith("on") or name == "style" or ":" in name.replace("xml:", "")], (
            attributes
        )
        for name in ("href", "src", "action"):
            if name in attributes:
                assert attributes[name].startswith(("/", "#", "?")), attributes
                assert not attributes[name].startswith("//")
        if tag == "script":
            assert attributes["src"].startswith("/static/")


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_has_the_headers(reads: TestClient, page: str) -> None:
    found = reads.get(page).headers
    policy = found["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert found["x-content-type-options"] == "nosniff"
    assert found["referrer-policy"] == "same-origin"
    assert found["x-frame-options"] == "DENY"


@pytest.mark.parametrize("page", PAGES)
def test_no_inline_script_or_style(reads: TestClient, page: str) -> None:
    is_clean(reads.get(page).text)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "0.0.0.0", "", "localhost.", "[::2]"])
def test_other_names_are_refused(reads: TestClient, host: str) -> None:
    assert reads.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8765", "127.0.0.1:1", "[::1]:8765"])
def test_own_names_are_answered(reads: TestClient, host: str) -> None:
    assert reads.get("/search", headers={"host": host}).status_code == 200


def test_a_form_needs_a_token_of_its_session(client: TestClient, app: FastAPI) -> None:
    good = token(client)
    assert client.post("/reports", data={"token": "0" * 64, "text": "x"}).status_code == 403
    assert client.post("/reports", data={"token": "ü", "text": "x"}).status_code == 403
    assert client.post("/reports", data={"text": "x"}).status_code == 422
    with TestClient(app, base_url=HOST) as other:
        assert other.post("/reports", data={"token": good, "text": "x"}).status_code == 403, "another browser's token"
    assert client.post("/reports", data={"token": good, "text": "  "}).status_code == 400


def test_session_cookies_are_strict_and_unreadable(client: TestClient) -> None:
    (cookie,) = [c for c in client.get("/").headers.get_list("set-cookie") if c.startswith("recoupe=")]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()


def test_large_bodies_are_refused(client: TestClient) -> None:
    assert client.post("/reports", headers={"content-length": str(1 << 40)}, content=b"").status_code == 413


@pytest.fixture(scope="module")
def smuggled(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Reports whose titles, outlets, addresses, authors, texts and names in claims are the vectors, several in each."""
    path = tmp_path_factory.mktemp("hostile") / "x.db"
    listed = vectors()
    assert len(listed) == len(set(listed)) == 1000
    with write_ledger(path) as store:
        for begin in range(0, len(listed), 20):
            store.add(hostile(listed[begin : begin + 20]))
    return TestClient(create_app(WebSettings(path)), base_url=HOST, raise_server_exceptions=False)


def hostile(some: list[str]) -> Reading:
    """The words of the tests' own reading, with vectors behind and instead of names."""
    text = TEXT + "\n" + "\n".join(some)
    own: Report = replace(
        report(), id=text_id(text), text=text, title=some[0], outlet=some[1], author=some[2], published_note=some[3],
        origin=Origin(path=some[4], url="https://a.example/" + some[5]),
    )  # fmt: skip
    made = reading(report())
    claims = tuple(replace(c, report_id=own.id, id=c.id[:5] + own.id[-12:]) for c in made.claims)
    return replace(made, report=own, claims=claims)


def test_a_thousand_vectors_stay_words(smuggled: TestClient) -> None:
    listed = smuggled.get("/incidents.json", params={"limit": 500}).json()
    pages = ["/", *(f"/incidents/{i['id']}" for i in listed[:20]), *{f"/reports/{r}" for i in listed for r in i["reports"]}]
    assert len(pages) > 50
    for page in pages:
        found = smuggled.get(page)
        assert found.status_code == 200, page
        is_clean(found.text)


def test_searched_words_stay_words(reads: TestClient) -> None:
    for vector in vectors()[::10]:
        found = reads.get("/search", params={"q": vector})
        assert found.status_code == 200, vector
        is_clean(found.text)


def test_no_cell_is_a_formula(reads: TestClient) -> None:
    for armed in ('=HYPERLINK("//evil.example")', "+1+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "\t=1", "\r=1", "  =1", "\ufeff=1"):
        assert unarmed(armed).startswith("'"), armed
    assert unarmed("-12.5") == "-12.5"
    assert list(csv.reader(io.StringIO(csv_text(("a",), [("=1\n=2",), (None,), (3,)])))) == [["a"], ["'=1\n=2"], [""], ["3"]]
    rows = list(csv.reader(io.StringIO(reads.get(f"/incidents/{contested(reads)['id']}.csv").text)))
    assert len(rows) > 10
    assert not [cell for row in rows for cell in row if cell[:1] in "=+@" and cell]


def test_failures_are_pages_that_say_what_to_do(client: TestClient, ledger: Path) -> None:
    assert client.get("/incidents/iz").status_code == 404
    assert client.get("/reports/sha256:00").status_code == 404
    assert "Recoupe" in client.get("/no/such/page").text
    assert client.get("/incidents/iz.json").json()["error"]
    good = token(client)
    with write_ledger(ledger):
        found = client.post("/reports", data={"token": good, "text": "Rien."})
    assert found.status_code == 409
    assert client.get("/").status_code == 200, "reading goes on while another process writes"


def test_static_files_do_not_lead_out(reads: TestClient) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd"):
        assert reads.get(path).status_code in (400, 404), path

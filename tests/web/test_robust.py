"""What goes wrong outside: odd addresses, huge inputs, ledgers that are locked, gone, damaged, newer, or written to meanwhile."""

from __future__ import annotations

import html
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from recoupe.ledger import migrate
from recoupe.ledger.sqlite import write_ledger
from tests.web.conftest import token

ODD = ("%00", "%ff%fe", "i" * 5000, "..%2f..%2fetc%2fpasswd", "i%27%3B%20DROP", "%E2%80%AE", "i", "%25", "i%0d%0aX-Evil:%201")


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "where", ["/incidents/{}", "/reports/{}", "/map/incidents/{}.json", "/{}", "/review?claim={}", "/compare?left={}&right=x"]
)
def test_odd_addresses_are_answered_with_a_page(reads: TestClient, where: str, odd: str) -> None:
    found = reads.get(where.format(odd))
    assert found.status_code in (400, 404, 422), found.status_code
    assert "x-evil" not in found.headers
    if not where.endswith(".json"):
        assert 'href="/"' in found.text
        assert len(found.text) < 20_000


@pytest.mark.parametrize(("language", "says"), [("en", "There is no such page"), ("fr", "Cette page n'existe pas")])
def test_failures_speak_the_interface_s_language(reads: TestClient, language: str, says: str) -> None:
    found = reads.get("/incidents/iz", headers={"accept-language": language})
    assert found.status_code == 404
    assert says in html.unescape(found.text)


def test_other_methods_are_refused_in_words(client: TestClient) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        found = client.request(method, "/incidents/iz")
        assert found.status_code == 405
        assert "Recoupe" in found.text
    assert client.delete("/incidents.json").json()["error"]


@pytest.mark.parametrize("path", ["/", "/incidents.json", "/sources.csv", "/static/recoupe.css", "/incidents/iz", "/map"])
def test_head_is_answered_as_get_is_but_for_the_body(reads: TestClient, path: str) -> None:
    told, whole = reads.head(path), reads.get(path)
    assert (told.status_code, told.content) == (whole.status_code, b"")
    assert told.headers["content-type"] == whole.headers["content-type"]


def test_a_body_without_a_length_is_counted(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recoupe.web.security.LARGEST_BODY", 100_000)

    def endless() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        for _ in range(100):
            yield b"a" * 10_000

    found = client.post("/reports", content=endless(), headers={"content-type": "multipart/form-data; boundary=x"})
    assert found.status_code == 413
    assert "too large" in found.text


def test_a_long_pasted_text_is_refused_with_advice(client: TestClient) -> None:
    given = {"token": (None, token(client)), "text": (None, "mot " * 400_000)}
    found = client.post("/reports", files=given)
    assert found.status_code == 413
    assert "as a file" in found.text


def test_a_ledger_that_another_program_locks_is_read_or_explained(client: TestClient, ledger: Path) -> None:
    assert client.get("/").status_code == 200
    with write_ledger(ledger):
        assert client.get("/").status_code == 200
        found = client.post("/reports", data={"token": token(client), "text": "Rien."})
        assert (found.status_code, found.headers["retry-after"]) == (409, "5")
        assert "Somebody else is writing" in found.text


def test_a_ledger_that_is_gone_is_explained_and_comes_back(client: TestClient, ledger: Path) -> None:
    assert client.get("/").status_code == 200
    away = ledger.rename(ledger.with_suffix(".away"))
    for page in ("/", "/search?q=x", "/review"):
        found = client.get(page)
        assert found.status_code == 503, page
        assert "no ledger here" in found.text
    assert client.get("/incidents.json").json()["error"]
    away.rename(ledger)
    assert client.get("/").status_code == 200


def test_a_newer_ledger_is_explained(client: TestClient, ledger: Path) -> None:
    assert client.get("/").status_code == 200
    newer = ledger.with_suffix(".new")
    newer.write_bytes(ledger.read_bytes())
    with sqlite3.connect(newer) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    newer.replace(ledger)
    found = client.get("/search?q=x")
    assert found.status_code == 503
    assert "newer version" in found.text
    assert migrate.latest() != "9999"


def test_a_damaged_ledger_is_explained(client: TestClient, ledger: Path) -> None:
    other = ledger.with_suffix(".new")
    data = bytearray(ledger.read_bytes())
    data[4096:] = b"\x00" * (len(data) - 4096)
    other.write_bytes(bytes(data))
    other.replace(ledger)
    for page in ("/", "/sources", "/map.json", "/review"):
        assert client.get(page).status_code == 503, page


def test_reports_that_come_at_once_are_all_kept(app: FastAPI, client: TestClient) -> None:
    """Each waits for the one before it; nobody is told that another writes, for it is this very workbench."""
    good = token(client)

    def post(n: int) -> int:
        text = f"L'armée a repris {n} villages près de Xylophagie, a annoncé lundi un porte-parole."
        return client.post("/reports", data={"token": good, "text": text}, follow_redirects=False).status_code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(post, (2, 3, 4, 4))) == [303] * 4
    with app.state.desks.open() as desk:
        assert len(desk.store.search_texts("xylophagie", limit=20)) == 3


def test_what_nobody_foresaw_is_a_page_with_every_header(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("recoupe.web.pages.report.pieces", fails)
    listed = client.get("/incidents.json").json()
    found = client.get(f"/reports/{listed[0]['reports'][0]}")
    assert found.status_code == 500
    assert "nobody foresaw" in found.text
    assert found.headers["content-security-policy"].startswith("default-src 'none'")
    assert "ZeroDivisionError" not in found.text

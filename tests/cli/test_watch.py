from __future__ import annotations

import httpx
import pytest

from recoupe.cli.watch import seconds_of
from recoupe.errors import UsageError
from tests.cli.conftest import Shell
from tests.hostile.builders import PAGE, RSS

ADDRESS = "https://feeds.example.org/feed"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were asked for, of a host in memory with one feed."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        if request.url.host == "feeds.example.org":
            if request.headers.get("if-none-match") == '"7"':
                return httpx.Response(304)
            return httpx.Response(200, content=RSS.encode(), headers={"ETag": '"7"', "Content-Type": "application/rss+xml"})
        return httpx.Response(
            200, content=PAGE.replace("Un titre", request.url.path).encode(), headers={"Content-Type": "text/html"}
        )

    monkeypatch.setattr("recoupe.intake.fetch._transport", lambda resolve: httpx.MockTransport(answer))
    monkeypatch.setenv("RECOUPE_FETCH_PAUSE", "0")
    return asked


def test_new_entries_once(shell: Shell, asked: list[str]) -> None:
    result = shell("watch", ADDRESS, "--ledger", "dossier.db", "--once")
    assert result.exit_code == 0, result.stderr
    assert "1 report read" in result.stderr  # three entries of one text
    again = shell("watch", ADDRESS, "--ledger", "dossier.db", "--once")
    assert "0 reports read, 0 claims." in again.stderr
    assert {url for url in asked if "robots" not in url} == {ADDRESS}


def test_pages_are_fetched_only_when_asked(shell: Shell, asked: list[str]) -> None:
    shell("watch", ADDRESS, "--ledger", "dossier.db", "--once", "--pages")
    assert {url for url in asked if "robots" not in url} == {ADDRESS, *(f"https://example.org/{i}" for i in range(3))}


def test_a_list_of_feeds_and_one_that_fails(shell: Shell, asked: list[str]) -> None:
    shell.file("feeds.opml", f"<opml><body><outline xmlUrl='{ADDRESS}'/><outline xmlUrl='http://127.0.0.1/feed'/></body></opml>")
    result = shell("watch", "feeds.opml", "--ledger", "dossier.db", "--once")
    assert result.exit_code == 1
    assert "127.0.0.1 is not a public address" in result.stderr
    assert "1 report read" in result.stderr


def test_wrong_usage(shell: Shell) -> None:
    assert shell("watch", "none.opml", "--once", "--ledger", "x.db").exit_code == 2
    assert shell("watch", ADDRESS, "--every", "soon", "--ledger", "x.db").exit_code == 2
    assert (seconds_of("90s"), seconds_of("15"), seconds_of("2h"), seconds_of("1s")) == (90, 900, 7200, 60)
    with pytest.raises(UsageError):
        seconds_of("-5m")

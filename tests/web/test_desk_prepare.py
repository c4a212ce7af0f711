"""A large ledger's queue: worked out beside the requests, and there for the next one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from recoupe.web import judging
from recoupe.web.desk import Desk, Desks
from recoupe.web.settings import WebSettings


def test_the_dossier_does_not_wait_for_a_long_queue(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "AT_HAND", 0)
    beside = '<small><a href="/review">Review</a></small>'
    first = client.get("/").text
    assert beside in first
    assert "/review?claim=" not in first
    until = time.monotonic() + 10
    while beside in client.get("/").text:
        assert time.monotonic() < until
        time.sleep(0.05)
    assert "/review?claim=" in client.get("/").text


def test_what_fails_beside_the_requests_stands_in_nobodys_way(ledger: Path) -> None:
    desks, done = Desks(WebSettings(ledger)), []

    def fails(desk: Desk) -> None:
        done.append(desk)
        raise ValueError("not today")

    for count in (1, 2):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("threading.excepthook", lambda _: None)
            desks.prepare(fails)
            until = time.monotonic() + 10
            while len(done) < count or desks._preparing.locked():
                assert time.monotonic() < until
                time.sleep(0.01)
    desks.close()

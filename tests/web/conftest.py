"""A workbench over the gold claims of a part of the dossier: Abu Kamal, El Geneina, Sake, Zawiya."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bench.dossier.gold import GoldReport, load_gold
from recoupe.ledger.sqlite import write_ledger
from recoupe.model import Reading, claim_id
from recoupe.pipeline.registries import load_registry
from recoupe.web.app import create_app
from recoupe.web.desk import Desks
from recoupe.web.settings import WebSettings

PART = "abcr"
HOST = "http://127.0.0.1"
TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')


@pytest.fixture(scope="session", autouse=True)
def registry_loaded_once() -> Iterator[None]:
    """The real one; each workbench would load it again."""
    loaded = load_registry(None, None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Desks, "registry", loaded)
        yield


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "x.db"
    with write_ledger(path) as store:
        for entry in load_gold().reports:
            if str(entry.report.origin.path).split("/")[-1][0] in PART:
                store.add(read(entry))
    desks = Desks(WebSettings(path))
    desks.refresh()
    desks.close()
    return path


def read(entry: GoldReport) -> Reading:
    claims = [replace(c, id=claim_id(c.report_id, "gold", c.event, n), reader="gold") for n, c in enumerate(entry.claims)]
    return Reading(entry.report, "gold", tuple(claims))


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "x.db"))


@pytest.fixture
def app(ledger: Path) -> FastAPI:
    return create_app(WebSettings(ledger))


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url=HOST, raise_server_exceptions=False) as found:
        yield found


@pytest.fixture(scope="session")
def reads(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A workbench that is only read, one for all tests: what it works out it works out once."""
    ledger = Path(shutil.copy(made, tmp_path_factory.mktemp("reads") / "x.db"))
    app = create_app(WebSettings(ledger))
    with app.state.desks.open() as desk:
        before = desk.store.state()
    with TestClient(app, base_url=HOST, raise_server_exceptions=False) as found:
        yield found
    with app.state.desks.open() as desk:
        assert desk.store.state() == before, "a test wrote to the ledger of those that only read"


def token(client: TestClient, page: str = "/") -> str:
    """Of the form on a page, for this client's session."""
    found = TOKEN.search(client.get(page).text)
    assert found is not None, page
    return found.group(1)


def contested(client: TestClient) -> dict[str, Any]:
    """The incident with most claims: that of Abu Kamal."""
    listed = client.get("/incidents.json", params={"limit": 500}).json()
    found: dict[str, Any] = max(listed, key=lambda i: len(i["claims"]))
    return found

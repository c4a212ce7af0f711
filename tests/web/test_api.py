"""The description for programs, and odd questions to every address in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from recoupe.web.app import create_app
from recoupe.web.settings import WebSettings
from tests.web.conftest import contested, token
from tests.web.test_review import answer, form

ODD: tuple[str, ...] = (
    "",
    "0",
    "-1",
    "99999999999999999999",
    "x",
    "é\u202e",
    "' OR 1=1 --",
    "../../etc/passwd",
    "\x00",
    "a" * 300,
    "0001-01-01",
    "9999-12-31",
)


def test_api_leads_to_the_description(reads: TestClient) -> None:
    described = reads.get("/api").json()
    assert described["openapi"].startswith("3.")
    assert {"/incidents.json", "/incidents/{id}.json", "/map.json", "/decisions.json", "/search.json"} <= set(described["paths"])


@pytest.mark.parametrize("odd", ODD)
def test_no_question_is_answered_with_a_crash(reads: TestClient, odd: str) -> None:
    paths: dict[str, Any] = reads.get("/api/openapi.json").json()["paths"]
    for path, methods in paths.items():
        if "get" not in methods:
            continue
        asked = [p["name"] for p in methods["get"].get("parameters", ()) if p["in"] == "query"]
        address = path.replace("{id}", odd.replace("/", "%2F").replace("\x00", "%00") or "-")
        for name in asked or [None]:
            found = reads.get(address, params={} if name is None else {name: odd})
            assert found.status_code < 500, (path, name, odd)


def described(whole: dict[str, Any], path: str) -> Draft202012Validator:
    """The schema of an answer of 200, its references resolved against the ``whole`` description."""
    (content,) = whole["paths"][path]["get"]["responses"]["200"]["content"].values()
    return Draft202012Validator({**content["schema"], "components": whole["components"]})


def added(client: TestClient) -> str:
    """The address of an addition of two texts, of which one has nothing in it."""
    given = {"token": token(client), "text": "Une frappe a tué trois civils à Sake, selon l'armée.", "address": "http://127.0.0.1/x"}
    return client.post("/reports", data=given, follow_redirects=False).headers["location"] + ".json"


def twins(client: TestClient) -> dict[str, str]:
    """By path of the description, an address that has something to tell."""
    found = contested(client)
    left, right = found["reports"][:2]
    control = client.get("/control.json").json()
    claims = next(f["properties"]["claims"] for f in control["features"] if f["properties"].get("claims"))
    known = client.get("/sources.json").json()
    given = {
        "/sources/of.json": f"/sources/of.json?{urlencode({'id': known['outlets'][0]['name']})}",
        **{f"/{kind}/of.json": f"/{kind}/of.json?{urlencode({'id': known[kind][0]['id']})}" for kind in ("actors", "places")},
        "/incidents/{id}.json": f"/incidents/{found['id']}.json", "/reports/{id}.json": f"/reports/{left}.json",
        "/compare.json": f"/compare.json?left={left}&right={right}", "/search.json": "/search.json?q=abou",
        "/map/incidents/{id}.json": f"/map/incidents/{found['id']}.json", "/claims.json": f"/claims.json?id={claims[0]}",
        "/incidents.json": "/incidents.json?limit=500", "/siege.json": "/siege.json?place=Sake",
        "/adding/{id}.json": added(client),
    }  # fmt: skip
    paths = client.get("/api/openapi.json").json()["paths"]
    return {path: given.get(path, path) for path in paths if path.endswith(".json")}


def test_every_twin_answers_as_described(client: TestClient) -> None:
    answer(client, form(client), "yes", reason="it says so")
    answer(client, form(client), "no", author="two")
    whole = client.get("/api/openapi.json").json()
    for path, address in twins(client).items():
        schema = described(whole, path)
        assert schema.schema.keys() > {"components"}, f"{path} is not described in recoupe/web/described.py"
        found = client.get(address)
        assert found.status_code == 200, address
        schema.validate(found.json())
        assert found.json(), address


def test_failures_are_described_and_answered_alike(reads: TestClient) -> None:
    paths = reads.get("/api/openapi.json").json()["paths"]
    for path, methods in paths.items():
        for method, told in methods.items():
            assert {"400", "401", "403", "404", "409", "422", "503"} <= told["responses"].keys(), (path, method)
    for path in ("/incidents/iz.json", "/nowhere.json", "/incidents.json?limit=0", "/control.json?day=x", "/reports/x.csv"):
        found = reads.get(path)
        assert found.status_code in (404, 422), path
        assert found.json().keys() == {"error"}, path
        assert len(found.json()["error"]) > 10


CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
EFFORT = settings(
    max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), derandomize=True
)  # fmt: skip


def test_whatever_is_asked_is_answered_as_described(ledger: Path) -> None:
    """schemathesis asks every operation, with what fits its description and with what does not."""
    app = create_app(WebSettings(ledger, hosts=("testserver",)))
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()

        @EFFORT
        @given(case=operation.as_strategy() | operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE))
        def ask(case: Any) -> None:
            case.call_and_validate(checks=CHECKS)

        ask()
        asked += 1
    assert asked >= 38

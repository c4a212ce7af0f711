"""The description for programs, and odd questions to every address in it."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

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


def test_api_leads_to_the_description(client: TestClient) -> None:
    described = client.get("/api").json()
    assert described["openapi"].startswith("3.")
    assert {"/incidents.json", "/incidents/{id}.json", "/map.json", "/decisions.json", "/search.json"} <= set(described["paths"])


@pytest.mark.parametrize("odd", ODD)
def test_no_question_is_answered_with_a_crash(client: TestClient, odd: str) -> None:
    paths: dict[str, Any] = client.get("/api/openapi.json").json()["paths"]
    for path, methods in paths.items():
        if "get" not in methods:
            continue
        asked = [p["name"] for p in methods["get"].get("parameters", ()) if p["in"] == "query"]
        address = path.replace("{id}", odd.replace("/", "%2F").replace("\x00", "%00") or "-")
        for name in asked or [None]:
            found = client.get(address, params={} if name is None else {name: odd})
            assert found.status_code < 500, (path, name, odd)

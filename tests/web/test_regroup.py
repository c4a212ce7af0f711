"""Merging and splitting incidents in review: decisions like the others, which can be undone."""

from __future__ import annotations

import re
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.web.conftest import HOST, contested, token
from tests.web.test_review import decisions

SEEN = re.compile(r'name="seen" value="([^"]*)"')


def listed(client: TestClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/incidents.json", params={"limit": 500}).json()
    return found


def two(client: TestClient) -> tuple[str, str]:
    (pair, *_) = client.get("/review/incidents.json").json()
    return pair["left"], pair["right"]


def form(client: TestClient, left: str, right: str = "") -> dict[str, str]:
    page = client.get("/review/incidents", params={"left": left, "right": right}).text
    return {"token": token(client), "seen": SEEN.findall(page)[0], "author": "one"}


def test_pairs_are_at_one_place_within_days(reads: TestClient) -> None:
    pairs = reads.get("/review/incidents.json").json()
    assert pairs
    assert all(0 <= p["days"] <= 3 and p["left"] != p["right"] for p in pairs)
    assert [p["days"] for p in pairs] == sorted(p["days"] for p in pairs)
    of = reads.get("/review/incidents.json", params={"left": pairs[0]["left"]}).json()
    assert all(pairs[0]["left"] in (p["left"], p["right"]) for p in of)
    assert pairs[0]["right"] in reads.get("/review/incidents", params={"left": pairs[0]["left"]}).text


def test_two_become_one_and_two_again(client: TestClient) -> None:
    left, right = two(client)
    before = {i["id"]: set(i["claims"]) for i in listed(client)}
    given = form(client, left, right) | {"left": left, "right": right, "reason": "one strike"}
    answer = client.post("/review/merge", data=given, follow_redirects=False)
    assert answer.status_code == 303
    one = client.get(answer.headers["location"] + ".json").json()
    assert set(one["claims"]) == before[left] | before[right]
    (made,) = decisions(client)
    assert (made["kind"], made["reason"]) == ("merge", "one strike")
    undone = {"token": token(client), "decision": made["id"], "author": "one"}
    assert client.post("/review/undo", data=undone, follow_redirects=False).status_code == 303
    assert {i["id"]: set(i["claims"]) for i in listed(client)} == before


def test_claims_leave_their_incident(client: TestClient) -> None:
    found = contested(client)
    claim = found["claims"][-1]
    given: dict[str, Any] = form(client, found["id"]) | {"incident": found["id"], "claim": [claim], "reason": "another one"}
    assert client.post("/review/split", data=given, follow_redirects=False).status_code == 303
    rest, other = (next(i for i in listed(client) if c in i["claims"]) for c in (found["claims"][0], claim))
    assert rest["id"] != other["id"]
    assert [d["kind"] for d in decisions(client)] == ["split"]
    given = form(client, found["id"]) | {"incident": found["id"], "claim": rest["claims"]}
    assert client.post("/review/split", data=given).status_code == 400, "nothing would be left"
    given["claim"] = [claim]
    assert client.post("/review/split", data=given).status_code == 400, "not in it any more"


def test_a_stale_merge_shows_both_versions(client: TestClient, app: FastAPI) -> None:
    left, right = two(client)
    given = form(client, left, right) | {"left": left, "right": right, "reason": "mine"}
    with TestClient(app, base_url=HOST) as other:
        theirs = form(other, left, right) | {"left": left, "right": right, "author": "two", "reason": "theirs"}
        assert other.post("/review/merge", data=theirs, follow_redirects=False).status_code == 303
    found = client.post("/review/merge", data=given)
    assert found.status_code == 409
    assert "theirs" in found.text
    assert "mine" in found.text
    assert [d["author"] for d in decisions(client)] == ["two"]


def test_what_is_no_incident_is_not_found(client: TestClient) -> None:
    assert client.get("/review/incidents", params={"left": "iz"}).status_code == 404
    given = {"token": token(client), "author": "one", "seen": "none", "left": "iz", "right": "iy"}
    assert client.post("/review/merge", data=given).status_code == 404

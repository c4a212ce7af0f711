"""Review in the browser: the queue, decisions, stale edits, two coders."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from recoupe.web.app import create_app
from recoupe.web.settings import WebSettings
from tests.web.conftest import HOST, contested, token


def form(client: TestClient, page: str = "/review") -> dict[str, str]:
    """What the form of a claim holds."""
    text = client.get(page).text
    part = text[text.index('id="answer"') :]
    fields = dict(re.findall(r'<input (?:id="[^"]*" |type="hidden" )?name="([^"]+)"(?: class="long")? value="([^"]*)"', part))
    return {name: value for name, value in fields.items() if name in ("token", "claim", "seen")}


def answer(client: TestClient, given: dict[str, str], kind: str, author: str = "one", **more: str) -> Response:
    found: Response = client.post("/review", data={**given, "answer": kind, "author": author, **more}, follow_redirects=False)
    return found


def decisions(client: TestClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/decisions.json").json()
    return found


def test_the_queue_begins_with_what_is_worth_most(client: TestClient) -> None:
    listed = client.get("/review.json", params={"limit": 500}).json()
    assert [w["worth"] for w in listed] == sorted((w["worth"] for w in listed), reverse=True)
    assert form(client)["claim"] == listed[0]["claim"]


def test_a_decision_is_taken_down_and_the_queue_goes_on(client: TestClient) -> None:
    first = form(client)
    assert answer(client, first, "yes", reason="it says so").status_code == 303
    (made,) = decisions(client)
    assert (made["kind"], made["author"], made["reason"]) == ("accept", "one", "it says so")
    assert form(client)["claim"] != first["claim"]
    assert "it says so" in client.get("/review").text
    assert first["claim"] not in [w["claim"] for w in client.get("/review.json").json()]


def test_undo_brings_it_back(client: TestClient) -> None:
    first = form(client)
    answer(client, first, "no")
    (made,) = decisions(client)
    undone = {"token": token(client, "/review"), "decision": made["id"], "author": "one"}
    assert client.post("/review/undo", data=undone, follow_redirects=False).status_code == 303
    assert [d["kind"] for d in decisions(client)] == ["reject", "undo"]
    assert form(client)["claim"] == first["claim"]
    assert client.post("/review/undo", data=undone).status_code == 400, "undone already"
    assert client.post("/review/undo", data={**undone, "decision": "dz"}).status_code == 404


def test_a_stale_edit_shows_both_versions(client: TestClient, app: FastAPI) -> None:
    first = form(client)
    with TestClient(app, base_url=HOST) as other:
        assert answer(other, form(other), "yes", author="two", reason="theirs & ours").status_code == 303
    found = answer(client, first, "no", reason="<b>mine</b>")
    assert found.status_code == 409
    assert "theirs &amp; ours" in found.text
    assert "&lt;b&gt;mine&lt;/b&gt;" in found.text
    assert [d["author"] for d in decisions(client)] == ["two"]


def test_a_correction_changes_the_matrix_and_the_export(client: TestClient) -> None:
    found = contested(client)
    killed = next(a for a in found["attributes"] if a["attribute"] == "killed")
    claim = killed["versions"][0]["holdings"][0]["proof"]["claim"]
    given = form(client, f"/review?claim={claim}")
    assert answer(client, given, "correct", **{"set-killed": "4711"}).status_code == 303
    assert "4711" in client.get(f"/incidents/{found['id']}").text
    assert "4711" in client.get(f"/incidents/{found['id']}.csv").text
    assert "4711" in client.get(f"/incidents/{found['id']}.json").text
    given = form(client, f"/review?claim={claim}")
    assert answer(client, given, "correct").status_code == 400, "nothing changed"
    assert answer(client, given, "correct", **{"set-killed": "many"}).status_code == 400
    assert answer(client, given, "correct", author=" ", **{"set-killed": "1"}).status_code == 400


def test_two_coders_disagree_and_a_third_settles_it(client: TestClient) -> None:
    first = form(client)
    answer(client, first, "yes")
    again = form(client, "/review?second=true&claim=" + first["claim"])
    assert answer(client, again, "no", author="two", second="true").headers["location"] == "/review?second=true"
    page = client.get("/review").text
    assert "Coders disagree" in page
    assert "one, two" in page
    settled = form(client, "/review?claim=" + first["claim"])
    assert answer(client, settled, "yes", author="three", settles="true").status_code == 303
    assert "Coders disagree" not in client.get("/review").text
    assert len(decisions(client)[-1]["settles"]) == 2
    late = form(client, "/review?claim=" + first["claim"])
    assert answer(client, late, "yes", author="three", settles="true").status_code == 400, "nothing is left to settle"


def test_the_second_coder_does_not_see_the_first_decision(client: TestClient, app: FastAPI) -> None:
    first = form(client)
    answer(client, first, "yes", reason="seen by one alone")
    with TestClient(app, base_url=HOST) as other:
        assert "seen by one alone" not in other.get("/review?second=true").text
        assert first["claim"] in other.get("/review?second=true").text


def test_what_is_no_claim_is_not_found(client: TestClient) -> None:
    assert client.get("/review?claim=cz").status_code == 404
    assert client.post("/review", data={"answer": "yes"}).status_code == 422


def test_after_a_decision_the_queue_is_as_if_worked_out_anew(client: TestClient, ledger: Path) -> None:
    """What is kept of the claims is brought up to date: the same as for a workbench that is started now."""
    client.get("/review.json")
    for kind in ("no", "yes", "no"):
        answer(client, form(client), kind, reason="for the queue")
        fresh = create_app(WebSettings(ledger))
        with TestClient(fresh, base_url=HOST) as other:
            assert client.get("/review.json?limit=500").json() == other.get("/review.json?limit=500").json()


def test_the_log_says_what_was_decided_on(client: TestClient) -> None:
    """The words of the claim, not its id, lead to it; also where coders disagree."""
    asked = form(client)
    claim = asked["claim"]
    answer(client, asked, "yes", author="one")
    answer(client, {**form(client, f"/review?claim={claim}"), "second": "true"}, "no", author="two")
    page = client.get("/review").text
    disputed = page[page.index("Coders disagree") :]
    links = re.findall(rf'<a href="/review\?claim={claim}"[^>]*><bdi>([^<]+)</bdi>', disputed)
    assert len(links) == 3, "once where they disagree, once for each decision"
    assert not any(claim in words for words in links)

"""Profiles of outlets, actors and places."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi.testclient import TestClient

from recoupe.ledger.sqlite import open_ledger
from tests.web.conftest import token
from tests.web.test_review import decisions


def test_every_listed_profile_opens(reads: TestClient) -> None:
    known = reads.get("/sources.json").json()
    assert reads.get("/sources").status_code == 200
    assert reads.get("/sources.csv").text.count("\n") > 10
    assert known["outlets"]
    assert known["actors"]
    assert known["places"]
    for outlet in known["outlets"][:8]:
        assert reads.get("/sources/of", params={"id": outlet["name"]}).status_code == 200, outlet
    for kind in ("actors", "places"):
        for one in known[kind][:12]:
            assert one["name"].split()[0] in reads.get(f"/{kind}/of", params={"id": one["id"]}).text


def test_profiles_have_twins_of_their_own(reads: TestClient) -> None:
    known = reads.get("/sources.json").json()
    outlet, place = known["outlets"][0]["name"], known["places"][0]["id"]
    actor = reads.get("/actors/of.json", params={"id": "islamic-state"}).json()
    assert any("Daesh" in loaded["name"] for loaded in actor["loaded"])
    assert actor["ties"]
    assert reads.get("/sources/of.json", params={"id": outlet}).json()["reports"]
    assert reads.get("/places/of.json", params={"id": place}).json()["claims"]
    for kind, id in (("sources", outlet), ("actors", "islamic-state"), ("places", place)):
        head, *rows = reads.get(f"/{kind}/of.csv", params={"id": id}).text.splitlines()
        assert head.startswith("what,value,")
        assert rows
        assert reads.get(f"/{kind}/of.csv", params={"id": "nobody-at-all"}).status_code == 404
        assert f"/{kind}/of.json?id=" in reads.get(f"/{kind}/of", params={"id": id}).text


def test_an_actor_has_names_loaded_names_and_ties_by_date(reads: TestClient) -> None:
    page = reads.get("/actors/of", params={"id": "islamic-state"}).text
    assert "Daesh" in page
    assert "Names that take a side" in page
    assert "Ties and sides by date" in page


def test_who_is_unknown_is_not_found(reads: TestClient) -> None:
    for kind in ("sources", "actors", "places"):
        assert reads.get(f"/{kind}/of", params={"id": "nobody-at-all"}).status_code == 404


def form(client: TestClient, page: str) -> tuple[str, list[str]]:
    """The token, and the claims that can be chosen, each with the state that the page showed."""
    text = client.get(page).text
    return token(client), re.findall(r'name="claim" value="(c[0-9a-f]+ [^"]+)" id="[^"]+">', text)


def test_another_is_meant_is_a_decision_on_each_claim(client: TestClient) -> None:
    actor = client.get("/sources.json").json()["actors"][0]["id"]
    page = f"/actors/of?id={actor}"
    key, claims = form(client, page)
    given = {"token": key, "entity": actor, "value": "somebody=Somebody Else", "author": "one", "reason": "a namesake"}
    answer = client.post("/review/meant", data={**given, "claim": claims[:2]}, follow_redirects=False)
    assert answer.status_code == 303
    made = decisions(client)
    assert [d["kind"] for d in made] == ["correct", "correct"]
    assert all(value == "somebody=Somebody Else" for d in made for _, value in d["changes"])
    assert "a namesake" in client.get(f"/review?claim={claims[0].split()[0]}").text
    home = next(i for i in client.get("/incidents.json?limit=500").json() if claims[0].split()[0] in i["claims"])
    assert "Somebody Else" in client.get(f"/incidents/{home['id']}").text
    assert client.post("/review/meant", data={**given, "claim": claims[:1]}).status_code in (400, 409), "decided meanwhile"
    assert client.post("/review/meant", data={**given, "claim": ["cz none"]}).status_code == 404
    assert client.post("/review/meant", data={**given, "author": " ", "claim": claims[2:3]}).status_code == 400


def test_a_correction_holds_where_an_actor_only_speaks(client: TestClient, ledger: Path) -> None:
    with open_ledger(ledger) as store:
        listed = [claim for _, claims in store.incidents.all_reports() for claim in claims]
    spoken = ((c, step.link.entity.id) for c in listed for step in c.attribution if step.link.entity)
    acting = {m.link.entity.id for c in listed for m in (*c.actors, *c.targets) if m.link.entity}
    claim, entity = next((c, id) for c, id in spoken if id not in acting)
    given = {"token": token(client), "entity": entity, "value": "somebody=Somebody Else", "author": "one"}
    given["claim"] = f"{claim.id} none"
    assert client.post("/review/meant", data=given, follow_redirects=False).status_code == 303
    assert decisions(client)[0]["changes"] == [[f"meant:{entity}", "somebody=Somebody Else"]]
    home = next(i for i in client.get("/incidents.json?limit=500").json() if claim.id in i["claims"])
    assert "Somebody Else" in {v["name"] for origin in home["origins"] for v in (origin["voice"], *origin["members"])}


def test_two_outlets_are_one_voice(client: TestClient) -> None:
    one, other = (o["name"] for o in client.get("/sources.json").json()["outlets"][:2])
    given = {"token": token(client), "outlet": one, "other": other, "author": "one", "reason": "one owner"}
    assert client.post("/review/same-voice", data=given, follow_redirects=False).status_code == 303
    (made,) = decisions(client)
    assert (made["kind"], made["subjects"]) == ("same_voice", [one, other])
    assert "one owner" in client.get("/sources/of", params={"id": other}).text
    assert client.post("/review/same-voice", data={**given, "other": one}).status_code == 400

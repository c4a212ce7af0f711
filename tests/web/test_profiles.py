"""Profiles of outlets, actors and places."""

from __future__ import annotations

from fastapi.testclient import TestClient


def test_every_listed_profile_opens(client: TestClient) -> None:
    known = client.get("/sources.json").json()
    assert client.get("/sources").status_code == 200
    assert client.get("/sources.csv").text.count("\n") > 10
    assert known["outlets"]
    assert known["actors"]
    assert known["places"]
    for outlet in known["outlets"][:8]:
        assert client.get("/sources/of", params={"id": outlet["name"]}).status_code == 200, outlet
    for kind in ("actors", "places"):
        for one in known[kind][:12]:
            assert one["name"].split()[0] in client.get(f"/{kind}/of", params={"id": one["id"]}).text


def test_an_actor_has_names_loaded_names_and_ties_by_date(client: TestClient) -> None:
    page = client.get("/actors/of", params={"id": "islamic-state"}).text
    assert "Daesh" in page
    assert "Names that take a side" in page
    assert "Ties and sides by date" in page


def test_who_is_unknown_is_not_found(client: TestClient) -> None:
    for kind in ("sources", "actors", "places"):
        assert client.get(f"/{kind}/of", params={"id": "nobody-at-all"}).status_code == 404

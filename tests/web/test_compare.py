"""A report's marks, and two reports side by side."""

from __future__ import annotations

import csv
import html
import io
import re

from fastapi.testclient import TestClient

from tests.web.conftest import contested

ARTICLE = re.compile(r"<article[^>]*>(.*?)</article>", re.S)


def words(part: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", part))


def test_both_texts_stand_letter_for_letter(client: TestClient) -> None:
    left, right = contested(client)["reports"][:2]
    page = client.get("/compare", params={"left": left, "right": right}).text
    shown = [words(part) for part in ARTICLE.findall(page)]
    alone = [words(ARTICLE.findall(client.get(f"/reports/{id}").text)[0]) for id in (left, right)]
    assert shown == alone
    for lang, direction in re.findall(r'<article class="text" lang="(..)" dir="(...)"', page):
        assert direction == ("rtl" if lang == "ar" else "ltr")


def test_shared_passages_lead_to_one_another(reads: TestClient) -> None:
    reports = contested(reads)["reports"]
    pairs = [(a, b) for n, a in enumerate(reports) for b in reports[n + 1 :]]
    found = {pair: reads.get("/compare.json", params={"left": pair[0], "right": pair[1]}).json() for pair in pairs}
    (left, right), told = max(found.items(), key=lambda item: len(item[1]["passages"]))
    assert told["passages"]
    assert told["incidents"], "both tell of the incident that they were taken from"
    page = reads.get("/compare", params={"left": left, "right": right}).text
    for n in range(1, len(told["passages"]) + 1):
        assert f'id="l{n}" href="#r{n}"' in page
        assert f'id="r{n}" href="#l{n}"' in page
    rows = list(csv.DictReader(io.StringIO(reads.get("/compare.csv", params={"left": left, "right": right}).text)))
    assert len(rows) == len(told["passages"])


def test_each_claim_has_its_parts_in_the_text(reads: TestClient) -> None:
    id = contested(reads)["reports"][0]
    page = reads.get(f"/reports/{id}").text
    for claim in reads.get(f"/reports/{id}.json").json():
        assert f'id="{claim["id"]}"' in page
        assert f'{claim["id"]}:event' in page


def test_what_is_no_report_is_not_found(reads: TestClient) -> None:
    id = contested(reads)["reports"][0]
    assert reads.get("/compare", params={"left": id, "right": "sha256:0"}).status_code == 404
    assert reads.get("/compare", params={"left": id}).status_code == 422

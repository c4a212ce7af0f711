"""The pages say what the ledger says, each with its twins for programs."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
from fastapi.testclient import TestClient

from recoupe.corroboration.assemble import assemble
from recoupe.web import wording
from recoupe.web.matrix import Mark, matrix
from tests.corroboration.build import report, says
from tests.web.conftest import contested


def test_the_dossier_lists_incidents_and_contradictions(reads: TestClient) -> None:
    text = reads.get("/").text
    assert "Abu Kamal" in text
    assert 'class="status contested"' in text
    assert text.count("<tr>") > 5


def test_a_window_of_days_chooses(reads: TestClient) -> None:
    whole = reads.get("/incidents.json", params={"limit": 500}).json()
    some = reads.get("/incidents.json", params={"limit": 500, "until": "2020-12-31"}).json()
    assert 0 < len(some) < len(whole)
    assert all(i["when"]["from"] <= "2020-12-31" for i in some)
    assert reads.get("/", params={"since": "1800-01-01", "until": "1800-01-02"}).status_code == 200


def test_an_empty_date_is_none(reads: TestClient) -> None:
    """As a form without scripts sends it."""
    for page in ("/?since=&until=", "/search?q=x&since=&until=", "/map?day=&window=week", "/siege?place=Sake&since=&until="):
        assert reads.get(page).status_code == 200, page


def test_the_lists_go_on_over_pages(reads: TestClient) -> None:
    whole = [i["id"] for i in reads.get("/incidents.json", params={"limit": 500}).json()]
    parts = [
        i["id"]
        for start in range(0, len(whole), 3)
        for i in reads.get("/incidents.json", params={"limit": 3, "start": start}).json()
    ]
    assert parts == whole
    rows = list(csv.DictReader(io.StringIO(reads.get("/incidents.csv", params={"limit": 500}).text)))
    assert [row["id"] for row in rows] == whole


def test_an_incident_has_every_voice_and_every_sentence(reads: TestClient) -> None:
    found = contested(reads)
    text = reads.get(f"/incidents/{found['id']}").text
    assert text.count('scope="col"') >= found["voices"]
    quoted = re.findall(r'href="#(c[0-9a-f]+)"', text)
    assert quoted
    assert all(f'id="{claim}"' in text for claim in quoted)
    assert reads.get(f"/incidents/{found['id']}.json").json() == found


def test_a_report_is_its_text_letter_for_letter(reads: TestClient) -> None:
    found = contested(reads)
    id = found["reports"][0]
    page = reads.get(f"/reports/{id}").text
    article = re.search(r"<article[^>]*>(.*?)</article>", page, re.S)
    assert article is not None
    import html

    shown = html.unescape(re.sub(r"<[^>]+>", "", article.group(1)))
    assert shown in reads.get(f"/reports/{id}.json").json()[0]["report"].get("text", shown)
    assert len(list(csv.DictReader(io.StringIO(reads.get(f"/reports/{id}.csv").text)))) == len(
        reads.get(f"/reports/{id}.json").json()
    )


def test_search_finds_texts_and_names(reads: TestClient) -> None:
    found = reads.get("/search.json", params={"q": "abu kamal"}).json()
    assert found["claims"]
    assert reads.get("/search", params={"q": "zzzzqq"}).text.count("<q") == 0
    assert reads.get("/search.csv", params={"q": "abu kamal"}).text.count("\n") > 1
    for odd in ('"', "*", "NEAR(", "a OR", "^", "-x", "x:y", "'", "\\", "\x00"):
        assert reads.get("/search", params={"q": odd}).status_code == 200, odd


def test_without_a_question_the_newest_reports_are_listed(reads: TestClient) -> None:
    """There is a way to every report, claims or none."""
    found = reads.get("/search.json").json()
    assert found["claims"] == []
    assert len(found["reports"]) == min(30, found["report_count"])
    days = [r["published"] for r in found["reports"] if r["published"]]
    assert days == sorted(days, reverse=True)
    page = reads.get("/search").text
    assert all(f"/reports/{r['id']}" in page for r in found["reports"])
    arabic = reads.get("/search.json", params={"language": "ar"}).json()
    assert {r["language"] for r in arabic["reports"]} <= {"ar"}
    assert len(arabic["reports"]) == arabic["report_count"]


def test_a_contradiction_says_who_says_what(reads: TestClient) -> None:
    found = contested(reads)
    about = next(a for a in found["attributes"] if a["contradictions"] and a["attribute"] != "time")
    labels = {v["value"]: v["label"] for v in about["versions"]}
    pair = about["contradictions"][0]
    word = wording.interfaces()["en"].words[about["attribute"]]
    page = reads.get(f"/incidents/{found['id']}").text
    told = re.search(rf"<li><strong>{word}</strong>: (.+?)</li>", page, re.DOTALL)
    assert told is not None
    words = html.unescape(re.sub(r"<[^>]+>", "", told.group(1)))
    assert labels[pair["left"]] in words
    assert labels[pair["right"]] in words


@pytest.mark.parametrize(("language", "says"), [("en", "it is no day such as 2018-06-22"), ("fr", "ce n'est pas un jour comme")])
def test_what_was_asked_wrongly_is_said_in_words(reads: TestClient, language: str, says: str) -> None:
    found = reads.get("/map?day=x", headers={"accept-language": language})
    assert found.status_code == 422
    assert says in html.unescape(found.text)
    both = reads.get("/search.json?since=x&start=-1")
    assert both.json()["error"] == "since: it is no day such as 2018-06-22; start: it is outside what is allowed"


def test_one_of_something_is_not_many(reads: TestClient) -> None:
    for language in ("en", "fr"):
        page = reads.get("/sources", headers={"accept-language": language}).text
        assert not re.search(r">1 \w+s<", page), language


def test_both_languages_have_the_same_words() -> None:
    known = wording.interfaces()
    assert set(known["fr"].words) == set(known["en"].words)
    for key, words in known["en"].words.items():
        assert set(re.findall(r"\{\w+\}", words)) == set(re.findall(r"\{\w+\}", known["fr"].words[key])), key


def test_the_language_is_chosen_and_kept(client: TestClient) -> None:
    assert '<html lang="fr">' in client.get("/", headers={"accept-language": "fr-FR,fr;q=0.9"}).text
    assert '<html lang="fr">' in client.get("/?lang=fr").text
    assert '<html lang="fr">' in client.get("/search").text
    assert '<html lang="en">' in client.get("/?lang=en").text
    assert client.get("/?lang=../x").status_code == 200


@pytest.mark.parametrize("number", [50])
def test_fifty_voices_fit(number: int) -> None:
    made = matrix(
        assemble(
            "i0",
            [says(report(f"{'abcdefghij'[n % 10] * 5}{'klmno'[n // 10] * 5}"), killed=(n % 3, n % 3)) for n in range(number)],
        )
    )
    assert len(made.columns) == number
    marks = {cell.mark for row in made.rows for cell in row.cells}
    assert Mark.SAME in marks


@pytest.mark.parametrize(("language", "side"), [("en", "government side"), ("fr", "camp du gouvernement")])
def test_sides_and_versions_are_called_by_their_names(client: TestClient, language: str, side: str) -> None:
    codes = re.compile(r"\b(?:[a-z]+-)+(?:army|state|government|defence|police)\b")
    ids = [i["id"] for i in client.get("/incidents.json").json()]
    pages = [client.get(f"/incidents/{id}", headers={"accept-language": language}).text for id in ids]
    assert any(side in page for page in pages)
    shown = [re.sub(r"<[^>]+>", " ", page) for page in pages]
    assert [found for page in shown for found in codes.findall(page)] == []

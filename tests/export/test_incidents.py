"""Exports of incidents: exact to the columns and names of the schemes, and honest in what they leave empty."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping

import pytest

from bench.crosscheck import crosscheck, relations
from bench.dossier.gold import load_gold
from recoupe.export import acled, claimreview, ftm, ucdp
from recoupe.export.incidents import incident_object
from recoupe.model import Claim, Incident, Report

PROPERTIES = {
    "Event": {"name", "summary", "startDate", "endDate", "location", "country", "addressEntity", "involved", "proof"},
    "Organization": {"name"},
    "Address": {"full", "country", "latitude", "longitude"},
    "Article": {"title", "publisher", "sourceUrl", "publishedAt", "language", "bodyText"},
    "Mention": {"document", "resolved", "name"},
}
"""Of followthemoney 3.8; an unknown property is dropped there without a word."""

Told = tuple[Incident, Mapping[str, tuple[Claim, Report]]]


@pytest.fixture(scope="module")
def incidents() -> list[Told]:
    gold = load_gold()
    told = [(r.report, r.claims) for r in gold.reports]
    members = {c.id: (c, r) for r, claims in told for c in claims}
    return [(i, {c: members[c] for c in i.claims}) for i in crosscheck(told, relations()).incidents]


def reports_of(claims: Mapping[str, tuple[Claim, Report]]) -> dict[str, Report]:
    return {report.id: report for _, report in claims.values()}


def test_acled_has_the_columns_of_the_export(incidents: list[Told]) -> None:
    head, *rows = csv.reader(acled.acled_lines(incidents))
    assert tuple(head) == acled.COLUMNS
    assert len(head) == 31
    assert {len(row) for row in rows} == {31}
    listed = [dict(zip(head, row, strict=True)) for row in rows]
    assert {row["time_precision"] for row in listed} <= {"1", "2", "3"}
    assert {row["geo_precision"] for row in listed} <= {"1", "2", "3", ""}
    assert all(acled.EVENT_TYPES[row["sub_event_type"]] == row["event_type"] for row in listed)
    babanusa = next(row for row in listed if row["location"] == "Beledweyne")
    assert babanusa["iso"] == "706"
    assert babanusa["sub_event_type"] == "Remote explosive/landmine/IED"
    sake = next(row for row in listed if row["location"] == "Sake")
    assert sake["latitude"] == "-1.5730", "a negative number is no formula"


def test_every_sub_event_of_the_ontology_has_its_event_type() -> None:
    from recoupe.export.codes import load_ontology

    used = {code for codes in load_ontology().events.values() for code in codes.acled}
    assert used <= set(acled.EVENT_TYPES)


def test_the_type_of_disorder_follows_the_sub_event() -> None:
    assert {acled.disorder(sub) for sub in acled.EVENT_TYPES} == {
        "Political violence", "Demonstrations", "Political violence; Demonstrations", "Strategic developments",
    }  # fmt: skip
    assert acled.disorder("Mob violence") == "Political violence"
    assert acled.disorder("Violent demonstration") == "Demonstrations"


def test_ucdp_has_the_columns_of_the_data_set_and_only_events_with_dead(incidents: list[Told]) -> None:
    head, *rows = csv.reader(ucdp.ucdp_lines(incidents))
    assert tuple(head) == ucdp.COLUMNS
    assert len(head) == 49
    listed = [dict(zip(head, row, strict=True)) for row in rows]
    assert all(float(row["low"]) <= float(row["high"]) and float(row["high"]) > 0 for row in listed)
    geneina = next(row for row in listed if row["where_coordinates"] == "El Geneina")
    assert geneina["type_of_violence"] == ucdp.ONE_SIDED
    assert (geneina["date_start"], geneina["date_prec"], geneina["where_prec"]) == ("2023-06-14", "1", "1")


CELLS = [(-90, -180, 1), (-89.75, -179.25, 2), (-89.5, -180, 721), (89.9, 179.9, 259200)]


@pytest.mark.parametrize(("lat", "lon", "cell"), CELLS)
def test_cells_of_prio_grid(lat: float, lon: float, cell: int) -> None:
    assert ucdp.priogrid(lat, lon) == cell


def test_claim_reviews_rate_how_it_stands_and_never_the_truth(incidents: list[Told]) -> None:
    lines = [
        json.loads(line)
        for line in claimreview.claimreview_lines(((i, reports_of(c)) for i, c in incidents), author="A newsroom")
    ]
    assert lines
    for review in lines:
        assert (review["@context"], review["@type"]) == ("https://schema.org", "ClaimReview")
        assert {"url", "datePublished", "author", "claimReviewed", "itemReviewed", "reviewRating"} <= set(review)
        assert "ratingValue" not in review["reviewRating"]
        assert not {"true", "false"} & set(review["reviewRating"]["alternateName"].casefold().split())


def test_followthemoney_entities_use_its_own_properties_and_refer_to_each_other(incidents: list[Told]) -> None:
    lines = [json.loads(line) for line in ftm.ftm_lines((i, reports_of(c)) for i, c in incidents)]
    ids = [entity["id"] for entity in lines]
    assert len(set(ids)) == len(ids)
    for entity in lines:
        assert set(entity["properties"]) <= PROPERTIES[entity["schema"]]
        for name in ("addressEntity", "involved", "proof", "document", "resolved"):
            assert set(entity["properties"].get(name, ())) <= set(ids)


def test_an_incident_as_an_object_quotes_its_sentences(incidents: list[Told]) -> None:
    for incident, claims in incidents:
        reports = reports_of(claims)
        made = json.loads(json.dumps(incident_object(incident, reports)))
        for about in made["attributes"]:
            for version in about["versions"]:
                for holding in version["holdings"]:
                    proof = holding["proof"]
                    assert reports[proof["report"]].text[proof["start"] : proof["end"]] == proof["text"]

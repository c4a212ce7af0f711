"""Search with facets: counts are of reports, and each facet narrows to what it counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bench.dossier.gold import load_gold
from recoupe.ledger.faceting import Asked, Found
from recoupe.ledger.sqlite import SqliteLedger, write_ledger
from recoupe.ledger.textsearch import words_of
from recoupe.model import Reading, claim_id


def found_in(store: SqliteLedger, asked: Asked, *, limit: int) -> Found:
    return store.find(asked, store.facets(), limit=limit)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> SqliteLedger:
    made = write_ledger(tmp_path_factory.mktemp("facets") / "x.db")
    for entry in load_gold().reports:
        claims = [replace(c, id=claim_id(c.report_id, "gold", c.event, n), reader="gold") for n, c in enumerate(entry.claims)]
        made.add(Reading(entry.report, "gold", tuple(claims)))
    return made


@pytest.mark.parametrize("words", ["", "abu kamal", "les", "بلدة", "aviones"])
@pytest.mark.parametrize("facet", ["language", "outlet", "event", "actor", "place"])
def test_a_facet_narrows_to_what_it_counted(store: SqliteLedger, words: str, facet: str) -> None:
    whole = found_in(store, Asked(words), limit=500)
    for value in whole.facets[facet][:4]:
        narrow: dict[str, Any] = {facet: value.value}
        some = found_in(store, replace(Asked(words), **narrow), limit=500)
        assert some.reports == value.reports
        assert {h.report.id for h in some.texts} <= {h.report.id for h in whole.texts}
        assert {c.id for c, _ in some.claims} <= {c.id for c, _ in whole.claims}


def test_without_words_everything_is_counted(store: SqliteLedger) -> None:
    found = found_in(store, Asked(), limit=1)
    assert found.reports == len(load_gold().reports)
    assert sum(v.reports for v in found.facets["language"]) == found.reports
    assert found.claim_count == store.inventory().claims
    assert len(found.claims) == 1
    counted = store.find(Asked(), store.facets(), limit=1, claims_too=False)
    assert (counted.claims, counted.claim_count, counted.texts) == ([], found.claim_count, found.texts)


def test_without_words_the_newest_reports_come_first(store: SqliteLedger) -> None:
    found = found_in(store, Asked(language="ar"), limit=500)
    assert {h.report.language for h in found.texts} == {"ar"}
    assert len(found.texts) == found.reports
    days = [p.end for h in found.texts if (p := h.report.published) is not None]
    assert days == sorted(days, key=lambda day: day or date.min, reverse=True)


def test_days_bound_the_publication(store: SqliteLedger) -> None:
    found = found_in(store, Asked(since=date(2023, 1, 1), until=date(2023, 12, 31)), limit=500)
    assert found.reports
    assert {v.value for v in found.facets["year"]} == {"2023"}


def test_accents_and_arabic_variants_are_folded(store: SqliteLedger) -> None:
    texts = [e.report.text for e in load_gold().reports if e.report.language == "ar"]
    word = next(w for text in texts for w in text.split() if w.endswith("ة") and len(w) > 4)
    other = word[:-1] + "ه"
    assert words_of(word) == words_of(other)
    found = [[h.report.id for h in found_in(store, Asked(w), limit=99).texts] for w in (word, other)]
    assert found[0]
    assert found[0] == found[1]
    assert found_in(store, Asked("SYRIE"), limit=9).reports == found_in(store, Asked("syrié"), limit=9).reports > 0


def test_names_in_arabic_are_found_in_either_spelling(store: SqliteLedger) -> None:
    spelled = {name for name in names_in(store) if "ة" in name}
    assert spelled, "the dossier has such names"
    for name in sorted(spelled)[:5]:
        assert found_in(store, Asked(name.replace("ة", "ه")), limit=9).claims, name
        assert found_in(store, Asked(name), limit=9).claims, name


@pytest.mark.parametrize("odd", ['"', "*", "%", "_", "NEAR(", "a OR", "\x00", "'; DROP TABLE claims", "ـ", "ة"])
def test_odd_words_find_or_do_not(store: SqliteLedger, odd: str) -> None:
    assert found_in(store, Asked(odd, event=odd, actor=odd), limit=5).reports >= 0
    assert found_in(store, Asked(odd), limit=5).reports >= 0


def names_in(store: SqliteLedger) -> set[str]:
    """The words for actors and places in Arabic reports."""
    found = found_in(store, Asked(language="ar"), limit=500).claims
    spans = [(m.span, report) for c, report in found for m in (*c.actors, *c.targets)]
    spans += [(m.span, report) for c, report in found for m in c.places]
    return {span.of(report.text) for span, report in spans if report.language == "ar"}

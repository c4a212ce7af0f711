from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.errors import NoText
from recoupe.intake.page import Page, is_page, read_page
from recoupe.model import PublishedBasis

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SENTENCE = "L'armée a repris la ville mercredi, selon l'agence, après trois jours de violents combats dans les faubourgs."


def html(head: str = "", top: str = "", body: str | None = None) -> str:
    text = f"<p>{SENTENCE}</p>" * 3 if body is None else body
    return (
        f'<!doctype html><html lang="fr"><head><title>Percée à l\'est</title>{head}</head><body><nav><a href="/">Accueil</a>'
        f"</nav><article><h1>Percée à l'est</h1>{top}{text}</article><footer>© 2026 Le Journal</footer></body></html>"
    )


def read(page: str) -> Page:
    return read_page(page, "a.html", now=NOW)


def meta(name: str, value: str, attribute: str = "property") -> str:
    return f'<meta {attribute}="{name}" content="{value}">'


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_the_article_and_nothing_around_it() -> None:
    text = read(html()).text
    assert SENTENCE in text
    assert "Accueil" not in text
    assert "Le Journal" not in text


def test_what_the_page_declares() -> None:
    head = (
        meta("og:site_name", "Le  Journal") + meta("author", "Aminata Diallo", "name")
        + '<link rel="canonical" href="https://example.org/percee">'
    )
    declared = read(html(head)).declared
    assert (declared.title, declared.outlet) == ("Percée à l'est", "Le Journal")
    assert (declared.author, declared.url) == ("Aminata Diallo", "https://example.org/percee")
    assert declared.language is None


LATE = "2018-06-22T23:30:00"


@pytest.mark.parametrize(
    ("head", "top", "day", "note"),
    [
        (meta("article:published_time", LATE + "+02:00"), "", "2018-06-22", f"article:published_time says {LATE}+02:00"),
        (meta("article:published_time", LATE + "Z"), "", "2018-06-22", f"article:published_time says {LATE}Z"),
        (meta("article:published_time", "2018-06-22 01:10:00 +0430"), "", "2018-06-22", None),
        (meta("article:published_time", "2018-06-22 01:10:00 UTC"), "", "2018-06-22", None),
        (meta("article:published_time", "Fri, 22 Jun 2018 23:30:00 +0300"), "", "2018-06-22", None),
        (meta("article:published_time", "2018-06-22"), "", "2018-06-22", None),
        (meta("DC.date.issued", "2018-06-22", "name"), "", "2018-06-22", "dc.date.issued says 2018-06-22"),
        (meta("datePublished", "2018-06-22", "itemprop"), "", "2018-06-22", None),
        (json_ld('{"@type": "NewsArticle", "datePublished": "2018-06-22T23:30:00+02:00"}'), "", "2018-06-22",
         f"JSON-LD datePublished says {LATE}+02:00"),
        (json_ld('{"@graph": [{"@type": "WebSite", "datePublished": "2001-01-01"},'
                 '{"@type": ["ReportageNewsArticle"], "datePublished": "2018-06-22"}]}'), "", "2018-06-22", None),
        (meta("pubdate", "22/06/2018 23:30", "name"), "", "2018-06-22", None),
        (meta("pubdate", "06/22/2018", "name"), "", "2018-06-22", None),
        (meta("pubdate", "5.6.2018", "name"), "", "2018-06-05", None),
        ("", '<time datetime="2018-06-22 10:00">hier</time>', "2018-06-22", "<time> says 2018-06-22 10:00"),
        ("", '<span itemprop="datePublished" content="2018-06-22">hier</span>', "2018-06-22", None),
    ],
)
def test_the_declared_date_in_the_zone_of_the_page(head: str, top: str, day: str, note: str | None) -> None:
    declared = read(html(head, top)).declared
    assert declared.published is not None
    assert declared.published.edtf == day
    assert declared.published_basis is PublishedBasis.GIVEN
    assert declared.published_note is not None
    assert note is None or declared.published_note == note


def test_of_one_instant_in_two_zones_the_pages_own_counts() -> None:
    head = meta("article:published_time", "2018-06-22T22:30:00Z") + json_ld(
        '{"@type": "NewsArticle", "datePublished": "2018-06-23T00:30:00+02:00"}')
    assert _day(html(head)) == "2018-06-23"


def test_another_instant_in_another_zone_does_not_count() -> None:
    head = meta("article:published_time", "2018-06-22T22:30:00Z") + json_ld(
        '{"@type": "NewsArticle", "datePublished": "2018-06-25T00:30:00+02:00"}')
    assert _day(html(head)) == "2018-06-22"


def test_a_broken_declaration_gives_way_to_the_next() -> None:
    head = meta("article:published_time", "2018-02-30") + json_ld("{broken") + meta("date", "2018-06-22", "name")
    assert _day(html(head)) == "2018-06-22"


def test_a_date_that_only_the_layout_shows_is_inferred() -> None:
    declared = read(html(top='<div class="date">Publié le 22 juin 2018</div>')).declared
    assert declared.published is not None
    assert declared.published.edtf == "2018-06-22"
    assert declared.published_basis is PublishedBasis.INFERRED
    assert declared.published_note == "not declared; shown on the page as 2018-06-22, perhaps of an update"


@pytest.mark.parametrize(
    "page",
    [
        html(), html(meta("article:modified_time", "2019-01-01T00:00:00Z")), html(meta("article:published_time", "")),
        html(meta("article:published_time", "05/06/2018")), html(meta("article:published_time", "2030-01-01")),
        html(top='<a href="/x"><time datetime="2030-01-01">demain</time></a>'),
    ],
)
def test_no_date_is_no_date_and_never_today(page: str) -> None:
    declared = read(page).declared
    assert (declared.published, declared.published_basis, declared.published_note) == (None, None, None)


def test_the_dates_of_other_articles_do_not_count() -> None:
    aside = '<aside><time datetime="2017-01-01">a</time><time datetime="2016-01-01">b</time></aside>'
    assert _day(html().replace("<footer>", aside + "<footer>")) is None


def _day(page: str) -> str | None:
    published = read(page).declared.published
    return published.edtf if published else None


@pytest.mark.parametrize("page", ["<html></html>", "nothing", "<html><body><p></p>"])
def test_a_page_without_an_article(page: str) -> None:
    with pytest.raises(NoText, match=r"a\.html: .*; save the article's text as a \.txt file"):
        read(page)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html>\n<html>", True), ("\n <HTML lang=fr>", True), ('<?xml version="1.0"?><html xmlns="x">', True),
        ("<!-- saved --><html>", True), ("Le mot <html> dans un texte", False), ("<quote> Un texte", False), ("", False),
        ("<rss><channel>", False),
    ],
)
def test_what_starts_like_a_page(text: str, expected: bool) -> None:
    assert is_page(text) is expected


PIECES = st.sampled_from([
    "<p>", "</p>", "<div>", "<article>", "</article>", "<time datetime='", "2018-06-22", "9999-99-99", "'>", "<meta content='x'",
    " property='article:published_time'", ">", "<script type='application/ld+json'>", "</script>", "{\"@type\":", "[[", "\"x\"}",
    "<", "&amp;", "&#0;", "&#xd800;", "\x0c", SENTENCE, "<html>", "<!--", "-->", "<svg>", "<table><tr><td>", "<br/>", "\ufffe",
])


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_page_gives_text_or_says_that_it_has_none(page: str) -> None:
    try:
        found = read("<html><body>" + page)
    except NoText:
        return
    assert found.text.strip()
    found.text.encode("utf-8")

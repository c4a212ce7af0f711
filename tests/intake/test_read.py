from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.errors import (
    BinarySource,
    EmptySource,
    IntakeError,
    NotFound,
    UnknownLanguage,
    UnsupportedLanguage,
    UsageError,
)
from recoupe.intake import IntakeOptions, RawSource, Source, read_source
from recoupe.model import PartialDate, PublishedBasis, Report, bytes_id, text_id

NOW = datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=2)))
BODY = "L'armée a repris la ville mercredi.\r\n\r\n  Au moins 22 morts, selon l'agence.\n"


def french(text: str) -> str:
    return "fr"


def read(data: bytes | str, name: str = "a.txt", options: IntakeOptions | None = None) -> Report:
    raw = RawSource(name, data.encode() if isinstance(data, str) else data)
    return read_source(raw, options=options or IntakeOptions(), detect=french, now=NOW)


def test_a_plain_text() -> None:
    report = read(BODY)
    assert report.text == BODY
    assert report.id == text_id(BODY)
    assert report.bytes_sha256 == bytes_id(BODY.encode())
    assert (report.language, report.encoding, report.media_type) == ("fr", "utf-8", "text/plain")
    assert (report.title, report.outlet, report.author, report.published) == (None, None, None, None)
    assert (report.published_basis, report.published_note) == (None, None)
    assert (report.origin.path, report.origin.url) == ("a.txt", None)
    assert report.origin.taken == NOW
    assert report.origin.taken is not None
    assert report.origin.taken.tzinfo is UTC


def test_front_matter_is_no_part_of_the_text_but_of_the_bytes() -> None:
    data = "\ufeff---\ntitle: Percée\npublished: 2018-06-22\n---\n" + BODY
    report = read(data)
    assert (report.text, report.id) == (BODY, text_id(BODY))
    assert report.bytes_sha256 == bytes_id(data.encode())
    assert (report.title, report.published_basis) == ("Percée", PublishedBasis.GIVEN)
    assert report.published is not None
    assert report.published.edtf == "2018-06-22"


def test_options_win_over_front_matter_one_by_one() -> None:
    data = "---\ntitle: A\noutlet: B\npublished: 2018-06-22\nurl: https://a.example/\n---\n" + BODY
    report = read(data, options=IntakeOptions(outlet="Press", published="2018-06"))
    assert (report.title, report.outlet, report.origin.url) == ("A", "Press", "https://a.example/")
    assert report.published is not None
    assert report.published.edtf == "2018-06"


PAGE = (
    '<html><head><title>Percée</title><meta property="og:site_name" content="Le Journal">'
    '<meta property="article:published_time" content="2018-06-22T23:30:00+02:00"></head><body><article><h1>Percée</h1>'
    + "<p>L'armée a repris la ville mercredi, selon l'agence, après trois jours de violents combats.</p>" * 3
    + "</article></body></html>"
)


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "-", "a.txt", "page"])
def test_a_page_whatever_it_is_called(name: str) -> None:
    report = read(PAGE, name)
    assert report.media_type == "text/html"
    assert report.text.startswith("Percée\nL'armée")
    assert report.bytes_sha256 == bytes_id(PAGE.encode())
    assert (report.title, report.outlet) == ("Percée", "Le Journal")
    assert report.published == PartialDate.day(datetime(2018, 6, 22, tzinfo=UTC).date())
    assert report.published_note == "article:published_time says 2018-06-22T23:30:00+02:00"


def test_options_win_over_a_pages_metadata() -> None:
    report = read(PAGE, options=IntakeOptions(title="Autre", published="2018-06-23"))
    assert (report.title, report.outlet) == ("Autre", "Le Journal")
    assert report.published is not None
    assert (report.published.edtf, report.published_note) == ("2018-06-23", None)


def test_another_encoding_is_said() -> None:
    report = read(BODY.encode("cp1252"))
    assert (report.text, report.encoding) == (BODY, "windows-1252")


def test_the_same_text_in_another_encoding_is_the_same_report() -> None:
    assert read(BODY.encode("utf-16")).id == read(BODY).id


def test_nothing_but_front_matter() -> None:
    with pytest.raises(EmptySource, match="nothing after its front matter"):
        read("---\ntitle: A\n---\n\n")


def test_options_are_checked_when_they_are_given() -> None:
    with pytest.raises(UsageError, match="no calendar has it"):
        IntakeOptions(published="2018-02-30")
    with pytest.raises(UsageError, match="not a code of two letters"):
        IntakeOptions(language="french")


def test_a_language_that_is_given_is_not_detected() -> None:
    def never(text: str) -> str:
        raise AssertionError

    raw = RawSource("a.txt", b"court")
    assert read_source(raw, options=IntakeOptions(language="fr-BE"), detect=never, now=NOW).language == "fr"
    with pytest.raises(UnsupportedLanguage, match=r"^a\.txt: no language pack for 'zz'"):
        read_source(raw, options=IntakeOptions(language="zz"), detect=never, now=NOW)


def test_what_detection_says_is_said_of_the_source() -> None:
    def german(text: str) -> str:
        raise UnsupportedLanguage("de", ("fr",), name="German")

    def unsure(text: str) -> str:
        raise UnknownLanguage("text", "it is too short", "use --language")

    raw = RawSource("a.txt", b"text")
    with pytest.raises(UnsupportedLanguage, match=r"^a\.txt: no language pack for German \(de\)"):
        read_source(raw, options=IntakeOptions(), detect=german, now=NOW)
    with pytest.raises(UnknownLanguage, match=r"^a\.txt: it is too short; use --language$"):
        read_source(raw, options=IntakeOptions(), detect=unsure, now=NOW)


def test_a_file_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(BODY.encode())
    report = read_source(Source(str(path), path), options=IntakeOptions(), detect=french, now=NOW)
    assert (report.text, report.origin.path) == (BODY, str(path))
    with pytest.raises(NotFound):
        read_source(Source("x", tmp_path / "x"), options=IntakeOptions(), detect=french, now=NOW)


def test_the_error_names_the_source() -> None:
    with pytest.raises(BinarySource) as caught:
        read(b"%PDF-1.7", "dossier/a.txt")
    assert caught.value.source == "dossier/a.txt"


DATA = (
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", errors="replace"))
    | st.builds(
        lambda text, codec: text.encode(codec, errors="replace"), st.text(max_size=200),
        st.sampled_from(["utf-8-sig", "utf-16", "utf-32", "cp1252", "cp1256", "koi8-r", "shift_jis", "gb18030"]),
    )
    | st.builds(lambda a, b: b"---\n" + a + b"\n---\n" + b, st.binary(max_size=60), st.binary(max_size=60))
    | st.builds(lambda a: b"<html><body><p>" + a, st.binary(max_size=100))
)


@settings(max_examples=300, deadline=None)
@given(DATA, st.sampled_from(["a.txt", "a.html", "-"]))
def test_any_bytes_are_a_report_or_an_intake_error(data: bytes, name: str) -> None:
    try:
        report = read(data, name)
    except IntakeError:
        return
    assert report.text.strip()
    assert report.id == text_id(report.text)
    assert report.bytes_sha256 == bytes_id(data)
    if report.media_type == "text/plain":
        decoded = data.decode(report.encoding).removeprefix("\ufeff")
        assert decoded == report.text or (decoded.startswith("---") and decoded.endswith(report.text))


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), min_size=1))
def test_a_text_is_never_edited(body: str) -> None:
    text = "Texte :\r\n" + body
    assert read(text).text == text
    assert read("---\ntitle: A\n---\n" + text).text == text

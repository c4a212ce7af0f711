"""Each format, as it should be: text, dates, names and how they were come by."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from recoupe.intake import Columns, Intake, IntakeOptions, Quarantined, RawSource, Taken, Workshop
from recoupe.intake.formats.kinds import Kind, kind_of
from recoupe.intake.formats.markup import text_of_fragment
from recoupe.intake.formats.opml import subscriptions
from recoupe.model import Report, bytes_id
from tests.hostile import builders as b

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop() as made:
        yield made


def take(workshop: Workshop, name: str, data: bytes, **options: object) -> list[Taken | Quarantined]:
    intake = Intake(IntakeOptions(), lambda _: "fr", lambda: NOW, workshop, **options)  # type: ignore[arg-type]
    return list(intake.take(RawSource(name, data)))


def reports(workshop: Workshop, name: str, data: bytes, **options: object) -> list[Report]:
    found = take(workshop, name, data, **options)
    assert all(isinstance(one, Taken) for one in found), found
    return [one.report for one in found if isinstance(one, Taken)]


def day(report: Report) -> str | None:
    return report.published.edtf if report.published else None


def test_formats_are_known_by_their_bytes_before_their_names() -> None:
    for name, data in b.whole().items():
        kind = kind_of(name, data)
        nameless = kind_of("download", data)
        if kind not in (Kind.TEXT, Kind.CSV, Kind.JSONL) and not name.endswith((".gz", ".tgz")):
            assert nameless is kind, name


def test_pages_of_a_pdf_are_anchors(workshop: Workshop) -> None:
    (report,) = reports(workshop, "brief.pdf", b.pdf(pages=3))
    assert report.media_type == "application/pdf"
    assert report.text.count("Cinq soldats") == 3
    places = [report.taking.at(i) for i in range(len(report.text)) if report.text.startswith("Cinq", i)]
    assert places == ["page 1", "page 2", "page 3"]


def test_a_scan_is_said_to_need_ocr(workshop: Workshop) -> None:
    (refused,) = take(workshop, "scan.pdf", b.pdf(""))
    assert isinstance(refused, Quarantined)
    assert "no text layer" in str(refused.error)
    assert "OCR" in str(refused.error)


def test_entries_of_a_feed(workshop: Workshop) -> None:
    found = reports(workshop, "feed.xml", b.RSS.encode())
    assert [r.title for r in found] == ["Titre 0", "Titre 1", "Titre 2"]
    assert {(r.outlet, day(r)) for r in found} == {("Agence", "2018-06-22")}
    assert found[1].origin.url == "https://example.org/1"
    assert found[1].origin.path == "feed.xml › https://example.org/1"
    assert "<p>" not in found[0].text


def test_atom_too(workshop: Workshop) -> None:
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Bulletin</title><entry><title>Un</title><id>1</id>"
        "<link href='https://example.org/un'/><published>2020-02-03T23:30:00+02:00</published>"
        f"<content type='html'>&lt;p&gt;{b.SENTENCE}&lt;/p&gt;</content></entry></feed>"
    )
    (report,) = reports(workshop, "bulletin.atom", atom.encode())
    assert (report.outlet, report.title, day(report)) == ("Bulletin", "Un", "2020-02-03")


def test_a_web_archive_keeps_address_and_time_of_fetching(workshop: Workshop) -> None:
    (report,) = reports(workshop, "crawl.warc.gz", gzip.compress(b.record(b.PAGE.encode())))
    assert report.origin.url == "https://example.org/p"
    assert dict(report.taking.headers)["warc-date"] == "2018-06-22T00:00:00Z"
    assert report.taking.container == bytes_id(gzip.compress(b.record(b.PAGE.encode()))) or report.taking.container
    assert [s.name for s in report.taking.steps] == ["web archive record", "decode", "article"]


def test_a_mail_and_what_it_carries(workshop: Workshop) -> None:
    mail = b.mail("Le bilan du jour est joint à ce courrier.", attached={"bilan.pdf": b.pdf(pages=1)})
    body, attached = reports(workshop, "mail.eml", mail)
    assert (body.title, body.author, day(body)) == ("Bilan", "bureau@example.org", "2018-06-22")
    assert (attached.media_type, day(attached)) == ("application/pdf", "2018-06-22")
    assert attached.origin.path == "mail.eml › bilan.pdf"


def test_the_rows_of_a_table(workshop: Workshop) -> None:
    found = reports(workshop, "table.csv", b.table())
    assert [(r.title, day(r), r.origin.url) for r in found][:2] == [
        ("T0", "2018-06-20", "https://example.org/0"),
        ("T1", "2018-06-21", "https://example.org/1"),
    ]
    assert {r.bytes_sha256 for r in found} == {bytes_id(b.table())}


def test_columns_are_named_by_the_user(workshop: Workshop) -> None:
    data = f'corps;jour\n"{b.SENTENCE}";2019-05\n'.encode()
    (report,) = reports(workshop, "t.csv", data, columns=Columns(text="corps", date="jour"))
    assert (report.text, day(report)) == (b.SENTENCE.strip(), "2019-05")
    (refused,) = take(workshop, "t.csv", data)
    assert "corps, jour" in str(getattr(refused, "error", ""))
    (wrong,) = take(workshop, "t.csv", data, columns=Columns(text="nichts"))
    assert "no column 'nichts'" in str(getattr(wrong, "error", ""))


def test_sheets_of_the_auto_archiver(workshop: Workshop) -> None:
    sheet = (
        "Link,Archive status,Archive location,Archive date,Upload timestamp,Upload title,Text content,Hash\n"
        f'https://example.org/v,success,s3://x,2022-03-05T10:00:00Z,2022-03-04T21:10:00+02:00,Une vidéo,"{b.SENTENCE}",abc\n'
    )
    (report,) = reports(workshop, "sheet.csv", sheet.encode())
    assert (report.title, report.origin.url, day(report)) == ("Une vidéo", "https://example.org/v", "2022-03-04")


@pytest.mark.parametrize("name", ["all.zip", "all.tar", "all.tgz", "text.txt.gz", "archive.wacz"])
def test_containers(name: str, workshop: Workshop) -> None:
    data = b.whole()[name]
    for report in reports(workshop, name, data):
        assert report.taking.container == bytes_id(data)
        assert report.origin.path is not None
        assert report.origin.path.startswith(f"{name} › ")


def test_what_a_container_holds_and_cannot_be_read_is_named(workshop: Workshop) -> None:
    data = b.zipped({"a.txt": b.TEXT.encode(), "b.pdf": b"%PDF-1.4 nothing", "../c.txt": b"x"})
    kinds = {
        one.name if isinstance(one, Quarantined) else one.report.origin.path: type(one) for one in take(workshop, "z.zip", data)
    }
    assert kinds == {"z.zip › a.txt": Taken, "z.zip › b.pdf": Quarantined, "z.zip › ../c.txt": Quarantined}


def test_a_dated_future_is_not_believed(workshop: Workshop) -> None:
    data = f'text,date\n"{b.SENTENCE}",2031-01-01\n'.encode()
    (report,) = reports(workshop, "t.csv", data)
    assert report.published is None


def test_lists_of_feeds() -> None:
    opml = (
        b"<opml version='2.0'><body><outline text='Nouvelles'><outline xmlUrl='https://example.org/a' title='A'/>"
        b"<outline xmlUrl='https://example.org/a'/><outline text='none'/></outline></body></opml>"
    )
    (found,) = subscriptions(opml, "feeds.opml")
    assert (found.address, found.title) == ("https://example.org/a", "A")


def test_text_of_markup_keeps_its_blocks() -> None:
    html = "<p>Un &amp; deux.</p><script>x</script><ul><li>trois</li><li>quatre</li></ul>cinq<br>six"
    assert text_of_fragment(html) == "Un & deux.\ntrois\nquatre\ncinq\nsix\n"
    assert text_of_fragment("2 > 1") == "2 > 1"


@pytest.mark.parametrize("data", [b"/etc/passwd", b"file:///etc/passwd", b"http://127.0.0.1:9/feed", b"etc/hosts\0x"])
def test_what_stands_in_a_feed_is_never_taken_for_an_address_or_a_path(data: bytes, workshop: Workshop) -> None:
    from recoupe.errors import IntakeError
    from recoupe.intake import entry_links

    with pytest.raises(IntakeError):
        entry_links(data, "x.xml")
    (refused,) = take(workshop, "x.rss", data)
    assert isinstance(refused, Quarantined)


def test_a_feed_whose_encoding_has_no_name_is_refused(workshop: Workshop) -> None:
    (refused,) = take(workshop, "feed.xml", b.RSS.replace("utf-8", "utf\0-8").encode())
    assert isinstance(refused, Quarantined)
    assert "damaged" in str(refused.error)

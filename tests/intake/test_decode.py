from __future__ import annotations

import gzip

import pytest

from recoupe.errors import BinarySource, EmptySource, UndecodableSource
from recoupe.intake.decode import decode
from recoupe.intake.sources import RawSource

FRENCH = "Des raids aériens ont visé la ville d'Idleb à l'aube, les blessés ont été évacués près de la frontière."
ARABIC = "قالت وكالة الأنباء السورية إن الجيش السوري سيطر على مدينة البوكمال في ريف دير الزور"
RUSSIAN = "Российские военные нанесли удар по городу Идлиб, сообщает агентство"
UKRAINIAN = "Російські війська завдали удару по місту Харків, повідомляє агентство"
TURKISH = "Türk savaş uçakları İdlib'in güneyindeki mevzileri vurdu, ölü sayısı bilinmiyor"


def decoded(data: bytes) -> tuple[str, str]:
    result = decode(RawSource("a.txt", data))
    return result.text, result.encoding


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf8_with_and_without_its_mark(mark: bytes) -> None:
    assert decoded(mark + FRENCH.encode()) == (FRENCH, "utf-8")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_marked_unicode(encoding: str) -> None:
    assert decoded(FRENCH.encode(encoding)) == (FRENCH, encoding)


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (FRENCH, "cp1252", "windows-1252"),
        (FRENCH, "latin-1", "windows-1252"),
        ("L’armée a repris Homs – selon l’agence « Sana » — hier à l’aube", "cp1252", "windows-1252"),
        ("Un raid aérien a tué 5 personnes", "cp1252", "windows-1252"),
        (FRENCH, "mac-roman", "mac-roman"),
        (FRENCH, "cp850", "cp850"),
        (ARABIC, "cp1256", "windows-1256"),
        (ARABIC, "iso8859-6", "iso-8859-6"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (UKRAINIAN, "koi8-u", "koi8-u"),
        (TURKISH, "cp1254", "windows-1254"),
    ],
)
def test_other_encodings_are_found_and_said(text: str, codec: str, name: str) -> None:
    assert decoded(text.encode(codec)) == (text, name)


def test_the_encoding_that_a_page_names_is_believed() -> None:
    page = f'<html><head><meta charset="windows-1256"></head><body>{ARABIC[:12]}</body></html>'
    assert decoded(page.encode("cp1256")) == (page, "windows-1256")


def test_utf8_is_believed_before_what_a_page_names() -> None:
    page = f'<html><head><meta charset="iso-8859-1"></head><body>{FRENCH}</body></html>'
    assert decoded(page.encode()) == (page, "utf-8")


@pytest.mark.parametrize("label", ["no-such-thing", "utf-16", "zlib", "idna"])
def test_a_page_that_names_nonsense_is_read_all_the_same(label: str) -> None:
    page = f'<html><head><meta charset="{label}"></head><body>{FRENCH}</body></html>'
    assert decoded(page.encode("cp1252")) == (page, "windows-1252")


def test_newlines_and_spaces_stay() -> None:
    text = "\n Un\r\ndeux\u2028trois\x0bquatre\rcinq\u00a0six \n\n"
    assert decoded(text.encode()) == (text, "utf-8")


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", b"\xff\xfe", "\ufeff".encode("utf-16")])
def test_nothing_in_it(data: bytes) -> None:
    with pytest.raises(EmptySource, match=r"a\.txt: there is nothing in it"):
        decoded(data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document, not text; save its text as a .txt file"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive or an office document"),
        (gzip.compress(b"text", mtime=0), "gzip-compressed data, not text; unpack it"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"{\\rtf1\\ansi Bonjour}", "a rich-text document"),
        (b"SQLite format 3\x00", "give it with --ledger"),
        (b"abc\x00def", "control bytes"),
        (bytes(range(1, 32)) * 4, "control bytes"),
        ("a\0b".encode("utf-16"), "NUL characters"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, says: str) -> None:
    with pytest.raises(BinarySource) as caught:
        decoded(data)
    assert says in str(caught.value)


@pytest.mark.parametrize("data", [FRENCH.encode() + b"\xe9.", FRENCH.encode() + "é".encode()[:1], b"\xa0" + FRENCH.encode()])
def test_damaged_utf8_is_not_read_as_something_else(data: bytes) -> None:
    with pytest.raises(UndecodableSource, match=r"is UTF-8 but damaged at byte \d+ \(0x"):
        decoded(data)


def test_damaged_utf16() -> None:
    with pytest.raises(UndecodableSource, match="starts as UTF-16 but is damaged at byte"):
        decoded(FRENCH.encode("utf-16") + b"a")


def test_bytes_that_fit_no_encoding() -> None:
    with pytest.raises(UndecodableSource, match="no known encoding fits"):
        decoded(bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xFF, 0xAA, 0x98]) * 8)

"""From bytes to text: UTF-8, UTF-16 and UTF-32 with their marks, else the encoding that fits best, and said."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from recoupe.errors import BinarySource, EmptySource, UndecodableSource
from recoupe.intake.sources import RawSource

AS_UTF8 = "save it as UTF-8 and read it again"

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)

SIGNATURES = (
    (b"%PDF-", "a PDF document", "save its text as a .txt file and read that"),
    (b"{\\rtf", "a rich-text document", "save it as plain text and read that"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save the document as plain text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", "save it as plain text and read that"),
    (b"\x1f\x8b", "gzip-compressed data", "unpack it and read what is in it"),
    (b"BZh", "bzip2-compressed data", "unpack it and read what is in it"),
    (b"\xfd7zXZ\x00", "xz-compressed data", "unpack it and read what is in it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it and read what is in it"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it and read what is in it"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "only text can be read"),
    (b"\xff\xd8\xff", "a JPEG image", "only text can be read"),
    (b"GIF8", "a GIF image", "only text can be read"),
    (b"\x7fELF", "a program", "only text can be read"),
    (b"SQLite format 3\x00", "an SQLite database", "if it is a ledger, give it with --ledger"),
)

ENCODINGS = (
    "cp1252", "cp1256", "cp1251", "cp1250", "cp1254", "cp1253", "cp1255", "cp1257", "cp1258", "iso8859_15", "iso8859_2",
    "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "koi8_r", "koi8_u", "mac_roman", "mac_cyrillic", "cp850", "cp866",
    "cp720", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
)
"""Encodings that are looked for, the first preferred where the bytes fit several alike."""

NAMES = {"cp125": "windows-125", "iso8859_": "iso-8859-"}
LATIN_1 = frozenset({"ascii", "iso8859-1"})
"""Labels that mean windows-1252 on the web (WHATWG Encoding Standard)."""

CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
MAX_CONTROLS = 0.02
"""Share of control characters above which bytes are not text."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """``text`` has no byte-order mark and is otherwise what ``encoding``, a codec's name, makes of the bytes."""

    text: str
    encoding: str


def decode(raw: RawSource) -> Decoded:
    """Raises ``EmptySource``, ``BinarySource`` or ``UndecodableSource``."""
    decoded = _marked(raw) or _unmarked(raw)
    if "\0" in decoded.text:
        raise BinarySource(raw.name, "it holds NUL characters", f"if it is text, {AS_UTF8}")
    if not decoded.text.strip().strip("\ufeff\u200b"):
        raise EmptySource(raw.name, "there is nothing in it", "check that it is the right file")
    return decoded


def _marked(raw: RawSource) -> Decoded | None:
    for mark, encoding in MARKS:
        if raw.data.startswith(mark):
            try:
                return Decoded(raw.data.decode(encoding), encoding)
            except UnicodeDecodeError as exc:
                problem = f"it starts as {encoding.upper()} but is damaged at byte {exc.start}"
                raise UndecodableSource(raw.name, problem, AS_UTF8) from exc
    return None


def _unmarked(raw: RawSource) -> Decoded:
    _refuse_binary(raw)
    try:
        return Decoded(raw.data.removeprefix(codecs.BOM_UTF8).decode("utf-8"), "utf-8")
    except UnicodeDecodeError as exc:
        _refuse_damaged_utf8(raw, exc)
    for encoding in (*_declared(raw.data), *_fitting(raw.data)):
        try:
            return Decoded(raw.data.decode(encoding), _named(encoding))
        except UnicodeDecodeError:
            continue
    raise UndecodableSource(raw.name, "no known encoding fits its bytes", AS_UTF8)


def _refuse_binary(raw: RawSource) -> None:
    for signature, looks_like, advice in SIGNATURES:
        if raw.data.startswith(signature):
            raise BinarySource(raw.name, f"it looks like {looks_like}, not text", advice)
    controls = len(raw.data) - len(raw.data.translate(None, CONTROLS))
    if b"\0" in raw.data or controls > MAX_CONTROLS * len(raw.data):
        raise BinarySource(raw.name, "it holds control bytes, which text does not", f"if it is text, {AS_UTF8}")


def _refuse_damaged_utf8(raw: RawSource, error: UnicodeDecodeError) -> None:
    """A text that is UTF-8 but for a few bytes must not be read as another encoding: every accent would go wrong."""
    mended = raw.data.decode("utf-8", errors="replace")
    bad = mended.count("\ufffd")
    good = sum(1 for char in mended if char > "\x7f") - bad
    if good >= 3 and good >= 4 * bad:
        problem = f"it is UTF-8 but damaged at byte {error.start} (0x{raw.data[error.start]:02x})"
        raise UndecodableSource(raw.name, problem, "mend or remove what stands there and read it again") from error


def _declared(data: bytes) -> tuple[str, ...]:
    """The encoding that a page or an XML declaration names, when it is one of ``ENCODINGS``."""
    head = data[:2048]
    if not head.lstrip().startswith(b"<"):
        return ()
    label = re.search(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", head, re.IGNORECASE)
    if label is None:
        return ()
    try:
        codec = codecs.lookup(label[1].decode("ascii", errors="replace")).name
    except LookupError:
        return ()
    if codec in LATIN_1:
        return ("cp1252",)
    wanted = codec.replace("-", "_")
    return (wanted,) if wanted in ENCODINGS else ()


def _fitting(data: bytes) -> list[str]:
    """The encodings under which ``data`` reads like a text, the best first."""
    from charset_normalizer import from_bytes

    rank = {encoding: place for place, encoding in enumerate(ENCODINGS)}
    matches = [
        (round(match.chaos, 2), -round(match.coherence, 2), rank[encoding], encoding)
        for match in from_bytes(data, cp_isolation=list(ENCODINGS))
        for encoding in match.could_be_from_charset
        if encoding in rank
    ]
    return [encoding for *_, encoding in sorted(matches)]


def _named(codec: str) -> str:
    for prefix, name in NAMES.items():
        if codec.startswith(prefix):
            return codec.replace(prefix, name, 1)
    return codec.replace("_", "-")

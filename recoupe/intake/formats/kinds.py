"""Which format bytes are in: by what they start with, then by the name."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath

from recoupe.intake.page import is_page

HEAD = 4096


class Kind(StrEnum):
    TEXT = "text"
    PAGE = "page"
    PDF = "pdf"
    FEED = "feed"
    OPML = "opml"
    WARC = "warc"
    MAIL = "mail"
    MBOX = "mbox"
    DOCX = "docx"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    ZIP = "zip"
    TAR = "tar"
    GZIP = "gzip"


SUFFIXES = {
    ".html": Kind.PAGE, ".htm": Kind.PAGE, ".xhtml": Kind.PAGE, ".pdf": Kind.PDF, ".rss": Kind.FEED, ".atom": Kind.FEED,
    ".opml": Kind.OPML, ".warc": Kind.WARC, ".wacz": Kind.ZIP, ".eml": Kind.MAIL, ".mbox": Kind.MBOX, ".docx": Kind.DOCX,
    ".csv": Kind.CSV, ".tsv": Kind.CSV, ".jsonl": Kind.JSONL, ".ndjson": Kind.JSONL, ".parquet": Kind.PARQUET, ".zip": Kind.ZIP,
    ".tar": Kind.TAR, ".tgz": Kind.TAR, ".gz": Kind.GZIP, ".xml": Kind.FEED,
}  # fmt: skip
"""What a file is taken for by its name, where its first bytes do not say."""

CONTAINERS = frozenset(
    {Kind.FEED, Kind.WARC, Kind.MBOX, Kind.MAIL, Kind.CSV, Kind.JSONL, Kind.PARQUET, Kind.ZIP, Kind.TAR, Kind.GZIP}
)
"""Formats that hold several reports or something of another format."""

_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_OPML = re.compile(rb"<opml[\s>]", re.IGNORECASE)
_MAIL = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3,}", re.ASCII)
_MAIL_HEADER = re.compile(rb"^(?:from|message-id|mime-version|received|return-path):", re.IGNORECASE | re.MULTILINE)


def kind_of(name: str, data: bytes) -> Kind:
    """``name`` is the thing's own name, without those of its containers."""
    head = data[:HEAD]
    signed = _by_signature(name, data, head)
    if signed is not None:
        return signed
    suffix = PurePath(name.lower()).suffix
    named = SUFFIXES.get(suffix)
    stripped = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if stripped.startswith(b"<"):
        if _OPML.search(head):
            return Kind.OPML
        if _FEED.search(head) and named is not Kind.PAGE:
            return Kind.FEED
        if is_page(head.decode("utf-8", errors="replace")):
            return Kind.PAGE
    if named is None and suffix in ("", ".txt") and _MAIL.match(head) and _MAIL_HEADER.search(head):
        return Kind.MAIL if suffix == "" else Kind.TEXT
    return named or Kind.TEXT


def _by_signature(name: str, data: bytes, head: bytes) -> Kind | None:
    if b"%PDF-" in head[:1024] and not head.lstrip().startswith(b"<"):
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return Kind.DOCX if b"word/" in data[:200_000] and b"[Content_Types].xml" in head else Kind.ZIP
    if head.startswith(b"\x1f\x8b"):
        return _gzipped(name)
    if head.startswith(b"WARC/"):
        return Kind.WARC
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if head[257:262] == b"ustar":
        return Kind.TAR
    if head.startswith(b"From ") and b"\n" in head:
        return Kind.MBOX
    return None


def _gzipped(name: str) -> Kind:
    lower = name.lower()
    if lower.endswith((".tar.gz", ".tgz")):
        return Kind.TAR
    return Kind.WARC if lower.endswith(".warc.gz") else Kind.GZIP

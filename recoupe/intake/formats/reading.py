"""Any item, by its format: documents out, containers opened within the limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from recoupe.errors import EmptySource, IntakeError, Unreadable
from recoupe.intake.formats.base import Document, Found, Item, Refused
from recoupe.intake.formats.kinds import CONTAINERS, Kind, kind_of

_SURROGATES = re.compile("[\ud800-\udfff]")


def documents(item: Item) -> Iterator[Found]:
    """What ``item`` holds, something at least. What is wrong with a part of it is a ``Refused``; raises a kind of ``IntakeError``
    for the whole."""
    nothing = True
    for found in _found(item):
        nothing = False
        yield bounded(found, item) if isinstance(found, Document) else found
    if nothing:
        raise EmptySource(item.name, "nothing was found in it that can be read", "check that it is whole and the right file")


def bounded(found: Document, item: Item) -> Document | Refused:
    """A document of a length that can be read, without halves of characters: no encoding can write them, U+FFFD stands in."""
    if len(found.text) > item.limits.text:
        problem = f"its text is longer than {item.limits.text:,} characters"
        return Refused(found.name, Unreadable(found.name, problem, "split it and read the parts"), found.data)
    if _SURROGATES.search(found.text) is None:
        return found
    return replace(found, text=_SURROGATES.sub("\ufffd", found.text))


def _found(item: Item) -> Iterator[Found]:
    kind = kind_of(item.own_name, item.data)
    if kind in CONTAINERS and item.depth >= item.limits.depth:
        raise Unreadable(item.name, f"containers within containers, over {item.limits.depth} deep", "unpack it and read a part")
    if kind in (Kind.ZIP, Kind.TAR, Kind.GZIP, Kind.WARC, Kind.MBOX):
        for inner in _inside(item, kind):
            yield from (_parts(inner) if isinstance(inner, Item) else (inner,))
        return
    yield from _single(item, kind)


def _parts(inner: Item) -> Iterator[Found]:
    """The documents of something in a container: when it fails, the container does not."""
    try:
        yield from documents(inner)
    except IntakeError as exc:
        yield Refused(inner.name, exc, inner.data)


def _inside(item: Item, kind: Kind) -> Iterator[Item | Refused]:
    from recoupe.intake.formats import archive, mail, warc

    match kind:
        case Kind.ZIP:
            return archive.zipped(item)
        case Kind.TAR:
            return archive.tarred(item)
        case Kind.GZIP:
            return archive.gunzipped(item)
        case Kind.WARC:
            return warc.items(item)
        case _:
            return mail.messages(item)


def _single(item: Item, kind: Kind) -> Iterator[Found]:
    match kind:
        case Kind.PAGE:
            from recoupe.intake.formats.web import documents as read
        case Kind.PDF:
            from recoupe.intake.formats.pdf import documents as read
        case Kind.FEED:
            from recoupe.intake.formats.feed import documents as read
        case Kind.DOCX:
            from recoupe.intake.formats.docx import documents as read
        case Kind.CSV:
            from recoupe.intake.formats.table import csv_documents as read
        case Kind.JSONL:
            from recoupe.intake.formats.table import jsonl_documents as read
        case Kind.PARQUET:
            from recoupe.intake.formats.table import parquet_documents as read
        case Kind.MAIL:
            read = _mail
        case Kind.OPML:
            raise Unreadable(item.name, "a list of feeds, not a report", f"recoupe watch {item.name} reads the feeds")
        case _:
            from recoupe.intake.formats.plain import documents as read
    yield from read(item)


def _mail(item: Item) -> Iterator[Found]:
    from recoupe.intake.formats import mail

    attached = list(mail.attachments(item))
    try:
        yield from mail.documents(item)
    except IntakeError as exc:
        if not attached:
            raise
        yield Refused(item.name, exc)
    for inner in attached:
        yield from _parts(inner)

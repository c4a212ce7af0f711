"""WARC: the pages and documents of a web archive, each with its address and when it was fetched."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from recoupe.errors import EmptySource, Unreadable
from recoupe.intake.declared import Declared
from recoupe.intake.formats.base import Item, Refused, version_of
from recoupe.model import Step

TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
KEPT_HEADERS = ("date", "last-modified", "content-type", "server", "etag")


def items(item: Item) -> Iterator[Item | Refused]:
    """What its records hold, to be read by their own formats. Raises ``Unreadable`` and ``EmptySource``."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource
    seen = unpacked = 0
    try:
        for record in ArchiveIterator(io.BytesIO(item.data), record_types=kinds, parse_http=True):
            seen += 1
            if seen > item.limits.entries:
                raise Unreadable(item.name, f"it holds more than {item.limits.entries} records", "split it and read the parts")
            found = _item(record, item, number=seen)
            if found is not None:
                unpacked += len(found.data) if isinstance(found, Item) else 0
                if unpacked > item.limits.unpacked:
                    raise Unreadable(item.name, f"it holds more than {item.limits.unpacked} bytes", "split it and read the parts")
                yield found
    except (ValueError, OSError, RuntimeError, UnicodeError) as exc:
        raise Unreadable(
            item.name, f"the archive is damaged ({type(exc).__name__})", "what was read before that is kept"
        ) from exc
    if not seen:
        raise EmptySource(item.name, "the archive has no record of a page", "check that it is whole")


def _item(record: Any, item: Item, *, number: int) -> Item | Refused | None:
    http = record.http_headers
    kind = (record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    if kind not in TYPES or (http is not None and http.status_code != 200):
        return None
    address = record.headers.get("WARC-Target-URI") or f"record {number}"
    name = address.strip("<>")
    data = record.reader.read(item.limits.member + 1)
    if len(data) > item.limits.member:
        whole = f"{item.name} › {name}"
        return Refused(whole, Unreadable(whole, f"larger than {item.limits.member} bytes", "read it on its own"))
    fetched = record.headers.get("WARC-Date") or ""
    headers = [("warc-date", fetched), ("warc-record-id", record.headers.get("WARC-Record-ID") or "")]
    if http is not None:
        headers += [(key.lower(), value) for key, value in http.items() if key.lower() in KEPT_HEADERS]
    step = Step("web archive record", version_of("fastwarc"), f"{name} fetched {fetched}".strip())
    inner = item.within(name, data, step=step, declared=Declared(url=name if "://" in name else None))
    return _with_headers(inner, tuple(h for h in headers if h[1]))


def _with_headers(item: Item, headers: tuple[tuple[str, str], ...]) -> Item:
    from dataclasses import replace

    return replace(item, headers=(*item.headers, *headers))

"""What goes between the workshop and its worker: a length, a JSON object, and bytes. No pickle: the worker is not trusted."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import IO, Any

from recoupe import errors
from recoupe.errors import IntakeError
from recoupe.intake.declared import Declared
from recoupe.intake.formats.base import Columns, Document, Found, Item, Limits, Refused
from recoupe.model import Anchor, PartialDate, PublishedBasis, Step

_HEAD = struct.Struct(">QQ")
MOST = 1 << 31
"""No frame is longer; one that says so is not believed."""


class BrokenFrame(Exception):
    """The worker's answer is none."""


def write_item(out: IO[bytes], item: Item) -> None:
    told = {
        "name": item.name, "columns": asdict(item.columns), "limits": asdict(item.limits), "now": item.now,
        "headers": item.headers, "steps": [asdict(s) for s in item.steps], "declared": _declared(item.declared),
    }  # fmt: skip
    _write(out, told, item.data)


def read_item(source: IO[bytes]) -> Item | None:
    """None at the end."""
    frame = _read(source.read)
    if frame is None:
        return None
    told, data = frame
    return Item(
        told["name"], data, Columns(**told["columns"]), Limits(**told["limits"]), now=told["now"],
        headers=_pairs(told["headers"]), steps=_steps(told["steps"]), declared=_declared_of(told["declared"]),
    )  # fmt: skip


def write_found(out: IO[bytes], found: Found, *, last: bytes | None = None) -> None:
    """``last`` are the bytes that were sent or received before: the same ones are not sent again (the rows of a table)."""
    data = b"" if found.data is last else found.data
    if isinstance(found, Refused):
        error = found.error
        told = {"refused": found.name, "kind": type(error).__name__, "problem": error.problem, "advice": error.advice}
        _write(out, {**told, "same": found.data is last}, data)
        return
    _write(out, {
        "name": found.name, "text": found.text, "media_type": found.media_type, "encoding": found.encoding,
        "declared": _declared(found.declared), "steps": [asdict(s) for s in found.steps],
        "anchors": [[a.start, a.label] for a in found.anchors], "headers": found.headers, "same": found.data is last,
    }, data)  # fmt: skip


def write_end(out: IO[bytes]) -> None:
    _write(out, {"end": True}, b"")


def read_found(read: Callable[[int], bytes], *, last: bytes = b"") -> Found | None:
    """``last`` as for ``write_found``. None when the item is done.

    Raises ``BrokenFrame`` for anything else than an answer, the end of the stream included.
    """
    frame = _read(read)
    if frame is None:
        raise BrokenFrame("the answer ends early")
    told, data = frame
    try:
        if "end" in told:
            return None
        data = last if told.get("same") is True else data
        if "refused" in told:
            return Refused(str(told["refused"]), _error(told), data)
        return Document(
            str(told["name"]), str(told["text"]), data, str(told["media_type"]), str(told["encoding"]),
            _declared_of(told["declared"]), _steps(told["steps"]),
            tuple(Anchor(int(start), str(label)) for start, label in told["anchors"]), _pairs(told["headers"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as exc:
        raise BrokenFrame("an answer that is none") from exc


def _write(out: IO[bytes], told: object, data: bytes) -> None:
    head = json.dumps(told, ensure_ascii=True).encode("ascii")
    out.write(_HEAD.pack(len(head), len(data)) + head)
    out.write(data)
    out.flush()


def _read(read: Callable[[int], bytes]) -> tuple[dict[str, Any], bytes] | None:
    head = read(_HEAD.size)
    if not head:
        return None
    if len(head) < _HEAD.size:
        raise BrokenFrame("a frame that is cut off")
    told, data = _HEAD.unpack(head)
    if told + data > MOST:
        raise BrokenFrame("a frame that is too long")
    raw, rest = read(told), read(data) if data else b""
    if len(raw) < told or len(rest) < data:
        raise BrokenFrame("a frame that is cut off")
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError) as exc:
        raise BrokenFrame("a frame that is no JSON") from exc
    if not isinstance(value, dict):
        raise BrokenFrame("a frame that is no object")
    return value, rest


def _error(told: dict[str, Any]) -> IntakeError:
    kind = getattr(errors, str(told["kind"]), None)
    of = kind if isinstance(kind, type) and issubclass(kind, IntakeError) else errors.Unreadable
    return of(str(told["refused"]), str(told["problem"]), str(told["advice"]))


def _declared(declared: Declared) -> dict[str, Any]:
    published = declared.published
    return {
        "title": _plain(declared.title), "outlet": _plain(declared.outlet), "author": _plain(declared.author),
        "language": declared.language, "url": _plain(declared.url), "note": _plain(declared.published_note),
        "basis": declared.published_basis.value if declared.published_basis else None,
        "published": [published.edtf, _iso(published.start), _iso(published.end)] if published else None,
    }  # fmt: skip


def _plain(text: str | None) -> str | None:
    """Without halves of characters."""
    return text.encode("utf-8", "replace").decode("utf-8") if text is not None else None


def _declared_of(told: dict[str, Any]) -> Declared:
    published = told["published"]
    return Declared(
        title=told["title"], outlet=told["outlet"], author=told["author"], language=told["language"], url=told["url"],
        published=PartialDate(published[0], _day(published[1]), _day(published[2])) if published else None,
        published_basis=PublishedBasis(told["basis"]) if told["basis"] else None, published_note=told["note"],
    )  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _steps(told: list[dict[str, str]]) -> tuple[Step, ...]:
    return tuple(Step(**step) for step in told)


def _pairs(told: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in told)

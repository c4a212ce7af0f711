"""PDF documents with a text layer; each page is an anchor."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from recoupe.errors import IntakeError, NoText, Unreadable
from recoupe.intake.declared import Declared
from recoupe.intake.formats.base import Document, Found, Item, version_of
from recoupe.model import Anchor, Step

if TYPE_CHECKING:
    from pypdf import PdfReader

LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
"""Letters that typesetting joined; nothing else is normalised, so that ² stays ²."""

NEEDS_OCR = "recognise its text with an OCR program and read the result"


def documents(item: Item) -> Iterator[Found]:
    """Raises ``NoText`` for a scan, ``Unreadable`` for what is damaged or locked."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(item.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(item.name, "the PDF is locked with a password", "unlock it and read it again")
        text, anchors = _pages(reader, item)
        declared = _declared(reader)
    except IntakeError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        OverflowError,
        RecursionError,
        AssertionError,
    ) as exc:
        raise Unreadable(
            item.name, f"the PDF is damaged ({type(exc).__name__})", "open and save it anew, or read its text"
        ) from exc
    if not text.strip():
        raise NoText(item.name, "the PDF has no text layer, its pages are pictures", NEEDS_OCR)
    step = Step("pdf text", version_of("pypdf"), f"{len(anchors)} pages")
    yield Document(
        item.name,
        text,
        item.data,
        "application/pdf",
        "utf-8",
        declared.over(item.declared),
        (*item.steps, step),
        anchors,
        item.headers,
    )


def _pages(reader: PdfReader, item: Item) -> tuple[str, tuple[Anchor, ...]]:
    parts: list[str] = []
    anchors: list[Anchor] = []
    at = 0
    for number, page in enumerate(reader.pages, start=1):
        told = page.extract_text().translate(LIGATURES).replace("\0", "").encode("utf-8", "replace").decode("utf-8").strip()
        anchors.append(Anchor(at, f"page {number}"))
        parts.append(told + "\n\n")
        at += len(parts[-1])
        if at > item.limits.text:
            raise Unreadable(item.name, f"its text is longer than {item.limits.text} characters", "split it and read the parts")
    return "".join(parts).rstrip("\n") + "\n", tuple(anchors)


def _declared(reader: PdfReader) -> Declared:
    """The title and author that the document names. Its dates are those of the file, not of a publication."""
    about = reader.metadata
    if about is None:
        return Declared()
    return Declared(title=_line(about.title), author=_line(about.author))


def _line(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None

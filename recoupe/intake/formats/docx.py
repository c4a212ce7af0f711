"""Word documents (DOCX): paragraphs and tables in order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from recoupe.errors import NoText, Unreadable
from recoupe.intake.declared import Declared
from recoupe.intake.formats.archive import open_zip, read_member
from recoupe.intake.formats.base import Document, Found, Item, version_of
from recoupe.intake.formats.markup import refuse_entities
from recoupe.model import Step

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

XML = (".xml", ".rels")


def documents(item: Item) -> Iterator[Found]:
    """Raises ``Unreadable`` and ``NoText``."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    _refuse_bombs(item)
    try:
        word = docx.Document(io.BytesIO(item.data))
        text = "\n".join(_lines(word))
        about = word.core_properties
        declared = Declared(title=about.title.strip() or None, author=about.author.strip() or None)
    except (OpcError, LxmlError, ValueError, KeyError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, OSError) as exc:
        raise Unreadable(item.name, f"the document is damaged ({type(exc).__name__})", "open and save it anew") from exc
    if not text.strip():
        raise NoText(item.name, "the document has no text", "if its pages are pictures, recognise their text with an OCR program")
    step = Step("document text", version_of("python-docx"))
    yield Document(
        item.name, text + "\n", item.data, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "utf-8",
        declared.over(item.declared), (*item.steps, step), headers=item.headers,
    )  # fmt: skip


def _refuse_bombs(item: Item) -> None:
    """Unpack each part once within the limits, and refuse XML with entities, before the library sees it."""
    with open_zip(item) as archive:
        for member in archive.infolist():
            data = read_member(archive, member, item)
            if member.filename.endswith(XML):
                refuse_entities(data, item.name)


def _lines(word: WordDocument) -> Iterator[str]:
    from docx.table import Table

    for block in word.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield "\t".join(" ".join(cell.text.split()) for cell in row.cells)
        else:
            yield block.text

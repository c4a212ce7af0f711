"""XML and fragments of HTML, read without what makes them dangerous."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recoupe.errors import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTITIES = re.compile(rb"<!ENTITY|<!DOCTYPE[^>]*\[", re.IGNORECASE)
BLOCKS = frozenset(
    {
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "table",
        "blockquote",
        "pre",
        "section",
        "article",
        "hr",
    }
)
SILENT = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg"})


def refuse_entities(data: bytes, name: str) -> None:
    """XML that declares entities or an internal document type is refused whole: nothing that it needs is worth their risk.

    UTF-16 and UTF-32 cannot hide them: the bytes are looked at without their zeros.
    """
    if _ENTITIES.search(data) or (b"\0" in data and _ENTITIES.search(data.replace(b"\0", b""))):
        raise Unreadable(
            name, "the XML declares entities or a document type of its own", "remove its <!DOCTYPE> part and read it again"
        )


def parse_xml(data: bytes, name: str) -> _Element:
    """Raises ``Unreadable``. No entity is resolved, nothing is fetched, nesting is bounded by the library."""
    from lxml import etree

    refuse_entities(data, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        raise Unreadable(
            name, f"not well-formed XML ({str(exc).splitlines()[0][:120]})", "mend it or read another form of it"
        ) from exc
    return root


def text_of_fragment(html: str) -> str:
    """The text of a piece of HTML, a block a line; of what is no markup, the text itself."""
    from lxml import etree
    from lxml import html as markup

    if "<" not in html and "&" not in html:
        return html
    try:
        root = markup.fragment_fromstring(html, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return re.sub(r"<[^>]*>", " ", html)
    parts: list[str] = []
    _walk(root, parts)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


def _walk(root: _Element, parts: list[str]) -> None:
    """Depth first, without recursion: nesting may be deep."""
    stack: list[tuple[_Element, bool]] = [(root, False)]
    while stack:
        element, seen = stack.pop()
        block = element.tag in BLOCKS
        if seen:
            parts.append(("\n" if block else "") + (element.tail or ""))
            continue
        if not isinstance(element.tag, str) or element.tag in SILENT:
            parts.append(element.tail or "")
            continue
        parts.append(("\n" if block else "") + (element.text or ""))
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))

"""Plain text, with or without front matter."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.errors import EmptySource
from recoupe.intake.decode import decode
from recoupe.intake.formats.base import Document, Found, Item
from recoupe.intake.frontmatter import split_front_matter
from recoupe.intake.sources import RawSource
from recoupe.model import Step


def documents(item: Item) -> Iterator[Found]:
    """Raises a kind of ``IntakeError``."""
    decoded = decode(RawSource(item.name, item.data))
    declared, text = split_front_matter(decoded.text, item.name)
    if not text.strip():
        raise EmptySource(item.name, "there is nothing after its front matter", "put the report's text there")
    steps = [*item.steps, Step("decode", "", decoded.encoding)]
    if len(text) < len(decoded.text):
        steps.append(Step("front matter", "", f"{len(decoded.text) - len(text)} characters left out at the start"))
    yield Document(
        item.name,
        text,
        item.data,
        "text/plain",
        decoded.encoding,
        declared.over(item.declared),
        tuple(steps),
        headers=item.headers,
    )

"""HTML pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from recoupe.intake.decode import decode
from recoupe.intake.formats.base import Document, Found, Item, version_of
from recoupe.intake.page import read_page
from recoupe.intake.sources import RawSource
from recoupe.model import Step


def documents(item: Item) -> Iterator[Found]:
    """Raises a kind of ``IntakeError``."""
    decoded = decode(RawSource(item.name, item.data))
    now = datetime.fromisoformat(item.now) if item.now else datetime.now(UTC)
    page = read_page(decoded.text, item.name, now=now)
    steps = (*item.steps, Step("decode", "", decoded.encoding), Step("article", version_of("trafilatura")))
    yield Document(
        item.name,
        page.text,
        item.data,
        "text/html",
        decoded.encoding,
        page.declared.over(item.declared),
        steps,
        headers=item.headers,
    )

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from recoupe.model import Origin, PartialDate, PublishedBasis, Report, text_id
from recoupe.pipeline import Reader

TAKEN = datetime(2031, 5, 17, 9, 30, tzinfo=UTC)


def report(
    text: str,
    *,
    published: PartialDate | None = None,
    outlet: str | None = None,
    taken: datetime | None = TAKEN,
    language: str = "fr",
) -> Report:
    return Report(
        id=text_id(text), text=text, language=language, origin=Origin(path="rapport.txt", taken=taken),
        bytes_sha256="sha256:" + hashlib.sha256(text.encode()).hexdigest(), outlet=outlet, published=published,
        published_basis=PublishedBasis.GIVEN if published else None,
    )  # fmt: skip


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The real one: registries, gazetteer and the trained parser. Loads once."""
    return Reader()

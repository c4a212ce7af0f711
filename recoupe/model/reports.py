"""The report: a document as it was received, never edited."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from recoupe.model.claims import Claim, Mark
from recoupe.model.custody import Taking
from recoupe.model.dates import PartialDate
from recoupe.model.ontology import PublishedBasis


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the report came from: a path or a URL, and when it was taken in (UTC)."""

    path: str | None = None
    url: str | None = None
    taken: datetime | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """``id`` is ``sha256:`` and the hash of ``text`` in UTF-8; offsets everywhere count code points of ``text``."""

    id: str
    text: str
    language: str
    """ISO 639-1; of most of the text, unless ``one_language``."""
    origin: Origin
    bytes_sha256: str
    """Of the original bytes, ``sha256:`` included."""
    encoding: str = "utf-8"
    media_type: str = "text/plain"
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: PartialDate | None = None
    published_basis: PublishedBasis | None = None
    published_note: str | None = None
    """How an inferred date was worked out, in words."""
    taking: Taking = field(default=Taking(), compare=False)
    """How the text came from the original bytes."""
    one_language: bool = field(default=False, compare=False)
    """The user named the language: paragraphs and quotations are not looked at for others."""
    bands: tuple[int, ...] = field(default=(), compare=False, repr=False)
    """A sketch of the text, by which its copies are found; empty for short texts."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of one report."""

    report: Report
    reader: str
    claims: tuple[Claim, ...]
    marks: tuple[Mark, ...] = ()
    skipped: tuple[tuple[str, int], ...] = ()
    """Reasons for which something was left out, and how often."""

"""What is declared about a report beside its text: by options, by front matter, by a page's metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recoupe.errors import UsageError
from recoupe.model import PartialDate, PublishedBasis


@dataclass(frozen=True, slots=True)
class Declared:
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None
    """ISO 639-1."""
    published: PartialDate | None = None
    published_basis: PublishedBasis | None = None
    published_note: str | None = None
    """Where in a page the date stands, and as it stands there."""
    url: str | None = None

    def over(self, other: Declared) -> Declared:
        """These values, and those of ``other`` where there is none."""
        dated = self if self.published is not None else other
        return Declared(
            title=self.title or other.title,
            outlet=self.outlet or other.outlet,
            author=self.author or other.author,
            language=self.language or other.language,
            published=dated.published,
            published_basis=dated.published_basis,
            published_note=dated.published_note,
            url=self.url or other.url,
        )


def language_code(text: str) -> str:
    """``fr`` of ``FR``, ``fr-FR`` and ``fr_BE``. Raises ``UsageError`` for what is no ISO 639-1 code."""
    code = re.fullmatch(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]+)*", text.strip())
    if code is None:
        raise UsageError(f"language {text!r}: not a code of two letters like en")
    return code[1].lower()

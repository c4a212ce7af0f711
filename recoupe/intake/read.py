"""One source becomes one ``Report``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath

from recoupe.errors import UnknownLanguage, UnsupportedLanguage
from recoupe.intake.dates import parse_published
from recoupe.intake.declared import Declared, language_code
from recoupe.intake.formats.base import INSIDE, Document, Item
from recoupe.intake.formats.kinds import Kind, kind_of
from recoupe.intake.sources import RawSource, Source
from recoupe.language.pack import available
from recoupe.model import Origin, PublishedBasis, Report, Taking, bytes_id, text_id

PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """What the user says of the sources. It wins over front matter, which wins over a page's metadata.

    Raises ``UsageError`` for a ``language`` that is no code and a ``published`` that is no date (see ``parse_published``).
    """

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None
    published: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        self.declared()

    def declared(self) -> Declared:
        return Declared(
            title=self.title, outlet=self.outlet, author=self.author, url=self.url,
            language=language_code(self.language) if self.language else None,
            published=parse_published(self.published) if self.published else None,
            published_basis=PublishedBasis.GIVEN if self.published else None,
        )


def read_source(
    source: Source | RawSource, *, options: IntakeOptions, detect: Callable[[str], str], now: datetime,
) -> Report:
    """The report that ``source`` holds, a text or a page; its text is never edited: newlines, spaces and all are as decoded.

    No part of the text are a byte-order mark, a front-matter block and, of a page, what is not the article. ``detect`` gives the
    language of a text for which none is declared. ``now`` has a time zone; it is noted as the time of intake and never becomes
    the date of publication. Raises a kind of ``IntakeError``, or ``UnsupportedLanguage``. ``recoupe.intake.take`` reads what is
    neither, and does it in a process of its own.
    """
    from recoupe.intake.formats import plain, web

    raw = source.load() if isinstance(source, Source) else source
    item = Item(raw.name, raw.data, steps=raw.steps, headers=raw.headers, now=now.isoformat())
    kind = Kind.PAGE if PurePath(raw.name).suffix.lower() in PAGE_SUFFIXES else kind_of(raw.name, raw.data)
    (found,) = (web if kind is Kind.PAGE else plain).documents(item)
    assert isinstance(found, Document)
    return report_of(found, raw, options=options, detect=detect, now=now)


def report_of(
    found: Document, raw: RawSource, *, options: IntakeOptions, detect: Callable[[str], str], now: datetime
) -> Report:
    """The report that a document of ``raw`` becomes. Raises ``UnsupportedLanguage`` and ``UnknownLanguage``."""
    declared = options.declared().over(found.declared)
    inside = found.data is not raw.data and INSIDE in found.name
    return Report(
        id=text_id(found.text),
        text=found.text,
        language=report_language(found.text, declared, source=found.name, detect=detect),
        one_language=options.language is not None,
        origin=Origin(path=found.name, url=declared.url or raw.address, taken=now.astimezone(UTC)),
        bytes_sha256=bytes_id(found.data),
        encoding=found.encoding,
        media_type=found.media_type,
        title=declared.title,
        outlet=declared.outlet,
        author=declared.author,
        published=declared.published,
        published_basis=declared.published_basis,
        published_note=declared.published_note,
        taking=Taking(found.steps, found.anchors, found.headers, bytes_id(raw.data) if inside else None),
    )


def report_language(text: str, declared: Declared, *, source: str, detect: Callable[[str], str]) -> str:
    """ISO 639-1. Raises ``UnsupportedLanguage`` and ``UnknownLanguage``, naming ``source``."""
    if declared.language is not None:
        if declared.language not in available():
            raise UnsupportedLanguage(declared.language, available(), source)
        return declared.language
    try:
        return detect(text)
    except UnsupportedLanguage as exc:
        raise UnsupportedLanguage(exc.language, exc.available, source, name=exc.name) from exc
    except UnknownLanguage as exc:
        raise UnknownLanguage(source, exc.problem, exc.advice) from exc

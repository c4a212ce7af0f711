"""One source becomes one ``Report``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath

from recoupe.errors import EmptySource, UnknownLanguage, UnsupportedLanguage
from recoupe.intake.dates import parse_published
from recoupe.intake.declared import Declared, language_code
from recoupe.intake.decode import Decoded, decode
from recoupe.intake.frontmatter import split_front_matter
from recoupe.intake.page import is_page, read_page
from recoupe.intake.sources import STDIN, RawSource, Source
from recoupe.language.pack import available
from recoupe.model import Origin, PublishedBasis, Report, bytes_id, text_id

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
    """The report that ``source`` holds, its text never edited: newlines, spaces and all are as decoded.

    No part of the text are a byte-order mark, a front-matter block and, of a page, what is not the article. ``detect`` gives the
    language of a text for which none is declared. ``now`` has a time zone; it is noted as the time of intake and never becomes
    the date of publication. Raises a kind of ``IntakeError``, or ``UnsupportedLanguage``.
    """
    raw = source.load() if isinstance(source, Source) else source
    decoded = decode(raw)
    page = _is_page(raw, decoded)
    text, inside = _page_text(raw, decoded, now=now) if page else _plain_text(raw, decoded)
    declared = options.declared().over(inside)
    return Report(
        id=text_id(text),
        text=text,
        language=_language(text, declared, source=raw.name, detect=detect),
        origin=Origin(path=raw.name, url=declared.url, taken=now.astimezone(UTC)),
        bytes_sha256=bytes_id(raw.data),
        encoding=decoded.encoding,
        media_type="text/html" if page else "text/plain",
        title=declared.title,
        outlet=declared.outlet,
        author=declared.author,
        published=declared.published,
        published_basis=declared.published_basis,
        published_note=declared.published_note,
    )


def _is_page(raw: RawSource, decoded: Decoded) -> bool:
    return (raw.name != STDIN and PurePath(raw.name).suffix.lower() in PAGE_SUFFIXES) or is_page(decoded.text)


def _page_text(raw: RawSource, decoded: Decoded, *, now: datetime) -> tuple[str, Declared]:
    page = read_page(decoded.text, raw.name, now=now)
    return page.text, page.declared


def _plain_text(raw: RawSource, decoded: Decoded) -> tuple[str, Declared]:
    declared, text = split_front_matter(decoded.text, raw.name)
    if not text.strip():
        raise EmptySource(raw.name, "there is nothing after its front matter", "put the report's text there")
    return text, declared


def _language(text: str, declared: Declared, *, source: str, detect: Callable[[str], str]) -> str:
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

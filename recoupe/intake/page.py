"""HTML pages: the article's text, and what the page declares about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from recoupe.errors import NoText
from recoupe.intake.declared import Declared
from recoupe.intake.pagedate import published_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

_LOOKS_LIKE_PAGE = re.compile(r"<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
ADVICE = "save the article's text as a .txt file and read that"


@dataclass(frozen=True, slots=True)
class Page:
    text: str
    declared: Declared


def is_page(text: str) -> bool:
    """Whether ``text`` starts like an HTML page, whatever its file is called."""
    head = text[:2048].lstrip("\ufeff \t\r\n")
    return head.startswith("<") and _LOOKS_LIKE_PAGE.search(head) is not None


def read_page(html: str, source: str, *, now: datetime) -> Page:
    """The article of ``html``. ``now`` bounds the dates that are believed. Raises ``NoText`` where no article is found."""
    from trafilatura.utils import load_html

    tree = load_html(html)
    if tree is None:
        raise NoText(source, "it is not HTML that can be read", ADVICE)
    published = published_in(tree, now=now)
    article = _article(tree)
    if article is None or not (article.text or "").strip():
        raise NoText(source, "no article was found in the page", ADVICE)
    declared = Declared(
        title=_line(article.title), outlet=_line(article.sitename), author=_line(article.author), url=_line(article.url),
        published=published.value if published else None,
        published_basis=published.basis if published else None,
        published_note=published.note if published else None,
    )
    return Page(article.text or "", declared)


def _article(tree: HtmlElement) -> Document | None:
    """trafilatura guesses dates at length; it is told not to, because ``published_in`` keeps the page's own."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            tree, with_metadata=True, include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, RecursionError):
        return None
    return None if isinstance(found, dict) else found


def _line(value: str | None) -> str | None:
    """Metadata on one line; None for nothing."""
    return " ".join(value.split()) or None if value else None

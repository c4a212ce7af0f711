"""RSS and Atom: an entry is a report where the feed carries its text."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from recoupe.errors import EmptySource, NoText, Unreadable
from recoupe.intake.declared import Declared
from recoupe.intake.formats.base import INSIDE, Document, Found, Item, Refused, version_of
from recoupe.intake.formats.markup import refuse_entities, text_of_fragment
from recoupe.intake.formats.stamps import stamped
from recoupe.model import Step


def documents(item: Item) -> Iterator[Found]:
    """Raises ``Unreadable`` for what is no feed."""
    refuse_entities(item.data, item.name)
    feed = _parsed(item.data, item.name)
    if not feed.get("version"):
        raise Unreadable(item.name, "the XML is not an RSS or Atom feed", "give the feed's own file")
    if not feed.entries:
        raise EmptySource(item.name, "the feed has no entries", "fetch it again")
    step = Step("feed entry", version_of("feedparser"), str(feed.version))
    outlet = _line(feed.feed.get("title"))
    encoding = str(feed.get("encoding") or "utf-8")
    for number, entry in enumerate(feed.entries[: item.limits.entries], start=1):
        yield _document(entry, item, name=_line(entry.get("link")) or f"entry {number}", step=step, about=(outlet, encoding))


def _parsed(data: bytes, name: str) -> Any:
    """A stream is given, never the bytes themselves: the library would take those for an address or a path."""
    import feedparser

    try:
        return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as exc:
        raise Unreadable(name, f"the feed is damaged ({type(exc).__name__})", "fetch it again") from exc


def entry_links(data: bytes, name: str) -> tuple[str, ...]:
    """The addresses of a feed's entries, each once. Raises ``Unreadable`` for what is no feed."""
    refuse_entities(data, name)
    feed = _parsed(data, name)
    if not feed.get("version"):
        raise Unreadable(name, "the XML is not an RSS or Atom feed", "give the feed's own address")
    found = (_line(entry.get("link")) for entry in feed.entries)
    return tuple(dict.fromkeys(link for link in found if link))


def _document(entry: Mapping[str, Any], item: Item, *, name: str, step: Step, about: tuple[str | None, str]) -> Found:
    outlet, encoding = about
    title = _line(entry.get("title"))
    text = _text(entry)
    whole = f"{item.name}{INSIDE}{name}"
    if not text.strip():
        return Refused(whole, NoText(whole, "the feed gives no text for this entry", "read its address instead"))
    dated = stamped(entry.get("published") or entry.get("updated"), "the feed's entry", now=item.now)
    declared = Declared(title=title, outlet=outlet, author=_line(entry.get("author")), url=_line(entry.get("link"))).over(dated)
    return Document(
        whole,
        text,
        item.data,
        "application/xml",
        encoding,
        declared.over(item.declared),
        (*item.steps, step),
        headers=item.headers,
    )


def _text(entry: Mapping[str, Any]) -> str:
    """The longest of what the entry carries: its content, or its summary."""
    contents: Sequence[Mapping[str, Any]] = entry.get("content") or ()
    found = [str(c.get("value") or "") for c in contents] + [str(entry.get("summary") or "")]
    return max((text_of_fragment(f) for f in found), key=len, default="")


def _line(value: object) -> str | None:
    return " ".join(text_of_fragment(value).split()) or None if isinstance(value, str) else None

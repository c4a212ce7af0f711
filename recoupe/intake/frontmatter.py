"""The block at the top of a text that says what it is.

::

    ---
    title: Advance in the desert
    outlet: Example Agency
    published: 2018-06-22
    ---

It is a flat list of keys and values in YAML. It is no part of the report's text; the original bytes keep it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.errors import BadFrontMatter, UsageError
from recoupe.intake.dates import parse_published
from recoupe.intake.declared import Declared, language_code
from recoupe.model import PublishedBasis

if TYPE_CHECKING:
    from yaml import ScalarEvent
    from yaml.events import Event

KEYS = ("title", "outlet", "author", "language", "published", "url")
NOT_A_BLOCK = "if this is no front matter, start the file with an empty line"

_OPENING = re.compile(r"---[ \t]*\r?\n")
_CLOSING = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_KNOWN_KEY = re.compile(rf"(?:{'|'.join(KEYS)})\s*:")


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    value: str
    line: int
    """In the file, from 1."""


def split_front_matter(text: str, source: str) -> tuple[Declared, str]:
    """What the block declares, and the text after its closing line. Without a block, nothing and ``text`` itself.

    Raises ``BadFrontMatter``, with the key and the line, for a block that is not closed or not flat YAML, for unknown and
    repeated keys, and for values that are not what their key wants.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return Declared(), text
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        if _KNOWN_KEY.match(text, opening.end()):
            raise BadFrontMatter(source, "its front matter (line 1) is not closed", "end it with a line of three hyphens")
        return Declared(), text
    entries = _entries(text[opening.end():closing.start()], source)
    return _declared(entries, source), text[closing.end():]


def _entries(block: str, source: str) -> tuple[_Entry, ...]:
    """Reads YAML events one by one: nothing is built from the file's tags, nesting or references."""
    import yaml

    try:
        scalars = list(_scalars(yaml.parse(block, Loader=yaml.BaseLoader), source))
    except yaml.MarkedYAMLError as exc:
        line = exc.problem_mark.line + 2 if exc.problem_mark else 1
        raise _bad(source, line, f"is not YAML ({exc.problem})", "put values with a colon or quotes in quotation marks") from exc
    except (yaml.YAMLError, ValueError, RecursionError) as exc:
        raise _bad(source, 1, "is not YAML", NOT_A_BLOCK) from exc
    return tuple(_pairs(scalars))


def _scalars(events: Iterable[Event], source: str) -> Iterator[ScalarEvent]:
    """The keys and values in turn. Stops at the first thing that is neither, before more of the block is looked at."""
    import yaml

    frame = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent, yaml.MappingEndEvent)
    inside, last = False, ""
    for event in events:
        if isinstance(event, yaml.ScalarEvent) and inside:
            last = event.value
            yield event
        elif isinstance(event, yaml.MappingStartEvent) and not inside:
            inside = True
        elif not inside and not isinstance(event, frame):
            raise _bad(source, _line(event), "is not a list of keys and values", NOT_A_BLOCK)
        elif not isinstance(event, frame):
            raise _bad(source, _line(event), f"{last!r} has a value that is not plain text", "give one value a key")


def _pairs(scalars: list[ScalarEvent]) -> Iterable[_Entry]:
    for key, value in zip(scalars[::2], scalars[1::2], strict=True):
        yield _Entry(key.value, value.value.strip(), _line(key))


def _line(event: Event) -> int:
    """In the file, from 1: the block starts on the second line."""
    return event.start_mark.line + 2 if event.start_mark else 1


def _declared(entries: tuple[_Entry, ...], source: str) -> Declared:
    values: dict[str, _Entry] = {}
    for entry in entries:
        if entry.key not in KEYS:
            raise _bad(source, entry.line, f"has an unknown key {entry.key!r}", f"the keys are {', '.join(KEYS)}")
        if entry.key in values:
            raise _bad(source, entry.line, f"gives {entry.key!r} twice", "keep one of them")
        if any("\ud800" <= char <= "\udfff" for char in entry.value):
            raise _bad(source, entry.line, f"has a broken character in {entry.key!r}", "write the character itself")
        if entry.value:
            values[entry.key] = entry
    published = values.get("published")
    language = values.get("language")

    def plain(key: str) -> str | None:
        return values[key].value if key in values else None

    try:
        return Declared(
            title=plain("title"), outlet=plain("outlet"), author=plain("author"), url=plain("url"),
            language=language_code(language.value) if language else None,
            published=parse_published(published.value) if published else None,
            published_basis=PublishedBasis.GIVEN if published else None,
        )
    except UsageError as exc:
        wrong = language if language and str(exc).startswith("language") else published
        raise _bad(source, wrong.line if wrong else 1, f"is wrong: {exc}", "correct that line") from exc


def _bad(source: str, line: int, problem: str, advice: str) -> BadFrontMatter:
    return BadFrontMatter(source, f"its front matter (line {line}) {problem}", advice)

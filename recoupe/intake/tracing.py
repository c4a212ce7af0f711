"""From a place in a report's text back to the original bytes."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import islice

AROUND = 24
"""Characters on both sides by which a place is recognised."""
_BETWEEN = r"(?:\s|<[^>]{0,400}>|&nbsp;|&#160;|-\r?\n)*"


@dataclass(frozen=True, slots=True)
class Traced:
    """Where in the original a place of the text stands: in characters of the decoded original, and in its bytes."""

    character: int
    byte: int


def trace(text: str, offset: int, original: bytes, encoding: str) -> Traced | None:
    """The place in ``original`` that holds character ``offset`` of ``text``; None where its words are not found there, or not
    once: the original is no text, or what stands around is repeated."""
    try:
        source = original.decode(encoding, errors="replace")
    except LookupError:
        return None
    for around in (AROUND, 2 * AROUND, 6 * AROUND):
        start = max(0, offset - around)
        pattern, group = _pattern(text[start:offset], text[offset : offset + around])
        found = list(islice(re.finditer(pattern, source), 2))
        if len(found) == 1:
            at = found[0].start(group)
            return Traced(at, len(source[:at].encode(encoding, errors="replace")))
        if not found:
            return None
    return None


def _pattern(before: str, after: str) -> tuple[str, str]:
    """Words that may be spelt with entities and have markup between them."""
    return f"{_words(before)}(?P<here>){_BETWEEN}{_words(after)}", "here"


def _words(part: str) -> str:
    return _BETWEEN.join(_spelt(word) for word in re.findall(r"\w+|[^\w\s]", part))


def _in_any_way(char: str) -> str:
    """The character, by its number in tens or sixteens, or by any name."""
    return rf"(?:{re.escape(char)}|&#0*{ord(char)};|&#[xX]0*{ord(char):x};|&\w{{2,8}};)"


def _spelt(word: str) -> str:
    written = {re.escape(word), re.escape(html.escape(word)), re.escape(html.escape(word, quote=False))}
    written.add("".join(re.escape(c) if c.isascii() and c.isalnum() else _in_any_way(c) for c in word))
    return "(?:" + "|".join(sorted(written)) + ")"

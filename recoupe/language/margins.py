"""What stands in a sentence without being part of it: the handle that opens a post, the hashtags that close it, notes on a link's
language in brackets. They are left out of the parse, and stay where they are in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recoupe.language.fold import fold
from recoupe.model import Span

_HANDLE = re.compile(r"[\s\"'«“”»]*(?:RT\s+)?@\w+\s*[:,]\s*")
_TAGS = re.compile(r"(?<=[\s.!?…\"”»])#\w+(?:[\s,.]+#\w+)*\s*$")
"""A run of hashtags at the end, behind a space or a full stop; a single one may belong to the sentence."""
_NOTE = re.compile(r"[\[(]([^\[\]()\n]{1,80})[\])]")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
MARGIN_SIGNS = frozenset("@#[(")
"""Signs without one of which a sentence has no margins."""


def margins(text: str, within: Span, *, notes: frozenset[str], leading: frozenset[str]) -> Iterator[Span]:
    """Stretches of a sentence to be left out of its parse, in no order. ``notes``: folded words of which a bracketed note on a
    link consists; ``leading``: small words behind which a closing hashtag is part of the sentence, folded.
    """
    sentence = within.of(text)
    handle = _HANDLE.match(sentence)
    if handle is not None and handle.end() < len(sentence):
        yield Span(within.start, within.start + handle.end())
    tags = _TAGS.search(sentence)
    if tags is not None and not _is_led_to(sentence[: tags.start()], leading):
        yield Span(within.start + tags.start(), within.end)
    for match in _NOTE.finditer(sentence) if notes else ():
        words = [fold(w) for w in _WORD.findall(match[1])]
        if words and notes.issuperset(words):
            yield Span(within.start + match.start(), within.start + match.end())


def without(words: Sequence[Span], left_out: Sequence[Span]) -> list[Span]:
    """``words`` outside of ``left_out``; all of them where nothing would be left."""
    kept = [w for w in words if not any(m.overlaps(w) for m in left_out)]
    return kept or list(words)


def _is_led_to(before: str, leading: frozenset[str]) -> bool:
    last = before.rstrip().rsplit(None, 1)[-1:]
    return bool(last) and fold(last[0]).strip("'’") in leading

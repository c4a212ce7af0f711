"""Quotations: stretches between quotation marks, which may run over several sentences."""

from __future__ import annotations

import re
from functools import cache

from recoupe.language.schema_speech import AttributionWords
from recoupe.model import Span

SINGLE = "‘’"
"""Single marks; the closing one is an apostrophe before a letter."""
LONGEST = 2000
"""A quotation of more characters than this is taken for a mark that was never closed."""


def find_quotes(text: str, words: AttributionWords) -> tuple[Span, ...]:
    """Spans between matching marks, the marks included; straight marks alternate within a paragraph."""
    spans: list[Span] = []
    opened: int | None = None
    straight: int | None = None
    single: int | None = None
    for match in _marks(words.openers + words.closers + words.straight + SINGLE).finditer(text):
        i, char = match.start(), match[0]
        if opened is not None and i - 1 - opened > LONGEST:
            opened = None
        if char == "\n":
            straight = single = None
        elif char == SINGLE[0] and opened is None:
            single = i
        elif char == SINGLE[1] and single is not None and not text[i + 1 : i + 2].isalpha():
            spans.append(Span(single, i + 1))
            single = None
        elif char in words.openers:
            opened = i if opened is None else opened
        elif char in words.closers and opened is not None:
            if i + 1 - opened <= LONGEST:
                spans.append(Span(opened, i + 1))
            opened = None
        elif char in words.straight:
            if straight is None:
                straight = i
            else:
                spans.append(Span(straight, i + 1))
                straight = None
    return tuple(sorted(spans))


@cache
def _marks(marks: str) -> re.Pattern[str]:
    return re.compile(rf"[\n{re.escape(marks)}]")

"""Texts without the marks that a language may leave out (vowel signs, strokes that stretch a line), and the way back.

A reading of the text without them is led back to the text as it stands: spans are moved, nothing else changes.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import TypeVar, cast

from recoupe.model import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unmarked:
    """``text`` without marks; ``places`` are the offsets of its characters in ``written``."""

    written: str
    text: str
    places: tuple[int, ...]
    marks: frozenset[str]

    def there(self, offset: int) -> int:
        """The offset in ``text`` of what stands at ``offset`` in ``written``, or of the first that is left behind it."""
        return bisect_left(self.places, offset)

    def back(self, span: Span) -> Span:
        """``span`` of ``text`` as a span of ``written``, with the marks of its last letter."""
        start, end = self.places[span.start], self.places[span.end - 1] + 1
        while end < len(self.written) and self.written[end] in self.marks:
            end += 1
        return Span(start, end)


def unmarked(text: str, marks: str) -> Unmarked | None:
    """``text`` without ``marks``; None where none of them stands in it."""
    left_out = frozenset(marks)
    if left_out.isdisjoint(text):
        return None
    places = tuple(i for i, c in enumerate(text) if c not in left_out)
    return Unmarked(text, "".join(text[i] for i in places), places, left_out)


def led_back(value: T, by: Unmarked) -> T:
    """A frozen value with every span in it moved to the text as it was written."""
    if isinstance(value, Span):
        return cast("T", by.back(value))
    if isinstance(value, tuple):
        moved = tuple(led_back(each, by) for each in value)
        return cast("T", moved) if any(a is not b for a, b in zip(moved, value, strict=True)) else value
    if is_dataclass(value) and not isinstance(value, type):
        changed = {name: new for name in _names(type(value)) if (new := led_back(old := getattr(value, name), by)) is not old}
        return cast("T", replace(value, **changed)) if changed else value
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind) if f.init)

"""Headings: what a line above a paragraph says, the paragraph says again, with more."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.extraction.drafts import STRIKING
from recoupe.model import Claim, Event

BENEATH = 700
"""Characters under a heading in which its claim is looked for: a paragraph or two, our own choice."""
LONGEST = 160
"""Characters of a heading, our own choice."""
GROUND = frozenset({Event.ADVANCE, Event.CAPTURE, Event.OFFENSIVE, Event.HOLD})
ENDS = (".", "!", "?", "…", "»", "”", '"', ";", ",", ":")
POSTED = frozenset("@#")
"""Signs of a post, which is nobody's heading."""


def without_headings(claims: Sequence[Claim], text: str) -> list[Claim]:
    """The claims without those of headings that the text beneath tells again."""
    return [c for c in claims if not _is_restated(c, claims, text)]


def _is_restated(claim: Claim, claims: Sequence[Claim], text: str) -> bool:
    end = _heading_end(claim, text)
    if end is None:
        return False
    return any(end <= c.trigger.start <= end + BENEATH and _alike(claim, c) for c in claims)


def _heading_end(claim: Claim, text: str) -> int | None:
    """Where the line of the claim ends, if it is a heading: short, without a full stop, with a text beneath."""
    start = text.rfind("\n", 0, claim.trigger.start) + 1
    end = text.find("\n", claim.trigger.start)
    if end < 0 or end - start > LONGEST or not text[end:].strip():
        return None
    line = text[start:end].rstrip()
    return None if line.endswith(ENDS) or POSTED.intersection(line) else end


def _alike(heading: Claim, claim: Claim) -> bool:
    """Whether ``claim`` can be the happening of ``heading``: of one family of events, with a place or a side in common."""
    family = next((f for f in (STRIKING, GROUND) if heading.event in f), frozenset({heading.event}))
    if claim.event not in family:
        return False
    sides = _ids((*heading.actors, *heading.targets)) & _ids((*claim.actors, *claim.targets))
    return bool(sides or _ids(heading.places) & _ids(claim.places))


def _ids(mentions: Sequence[object]) -> set[str]:
    return {m.link.entity.id for m in mentions if m.link.entity is not None}  # type: ignore[attr-defined]

"""Scores that can be taken apart, and mentions tied to entities with them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a score is what it is: one short sentence, and what it added (negative when it took away)."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a mention may mean. ``score`` runs from 0 to 1."""

    id: str
    name: str
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A mention tied to an entity, or left untied: ``chosen`` is an index into ``candidates``, or None.

    ``decided_by`` is the reader's name and version, or the person who overruled it.
    """

    candidates: tuple[Candidate, ...] = ()
    chosen: int | None = None
    decided_by: str = ""

    def __hash__(self) -> int:
        """By the candidates and their scores: links that differ in their reasons alone are rare, and telling them apart is left
        to equality."""
        return hash((self.chosen, self.decided_by, tuple((c.id, c.score) for c in self.candidates)))

    def __post_init__(self) -> None:
        if self.chosen is not None and not 0 <= self.chosen < len(self.candidates):
            raise ValueError("the chosen candidate is not among the candidates")

    @property
    def entity(self) -> Candidate | None:
        return None if self.chosen is None else self.candidates[self.chosen]


UNLINKED = Link()

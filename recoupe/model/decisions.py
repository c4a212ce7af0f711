"""What people decide: beside what the machine found, never in its place."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DecisionKind(StrEnum):
    ACCEPT = "accept"
    REJECT = "reject"
    UNSURE = "unsure"
    """Looked at, and the report does not say enough to tell."""
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    SAME_VOICE = "same_voice"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Decision:
    """``subjects``: anchors of claims, or for ``SAME_VOICE`` the names of outlets; anchors outlive a new reading of the report.

    ``changes``: for ``CORRECT``, fields and their values in words; for ``SPLIT``, ``apart`` and the anchor of a claim that stays.
    ``undoes``: the id of the decision that is taken back.
    """

    kind: DecisionKind
    subjects: tuple[str, ...]
    author: str
    at: datetime
    """With a time zone."""
    reason: str
    changes: tuple[tuple[str, str], ...] = ()
    undoes: str | None = None

    @property
    def id(self) -> str:
        """The same decision has the same id in every ledger."""
        parts = (self.kind.value, self.subjects, self.changes, self.author, self.at.isoformat(), self.reason, self.undoes)
        return "d" + hashlib.sha256(repr(parts).encode()).hexdigest()[:12]

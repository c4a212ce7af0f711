"""People's decisions in the ledger: added, never changed or removed. Taking one back is a decision too."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime

import sqlalchemy as sa

from recoupe.errors import NoSuchDecision
from recoupe.ledger import tables as t
from recoupe.model import Decision, DecisionKind

Connect = Callable[[], AbstractContextManager[sa.Connection]]


class DecisionTable:
    """Made by ``SqliteLedger.decisions``."""

    def __init__(self, reading: Connect, writing: Connect) -> None:
        self._reading, self._writing = reading, writing

    def all(self) -> tuple[Decision, ...]:
        """In the order in which they came into this ledger."""
        with self._reading() as connection:
            rows = connection.execute(sa.select(t.decisions).order_by(t.decisions.c.number)).all()
        return tuple(
            Decision(
                DecisionKind(row.kind), tuple(json.loads(row.subjects)), row.author, datetime.fromisoformat(row.at), row.reason,
                tuple((a, b) for a, b in json.loads(row.changes)), row.undoes,
            )
            for row in rows
        )  # fmt: skip

    def add(self, decisions: Iterable[Decision]) -> int:
        """How many were new; one that is there already is passed over."""
        with self._writing() as connection:
            known = set(connection.execute(sa.select(t.decisions.c.id)).scalars())
            fresh = {d.id: d for d in decisions if d.id not in known}
            if fresh:
                connection.execute(t.decisions.insert(), [_row(d) for d in fresh.values()])
            return len(fresh)

    def find(self, prefix: str) -> Decision:
        """The one decision whose id starts so. Raises ``NoSuchDecision``."""
        found = [d for d in self.all() if d.id.startswith(prefix)]
        if len(found) != 1:
            problem = "no decision" if not found else f"{len(found)} decisions"
            raise NoSuchDecision(f"{problem} with an id that starts with {prefix!r}; recoupe review lists them")
        return found[0]


def _row(decision: Decision) -> dict[str, object]:
    return {
        "id": decision.id, "kind": decision.kind.value, "subjects": json.dumps(decision.subjects, ensure_ascii=False),
        "changes": json.dumps(decision.changes, ensure_ascii=False), "author": decision.author,
        "at": decision.at.isoformat(), "reason": decision.reason, "undoes": decision.undoes,
    }  # fmt: skip

"""Storing once what recurs: labels, wordings and links get a key each, the same for the same content."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

import sqlalchemy as sa

from recoupe.ledger import tables as t
from recoupe.ledger.search import sought
from recoupe.model import UNLINKED, Link

K = TypeVar("K", bound=Hashable)
_REMEMBERED = 200_000


@dataclass(frozen=True, slots=True)
class Label:
    """The words of a mention (with those of its antecedent) and the entity that they were tied to, "" where there is none."""

    words: str
    entity: str = ""
    name: str = ""


@dataclass
class Interned:
    """Keys handed out so far. ``forget`` must be called when a transaction that handed out keys is rolled back."""

    labels: dict[Label, int] = field(default_factory=dict)
    wordings: dict[str, int] = field(default_factory=dict)
    links: dict[Link, int] = field(default_factory=dict)

    def forget(self) -> None:
        self.labels.clear()
        self.wordings.clear()
        self.links.clear()

    def intern(self, connection: sa.Connection, *, labels: set[Label], links: set[Link], wordings: set[str]) -> None:
        """Give every one of these a key."""
        if len(self.labels) + len(self.wordings) + len(self.links) > _REMEMBERED:
            self.forget()
        said = wordings | {r.text for link in links for c in link.candidates for r in c.reasons}
        _intern_wordings(connection, self.wordings, said)
        _intern_labels(connection, self.labels, labels)
        _intern_links(connection, self, links)


def next_key(connection: sa.Connection, table: sa.Table) -> int:
    """The first free key; free until the end of the transaction, as there is one writer."""
    return int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(table.c.key), 0))).scalar_one()) + 1


def _fresh(known: dict[K, int], wanted: Iterable[K]) -> list[K]:
    return [item for item in wanted if item not in known]


def _intern_wordings(connection: sa.Connection, known: dict[str, int], wanted: Collection[str]) -> None:
    asked = sorted(_fresh(known, wanted))
    if not asked:
        return
    table = t.wordings
    for row in connection.execute(sa.select(table.c.key, table.c.text).where(table.c.text.in_(asked))):
        known[row.text] = row.key
    new = _number(connection, table, known, _fresh(known, asked))
    _insert(connection, table, [{"key": known[text], "text": text} for text in new])


def _intern_labels(connection: sa.Connection, known: dict[Label, int], wanted: Collection[Label]) -> None:
    asked = sorted(_fresh(known, wanted), key=lambda l: (l.words, l.entity, l.name))
    if not asked:
        return
    table = t.labels
    words = sorted({label.words for label in asked})
    for row in connection.execute(sa.select(table).where(table.c.words.in_(words))):
        known[Label(row.words, row.entity, row.name)] = row.key
    new = _number(connection, table, known, _fresh(known, asked))
    _insert(connection, table, [_label_row(known[label], label) for label in new])


def _label_row(key: int, label: Label) -> dict[str, object]:
    text = sought(f"{label.words} {label.name} {label.entity}")
    return {"key": key, "words": label.words, "entity": label.entity, "name": label.name, "sought": text}


def _intern_links(connection: sa.Connection, interned: Interned, wanted: Collection[Link]) -> None:
    known = interned.links
    digests = {_digest(link): link for link in _fresh(known, wanted) if link != UNLINKED}
    if not digests:
        return
    table = t.links
    for row in connection.execute(sa.select(table.c.key, table.c.digest).where(table.c.digest.in_(list(digests)))):
        known[digests[row.digest]] = row.key
    new = _number(connection, table, known, _fresh(known, (digests[d] for d in sorted(digests))))
    _insert(connection, table, [
        {"key": known[link], "digest": _digest(link), "chosen": link.chosen, "decided_by": link.decided_by} for link in new
    ])
    _insert(connection, t.candidates, [
        {"link": known[link], "ordinal": n, "entity": c.id, "name": c.name, "score": c.score}
        for link in new for n, c in enumerate(link.candidates)
    ])
    _insert(connection, t.candidate_reasons, [
        {"link": known[link], "candidate": n, "ordinal": m, "wording": interned.wordings[r.text], "weight": r.weight}
        for link in new for n, c in enumerate(link.candidates) for m, r in enumerate(c.reasons)
    ])


def _digest(link: Link) -> bytes:
    return hashlib.sha256(repr(link).encode("utf-8", "surrogatepass")).digest()[:16]


def _number(connection: sa.Connection, table: sa.Table, known: dict[K, int], new: list[K]) -> list[K]:
    if new:
        first = next_key(connection, table)
        known.update({item: first + n for n, item in enumerate(new)})
    return new


def _insert(connection: sa.Connection, table: sa.Table, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(table.insert(), rows)

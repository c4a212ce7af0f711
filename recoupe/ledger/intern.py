"""Storing once what recurs: labels, wordings and links get a key each, the same for the same content."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa

from recoupe.ledger import tables as t
from recoupe.ledger.rows import insert_rows
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
    _free: dict[str, int] = field(default_factory=dict)
    """The first free key of each table that was asked about; known as long as there is one writer."""
    sealed: tuple[int, str] | None = None
    """Number and seal of the newest entry of the log."""

    def forget(self) -> None:
        self.labels.clear()
        self.wordings.clear()
        self.links.clear()
        self._free.clear()
        self.sealed = None

    def number(self, connection: sa.Connection, table: sa.Table, count: int = 1) -> int:
        """The first of ``count`` keys in a row that are now taken."""
        if table.name not in self._free:
            self._free[table.name] = next_key(connection, table)
        first = self._free[table.name]
        self._free[table.name] += count
        return first

    def intern(self, connection: sa.Connection, *, labels: set[Label], links: set[Link], wordings: set[str]) -> None:
        """Give every one of these a key."""
        if len(self.labels) + len(self.wordings) + len(self.links) > _REMEMBERED:
            self.forget()
        said = wordings | {r.text for link in links for c in link.candidates for r in c.reasons}
        _intern_wordings(connection, self, said)
        _intern_labels(connection, self, labels)
        _intern_links(connection, self, links)


def next_key(connection: sa.Connection, table: sa.Table) -> int:
    """The first free key; free until the end of the transaction, as there is one writer."""
    return int(connection.execute(_most(table)).scalar_one()) + 1


@cache
def _most(table: sa.Table) -> sa.Select[Any]:
    return sa.select(sa.func.coalesce(sa.func.max(table.c.key), 0))


def _fresh(known: dict[K, int], wanted: Iterable[K]) -> list[K]:
    return [item for item in wanted if item not in known]


_WORDINGS = sa.select(t.wordings.c.key, t.wordings.c.text).where(t.wordings.c.text.in_(sa.bindparam("asked", expanding=True)))
_LABELS = sa.select(t.labels).where(t.labels.c.words.in_(sa.bindparam("asked", expanding=True)))
_LINKS = sa.select(t.links.c.key, t.links.c.digest).where(t.links.c.digest.in_(sa.bindparam("asked", expanding=True)))


def _intern_wordings(connection: sa.Connection, interned: Interned, wanted: Collection[str]) -> None:
    known = interned.wordings
    asked = sorted(_fresh(known, wanted))
    if not asked:
        return
    for row in connection.execute(_WORDINGS, {"asked": asked}):
        known[row.text] = row.key
    new = _number(connection, t.wordings, interned, known, _fresh(known, asked))
    insert_rows(connection, t.wordings, [{"key": known[text], "text": text} for text in new])


def _intern_labels(connection: sa.Connection, interned: Interned, wanted: Collection[Label]) -> None:
    known = interned.labels
    asked = sorted(_fresh(known, wanted), key=lambda l: (l.words, l.entity, l.name))
    if not asked:
        return
    for row in connection.execute(_LABELS, {"asked": sorted({label.words for label in asked})}):
        known[Label(row.words, row.entity, row.name)] = row.key
    new = _number(connection, t.labels, interned, known, _fresh(known, asked))
    insert_rows(connection, t.labels, [_label_row(known[label], label) for label in new])


def _label_row(key: int, label: Label) -> dict[str, object]:
    text = sought(f"{label.words} {label.name} {label.entity}")
    return {"key": key, "words": label.words, "entity": label.entity, "name": label.name, "sought": text}


def _intern_links(connection: sa.Connection, interned: Interned, wanted: Collection[Link]) -> None:
    known = interned.links
    digests = {_digest(link): link for link in _fresh(known, wanted) if link != UNLINKED}
    if not digests:
        return
    there = {row.digest: row.key for row in connection.execute(_LINKS, {"asked": list(digests)})}
    known.update({digests[digest]: key for digest, key in there.items()})
    unknown = {digests[digest]: digest for digest in sorted(digests) if digest not in there}
    new = _number(connection, t.links, interned, known, list(unknown))
    insert_rows(connection, t.links, [
        {"key": known[link], "digest": unknown[link], "chosen": link.chosen, "decided_by": link.decided_by} for link in new
    ])
    insert_rows(connection, t.candidates, [
        {"link": known[link], "ordinal": n, "entity": c.id, "name": c.name, "score": c.score}
        for link in new for n, c in enumerate(link.candidates)
    ])
    insert_rows(connection, t.candidate_reasons, [
        {"link": known[link], "candidate": n, "ordinal": m, "wording": interned.wordings[r.text], "weight": r.weight}
        for link in new for n, c in enumerate(link.candidates) for m, r in enumerate(c.reasons)
    ])


def _digest(link: Link) -> bytes:
    return hashlib.sha256(repr(link).encode("utf-8", "surrogatepass")).digest()[:16]


def _number(connection: sa.Connection, table: sa.Table, interned: Interned, known: dict[K, int], new: list[K]) -> list[K]:
    if new:
        first = interned.number(connection, table, len(new))
        known.update({item: first + n for n, item in enumerate(new)})
    return new

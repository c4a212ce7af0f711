"""What cross-checking asks of the registries: who is part of whom, who opposes whom, who owns which outlet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol


class Relations(Protocol):
    """Answered from dated knowledge; None where nothing is known."""

    def lineage(self, actor: str) -> tuple[str, ...]:
        """What ``actor`` is part of, nearest first, without itself."""

    def opposed(self, left: str, right: str, day: date | None) -> bool | None: ...

    def sides(self, left: str, right: str, day: date | None) -> tuple[str, str] | None:
        """Names of the sides on which the two oppose each other."""

    def allied(self, left: str, right: str, day: date | None) -> bool | None: ...

    def outlet(self, name: str) -> str | None:
        """The id of the outlet of that name."""

    def owner(self, outlet: str) -> str | None:
        """Who owns an outlet, by the outlet's id or name."""

    def party(self, voice: str) -> str | None:
        """Id of the party to a conflict that an entity is, or speaks for."""

    def same_voice(self, name: str) -> str | None:
        """The name under which people have put several outlets together."""


@dataclass(frozen=True)
class KnownRelations:
    """Relations held in tables; each lookup that finds nothing is None or empty."""

    parents: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)
    opposites: frozenset[frozenset[str]] = frozenset()
    allies: frozenset[frozenset[str]] = frozenset()
    parties: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)

    def lineage(self, actor: str) -> tuple[str, ...]:
        line: list[str] = []
        while (above := self.parents.get(line[-1] if line else actor)) is not None and above not in (actor, *line):
            line.append(above)
        return tuple(line)

    def opposed(self, left: str, right: str, day: date | None) -> bool | None:
        return True if self._among(self.opposites, left, right) else None

    def sides(self, left: str, right: str, day: date | None) -> tuple[str, str] | None:
        return (left, right) if self.opposed(left, right, day) else None

    def allied(self, left: str, right: str, day: date | None) -> bool | None:
        return True if self._among(self.allies, left, right) else None

    def outlet(self, name: str) -> str | None:
        return self.outlets.get(name)

    def owner(self, outlet: str) -> str | None:
        return self.owners.get(outlet)

    def party(self, voice: str) -> str | None:
        return self.parties.get(voice)

    def same_voice(self, name: str) -> str | None:
        return self.merged.get(name)

    def _among(self, pairs: Iterable[frozenset[str]], left: str, right: str) -> bool:
        known = set(pairs)
        lefts, rights = (left, *self.lineage(left)), (right, *self.lineage(right))
        return any(frozenset({a, b}) in known for a in lefts for b in rights)


NO_RELATIONS = KnownRelations()


def one_party(left: str, right: str, relations: Relations) -> bool:
    """Whether both are one, one a part of the other, or both parts of one state or group."""
    if related(left, right, relations):
        return True
    tops = {relations.lineage(a)[-1] for a in (left, right) if relations.lineage(a)}
    return len(tops) == 1 and bool(relations.lineage(left)) and bool(relations.lineage(right))


def related(left: str, right: str, relations: Relations) -> bool:
    """Whether one is the other, or a part of it."""
    return left == right or left in relations.lineage(right) or right in relations.lineage(left)

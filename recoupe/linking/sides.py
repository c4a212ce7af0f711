"""Who stood on which side of a conflict, and who fought whom, on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from recoupe.linking.entities import ActorKind, Conflict, Membership
from recoupe.linking.registry import ActorRegistry
from recoupe.model import PartialDate

_PARTS = (ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE, ActorKind.MINISTRY)
Day = date | PartialDate | None


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a conflict on which an actor stood; ``via`` is the actor whose entry says so, itself or what it is part of."""

    conflict: str
    name: str
    via: str


@dataclass(frozen=True)
class Sides:
    """Answers from ``sides.toml``. An actor without a side of its own stands where what it is part of stands; the parts of one
    state (its government, army, police …) stand together unless the data puts them on different sides."""

    registry: ActorRegistry

    def sides(self, actor: str, day: Day, *, theatre: str | None = None) -> tuple[Side, ...]:
        """``theatre``: only conflicts fought in that country (ISO 3166-1 alpha-2). Without a day, at any time."""
        nearest: dict[str, dict[Side, None]] = {}
        for id in self._up(actor, day):
            met = set(nearest)
            for conflict, member in self._own(id, day, theatre):
                if conflict.id not in met:
                    nearest.setdefault(conflict.id, {})[Side(conflict.id, member.side, id)] = None
        return tuple(side for sides in nearest.values() for side in sides)

    def side(self, actor: str, theatre: str, day: Day) -> Side | None:
        """The side in the conflict of a country; None when it has none, or several."""
        found = {(s.conflict, s.name): s for s in self.sides(actor, day, theatre=theatre)}
        return next(iter(found.values())) if len(found) == 1 else None

    def opposed(self, a: str, b: str, day: Day, *, theatre: str | None = None) -> bool | None:
        """Whether the two fought each other. None when no conflict has both of them on sides on that day."""
        met = list(self._met(a, b, day, theatre))
        return any(self._fight(first, second, day) for first, second in met) if met else None

    def opposing(self, a: str, b: str, day: Day, *, theatre: str | None = None) -> tuple[Side, Side] | None:
        """The sides on which the two fought each other; None where they did not, or where the data does not say."""
        return next((pair for pair in self._met(a, b, day, theatre) if self._fight(*pair, day)), None)

    def _met(self, a: str, b: str, day: Day, theatre: str | None) -> Iterator[tuple[Side, Side]]:
        """Their sides in each conflict that both have a part in."""
        others = self.sides(b, day, theatre=theatre)
        for first in self.sides(a, day, theatre=theatre):
            yield from ((first, second) for second in others if first.conflict == second.conflict)

    def _fight(self, a: Side, b: Side, day: Day) -> bool:
        fought = self._conflicts[a.conflict].oppositions
        return any({o.a, o.b} == {a.name, b.name} and a.name != b.name and _holds(o.start, o.end, day) for o in fought)

    def _own(self, id: str, day: Day, theatre: str | None) -> Iterator[tuple[Conflict, Membership]]:
        for conflict, member in self._members.get(id, ()):
            if _holds(member.start, member.end, day) and (theatre is None or theatre in conflict.countries):
                yield conflict, member

    def _up(self, actor: str, day: Day) -> Iterator[str]:
        """The actor, then what it is part of, nearest first, then the other parts of its state."""
        seen: dict[str, None] = {}
        waiting = [actor]
        while waiting:
            id = waiting.pop(0)
            if id in seen:
                continue
            seen[id] = None
            yield id
            found = self.registry.get(id)
            waiting += [found.parent] if found is not None and found.parent else []
            waiting += [r.of for r in self.registry.relations_of(id) if r.stands_with and _holds(r.start, r.end, day)]
        entry = self.registry.get(actor)
        if entry is not None and entry.kind in _PARTS and entry.countries:
            yield from (id for id in self._state_parts.get(entry.countries[0], ()) if id not in seen)

    @cached_property
    def _conflicts(self) -> dict[str, Conflict]:
        return {c.id: c for c in self.registry.conflicts()}

    @cached_property
    def _members(self) -> dict[str, tuple[tuple[Conflict, Membership], ...]]:
        table: dict[str, tuple[tuple[Conflict, Membership], ...]] = defaultdict(tuple)
        for conflict in self.registry.conflicts():
            for member in conflict.members:
                table[member.actor] += ((conflict, member),)
        return dict(table)

    @cached_property
    def _state_parts(self) -> dict[str, tuple[str, ...]]:
        """Parts of states that are on a side, by country."""
        table: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for id in self._members:
            actor = self.registry.get(id)
            if actor is not None and actor.kind in _PARTS and actor.countries:
                table[actor.countries[0]] += (id,)
        return dict(table)


def _holds(start: date | None, end: date | None, day: Day) -> bool:
    """False only when the day, or all of a partial date, lies outside."""
    if day is None:
        return True
    first, last = (day.start, day.end) if isinstance(day, PartialDate) else (day, day)
    return not ((start and last and last < start) or (end and first and first > end))

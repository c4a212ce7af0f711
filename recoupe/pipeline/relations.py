"""The registries as cross-checking asks them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from recoupe.language.fold import fold
from recoupe.linking.entities import ActorKind, OutletKind, RelationKind
from recoupe.linking.registry import ActorRegistry
from recoupe.linking.sides import Sides

_OF_STATE = (ActorKind.GOVERNMENT, ActorKind.MINISTRY, ActorKind.MILITARY, ActorKind.POLICE)
_OBSERVERS = (ActorKind.ORGANIZATION, ActorKind.NGO, ActorKind.MONITOR, ActorKind.MISSION, ActorKind.COMPANY)
_OFFICIAL = (OutletKind.STATE_MEDIA, OutletKind.STATE_AGENCY)


class RegistryRelations:
    """Implements ``recoupe.corroboration.relations.Relations``. ``merged``: folded names of outlets that people have put
    together, and the name under which."""

    def __init__(self, registry: ActorRegistry, *, merged: Mapping[str, str] | None = None) -> None:
        self._registry = registry
        self._sides = Sides(registry)
        self._merged = dict(merged or {})
        self._lines: dict[str, tuple[str, ...]] = {}

    @property
    def registry(self) -> ActorRegistry:
        return self._registry

    def lineage(self, actor: str) -> tuple[str, ...]:
        if actor not in self._lines:
            self._lines[actor] = tuple(self._above(actor))
        return self._lines[actor]

    def opposed(self, left: str, right: str, day: date | None) -> bool | None:
        return self._sides.opposed(left, right, day)

    def side(self, actor: str, country: str, day: date | None) -> str | None:
        """The name of its side in the conflict of a country, on that day where it is known; None where it has none."""
        found = self._sides.side(actor, country, day)
        return found.name.replace("-", " ") if found is not None else None

    def sides(self, left: str, right: str, day: date | None) -> tuple[str, str] | None:
        found = self._sides.opposing(left, right, day)
        return None if found is None else (self._registry.side_name(found[0].name), self._registry.side_name(found[1].name))

    def allied(self, left: str, right: str, day: date | None) -> bool | None:
        """Whether one is a member of the other (a state and a coalition), on that day where it is known."""
        lines = (left, *self.lineage(left)), (right, *self.lineage(right))
        member = any(self._is_member(a, b) or self._is_member(b, a) for a in lines[0] for b in lines[1])
        return True if member else None

    def outlet(self, name: str) -> str | None:
        return self._outlets.get(fold(name))

    def owner(self, outlet: str) -> str | None:
        found = self._registry.outlet(outlet)
        return found.owner if found is not None else None

    def party(self, voice: str) -> str | None:
        """An actor that is no observer; whom a person speaks for; the state of official media."""
        person, outlet = self._registry.person(voice), self._registry.outlet(voice)
        if person is not None:
            spoken_for = next((t.of for t in reversed(person.terms) if t.of), None)
            return spoken_for or self._state(person.country)
        if outlet is not None:
            return self._state(outlet.country) if outlet.kind in _OFFICIAL else None
        actor = self._registry.get(voice)
        return voice if actor is not None and actor.kind not in _OBSERVERS else None

    def same_voice(self, name: str) -> str | None:
        return self._merged.get(fold(name))

    def _above(self, actor: str) -> list[str]:
        """What it is part of, up to its state; not what it was part of once, nor what it merely belongs to or obeys."""
        line: list[str] = []
        waiting = [actor]
        while waiting:
            id = waiting.pop(0)
            entry = self._registry.get(id)
            further = [entry.parent] if entry is not None and entry.parent else []
            further += [r.of for r in self._registry.relations_of(id) if r.kind is RelationKind.PART_OF and r.end is None]
            if entry is not None and entry.kind in _OF_STATE and entry.countries:
                state = self._state(entry.countries[0])
                further += [state] if state else []
            fresh = [above for above in further if above not in line and above != actor]
            line += fresh
            waiting += fresh
        return line

    def _state(self, country: str | None) -> str | None:
        state = self._registry.state_actor(country, "state") if country else None
        return state.id if state is not None else None

    def _is_member(self, part: str, whole: str) -> bool:
        kinds = (RelationKind.MEMBER_OF, RelationKind.ALLEGIANCE)
        return any(r.of == whole and r.kind in kinds for r in self._registry.relations_of(part))

    @cached_property
    def _outlets(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for outlet in self._registry.outlets():
            for form in (outlet.name, *(form for _, form in outlet.names)):
                names.setdefault(fold(form), outlet.id)
        return names

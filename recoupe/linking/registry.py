"""The registries of actors, persons and outlets, loaded once and never changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from recoupe.language.fold import fold
from recoupe.linking.compiled import compiled_tables
from recoupe.linking.entities import Actor, ActorKind, Conflict, Entity, Outlet, Person, RegistryName, Relation, Term
from recoupe.linking.tables import Country, Meaning, Surface, Tables
from recoupe.model import PartialDate

LATIN = ("any", "en")
_WORD = re.compile(r"[\w']+")


class ActorRegistry:
    """Who is known, and under which names. What every country has (army, police …) is made by rule when asked for."""

    def __init__(self, tables: Tables) -> None:
        self._t = tables
        self._loaded_forms: dict[str, frozenset[str]] = {}

    def names(self, language: str) -> Iterator[tuple[str, RegistryName]]:
        """Every form to look for in a text of ``language``: its own, those that are the same everywhere, and English ones.

        Variants of transliteration are among them.
        """
        wanted = {*LATIN, language}
        return iter(dict.fromkeys((form, bearer) for code, form, bearer in self._t.surfaces if code in wanted))

    def is_loaded(self, form: str, language: str) -> bool:
        """Whether a form, as spelled in a text of ``language``, takes a side, whoever bears it."""
        return fold(form) in self._loaded(language)

    def demonyms(self, language: str) -> Mapping[str, str]:
        """Folded adjective or noun of nationality, in every number and gender, to ISO 3166-1 alpha-2."""
        return self._t.demonyms.get(language, {})

    def glued(self, language: str) -> tuple[str, ...]:
        """What may be written together before a name in ``language``, folded; empty for most languages."""
        return self._t.glued.get(language, ())

    def meant_country(self, iso: str, theatre: Sequence[str]) -> str:
        """``iso``, or the country of the theatre that has the same adjective ("congolais")."""
        twins = self._t.twins.get(iso, ())
        return next((twin for twin in theatre if twin in twins), iso) if iso not in theatre else iso

    def get(self, id: str) -> Actor | None:
        """The actor with that id; those of every country are made by rule."""
        found = self._t.actors.get(id)
        return found if found is not None else self._by_rule(id)

    def person(self, id: str) -> Person | None:
        return self._t.persons.get(id)

    def outlet(self, id: str) -> Outlet | None:
        return self._t.outlets.get(id)

    def entity(self, id: str) -> Entity | None:
        return self.get(id) or self.person(id) or self.outlet(id)

    def actors(self) -> Iterable[Actor]:
        """Those that have an entry; the ones made by rule alone are not listed."""
        return self._t.actors.values()

    def persons(self) -> Iterable[Person]:
        return self._t.persons.values()

    def outlets(self) -> Iterable[Outlet]:
        return self._t.outlets.values()

    def state_actor(self, iso: str, role: str) -> Actor | None:
        """The state of a country, or its government, army, police, a ministry …; None for an unknown country or role."""
        country, pattern = self._t.countries.get(iso), self._t.roles.get(role)
        return None if country is None or pattern is None else self.get(country.fill(pattern.id))

    def country_of(self, id: str) -> str | None:
        """ISO code of the country whose state, or part of it, ``id`` is."""
        actor = self.get(id)
        kinds = (ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE, ActorKind.MINISTRY)
        return actor.countries[0] if actor and actor.kind in kinds and actor.countries else None

    def countries(self) -> Mapping[str, Country]:
        return self._t.countries

    def relations_of(self, id: str) -> tuple[Relation, ...]:
        """What ``id`` is or was to others: part of them, allied, their successor."""
        return self._relations.get(id, ())

    def relations_to(self, id: str) -> tuple[Relation, ...]:
        return tuple(r for r in self._t.relations if r.of == id)

    def conflicts(self) -> tuple[Conflict, ...]:
        return self._t.conflicts

    def side_name(self, side: str) -> str:
        """What people call a side of a conflict in English: the actor or country of that id, else its own words."""
        found = self.get(side) or self.get(f"{side}-state")
        return found.name if found is not None else side.replace("-", " ")

    def surfaces(self) -> tuple[Surface, ...]:
        """Every form of every entity, with its language (``any`` where it does not matter)."""
        return self._t.surfaces

    def actors_by_rule(self) -> Iterator[Actor]:
        """The state, army, police, ministries … of every country, with what an entry says of them."""
        return (actor for id in self._rule_ids if (actor := self.get(id)) is not None)

    def surfaces_of(self, id: str) -> Iterator[Surface]:
        """(language or ``any``, form, bearer) of every form that means ``id``, loaded and figurative ones among them."""
        return (surface for surface in self._t.surfaces if surface[2].id == id)

    def meanings(self, concept: str, country: str) -> tuple[Meaning, ...]:
        return self._meanings.get((concept, country), ())

    def concepts(self) -> frozenset[str]:
        """Labels that mean somebody in some country."""
        return frozenset(meaning.concept for meaning in self._t.meanings)

    def by_remainder(self, name: str) -> tuple[str, ...]:
        """Ids of the actors whose name, without the words that many groups share, is that of ``name`` without them."""
        rest = self.distinctive(name)
        return self._remainders.get(rest, ()) if len(rest) >= 4 else ()

    def distinctive(self, name: str) -> str:
        """``name`` folded, without the generic words and articles that it begins with."""
        words = [word.replace("'", "") for word in _WORD.findall(fold(name))]
        while len(words) > 1 and words[0] in self._t.generic_words:
            words = words[1:]
        return " ".join(words)

    def holder(self, office: str, iso: str, on: PartialDate | None) -> Person | None:
        """Who held an office of a country on a date; None when that is not known, or not one person."""
        if on is None:
            return None
        held = [p for p in self.persons() if p.country == iso and any(t.office == office and in_term(t, on) for t in p.terms)]
        return held[0] if len(held) == 1 else None

    def _by_rule(self, id: str) -> Actor | None:
        found = self._rule_ids.get(id)
        if found is None:
            return None
        country, role = self._t.countries[found[0]], self._t.roles[found[1]]
        return Actor(id, country.fill(role.name), role.kind, (country.iso,))

    def _loaded(self, language: str) -> frozenset[str]:
        if language not in self._loaded_forms:
            self._loaded_forms[language] = frozenset(fold(form) for form, bearer in self.names(language) if bearer.loaded)
        return self._loaded_forms[language]

    @cached_property
    def _rule_ids(self) -> dict[str, tuple[str, str]]:
        return {c.fill(r.id): (c.iso, r.role) for c in self._t.countries.values() for r in self._t.roles.values()}

    @cached_property
    def _meanings(self) -> dict[tuple[str, str], tuple[Meaning, ...]]:
        table: dict[tuple[str, str], tuple[Meaning, ...]] = defaultdict(tuple)
        for meaning in self._t.meanings:
            table[meaning.concept, meaning.country] += (meaning,)
        return dict(table)

    @cached_property
    def _relations(self) -> dict[str, tuple[Relation, ...]]:
        table: dict[str, tuple[Relation, ...]] = defaultdict(tuple)
        for relation in self._t.relations:
            table[relation.actor] += (relation,)
        return dict(table)

    @cached_property
    def _remainders(self) -> dict[str, tuple[str, ...]]:
        table: dict[str, dict[str, None]] = defaultdict(dict)
        for actor in self._t.actors.values():
            if actor.kind in (ActorKind.ARMED_GROUP, ActorKind.MILITIA, ActorKind.UMBRELLA, ActorKind.PARTY):
                for _, form in actor.names:
                    table[self.distinctive(form)][actor.id] = None
        return {rest: tuple(ids) for rest, ids in table.items()}


def in_term(term: Term, on: PartialDate) -> bool:
    """False only when the date lies wholly outside the term."""
    return _overlap(term.start, term.end, on)


def existed(actor: Actor, on: PartialDate) -> bool:
    return _overlap(actor.start, actor.end, on)


def _overlap(start: date | None, end: date | None, on: PartialDate) -> bool:
    return not ((start and on.end and on.end < start) or (end and on.start and on.start > end))


def load_registry(extra: Path | None = None, cache: Path | None = None) -> ActorRegistry:
    """Read the registries, ours and those under ``extra`` (a folder with ``actors`` and ``outlets``).

    ``cache`` is a folder of the user's for a compiled copy, which is made again when any file changes. Raises ``DataError``.
    """
    return ActorRegistry(compiled_tables(extra, cache))

"""The plain tables that the registries are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from recoupe.linking.entities import Actor, ActorKind, Conflict, Outlet, Person, RegistryName, Relation

Surface = tuple[str, str, RegistryName]
"""(language or ``any``, form, bearer)."""


@dataclass(frozen=True, slots=True)
class Role:
    role: str
    kind: ActorKind
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Country:
    iso: str
    slug: str
    name: str
    article: bool
    names: tuple[tuple[str, str], ...]
    capitals: tuple[tuple[str, str], ...]

    def fill(self, pattern: str) -> str:
        the = f"the {self.name}" if self.article else self.name
        return pattern.format(slug=self.slug, country=self.name, the_country=the)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label means in a country between two dates."""

    country: str
    concept: str
    actor: str
    score: float
    start: date | None
    end: date | None

    def holds(self, first: date | None, last: date | None) -> bool:
        """True unless the interval lies wholly outside; an unknown date rules nothing out."""
        return not ((self.start and last and last < self.start) or (self.end and first and first > self.end))


@dataclass(frozen=True, slots=True)
class Tables:
    countries: Mapping[str, Country]
    roles: Mapping[str, Role]
    actors: Mapping[str, Actor]
    persons: Mapping[str, Person]
    outlets: Mapping[str, Outlet]
    surfaces: tuple[Surface, ...]
    demonyms: Mapping[str, Mapping[str, str]]
    twins: Mapping[str, tuple[str, ...]]
    """ISO codes of countries that share an adjective of nationality."""
    meanings: tuple[Meaning, ...]
    generic_words: frozenset[str]
    relations: tuple[Relation, ...]
    conflicts: tuple[Conflict, ...]
    glued: Mapping[str, tuple[str, ...]]
    """By language: folded prepositions and conjunctions that may be written together before a name."""

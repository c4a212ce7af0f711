"""The files of ``data/actors`` and ``data/outlets``, and of the user's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import Field, model_validator

from recoupe.language.data import DataModel
from recoupe.linking.entities import ActorKind, OutletKind, RelationKind

Forms = tuple[str, ...]


class Dated(DataModel):
    """Something that held between two dates, both inclusive."""

    from_: date | None = Field(default=None, alias="from")
    to: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Dated:
        if self.from_ and self.to and self.to < self.from_:
            raise ValueError("it ends before it begins")
        return self


class Names(DataModel):
    """Forms by language; ``any`` holds those that do not change with it, such as acronyms."""

    any: Forms = ()
    en: Forms = ()
    fr: Forms = ()
    es: Forms = ()
    ar: Forms = ()

    def forms(self) -> tuple[tuple[str, str], ...]:
        return tuple((code, form) for code in ("any", "en", "fr", "es", "ar") for form in getattr(self, code))


class LoadedNames(Names):
    """Names that take a side. ``by`` is the id of who uses them."""

    by: str | None = None


class ActorEntry(Names, Dated):
    """A group, force or organisation. The English ``name`` counts as one of its names.

    An entry that has the id of an entity made by rule may leave out ``name`` and ``kind``.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str | None = None
    kind: ActorKind | None = None
    countries: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    parent: str | None = None
    shared: bool = False
    """True when other entries bear some of its names too, and context has to decide."""
    adjectives: Mapping[str, Forms] = Field(default_factory=dict)
    """By language: adjectives and nouns of membership, each form written out."""
    metonyms: Mapping[str, Forms] = Field(default_factory=dict)
    """By language: seats and palaces that stand for it."""
    loaded: tuple[LoadedNames, ...] = ()
    ref: str | None = None


class RelationEntry(Dated):
    """``actor`` is ``kind`` to ``of``; with several in ``actors``, each of them is."""

    actors: tuple[str, ...] = Field(min_length=1)
    kind: RelationKind
    of: str


class RelationFile(DataModel):
    relation: tuple[RelationEntry, ...]


class MemberEntry(Dated):
    """``actors`` stood on ``side``; without dates for as long as the conflict lasts."""

    side: str
    actors: tuple[str, ...] = Field(min_length=1)


class OpposedEntry(Dated):
    """Each of these sides fights each other one."""

    sides: tuple[str, ...] = Field(min_length=2)


class ConflictEntry(Dated):
    """A conflict with its sides, their members and which of them fight each other."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str
    countries: tuple[str, ...]
    members: tuple[MemberEntry, ...]
    opposed: tuple[OpposedEntry, ...]
    ref: str | None = None


class SideFile(DataModel):
    conflict: tuple[ConflictEntry, ...]


class TermEntry(Dated):
    """An office that a person held."""

    office: str
    of: str | None = None


class PersonEntry(Names):
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str
    country: str | None = None
    terms: tuple[TermEntry, ...] = ()
    ref: str | None = None


class ActorFile(DataModel):
    actor: tuple[ActorEntry, ...] = ()
    person: tuple[PersonEntry, ...] = ()


class OutletEntry(Names):
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str
    kind: OutletKind
    country: str | None = None
    language: str | None = None
    owner: str | None = None
    domains: tuple[str, ...] = ()
    common: bool = False
    """True when ``name`` is also an everyday word or phrase and must not be looked for by itself."""
    ref: str | None = None


class OutletFile(DataModel):
    outlet: tuple[OutletEntry, ...] = ()


class CountryEntry(DataModel):
    iso: str = Field(pattern=r"^[A-Z]{2}$")
    slug: str
    name: str
    article: bool = False
    en: Forms = ()
    fr: Forms = ()
    es: Forms = ()
    ar: Forms = ()
    capital_en: Forms = ()
    capital_fr: Forms = ()
    capital_es: Forms = ()
    capital_ar: Forms = ()


class CountryFile(DataModel):
    country: tuple[CountryEntry, ...]


class RoleEntry(DataModel):
    role: str
    kind: ActorKind
    id: str
    name: str


class RoleFile(DataModel):
    role: tuple[RoleEntry, ...]


class DemonymFile(DataModel):
    """Adjectives and nouns of nationality: one string of words a country, plurals and other endings by rule."""

    language: str
    plural: str
    invariant_endings: Forms = ()
    changed_endings: dict[str, str] = Field(default_factory=dict)
    """Plurals that change the end of the word, longest ending first."""
    more_endings: Forms = ()
    """Other endings of the same word (gender, case)."""
    glued: Forms = ()
    """What is written together before a form (article, preposition)."""
    before_names: Forms = ()
    """What may be written together before a name."""
    first: Forms = ()
    demonyms: dict[str, str]
    exact: dict[str, str] = Field(default_factory=dict)
    """Words taken as they are, by no rule."""
    names: dict[str, Forms] = Field(default_factory=dict)
    """Adjectives of several words ("South Korean"); they are looked for like names of the state."""


class TheatreEntry(Dated):
    """What a label means in one country between two dates: ``actor`` with ``score`` from 0 to 1."""

    country: str
    concept: str
    actor: str
    score: float = Field(default=0.75, gt=0, le=1)


class TheatreFile(DataModel):
    generic_words: Forms = ()
    """Transliterated words for front, brigade, battalion … with which names of groups begin, and articles."""
    theatre: tuple[TheatreEntry, ...]

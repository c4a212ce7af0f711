"""From data files to tables; everything that can be wrong in the data is found here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from recoupe.errors import DataError
from recoupe.language.data import line_of, load_toml
from recoupe.language.fold import fold
from recoupe.linking import schema
from recoupe.linking.demonyms import demonyms_of, twins_of
from recoupe.linking.entities import (
    Actor,
    ActorKind,
    Conflict,
    Membership,
    Opposition,
    Outlet,
    Person,
    RegistryName,
    Relation,
    Term,
)
from recoupe.linking.files import DATA, data_files
from recoupe.linking.spelling import spelled_out
from recoupe.linking.tables import Country, Meaning, Role, Surface, Tables
from recoupe.model import NameKind

OURS = ("countries.toml", "roles.toml")
"""Files that make every country's actors by rule; there is one of each."""


def read_tables(extra: Path | None = None) -> Tables:
    """Raises ``DataError`` with file and line for whatever does not fit together."""
    reader = _Reader(DATA / "actors")
    for path in data_files(extra):
        reader.read(path)
    return reader.tables()


class _Reader:
    """Gathers entries file by file, and refuses an id or an alias that is taken."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        countries = load_toml(folder / "countries.toml", schema.CountryFile).country
        roles = load_toml(folder / "roles.toml", schema.RoleFile).role
        self.countries = {c.iso: _country(c) for c in countries}
        self.roles = {r.role: Role(r.role, r.kind, r.id, r.name) for r in roles}
        self.meanings: list[Meaning] = []
        self.generic_words: set[str] = set()
        self.by_rule = {
            c.fill(r.id): Actor(c.fill(r.id), c.fill(r.name), r.kind, (c.iso,))
            for c in self.countries.values()
            for r in self.roles.values()
        }
        self.actors: dict[str, Actor] = {}
        self.persons: dict[str, Person] = {}
        self.outlets: dict[str, Outlet] = {}
        self.surfaces: list[Surface] = []
        self.demonyms: dict[str, Mapping[str, str]] = {}
        self.twins: dict[str, tuple[str, ...]] = {}
        self.glued: dict[str, tuple[str, ...]] = {}
        self.relations: list[Relation] = []
        self.conflicts: dict[str, Conflict] = {}
        self.taken: dict[str, tuple[str, bool]] = {}
        self.named: list[tuple[_Where, str]] = []
        """Ids of actors that entries refer to, and where."""
        for country in self.countries.values():
            self._add_country(country)

    def read(self, path: Path) -> None:
        """Names of files say what is in them: those with a table of their own are told apart by theirs, others hold actors."""
        if path.name in OURS:
            if path.parent != self.folder:
                raise DataError(str(path), None, f"{path.name} is made by rule and cannot be added to; use another file name")
        elif path.name.startswith("demonyms_"):
            self._add_demonyms(load_toml(path, schema.DemonymFile))
        elif path.name == "theatres.toml":
            self._add_theatres(path)
        elif path.name == "relations.toml":
            for number, relation in enumerate(load_toml(path, schema.RelationFile).relation):
                self._add_relation(relation, _Where(path, ("relation", number)))
        elif path.name == "sides.toml":
            for number, conflict in enumerate(load_toml(path, schema.SideFile).conflict):
                self._add_conflict(conflict, _Where(path, ("conflict", number)))
        elif path.parent.name == "outlets":
            for number, outlet in enumerate(load_toml(path, schema.OutletFile).outlet):
                self._add_outlet(outlet, _Where(path, ("outlet", number)))
        else:
            actors = load_toml(path, schema.ActorFile)
            for number, actor in enumerate(actors.actor):
                self._add_actor(actor, _Where(path, ("actor", number)))
            for number, person in enumerate(actors.person):
                self._add_person(person, _Where(path, ("person", number)))

    def tables(self) -> Tables:
        self._check_references()
        return Tables(
            self.countries, self.roles, self.actors, self.persons, self.outlets, spelled_out(self.surfaces), self.demonyms,
            self.twins, tuple(self.meanings), frozenset(self.generic_words), tuple(self.relations),
            tuple(self.conflicts.values()), self.glued,
        )  # fmt: skip

    def _check_references(self) -> None:
        known = self.by_rule.keys() | self.actors.keys()
        for where, id in self.named:
            if id not in known:
                raise where.error(f"refers to {id!r}, which no file has")

    def _add_country(self, country: Country) -> None:
        state = country.fill(self.roles["state"].id)
        for language, form in country.names:
            self.surfaces.append((language, form, RegistryName(state, NameKind.COUNTRY)))
            self.taken[fold(form)] = (state, True)
        for language, form in country.capitals:
            self.surfaces.append((language, form, RegistryName(state, NameKind.ACTOR)))

    def _add_demonyms(self, file: schema.DemonymFile) -> None:
        self.demonyms[file.language] = demonyms_of(file)
        self.twins |= twins_of(file)
        self.glued[file.language] = tuple(map(fold, file.before_names))
        for iso, forms in file.names.items():
            state = self.countries[iso].fill(self.roles["state"].id)
            self.surfaces += [(file.language, form, RegistryName(state, NameKind.ACTOR)) for form in forms]

    def _add_theatres(self, path: Path) -> None:
        file = load_toml(path, schema.TheatreFile)
        self.generic_words |= {fold(word).replace("'", "") for word in file.generic_words}
        for number, t in enumerate(file.theatre):
            self.meanings.append(Meaning(t.country, t.concept, t.actor, t.score, t.from_, t.to))
            self.named.append((_Where(path, ("theatre", number)), t.actor))

    def _add_relation(self, entry: schema.RelationEntry, where: _Where) -> None:
        for actor in entry.actors:
            self.relations.append(Relation(actor, entry.kind, entry.of, entry.from_, entry.to))
        self.named += [(where, id) for id in (*entry.actors, entry.of)]

    def _add_conflict(self, entry: schema.ConflictEntry, where: _Where) -> None:
        if entry.id in self.conflicts:
            raise where.error(f"the conflict {entry.id!r} is given twice")
        sides = {member.side for member in entry.members}
        for opposed in entry.opposed:
            for side in opposed.sides:
                if side not in sides:
                    raise where.error(f"{entry.id}: the side {side!r} has no members")
        self.named += [(where, actor) for member in entry.members for actor in member.actors]
        self.conflicts[entry.id] = Conflict(
            entry.id, entry.name, entry.countries, tuple(_memberships(entry)), tuple(_oppositions(entry)), entry.from_,
            entry.to, entry.ref,
        )  # fmt: skip

    def _add_actor(self, entry: schema.ActorEntry, where: _Where) -> None:
        rule = self.by_rule.get(entry.id)
        name = entry.name or (rule.name if rule else None)
        kind = entry.kind or (rule.kind if rule else None)
        if name is None or kind is None:
            raise where.error("an actor that no rule makes needs a name and a kind")
        self._claim_id(entry.id, where)
        own = () if entry.name is None else (("en", entry.name),)
        forms = own + entry.forms()
        self._claim_forms(entry.id, forms, shared=entry.shared, where=where)
        actor = Actor(
            entry.id, name, kind, entry.countries or (rule.countries if rule else ()), entry.classes, entry.parent,
            entry.from_, entry.to, forms, entry.ref,
        )
        self.actors[entry.id] = actor
        if entry.parent is not None:
            self.named.append((where, entry.parent))
        bearer = RegistryName(entry.id, NameKind.COUNTRY if kind is ActorKind.STATE else NameKind.ACTOR)
        plain = replace(bearer, kind=NameKind.ACTOR)
        self.surfaces += [(language, form, bearer) for language, form in forms]
        for table in (entry.adjectives, entry.metonyms):
            self.surfaces += [(language, form, plain) for language, fs in table.items() for form in fs]
        for loaded in entry.loaded:
            label = replace(plain, loaded=True, by=loaded.by)
            self.surfaces += [(language, form, label) for language, form in loaded.forms()]

    def _add_person(self, entry: schema.PersonEntry, where: _Where) -> None:
        self._claim_id(entry.id, where)
        terms = tuple(Term(t.office, t.of, t.from_, t.to) for t in entry.terms)
        self.named += [(where, t.of) for t in terms if t.of is not None]
        forms = (("any", entry.name), *entry.forms())
        self.persons[entry.id] = Person(entry.id, entry.name, entry.country, terms, forms, entry.ref)
        bearer = RegistryName(entry.id, NameKind.PERSON)
        self.surfaces += [(language, form, bearer) for language, form in forms]

    def _add_outlet(self, entry: schema.OutletEntry, where: _Where) -> None:
        self._claim_id(entry.id, where)
        forms = (("any", entry.name), *entry.forms())
        self._claim_forms(entry.id, forms, shared=False, where=where)
        self.outlets[entry.id] = Outlet(
            entry.id, entry.name, entry.kind, entry.country, entry.language, entry.owner, entry.domains, forms, entry.ref
        )
        bearer = RegistryName(entry.id, NameKind.OUTLET)
        self.surfaces += [(language, form, bearer) for language, form in forms[entry.common :]]

    def _claim_id(self, id: str, where: _Where) -> None:
        if id in self.actors or id in self.persons or id in self.outlets:
            raise where.error(f"the id {id!r} is given twice")

    def _claim_forms(self, id: str, forms: Iterable[tuple[str, str]], *, shared: bool, where: _Where) -> None:
        seen: set[str] = set()
        for _, form in forms:
            if form in seen:
                raise where.error(f"{id}: the alias {form!r} is given twice")
            seen.add(form)
            key = _case_key(form)
            owner, is_shared = self.taken.setdefault(key, (id, shared))
            if owner != id and not (shared and is_shared):
                raise where.error(f"the alias {form!r} of {id!r} belongs to {owner!r}; mark both entries `shared` if that is so")


@dataclass(frozen=True, slots=True)
class _Where:
    path: Path
    location: tuple[int | str, ...]

    def error(self, problem: str) -> DataError:
        return DataError(str(self.path), line_of(self.path.read_text(encoding="utf-8"), self.location), problem)


def _memberships(entry: schema.ConflictEntry) -> Iterator[Membership]:
    for member in entry.members:
        for actor in member.actors:
            yield Membership(actor, member.side, member.from_ or entry.from_, member.to or entry.to)


def _oppositions(entry: schema.ConflictEntry) -> Iterator[Opposition]:
    for opposed in entry.opposed:
        for a, b in combinations(opposed.sides, 2):
            yield Opposition(a, b, opposed.from_ or entry.from_, opposed.to or entry.to)


def _case_key(form: str) -> str:
    """Acronyms and words in lower case do not clash with capitalised names."""
    return form if form.isupper() else fold(form)


def _country(entry: schema.CountryEntry) -> Country:
    languages = ("en", "fr", "es", "ar")
    names = [("en", entry.name)] + [(code, form) for code in languages for form in getattr(entry, code)]
    capitals = [(code, form) for code in languages for form in getattr(entry, f"capital_{code}")]
    return Country(entry.iso, entry.slug, entry.name, entry.article, tuple(dict.fromkeys(names)), tuple(capitals))

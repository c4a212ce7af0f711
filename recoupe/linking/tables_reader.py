"""From data files to tables; everything that can be wrong in the data is found here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from recoupe.errors import DataError
from recoupe.language.data import line_of, load_toml
from recoupe.language.fold import fold
from recoupe.linking import schema
from recoupe.linking.entities import Actor, ActorKind, Outlet, Person, RegistryName, Term
from recoupe.linking.files import DATA, data_files
from recoupe.linking.spelling import spelled_out
from recoupe.linking.tables import Country, Meaning, Role, Surface, Tables
from recoupe.model import NameKind

ACTOR_TABLES = ("countries.toml", "roles.toml", "theatres.toml")


def read_tables(extra: Path | None = None) -> Tables:
    """Raises ``DataError`` with file and line for whatever does not fit together."""
    reader = _Reader(DATA / "actors")
    for path in data_files(extra):
        reader.read(path)
    return reader.tables()


class _Reader:
    """Gathers entries file by file, and refuses an id or an alias that is taken."""

    def __init__(self, folder: Path) -> None:
        countries = load_toml(folder / "countries.toml", schema.CountryFile).country
        roles = load_toml(folder / "roles.toml", schema.RoleFile).role
        theatres = load_toml(folder / "theatres.toml", schema.TheatreFile)
        self.countries = {c.iso: _country(c) for c in countries}
        self.roles = {r.role: Role(r.role, r.kind, r.id, r.name) for r in roles}
        self.meanings = tuple(
            Meaning(t.country, t.concept, t.actor, t.score, t.from_, t.to) for t in theatres.theatre
        )
        self.generic_words = frozenset(fold(word).replace("'", "") for word in theatres.generic_words)
        self.theatres_path = folder / "theatres.toml"
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
        self.taken: dict[str, tuple[str, bool]] = {}
        for country in self.countries.values():
            self._add_country(country)

    def read(self, path: Path) -> None:
        if path.name in ACTOR_TABLES:
            return
        if path.name.startswith("demonyms_"):
            file = load_toml(path, schema.DemonymFile)
            self.demonyms[file.language] = demonyms_of(file)
            self.twins |= _twins(file)
            self.glued[file.language] = tuple(map(fold, file.before_names))
            self._add_adjectives(file)
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
            self.twins, self.meanings, self.generic_words, self.glued,
        )

    def _check_references(self) -> None:
        known = self.by_rule.keys() | self.actors.keys()
        named = [(f"{m.country} {m.concept}", m.actor) for m in self.meanings]
        named += [(a.id, a.parent) for a in self.actors.values() if a.parent is not None]
        named += [(p.id, t.of) for p in self.persons.values() for t in p.terms if t.of is not None]
        for by, id in named:
            if id not in known:
                raise DataError(str(self.theatres_path.parent), None, f"{by} refers to {id!r}, which no file has")

    def _add_country(self, country: Country) -> None:
        state = country.fill(self.roles["state"].id)
        for language, form in country.names:
            self.surfaces.append((language, form, RegistryName(state, NameKind.COUNTRY)))
            self.taken[fold(form)] = (state, True)
        for language, form in country.capitals:
            self.surfaces.append((language, form, RegistryName(state, NameKind.ACTOR)))

    def _add_adjectives(self, file: schema.DemonymFile) -> None:
        for iso, forms in file.names.items():
            state = self.countries[iso].fill(self.roles["state"].id)
            self.surfaces += [(file.language, form, RegistryName(state, NameKind.ACTOR)) for form in forms]

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


def _case_key(form: str) -> str:
    """Acronyms and words in lower case do not clash with capitalised names."""
    return form if form.isupper() else fold(form)


def _country(entry: schema.CountryEntry) -> Country:
    languages = ("en", "fr", "es", "ar")
    names = [("en", entry.name)] + [(code, form) for code in languages for form in getattr(entry, code)]
    capitals = [(code, form) for code in languages for form in getattr(entry, f"capital_{code}")]
    return Country(entry.iso, entry.slug, entry.name, entry.article, tuple(dict.fromkeys(names)), tuple(capitals))


def demonyms_of(file: schema.DemonymFile) -> dict[str, str]:
    """Folded form to ISO code, in every number and gender, with what may be glued before it."""
    ordered = [*file.first, *(iso for iso in file.demonyms if iso not in file.first)]
    table: dict[str, str] = {}
    for iso in ordered:
        for word in file.demonyms[iso].split():
            for form in (word, _plural(word, file), *(word + ending for ending in file.more_endings)):
                for start in ("", *file.glued):
                    table.setdefault(fold(start + form), iso)
    for iso, words in file.exact.items():
        table |= {fold(word): iso for word in words.split()}
    return table


def _plural(word: str, file: schema.DemonymFile) -> str:
    if word.endswith(file.invariant_endings):
        return word
    ending = next((e for e in sorted(file.changed_endings, key=len, reverse=True) if word.endswith(e)), None)
    return word + file.plural if ending is None else word.removesuffix(ending) + file.changed_endings[ending]


def _twins(file: schema.DemonymFile) -> dict[str, tuple[str, ...]]:
    bearers: dict[str, list[str]] = {}
    for iso, words in file.demonyms.items():
        for word in words.split():
            bearers.setdefault(word, []).append(iso)
    return {iso: tuple(i for i in isos if i != iso) for isos in bearers.values() if len(isos) > 1 for iso in isos}

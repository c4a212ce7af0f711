"""An actor's phrase tied to an actor: by its names, by nationality and kind of force, or by a label and the theatre.

The first of these that gives a candidate decides; candidates that were not chosen are kept with their reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recoupe.language.fold import fold
from recoupe.language.schema_people import PeopleWords
from recoupe.linking.entities import Actor, ActorKind, Person
from recoupe.linking.phrases import PhraseSense, sense_of
from recoupe.linking.registry import ActorRegistry, existed, in_term
from recoupe.linking.scoring import decide, soon_after, weigh
from recoupe.linking.tables import Meaning
from recoupe.model import UNLINKED, ActorPhrase, Candidate, Link, Name, Reason, ReportContext

_NUMBER = 2
"""Letters by which a plural may be longer than its singular."""
_GROUPS = (ActorKind.ARMED_GROUP, ActorKind.MILITIA, ActorKind.PARTY, ActorKind.UMBRELLA, ActorKind.GANG)


@dataclass(frozen=True, slots=True)
class LinkedActor:
    """``loaded``: the words take a side, whoever was meant by them."""

    link: Link = UNLINKED
    loaded: bool = False


def link_actor(
    phrase: ActorPhrase, *, registry: ActorRegistry, words: PeopleWords, context: ReportContext
) -> LinkedActor:
    """Whom the phrase means. Civilians, and armed people of whom nothing is said, are nobody in the registry."""
    context = soon_after(context)
    sense = sense_of(phrase, registry=registry, words=words, context=context)
    if sense.civilian:
        return LinkedActor()
    finder = _Finder(sense, phrase.definite, phrase.plural, registry, context)
    loaded = sense.loaded or any(registry.is_loaded(name.text, context.language) for name in sense.known)
    for candidates in (finder.by_name(), finder.by_nation(), finder.by_label(), finder.by_part_of_name(), finder.by_theatre()):
        found = list(candidates)
        if found:
            return LinkedActor(decide(found), loaded)
    return LinkedActor(UNLINKED, loaded)


@dataclass(frozen=True, slots=True)
class _Finder:
    """The ways from a phrase to candidates, each empty where it does not apply."""

    sense: PhraseSense
    definite: bool
    several: bool
    registry: ActorRegistry
    context: ReportContext

    def by_name(self) -> Iterator[Candidate | None]:
        """The first known name. A force or a rule of a country or of a person is the force or the rule, not the country."""
        for name in self.sense.known:
            ids = tuple(dict.fromkeys(id for id in name.ids if self.registry.entity(id) is not None))
            if not ids:
                continue
            country = self._country_of(ids[0])
            if country is not None and self.sense.ally:
                return
            if country is not None and self.sense.concepts and self.sense.role is None:
                meant = list(self._meanings(country, self.sense.concepts, named=True))
                if meant:
                    yield from meant
                    return
                continue
            yield from self._bearers(name, ids)
            return

    def _bearers(self, name: Name, ids: tuple[str, ...]) -> Iterator[Candidate | None]:
        base = 0.85 if len(ids) == 1 else 0.55
        missions = [m for id in ids for m in self._missions_of(id)]
        for mission in missions:
            yield self._weigh(mission, f"the mission there of “{name.text}”", base, ambiguous=len(missions) > 1)
        for id in ids if not missions else ():
            part, why = self._part_of(id)
            yield self._weigh(part, f"{why} “{name.text}”", base, ambiguous=len(ids) > 1)

    def _missions_of(self, id: str) -> Iterator[str]:
        """"African Union troops": the missions of an organisation where the report plays, when it speaks of a force of it."""
        entity = self.registry.get(id)
        if entity is None or entity.kind is not ActorKind.ORGANIZATION or self.sense.titled:
            return
        if self.sense.role != "army" and "peacekeeper" not in self.sense.concepts:
            return
        theatre = {country for country, _ in self.context.countries}
        for relation in self.registry.relations_to(id):
            mission = self.registry.get(relation.actor)
            if mission is None or mission.kind is not ActorKind.MISSION or theatre.isdisjoint(mission.countries):
                continue
            if self.context.published is None or existed(mission, self.context.published):
                yield mission.id

    def _part_of(self, id: str) -> tuple[str, str]:
        """What of a named entity the phrase means: a country's army, the group that a person leads, or the entity itself."""
        role = self.sense.role
        entity = self.registry.entity(id)
        sided = role is not None or self.sense.member or bool(self.sense.concepts)
        if isinstance(entity, Person) and sided and not self.sense.titled:
            return self._side_of(entity), "the side of"
        country = self._country_of(id)
        if country is None or role is None:
            return id, "bears the name"
        found = self.registry.state_actor(country, role)
        return (found.id, f"the {role} of") if found else (id, "bears the name")

    def _side_of(self, person: Person) -> str:
        """The actor for whom a person speaks, or that part of the person's state that the phrase names."""
        dated = [t for t in person.terms if t.of and self.context.published is not None and in_term(t, self.context.published)]
        term = next(iter(dated), None) or next((t for t in reversed(person.terms) if t.of), None)
        led = self.registry.get(term.of) if term and term.of else None
        if led is not None and led.kind not in (ActorKind.STATE, ActorKind.GOVERNMENT):
            return led.id
        part = self.registry.state_actor(person.country or "", self.sense.role or "army")
        return part.id if part else person.id

    def by_nation(self) -> Iterator[Candidate | None]:
        """A word of nationality and what it modifies: "the Syrian army", "Russian drones", "the Americans"."""
        if self.sense.ally and (self.sense.known or self.several):
            return
        for country in self.sense.countries[:1]:
            meant = list(self._meanings(country, self._labelled_concepts(), named=True))
            if meant:
                yield from meant
                return
            if self.sense.group and self.definite:
                yield from self._only_group_of(country)
            if self.sense.anonymous or (self.sense.role is None and (self.sense.concepts or self.sense.member)):
                return
            clear = self.sense.role is not None or self.sense.had
            yield from self._state(country, 0.85 if clear else 0.4, "by nationality")

    def _only_group_of(self, country: str) -> Iterator[Candidate | None]:
        """"The Lebanese group": the one group of that country that the report names."""
        named = [a for a in self._named_actors() if country in a.countries and a.kind in _GROUPS]
        if len(named) == 1:
            yield self._weigh(named[0].id, "the one group of that country that the report names", 0.55)

    def by_label(self) -> Iterator[Candidate | None]:
        """A label without a name: what it means in this theatre, and who of that kind is named in the report."""
        if not self.sense.concepts or self.sense.countries:
            return
        here = {country for country, _ in self.context.countries}
        named = [a for a in self._named_actors() if set(a.classes) & set(self.sense.concepts)]
        named = [a for a in named if not here or not a.countries or here & set(a.countries)]
        for actor in named:
            weight = 0.55 if len(named) == 1 else 0.35
            weight -= (0.0 if self.definite else 0.15) + self.sense.label_doubt
            yield self._weigh(actor.id, "the report names it and it goes by that label", weight)
        for country, share in self.context.countries:
            for candidate in self._meanings(country, self._labelled_concepts(), share=share):
                yield self._beside_rivals(candidate, named)

    def _beside_rivals(self, candidate: Candidate | None, named: list[Actor]) -> Candidate | None:
        """Less likely when the report names another of that kind, unless the candidate is all of them together."""
        if candidate is None or not named or any(actor.id == candidate.id for actor in named):
            return candidate
        meant = self.registry.get(candidate.id)
        together = meant is not None and meant.kind is ActorKind.UMBRELLA
        return candidate if together else _lowered(candidate, "another of that kind is named", 0.2)

    def by_theatre(self) -> Iterator[Candidate | None]:
        """"The army", "the government", without a country: those of where the report plays."""
        if self.sense.role is None or self.sense.unknown or (self.sense.titled and self.sense.role == "government"):
            return  # "the minister": of which country, nothing says
        named = list(self._forces_of_that_name())
        if named:
            yield from named
            return
        for country, share in self.context.countries:
            base = 0.5 * share + (0.35 if not self.sense.vague else -0.15 if self.sense.qualified else 0.05)
            yield from self._state(country, base, "of where the report plays")

    def _forces_of_that_name(self) -> Iterator[Candidate | None]:
        """"The force": the one group that the report names whose name ends in that word ("Rapid Support Forces")."""
        if not self.sense.vague or self.sense.qualified or not self.definite or self.several:
            return
        groups = [a for a in self._named_actors() if a.kind in _GROUPS and _ends_in(a, self.sense.head)]
        if len(groups) == 1:
            yield self._weigh(groups[0].id, f"the one group named whose name ends in “{self.sense.head}”", 0.65)

    def by_part_of_name(self) -> Iterator[Candidate | None]:
        """A compound that nobody bears, of which the telling part is that of a known group."""
        for name in self.sense.unknown:
            for id in self.registry.by_remainder(name.text):
                rest = self.registry.distinctive(name.text)
                yield self._weigh(id, f"shares “{rest}” with a name of it", 0.6 if " " in rest else 0.5)

    def _state(self, country: str, base: float, why: str) -> Iterator[Candidate | None]:
        role = self.sense.role
        actor = self.registry.state_actor(country, role or "state")
        for meaning in self.registry.meanings(role, country) if role and self.context.published else ():
            if self._holds(meaning):
                yield self._weigh(meaning.actor, f"what {role} meant in {country} then, {why}", max(0.0, base - 0.05))
                base -= 0.3
        if actor is not None:
            yield self._weigh(actor.id, f"the {role or 'state'} of {country}, {why}", base)

    def _meanings(
        self, country: str, concepts: tuple[str, ...], *, named: bool = False, share: float = 1.0
    ) -> Iterator[Candidate | None]:
        for concept in concepts:
            found = [m for m in self.registry.meanings(concept, country) if self._holds(m)]
            for meaning in found:
                weight = meaning.score if named else meaning.score * (0.4 + 0.6 * share)
                yield self._weigh(meaning.actor, f"what “{concept}” means in {country}", weight, placed=True)
            if found:
                return

    def _labelled_concepts(self) -> tuple[str, ...]:
        role = self.sense.role
        joined = tuple(f"{c}-{role}" for c in self.sense.concepts) if role else ()
        return (*joined, *self.sense.concepts)

    def _holds(self, meaning: Meaning) -> bool:
        published = self.context.published
        return published is None or meaning.holds(published.start, published.end)

    def _named_actors(self) -> list[Actor]:
        return [actor for actor in map(self.registry.get, self.context.actors) if actor is not None]

    def _country_of(self, id: str) -> str | None:
        actor = self.registry.get(id)
        return actor.countries[0] if actor is not None and actor.kind is ActorKind.STATE and actor.countries else None

    def _weigh(
        self, id: str, why: str, weight: float, *, ambiguous: bool = False, placed: bool = False
    ) -> Candidate | None:
        reason = Reason(why, round(weight, 3))
        return weigh(id, reason, registry=self.registry, context=self.context, ambiguous=ambiguous, placed=placed)


def _ends_in(actor: Actor, head: str) -> bool:
    """Whether the last word of one of an actor's names of several words is ``head``, in whatever number."""
    last = [words[-1] for _, form in actor.names if len(words := fold(form).split()) > 1]
    return any(word.startswith(head) and len(word) - len(head) <= _NUMBER for word in last)


def _lowered(candidate: Candidate, why: str, by: float) -> Candidate:
    score = max(0.0, round(candidate.score - by, 3))
    return Candidate(candidate.id, candidate.name, score, (*candidate.reasons, Reason(why, -by)))


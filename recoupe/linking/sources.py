"""Who is said to have said it: an outlet, a person, an organisation, an armed actor's voice, or somebody unnamed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from recoupe.language.fold import fold
from recoupe.language.schema_people import PeopleWords
from recoupe.linking.actors import link_actor
from recoupe.linking.entities import Actor, ActorKind, Entity, Outlet, OutletKind, Person
from recoupe.linking.phrases import sense_of
from recoupe.linking.registry import ActorRegistry
from recoupe.linking.scoring import DECIDED_BY, decide, soon_after, theatre_weight, weigh
from recoupe.model import UNLINKED, ActorPhrase, Candidate, Link, Name, NameKind, Reason, ReportContext, SourceKind

_WORDS = re.compile(r"[\w-]+")
HELD_ALONE = ("head_of_state", "head_of_government")
"""Offices of which a country has one holder at a time."""
_ORGANIZATIONS = (ActorKind.ORGANIZATION, ActorKind.NGO, ActorKind.MONITOR, ActorKind.MISSION)
_STATE_MEDIA = (OutletKind.STATE_MEDIA, OutletKind.STATE_AGENCY)


@dataclass(frozen=True, slots=True)
class LinkedSource:
    """``behalf``: the organisation or actor for which a named person speaks, where the phrase says so."""

    kind: SourceKind
    link: Link = UNLINKED
    behalf: Link = UNLINKED


def link_source(phrase: ActorPhrase, *, registry: ActorRegistry, words: PeopleWords, context: ReportContext) -> LinkedSource:
    """The speaker that a phrase names. Somebody who is only described ("a military source") stays unnamed."""
    voice = _Voice(phrase, fold(phrase.head), registry, words, soon_after(context))
    person = voice.named_person()
    others = voice.named_others()
    if person is not None:
        return LinkedSource(SourceKind.PERSON, person, others[1] if others else UNLINKED)
    holder = voice.by_office() if voice.names_a_country_alone() else None
    if holder is not None:
        return holder
    if others is not None and (voice.speaks_by_name() or voice.speaks_for(others[1])):
        return LinkedSource(*others)
    if voice.is_body_unknown():
        return LinkedSource(SourceKind.ORGANIZATION)
    if voice.is_unnamed():
        return LinkedSource(SourceKind.UNNAMED, voice.kept_candidates())
    if voice.is_out_of_office():
        return LinkedSource(SourceKind.UNNAMED)
    return voice.by_office() or voice.by_actor()


@dataclass(frozen=True, slots=True)
class _Voice:
    phrase: ActorPhrase
    head: str
    registry: ActorRegistry
    words: PeopleWords
    context: ReportContext

    def named_person(self) -> Link | None:
        """The person named, when the phrase is about a person and not about what bears a person's name."""
        about_side = self.head in self.words.force_nouns or self.head in self.words.government_nouns
        for name in self.phrase.names:
            ids = [id for id in name.ids if self.registry.person(id) is not None]
            if ids and not about_side and not self._is_unnamed_group():
                return decide(self._weighed(ids, name))
        return None

    def named_others(self) -> tuple[SourceKind, Link] | None:
        """The first outlet, organisation or actor that is named."""
        for name in self.phrase.names:
            ids = [id for id in name.ids if self.registry.person(id) is None and self.registry.entity(id) is not None]
            outlets = [id for id in ids if self.registry.outlet(id) is not None]
            if outlets:
                link = decide(self._weighed(outlets, name))
                return self._kind(self.registry.entity(outlets[0])), link
            if ids:
                linked = link_actor(self.phrase, registry=self.registry, words=self.words, context=self.context).link
                link = linked if linked.candidates else decide(self._weighed(ids, name))
                first = link.candidates[0].id if link.candidates else ids[0]
                return self._kind(self.registry.entity(first)), link
        return None

    def names_a_country_alone(self) -> bool:
        """ "The president of Ukraine": a post, and of names only that of a country."""
        names = [name for name in self.phrase.names if name.ids]
        return self.head in self.words.office_nouns and bool(names) and all(NameKind.COUNTRY in n.kinds for n in names)

    def speaks_by_name(self) -> bool:
        """True when the phrase names its speaker or the one for whom its speaker speaks; a place it only mentions is neither."""
        if any(fold(name.text) == self.head for name in self.phrase.names) or not self._is_unnamed_group():
            return self.head not in self.words.civilian_nouns
        return self._has_outlet() and (self.head in self.words.media_nouns or self.head in self.words.group_nouns)

    def speaks_for(self, link: Link) -> bool:
        """Holders of a post of a named body speak for it, and so do all of an organisation's people; a state's people do not.

        A text is its owner's word.
        """
        entity = self.registry.entity(link.candidates[0].id) if link.candidates else None
        if self.head in self.words.text_nouns:
            return entity is not None
        if isinstance(entity, Outlet):
            return entity.kind is OutletKind.MONITOR
        if not isinstance(entity, Actor) or entity.kind is ActorKind.STATE:
            return False
        return self.head in self.words.office_nouns or entity.kind in _ORGANIZATIONS

    def is_body_unknown(self) -> bool:
        """A body with a capital of which the registry knows nothing ("la Défense civile"): no force, whatever its words. In a
        script without capitals one of which more is said than what it is.
        """
        known = any(name.ids for name in self.phrase.names)
        written = _WORDS.findall(self.phrase.text)
        capital = any(fold(word) == self.head and word[:1].isupper() for word in written)
        if self.phrase.text.lower() == self.phrase.text.upper():
            capital = len(written) > 1 and not self.phrase.plural
        civil = any(fold(m) in self.words.civil_modifiers for m in self.phrase.modifiers)
        return not known and capital and (self.head in self.words.organization_nouns or civil)

    def is_unnamed(self) -> bool:
        """Several people, or one, of whom no more is said than what they are."""
        rules = self.head in self.words.government_nouns and self.phrase.definite
        if self._bears_own_name():
            return False
        return (
            (self._is_unnamed_group() and not rules)
            or self.head in self.words.civilian_nouns
            or self._describes_office_without_post()
        )

    def is_out_of_office(self) -> bool:
        """"A former minister" speaks for nobody."""
        beside = {fold(m) for m in self.phrase.modifiers}
        return self.head in self.words.office_nouns and bool(beside & self.words.former)

    def kept_candidates(self) -> Link:
        """State media that a phrase may mean ("state television"): kept, never chosen."""
        said = {fold(m) for m in self.phrase.modifiers}
        if self.head not in self.words.media_nouns or not said & self.words.state_media:
            return UNLINKED
        countries = self.phrase.countries or tuple(country for country, _ in self.context.countries[:1])
        outlets = [o for o in self.registry.outlets() if o.country in countries and o.kind in _STATE_MEDIA]
        reason = Reason("state media of that country", 0.4)
        found = [weigh(o.id, reason, registry=self.registry, context=self.context) for o in outlets]
        return Link(tuple(c for c in found if c is not None), None, DECIDED_BY if found else "")

    def by_office(self) -> LinkedSource | None:
        """ "The Syrian president", "Russia's foreign minister": who held the post on the report's date, where that is known."""
        country = self._country_of_office()
        office = self._office() if country is not None and self.phrase.definite and not self.phrase.plural else None
        if country is None or office is None:
            return None
        holder = self.registry.holder(office, country, self.context.published)
        if holder is None:
            return None
        reason = Reason(f"{office} of {country} when the report was published", 0.7)
        link = decide([weigh(holder.id, reason, registry=self.registry, context=self.context)])
        return LinkedSource(SourceKind.PERSON, link)

    def _country_of_office(self) -> str | None:
        """Of the nationality beside the post, or of the country named."""
        sense = sense_of(self.phrase, registry=self.registry, words=self.words, context=self.context)
        if sense.countries:
            return sense.countries[0]
        named = [name for name in self.phrase.names if NameKind.COUNTRY in name.kinds]
        return next((iso for name in named for id in name.ids[:1] if (iso := self.registry.country_of(id))), None)

    def _office(self) -> str | None:
        """A post that one person holds at a time: of several words ("prime minister"), of a field, or by its noun alone."""
        written = f" {' '.join(_WORDS.findall(fold(self.phrase.text)))} "
        nouns = self.words.office_nouns
        compound = next((office for form, office in nouns.items() if " " in form and f" {form} " in written), None)
        if compound is not None:
            return compound if compound in HELD_ALONE else None
        office = nouns.get(self.head)
        if office == "minister":
            fields = [self.words.ministries[w] for m in self.phrase.modifiers if (w := fold(m)) in self.words.ministries]
            return f"{fields[0]}_minister" if fields else None
        beside = {fold(m) for m in self.phrase.modifiers}
        return office if office in HELD_ALONE and not beside & self.words.former else None

    def by_actor(self) -> LinkedSource:
        """A ministry, an army, a government, a state: those for whom a spokesperson speaks included."""
        linked = link_actor(self.phrase, registry=self.registry, words=self.words, context=self.context).link
        if not linked.candidates:
            unknown = any(NameKind.UNKNOWN in name.kinds or not name.ids for name in self.phrase.names)
            rules = self.head in self.words.government_nouns or self.head in self.words.ministry_nouns
            return LinkedSource(self._kind_of_unknown() if unknown else SourceKind.ACTOR if rules else SourceKind.UNNAMED)
        return LinkedSource(self._kind(self.registry.entity(linked.candidates[0].id)), linked)

    def _is_unnamed_group(self) -> bool:
        return self.head in self.words.unnamed_source_nouns and not (
            self.head in self.words.office_nouns and self.phrase.definite and not self.phrase.plural
        )

    def _describes_office_without_post(self) -> bool:
        office = self.words.office_nouns.get(self.head)
        return office in ("official", "local") and not self.phrase.names

    def _has_outlet(self) -> bool:
        return any(self.registry.outlet(id) for name in self.phrase.names for id in name.ids)

    def _bears_own_name(self) -> bool:
        """ "The journalist X Y": an unknown name of two words or more right behind what somebody is."""
        for name in self.phrase.names:
            before = self.phrase.text[: max(0, name.span.start - self.phrase.span.start)].replace("’", "'").split()
            if not name.ids and NameKind.PLACE not in name.kinds and " " in name.text and before and len(before[-1]) > 2:
                return True
        return False

    def _kind_of_unknown(self) -> SourceKind:
        """Somebody with a post or with two or three capitalised words that no noun for a body is among; else a body."""
        written = _WORDS.findall(self.phrase.text)
        folded = {fold(word) for word in written}
        if folded & self.words.office_nouns.keys() or folded & self.words.member_nouns or folded & self.words.civilian_nouns:
            return SourceKind.PERSON
        name = next((n.text for n in self.phrase.names if not n.ids), "")
        words = _WORDS.findall(name)
        bodies = self.words.organization_nouns | self.words.media_nouns | self.words.group_nouns
        personal = 2 <= len(words) <= 4 and sum(w[:1].isupper() for w in words) >= 2 and not {fold(w) for w in words} & bodies
        return SourceKind.PERSON if personal else SourceKind.ORGANIZATION

    def _kind(self, entity: Entity | None) -> SourceKind:
        if isinstance(entity, Person):
            return SourceKind.PERSON
        if isinstance(entity, Outlet):
            return SourceKind.ORGANIZATION if entity.kind is OutletKind.MONITOR else SourceKind.OUTLET
        if isinstance(entity, Actor) and entity.kind in _ORGANIZATIONS:
            return SourceKind.ORGANIZATION
        return SourceKind.ACTOR

    def _weighed(self, ids: Iterable[str], name: Name) -> Iterator[Candidate | None]:
        known = list(dict.fromkeys(ids))
        base = 0.85 if len(known) == 1 else 0.55
        for id in known:
            here = base + (self._at_home(id) if len(known) > 1 else 0.0)
            yield weigh(id, Reason(f"bears the name “{name.text}”", round(here, 3)), registry=self.registry, context=self.context)

    def _at_home(self, id: str) -> float:
        """What it counts for one of several outlets of a name that the report plays in its country."""
        outlet = self.registry.outlet(id)
        return 0.25 * theatre_weight(outlet.country, self.context) if outlet is not None and outlet.country else 0.0

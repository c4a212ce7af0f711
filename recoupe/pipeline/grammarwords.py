"""The words of a pack as the grammar asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from recoupe.extraction.arguments import Hints
from recoupe.extraction.kinds import NounKinds
from recoupe.extraction.participants import PhraseWords
from recoupe.geoparsing.words import CompiledWords
from recoupe.language.fold import fold
from recoupe.language.lemmas import LemmaTable
from recoupe.language.schema_events import EventWords, Kind
from recoupe.language.schema_people import PeopleWords
from recoupe.language.schema_speech import AttributionWords, ModalityWords
from recoupe.model import Event

COMMANDING = frozenset({"defence", "interior"})
"""Roles of the ministries that command a force."""


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of one pack. ``demonyms``: adjectives of nationality with their countries; ``names_before``: whether
    adjectives and names stand before their noun."""

    events: EventWords
    modality: ModalityWords
    attribution: AttributionWords
    people: PeopleWords
    places: CompiledWords
    lemmas: LemmaTable
    demonyms: Mapping[str, str]
    names_before: bool


def hints(words: Words) -> Hints:
    mode, spots = words.modality, words.places.words
    ties = {
        form.replace("’", "'").strip(): base
        for base, forms in spots.contractions.items()
        for form in forms
        if " " not in form.strip()
    }
    return Hints(
        object_control=frozenset(mode.object_control),
        reflexive=frozenset(mode.reflexive),
        contractions=ties,
        blame=frozenset(words.attribution.accuse),
        aims=frozenset(words.events.purpose),
        genitives=frozenset(mode.genitive),
        relative_places=frozenset(mode.relative_places),
        relative_adverbs=frozenset((*mode.relative_places, *mode.relative_times)),
        since=frozenset(mode.since),
        personal=frozenset(mode.personal),
        purpose=frozenset(mode.purpose),
        civil_bodies=words.people.ministry_nouns | words.people.organization_nouns,
        commands=frozenset(w for w, role in words.people.ministries.items() if role in COMMANDING),
        dropped_subjects=mode.dropped_subjects,
        voice_unwritten=mode.voice_unwritten,
        causative=frozenset(mode.causative),
        self_made=frozenset(mode.self_made),
        agents=frozenset(mode.agents),
        plural_articles=frozenset(words.attribution.plural_article),
        apart=words.events.light.apart,
        say=frozenset((*words.attribution.say, *words.attribution.deny)),
        according=frozenset(words.attribution.according),
        claiming=frozenset((*words.attribution.claim, *words.attribution.accuse)),
        place_pronouns=frozenset(mode.place_pronouns),
        holding=frozenset(
            lemma for frame in words.events.verb if frame.event is Event.HOLD and not frame.noun for lemma in frame.lemmas
        ),
    )


def noun_kinds(words: Words) -> NounKinds:
    of_lemma: dict[str, set[Kind]] = {}

    def add(kind: Kind, lemmas: Iterable[str]) -> None:
        for lemma in lemmas:
            of_lemma.setdefault(lemma, set()).add(kind)

    kinds, people = words.events.kinds, words.people
    for kind in (Kind.SITE, Kind.GROUND, Kind.EQUIPMENT, Kind.AID, Kind.DEAL, Kind.SPEECH, Kind.BAND):
        add(kind, getattr(kinds, kind.value))
    add(Kind.PLACE, (n for n in kinds.ground if words.places.noun(n) is not None))
    add(Kind.CIVILIAN, (*kinds.person, *people.civilian_nouns))
    add(
        Kind.ACTOR,
        (
            *people.armed_nouns,
            *people.qualifiers,
            *people.government_nouns,
            *people.group_nouns,
            *people.ministry_nouns,
            *people.office_nouns,
        ),
    )
    add(Kind.SOURCE, (*people.unnamed_source_nouns, *people.office_nouns, *people.organization_nouns))
    for means in words.events.means:
        add(Kind.MEANS, means.lemmas)
    add(Kind.EVENT, (lemma for frame in words.events.noun for lemma in frame.lemmas))
    return NounKinds(
        {k: frozenset(v) for k, v in of_lemma.items()},
        frozenset(kinds.carrier) | {lemma for means in words.events.means for lemma in means.lemmas},
        frozenset(kinds.part),
        frozenset(words.modality.genitive),
        (people.group_nouns | frozenset(kinds.weak)),
        {fold(k): v for k, v in words.demonyms.items()},
        offices=frozenset(people.office_nouns),
        names_before=words.names_before,
    )


def phrase_words(words: Words, kinds: NounKinds) -> PhraseWords:
    mode, people = words.modality, words.people
    return PhraseWords(
        behalf=frozenset(mode.behalf),
        spokespersons=frozenset(noun for noun, office in people.office_nouns.items() if office == "spokesperson"),
        kinds=kinds,
        allies=people.ally_words,
        possessives=frozenset(mode.possessives),
        plural_possessives=frozenset(mode.plural_possessives),
        pronouns=frozenset(mode.third_person),
        plural_pronouns=frozenset(mode.plural_pronouns),
        indefinite=frozenset(mode.indefinite_articles),
        demonyms={fold(k): v for k, v in words.demonyms.items()},
        force_nouns=frozenset((*people.force_nouns, *people.state_members)),
        rulers=frozenset(people.government_nouns),
        groups=people.group_nouns,
        armed=people.armed_nouns
        | frozenset(people.labels)
        | frozenset(people.qualifiers)
        | frozenset(people.force_modifiers),
        lemma=lambda form: words.lemmas.lemma(form, "NOUN"),
        followers=frozenset(words.events.kinds.follower),
        civilians=people.civilian_nouns | frozenset(words.events.kinds.person) - people.armed_nouns,
    )

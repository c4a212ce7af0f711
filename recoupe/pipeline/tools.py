"""The instruments of one language and the knowledge that all share, each built when first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from recoupe.extraction.arguments import Hints
from recoupe.extraction.gate import Gate
from recoupe.extraction.kinds import NounKinds
from recoupe.extraction.marks import MarkReader
from recoupe.extraction.participants import PhraseWords
from recoupe.extraction.quantities import QuantityReader
from recoupe.extraction.report import ClaimReader
from recoupe.extraction.sentences import GrammarWords
from recoupe.geoparsing.gazetteer import Gazetteer, open_gazetteer
from recoupe.geoparsing.geonames import gazetteers_in, imported_in
from recoupe.geoparsing.people import given_names
from recoupe.geoparsing.phrases import PlaceReader
from recoupe.geoparsing.recognize import PlaceFinder
from recoupe.language.clitics import WordCutter, bare
from recoupe.language.data import load_toml
from recoupe.language.fold import fold
from recoupe.language.lemmas import LemmaTable, load_lemmas
from recoupe.language.lexicon import Lexicon
from recoupe.language.margins import MARGIN_SIGNS, margins, without
from recoupe.language.pack import LanguagePack, load_pack
from recoupe.language.parser import Parser
from recoupe.language.schema_events import EventWords, Kind, load_events
from recoupe.language.schema_labels import read_labels
from recoupe.language.schema_numbers import read_numbers
from recoupe.language.schema_people import PeopleWords, people_of
from recoupe.language.schema_places import PlaceWords
from recoupe.language.schema_speech import AttributionWords, ModalityWords, load_attribution, load_modality
from recoupe.language.schema_time import TimeWords
from recoupe.language.shallow import ShallowParser
from recoupe.language.shallow_phrases import NounSense
from recoupe.language.tokens import Tokenizer
from recoupe.language.truecase import CaseRestorer, in_one_case
from recoupe.linking.entities import ActorKind
from recoupe.linking.officeholders import OfficeTerm as Officeholder
from recoupe.linking.officeholders import office_terms
from recoupe.linking.registry import ActorRegistry, load_registry
from recoupe.model import Event, NameKind, Span
from recoupe.pipeline import grammarwords
from recoupe.pipeline.groundwords import GroundWords
from recoupe.temporal.phrases import TimeReader

HARM = frozenset({Event.KILLING, Event.DESTRUCTION, Event.ABDUCTION, Event.SEXUAL_VIOLENCE})
"""Events whose participles behind a noun tell what was done to it, where a parse may take them for adjectives."""


BANDS = frozenset({ActorKind.ARMED_GROUP, ActorKind.MILITIA, ActorKind.UMBRELLA, ActorKind.GANG})
CAPITAL_PEOPLE = 50_000
"""A town of fewer people that shares a government's name is no capital."""


@dataclass(frozen=True, slots=True)
class NameEntry:
    """What a form in the automaton names."""

    kind: NameKind
    id: str


class Knowledge:
    """Registries and gazetteer, shared by all languages."""

    def __init__(self, extra: Path | None = None, cache: Path | None = None) -> None:
        """``extra``: the user's folder with ``actors``, ``outlets`` and ``places``; ``cache``: one for what is compiled."""
        self._extra, self._cache = extra, cache

    @cached_property
    def registry(self) -> ActorRegistry:
        return load_registry(self._extra, self._cache)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        places = self._extra / "places" if self._extra is not None else None
        own = (places,) if places is not None and places.is_dir() else ()
        return open_gazetteer(extra=own, imported=imported_in(*own, gazetteers_in(self._cache)))

    def check(self) -> None:
        """Raises ``DataError`` when a registry or a file of places is wrong."""
        self.registry.actors()
        self.gazetteer.neighbours("")


class Tools:
    """Everything that reads one language."""

    def __init__(self, code: str, knowledge: Knowledge, parser: Path | str | None = None) -> None:
        """``parser`` takes the place of the pack's own. Raises ``UnsupportedLanguage`` when there is no pack for ``code``."""
        self.pack: LanguagePack = load_pack(code)
        self.knowledge = knowledge
        own = self.pack.folder / self.pack.head.parser if self.pack.head.parser else None
        self._pipeline = parser or own

    @property
    def code(self) -> str:
        return self.pack.code

    def view(self, text: str) -> str:
        """``text`` as it is read: where it, or a paragraph of it, is in one case, with capitals for names only."""
        return self.case.restored(text) if in_one_case(text) else text

    # ------------------------------------------------------------ words

    @cached_property
    def events(self) -> EventWords:
        return load_events(self.pack.folder)

    @cached_property
    def modality(self) -> ModalityWords:
        return load_modality(self.pack.folder)

    @cached_property
    def attribution(self) -> AttributionWords:
        return load_attribution(self.pack.folder)

    @cached_property
    def people(self) -> PeopleWords:
        return people_of(self.pack.folder)

    @cached_property
    def demonyms(self) -> Mapping[str, str]:
        return self.knowledge.registry.demonyms(self.code)

    @cached_property
    def lemmas(self) -> LemmaTable:
        table = load_lemmas(self.pack.folder / "lemmas.txt.gz")
        kinds = self.events.kinds
        nouns = {*kinds.site, *kinds.ground, *kinds.aid, *kinds.deal, *kinds.carrier, *kinds.part, *kinds.person}
        nouns |= {lemma for frame in self.events.noun for lemma in frame.lemmas}
        nouns |= {lemma for means in self.events.means for lemma in means.lemmas}
        verbs = {lemma for frame in self.events.verb for lemma in frame.lemmas}
        verbs |= {lemma for lemma in (*self.attribution.say, *self.attribution.say_behind) if " " not in lemma}
        return table.knowing("noun", nouns).knowing("verb", verbs)

    @cached_property
    def locatives(self) -> frozenset[str]:
        """Prepositions that tie a thing to where it stands."""
        words = self.places.words.words
        tied = (words.locative, words.genitive)
        return frozenset(fold(w) for t in tied for w in (t, *words.contractions.get(t, ())))

    @cached_property
    def capital_runs(self) -> re.Pattern[str]:
        """Capitalised words in a row, with the small words that names may have between them."""
        inside = set(self.places.words.words.name_particles) - set(self.places.words.words.conjunctions)
        particles = "|".join(sorted(map(re.escape, inside), key=len, reverse=True))
        word = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w]*(?:[-'’][\w]+)*"
        return re.compile(rf"\b(?:al-)?{word}(?:[ ](?:(?:{particles})[ ]?)?(?:al-|el-|ez-)?{word})*")

    def is_proper(self, run: str) -> bool:
        """Whether a capitalised run is more than one common word with a capital."""
        words = run.split()
        if len(words) == 1 and run[:2].isupper() and self._is_weapon(run):
            return False
        if len(words) > 1 or any(c.isupper() or c.isdigit() for c in run[1:]):
            return True
        lower = run.lower()
        return fold(lower) not in self._common and (
            self.lemmas.lemma_of_part(lower, "noun") is None
            and self.lemmas.lemma_of_part(lower, "adj") is None
            and fold(lower) not in self.demonyms
        )

    def _is_weapon(self, acronym: str) -> bool:
        """Whether an acronym is a word for a weapon or a vehicle ("VBIED", "UAVs"), and nobody's name."""
        kinds = self.noun_kinds.of_lemma.get(self.lemmas.lemma(acronym.lower(), "NOUN"), frozenset())
        return bool(kinds & {Kind.MEANS, Kind.EQUIPMENT})

    @cached_property
    def ground(self) -> GroundWords:
        return GroundWords(self.events, self.modality.genitive, self.lemmas)

    def opens_a_name(self, run: str) -> bool:
        """Whether the first word of a sentence, capitalised anyway, can be part of a name: only if it is no common word."""
        first, _, rest = run.partition(" ")
        lower = first.lower().replace("’", "'")
        common = fold(lower.rsplit("'", 1)[-1]) in self._common or fold(lower) in self._common
        return bool(rest) and not common and not any(self.lemmas.lemma_of_part(lower, part) for part in ("noun", "adj", "verb"))

    def is_common(self, word: str) -> bool:
        """Whether a word, whatever its case, is a small word or a verb of the language."""
        lower = word.lower()
        return fold(lower) in self._common or self.lemmas.lemma_of_part(lower, "verb") is not None

    @cached_property
    def _common(self) -> frozenset[str]:
        """Small words of the language, folded."""
        return frozenset(
            fold(w)
            for w in (
                *self.modality.third_person,
                *self.modality.possessives,
                *self.modality.demonstratives,
                *self.pack.head.small_words,
            )
        )

    def own_name(self, form: str, id: str) -> str | None:
        """The ISO code where ``form`` is the country's own name, not its capital's or its people's."""
        iso = self.knowledge.registry.country_of(id)
        if iso is None:
            return None
        return iso if any(p.kind == "country" and p.country == iso for p in self.knowledge.gazetteer.lookup(form)) else None

    def capital_of(self, form: str, id: str) -> str | None:
        """The gazetteer's id of the town that ``form`` is the name of, where the government of its country bears it too."""
        iso = self.knowledge.registry.country_of(id)
        found = (p for p in self.knowledge.gazetteer.lookup(form) if p.country == iso and p.kind != "country")
        best = max(found, key=lambda p: (p.kind == "town", p.population), default=None) if iso is not None else None
        return best.id if best is not None and best.population >= CAPITAL_PEOPLE else None

    def is_state(self, id: str) -> bool:
        """Whether ``id`` is a state, which many call by the name of its capital."""
        actor = self.knowledge.registry.get(id)
        return actor is not None and actor.kind is ActorKind.STATE

    @cached_property
    def bands(self) -> frozenset[str]:
        """Ids of the armed groups, militias and gangs, which are no state's."""
        return frozenset(a.id for a in self.knowledge.registry.actors() if a.kind in BANDS)

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Nouns in which the title of a body can end."""
        words = self.people
        every = (
            words.armed_nouns | words.government_nouns.keys() | words.ministry_nouns | words.group_nouns
            | words.unit_nouns | words.organization_nouns | words.force_nouns.keys()
        )  # fmt: skip
        return frozenset(every - words.anonymous_nouns - words.office_nouns.keys())

    @cached_property
    def small_words(self) -> frozenset[str]:
        return frozenset(self.pack.head.small_words)

    def is_force(self, word: str) -> bool:
        """Whether a word is a noun for a force, its members or a government."""
        lemma = self.lemmas.lemma_of_part(word.lower(), "noun") or word.lower()
        return lemma in self._forces

    def is_ministry(self, word: str) -> bool:
        return (self.lemmas.lemma_of_part(word.lower(), "noun") or word.lower()) in self.people.ministry_nouns

    def is_of_state(self, word: str) -> bool:
        """Whether a word can stand in the title of a force or a ministry that every state has."""
        form = word.lower()
        lemma = self.lemmas.lemma_of_part(form, "noun") or form
        people = self.people
        words = (people.force_modifiers, people.ministries, people.ministry_nouns, people.force_nouns, people.government_nouns)
        return any(form in known or lemma in known for known in words)

    @cached_property
    def _forces(self) -> frozenset[str]:
        people = self.people
        return frozenset(
            {*people.force_nouns, *people.unit_nouns, *people.government_nouns, *people.labels, *people.state_members}
        )

    @cached_property
    def adverbials(self) -> Lexicon[bool]:
        return Lexicon((form, True) for form in self.pack.head.adverbials)

    @cached_property
    def counter_ties(self) -> tuple[str, ...]:
        """Words between a collective and what it counts, with a space behind them ("of ")."""
        return tuple(f"{word} " for word in read_numbers(self.pack.folder).of)

    @cached_property
    def prepositions(self) -> Lexicon[bool]:
        return Lexicon((form, True) for form in self.pack.head.prepositions)

    # ------------------------------------------------------------ readers

    @cached_property
    def tokenizer(self) -> Tokenizer:
        return Tokenizer(self.pack.head.tokens)

    def words(self, text: str, within: Span, names: Iterable[Span] = ()) -> list[Span]:
        """The words of a sentence; ``names`` stay whole where small words are cut off the others."""
        found = self.tokenizer.words(text, within)
        return self._cutter.words(text, found, names) if self._cutter is not None else found

    def words_to_parse(self, text: str, within: Span, names: Iterable[Span] = ()) -> list[Span]:
        """Without what stands in the sentence but is no part of it: handles, closing hashtags, notes on links."""
        found = self.words(text, within, names)
        if not MARGIN_SIGNS.intersection(within.of(text)):
            return found
        return without(found, list(margins(text, within, notes=self._link_notes, leading=self._common)))

    @cached_property
    def _link_notes(self) -> frozenset[str]:
        return frozenset(fold(w) for w in self.pack.head.link_notes)

    @cached_property
    def _cutter(self) -> WordCutter | None:
        rules = self.pack.head.tokens
        return WordCutter(rules, self._shallow.tagger.known) if rules.proclitics else None

    @cached_property
    def _shallow(self) -> ShallowParser:
        kinds = self.noun_kinds.of_lemma
        events = frozenset(lemma for frame in self.events.noun for lemma in frame.lemmas)
        things, people = {Kind.SITE, Kind.GROUND, Kind.EQUIPMENT, Kind.AID}, {Kind.ACTOR, Kind.CIVILIAN, Kind.SOURCE}
        sense = NounSense(
            event=events.__contains__,
            people=lambda lemma: not people.isdisjoint(kinds.get(lemma, ())),
            thing=lambda lemma: not things.isdisjoint(kinds.get(lemma, ())),
        )
        return ShallowParser(self.pack.head, self.lemmas, sense)

    @cached_property
    def parser(self) -> Parser | ShallowParser:
        if self._pipeline is None:
            return self._shallow
        nouns = frozenset(lemma for frame in self.events.noun for lemma in frame.lemmas)
        verbs = frozenset(lemma for frame in self.events.verb if frame.event in HARM and not frame.noun for lemma in frame.lemmas)
        return Parser(self._pipeline, self.lemmas, nouns=nouns, verbs=verbs, head=self.pack.head)

    @cached_property
    def gate(self) -> Gate:
        words = self._bare_words if self._cutter is not None else None
        return Gate(self.events, (self.attribution, self.modality), self.lemmas, armed=self.people.armed_nouns, words=words)

    def _bare_words(self, text: str, within: Span) -> list[str]:
        """The words of a sentence as the table of lemmas has them, with and without what the article leaves behind."""
        rules = self.pack.head.tokens
        out = [bare(span.of(text)) for span in self.words(text, within)]
        return [*out, *(bare(rules.article) + w[1:] for w in out if rules.merged_article and w[:1] == bare(rules.merged_article))]

    @cached_property
    def times(self) -> TimeReader:
        return TimeReader(load_toml(self.pack.folder / "time.toml", TimeWords))

    @cached_property
    def figures(self) -> QuantityReader:
        return QuantityReader(read_numbers(self.pack.folder))

    @cached_property
    def places(self) -> PlaceReader:
        return PlaceReader(load_toml(self.pack.folder / "places.toml", PlaceWords), self.demonyms)

    @cached_property
    def place_finder(self) -> PlaceFinder:
        return PlaceFinder(self.places.words, self.knowledge.gazetteer)

    @cached_property
    def marks(self) -> MarkReader:
        return MarkReader(read_labels(self.pack.folder))

    @cached_property
    def officeholders(self) -> tuple[Officeholder, ...]:
        return tuple(office_terms(self.knowledge.registry, self.code))

    @cached_property
    def names(self) -> Lexicon[NameEntry]:
        """One automaton over the registries' names and our own places."""
        return Lexicon(self._name_entries(), prefixes=self.knowledge.registry.glued(self.code))

    @cached_property
    def case(self) -> CaseRestorer:
        """Gives a text in one case its capitals."""
        forms = dict.fromkeys(form for form, _ in self._name_entries())
        table, small = self.lemmas, frozenset(self.pack.head.small_words)
        parts = ("noun", "verb", "adj", "adv")
        return CaseRestorer(
            Lexicon((form.lower(), form) for form in forms if len(form.lower()) == len(form)),
            is_common=lambda word: word in small or any(table.lemma_of_part(word, part) is not None for part in parts),
            small=small,
            given=frozenset(name for name in given_names() if " " not in name),
            determiners=frozenset(self.places.words.words.determiners),
        )

    def _name_entries(self) -> Iterable[tuple[str, NameEntry]]:
        for form, name in self.knowledge.registry.names(self.code):
            yield form, NameEntry(name.kind, name.id)
            yield from ((merged, NameEntry(name.kind, name.id)) for merged in self._merged_forms(form))
        gazetteer = self.knowledge.gazetteer
        for form, place_id in gazetteer.overlay_names(self.code):
            yield form, NameEntry(NameKind.PLACE, place_id)
            yield from ((merged, NameEntry(NameKind.PLACE, place_id)) for merged in self._merged_forms(form))

    def _merged_forms(self, form: str) -> Iterable[str]:
        """How a name with an article is written behind a small word that swallows the article's beginning."""
        rules = self.pack.head.tokens
        if rules.merged_article and form.startswith(rules.article):
            yield rules.merged_article + form[len(rules.article) :]

    @cached_property
    def claims(self) -> ClaimReader:
        return ClaimReader(
            GrammarWords(self.events, self.modality, self.noun_kinds, self.phrase_words, self.hints),
            self.attribution,
            verb_lemma=lambda form: self.lemmas.lemma(form, "VERB"),
        )

    @cached_property
    def hints(self) -> Hints:
        return grammarwords.hints(self._listed)

    @cached_property
    def noun_kinds(self) -> NounKinds:
        return grammarwords.noun_kinds(self._listed)

    @cached_property
    def phrase_words(self) -> PhraseWords:
        return grammarwords.phrase_words(self._listed, self.noun_kinds)

    @cached_property
    def _listed(self) -> grammarwords.Words:
        return grammarwords.Words(
            self.events,
            self.modality,
            self.attribution,
            self.people,
            self.places.words,
            self.lemmas,
            self.demonyms,
            self.pack.head.names_before_nouns,
        )

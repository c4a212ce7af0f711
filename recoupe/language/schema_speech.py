"""Schemas of ``attribution.toml`` (who says so) and ``modality.toml`` (as a fact, a plan, a denial …)."""

from __future__ import annotations

from pathlib import Path

from recoupe.language.data import DataModel, load_toml
from recoupe.model import Modality


class AttributionWords(DataModel):
    """``attribution.toml``. Everything is a lemma unless it says otherwise."""

    say: tuple[str, ...]
    """Verbs of saying: their subject is the speaker, their clause or quotation what is said."""
    say_behind: tuple[str, ...]
    """Verbs that tell of speech only in a clause put behind what is said, or before a quotation ("lancer", "tonner")."""
    say_noun: tuple[str, ...]
    """Nouns for what is said ("communiqué", "annonce"): a verb of showing with one of them is a verb of saying."""
    show: tuple[str, ...]
    """Verbs that a text or a source does to what it tells ("faire", "donner", "évoquer")."""
    about: tuple[str, ...]
    """Verbs of saying with a preposition of ``topic`` ("parler de")."""
    about_object: tuple[str, ...]
    """Verbs of saying whose object is what is said ("évoquer")."""
    about_noun: tuple[str, ...]
    """Nouns that make of a verb of showing a verb of saying ("faire état de", "faire part de")."""
    topic: tuple[str, ...]
    """Prepositions before what is spoken of, as written."""
    accuse: tuple[str, ...]
    """Verbs of blame: the speaker blames the object, who is the actor."""
    blame_on: tuple[str, ...] = ()
    """Prepositions that lead from a deed to whoever is blamed for it ("blamed on", "attributed to")."""
    blame_to: tuple[str, ...]
    """Those of them that name the one blamed with a preposition of ``hearer`` ("imputer à")."""
    demand: tuple[str, ...] = ()
    """Verbs of demand: their subject is the speaker of what is asked for."""
    deny: tuple[str, ...]
    """Verbs of denial: the speaker denies what follows."""
    deny_noun: tuple[str, ...]
    denied_noun: tuple[str, ...]
    """Nouns that point back to what is denied ("implication", "accusation")."""
    claim: tuple[str, ...]
    """Verbs of claiming responsibility: the speaker is the actor."""
    believe: tuple[str, ...]
    """Verbs of thought: what follows is opinion."""
    according: tuple[str, ...]
    """Prepositions "according to", as written, lower case."""
    sourced: tuple[str, ...]
    """The same with the source in them ("de source", "de sources")."""
    according_outlets: tuple[str, ...]
    """Prepositions that mean "according to" before an outlet only ("pour")."""
    cite: tuple[str, ...]
    """Verbs by which a source names its source ("citant", "invoquant")."""
    cited: tuple[str, ...]
    """Verbs whose participle names the one who passes on what a speaker said ("cité par", "joint par")."""
    hearer: tuple[str, ...]
    """Prepositions before the one to whom it was said ("à", "auprès de"): outlets there are a further step of the chain."""
    texts: tuple[str, ...]
    """Nouns for a text or broadcast whose owner speaks ("communiqué", "rapport")."""
    stressed: tuple[str, ...]
    """Pronouns behind a preposition that stand for somebody named before ("lui")."""
    latter: tuple[str, ...]
    """Pronouns for the one named last, whatever their part in the clause ("celui-ci")."""
    indefinite: tuple[str, ...]
    """Pronouns for somebody unnamed ("certains", "beaucoup")."""
    plural_article: tuple[str, ...]
    """Articles that are also prepositions ("des")."""
    aside: tuple[str, ...]
    """Prepositions and conjunctions of circumstance, which take a phrase out of what is said ("après", "lors")."""
    time_nouns: tuple[str, ...]
    """Nouns for a time that can stand without a preposition between a verb and its subject ("lundi", "soir")."""
    openers: str
    closers: str
    straight: str
    """Quotation marks: those that open, those that close, those that do both."""


class ModeGovernor(DataModel):
    """Words that give what they govern a modality."""

    modality: Modality
    lemmas: tuple[str, ...]


class ModalityWords(DataModel):
    """``modality.toml``."""

    governor: tuple[ModeGovernor, ...]
    auxiliary: tuple[ModeGovernor, ...] = ()
    """Auxiliaries that tell the modality of their verb ("could", "will")."""
    factive: tuple[str, ...]
    """Verbs that leave what they govern asserted ("réussir à")."""
    failing: tuple[str, ...]
    """Verbs that say that what they govern did not happen ("échouer à")."""
    preventing: tuple[str, ...]
    """Verbs that say that what they govern shall not happen ("empêcher de")."""
    refusing: tuple[str, ...] = ()
    """Verbs of denial whose noun is refused, not denied ("reject an offer")."""
    negations: tuple[str, ...]
    """Adverbs and determiners, as written, lower case."""
    negations_with_particle: tuple[str, ...] = ()
    """Words that negate beside a negation particle only ("ne … plus")."""
    negation_particles: tuple[str, ...]
    """Particles at the verb that mark a negation told elsewhere ("ne"), as written."""
    nobody: tuple[str, ...] = ()
    """Words that, as a subject without a determiner, are nobody, as written, lower case."""
    not_negations: tuple[str, ...]
    """Words after which a negation only limits ("ne … que")."""
    conditional: tuple[str, ...]
    """Conjunctions of condition."""
    adverbs_possible: tuple[str, ...]
    adverbs_counterfactual: tuple[str, ...] = ()
    object_control: tuple[str, ...]
    """Verbs whose object is the subject of the infinitive that follows."""
    genitive: tuple[str, ...]
    """Prepositions "of", as written, with their contracted and elided forms."""
    behalf: tuple[str, ...] = ()
    """Prepositions by which a spokesperson speaks for somebody ("for"), beside those of the genitive."""
    place_pronouns: tuple[str, ...]
    """Pronouns that stand for a place, as written."""
    relative_places: tuple[str, ...]
    """Relative adverbs of place, as written."""
    relative_times: tuple[str, ...] = ()
    """Relative adverbs of time, as written."""
    reflexive: tuple[str, ...]
    """Reflexive pronouns, as written."""
    purpose: tuple[str, ...]
    """Prepositions and conjunctions of purpose, as written."""
    third_person: tuple[str, ...]
    personal: tuple[str, ...] = ()
    """Prepositions before the object of a verb where it is somebody ("atacar a")."""
    dropped_subjects: bool = False
    """Whether a finite verb may leave its subject unsaid: that of a verb of saying then goes on in what is said."""
    voice_unwritten: bool = False
    """Whether a passive is mostly written as its active is, so that a preposition of ``agents`` of several words tells it."""
    causative: tuple[str, ...] = ()
    """Verbs that, with a reflexive, make a passive of an infinitive ("se faire arrêter")."""
    self_made: tuple[str, ...] = ()
    """Infinitives that such verbs make into an act of the subject itself ("se faire exploser")."""
    agents: tuple[str, ...] = ()
    """Prepositions before the agent of a passive."""
    giving: tuple[str, ...] = ()
    """Lemmas of verbs and nouns behind which a preposition of the hearer leads to somebody, not to a place ("promised to X")."""
    passing: tuple[str, ...] = ()
    """Lemmas of verbs of passage, behind which the preposition of an agent leads to a place ("passed by X")."""
    first_person: tuple[str, ...] = ()
    """Pronouns and possessives by which speakers mean their own side ("nous", "nos")."""
    """Subject pronouns that stand for somebody named before, as written."""
    plural_pronouns: tuple[str, ...]
    possessives: tuple[str, ...]
    plural_possessives: tuple[str, ...]
    demonstratives: tuple[str, ...]
    indefinite_articles: tuple[str, ...]
    """Articles and determiners by which nobody in particular is meant, as written."""
    conditional_mood: str
    """The value of the Mood feature by which hearsay is told; empty where the language has none."""
    future_tense: str
    future_endings: tuple[str, ...] = ()
    """Endings that follow the infinitive in the future tense, for forms that the parser misses."""
    ending: tuple[str, ...] = ()
    """Words that end what they govern ("lever le siège"): wanted or planned is the end, while the thing itself goes on."""
    announcing: tuple[str, ...] = ()
    """Verbs of saying behind which a conditional tells what is to come and no hearsay."""
    conditional_endings: tuple[str, ...] = ()
    """Endings of the conditional, whose first letter is the last of its stem, for forms that the parser takes for a past."""
    calling: tuple[str, ...] = ()
    """Verbs of calling: an event noun behind them, with a preposition of ``personal``, is what they ask for."""
    due: tuple[str, ...] = ()
    """Prepositions before the date for which something is announced ("para el sábado"), as written."""
    until: tuple[str, ...] = ()
    """Words before a clause in the present that has not happened yet ("hasta que"), as written."""
    since: tuple[str, ...] = ()
    """Words that lead to a beginning, whose date is not that of what has gone on since ("desde que"), as written."""
    infinitive_marks: tuple[str, ...] = ()
    """Those of ``purpose`` that stand before every infinitive ("to"): they tell a purpose only where no verb asks for one."""
    near_future: tuple[str, ...] = ()
    """Verbs whose present or imperfect before an infinitive makes a future ("va attaquer")."""
    achieved: tuple[str, ...] = ()
    """Verbs of duty and ability that tell a fact in the perfect ("had to flee", "was able to leave")."""
    realizing: tuple[str, ...] = ()
    """Verbs whose clause of purpose tells what was done ("used mortars to destroy …")."""
    gathering: tuple[str, ...] = ()
    """Verbs of coming together: a protest that is their purpose has happened."""
    timeless_present: bool = False
    """Whether the present and the perfect tell of no particular day ("continues to", "has taken"), so that the date of the
    sentence before is not theirs; a language with a historical present leaves it out."""
    jest: tuple[str, ...] = ()
    """Parts of hashtags by which a post is marked as a joke, folded."""
    generic: tuple[str, ...] = ()
    """Determiners that make a noun general or absent ("aucun", "tout")."""


def load_attribution(folder: Path) -> AttributionWords:
    return load_toml(folder / "attribution.toml", AttributionWords)


def load_modality(folder: Path) -> ModalityWords:
    return load_toml(folder / "modality.toml", ModalityWords)

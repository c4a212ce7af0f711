"""Schema of ``events.toml``: which words carry an event, and where their actor, target and place stand."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from recoupe.language.data import DataModel, load_toml
from recoupe.model import Event, Means


class Kind(StrEnum):
    """What a noun phrase can be, as far as the grammar of roles cares."""

    ACTOR = "actor"
    CIVILIAN = "civilian"
    PLACE = "place"
    GROUND = "ground"
    SITE = "site"
    """Buildings, vehicles, positions: things that are struck, taken or burnt."""
    MEANS = "means"
    EVENT = "event"
    AID = "aid"
    EQUIPMENT = "equipment"
    """Arms and supplies that are given, sold or taken."""
    DEAL = "deal"
    SPEECH = "speech"
    SOURCE = "source"
    BAND = "band"
    """Armed people and groups that are no state's: whom they seize they abduct, as only a state's forces and courts arrest."""


class Slot(StrEnum):
    """Where a role stands, seen from the trigger."""

    SUBJECT = "subject"
    OBJECT = "object"
    COMPLEMENT = "complement"
    """What depends on the noun of a set phrase by "of"."""
    OBLIQUE = "oblique"
    GENITIVE = "genitive"
    NONE = "none"


class VerbFrame(DataModel):
    """Verbs of one event with their roles. The first frame in the file whose conditions hold is taken."""

    event: Event
    lemmas: tuple[str, ...]
    noun: tuple[str, ...] = ()
    """Lemmas of the noun that makes a set phrase with the verb ("prendre le contrôle de")."""
    noun_in: Slot = Slot.OBJECT
    actor: Slot = Slot.SUBJECT
    target: Slot = Slot.OBJECT
    object: tuple[Kind, ...] = ()
    """Kinds of which the object (the subject of a passive) must have one; empty: any object or none."""
    subject: tuple[Kind, ...] = ()
    by: tuple[str, ...] = ()
    """Lemmas of which the subject must be one ("the protesters marched"); empty: any."""
    oblique: tuple[Kind, ...] = ()
    prepositions: tuple[str, ...] = ()
    """Prepositions of the oblique that counts; empty: any."""
    reflexive: bool | None = None
    transitive: bool | None = None
    passive: bool | None = None
    tenses: tuple[str, ...] = ()
    """Simple tenses, as Universal Dependencies name them, of which the verb must have one; empty: any."""
    means: Means | None = None
    unless: tuple[str, ...] = ()
    """Lemmas that, as subject, object or oblique, show another sense."""
    actor_from: tuple[str, ...] = ()
    """Prepositions that introduce the actor besides the agent of a passive."""
    target_from: tuple[str, ...] = ()
    """Prepositions that introduce the target."""
    negated: bool = False
    """The word itself says that it did not happen."""


class NounFrame(DataModel):
    """Nouns of one event."""

    event: Event
    lemmas: tuple[str, ...]
    modifiers: tuple[str, ...] = ()
    """Lemmas of which one must modify the noun; empty: none needed."""
    genitive: Slot = Slot.SUBJECT
    """Whether "of X" names the actor (subject) or the target (object), where X can be either."""
    actor_from: tuple[str, ...] = ()
    target_from: tuple[str, ...] = ()
    means: Means | None = None
    scene: bool = False
    """A word for people that stands for what they do where a picture or its caption shows them ("protesters outside X")."""
    counted: bool = False
    """A word for people that is a claim only with their number ("seventy martyrs")."""
    bare: bool = False
    """True where the noun is a claim without actor, target, place, date or figure beside it."""
    of: tuple[Kind, ...] = ()
    """Kinds of which what the noun is "of" must have one ("the loss of a town"); empty: none needed."""
    beside: tuple[Kind, ...] = ()
    """Kinds of which what a preposition of ``target_from`` leads to must have one; empty: none needed."""
    not_of: tuple[Kind, ...] = ()
    """Kinds: where what the noun is "of" has these alone, another sense is meant ("the seat of a party", not "the siege")."""
    weapon: bool = False
    """A weapon that stands for its use only where no verb tells what was done with it."""
    unless: tuple[str, ...] = ()


class LightVerbs(DataModel):
    """Verbs that lend a noun its subject ("mener une attaque"), its target ("subir une attaque") or only its tense."""

    actor: tuple[str, ...]
    target: tuple[str, ...]
    led: tuple[str, ...] = ()
    """Verbs with the preposition behind which a noun has their subject for its author ("procéder à", "riposter par")."""
    occur: tuple[str, ...]
    stop: tuple[str, ...]
    """The event is said to end or fail ("repousser une attaque"): its subject is the target."""
    between: tuple[str, ...]
    """The object names the sides ("opposer l'armée à")."""
    answerable: tuple[str, ...] = ()
    """Adjectives that make their subject the author of what depends on them ("responsible")."""
    struck: tuple[str, ...] = ()
    """Nouns that say of the subject of a copula that the event befell it ("was the target of an attack")."""
    phases: tuple[str, ...] = ()
    """Nouns for a stage of an event ("reprise", "début"): what holds of them holds of the event."""
    through: tuple[str, ...] = ()
    """Adjectives that make those before them mere tools of the author ("par milices interposées")."""
    under: tuple[str, ...] = ()
    """Prepositions before a weapon that stands for its use ("sous les bombes")."""
    by_preposition: tuple[str, ...] = ()
    """Prepositions before an event noun that make it the circumstance of the verb ("tué dans une frappe")."""
    shown: tuple[str, ...] = ()
    """Verbs of showing and nouns for pictures: whom they show is seen doing what a noun with ``scene`` stands for."""
    topics: tuple[str, ...] = ()
    """Prepositions before what something is about ("a file on the uprising")."""
    apart: tuple[str, ...] = ()
    """Prepositions of phrases whose own places are not those of the verb ("after the announcement in London")."""


class MeansWords(DataModel):
    id: Means
    lemmas: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    event: Event | None = None
    """The event of a vague attack that is made with it."""
    alone: Event | None = None
    """The event where it is the subject itself ("the tanks pound …"), if another than ``event``."""
    unless: tuple[str, ...] = ()
    """Lemmas beside the noun that show another sense."""


class KindWords(DataModel):
    elsewhere: tuple[str, ...]
    """Nouns of sport, arts and trade: a sentence with one of them uses the words of war in another sense."""
    site: tuple[str, ...]
    ground: tuple[str, ...]
    equipment: tuple[str, ...]
    aid: tuple[str, ...]
    deal: tuple[str, ...]
    speech: tuple[str, ...]
    carrier: tuple[str, ...]
    """Nouns that stand for whoever they belong to ("positions", "ligne de front", "base")."""
    follower: tuple[str, ...] = ()
    """Nouns for those who side with somebody: what they do is not that somebody's deed."""
    weak: tuple[str, ...]
    """Nouns for people or groups that name no actor unless something beside them does."""
    part: tuple[str, ...]
    """Nouns for a part of what follows ("partie", "reste", "ensemble")."""
    person: tuple[str, ...]
    band: tuple[str, ...] = ()
    """Nouns for armed people who are no state's ("rebels", "gunmen"); armed groups that the registry names are bands too."""


class CasualtyWords(DataModel):
    """How deaths and injuries are told beside the event that caused them."""

    cause: tuple[str, ...]
    """Verbs between an event and its toll: "faire 22 morts", "provoquer la mort de"."""
    killed_nouns: tuple[str, ...]
    wounded_nouns: tuple[str, ...]
    missing_nouns: tuple[str, ...]
    captured_nouns: tuple[str, ...]
    displaced_nouns: tuple[str, ...]
    killed_verbs: tuple[str, ...]
    wounded_verbs: tuple[str, ...]
    captured_verbs: tuple[str, ...]
    displaced_verbs: tuple[str, ...]
    missing_verbs: tuple[str, ...]
    away: tuple[str, ...]
    """Prepositions by which a distance tells where a place lies ("à 5 km de")."""


class AftermathWords(DataModel):
    """How later words take up a claim."""

    dying: tuple[str, ...]
    """Verbs of set phrases for dying ("laisser la vie")."""
    refuted: tuple[str, ...]
    """Nouns that stand for what was said before ("accusation", "implication")."""
    blamed: tuple[str, ...]
    """Prepositions that lead to whoever is blamed ("imputer à")."""
    toll: tuple[str, ...] = ()
    """Nouns for a count of the dead ("bilan"), whose owner gives it."""
    counting: tuple[str, ...] = ()
    """Verbs whose subject gives a count that stands with them ("chiffrer à")."""


class EventWords(DataModel):
    """``events.toml``."""

    verb: tuple[VerbFrame, ...]
    noun: tuple[NounFrame, ...]
    light: LightVerbs
    means: tuple[MeansWords, ...]
    kinds: KindWords
    casualties: CasualtyWords
    aftermath: AftermathWords
    purpose: tuple[str, ...]
    """Lemmas that introduce what an operation is for ("objectif", "but", "viser")."""
    seldom: tuple[str, ...] = ()
    """Forms of event words that mostly are something else ("entre", "pendant"): alone they do not have a sentence parsed."""
    seldom_unless: tuple[str, ...] = ()
    """Phrases with one of these forms that do have it parsed ("entre dans")."""


def load_events(folder: Path) -> EventWords:
    return load_toml(folder / "events.toml", EventWords)

"""What the stages hand to each other before a claim exists: tokens, sentences, names, phrases."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from recoupe.model.dates import PartialDate
from recoupe.model.spans import Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a parsed sentence, in the terms of Universal Dependencies.

    A recognised name or figure of several words is one token. ``head`` is an index into the sentence's tokens, the token's
    own index for the root.
    """

    span: Span
    text: str
    lemma: str
    pos: str
    dep: str
    head: int
    feats: str = ""
    """``Mood=Cnd|Number=Plur`` …"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence. ``tokens`` is empty when nothing in it called for a parse."""

    span: Span
    paragraph: int
    tokens: tuple[Token, ...] = ()


class NameKind(StrEnum):
    ACTOR = "actor"
    PLACE = "place"
    OUTLET = "outlet"
    PERSON = "person"
    COUNTRY = "country"
    UNKNOWN = "unknown"
    """A run of proper nouns that no registry knows."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in a text before its role is known. ``ids`` are the entities that bear it, best known first.

    An ambiguous name ("Damas" the city and the government) has several ``kinds``.
    """

    span: Span
    text: str
    kinds: tuple[NameKind, ...]
    ids: tuple[str, ...] = ()
    band: bool = False
    """Whether every entity that bears it is an armed group, a militia or a gang, and none a state's force."""


@dataclass(frozen=True, slots=True)
class ActorPhrase:
    """A noun phrase that stands in an actor's place, taken apart for linking.

    "les combattants du Hezbollah d'Irak": head lemma ``combattant``, plural, names ``(Hezbollah d'Irak,)``.
    "l'armée syrienne": head lemma ``armée``, countries ``("SY",)``.
    """

    span: Span
    text: str
    head: str
    """Lemma of the head noun, lower case; the name itself when the head is a name."""
    names: tuple[Name, ...] = ()
    """Names in the phrase, the head's own first, then those that depend on it."""
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 of the adjectives of nationality that modify the head."""
    modifiers: tuple[str, ...] = ()
    """Lemmas of the other adjectives and nouns that modify the head."""
    plural: bool = False
    definite: bool = True


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What is known of a report while its mentions are resolved."""

    language: str
    published: PartialDate | None = None
    outlet: str | None = None
    countries: tuple[tuple[str, float], ...] = ()
    """The theatre: ISO 3166-1 alpha-2 and weight, heaviest first; weights sum to 1."""
    actors: tuple[str, ...] = ()
    """Ids of actors that the report names without doubt."""

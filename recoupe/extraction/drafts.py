"""Claims before their mentions are resolved: what the grammar of one sentence found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from recoupe.extraction.mood import Mood
from recoupe.extraction.participants import Participant
from recoupe.extraction.quantities import Figure
from recoupe.extraction.roles import Roles
from recoupe.extraction.speech import Source
from recoupe.extraction.tree import Tree
from recoupe.extraction.view import Trigger
from recoupe.model import Event, MeansMention, Modality, Name, Polarity, QuantityKind, Reason, Span, Token

VIOLENT = frozenset(
    {
        Event.STRIKE,
        Event.SHELLING,
        Event.BOMBING,
        Event.CHEMICAL,
        Event.CLASH,
        Event.ATTACK,
        Event.OFFENSIVE,
        Event.CAPTURE,
        Event.SIEGE,
        Event.ADVANCE,
    }
)
"""Events that a death or an injury in the same sentence can be the toll of; a protest has no dead of its own."""
STRIKING = frozenset({Event.STRIKE, Event.SHELLING, Event.BOMBING, Event.CHEMICAL, Event.CLASH, Event.ATTACK, Event.KILLING})


PLAIN = Mood()
"""Asserted and positive."""


@dataclass(frozen=True, slots=True)
class SentenceInput:
    """A parsed sentence with what the other stages found in it; all spans count in the report's text."""

    span: Span
    paragraph: int
    tokens: tuple[Token, ...]
    names: tuple[Name, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[Span, ...] = ()
    lengths: frozenset[Span] = frozenset()
    """Those of ``times`` that say how long something took."""
    places: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Scene:
    """One sentence with its tree: what the steps of reading hand to each other."""

    text: str
    source: SentenceInput
    tree: Tree
    names: Mapping[int, Name]
    things: frozenset[int] = frozenset()
    """Numbers without a noun that count weapons named before ("54 drones … Twenty-eight were shot down")."""
    ends_on_things: bool = False
    """What was counted last are weapons: a number that opens the next sentence may count them too."""


@dataclass(frozen=True, slots=True)
class FigureUse:
    figure: Figure
    kind: QuantityKind


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim whose actors, places, time and speakers still are words."""

    sentence: int
    event: Event
    trigger: Span
    evidence: Span
    clause: int
    """Token that heads the clause; indices count in the sentence."""
    token: int
    mood: Mood = PLAIN
    actors: tuple[Participant, ...] = ()
    targets: tuple[Participant, ...] = ()
    places: tuple[Span, ...] = ()
    time: Span | None = None
    figures: tuple[FigureUse, ...] = ()
    means: tuple[MeansMention, ...] = ()
    sources: tuple[Source, ...] = ()
    modality: Modality = Modality.ASSERTED
    polarity: Polarity = Polarity.POSITIVE
    reasons: tuple[Reason, ...] = ()
    actor_words: tuple[Span, ...] = ()
    """The phrases in the actor's place as they are written, whoever they name."""
    target_words: tuple[Span, ...] = ()
    """The same for the target; things that were struck are among them."""
    missing_actor: tuple[int, ...] = ()
    """Pronouns and possessives that stand for the actor."""
    missing_target: tuple[int, ...] = ()
    ours: Span | None = None
    """The word by which the speakers call the actor their own ("nos avions", "nous")."""
    points_to_place: bool = False
    """A pronoun stands for the place ("y")."""
    verb: bool = False
    """Told by a verb, not a noun."""
    concrete: bool = False
    """Its verb has a place, a site, ground or people for an argument, named or not."""
    somebody: bool = False
    """Its verb has one person for an object: a name, or a singular noun for people."""
    ground: bool = False
    """Its verb has a place, a site or ground for an object or oblique."""
    generic: bool = False
    """Told of nobody in particular, or of another field than war."""
    circumstance: bool = False
    """A noun beside another event ("after the collapse of …"), not told by a verb of its own."""
    happens: bool = False
    """A noun of which a verb says that it happens, begins or goes on."""
    topical: bool = False
    """What something is about ("a file on the uprising"): named, not told."""
    background: bool = False
    """In a relative clause, or told as past already then: the date that the report speaks of is not its date."""
    counted: bool = False
    """Its noun stands with a number ("forty raids")."""
    absorbed: tuple[int, ...] = ()
    """Tokens of triggers that were merged into this claim."""
    timeless: bool = False
    """Told in a tense that speaks of no particular day."""
    elided: bool = False
    """A perfect infinitive ("three days after having attacked …") whose subject is not in its sentence."""


@dataclass(frozen=True)
class Raw:
    """A trigger with its roles, before drafts of one sentence are put together."""

    trigger: Trigger
    roles: Roles
    clause: int
    actors: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    means: tuple[MeansMention, ...]
    event: Event
    actor_words: tuple[Span, ...] = ()
    target_words: tuple[Span, ...] = ()
    absorbed: tuple[int, ...] = field(default=())
    """Tokens of triggers that were merged into this one."""
    killed: tuple[int, ...] = ()
    """Heads of those of whose death an absorbed verb tells."""

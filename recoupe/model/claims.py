"""The claim: one attributed statement, with the words of the report that prove it."""

from __future__ import annotations

from dataclasses import dataclass, field

from recoupe.model.dates import PartialDate
from recoupe.model.ontology import Event, MarkKind, Means, Modality, Polarity, Precision, QuantityKind, Relation, SourceKind
from recoupe.model.reasons import UNLINKED, Link, Reason
from recoupe.model.spans import Span


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that name an actor. For a pronoun or an elided subject, ``antecedent`` is where it was named."""

    span: Span
    link: Link = UNLINKED
    loaded: bool = False
    allies: Span | None = None
    """The words "and its allies" when they follow the name and nobody says who the allies are."""
    antecedent: Span | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that name a place, and how what happened lies to it. Degrees are WGS 84."""

    span: Span
    link: Link = UNLINKED
    relation: Relation = Relation.AT
    precision: Precision = Precision.TOWN
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class TimeMention:
    """When it is said to have happened. ``span`` is None when the date was carried over from another sentence."""

    value: PartialDate
    basis: str
    span: Span | None = None


FROM_SIDES = "worked out from the sides given"
"""How the flag of an area begins that is the product of two lengths."""
PART = "part of the figure before it"
"""The flag of a figure that another one holds."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its bounds, both inclusive; None is an open bound. ``unit`` is km2, km, hour, USD, person …"""

    kind: QuantityKind
    span: Span
    min: float | None
    max: float | None
    unit: str
    of: str | None = None
    """What is counted, as the report words it ("combattants")."""
    flags: tuple[str, ...] = ()
    """Reasons to doubt the figure, in words; and ``PART``."""

    @property
    def is_part(self) -> bool:
        """Whether it counts some of those whom the figure before it counts ("52, of whom 30 …")."""
        return PART in self.flags

    @property
    def is_product(self) -> bool:
        """Whether it is an area worked out from two lengths."""
        return any(flag.startswith(FROM_SIDES) for flag in self.flags)


@dataclass(frozen=True, slots=True)
class MeansMention:
    id: Means
    span: Span


@dataclass(frozen=True, slots=True)
class AttributionStep:
    """One speaker of the chain. ``cue`` is the reporting word, as the report has it."""

    span: Span
    kind: SourceKind
    cue: str
    link: Link = UNLINKED
    cue_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One attributed statement of one report, as one reader read it."""

    id: str
    report_id: str
    event: Event
    evidence: Span
    trigger: Span
    reader: str
    modality: Modality = Modality.ASSERTED
    polarity: Polarity = Polarity.POSITIVE
    actors: tuple[ActorMention, ...] = ()
    targets: tuple[ActorMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    time: TimeMention | None = None
    quantities: tuple[Quantity, ...] = ()
    means: tuple[MeansMention, ...] = ()
    attribution: tuple[AttributionStep, ...] = ()
    """Nearest speaker first."""
    confidence: float = 0.0
    reasons: tuple[Reason, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the report that are opinion, or that take a side, and whose they are."""

    span: Span
    kind: MarkKind
    whose: str | None = None
    """Actor or outlet id of the side that uses the label, or None where it is the report's own."""
    neutral: str | None = None
    """The neutral name, where there is one."""

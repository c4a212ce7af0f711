"""The incident: what many reports say of one happening, set side by side, and who independently says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from recoupe.model.dates import PartialDate
from recoupe.model.ontology import Event, Precision, QuantityKind, SourceKind
from recoupe.model.reasons import Reason
from recoupe.model.spans import Span


class Status(StrEnum):
    """How an incident, or one attribute of it, stands. Never whether it is true."""

    SINGLE_SOURCE = "single_source"
    """One independent origin."""
    CORROBORATED = "corroborated"
    """Two independent origins or more, and no contradiction."""
    CONTESTED = "contested"
    """Contradicted by an origin of standing: one that is named, or that has a part in it."""


class Attribute(StrEnum):
    OCCURRENCE = "occurrence"
    """Whether it happened: denials stand here."""
    ACTOR = "actor"
    TARGET = "target"
    PLACE = "place"
    TIME = "time"
    MEANS = "means"
    KILLED = "killed"
    WOUNDED = "wounded"
    CAPTURED = "captured"
    MISSING = "missing"
    DISPLACED = "displaced"
    AREA = "area"
    DISTANCE = "distance"
    DURATION = "duration"
    MONEY = "money"
    EQUIPMENT = "equipment"
    FORCE = "force"


class Stance(StrEnum):
    """How a voice holds a version."""

    SAYS = "says"
    SUSPECTS = "suspects"
    """Held possible, not asserted."""
    DENIES = "denies"


@dataclass(frozen=True, slots=True, order=True)
class Voice:
    """Somebody who speaks. ``key`` is the same wherever the same voice speaks; unnamed voices have one of their own."""

    key: str
    name: str
    kind: SourceKind
    actor: str | None = None
    """Id of the party to the conflict that it is, or speaks for."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a claim's report says it: ``span`` points into the text of ``report``."""

    claim: str
    report: str
    span: Span


@dataclass(frozen=True, slots=True)
class Holding:
    """One claim in which a voice holds a version."""

    voice: Voice
    """The nearest speaker, or the report's outlet where nobody is named."""
    stance: Stance
    proof: Proof
    through: tuple[Voice, ...] = ()
    """By way of whom, nearest to the words first; the report's outlet last."""
    said: date | None = None
    """The day on which the report was published, where it is known to the day."""


@dataclass(frozen=True, slots=True)
class Version:
    """One value of an attribute, with everybody who holds it.

    ``value`` is an entity id, a code of the ontology, an EDTF date, or for a figure its bounds as ``38..38`` with an open bound
    left out. ``label`` is the same for people. ``low`` and ``high`` are the bounds of a figure; None is open.
    """

    attribute: Attribute
    value: str
    label: str
    holdings: tuple[Holding, ...]
    low: float | None = None
    high: float | None = None
    scope: str | None = None
    """Of whom a figure speaks (an entity id or the report's word); None: of all."""
    whose: str | None = None
    """``scope`` for people: a name, or the report's words."""
    part_of: str | None = None
    """The ``value`` of the version that this figure is a part of."""
    origins: int = 0
    """Independent origins that say so; denials and suspicions are not counted."""
    first_said: date | None = None

    @property
    def is_denied(self) -> bool:
        return any(h.stance is Stance.DENIES for h in self.holdings)


NOT = "not "
DENIALS = {"it happened": "it did not happen"}
"""Labels whose denial has words of its own."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims that cannot both hold, on one attribute. ``left`` and ``right`` are values of versions, a denial's behind
    ``NOT``.
    """

    attribute: Attribute
    left: str
    right: str
    reason: Reason
    proofs: tuple[Proof, Proof]
    of_standing: bool = True
    """False when one side is an unnamed voice without a part in it, or only a suspicion."""


@dataclass(frozen=True, slots=True)
class Movement:
    """A voice that went from one version to another: "38, later 52"."""

    attribute: Attribute
    voice: Voice
    steps: tuple[tuple[date | None, str, Proof], ...]
    """Day, value, where it is said; oldest first."""


@dataclass(frozen=True, slots=True)
class Accord:
    """Two voices of sides that oppose each other hold the same version: worth more than two allies."""

    attribute: Attribute
    value: str
    left: Voice
    right: Voice
    reason: Reason
    sides: tuple[str, str]
    """On which the two stood."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Low, best and high of a figure. ``policy`` names the rule that chose them; ``reasons`` say how."""

    kind: QuantityKind
    low: float | None
    best: float | None
    high: float | None
    policy: str
    unit: str = "person"
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class AttributeVersions:
    """All versions of one attribute, those with most independent origins first."""

    attribute: Attribute
    versions: tuple[Version, ...]
    status: Status
    contradictions: tuple[Contradiction, ...] = ()
    movements: tuple[Movement, ...] = ()
    accords: tuple[Accord, ...] = ()
    estimate: Estimate | None = None
    silent: tuple[Voice, ...] = ()
    """Voices that speak of the incident, and of this not at all."""

    def label_of(self, value: str) -> str:
        """What a version is called for people; likewise its denial."""
        bare = value.removeprefix(NOT)
        known = next((v.label for v in self.versions if v.value == bare), bare)
        return known if bare == value else DENIALS.get(known, NOT + known)


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """One independent origin: a voice, what rests on it, and why the others that it stands for are not counted."""

    voice: Voice
    claims: tuple[str, ...]
    """Ids of the claims that go back to it."""
    members: tuple[Voice, ...] = ()
    """Voices that were found to be the same, or to have it from here."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """An entity with a part in an incident by somebody's account. ``role`` is ``actor`` or ``target``."""

    role: str
    id: str | None
    name: str
    claims: tuple[str, ...]
    parents: tuple[str, ...] = ()
    """Ids of what it is part of, nearest first."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where an incident is put. Degrees are WGS 84; ``radius_km`` says how far from there it may have been."""

    name: str
    precision: Precision
    id: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None


class FindingKind(StrEnum):
    """What a check found. Each is a reason to look again, not a verdict."""

    AREA_AGAINST_SIDES = "area_against_sides"
    SHARE_AGAINST_FIGURE = "share_against_figure"
    SUM_OF_PARTS = "sum_of_parts"
    PART_ABOVE_WHOLE = "part_above_whole"
    CAPTURED_BEFORE = "captured_before"
    BEFORE_ITS_CAUSE = "before_its_cause"
    WEEKDAY_AGAINST_DATE = "weekday_against_date"
    AFTER_PUBLICATION = "after_publication"
    CITES_IN_A_CIRCLE = "cites_in_a_circle"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a report that a finding points to."""

    report: str
    span: Span
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not fit together, with the words on both sides."""

    kind: FindingKind
    text: str
    left: Passage
    right: Passage


@dataclass(frozen=True, slots=True)
class Incident:
    """Claims on one happening. Nothing in it is said to be true: it is what is said, by whom, and how independently."""

    id: str
    """Made of the claim on it that came first; an id that was ever handed out goes on leading to the incident of its claim."""
    events: tuple[Event, ...]
    """Codes that the claims use, most frequent first."""
    claims: tuple[str, ...]
    """In order of arrival."""
    reports: tuple[str, ...]
    when: PartialDate | None
    where: Whereabouts | None
    participants: tuple[Participant, ...]
    attributes: tuple[AttributeVersions, ...]
    origins: tuple[OriginGroup, ...]
    """Independent origins that say that it happened; copies, quotations and common owners are within them."""
    status: Status
    reasons: tuple[Reason, ...] = ()
    """Why these claims were put together, or why one stays alone."""
    findings: tuple[Finding, ...] = ()
    campaign: str | None = None
    """Id of the campaign of which it is an episode."""

    def about(self, attribute: Attribute) -> AttributeVersions | None:
        return next((a for a in self.attributes if a.attribute is attribute), None)


@dataclass(frozen=True, slots=True)
class Campaign:
    """A battle, siege or offensive that was reported day by day. ``episodes`` are ids of incidents, oldest first."""

    id: str
    episodes: tuple[str, ...]
    when: PartialDate | None
    where: Whereabouts | None
    actors: tuple[str, ...]
    """Ids of those who carry it out."""
    reasons: tuple[Reason, ...] = ()

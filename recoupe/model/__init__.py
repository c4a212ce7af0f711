"""Frozen types that every stage shares. No I/O, and no import from the rest of the package."""

from recoupe.model.analysis import ActorPhrase, Name, NameKind, ReportContext, Sentence, Token
from recoupe.model.claims import (
    ActorMention,
    AttributionStep,
    Claim,
    Mark,
    MeansMention,
    PlaceMention,
    Quantity,
    TimeMention,
)
from recoupe.model.control import POINT_KM, Bearing, ControlState, ControlStatus, Ground, Observation, Share, Unplaced
from recoupe.model.custody import Anchor, Step, Taking
from recoupe.model.dates import PartialDate
from recoupe.model.decisions import Decision, DecisionKind
from recoupe.model.ids import anchor_id, bytes_id, claim_id, text_id
from recoupe.model.incidents import (
    Accord,
    Attribute,
    AttributeVersions,
    Campaign,
    Contradiction,
    Estimate,
    Finding,
    FindingKind,
    Holding,
    Incident,
    Movement,
    OriginGroup,
    Participant,
    Passage,
    Proof,
    Stance,
    Status,
    Version,
    Voice,
    Whereabouts,
)
from recoupe.model.ontology import (
    Event,
    MarkKind,
    Means,
    Modality,
    Polarity,
    Precision,
    PublishedBasis,
    QuantityKind,
    Relation,
    SourceKind,
)
from recoupe.model.reasons import UNLINKED, Candidate, Link, Reason
from recoupe.model.reports import Origin, Reading, Report
from recoupe.model.spans import Span
from recoupe.model.tellings import Spot, Telling, Toll

__all__ = [
    "POINT_KM", "UNLINKED", "Accord", "ActorMention", "ActorPhrase", "Anchor", "Attribute", "AttributeVersions",
    "AttributionStep", "Bearing", "Campaign", "Candidate", "Claim", "Contradiction", "ControlState", "ControlStatus",
    "Decision", "DecisionKind", "Estimate", "Event", "Finding", "FindingKind", "Ground", "Holding", "Incident",
    "Link", "Mark", "MarkKind", "Means", "MeansMention", "Modality", "Movement", "Name", "NameKind", "Observation", "Origin",
    "OriginGroup", "PartialDate", "Participant", "Passage", "PlaceMention", "Polarity", "Precision", "Proof",
    "PublishedBasis", "Quantity", "QuantityKind", "Reading", "Reason", "Relation", "Report", "ReportContext", "Sentence",
    "Share", "SourceKind", "Span", "Spot", "Stance", "Status", "Step", "Taking", "Telling", "TimeMention", "Token", "Toll",
    "Unplaced", "Version", "Voice", "Whereabouts",
    "anchor_id", "bytes_id", "claim_id", "text_id",
]

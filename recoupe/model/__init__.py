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
from recoupe.model.dates import PartialDate
from recoupe.model.ids import bytes_id, claim_id, text_id
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

__all__ = [
    "UNLINKED", "ActorMention", "ActorPhrase", "AttributionStep", "Candidate", "Claim", "Event", "Link", "Mark", "MarkKind",
    "Means", "MeansMention", "Modality", "Name", "NameKind", "Origin", "PartialDate", "PlaceMention", "Polarity",
    "Precision", "PublishedBasis", "Quantity", "QuantityKind", "Reading", "Reason", "Relation", "Report", "ReportContext",
    "Sentence", "SourceKind", "Span", "TimeMention", "Token", "bytes_id", "claim_id", "text_id",
]

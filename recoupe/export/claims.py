"""The claims file: one JSON object a line, the product's public contract (``data/ontology/claims.schema.json``)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from recoupe.export.codes import load_ontology
from recoupe.model import (
    ActorMention,
    AttributionStep,
    Candidate,
    Claim,
    Link,
    PlaceMention,
    Quantity,
    Reason,
    Report,
    Span,
    TimeMention,
)

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def claim_lines(claims: Iterable[tuple[Claim, Report]]) -> Iterator[str]:
    """One line a claim, without its line end. The same claims give the same lines, letter for letter."""
    return (json.dumps(claim_object(claim, report), ensure_ascii=False) for claim, report in claims)


def claim_object(claim: Claim, report: Report) -> dict[str, Json]:
    """Raises ``ValueError`` when the claim is another report's: its offsets would quote the wrong text."""
    if claim.report_id != report.id:
        raise ValueError(f"claim {claim.id} is not of report {report.id}")
    text, codes = report.text, load_ontology()
    return {
        "id": claim.id,
        "report": report_object(report),
        "event": claim.event.value,
        "acled": codes.acled(claim),
        "plover": codes.plover(claim),
        "modality": claim.modality.value,
        "polarity": claim.polarity.value,
        "evidence": _span(claim.evidence, text),
        "trigger": _span(claim.trigger, text),
        "actors": [_actor(mention, text) for mention in claim.actors],
        "targets": [_actor(mention, text) for mention in claim.targets],
        "places": [_place(mention, text) for mention in claim.places],
        "time": _time(claim.time, text) if claim.time else None,
        "quantities": [_quantity(quantity, text) for quantity in claim.quantities],
        "means": [{"id": used.id.value, **_words(used.span, text)} for used in claim.means],
        "attribution": [_step(step, text) for step in claim.attribution],
        "confidence": _number(claim.confidence),
        "reasons": _reasons(claim.reasons),
        "reader": claim.reader,
    }


def report_object(report: Report) -> dict[str, Json]:
    """``path`` or ``url``, or both where both are known; ``path`` is null where neither is."""
    origin = report.origin
    where: dict[str, Json] = {name: value for name, value in (("path", origin.path), ("url", origin.url)) if value is not None}
    return {
        "id": report.id,
        **(where or {"path": None}),
        "title": report.title,
        "outlet": report.outlet,
        "language": report.language,
        "published": report.published.edtf if report.published else None,
        "published_basis": report.published_basis.value if report.published_basis else None,
    }


def _span(span: Span, text: str) -> dict[str, Json]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _words(span: Span | None, text: str) -> dict[str, Json]:
    if span is None:
        return {"text": None, "start": None, "end": None}
    return {"text": span.of(text), "start": span.start, "end": span.end}


def _entity(link: Link) -> dict[str, Json]:
    return {"id": link.entity.id, "name": link.entity.name} if link.entity else {"id": None, "name": None}


def _actor(mention: ActorMention, text: str) -> dict[str, Json]:
    return {
        **_words(mention.span, text),
        **_entity(mention.link),
        "loaded": mention.loaded,
        "candidates": _candidates(mention.link),
        "allies": _span(mention.allies, text) if mention.allies else None,
        "antecedent": _span(mention.antecedent, text) if mention.antecedent else None,
    }


def _place(mention: PlaceMention, text: str) -> dict[str, Json]:
    return {
        **_words(mention.span, text),
        **_entity(mention.link),
        "country": mention.country,
        "lat": _number(mention.lat),
        "lon": _number(mention.lon),
        "precision": mention.precision.value,
        "relation": mention.relation.value,
        "candidates": _candidates(mention.link),
    }


def _time(mention: TimeMention, text: str) -> dict[str, Json]:
    value = mention.value
    return {
        **_words(mention.span, text),
        "from": value.start.isoformat() if value.start else None,
        "to": value.end.isoformat() if value.end else None,
        "edtf": value.edtf,
        "basis": mention.basis,
    }


def _quantity(quantity: Quantity, text: str) -> dict[str, Json]:
    return {
        "kind": quantity.kind.value,
        "min": _number(quantity.min),
        "max": _number(quantity.max),
        "unit": quantity.unit,
        "of": quantity.of,
        **_words(quantity.span, text),
        "flags": list(quantity.flags),
    }


def _step(step: AttributionStep, text: str) -> dict[str, Json]:
    return {
        **_words(step.span, text),
        **_entity(step.link),
        "kind": step.kind.value,
        "cue": step.cue,
        "candidates": _candidates(step.link),
    }


def _candidates(link: Link) -> list[Json]:
    return [_candidate(candidate) for candidate in link.candidates]


def _candidate(candidate: Candidate) -> dict[str, Json]:
    return {
        "id": candidate.id,
        "name": candidate.name,
        "score": _number(candidate.score),
        "reasons": _reasons(candidate.reasons),
    }


def _reasons(reasons: tuple[Reason, ...]) -> list[Json]:
    return [{"reason": reason.text, "weight": _number(reason.weight)} for reason in reasons]


def _number(value: float | None) -> int | float | None:
    """Six decimals (a tenth of a metre in a degree), and whole numbers without a point."""
    if value is None:
        return None
    return int(value) if float(value).is_integer() else round(value, 6)

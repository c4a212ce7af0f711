"""Incidents as JSON lines: one object an incident, with every sentence that it rests on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from recoupe.export.claims import Json
from recoupe.model import (
    Attribute,
    AttributeVersions,
    Campaign,
    Contradiction,
    Estimate,
    Finding,
    Holding,
    Incident,
    Movement,
    OriginGroup,
    Passage,
    Proof,
    Reason,
    Report,
    Version,
    Voice,
    Whereabouts,
)

Reports = Mapping[str, Report]


def incident_lines(incidents: Iterable[tuple[Incident, Reports]]) -> Iterator[str]:
    return (json.dumps(incident_object(incident, reports), ensure_ascii=False) for incident, reports in incidents)


def incident_object(incident: Incident, reports: Reports) -> dict[str, Json]:
    """``reports`` by id: those of the incident. The same incident gives the same object, letter for letter."""
    killed = incident.about(Attribute.KILLED)
    return {
        "id": incident.id,
        "status": incident.status.value,
        "events": [event.value for event in incident.events],
        "when": _when(incident),
        "where": _where(incident.where),
        "killed": _estimate(killed.estimate) if killed and killed.estimate else None,
        "voices": len(incident.origins),
        "reports": list(incident.reports),
        "claims": list(incident.claims),
        "participants": [
            {"role": p.role, "id": p.id, "name": p.name, "parents": list(p.parents), "claims": list(p.claims)}
            for p in incident.participants
        ],
        "attributes": [_attribute(about, reports) for about in incident.attributes],
        "origins": [_origin(group) for group in incident.origins],
        "findings": [_finding(found, reports) for found in incident.findings],
        "campaign": incident.campaign,
        "reasons": _reasons(incident.reasons),
    }


def campaign_object(campaign: Campaign) -> dict[str, Json]:
    return {
        "id": campaign.id,
        "episodes": list(campaign.episodes),
        "when": campaign.when.edtf if campaign.when else None,
        "where": _where(campaign.where),
        "actors": list(campaign.actors),
        "reasons": _reasons(campaign.reasons),
    }


def _when(incident: Incident) -> Json:
    when = incident.when
    return None if when is None else {"edtf": when.edtf, "from": _day(when.start), "to": _day(when.end)}


def _where(where: Whereabouts | None) -> Json:
    if where is None:
        return None
    return {
        "name": where.name, "id": where.id, "country": where.country, "lat": where.lat, "lon": where.lon,
        "precision": where.precision.value, "radius_km": where.radius_km,
    }  # fmt: skip


def _attribute(about: AttributeVersions, reports: Reports) -> Json:
    return {
        "attribute": about.attribute.value,
        "status": about.status.value,
        "versions": [_version(version, reports) for version in about.versions],
        "contradictions": [_contradiction(found, about, reports) for found in about.contradictions],
        "movements": [_movement(moved, reports) for moved in about.movements],
        "accords": [
            {"value": a.value, "left": _voice(a.left), "right": _voice(a.right), "sides": list(a.sides), "reason": a.reason.text}
            for a in about.accords
        ],
        "estimate": _estimate(about.estimate) if about.estimate else None,
        "silent": [_voice(voice) for voice in about.silent],
    }


def _version(version: Version, reports: Reports) -> Json:
    return {
        "value": version.value, "label": version.label, "low": version.low, "high": version.high, "scope": version.scope,
        "whose": version.whose, "part_of": version.part_of, "origins": version.origins, "first_said": _day(version.first_said),
        "holdings": [_holding(holding, reports) for holding in version.holdings],
    }  # fmt: skip


def _holding(holding: Holding, reports: Reports) -> Json:
    return {
        "voice": _voice(holding.voice), "stance": holding.stance.value, "through": [_voice(v) for v in holding.through],
        "said": _day(holding.said), "proof": _proof(holding.proof, reports),
    }  # fmt: skip


def _contradiction(found: Contradiction, about: AttributeVersions, reports: Reports) -> Json:
    return {
        "left": found.left, "left_label": about.label_of(found.left),
        "right": found.right, "right_label": about.label_of(found.right),
        "reason": found.reason.text, "of_standing": found.of_standing,
        "proofs": [_proof(proof, reports) for proof in found.proofs],
    }  # fmt: skip


def _movement(moved: Movement, reports: Reports) -> Json:
    steps: list[Json] = [{"day": _day(day), "value": value, "proof": _proof(p, reports)} for day, value, p in moved.steps]
    return {"voice": _voice(moved.voice), "steps": steps}


def _estimate(estimate: Estimate) -> Json:
    return {
        "kind": estimate.kind.value, "low": estimate.low, "best": estimate.best, "high": estimate.high, "unit": estimate.unit,
        "policy": estimate.policy, "reasons": [reason.text for reason in estimate.reasons],
    }  # fmt: skip


def _origin(group: OriginGroup) -> Json:
    return {
        "voice": _voice(group.voice), "claims": list(group.claims), "members": [_voice(v) for v in group.members],
        "reasons": [reason.text for reason in group.reasons],
    }  # fmt: skip


def _finding(found: Finding, reports: Reports) -> Json:
    return {
        "kind": found.kind.value, "text": found.text, "left": _passage(found.left, reports),
        "right": _passage(found.right, reports),
    }  # fmt: skip


def _voice(voice: Voice) -> Json:
    return {"key": voice.key, "name": voice.name, "kind": voice.kind.value, "actor": voice.actor}


def _proof(proof: Proof, reports: Reports) -> Json:
    return _passage(Passage(proof.report, proof.span, proof.claim), reports)


def _passage(passage: Passage, reports: Reports) -> Json:
    report = reports.get(passage.report)
    return {
        "report": passage.report, "claim": passage.claim, "start": passage.span.start, "end": passage.span.end,
        "text": passage.span.of(report.text) if report else None,
    }  # fmt: skip


def _reasons(reasons: Iterable[Reason]) -> list[Json]:
    return [{"reason": reason.text, "weight": reason.weight} for reason in reasons]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

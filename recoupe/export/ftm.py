"""Incidents as FollowTheMoney entities (model of followthemoney 3), one JSON object a line: ``Event``, the parties to it,
``Address``, the reports as ``Article``, and the sentences as ``Mention``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from recoupe.export.claims import Json
from recoupe.model import Attribute, Incident, Participant, Report, Whereabouts

Entity = dict[str, Json]


def ftm_lines(incidents: Iterable[tuple[Incident, Mapping[str, Report]]]) -> Iterator[str]:
    """Each entity once, in the order in which they first come up."""
    seen: set[str] = set()
    for incident, reports in incidents:
        for entity in entities(incident, reports):
            id = str(entity["id"])
            if id not in seen:
                seen.add(id)
                yield json.dumps(entity, ensure_ascii=False)


def entities(incident: Incident, reports: Mapping[str, Report]) -> Iterator[Entity]:
    for participant in incident.participants:
        yield _entity(_party_id(participant), "Organization", name=[participant.name])
    if incident.where is not None:
        yield _address(incident.where)
    for id in incident.reports:
        if id in reports:
            yield _article(reports[id])
    yield _event(incident, reports)
    yield from _mentions(incident, reports)


def _entity(id: str, schema: str, **properties: list[str]) -> Entity:
    kept: dict[str, Json] = {name: list(values) for name, values in properties.items() if values}
    return {"id": id, "schema": schema, "properties": kept}


def _event(incident: Incident, reports: Mapping[str, Report]) -> Entity:
    where, when = incident.where, incident.when
    kind = ", ".join(event.value.replace("_", " ") for event in incident.events[:2])
    killed = incident.about(Attribute.KILLED)
    made = killed.estimate if killed else None
    summary = f"{incident.status.value}, {len(incident.origins)} independent voices in {len(incident.reports)} reports"
    if made is not None:
        summary += f"; killed {made.low:g} to {made.high:g}" if made.low is not None and made.high is not None else ""
    return _entity(
        incident.id, "Event",
        name=[f"{kind}, {where.name}" if where else kind], summary=[summary],
        startDate=[when.start.isoformat()] if when and when.start else [],
        endDate=[when.end.isoformat()] if when and when.end else [],
        location=[where.name] if where else [], country=[where.country.lower()] if where and where.country else [],
        addressEntity=[_address_id(where)] if where else [],
        involved=list(dict.fromkeys(_party_id(p) for p in incident.participants)),
        proof=[_report_id(id) for id in incident.reports if id in reports],
    )  # fmt: skip


def _address(where: Whereabouts) -> Entity:
    return _entity(
        _address_id(where), "Address", full=[where.name], country=[where.country.lower()] if where.country else [],
        latitude=[f"{where.lat:.6f}"] if where.lat is not None else [],
        longitude=[f"{where.lon:.6f}"] if where.lon is not None else [],
    )  # fmt: skip


def _article(report: Report) -> Entity:
    return _entity(
        _report_id(report.id), "Article", title=[report.title] if report.title else [],
        publisher=[report.outlet] if report.outlet else [], sourceUrl=[report.origin.url] if report.origin.url else [],
        publishedAt=_published(report), language=_language(report.language), bodyText=[report.text],
    )  # fmt: skip


def _language(code: str) -> list[str]:
    """ISO 639-3, as the model wants it."""
    import pycountry

    found = pycountry.languages.get(alpha_2=code)
    return [found.alpha_3] if found else []


def _published(report: Report) -> list[str]:
    published = report.published
    return [published.start.isoformat()] if published and published.is_day and published.start else []


def _mentions(incident: Incident, reports: Mapping[str, Report]) -> Iterator[Entity]:
    """The words that name each party, in each report."""
    about = [a for a in incident.attributes if a.attribute in (Attribute.ACTOR, Attribute.TARGET)]
    known = {p.id: p for p in incident.participants if p.id}
    for version in (v for a in about for v in a.versions if v.value in known):
        for holding in version.holdings:
            report = reports.get(holding.proof.report)
            if report is None:
                continue
            words = " ".join(holding.proof.span.of(report.text).split())
            id = _hash("mention", report.id, str(holding.proof.span.start), version.value)
            party = _party_id(known[version.value])
            yield _entity(id, "Mention", document=[_report_id(report.id)], resolved=[party], name=[words])


def _party_id(participant: Participant) -> str:
    return f"party-{participant.id}" if participant.id else _hash("party", participant.name)


def _report_id(id: str) -> str:
    return f"report-{id.removeprefix('sha256:')[:24]}"


def _address_id(where: Whereabouts) -> str:
    return _hash("address", where.id or where.name, f"{where.lat},{where.lon}")


def _hash(*parts: str) -> str:
    return f"{parts[0]}-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:16]}"

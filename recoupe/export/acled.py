"""Incidents with the columns of ACLED's export (Codebook 2023, export of 2024). ACLED-like: nobody there has coded it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recoupe.export.coded import Claims, country, days_wide, deaths, is_state, outlets, sides, sub_event, told, whole
from recoupe.export.csv import csv_line
from recoupe.model import Incident, Precision

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale",
    "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
EVENT_TYPES = {
    "Armed clash": "Battles", "Government regains territory": "Battles", "Non-state actor overtakes territory": "Battles",
    "Chemical weapon": "Explosions/Remote violence", "Air/drone strike": "Explosions/Remote violence",
    "Suicide bomb": "Explosions/Remote violence", "Shelling/artillery/missile attack": "Explosions/Remote violence",
    "Remote explosive/landmine/IED": "Explosions/Remote violence", "Grenade": "Explosions/Remote violence",
    "Sexual violence": "Violence against civilians", "Attack": "Violence against civilians",
    "Abduction/forced disappearance": "Violence against civilians", "Peaceful protest": "Protests",
    "Protest with intervention": "Protests", "Excessive force against protesters": "Protests",
    "Violent demonstration": "Riots", "Mob violence": "Riots", "Agreement": "Strategic developments",
    "Arrests": "Strategic developments", "Change to group/activity": "Strategic developments",
    "Disrupted weapons use": "Strategic developments", "Headquarters or base established": "Strategic developments",
    "Looting/property destruction": "Strategic developments", "Non-violent transfer of territory": "Strategic developments",
    "Other": "Strategic developments",
}  # fmt: skip
"""Sub-event type to event type."""
_DISORDER = {"Protests": "Demonstrations", "Riots": "Demonstrations", "Strategic developments": "Strategic developments"}
_DISORDER_OF_SUB = {
    "Mob violence": "Political violence", "Excessive force against protesters": "Political violence; Demonstrations",
}  # fmt: skip
"""Sub-event types whose type of disorder is not that of their event type."""
_GEO = {Precision.EXACT: "1", Precision.TOWN: "1", Precision.DISTRICT: "2"}


def acled_lines(incidents: Iterable[tuple[Incident, Claims]]) -> Iterator[str]:
    """A head line, then a line for each incident that has a code in the scheme."""
    yield csv_line(COLUMNS)
    for incident, claims in incidents:
        row = acled_row(incident, claims)
        if row is not None:
            yield csv_line([row[column] for column in COLUMNS])


def acled_row(incident: Incident, claims: Claims) -> dict[str, str] | None:
    """None where the scheme has no code for it, or the day is not known at all."""
    code, when = sub_event(incident, claims), incident.when
    if code is None or when is None or when.start is None:
        return None
    kind = EVENT_TYPES[code]
    actors, targets = sides(incident)
    name, iso = country(incident.where.country if incident.where else None)
    reports = {report.id: report for _, report in claims.values()}
    inters = (_inter(actors[0].id if actors else None), _inter(targets[0].id if targets else None))
    where = incident.where
    return dict.fromkeys(COLUMNS, "") | {
        "event_id_cnty": incident.id, "event_date": when.start.isoformat(), "year": str(when.start.year),
        "time_precision": _time_precision(days_wide(when)), "disorder_type": disorder(code),
        "event_type": kind, "sub_event_type": code, "actor1": actors[0].name if actors else "",
        "assoc_actor_1": "; ".join(p.name for p in actors[1:]), "inter1": inters[0],
        "actor2": targets[0].name if targets else "", "assoc_actor_2": "; ".join(p.name for p in targets[1:]),
        "inter2": inters[1], "interaction": "-".join(i for i in inters if i),
        "civilian_targeting": "Civilian targeting" if inters[1] == "Civilians" else "", "iso": iso, "country": name,
        "location": where.name if where else "", "latitude": _degrees(where.lat if where else None),
        "longitude": _degrees(where.lon if where else None), "geo_precision": _GEO.get(where.precision, "3") if where else "",
        "source": outlets(incident, reports), "notes": told(incident, claims), "fatalities": whole(deaths(incident)[1]) or "0",
        "tags": f"status={incident.status.value}; independent voices={len(incident.origins)}",
    }  # fmt: skip


def disorder(sub_event: str) -> str:
    return _DISORDER_OF_SUB.get(sub_event) or _DISORDER.get(EVENT_TYPES[sub_event], "Political violence")


def _time_precision(days: int | None) -> str:
    """1: the day, two for a night; 2: the week; 3: the month or less exact."""
    return "1" if days is not None and days <= 2 else "2" if days is not None and days <= 7 else "3"


def _inter(id: str | None) -> str:
    """Only what the id itself tells; which groups are rebels or militias is ACLED's to say."""
    if id is None:
        return ""
    return "Civilians" if id == "civilians" else "State forces" if is_state(id) else ""


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"

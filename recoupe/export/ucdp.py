"""Incidents with the columns of UCDP's Georeferenced Event Dataset (codebook of version 24.1). UCDP-like: ids of conflicts, dyads
and sides are UCDP's own and stay empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import floor

from recoupe.export.coded import CIVILIANS, Claims, country, days_wide, deaths, is_state, outlets, sides, whole
from recoupe.export.csv import csv_line
from recoupe.model import Incident, Participant, Precision

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa",
    "gwnob",
)  # fmt: skip
_WHERE = {
    Precision.EXACT: "1", Precision.TOWN: "1", Precision.DISTRICT: "3", Precision.PROVINCE: "4", Precision.REGION: "5",
    Precision.COUNTRY: "6",
}  # fmt: skip
STATE_BASED, NON_STATE, ONE_SIDED = "1", "2", "3"
_NEAR_KM = 10.0


def ucdp_lines(incidents: Iterable[tuple[Incident, Claims]]) -> Iterator[str]:
    """A head line, then a line for each incident in which somebody is said to have been killed."""
    yield csv_line(COLUMNS)
    for incident, claims in incidents:
        row = ucdp_row(incident, claims)
        if row is not None:
            yield csv_line([row[column] for column in COLUMNS])


def ucdp_row(incident: Incident, claims: Claims) -> dict[str, str] | None:
    """None where nobody is said to have been killed, or the day is not known: the data set has no such events."""
    low, best, high = deaths(incident)
    when = incident.when
    if not (high or best) or when is None or when.start is None:
        return None
    a, b = _sides(incident)
    reports = {report.id: report for _, report in claims.values()}
    told = [reports[id] for id in incident.reports if id in reports]
    name, _ = country(incident.where.country if incident.where else None)
    civilians = deaths(incident, of_civilians=True)[1]
    if b == "Civilians" and civilians is None:
        civilians = best
    known = civilians or 0
    return dict.fromkeys(COLUMNS, "") | {
        "id": incident.id, "relid": incident.id, "year": str(when.start.year), "code_status": incident.status.value,
        "type_of_violence": _type(incident), "dyad_name": " - ".join(s for s in (a, b) if s), "side_a": a, "side_b": b,
        "number_of_sources": str(len(incident.origins)),
        "source_article": "; ".join(f"{r.outlet or ''} {r.title or ''}".strip() for r in told),
        "source_office": outlets(incident, reports), "source_date": "; ".join(r.published.edtf for r in told if r.published),
        "source_headline": "; ".join(r.title for r in told if r.title),
        "source_original": "; ".join(group.voice.name for group in incident.origins),
        "country": name, "event_clarity": "1", "date_prec": _date_prec(days_wide(when)),
        "date_start": when.start.isoformat(), "date_end": when.end.isoformat() if when.end else "",
        "deaths_civilians": whole(known), "deaths_a": "0", "deaths_b": "0",
        "deaths_unknown": whole(max(0.0, (best or 0) - known)),
        "best": whole(best), "low": whole(low), "high": whole(high if high is not None else best), **_place(incident),
    }  # fmt: skip


def _sides(incident: Incident) -> tuple[str, str]:
    """In state-based violence side a is the government."""
    actors, targets = sides(incident)
    pair = [actors[:1], targets[:1]]
    if _type(incident) == STATE_BASED and actors and targets and not is_state(actors[0].id) and is_state(targets[0].id):
        pair.reverse()
    names = [_name(side) for side in pair]
    return names[0], names[1]


def _name(side: list[Participant]) -> str:
    return side[0].name if side else ""


def _type(incident: Incident) -> str:
    """Empty where one side is not known."""
    actors, targets = sides(incident)
    if not targets:
        return ""
    if targets[0].id == CIVILIANS:
        return ONE_SIDED
    if not actors:
        return ""
    return STATE_BASED if is_state(actors[0].id) or is_state(targets[0].id) else NON_STATE


def _date_prec(days: int | None) -> str:
    """1: the day; 2: two to six days; 3: a week; 4: a month; 5: more."""
    if days is None or days > 31:
        return "5"
    return "1" if days == 1 else "2" if days < 7 else "3" if days == 7 else "4"


def _place(incident: Incident) -> dict[str, str]:
    where = incident.where
    if where is None:
        return {}
    near = where.precision in (Precision.EXACT, Precision.TOWN) and (where.radius_km or 0) > _NEAR_KM
    exactness = "2" if near else _WHERE[where.precision]
    named = {"where_prec": exactness, "where_coordinates": where.name, "where_description": where.name}
    if where.lat is None or where.lon is None:
        return named
    lat, lon = f"{where.lat:.6f}", f"{where.lon:.6f}"
    point = {"latitude": lat, "longitude": lon, "geom_wkt": f"POINT ({lon} {lat})"}
    return named | point | {"priogrid_gid": str(priogrid(where.lat, where.lon))}


def priogrid(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID 2.0: half a degree, counted from the south-west corner, 720 a row, from 1."""
    row, column = min(359, floor((lat + 90) * 2)), min(719, floor((lon + 180) * 2))
    return row * 720 + column + 1

"""What the two schemes of conflict data have in common: country names, precision of days, sides, sources of an incident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

from recoupe.export.codes import load_ontology
from recoupe.model import Attribute, Claim, Incident, PartialDate, Participant, Report, Stance

CIVILIANS = "civilians"
Claims = Mapping[str, tuple[Claim, Report]]


@cache
def country(iso2: str | None) -> tuple[str, str]:
    """Name and ISO 3166-1 numeric code; empty where there is none."""
    import pycountry

    found = pycountry.countries.get(alpha_2=iso2) if iso2 else None
    return (found.name, found.numeric.lstrip("0")) if found else ("", "")


def days_wide(when: PartialDate) -> int | None:
    return (when.end - when.start).days + 1 if when.start and when.end else None


def sub_event(incident: Incident, claims: Claims) -> str | None:
    """The ACLED sub-event that most of the claims have."""
    ontology = load_ontology()
    found = Counter(code for id in incident.claims if id in claims and (code := ontology.acled(claims[id][0])))
    return min(found, key=lambda c: (-found[c], c)) if found else None


def sides(incident: Incident) -> tuple[list[Participant], list[Participant]]:
    """Who acts and who is acted on, those that most claims name first."""
    actors = [p for p in incident.participants if p.role == "actor"]
    return actors, [p for p in incident.participants if p.role == "target" and p.id not in {a.id for a in actors[:1]}]


def is_state(id: str | None) -> bool:
    return id is not None and any(id.endswith(f"-{role}") for role in load_ontology().state)


def outlets(incident: Incident, reports: Mapping[str, Report]) -> str:
    told = [reports[id] for id in incident.reports if id in reports]
    return "; ".join(dict.fromkeys(report.outlet or report.origin.path or report.id for report in told))


def deaths(incident: Incident, *, of_civilians: bool = False) -> tuple[float | None, float | None, float | None]:
    """Low, best and high; with ``of_civilians`` what is said of them alone."""
    about = incident.about(Attribute.KILLED)
    if about is None:
        return None, None, None
    if of_civilians:
        known = [v for v in about.versions if v.scope == CIVILIANS and any(h.stance is Stance.SAYS for h in v.holdings)]
        best = max(known, key=lambda v: (v.origins, v.low or 0), default=None)
        return (best.low, best.low, best.high) if best else (None, None, None)
    made = about.estimate
    return (made.low, made.best, made.high) if made else (None, None, None)


def whole(value: float | None) -> str:
    return "" if value is None else f"{round(value)}"


def told(incident: Incident, claims: Claims) -> str:
    """The incident in the words of its claims: each version of the figures and authors, with who says so."""
    parts = []
    for attribute in (Attribute.ACTOR, Attribute.TARGET, Attribute.KILLED, Attribute.WOUNDED):
        about = incident.about(attribute)
        for version in about.versions if about else ():
            said = {h.voice.name for h in version.holdings if h.stance is Stance.SAYS}
            denied = {h.voice.name for h in version.holdings if h.stance is Stance.DENIES}
            if said:
                parts.append(f"{attribute.value} {version.label}: {', '.join(sorted(said))}")
            if denied:
                parts.append(f"{attribute.value} {version.label} denied by {', '.join(sorted(denied))}")
    return f"{incident.status.value}, {len(incident.origins)} independent voices. " + "; ".join(parts)

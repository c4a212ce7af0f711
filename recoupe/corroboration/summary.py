"""When, where and who: what the claims of an incident have in common, never more precise than they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from recoupe.corroboration.geo import FINE, RADIUS_KM, spots_of
from recoupe.corroboration.relations import Relations
from recoupe.corroboration.tellings import LOSERS, claim_days
from recoupe.corroboration.voices import Member, stance_of
from recoupe.model import Event, PartialDate, Participant, PlaceMention, Stance, Whereabouts

_PARTICIPANTS = 12


def events_of(members: Sequence[Member]) -> tuple[Event, ...]:
    found = Counter(m.claim.event for m in members)
    return tuple(sorted(found, key=lambda e: (-found[e], e.value)))


def when_of(members: Sequence[Member]) -> PartialDate | None:
    """The date that most reports give, the narrower one where two are given as often; None when nobody gives one."""
    votes: dict[str, set[str]] = defaultdict(set)
    values: dict[str, PartialDate] = {}
    for member in members:
        if member.claim.time is not None:
            value = member.claim.time.value
            votes[value.edtf].add(member.report.id)
            values[value.edtf] = value
    if not values:
        return None
    return values[min(values, key=lambda v: (-len(votes[v]), _width(values[v]), v))]


def _width(value: PartialDate) -> int:
    return (value.end - value.start).days if value.start and value.end else 10**6


def where_of(members: Sequence[Member]) -> Whereabouts | None:
    """The place that most reports name as theirs, among the most precise."""
    votes: dict[str, set[str]] = defaultdict(set)
    found: dict[str, tuple[PlaceMention, str, float]] = {}
    for member in members:
        spots = spots_of(member.claim, member.report.text)
        for spot in spots[:1]:
            place = next(p for p in member.claim.places if _key(p, member) == spot.key)
            votes[spot.key].add(member.report.id)
            radius = min(spot.radius_km, found[spot.key][2]) if spot.key in found else spot.radius_km
            found[spot.key] = (place, " ".join(place.span.of(member.report.text).split()), radius)
    if not found:
        return None
    best = min(found, key=lambda k: (found[k][0].precision not in FINE, -len(votes[k]), RADIUS_KM[found[k][0].precision], k))
    place, words, radius = found[best]
    entity = place.link.entity
    return Whereabouts(
        entity.name if entity else words, place.precision, entity.id if entity else None,
        place.country, place.lat, place.lon, radius,
    )  # fmt: skip


def _key(place: PlaceMention, member: Member) -> str:
    from recoupe.language.fold import fold

    return place.link.entity.id if place.link.entity else fold(" ".join(place.span.of(member.report.text).split()))


def participants_of(members: Iterable[Member], relations: Relations) -> tuple[Participant, ...]:
    """Those most often named first, those who act before those acted on."""
    claims: dict[tuple[str, str | None, str], list[str]] = defaultdict(list)
    for member in members:
        claim = member.claim
        if stance_of(claim) is Stance.DENIES:
            continue
        sides = (("actor", claim.actors), ("target", claim.targets))
        if claim.event in LOSERS:
            sides = (("target", claim.actors), ("actor", claim.targets))
        for role, mentions in sides:
            for mention in mentions:
                if mention.link.entity is not None:
                    claims[role, mention.link.entity.id, mention.link.entity.name].append(claim.id)
    made = [
        Participant(role, id, name, tuple(dict.fromkeys(ids)), relations.lineage(id) if id else ())
        for (role, id, name), ids in claims.items()
    ]
    return tuple(sorted(made, key=lambda p: (p.role, -len(p.claims), p.name)))[:_PARTICIPANTS]


def days_of(members: Iterable[Member]) -> Mapping[str, tuple[date | None, date | None]]:
    """First and last day by EDTF value."""
    return {
        m.claim.time.value.edtf: (m.claim.time.value.start, m.claim.time.value.end) for m in members if m.claim.time is not None
    }


def span_of_days(members: Iterable[Member]) -> tuple[int, int] | None:
    days = [d for m in members for d in claim_days(m.claim) if d is not None]
    return (min(days), max(days)) if days else None

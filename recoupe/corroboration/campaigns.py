"""A battle, siege or offensive that is reported day by day: its incidents are episodes of one campaign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from recoupe.corroboration.geo import distance_km
from recoupe.corroboration.relations import NO_RELATIONS, Relations, related
from recoupe.model import Campaign, Event, Incident, PartialDate, Reason, Whereabouts

GROUND = frozenset({
    Event.OFFENSIVE, Event.ADVANCE, Event.CAPTURE, Event.SIEGE, Event.CLASH, Event.WITHDRAWAL, Event.COLLAPSE,
})  # fmt: skip
PAUSE_DAYS, SIEGE_PAUSE_DAYS = 4, 21
"""The longest time without an episode."""
REACH_KM = 45.0
"""From an episode to the next."""


@dataclass(slots=True)
class _Open:
    episodes: list[Incident] = field(default_factory=list)
    actors: set[str] = field(default_factory=set)
    """Those with a part in every episode so far, by their own id or one above it."""


def campaigns(incidents: Iterable[Incident], *, relations: Relations = NO_RELATIONS) -> tuple[Campaign, ...]:
    """Of incidents on the ground, those that follow one another closely, near by, with the same side acting. Two at least."""
    ground = [i for i in incidents if GROUND & set(i.events) and i.when and i.when.start and _actors(i)]
    ground.sort(key=lambda i: (i.when.start if i.when and i.when.start else None, i.id))
    opened: list[_Open] = []
    for incident in ground:
        fitting = [c for c in opened if _continues(c, incident, relations)]
        if fitting:
            campaign = max(fitting, key=lambda c: (_days(c.episodes[-1])[1], c.episodes[0].id))
            campaign.actors = _shared(campaign.actors, _actors(incident), relations)
            campaign.episodes.append(incident)
        else:
            opened.append(_Open([incident], _actors(incident)))
    return tuple(_made(c) for c in opened if len(c.episodes) > 1)


def _actors(incident: Incident) -> set[str]:
    return {p.id for p in incident.participants if p.role == "actor" and p.id}


def _shared(left: set[str], right: set[str], relations: Relations) -> set[str]:
    return {a for a in left if any(related(a, b, relations) for b in right)}


def _continues(campaign: _Open, incident: Incident, relations: Relations) -> bool:
    pause = SIEGE_PAUSE_DAYS if any(Event.SIEGE in e.events for e in (*campaign.episodes, incident)) else PAUSE_DAYS
    gap = _days(incident)[0] - max(_days(e)[1] for e in campaign.episodes)
    if gap > pause or not _shared(campaign.actors, _actors(incident), relations):
        return False
    return any(_near(e.where, incident.where) for e in campaign.episodes[-3:])


def _near(left: Whereabouts | None, right: Whereabouts | None) -> bool:
    if left is None or right is None:
        return False
    if left.id is not None and left.id == right.id:
        return True
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return False
    return distance_km(left.lat, left.lon, right.lat, right.lon) <= REACH_KM


def _days(incident: Incident) -> tuple[int, int]:
    when = incident.when
    start = when.start.toordinal() if when and when.start else 0
    return start, when.end.toordinal() if when and when.end else start


def _made(campaign: _Open) -> Campaign:
    first, last = campaign.episodes[0], campaign.episodes[-1]
    start = first.when.start if first.when else None
    end = max((e.when.end for e in campaign.episodes if e.when and e.when.end), default=None)
    when = PartialDate.between(start, end) if start and end else first.when
    reasons = (
        Reason(f"{len(campaign.episodes)} incidents with no more than a few days between them", 1.0),
        Reason("near one another, the same side acting", 1.0),
    )
    ids = tuple(e.id for e in campaign.episodes)
    return Campaign(f"k{first.id[1:]}", ids, when, _widest(campaign.episodes, last), tuple(sorted(campaign.actors)), reasons)


def _widest(episodes: Sequence[Incident], last: Incident) -> Whereabouts | None:
    """The place named by most episodes, the latest where they are as many."""
    names = [e.where.name for e in episodes if e.where]
    if not names:
        return last.where
    best = max(names, key=lambda n: (names.count(n), names[::-1].index(n) * -1))
    return next(e.where for e in reversed(episodes) if e.where and e.where.name == best)

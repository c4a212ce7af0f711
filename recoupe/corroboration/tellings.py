"""From the claims of one report to its tellings: which of them speak of the same happening, by the report alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from recoupe.corroboration.families import FROM_AFAR, LASTING, MUTUAL, ONE_SIDED, TURNOVER, affinity
from recoupe.corroboration.geo import FINE, RADIUS_KM, gap_km, spots_of
from recoupe.corroboration.relations import NO_RELATIONS, Relations, related
from recoupe.model import (
    ActorMention,
    Claim,
    Event,
    Modality,
    Polarity,
    Precision,
    Quantity,
    Reason,
    Report,
    Spot,
    Telling,
    Toll,
    anchor_id,
)

HAPPENED = frozenset({Modality.ASSERTED, Modality.DENIED, Modality.POSSIBLE})
NEWS_DAYS, LASTING_NEWS_DAYS = 7, 30
"""An undated happening is taken to be news: this many days before publication at most."""
STEPS = 4096
"""Arrival numbers kept free for the claims of one report."""
_JOINS = 0.55
_NEAR_KM = 5.0
_BLAME, _BLAME_REACH = 0.5, 600
"""Blame that says neither where nor of what is for the violence told of within so many characters."""
_UNANCHORED = 0.15
"""A claim that says neither where nor when has to belong to what stands before it."""
_MOSTLY = 0.6
"""Share of a report's claims that have to be at one place for it to be the place of those that name none."""
_CONTEXT, _TOLLS = 16, 8
LOSERS = frozenset({Event.WITHDRAWAL, Event.COLLAPSE})
"""Events whose actor is the side to which it happens: the other side tells of them as of its own advance."""


@dataclass(frozen=True, slots=True)
class ReportTellings:
    """``anchors`` has the anchor of every claim; ``apart`` those that belong to no incident, with the reason."""

    tellings: tuple[Telling, ...]
    anchors: dict[str, str]
    apart: dict[str, Reason]


@dataclass(slots=True)
class _Facts:
    """A claim as far as grouping needs it."""

    claim: Claim
    spots: tuple[Spot, ...]
    first: int | None
    last: int | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]

    @property
    def dated(self) -> bool:
        return self.first is not None or self.last is not None


@dataclass(slots=True)
class _Draft:
    members: list[_Facts] = field(default_factory=list)


def tellings_of(
    report: Report,
    claims: Iterable[Claim],
    *,
    number: int = 0,
    relations: Relations = NO_RELATIONS,
    alone: Collection[str] = frozenset(),
    left_out: Collection[str] = frozenset(),
    anchors: Mapping[str, str] | None = None,
) -> ReportTellings:
    """``number`` is the report's place in the order of arrival. ``alone`` and ``left_out`` hold anchors of claims that people
    have set apart from the rest of their telling, or rejected. ``anchors``: those of the claims before they were corrected.
    """
    ordered = sorted(claims, key=lambda c: (c.trigger.start, c.evidence.start, c.event, c.id))
    anchors = dict(_anchors(ordered)) if anchors is None else dict(anchors)
    apart: dict[str, Reason] = {}
    drafts: list[_Draft] = []
    for claim in ordered:
        why = _why_apart(claim, anchors[claim.id] in left_out)
        if why is not None:
            apart[claim.id] = why
        elif anchors[claim.id] in alone:
            drafts.append(_Draft([_facts(claim, report.text)]))
        else:
            _place(_facts(claim, report.text), [d for d in drafts if not _is_alone(d, anchors, alone)], drafts, relations)
    context = _context(ordered)
    home = _home([m.spots[0] for d in drafts for m in d.members if m.spots])
    position = {claim.id: n for n, claim in enumerate(ordered)}
    start = number * STEPS
    made = [
        _telling(d, report, anchors, (context, home), start + min(position[d.members[0].claim.id], STEPS - 1)) for d in drafts
    ]
    return ReportTellings(tuple(made), anchors, apart)


def _anchors(ordered: list[Claim]) -> Iterator[tuple[str, str]]:
    seen: Counter[tuple[str, int]] = Counter()
    for claim in ordered:
        what = (claim.event.value, claim.trigger.start)
        yield claim.id, anchor_id(claim.report_id, *what, seen[what])
        seen[what] += 1


def _why_apart(claim: Claim, rejected: bool) -> Reason | None:
    if rejected:
        return Reason("rejected by a person", -1.0)
    if claim.modality not in HAPPENED:
        return Reason(f"{claim.modality.value}: not said to have happened", -1.0)
    return None


def _is_alone(draft: _Draft, anchors: dict[str, str], alone: Collection[str]) -> bool:
    return any(anchors[m.claim.id] in alone for m in draft.members)


def _place(facts: _Facts, open_drafts: list[_Draft], drafts: list[_Draft], relations: Relations) -> None:
    """Into the draft that fits best, the nearer one in the text where two fit alike; else into one of its own."""
    fits = [(score, n) for n, d in enumerate(open_drafts) if (score := _fit(d, facts, relations)) is not None]
    best = max(fits, default=None)
    if best is not None and best[0] >= _JOINS:
        open_drafts[best[1]].members.append(facts)
    else:
        drafts.append(_Draft([facts]))


def _fit(draft: _Draft, facts: _Facts, relations: Relations) -> float | None:
    """How well a claim goes with those of a draft; None where it cannot. Compared with every member, the worst counts."""
    score = max(affinity(facts.claim.event, m.claim.event) for m in draft.members)
    if facts.claim.event is Event.ACCUSATION and _is_blame_for(draft, facts):
        score = _BLAME
    if score < 0.3:
        return None
    afar = facts.claim.event in FROM_AFAR or any(m.claim.event in FROM_AFAR for m in draft.members)
    parts = [_part(m, facts, relations, afar=afar) for m in draft.members]
    if any(p is None for p in parts):
        return None
    if not facts.dated and not facts.spots:
        score += _UNANCHORED
    nearness = max(0.0, 0.2 - 0.0002 * (facts.claim.trigger.start - draft.members[-1].claim.trigger.start))
    return score + max(p for p in parts if p is not None) + nearness


def _is_blame_for(draft: _Draft, facts: _Facts) -> bool:
    """Whether somebody is blamed, on the day and close by in the text, for violence of which nobody is named as the author so."""
    violence = [m for m in draft.members if m.claim.event in ONE_SIDED]
    near = any(abs(facts.claim.trigger.start - m.claim.trigger.start) <= _BLAME_REACH for m in violence)
    return near and facts.dated and bool(facts.actors) and not facts.spots


def _part(member: _Facts, facts: _Facts, relations: Relations, *, afar: bool) -> float | None:
    time, place = _time_fit(member, facts), _place_fit(member, facts)
    sides = _sides_fit(member, facts, relations, afar=afar)
    if time is None or place is None or sides is None:
        return None
    return time + place + sides


def _time_fit(a: _Facts, b: _Facts) -> float | None:
    if not a.dated or not b.dated:
        return 0.0
    gap = max(_low(a), _low(b)) - min(_high(a), _high(b))
    lasting = a.claim.event in LASTING and b.claim.event in LASTING
    turnover = a.claim.event in TURNOVER and b.claim.event in TURNOVER and a.claim.event is not b.claim.event
    if gap > (2 if lasting or turnover else 0):
        return None
    return 0.4 if gap <= 0 else 0.0


def _low(facts: _Facts) -> int:
    return facts.first if facts.first is not None else -(10**9)


def _high(facts: _Facts) -> int:
    return facts.last if facts.last is not None else 10**9


def _place_fit(a: _Facts, b: _Facts) -> float | None:
    gaps = [gap for s in a.spots for t in b.spots if (gap := gap_km(s, t)) is not None]
    if not gaps:
        return 0.0
    if min(gaps) > _NEAR_KM:
        return None
    fine = any(s.precision in FINE and t.precision in FINE and gap_km(s, t) == 0.0 for s in a.spots for t in b.spots)
    return 0.4 if fine else 0.1


def _sides_fit(a: _Facts, b: _Facts, relations: Relations, *, afar: bool) -> float | None:
    """A blow from afar and the one that answers it are two: where both sides are named the other way round, it is None."""
    same = _meet(a.actors, b.actors, relations), _meet(a.targets, b.targets, relations)
    crossed = _meet(a.actors, b.targets, relations), _meet(a.targets, b.actors, relations)
    mutual = a.claim.event in MUTUAL or b.claim.event in MUTUAL
    denied = Modality.DENIED in (a.claim.modality, b.claim.modality)
    if any(crossed) and not any(same):
        if not mutual and not denied and afar:
            return None
        return 0.1 if mutual else 0.0
    if any(same):
        return 0.15 * sum(same)
    return -0.1 if a.actors and b.actors and not mutual else 0.0


def _meet(left: tuple[str, ...], right: tuple[str, ...], relations: Relations) -> bool:
    return any(related(a, b, relations) for a in left for b in right)


def _facts(claim: Claim, text: str) -> _Facts:
    actors, targets = _ids(claim.actors), _ids(claim.targets)
    if claim.event in LOSERS:
        actors, targets = targets, actors
    if claim.event is Event.ACCUSATION:
        actors, targets = targets, ()
    first, last = claim_days(claim)
    return _Facts(claim, spots_of(claim, text), first, last, actors, targets)


def claim_days(claim: Claim) -> tuple[int | None, int | None]:
    """First and last day of a claim as ordinals; None is open or not said."""
    value = claim.time.value if claim.time else None
    if value is None:
        return None, None
    return (value.start.toordinal() if value.start else None), (value.end.toordinal() if value.end else None)


def _ids(mentions: Iterable[ActorMention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.link.entity.id for m in mentions if m.link.entity is not None))


def _home(spots: list[Spot]) -> tuple[Spot, ...]:
    """The place of which a report mostly tells, as far as those of its claims that name none may be from it."""
    found = Counter(spot.key for spot in spots if spot.precision in FINE)
    if not found or max(found.values()) < _MOSTLY * len(spots):
        return ()
    best = max(found, key=lambda key: (found[key], key))
    spot = next(s for s in spots if s.key == best)
    return (replace(spot, key=f"about {spot.key}", precision=Precision.DISTRICT, radius_km=RADIUS_KM[Precision.DISTRICT]),)


def _telling(
    draft: _Draft, report: Report, anchors: dict[str, str], about: tuple[tuple[str, ...], tuple[Spot, ...]], arrival: int
) -> Telling:
    members = draft.members
    events = Counter(m.claim.event for m in members)
    first, last, assumed = _interval(members, report)
    return Telling(
        key=anchors[members[0].claim.id],
        report=report.id,
        claims=tuple(m.claim.id for m in members),
        events=tuple(sorted(events, key=lambda e: (-events[e], e.value))),
        first=first, last=last, assumed=assumed,
        spots=_all_spots(members) or about[1],
        actors=_united(m.actors for m in members),
        targets=_united(m.targets for m in members),
        tolls=_tolls(members),
        means=_united(tuple(used.id.value for used in m.claim.means) for m in members),
        context=about[0],
        arrival=arrival,
    )  # fmt: skip


def _interval(members: list[_Facts], report: Report) -> tuple[int | None, int | None, bool]:
    """The narrowest span of days among the claims; without one, the days before publication in which it may be news."""
    dated = [m for m in members if m.dated]
    if dated:
        best = min(dated, key=lambda m: (_high(m) - _low(m), _low(m)))
        return best.first, best.last, False
    published = report.published
    if published is None or published.end is None:
        return None, None, True
    back = LASTING_NEWS_DAYS if all(m.claim.event in LASTING for m in members) else NEWS_DAYS
    start = published.start or published.end
    return start.toordinal() - back, published.end.toordinal(), True


def _all_spots(members: list[_Facts]) -> tuple[Spot, ...]:
    """Each claim's foremost places before those that only some name in passing; at most four."""
    ranked = [(n, spot) for m in members for n, spot in enumerate(m.spots)]
    ranked.sort(key=lambda item: (item[0] > 0, item[1].radius_km))
    return tuple(dict.fromkeys(spot for _, spot in ranked))[:4]


def _united(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for part in parts for id in part))


def _tolls(members: list[_Facts]) -> tuple[Toll, ...]:
    figures = [q for m in members if m.claim.modality is not Modality.DENIED for q in m.claim.quantities]
    kept = {Toll(q.kind.value, q.min, q.max) for q in figures if _countable(q)}
    return tuple(sorted(kept, key=lambda t: (t.kind, -(t.min or t.max or 0), -(t.max or 0))))[:_TOLLS]


def _countable(quantity: Quantity) -> bool:
    return quantity.min is not None or quantity.max is not None


def _context(claims: list[Claim]) -> tuple[str, ...]:
    """Ids that the report's claims name most, whatever their role."""
    found: Counter[str] = Counter()
    for claim in claims:
        found.update(_ids((*claim.actors, *claim.targets)))
        found.update(p.link.entity.id for p in claim.places if p.link.entity is not None)
    return tuple(sorted(found, key=lambda id: (-found[id], id)))[:_CONTEXT]


def denies(claim: Claim) -> bool:
    """Whether a claim says that it did not happen, or not so."""
    return claim.modality is Modality.DENIED or claim.polarity is Polarity.NEGATIVE

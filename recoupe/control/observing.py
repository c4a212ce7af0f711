"""From claims to observations of control. What is planned, threatened or supposed moves nothing.

Weights are log-likelihood ratios: how much likelier the claim is where it holds than where it does not. They start from the kind
of event and are multiplied by what the claim's modality, its speaker and its place are worth; docs/control.md has the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from recoupe.control.ground import ground_of, moved
from recoupe.control.told import Extents, Parties, Told
from recoupe.model import (
    POINT_KM,
    ActorMention,
    Bearing,
    Claim,
    Event,
    Ground,
    Modality,
    Observation,
    Polarity,
    Reason,
    SourceKind,
    Unplaced,
)

WEIGHTS = {
    Event.CAPTURE: 4.0, Event.HOLD: 3.0, Event.WITHDRAWAL: 3.5, Event.COLLAPSE: 0.8, Event.DEPLOYMENT: 0.6,
    Event.SIEGE: 1.5, Event.ADVANCE: 0.8, Event.CLASH: 0.9, Event.OFFENSIVE: 0.4,
    Event.SHELLING: 0.5, Event.STRIKE: 0.5, Event.BOMBING: 0.2,
}  # fmt: skip
"""Nats. What is not here says nothing of control."""
DENIED, POSSIBLE, UNNAMED, AGAINST_INTEREST, OWN_INTEREST, NEGATED = 0.6, 0.5, 0.6, 1.5, 0.8, 0.7
_NEVER = frozenset({Modality.PLANNED, Modality.THREATENED, Modality.HYPOTHETICAL})
_FIRE = frozenset({Event.SHELLING, Event.STRIKE, Event.BOMBING})
_FIGHTING = frozenset({Event.CLASH, Event.OFFENSIVE})
_WIDE_KM = 15.0
_AROUND, _AROUND_KM, _BELT_KM = 8, 18.0, POINT_KM + 1
"""What "besieged" says of the surroundings: on so many discs, so far from the place, so wide."""
_NEWS_DAYS = 3
"""An undated claim is on the days before its report came out."""


@dataclass(frozen=True, slots=True)
class Observed:
    """``passed_over``: how many claims say nothing of control, by reason."""

    observations: tuple[Observation, ...]
    unplaced: tuple[Unplaced, ...]
    passed_over: tuple[tuple[str, int], ...] = ()


def observe(told: Iterable[Told], *, parties: Parties, extents: Extents | None = None) -> Observed:
    """Observations in the order of the claims. A claim on control without coordinates, or without a day, is listed."""
    made: list[Observation] = []
    unplaced: list[Unplaced] = []
    passed: dict[str, int] = {}
    for one in told:
        why = _no_bearing(one.claim)
        if why is not None:
            passed[why] = passed.get(why, 0) + 1
            continue
        where, days = ground_of(one, extents), days_of(one)
        if not where.grounds or days is None:
            reason = where.why or "neither it nor its report has a date"
            unplaced.append(Unplaced(one.claim.id, one.report.id, where.words, reason))
            continue
        for ground in where.grounds:
            found = [*_read(one, ground, days, parties), *_around(one, ground, days, parties)]
            made += [replace(o, area_km2=where.area_km2) for o in found]
            if not found:
                passed["nobody who holds ground is named"] = passed.get("nobody who holds ground is named", 0) + 1
    return Observed(tuple(made), tuple(unplaced), tuple(sorted(passed.items())))


def _no_bearing(claim: Claim) -> str | None:
    if claim.event not in WEIGHTS:
        return "it is not on control"
    if claim.modality in _NEVER:
        return "it is planned, threatened or supposed"
    if claim.event not in (Event.CAPTURE, Event.HOLD, Event.WITHDRAWAL) and _denies(claim):
        return "what is denied would say nothing of control"
    return None


def _denies(claim: Claim) -> bool:
    return claim.modality is Modality.DENIED or claim.polarity is Polarity.NEGATIVE


def days_of(told: Told) -> tuple[int, int] | None:
    """First and last ordinal day on which it is said to be so; none where neither claim nor report is dated."""
    when, published = told.claim.time, told.report.published
    out = (published.end or published.start) if published is not None else None
    if when is not None and (when.value.start is not None or when.value.end is not None):
        first, last = when.value.start or when.value.end, when.value.end or out or when.value.start
        assert first is not None
        assert last is not None
        if out is not None and first <= out < last:
            last = out
        return first.toordinal(), max(first, last).toordinal()
    if published is None or out is None:
        return None
    first = published.start or out
    return (first.toordinal() - (_NEWS_DAYS if published.is_day else 0)), out.toordinal()


# ------------------------------------------------------------ what a claim says


def _read(told: Told, ground: Ground, days: tuple[int, int], parties: Parties) -> Iterator[Observation]:
    claim = told.claim
    day = date.fromordinal(days[1])
    actors = _holders(claim.actors, ground, day, parties)
    targets = _holders(claim.targets, ground, day, parties)
    for bearing, holder, share in _bearings(claim, actors, targets, told, parties, ground, day):
        yield _weighed(told, ground, days, bearing, holder, share, parties)


def _around(told: Told, ground: Ground, days: tuple[int, int], parties: Parties) -> Iterator[Observation]:
    """A siege says of the country around the place that the besieger holds it: of discs next to each other on a circle."""
    if told.claim.event is not Event.SIEGE or not ground.is_point:
        return
    for holder in _holders(told.claim.actors, ground, date.fromordinal(days[1]), parties):
        for n in range(_AROUND):
            bearing = n * 360 / _AROUND
            lat, lon = moved(ground.lat, ground.lon, bearing, _AROUND_KM)
            key, name = f"{ground.key}/around/{bearing:g}", f"around {ground.name}"
            belt = replace(ground, key=key, name=name, lat=lat, lon=lon, radius_km=_BELT_KM)
            yield _weighed(told, belt, days, Bearing.HOLDS, holder, 1.0, parties)


def _holders(mentions: Sequence[ActorMention], ground: Ground, day: date, parties: Parties) -> tuple[str, ...]:
    found = (
        parties.holder(m.link.entity.id, country=ground.country, day=day) for m in mentions if m.link.entity is not None
    )
    return tuple(dict.fromkeys(h for h in found if h is not None))


def _bearings(
    claim: Claim, actors: tuple[str, ...], targets: tuple[str, ...], told: Told, parties: Parties, ground: Ground, day: date
) -> Iterator[tuple[Bearing, str | None, float]]:
    """Bearing, holder, and the share of the event's weight that it has."""
    denied = _denies(claim)
    match claim.event:
        case Event.CAPTURE:
            if len(actors) > 1:
                yield Bearing.CONTESTS, None, 0.5
            for a in actors:
                yield (Bearing.LACKS if denied else Bearing.TAKES), a, (NEGATED if denied else 1.0) / len(actors)
            if not denied:
                yield from ((Bearing.LEAVES, t, 0.6) for t in targets if t not in actors)
        case Event.HOLD:
            yield from _held(claim, actors, told, parties, ground, day)
        case Event.WITHDRAWAL | Event.COLLAPSE:
            for a in actors or (targets if claim.event is Event.COLLAPSE else ()):
                yield (Bearing.HOLDS if denied else Bearing.LEAVES), a, NEGATED if denied else 1.0
        case Event.DEPLOYMENT:
            yield from ((Bearing.HOLDS, a, 1.0) for a in actors)
        case Event.SIEGE:
            yield from ((Bearing.LACKS, a, 1.0) for a in actors)
            yield from ((Bearing.HOLDS, t, 0.6) for t in targets if t not in actors)
            if not actors and not targets:
                yield Bearing.CONTESTS, None, 0.6
        case Event.ADVANCE:
            yield from ((Bearing.CONTESTS, None, 1.0 / len(actors)) for _ in actors)
        case event if event in _FIRE:
            yield from ((Bearing.LACKS, a, 1.0) for a in actors)
        case event if event in _FIGHTING:
            yield Bearing.CONTESTS, None, 1.0


def _held(
    claim: Claim, actors: tuple[str, ...], told: Told, parties: Parties, ground: Ground, day: date
) -> Iterator[tuple[Bearing, str | None, float]]:
    """Several enemies who hold one place, by one claim, contest it; so do nobody in particular and "both sides"."""
    if _denies(claim):
        yield from ((Bearing.LACKS, a, NEGATED) for a in actors)
    elif len(actors) > 1 or (not actors and _spoken_by_several(told)):
        yield Bearing.CONTESTS, None, 1.0
    else:
        yield from ((Bearing.HOLDS, a, 1.0) for a in actors)


def _spoken_by_several(told: Told) -> bool:
    return any(s.kind is SourceKind.UNNAMED and not s.link.candidates for s in told.claim.attribution)


# ------------------------------------------------------------ what it is worth


def _weighed(
    told: Told, ground: Ground, days: tuple[int, int], bearing: Bearing, holder: str | None, share: float, parties: Parties
) -> Observation:
    claim, voice = told.claim, told.voices[0]
    day = date.fromordinal(days[1])
    party = parties.holder(voice.actor, country=ground.country, day=day) if voice.actor else None
    against = _against(bearing, holder, party, parties, day)
    reasons = [Reason(claim.event.value.replace("_", " "), round(WEIGHTS[claim.event] * share, 3))]
    reasons += [Reason(text, factor) for text, factor in _factors(claim, told, ground, against, days)]
    weight = reasons[0].weight
    for factor in reasons[1:]:
        weight *= factor.weight
    return Observation(
        claim=claim.id, report=told.report.id, event=claim.event, bearing=bearing, holder=holder, ground=ground,
        first=days[0], last=days[1], weight=round(weight, 4), voice=voice.key, voice_name=voice.name,
        outlet=told.voices[-1].name, party=party, origins=told.origins, against_interest=against is True, reasons=tuple(reasons),
    )  # fmt: skip


def _against(bearing: Bearing, holder: str | None, party: str | None, parties: Parties, day: date) -> bool | None:
    """Whether the speaker's side would rather it were not so; None where the speaker has no side in it."""
    if holder is None or party is None:
        return None
    own = party == holder
    if not own and not parties.opposed(party, holder, day):
        return None
    has = bearing in (Bearing.TAKES, Bearing.HOLDS)
    return own is not has


def _factors(
    claim: Claim, told: Told, ground: Ground, against: bool | None, days: tuple[int, int]
) -> Iterator[tuple[str, float]]:
    if claim.modality is Modality.POSSIBLE:
        yield "held possible, not asserted", POSSIBLE
    if claim.modality is Modality.DENIED:
        yield "a denial", DENIED
    if told.voices[0].kind is SourceKind.UNNAMED:
        yield "the speaker is not named", UNNAMED
    if against is not None:
        yield ("against the speaker's interest", AGAINST_INTEREST) if against else ("in the speaker's interest", OWN_INTEREST)
    if claim.confidence:
        yield "how surely the claim was read", round(0.5 + 0.5 * claim.confidence, 3)
    if ground.radius_km > _WIDE_KM:
        yield "of a whole region, not of this spot", 0.35 if ground.radius_km <= 150 else 0.15

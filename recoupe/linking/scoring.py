"""From ids to scored candidates, and from candidates to a link: what counts for and against an entity in a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from recoupe.linking.entities import Actor, ActorKind, Person
from recoupe.linking.registry import ActorRegistry, existed, in_term
from recoupe.model import UNLINKED, Candidate, Link, PartialDate, Reason, ReportContext

THRESHOLD = 0.5
"""Below it nothing is chosen."""
LEAD = 0.08
"""A candidate is chosen only when it is this much ahead of the next."""
YEAR = timedelta(days=365)
NOT_YET, NO_LONGER = -0.7, -0.25
DECIDED_BY = "registry/1"

_EVERYWHERE = (
    ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.MINISTRY, ActorKind.MILITARY, ActorKind.POLICE, ActorKind.ORGANIZATION,
    ActorKind.NGO, ActorKind.PARTY,
)
"""Kinds of which it says little that a report plays elsewhere than where they belong."""


def weigh(
    id: str, first: Reason, *, registry: ActorRegistry, context: ReportContext, ambiguous: bool = False, placed: bool = False
) -> Candidate | None:
    """The entity as a candidate: ``first`` says how the words lead to it, date and theatre are added. None for an unknown id.

    The theatre always counts for a name that several bear (``ambiguous``), and not again where the words were read by it
    (``placed``).
    """
    entity = registry.entity(id)
    if entity is None:
        return None
    reasons = [first]
    if isinstance(entity, Actor):
        reasons += _actor_reasons(entity, context, ambiguous=ambiguous, placed=placed)
    elif isinstance(entity, Person):
        reasons += _person_reasons(entity, context)
    if id in context.actors:
        reasons.append(Reason("named elsewhere in the report", 0.1))
    score = min(1.0, max(0.0, sum(r.weight for r in reasons)))
    return Candidate(id, entity.name, round(score, 3), tuple(reasons))


def decide(candidates: Iterable[Candidate | None]) -> Link:
    """Candidates in order of score, the best of each id; the first is chosen when it stands out."""
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate is not None and (candidate.id not in best or candidate.score > best[candidate.id].score):
            best[candidate.id] = candidate
    ranked = tuple(sorted(best.values(), key=lambda c: (-c.score, c.id)))
    if not ranked:
        return UNLINKED
    clear = len(ranked) == 1 or ranked[0].score - ranked[1].score >= LEAD
    chosen = 0 if ranked[0].score >= THRESHOLD and clear else None
    return Link(ranked, chosen, DECIDED_BY)


def soon_after(context: ReportContext) -> ReportContext:
    """The context of a report of which only the earliest date is known: it is taken to be of the year that follows."""
    published = context.published
    if published is None or published.start is None or published.end is not None:
        return context
    return replace(context, published=PartialDate(published.edtf, published.start, published.start + YEAR))


def theatre_weight(country: str, context: ReportContext) -> float:
    """How much of the report plays in a country, from 0 to 1."""
    return dict(context.countries).get(country, 0.0)


def _actor_reasons(actor: Actor, context: ReportContext, *, ambiguous: bool, placed: bool) -> list[Reason]:
    reasons = []
    if context.published is not None and not existed(actor, context.published):
        reasons.append(_out_of_time(actor, context.published))
    if not placed and actor.countries and context.countries and (ambiguous or actor.kind not in _EVERYWHERE):
        share = sum(theatre_weight(country, context) for country in actor.countries)
        if share > 0:
            reasons.append(Reason("active where the report plays", round(0.15 * min(1.0, share), 3)))
        else:
            reasons.append(Reason("not known where the report plays", -0.2))
    return reasons


def _out_of_time(actor: Actor, published: PartialDate) -> Reason:
    """Nobody can be named before there is such a name; of what is gone, reports still speak."""
    if actor.start is not None and published.end is not None and published.end < actor.start:
        return Reason(f"there was no such name yet in {published.edtf}", NOT_YET)
    return Reason(f"no longer bore that name in {published.edtf}", NO_LONGER)


def _person_reasons(person: Person, context: ReportContext) -> list[Reason]:
    reasons = []
    if person.country is not None and theatre_weight(person.country, context) > 0:
        reasons.append(Reason("of a country in which the report plays", 0.05))
    if context.published is not None and any(in_term(term, context.published) for term in person.terms):
        reasons.append(Reason("in office when the report was published", 0.1))
    return reasons

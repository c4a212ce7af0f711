"""How sure the reader is of a claim: a sum of reasons, with weights fitted on the examples."""

from __future__ import annotations

from recoupe.extraction.drafts import STRIKING, Draft
from recoupe.model import ActorMention, Event, Modality, PlaceMention, Reason, TimeMention

BASE = 0.62
MOST = 0.99
"""The most that the reasons may add up to."""


def reasons_of(
    draft: Draft, actors: tuple[ActorMention, ...], places: tuple[PlaceMention, ...], time: TimeMention | None
) -> tuple[Reason, ...]:
    """Why the claim is as sure as it is; the weights add up to its confidence before it is cut to 0..1."""
    out = [Reason(f"{draft.event.value} read from its words", BASE)]
    if any(a.link.entity is not None for a in actors):
        out.append(Reason("actor resolved", 0.12))
    elif actors:
        out.append(Reason("actor named but not resolved", 0.02))
    if draft.targets:
        out.append(Reason("target named", 0.05))
    if any(p.lat is not None for p in places):
        out.append(Reason("place resolved", 0.08))
    if time is not None and time.span is not None:
        out.append(Reason("dated in its clause", 0.06))
    if draft.figures:
        out.append(Reason("with a figure", 0.05))
    if draft.event in STRIKING:
        out.append(Reason("words of violence are seldom used otherwise", 0.04))
    if draft.event in (Event.STATEMENT, Event.ACCUSATION, Event.SUPPORT, Event.PROTEST, Event.AGREEMENT):
        out.append(Reason("words of this kind are often used otherwise", -0.08))
    if draft.modality in (Modality.POSSIBLE, Modality.HYPOTHETICAL, Modality.PLANNED):
        out.append(Reason(f"told as {draft.modality.value}", -0.06))
    if not actors and not draft.targets and not places:
        out.append(Reason("nobody and no place named", -0.15))
    out += draft.reasons
    over = sum(r.weight for r in out) - MOST
    return (*out, Reason("no claim is certain", -round(over, 2))) if over > 0 else tuple(out)


def confidence(reasons: tuple[Reason, ...]) -> float:
    """Between 0.05 and 0.99, to two places."""
    return round(min(0.99, max(0.05, sum(r.weight for r in reasons))), 2)

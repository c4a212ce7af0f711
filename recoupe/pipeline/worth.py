"""Whether a claim says enough to be one: somebody, some place or some figure beside the event itself."""

from __future__ import annotations

from recoupe.extraction.drafts import STRIKING, Draft
from recoupe.model import ActorMention, Claim, Event, Modality, NameKind, QuantityKind

UNREAL = frozenset({Modality.PLANNED, Modality.POSSIBLE, Modality.HYPOTHETICAL})
PEOPLE = frozenset(
    {QuantityKind.KILLED, QuantityKind.WOUNDED, QuantityKind.CAPTURED, QuantityKind.MISSING, QuantityKind.DISPLACED}
)
CIVIC = frozenset({Event.PROTEST, Event.STATEMENT, Event.ACCUSATION, Event.SUPPORT, Event.ARREST, Event.THREAT, Event.ALLIANCE})
"""Events whose words also belong to politics in peace: they need somebody named."""
TALK = frozenset({Event.STATEMENT, Event.ACCUSATION, Event.SUPPORT, Event.ALLIANCE})
GROUND = frozenset({Event.CAPTURE, Event.HOLD})
DATED = STRIKING | {Event.CEASEFIRE, Event.OFFENSIVE, Event.SIEGE, Event.AGREEMENT, Event.CAPTURE}
"""Events that a date alone makes one happening ("the truce that began on Monday")."""


def refusal(claim: Claim, draft: Draft, sentence: str, *, jests: bool = False) -> str | None:
    """Why the words are no claim, or None when they are one. ``jests``: their paragraph is marked as a joke."""
    if jests:
        return "a joke"
    if sentence.rstrip(" »”\"'’)").endswith("?"):
        return "a question"
    who = bool(claim.actors) or any(not _is_crowd(t) for t in claim.targets) or any(p.phrase.names for p in draft.targets)
    toll = any(q.kind in PEOPLE for q in claim.quantities)
    where = any(p.lat is not None for p in claim.places)
    people = bool(claim.targets)
    dated = claim.time is not None and claim.time.span is not None and claim.event in DATED
    crowd = claim.event is Event.PROTEST and (draft.happens or (draft.verb and bool(draft.actor_words or draft.missing_actor)))
    told = claim.time is not None and claim.time.span is not None
    called = claim.event is Event.PROTEST and claim.modality is Modality.PLANNED and (where or told)
    said = who or people or where or claim.quantities or draft.concrete or draft.counted or crowd
    if not (said or (dated and not draft.circumstance)):
        return "nobody, no place and no figure named"
    if claim.modality in UNREAL and not (who or toll or called or ((people or draft.concrete or dated) and where)):
        return "not real, and nobody named"
    march = claim.event is Event.PROTEST and not draft.topical
    own_day = march and claim.time is not None and claim.time.span is not None and draft.evidence.covers(claim.time.span)
    if draft.circumstance and not (who or claim.quantities or own_day or (where and (march or claim.event in DATED))):
        return "only mentioned"
    if draft.generic and claim.modality is not Modality.DENIED:
        return "another sense"
    if claim.event in GROUND and not (claim.places or draft.ground or claim.quantities):
        return "no ground named"
    if claim.event is Event.WITHDRAWAL and draft.verb and not where and _is_one_person(claim, draft):
        return "another sense"
    if claim.event is Event.AGREEMENT and not (who or people or where or claim.quantities):
        return "nobody named"
    charged = claim.event is Event.ACCUSATION and draft.verb and any(p.phrase.names for p in draft.targets)
    if claim.event in TALK and not charged and not any(a.link.entity is not None for a in claim.actors):
        return "nobody known named"
    seen = (where and not draft.topical) or (people and (where or told)) or _seized(claim, draft) or _gathered(claim, draft)
    if claim.event in CIVIC and not (who or toll or seen):
        return "nobody named"
    return None


def _seized(claim: Claim, draft: Draft) -> bool:
    """An arrest told as a fact of somebody in particular ("the imam was arrested") or of people, named or not."""
    told = claim.event is Event.ARREST and draft.verb and claim.modality is Modality.ASSERTED
    return told and (draft.somebody or bool(claim.targets))


def _gathered(claim: Claim, draft: Draft) -> bool:
    """People who protest, or a protest somewhere, though no registry knows the place, or one that its own verb tells of a day."""
    told = claim.time is not None and claim.time.span is not None
    somebody = bool(draft.actor_words or draft.missing_actor) and (draft.verb or bool(claim.places))
    somewhere = (bool(claim.places) or draft.concrete or draft.happens) and not draft.circumstance
    dated = told and (not draft.circumstance or not draft.topical)
    return claim.event is Event.PROTEST and (somebody or somewhere or dated)


def _is_one_person(claim: Claim, draft: Draft) -> bool:
    """Whether those who leave are persons and no force: they leave an office, not ground."""
    persons = {id for p in draft.actors for n in p.phrase.names if NameKind.PERSON in n.kinds for id in n.ids}
    return bool(claim.actors) and all(a.link.entity is not None and a.link.entity.id in persons for a in claim.actors)


def _is_crowd(mention: ActorMention) -> bool:
    link = mention.link.entity
    return link is not None and link.id == "civilians"

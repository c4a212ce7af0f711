"""One happening told twice in one report: the date of one telling is the date of the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from recoupe.extraction.drafts import STRIKING
from recoupe.model import Claim, Modality, TimeMention

FUZZ = timedelta(days=2)
"""How far an offset ("three days after") may lie from the exact day told elsewhere."""


def share_dates(claims: Sequence[Claim]) -> list[Claim]:
    """Give violent claims without a day of their own the day of the same happening elsewhere in the report."""
    dated = [c for c in claims if _exact(c)]
    return [_dated_like(claim, dated) for claim in claims]


def _exact(claim: Claim) -> bool:
    return (
        claim.event in STRIKING
        and claim.time is not None
        and claim.time.span is not None
        and claim.time.value.is_day
        and claim.modality is Modality.ASSERTED
    )


def _dated_like(claim: Claim, dated: Sequence[Claim]) -> Claim:
    if claim.event not in STRIKING or claim.modality is not Modality.ASSERTED or (_exact(claim) and not _is_offset(claim)):
        return claim
    same = [d for d in dated if d is not claim and _same_happening(claim, d)]
    if len({d.time.value.edtf for d in same if d.time is not None}) != 1:
        return claim
    twin = same[0].time
    assert twin is not None
    if claim.time is not None and claim.time.span is not None and not _compatible(claim.time, twin):
        return claim
    return replace(
        claim,
        time=TimeMention(
            twin.value, f"the same happening elsewhere in the report: {twin.basis}", claim.time.span if claim.time else None
        ),
    )


def _is_offset(claim: Claim) -> bool:
    return claim.time is not None and "before" in claim.time.basis


def _compatible(a: TimeMention, b: TimeMention) -> bool:
    if a.value.start is None or a.value.end is None or b.value.start is None or b.value.end is None:
        return True
    return a.value.start - FUZZ <= b.value.end and b.value.start <= a.value.end + FUZZ


def _same_happening(a: Claim, b: Claim) -> bool:
    """The same kind of event by the same means, with nothing that tells them apart."""
    if a.event is not b.event or not a.means or {m.id for m in a.means}.isdisjoint(m.id for m in b.means):
        return False
    mine, theirs = _ids(a.actors), _ids(b.actors)
    return not (mine and theirs and mine.isdisjoint(theirs))


def _ids(mentions: Sequence[object]) -> set[str]:
    return {m.link.entity.id for m in mentions if m.link.entity is not None}  # type: ignore[attr-defined]

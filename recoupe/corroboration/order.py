"""Dates that precede their cause: a denial, a toll or a funeral before what it follows, a town taken back before it was lost.

What comes after what stands in ``data/ontology/order.toml``. An effect and a cause are held against each other where both are
dated in words, and nothing that could be its cause is dated before the effect.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from recoupe.corroboration.geo import FINE, gap_km, spots_of
from recoupe.corroboration.relations import NO_RELATIONS, Relations, related
from recoupe.corroboration.tellings import HAPPENED, LOSERS, claim_days
from recoupe.corroboration.voices import Member, stance_of
from recoupe.language.data import DataModel, load_toml
from recoupe.language.fold import fold
from recoupe.model import Claim, Event, Finding, FindingKind, Modality, Passage, QuantityKind, Span, Spot, Stance

ORDER = Path(__file__).parent.parent / "data" / "ontology" / "order.toml"
_TOLLS = frozenset({QuantityKind.KILLED, QuantityKind.WOUNDED, QuantityKind.MISSING})


class Sequel(DataModel):
    """One entry of ``order.toml``, where its keys are described."""

    told: str
    event: tuple[Event, ...] = ()
    cause: tuple[Event, ...]
    denied: bool = False
    toll: bool = False
    sides: Literal["any", "other"] = "any"
    place: bool = False
    days: int
    trigger: bool = False
    words: Mapping[str, tuple[str, ...]] = {}


class OrderFile(DataModel):
    """``order.toml``."""

    after: tuple[Sequel, ...]


@cache
def sequels() -> tuple[Sequel, ...]:
    return load_toml(ORDER, OrderFile).after


@dataclass(frozen=True, slots=True)
class _Dated:
    """A claim with the days that its words give; ``sides``: who gains by it."""

    member: Member
    first: int
    last: int
    spots: tuple[Spot, ...]
    sides: tuple[str, ...]

    @property
    def claim(self) -> Claim:
        return self.member.claim


def out_of_order(members: Iterable[Member], *, relations: Relations = NO_RELATIONS) -> tuple[Finding, ...]:
    """``members``: claims of one incident."""
    dated = [d for m in members if (d := _dated(m)) is not None]
    return tuple(f for sequel in sequels() for f in _against(sequel, dated, relations, at_place=False))


def out_of_order_at(members: Iterable[Member], *, relations: Relations = NO_RELATIONS) -> tuple[Finding, ...]:
    """``members``: claims of whatever incidents, held against each other where they are told of one place or by one report."""
    dated = [d for m in members if (d := _dated(m)) is not None]
    by_report: dict[str, list[_Dated]] = defaultdict(list)
    for one in dated:
        by_report[one.member.report.id].append(one)
    found = [f for s in sequels() if s.place for f in _against(s, dated, relations, at_place=True)]
    for group in by_report.values():
        found += [f for s in sequels() if not s.place for f in _against(s, group, relations, at_place=False)]
    return tuple(dict.fromkeys(found))


def told_too_early(members: Sequence[Member]) -> Iterator[Finding]:
    """A report that tells of it, without a date, and came out before the day that another gives."""
    given = [d for m in members if (d := _dated(m)) is not None and m.claim.time is not None and m.claim.time.value.is_day]
    dates = {d.member.report.id for d in given}
    for member in members:
        published, claim = member.report.published, member.claim
        if published is None or published.end is None or member.report.id in dates or claim.modality not in HAPPENED:
            continue
        later = [d for d in given if d.first > published.end.toordinal() and stance_of(d.claim) is Stance.SAYS]
        if later and len(later) == len(given):
            first = min(later, key=lambda d: (d.first, d.claim.id))
            text = f"told in a report of {published.edtf}, before the day that others give for it"
            yield _finding(text, member, claim.trigger, first)


def _dated(member: Member) -> _Dated | None:
    """None where no words of its sentence date it."""
    claim, (first, last) = member.claim, claim_days(member.claim)
    if claim.time is None or claim.time.span is None or first is None or last is None or claim.modality not in HAPPENED:
        return None
    mentions = claim.targets if claim.event in LOSERS else claim.actors
    sides = tuple(m.link.entity.id for m in mentions if m.link.entity is not None)
    spots = tuple(s for s in spots_of(claim, member.report.text) if s.precision in FINE)
    return _Dated(member, first, last, spots, sides)


def _against(sequel: Sequel, dated: Sequence[_Dated], relations: Relations, *, at_place: bool) -> Iterator[Finding]:
    causes = [d for d in dated if d.claim.event in sequel.cause and stance_of(d.claim) is Stance.SAYS]
    for effect in dated:
        if not _is_effect(sequel, effect):
            continue
        its = [c for c in causes if _is_cause(sequel, c, effect, relations, at_place=at_place)]
        later = [c for c in its if effect.last < c.first <= effect.last + sequel.days]
        if not later or any(c.first <= effect.last for c in its):
            continue
        cause = min(later, key=lambda c: (c.first, c.claim.id))
        text = f"said to be {sequel.told} {_days(cause.first - effect.last)} before the day of what it follows"
        at = effect.claim.time.span if effect.claim.time and effect.claim.time.span else effect.claim.trigger
        yield _finding(text, effect.member, at, cause)


def _days(count: int) -> str:
    return f"{count} day{'s' if count > 1 else ''}"


def _finding(text: str, effect: Member, at: Span, cause: _Dated) -> Finding:
    when = cause.claim.time.span if cause.claim.time and cause.claim.time.span else cause.claim.trigger
    left = Passage(effect.report.id, at, effect.claim.id)
    return Finding(FindingKind.BEFORE_ITS_CAUSE, text, left, Passage(cause.member.report.id, when, cause.claim.id))


def _is_effect(sequel: Sequel, one: _Dated) -> bool:
    claim = one.claim
    denies = stance_of(claim) is Stance.DENIES
    if denies is not sequel.denied or (sequel.event and claim.event not in sequel.event):
        return False
    counts = claim.modality is Modality.ASSERTED and not claim.actors and bool(_TOLLS & {q.kind for q in claim.quantities})
    if sequel.toll and not counts:
        return False
    return not sequel.words or _has_word(sequel, one.member)


def _has_word(sequel: Sequel, member: Member) -> bool:
    words = sequel.words.get(member.report.language, ())
    span = member.claim.trigger if sequel.trigger else member.claim.evidence
    return bool(words) and _pattern(words).search(fold(span.of(member.report.text))) is not None


@cache
def _pattern(beginnings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(fold(word))}" for word in beginnings))


def _is_cause(sequel: Sequel, cause: _Dated, effect: _Dated, relations: Relations, *, at_place: bool) -> bool:
    if cause.claim.id == effect.claim.id or (sequel.words and _has_word(sequel, cause.member)):
        return False
    gaps = [gap for s in cause.spots for t in effect.spots if (gap := gap_km(s, t)) is not None]
    if (at_place and 0.0 not in gaps) or (gaps and 0.0 not in gaps):
        return False
    if sequel.sides == "any" or not cause.sides or not effect.sides:
        return True
    return not any(related(a, b, relations) for a in cause.sides for b in effect.sides)

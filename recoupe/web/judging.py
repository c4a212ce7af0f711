"""What waits for a person, what people decided, and taking a decision down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np

from recoupe.errors import NoSuchClaim, UsageError
from recoupe.ledger.overviews import ClaimHead
from recoupe.model import Claim, Decision, DecisionKind, Report
from recoupe.pipeline.deciding import CODES, FIELDS, SETTLES, corrected, disputed, standing
from recoupe.web.desk import Desk, Desks, Of

AT_HAND = 20_000
"""Claims of a ledger whose queue no page has to wait for: it takes a seventh of a second."""
Changes = tuple[tuple[str, str], ...]


class Stale(Exception):
    """Somebody else decided on it since the page was loaded. Nothing was taken down. ``again``: where to look at it anew."""

    def __init__(self, wanted: Decision, now: tuple[Decision, ...], seen: tuple[Decision, ...], *, again: str) -> None:
        super().__init__("somebody else decided on this since you loaded the page")
        self.wanted, self.now, self.seen, self.again = wanted, now, seen, again


class Waiting(NamedTuple):
    """A claim in the queue. ``worth``: how uncertain it is, times how much hangs on it."""

    head: ClaimHead
    worth: float


def queue(desk: Desk) -> list[Waiting]:
    """All claims, those first whose decision is worth most. Uncertain is highest for a confidence of one half; much hangs on a
    claim with many people in it, and on one in an incident that several reports tell of."""
    heads = claims_now(desk)
    reports = desk.store.incidents.reports_telling()
    confidence = np.array([h.confidence for h in heads])
    people = np.array([h.people for h in heads], dtype=float)
    telling = np.array([reports.get(h.incident or "", 1) for h in heads], dtype=float)
    worth = np.round(4 * confidence * (1 - confidence) * (1 + np.log10(1 + people)) * (1 + np.log2(telling)), 3)
    order = np.argsort(-worth, kind="stable").tolist()
    return [Waiting(heads[n], w) for n, w in zip(order, worth[order].tolist(), strict=True)]


def claims_now(desk: Desk) -> list[ClaimHead]:
    """All claims with the incidents in which they stand now. What is in the texts is read once; a decision moves but a few."""
    read = desk.once("claims", desk.store.incidents.claim_heads, of=Of.TEXTS)
    homes = desk.store.incidents.homes()
    if [head.key for head in read] != [key for key, _ in homes]:  # some were cross-checked since
        return desk.store.incidents.claim_heads()
    return [h if h.incident == home else h._replace(incident=home) for h, (_, home) in zip(read, homes, strict=True)]


def waiting(desk: Desk, author: str, *, second: bool) -> list[Waiting]:
    """What ``author`` has not decided. ``second``: only what somebody else has, for coding it again."""
    return desk.once(f"waiting {second} {author}", lambda: _waiting(desk, author, second))


def _waiting(desk: Desk, author: str, second: bool) -> list[Waiting]:
    listed = desk.once("queue", lambda: queue(desk), of=Of.READINGS)
    by = deciders(desk.store.decisions.all())
    if not by:
        return [] if second else listed
    mine = {anchor for anchor, authors in by.items() if author in authors}
    return [w for w in listed if w.head.anchor not in mine and (w.head.anchor in by) == second]


def waiting_at_hand(desks: Desks, desk: Desk) -> list[Waiting] | None:
    """What waits for anybody; None where a large ledger's queue is still to be worked out, which goes on beside the requests."""
    if desk.ready("queue", of=Of.READINGS) is None and desk.inventory().claims > AT_HAND:
        desks.prepare(lambda its: waiting(its, "", second=False))
        return None
    return waiting(desk, "", second=False)


def neighbours(desk: Desk, author: str, chosen: str, *, second: bool) -> tuple[str | None, str | None]:
    """The claims before and behind ``chosen`` in the queue of ``author``; of one that is not in it, none and the first."""
    listed = waiting(desk, author, second=second)
    places = desk.once(f"places {second} {author}", lambda: {w.head.id: n for n, w in enumerate(listed)})
    at = places.get(chosen)
    if at is None:
        return None, listed[0].head.id if listed else None
    return listed[at - 1].head.id if at else None, listed[at + 1].head.id if at + 1 < len(listed) else None


def ids(desk: Desk) -> dict[str, str]:
    """The id of each claim by its anchor."""
    listed = desk.once("queue", lambda: queue(desk), of=Of.READINGS)
    return desk.once("ids", lambda: {w.head.anchor: w.head.id for w in listed}, of=Of.READINGS)


def deciders(decisions: Sequence[Decision]) -> dict[str, set[str]]:
    """By anchor, who coded or corrected the claim, and still stands by it."""
    found: dict[str, set[str]] = {}
    for decision in standing(decisions):
        if decision.kind in (*CODES, DecisionKind.CORRECT):
            for anchor in decision.subjects:
                found.setdefault(anchor, set()).add(decision.author)
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim for somebody to decide on. ``seen`` stands for the decisions that its page showed."""

    claim: Claim
    machine: Claim
    """As the machine read it."""
    report: Report
    anchor: str
    incident: str | None
    decisions: tuple[Decision, ...]
    seen: str
    values: tuple[tuple[str, str], ...]
    """Fields that can be corrected, with what they hold."""


def asked(desk: Desk, prefix: str, *, standing_on: Mapping[str, tuple[Decision, ...]] | None = None) -> Asked:
    """``standing_on``: decisions by anchor; without it they are looked up now. Raises ``NoSuchClaim``."""
    found = desk.store.claims_with_prefix(prefix.strip().lower())
    if len(found) != 1:
        raise NoSuchClaim(f"no claim {prefix} in this ledger")
    claim, report = found[0]
    anchors = desk.store.incidents.anchors([claim.id])
    if claim.id not in anchors:
        raise NoSuchClaim(f"the claim {prefix} was not cross-checked yet; open the dossier first")
    anchor = anchors[claim.id]
    decisions = on(desk.store.decisions.all(), anchor) if standing_on is None else standing_on.get(anchor, ())
    changes = desk.checker.members([(claim, report)])[0].claim
    values = tuple((name, value_of(changes, report, name)) for name in FIELDS)
    home = desk.store.incidents.incident_of(claim.id)
    return Asked(changes, claim, report, anchor, home, decisions, token_of(decisions), values)


def asked_once(desk: Desk, claim: str) -> Asked:
    """Worked out once for the state of the ledger."""
    known = desk.once("by_anchor", lambda: by_anchor(desk.store.decisions.all()))
    return desk.once(f"asked {claim}", lambda: asked(desk, claim, standing_on=known))


class Words(NamedTuple):
    """What a claim rests on, in its report's words."""

    text: str
    language: str


def words_of(desk: Desk, claim: str) -> Words:
    """Of a claim by its whole id; no decision changes them."""

    def look() -> Words:
        ((found, report),) = desk.store.claims_with_prefix(claim)
        return Words(found.evidence.of(report.text), report.language)

    return desk.once(f"words {claim}", look, of=Of.TEXTS)


def by_anchor(decisions: Sequence[Decision]) -> dict[str, tuple[Decision, ...]]:
    """Standing decisions on every claim, oldest first."""
    found: dict[str, list[Decision]] = {}
    for decision in standing(decisions):
        for anchor in dict.fromkeys(decision.subjects):
            found.setdefault(anchor, []).append(decision)
    return {anchor: tuple(made) for anchor, made in found.items()}


def on(decisions: Sequence[Decision], anchor: str) -> tuple[Decision, ...]:
    """Standing decisions on a claim, oldest first."""
    return tuple(d for d in standing(decisions) if anchor in d.subjects)


def token_of(decisions: Sequence[Decision]) -> str:
    """The state of a claim's decisions: their ids, for a stale form to be noticed and explained."""
    return " ".join(d.id for d in decisions) or "none"


def value_of(claim: Claim, report: Report, name: str) -> str:
    """A field in the words in which it can be corrected; empty where there is nothing."""
    match name:
        case "event":
            return claim.event.value
        case "modality":
            return claim.modality.value
        case "polarity":
            return claim.polarity.value
        case "actor" | "target":
            mentions = claim.actors if name == "actor" else claim.targets
            entity = mentions[0].link.entity if mentions else None
            return "" if not mentions else f"{entity.id}={entity.name}" if entity else mentions[0].span.of(report.text)
        case "place":
            entity = claim.places[0].link.entity if claim.places else None
            return "" if not claim.places else f"{entity.id}={entity.name}" if entity else claim.places[0].span.of(report.text)
        case "time":
            when = claim.time.value if claim.time else None
            if when is None or when.start is None or when.end is None:
                return ""
            return when.start.isoformat() if when.start == when.end else f"{when.start}/{when.end}"
        case _:
            figure = next((q for q in claim.quantities if q.kind.value == name), None)
            if figure is None:
                return ""
            low, high = ("" if v is None else f"{v:g}" for v in (figure.min, figure.max))
            return low if low == high else f"{low}..{high}"


def changed(shown: Asked, given: Mapping[str, str]) -> Changes:
    """The fields that are other than what the claim holds. Raises ``UsageError`` for what they cannot hold."""
    made = tuple((name, given[name].strip()) for name, value in shown.values if name in given and given[name].strip() != value)
    if not made:
        raise UsageError("nothing was changed: write into a field what it should be")
    corrected(shown.claim, made, by="a person")
    return made


def decide(
    desk: Desk, shown: Asked, kind: DecisionKind, *, author: str, reason: str, seen: str, changes: Changes = ()
) -> Decision:
    """Raises ``Stale`` when the claim's decisions are no longer those of ``seen``."""
    if not author.strip():
        raise UsageError("every decision has an author: write your name or initials")
    made = Decision(kind, (shown.anchor,), author.strip(), datetime.now(UTC).replace(microsecond=0), reason.strip(), changes)
    if seen != shown.seen:
        known = {d.id: d for d in desk.store.decisions.all()}
        was = tuple(known[id] for id in seen.split() if id in known)
        raise Stale(made, shown.decisions, was, again=f"/review?claim={shown.claim.id}")
    desk.store.decisions.add([made])
    return made


def settle(desk: Desk, shown: Asked, kind: DecisionKind, *, author: str, reason: str, seen: str) -> Decision:
    """A decision that closes what coders decided differently. Raises ``UsageError`` when there is nothing to close."""
    against = disputed(desk.store.decisions.all()).get(shown.anchor)
    if not against:
        raise UsageError("nobody disagrees on this claim any more")
    return decide(desk, shown, kind, author=author, reason=reason, seen=seen, changes=tuple((SETTLES, d.id) for d in against))


def undo(desk: Desk, id: str, *, author: str, reason: str) -> Decision:
    """Raises ``NoSuchDecision``; ``UsageError`` for one that is undone already."""
    found = desk.store.decisions.find(id)
    if found.id not in {d.id for d in standing(desk.store.decisions.all())}:
        raise UsageError(f"the decision {found.id} was undone already")
    at = datetime.now(UTC).replace(microsecond=0)
    made = Decision(DecisionKind.UNDO, found.subjects, author.strip(), at, reason.strip(), (), found.id)
    desk.store.decisions.add([made])
    return made

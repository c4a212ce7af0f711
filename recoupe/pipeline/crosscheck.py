"""From the claims of a ledger to its incidents, all at once or report by report: both give the same incidents."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from recoupe.corroboration.assemble import Options, assemble
from recoupe.corroboration.blocking import keys_of
from recoupe.corroboration.clustering import (
    LINKS,
    Rulings,
    batched_pieces,
    group_pieces,
    group_tellings,
    incident_keys,
    pieces,
)
from recoupe.corroboration.columns import columns
from recoupe.corroboration.relations import NO_RELATIONS, Relations
from recoupe.corroboration.scoring import explain, score_pairs
from recoupe.corroboration.tellings import ReportTellings, tellings_of
from recoupe.corroboration.voices import Member
from recoupe.model import Claim, Incident, Reason, Report, Telling
from recoupe.review.corrections import corrected
from recoupe.review.judgement import NOTHING, Judgement

__all__ = ["METHOD", "CrossChecker", "Options", "Refreshed", "keep"]

METHOD = "crosscheck 2"
"""Changes whenever tellings, blocks or scores change: what an older method found is then found anew."""
AT_ONCE = 2000
"""From so many new tellings on it is quicker to group everything anew."""
_REASONS = 6


class Reading(Protocol):
    @property
    def key(self) -> int: ...
    @property
    def number(self) -> int: ...


class Row(Protocol):
    @property
    def key(self) -> int: ...
    @property
    def telling(self) -> Telling: ...


class Changes(Protocol):
    """What ``recoupe.ledger.incidents.IncidentChanges`` does."""

    def remove(self, readings: Sequence[int]) -> set[int]: ...
    def add(
        self, reading: int, tellings: Sequence[tuple[Telling, Iterable[int]]], *,
        anchors: Mapping[str, str], apart: Mapping[str, str], method: str,
    ) -> list[int]: ...  # fmt: skip
    def in_blocks(self, blocks: Collection[int]) -> set[int]: ...
    def neighbours(self, keys: Collection[int]) -> set[int]: ...
    def pairs_among(self, keys: Collection[int]) -> list[tuple[int, int, float]]: ...
    def link(self, pairs: Collection[tuple[int, int, float]]) -> None: ...
    def unlink(self) -> None: ...
    def tellings(self, keys: Collection[int]) -> Sequence[Row]: ...
    def with_anchors(self, anchors: Collection[str]) -> set[int]: ...
    def readings_with_anchors(self, anchors: Collection[str]) -> Sequence[Reading]: ...
    def name(self, incidents: Mapping[int, str]) -> None: ...
    def everything(self) -> Sequence[Row]: ...
    def anchored(self, anchors: Collection[str]) -> Mapping[str, str]: ...


class Store(Protocol):
    """What ``recoupe.ledger.incidents.IncidentTables`` does."""

    def outdated(self, method: str) -> tuple[Sequence[Reading], Sequence[int]]: ...
    def claims_of(self, readings: Sequence[int]) -> Iterator[tuple[int, Report, list[Claim]]]: ...
    def changing(self) -> AbstractContextManager[Changes]: ...
    def members(self, incidents: Sequence[str]) -> Iterator[tuple[str, list[tuple[Claim, Report]]]]: ...
    def anchors(self, claims: Collection[str]) -> dict[str, str]: ...


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: readings sorted into tellings, and tellings grouped anew."""

    readings: int
    tellings: int


class CrossChecker:
    """Keeps the incidents of a ledger up to date, and puts them together when asked for."""

    def __init__(
        self, store: Store, *, relations: Relations = NO_RELATIONS, judgement: Judgement = NOTHING, options: Options | None = None
    ) -> None:
        self._store = store
        self._relations = relations
        self._judgement = judgement
        self._options = options or Options(relations=relations)

    def refresh(self, *, recheck: Collection[str] = ()) -> Refreshed:
        """Take in what was read since. ``recheck``: anchors of claims about which somebody has decided something."""
        new, gone = self._store.outdated(METHOD)
        if not new and not gone and not recheck:
            return Refreshed(0, 0)
        with self._store.changing() as changes:
            again = [r for r in changes.readings_with_anchors(recheck) if r.key not in {n.key for n in new}]
            touched = changes.remove([*gone, *(r.key for r in again)])
            added = self._add(changes, [*new, *again])
            touched |= changes.with_anchors(recheck)
            rulings = self._rulings(changes)
            if len(added) >= AT_ONCE:
                return Refreshed(len(new), self._group_all(changes, rulings))
            self._link(changes, added)
            return Refreshed(len(new), self._regroup(changes, touched | set(added), rulings))

    def _add(self, changes: Changes, readings: Sequence[Reading]) -> dict[int, Telling]:
        numbers = {r.key: r.number for r in readings}
        added: dict[int, Telling] = {}
        for key, report, claims in self._store.claims_of(sorted(numbers)):
            told = self._told(report, claims, numbers[key])
            rows = [(telling, keys_of(telling).home) for telling in told.tellings]
            apart = {claim: reason.text for claim, reason in told.apart.items()}
            keys = changes.add(key, rows, anchors=told.anchors, apart=apart, method=METHOD)
            added.update(zip(keys, told.tellings, strict=True))
        return added

    def _told(self, report: Report, claims: Sequence[Claim], number: int) -> ReportTellings:
        judged = self._judgement
        first = tellings_of(report, claims, number=number, relations=self._relations)
        fixed = [self._fixed(claim, first.anchors[claim.id]) for claim in claims] if judged.corrections else list(claims)
        if not judged.corrections and not judged.alone and not judged.rejected:
            return first
        return tellings_of(
            report, fixed, number=number, relations=self._relations, alone=judged.alone, left_out=judged.rejected,
            anchors=first.anchors,
        )  # fmt: skip

    def _fixed(self, claim: Claim, anchor: str) -> Claim:
        changes = self._judgement.corrections.get(anchor)
        return corrected(claim, changes, by="a person") if changes else claim

    def _rulings(self, changes: Changes) -> Rulings:
        """People's decisions name claims; grouping wants the tellings in which they stand."""
        judged = self._judgement
        named = {anchor for pair in (*judged.together, *judged.apart) for anchor in pair}
        telling = changes.anchored(named) if named else {}

        def translated(pairs: Iterable[frozenset[str]]) -> frozenset[frozenset[str]]:
            made = (frozenset(telling.get(a, "") for a in pair) for pair in pairs)
            return frozenset(pair for pair in made if len(pair) == 2 and "" not in pair)

        return Rulings(translated(judged.together), translated(judged.apart))

    def _link(self, changes: Changes, added: Mapping[int, Telling]) -> None:
        """Score the new tellings against those that share a block with them, and keep the links."""
        if not added:
            return
        asked = {key: changes.in_blocks(keys_of(telling).asked) for key, telling in added.items()}
        others = set().union(*asked.values()) | set(added)
        known = {row.key: row.telling for row in changes.tellings(others)}
        order = sorted(known)
        place = {key: n for n, key in enumerate(order)}
        pairs = sorted({(min(a, b), max(a, b)) for a, near in asked.items() for b in near if a != b})
        if not pairs:
            return
        table = columns([known[key] for key in order], relations=self._relations)
        left = np.array([place[a] for a, _ in pairs], dtype=np.int64)
        right = np.array([place[b] for _, b in pairs], dtype=np.int64)
        scores = score_pairs(table, left, right)
        changes.link([(a, b, float(s)) for (a, b), s in zip(pairs, scores, strict=True) if s > LINKS])

    def _regroup(self, changes: Changes, touched: set[int], rulings: Rulings) -> int:
        """Group anew what hangs together with ``touched``, as far as links reach."""
        together = _by_telling(rulings.together)
        reached: set[int] = set()
        known: dict[int, Telling] = {}
        waiting = touched
        while waiting:
            reached |= waiting
            fresh = {row.key: row.telling for row in changes.tellings(waiting)}
            known |= fresh
            ruled = {other for telling in fresh.values() for other in together.get(telling.key, ())}
            waiting = (changes.neighbours(waiting) | (changes.with_anchors(ruled) if ruled else set())) - reached
        rows = sorted(known)
        if not rows:
            return 0
        self._group(changes, rows, [known[key] for key in rows], changes.pairs_among(rows), rulings)
        return len(rows)

    def _group(
        self, changes: Changes, rows: list[int], tellings: list[Telling], links: list[tuple[int, int, float]], rulings: Rulings
    ) -> None:
        place = {key: n for n, key in enumerate(rows)}
        named = {t.key: n for n, t in enumerate(tellings)}
        found = [(place[a], place[b], s) for a, b, s in links if a in place and b in place]
        found += [
            (named[a], named[b], 100.0) for a, b in map(sorted, rulings.together) if a in named and b in named
        ]
        left = np.array([f[0] for f in found], dtype=np.int64)
        right = np.array([f[1] for f in found], dtype=np.int64)
        score = np.array([f[2] for f in found], dtype=np.float32)
        table = columns(tellings, relations=self._relations)
        groups = [
            group for batch in batched_pieces(pieces(len(tellings), left, right, score))
            for group in group_pieces(tellings, table, batch, rulings=rulings)
        ]  # fmt: skip
        names = incident_keys(tellings, groups)
        changes.name({rows[named[key]]: first for key, first in names.items()})

    def _group_all(self, changes: Changes, rulings: Rulings) -> int:
        rows = changes.everything()
        tellings = [row.telling for row in rows]
        grouping = group_tellings(tellings, relations=self._relations, rulings=rulings)
        changes.unlink()
        changes.link([(rows[a].key, rows[b].key, s) for a, b, s in grouping.links if s < 100.0])
        names = incident_keys(tellings, grouping.groups)
        changes.name({row.key: names[row.telling.key] for row in rows})
        return len(rows)

    # ------------------------------------------------------------ incidents

    def incidents(self, ids: Sequence[str]) -> Iterator[Incident]:
        """Put together, in the order of ``ids``."""
        for id, found in self._store.members(ids):
            yield self.put_together(id, found)

    def put_together(self, id: str, found: Sequence[tuple[Claim, Report]], *, explained: bool = True) -> Incident:
        """``explained``: with why these claims belong together."""
        members = self.members(found)
        return assemble(id, members, options=self._options, reasons=self.why(members) if explained else ())

    def members(self, found: Sequence[tuple[Claim, Report]]) -> list[Member]:
        """Claims as people have corrected them."""
        if not self._judgement.corrections:
            return [Member(claim, report) for claim, report in found]
        anchors = self._store.anchors([claim.id for claim, _ in found])
        return [Member(self._fixed(claim, anchors.get(claim.id, "")), report) for claim, report in found]

    def why(self, members: Sequence[Member]) -> tuple[Reason, ...]:
        """What speaks for these claims being of one happening; for a single telling, why it stays alone."""
        told: list[Telling] = []
        for report_id in dict.fromkeys(m.report.id for m in members):
            own = [m for m in members if m.report.id == report_id]
            told += tellings_of(own[0].report, [m.claim for m in own], relations=self._relations).tellings
        if len(told) < 2:
            return tuple(_alone(told[0])) if told else ()
        weights: dict[str, list[float]] = {}
        for other in told[1:]:
            for reason in explain(told[0], other, relations=self._relations):
                weights.setdefault(reason.text, []).append(reason.weight)
        mean = [Reason(text, round(sum(found) / (len(told) - 1), 3)) for text, found in weights.items()]
        return tuple(sorted(mean, key=lambda r: (-abs(r.weight), r.text))[:_REASONS])


def _by_telling(pairs: Iterable[frozenset[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for a, b in map(sorted, pairs):
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return found


def _alone(telling: Telling) -> Iterator[Reason]:
    if not telling.spots:
        yield Reason("it does not say where", -0.5)
    if telling.assumed:
        yield Reason("it does not say when", -0.5)
    yield Reason("no other report tells of the same kind of event, there and then", -1.0)


def keep(incident: Incident, campaign: str | None) -> Incident:
    """The same incident as an episode of a campaign."""
    return replace(incident, campaign=campaign)

"""The versions of each attribute: who holds which, since when, and how voices moved from one to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from recoupe.corroboration.holdings import Held
from recoupe.corroboration.origins import Origins
from recoupe.model import Attribute, Holding, Movement, Proof, Stance, Version, Voice

FIGURES = frozenset({
    Attribute.KILLED, Attribute.WOUNDED, Attribute.CAPTURED, Attribute.MISSING, Attribute.DISPLACED, Attribute.AREA,
    Attribute.DISTANCE, Attribute.DURATION, Attribute.MONEY, Attribute.EQUIPMENT, Attribute.FORCE,
})  # fmt: skip
ORDER = tuple(Attribute)


@dataclass(frozen=True, slots=True)
class Said:
    """A holding with the independent origins of its claim."""

    held: Held
    roots: frozenset[str]

    @property
    def day(self) -> date:
        return self.held.holding.said or date.min


def said_of(helds: Iterable[Held], origins: Origins) -> dict[Attribute, list[Said]]:
    found: dict[Attribute, list[Said]] = defaultdict(list)
    for held in helds:
        found[held.attribute].append(Said(held, origins.root_keys(held.holding.proof.claim)))
    return {attribute: found[attribute] for attribute in ORDER if attribute in found}


def versions_of(attribute: Attribute, said: Sequence[Said]) -> tuple[Version, ...]:
    """Those with most independent origins first, then those said first."""
    groups: dict[tuple[str, str | None], list[Said]] = defaultdict(list)
    for one in said:
        groups[one.held.value, one.held.scope].append(one)
    made = [_version(attribute, group) for group in groups.values()]
    made = _with_parts(made) if attribute in FIGURES else made
    return tuple(sorted(made, key=lambda v: (-v.origins, v.first_said or date.max, v.value, v.scope or "")))


def _version(attribute: Attribute, group: Sequence[Said]) -> Version:
    first = group[0].held
    holdings = sorted((s.held.holding for s in group), key=_holding_order)
    roots = {root for s in group if s.held.holding.stance is Stance.SAYS for root in s.roots}
    days = [h.said for h in holdings if h.said is not None]
    return Version(
        attribute, first.value, first.label, tuple(dict.fromkeys(holdings)), first.low, first.high, first.scope, first.whose,
        origins=len(roots), first_said=min(days, default=None),
    )  # fmt: skip


def _holding_order(holding: Holding) -> tuple[date, str, int]:
    return holding.said or date.max, holding.proof.claim, holding.proof.span.start


def _with_parts(versions: list[Version]) -> list[Version]:
    """A figure of some is a part of the figure of all that the same voice gives, else of any that is large enough."""
    wholes = [v for v in versions if v.scope is None and v.low is not None]
    out = []
    for version in versions:
        whole = _whole_of(version, wholes) if version.scope is not None else None
        out.append(replace(version, part_of=whole.value) if whole is not None else version)
    return out


def _whole_of(part: Version, wholes: Sequence[Version]) -> Version | None:
    speakers = {h.voice.key for h in part.holdings}
    fitting = [w for w in wholes if w.high is None or part.low is None or w.high >= part.low]
    return max(
        fitting,
        key=lambda w: (bool(speakers & {h.voice.key for h in w.holdings}), w.first_said == part.first_said, w.origins, w.value),
        default=None,
    )


def current(said: Sequence[Said]) -> list[Said]:
    """What each origin says last on a scope: what it said before is superseded. Figures within one report stand together.

    Where one report gives a smaller figure beside a larger one of the same people, the larger is what it holds now.
    """
    latest: dict[tuple[str, str | None], date] = {}
    for one in said:
        for root in one.roots:
            key = (root, one.held.scope)
            latest[key] = max(latest.get(key, date.min), one.day)
    kept = [s for s in said if any(latest[root, s.held.scope] == s.day for root in s.roots)]
    return [s for s in kept if not _is_outgrown(s, kept)]


def _is_outgrown(one: Said, others: Sequence[Said]) -> bool:
    """A lower figure beside a higher one, in one report and by one voice: a part that is not named, or an earlier count."""
    return any(
        other.held.holding.proof.report == one.held.holding.proof.report
        and other.roots == one.roots
        and other.held.scope == one.held.scope
        and one.held.high is not None
        and other.held.low is not None
        and other.held.low > one.held.high
        for other in others
    )


def movements(attribute: Attribute, said: Sequence[Said], voices: Mapping[str, Voice]) -> tuple[Movement, ...]:
    """Origins that said one figure on one day and another later."""
    by_root: dict[tuple[str, str | None], dict[tuple[date, str], Proof]] = defaultdict(dict)
    for one in said:
        if one.held.holding.said is None or one.held.holding.stance is not Stance.SAYS:
            continue
        for root in one.roots:
            by_root[root, one.held.scope].setdefault((one.day, one.held.value), one.held.holding.proof)
    made = []
    for (root, _), steps in sorted(by_root.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        path = _path(steps)
        if len(path) > 1 and root in voices:
            made.append(Movement(attribute, voices[root], tuple((day, value, proof) for day, value, proof in path)))
    return tuple(made)


def _path(steps: Mapping[tuple[date, str], Proof]) -> list[tuple[date, str, Proof]]:
    """The value of each day on which it changed; of several on one day the largest figure."""
    by_day: dict[date, tuple[str, Proof]] = {}
    for (day, value), proof in sorted(steps.items()):
        if day not in by_day or _lower(by_day[day][0]) < _lower(value):
            by_day[day] = (value, proof)
    path: list[tuple[date, str, Proof]] = []
    for day, (value, proof) in sorted(by_day.items()):
        if not path or path[-1][1] != value:
            path.append((day, value, proof))
    return path


def _lower(value: str) -> float:
    low, _, high = value.partition("..")
    return float(low or high or 0)

"""How well incidents, contradictions and origins were found, against the gold of the dossier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bench.dossier.gold import Gold, GoldContradiction
from recoupe.model import Incident, Stance


@dataclass(frozen=True, slots=True)
class F1:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> F1:
    """Bagga and Baldwin (1998), over the claims of ``gold``; one that was not found stands alone."""
    by_gold, by_found = defaultdict(set), defaultdict(set)
    own = {claim: found.get(claim, f"alone {claim}") for claim in gold}
    for claim in gold:
        by_gold[gold[claim]].add(claim)
        by_found[own[claim]].add(claim)
    shared = {c: len(by_gold[gold[c]] & by_found[own[c]]) for c in gold}
    size = max(1, len(gold))
    return F1(
        sum(shared[c] / len(by_found[own[c]]) for c in gold) / size, sum(shared[c] / len(by_gold[gold[c]]) for c in gold) / size
    )


def matching_incident(name: str, gold: Gold, incidents: Sequence[Incident]) -> Incident | None:
    """The incident that has most of the gold incident's claims."""
    claims = {c for c, i in gold.incident.items() if i == name}
    best = max(incidents, key=lambda i: (len(claims & set(i.claims)), i.id), default=None)
    return best if best is not None and claims & set(best.claims) else None


@dataclass(frozen=True, slots=True)
class Pair:
    """A contradiction as it is compared: the claims on both sides."""

    attribute: str
    left: frozenset[str]
    right: frozenset[str]

    def meets(self, other: Pair) -> bool:
        straight = self.left & other.left and self.right & other.right
        crossed = self.left & other.right and self.right & other.left
        return self.attribute == other.attribute and bool(straight or crossed)


def as_gold(pair: Pair, told: Mapping[str, str]) -> Pair:
    """A pair of read claims as the gold claims that they tell. ``told``: for each gold claim the read one."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for gold, claim in told.items():
        wanted[claim].add(gold)
    left, right = (frozenset(g for c in side for g in wanted.get(c, {c})) for side in (pair.left, pair.right))
    return Pair(pair.attribute, left, right)


def found_pairs(incidents: Iterable[Incident], *, claims: Collection[str], attributes: Collection[str]) -> list[Pair]:
    """Contradictions of attributes that the gold has, with the claims that hold each side."""
    out = []
    for incident in incidents:
        for about in incident.attributes:
            if about.attribute.value not in attributes:
                continue
            for c in about.contradictions:
                held = {side: _holders(about.versions, side) & set(claims) for side in (c.left, c.right)}
                if all(held.values()):
                    out.append(Pair(about.attribute.value, frozenset(held[c.left]), frozenset(held[c.right])))
    return out


def _holders(versions: Iterable[object], value: str) -> set[str]:
    from recoupe.model import Version

    denied = value.startswith("not ")
    bare = value.removeprefix("not ")
    found: set[str] = set()
    for version in versions:
        assert isinstance(version, Version)
        if version.value == bare:
            found |= {h.proof.claim for h in version.holdings if (h.stance is Stance.DENIES) is denied}
    return found


def gold_pairs(gold: Gold, incidents: Sequence[Incident]) -> list[Pair]:
    """The gold's contradictions with the claims that hold each side, by the values of the gold claims themselves."""
    out = []
    for rule in gold.contradictions:
        sides = [_gold_side(rule, value, gold) for value in (rule.left, rule.right)]
        out.append(Pair(rule.attribute, *(frozenset(side) for side in sides)))
    return out


def _gold_side(rule: GoldContradiction, value: str, gold: Gold) -> set[str]:
    denied, bare = value.startswith("not "), value.removeprefix("not ")
    found = set()
    for entry in gold.reports:
        for claim in entry.claims:
            if gold.incident[claim.id] != rule.incident:
                continue
            negative = claim.modality.value == "denied" or claim.polarity.value == "negative"
            if rule.attribute == "occurrence":
                if negative is denied:
                    found.add(claim.id)
                continue
            if negative is not denied:
                continue
            values = {f"{_plain(q.min)}..{_plain(q.max)}" for q in claim.quantities if q.kind.value == rule.attribute}
            values |= {f"{_plain(q.min)}.." for q in claim.quantities if q.kind.value == rule.attribute and q.max is None}
            mentions = {"actor": claim.actors, "target": claim.targets}.get(rule.attribute, ())
            values |= {m.link.entity.id for m in mentions if m.link.entity}
            if bare in values:
                found.add(claim.id)
    return found


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def pair_f1(gold: Sequence[Pair], found: Sequence[Pair]) -> F1:
    """Each gold pair counts once, each found pair is right when it meets one."""
    right = sum(any(f.meets(g) for g in gold) for f in found)
    met = sum(any(g.meets(f) for f in found) for g in gold)
    return F1(right / len(found) if found else 0.0, met / len(gold) if gold else 0.0)


@dataclass(frozen=True, slots=True)
class Origins:
    exact: float
    """Share of the incidents whose independent origins are counted exactly right."""
    false_independence: float
    """Of pairs of claims that are taken for independent, the share that have one origin."""
    wrong: tuple[tuple[str, int, int], ...]
    """Incident, gold, found."""


def origins_score(
    gold: Gold, counts: Mapping[str, int], roots: Mapping[str, frozenset[str]], found: Mapping[str, str]
) -> Origins:
    """``counts``: independent origins by gold incident. ``roots``: of each claim. ``found``: the incident of each claim."""
    expected: dict[str, set[str]] = defaultdict(set)
    for claim, origin in gold.origin.items():
        expected[gold.incident[claim]].add(origin)
    wrong = tuple((i, len(o), counts.get(i, 0)) for i, o in sorted(expected.items()) if counts.get(i, 0) != len(o))
    apart = false = 0
    for a, b in combinations(sorted(gold.origin), 2):
        if gold.incident[a] != gold.incident[b] or found.get(a) != found.get(b) or a not in roots or b not in roots:
            continue
        if not roots[a] & roots[b]:
            apart += 1
            false += gold.origin[a] == gold.origin[b]
    return Origins(1 - len(wrong) / max(1, len(expected)), false / max(1, apart), wrong)

"""Reports that tell another's chain of facts in other words, or in another language.

Words cannot be compared across languages; what is told can: figures, who and to whom, where, with what, and who is quoted with
what. What a report tells in its own voice, and an earlier one has all but completely, figures or quotations among it, it has from
there. Figures weigh most, as two people who saw the same seldom count alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from recoupe.corroboration.quotations import quotations_of, shared
from recoupe.corroboration.voices import Member, stance_of
from recoupe.model import Claim, Stance, Voice

CONTAINED = 0.8
"""Share of a report's facts, by weight, that the earlier one must have."""
LEAST = 3.5
"""Weight that the shared facts must have: one figure above four with all that goes with it, or several."""
_WEIGHTS = {"figure": 2.0, "small": 0.5, "actor": 0.5, "target": 0.5, "place": 0.5, "means": 0.5, "event": 0.25}
_QUOTED = 1.5
"""Weight of a quotation: whoever was there may quote the same words, so that one alone says too little."""
SMALL = 4
"""Figures up to here are alike by chance."""

Fact = tuple[str, str]


def reworded(members: Sequence[Member], chains: Mapping[str, tuple[Voice, ...]]) -> dict[str, tuple[Member, str]]:
    """For a report that tells an earlier one's facts in its own voice: the first claim of that one, and what they share."""
    by_report: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        by_report[member.report.id].append(member)
    facts = {id: _facts(m.claim for m in group) for id, group in by_report.items()}
    quoted = {id: quotations_of(group[0].report, group) for id, group in by_report.items()}
    found: dict[str, tuple[Member, str]] = {}
    best: dict[str, float] = {}
    for id, group in by_report.items():
        own = [m for m in group if _is_own(chains[m.claim.id]) or stance_of(m.claim) is Stance.DENIES]
        told = _facts(m.claim for m in own)
        whole = _weight(told) + _QUOTED * len(quoted[id])
        for other, earlier in by_report.items():
            if other == id or not own or not _is_before(earlier[0], group[0]):
                continue
            if chains[earlier[0].claim.id][-1].key == chains[group[0].claim.id][-1].key:
                continue
            words = shared(quoted[id], quoted[other])
            weight = _weight(told & facts[other]) + _QUOTED * words
            if weight >= LEAST and weight >= CONTAINED * whole and weight > best.get(id, 0.0):
                best[id] = weight
                found[id] = (earlier[0], _told(told & facts[other], words))
    return found


def _is_own(chain: Sequence[Voice]) -> bool:
    """In the report's own voice, or in that of somebody whom it does not name."""
    return len(chain) == 1 or chain[0].key == "unnamed"


def _is_before(earlier: Member, later: Member) -> bool:
    """By publication; on one day by the order of the reports' ids, so that two never copy each other."""
    days = [m.report.published.start if m.report.published else None for m in (earlier, later)]
    if days[0] is None or days[1] is None:
        return False
    return (days[0], earlier.report.id) < (days[1], later.report.id)


def _facts(claims: Iterable[Claim]) -> frozenset[Fact]:
    facts: set[Fact] = set()
    for claim in claims:
        for q in claim.quantities:
            value = q.min if q.min is not None else q.max
            size = "small" if value is None or value <= SMALL else "figure"
            facts.add((size, f"{q.kind.value} {'' if value is None else f'{value:g}'}"))
        facts |= {("actor", m.link.entity.name) for m in claim.actors if m.link.entity}
        facts |= {("target", m.link.entity.name) for m in claim.targets if m.link.entity}
        facts |= {("place", p.link.entity.name) for p in claim.places if p.link.entity}
        facts |= {("means", used.id.value) for used in claim.means}
        facts.add(("event", claim.event.value))
    return frozenset(facts)


def _weight(facts: Iterable[Fact]) -> float:
    return sum(_WEIGHTS[kind] for kind, _ in facts)


def _told(facts: Iterable[Fact], quotations: int) -> str:
    quoted = [f"{quotations} quotation{'s' if quotations > 1 else ''}"] if quotations else []
    return ", ".join(quoted + [told for _, told in sorted(facts, key=lambda f: (-_WEIGHTS[f[0]], f))])

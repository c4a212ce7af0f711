"""Where cross-checking loses on claims that were read: what the reader gave otherwise than the gold, and what was not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from bench.crosscheck import Checked
from bench.dossier.gold import Gold, GoldContradiction
from bench.dossier.scoring import as_gold, found_pairs, gold_pairs
from recoupe.corroboration.geo import distance_km
from recoupe.model import ActorMention, Claim

_NEAR_KM = 25.0

Row = tuple[str, int, int]


def losses(gold: Gold, claims: Mapping[str, Claim], told: Mapping[str, str], checked: Checked) -> Iterator[Row]:
    """What, how often, of how many. ``told``: for each gold claim that was read the id of the claim in ``claims``."""
    pairs = [(g, claims[told[g.id]]) for entry in gold.reports for g in entry.claims if g.id in told]
    for what, lost, of in _fields(pairs):
        yield f"claims read with another or no {what}", lost, of
    yield from _contradictions(gold, told, checked)


def _fields(pairs: list[tuple[Claim, Claim]]) -> Iterator[Row]:
    """Of the gold claims that name it."""
    dated = [(g, c) for g, c in pairs if g.time is not None]
    yield "day", sum(not _same_day(g, c) for g, c in dated), len(dated)
    placed = [(g, c) for g, c in pairs if g.places]
    yield "place", sum(not _same_place(g, c) for g, c in placed), len(placed)
    acted = [(g, c) for g, c in pairs if g.actors]
    yield "actor", sum(not _share(g.actors, c.actors) for g, c in acted), len(acted)
    hit = [(g, c) for g, c in pairs if g.targets]
    yield "target", sum(not _share(g.targets, c.targets) for g, c in hit), len(hit)
    counted = [(g, c) for g, c in pairs if g.quantities]
    yield "figure", sum(not _figures(g) <= _figures(c) for g, c in counted), len(counted)
    said = [(g, c) for g, c in pairs if g.attribution]
    yield "source", sum(not c.attribution for _, c in said), len(said)


def _same_day(left: Claim, right: Claim) -> bool:
    a, b = left.time.value if left.time else None, right.time.value if right.time else None
    if a is None or b is None or a.start is None or a.end is None or b.start is None or b.end is None:
        return False
    return a.start <= b.end and b.start <= a.end


def _same_place(left: Claim, right: Claim) -> bool:
    known = [[(p.lat, p.lon) for p in c.places if p.lat is not None and p.lon is not None] for c in (left, right)]
    return any(distance_km(a[0] or 0, a[1] or 0, b[0] or 0, b[1] or 0) <= _NEAR_KM for a in known[0] for b in known[1])


def _share(left: tuple[ActorMention, ...], right: tuple[ActorMention, ...]) -> bool:
    ids = [{m.link.entity.id for m in side if m.link.entity} for side in (left, right)]
    return bool(ids[0] & ids[1])


def _figures(claim: Claim) -> set[tuple[str, float | None, float | None]]:
    return {(q.kind.value, q.min, q.max) for q in claim.quantities}


def _contradictions(gold: Gold, told: Mapping[str, str], checked: Checked) -> Iterator[Row]:
    attributes = {c.attribute for c in gold.contradictions}
    found = [as_gold(p, told) for p in found_pairs(checked.incidents, claims=checked.found, attributes=attributes)]
    causes: Counter[str] = Counter()
    for rule, pair in zip(gold.contradictions, gold_pairs(gold, ()), strict=True):
        if not any(f.meets(pair) for f in found):
            causes[_cause(rule, [set(pair.left) & told.keys(), set(pair.right) & told.keys()], told, checked)] += 1
    for cause, n in sorted(causes.items()):
        yield f"contradictions missed: {cause}", n, len(gold.contradictions)


def _cause(rule: GoldContradiction, sides: list[set[str]], told: Mapping[str, str], checked: Checked) -> str:
    if not all(sides):
        return "nobody's claim on one side was read"
    left, right = ({checked.found.get(told[g]) for g in side} for side in sides)
    if not left & right:
        return "the two sides stand in different incidents"
    return f"both sides read, {'the value' if rule.attribute != 'occurrence' else 'the denial'} otherwise, or not seen"

"""``crosscheck``: incidents, contradictions and independent origins on the dossier, beside counting articles and alike titles.

With ``--scale`` it measures how time and memory grow with the number of claims.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from bench.dossier.gold import GOLD, Gold, load_gold
from bench.dossier.scoring import (
    F1,
    Origins,
    Pair,
    as_gold,
    b_cubed,
    found_pairs,
    gold_pairs,
    matching_incident,
    origins_score,
    pair_f1,
)
from bench.figures import Figure, Result, Table, corpus_hash
from recoupe.corroboration.assemble import Options, assemble
from recoupe.corroboration.clustering import group_tellings
from recoupe.corroboration.copies import find_copies
from recoupe.corroboration.origins import Origins as Voices
from recoupe.corroboration.relations import Relations
from recoupe.corroboration.tellings import tellings_of
from recoupe.corroboration.voices import Member, stance_of
from recoupe.model import Claim, Incident, Report, Stance, Telling

KNOWLEDGE = Path(__file__).parent / "dossier" / "knowledge"
TITLES_ALIKE = 0.55
AIMS = {"b3": 0.85, "contradictions": 0.75, "origins": 0.85, "false": 0.10}
KNOWN = "B³ and contradictions of alike titles; origins of counting articles in the gold's own incidents"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Outcome:
    """What a way of cross-checking made of the dossier."""

    name: str
    b3: F1
    contradictions: F1
    origins: Origins


@dataclass(frozen=True)
class Checked:
    """Incidents, and for each claim its incident and the roots of its voice."""

    incidents: tuple[Incident, ...]
    found: dict[str, str]
    roots: dict[str, frozenset[str]]


def relations() -> Relations:
    from recoupe.pipeline.registries import load_registry
    from recoupe.pipeline.relations import RegistryRelations

    return RegistryRelations(load_registry(KNOWLEDGE))


def crosscheck(told: Sequence[tuple[Report, Sequence[Claim]]], known: Relations) -> Checked:
    """All reports to incidents."""
    tellings: list[Telling] = []
    members = {c.id: Member(c, report) for report, claims in told for c in claims}
    for number, (report, claims) in enumerate(told):
        tellings += tellings_of(report, claims, number=number, relations=known).tellings
    incidents, found, roots = [], {}, {}
    for group in group_tellings(tellings, relations=known).groups:
        id = "i" + tellings[group[0]].key
        own = [members[c] for n in group for c in tellings[n].claims]
        incidents.append(assemble(id, own, options=Options(known)))
        voices = Voices(own, copies=find_copies([r for r, _ in told if r.id in {m.report.id for m in own}]), relations=known)
        found.update({m.claim.id: id for m in own})
        roots.update({m.claim.id: voices.root_keys(m.claim.id) for m in own})
    return Checked(tuple(incidents), found, roots)


def judge(name: str, gold: Gold, checked: Checked, told: Mapping[str, str] | None = None) -> Outcome:
    """``told``: for each gold claim that was read the read claim that tells it; None where claims are the gold's own."""
    found, roots, incidents = checked.found, checked.roots, checked.incidents
    if told is not None:
        found = {g: checked.found[c] for g, c in told.items() if c in checked.found}
        roots = {g: checked.roots[c] for g, c in told.items() if c in checked.roots}
    counts = {}
    for name_of in set(gold.incident.values()):
        best = _matching(name_of, gold, incidents, found)
        counts[name_of] = len(best.origins) if best else 0
    attributes = {c.attribute for c in gold.contradictions}
    pairs = found_pairs(incidents, claims=checked.found, attributes=attributes)
    if told is not None:
        pairs = [as_gold(pair, told) for pair in pairs]
    return Outcome(
        name, b_cubed(gold.incident, found), pair_f1(gold_pairs(gold, incidents), pairs),
        origins_score(gold, counts, roots, found),
    )  # fmt: skip


def _matching(name: str, gold: Gold, incidents: Sequence[Incident], found: Mapping[str, str]) -> Incident | None:
    direct = matching_incident(name, gold, incidents)
    if direct is not None:
        return direct
    votes: dict[str, int] = defaultdict(int)
    for claim, incident in gold.incident.items():
        if incident == name and claim in found:
            votes[found[claim]] += 1
    best = max(votes, key=lambda i: (votes[i], i), default=None)
    return next((i for i in incidents if i.id == best), None)


# ------------------------------------------------------------ baselines


def headlines(gold: Gold) -> Outcome:
    """Reports whose titles share 0.55 of their words are one incident; every report is a voice, other figures contradict."""
    reports = [(r.report, {w.lower() for w in _WORD.findall(r.report.title or "")}) for r in gold.reports]
    label = {report.id: report.id for report, _ in reports}
    for (a, left), (b, right) in combinations(reports, 2):
        if left and len(left & right) / len(left | right) >= TITLES_ALIKE:
            old, new = label[b.id], label[a.id]
            label = {id: new if name == old else name for id, name in label.items()}
    return _by_report("titles alike (Jaccard 0.55)", gold, label)


def articles(gold: Gold) -> Outcome:
    """The gold's own incidents, in which every report is a voice and every other figure or culprit a contradiction."""
    return _by_report("counting articles (gold incidents)", gold, None)


def _by_report(name: str, gold: Gold, label: Mapping[str, str] | None) -> Outcome:
    claims = [(c, r.report) for r in gold.reports for c in r.claims]
    found = {c.id: label[report.id] if label else gold.incident[c.id] for c, report in claims}
    roots = {c.id: frozenset({report.id}) for c, report in claims}
    counts = {}
    for incident in set(gold.incident.values()):
        own = [(c, r) for c, r in claims if gold.incident[c.id] == incident and stance_of(c) is Stance.SAYS]
        groups = {found[c.id] for c, _ in own}
        counts[incident] = max((len({r.id for c, r in own if found[c.id] == g}) for g in groups), default=0)
    pairs = [p for p in (_differ(a, b) for (a, _), (b, _) in combinations(claims, 2) if found[a.id] == found[b.id]) if p]
    return Outcome(
        name, b_cubed(gold.incident, found), pair_f1(gold_pairs(gold, ()), pairs), origins_score(gold, counts, roots, found)
    )


def _differ(left: Claim, right: Claim) -> Pair | None:
    """Two claims that give different figures of the dead, or name different authors."""
    sides = frozenset({left.id}), frozenset({right.id})
    for kind in {q.kind for q in left.quantities} & {q.kind for q in right.quantities}:
        bounds = [{(q.min, q.max) for q in c.quantities if q.kind is kind} for c in (left, right)]
        if bounds[0] != bounds[1]:
            return Pair(kind.value, *sides)
    actors = [{m.link.entity.id for m in c.actors if m.link.entity} for c in (left, right)]
    return Pair("actor", *sides) if all(actors) and not actors[0] & actors[1] else None


# ------------------------------------------------------------ the measurement


def measure(*, quick: bool) -> Result:
    """``quick`` leaves out reading the reports with the shipped readers."""
    gold, known = load_gold(), relations()
    told = [(r.report, r.claims) for r in gold.reports]
    whole = crosscheck(told, known)
    outcomes = [judge("gold claims", gold, whole)]
    for held_out, name in ((False, "gold claims, reports tuned on"), (True, "gold claims, held-out third")):
        part = gold.part(held_out=held_out)
        outcomes.append(judge(name, part, crosscheck([(r.report, r.claims) for r in part.reports], known)))
    outcomes += [headlines(gold), articles(gold)]
    notes = [_size(gold)]
    lost: tuple[Table, ...] = ()
    if not quick:
        from bench.dossier.reading import read_outcomes

        made, lost, said = read_outcomes(gold, known)
        outcomes += made
        notes += said
    rows = tuple(
        (o.name, o.b3.f1, o.b3.precision, o.b3.recall, o.contradictions.f1, o.origins.exact, o.origins.false_independence)
        for o in outcomes
    )
    head = ("", "B³ F1", "precision", "recall", "contradictions F1", "origins exact", "false independence")
    table = Table("cross-checking the dossier", head, rows)
    corpus = corpus_hash([GOLD, *sorted(KNOWLEDGE.rglob("*.toml"))])
    name = "crosscheck-quick" if quick else "crosscheck"
    return Result(name, tuple(_figures(outcomes)), corpus, (table, *lost), tuple(notes), KNOWN)


def _figures(outcomes: Sequence[Outcome]) -> list[Figure]:
    by_name = {o.name: o for o in outcomes}
    base = by_name["titles alike (Jaccard 0.55)"]
    articles_of = by_name["counting articles (gold incidents)"]
    out = []
    prefixes = {
        "gold claims": "", "gold claims, held-out third": "heldout.",
        "read claims": "read.", "read claims, held-out third": "read.heldout.",
    }  # fmt: skip
    for name, prefix in prefixes.items():
        if name not in by_name:
            continue
        o = by_name[name]
        out += [
            Figure(f"{prefix}b3.f1", o.b3.f1, AIMS["b3"], base.b3.f1),
            Figure(f"{prefix}contradictions.f1", o.contradictions.f1, AIMS["contradictions"], base.contradictions.f1),
            Figure(f"{prefix}origins.exact", o.origins.exact, AIMS["origins"], articles_of.origins.exact),
            Figure(
                f"{prefix}false independence", o.origins.false_independence, AIMS["false"],
                articles_of.origins.false_independence, lower_is_better=True,
            ),
        ]  # fmt: skip
    return out


def _size(gold: Gold) -> str:
    claims = sum(len(r.claims) for r in gold.reports)
    held = sum(r.held_out for r in gold.reports)
    languages = len({r.report.language for r in gold.reports})
    return (
        f"{len(gold.reports)} constructed reports in {languages} languages ({held} held out), {claims} claims, "
        f"{len(set(gold.incident.values()))} incidents, {len(gold.contradictions)} contradictions"
    )

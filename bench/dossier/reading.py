"""The dossier end to end: its reports read with the shipped readers, each claim set beside the gold claims that it tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bench.crosscheck import KNOWLEDGE, Checked, Outcome, crosscheck, judge
from bench.dossier.gold import Gold, GoldReport
from bench.dossier.losses import losses
from bench.dossier.scoring import b_cubed
from bench.figures import Table
from recoupe.corroboration.families import affinity
from recoupe.corroboration.relations import Relations
from recoupe.errors import RecoupeError
from recoupe.model import Claim, Quantity, Report
from recoupe.pipeline import Reader

_ALIKE = 0.3
"""Affinity of the events from which a claim can be the gold claim of its sentence."""

Read = Sequence[tuple[GoldReport, tuple[Claim, ...]]]


def read_outcomes(gold: Gold, known: Relations) -> tuple[list[Outcome], tuple[Table, ...], list[str]]:
    """What was made of all reports that can be read, of those held out, and of each language's; where it is lost; notes."""
    reader = Reader(knowledge=KNOWLEDGE)
    read: list[tuple[GoldReport, tuple[Claim, ...]]] = []
    notes: list[str] = []
    for entry in gold.reports:
        try:
            read.append((entry, reader.read(entry.report).claims))
        except (RecoupeError, OSError) as exc:
            note = f"{entry.report.language}: not read end to end ({exc})"
            notes += [note] if note not in notes else []
    if not read:
        return [], (), notes
    parts = {
        "read claims": read,
        "read claims, reports tuned on": [r for r in read if not r[0].held_out],
        "read claims, held-out third": [r for r in read if r[0].held_out],
        **{f"read claims, {code} only": [r for r in read if r[0].report.language == code] for code in _languages(read)},
    }
    outcomes = [_outcome(name, part, gold, known) for name, part in parts.items()]
    tables = tuple(_losses(parts[name], gold, known, name) for name in list(parts)[:3])
    return outcomes, tables, notes


def _languages(read: Read) -> list[str]:
    return sorted({entry.report.language for entry, _ in read})


def _part(read: Read, gold: Gold) -> Gold:
    ids = {c.id for entry, _ in read for c in entry.claims}
    incident = {c: i for c, i in gold.incident.items() if c in ids}
    return Gold(
        tuple(entry for entry, _ in read), incident, {c: o for c, o in gold.origin.items() if c in ids},
        tuple(c for c in gold.contradictions if c.incident in incident.values()),
    )  # fmt: skip


def _checked(read: Read, known: Relations) -> Checked:
    reports: list[tuple[Report, tuple[Claim, ...]]] = [(entry.report, claims) for entry, claims in read]
    return crosscheck(reports, known)


def _outcome(name: str, read: Read, gold: Gold, known: Relations) -> Outcome:
    return judge(name, _part(read, gold), _checked(read, known), _told(read))


def _told(read: Read) -> dict[str, str]:
    told: dict[str, str] = {}
    for entry, claims in read:
        told |= aligned(claims, entry.claims)
    return told


def aligned(claims: Sequence[Claim], gold: Sequence[Claim]) -> dict[str, str]:
    """For each gold claim that was told the read claim that tells it.

    First those whose sentence and kind of event they share, nearest triggers first, each used once; then, of the gold claims
    that are left, those all of whose figures the reader gave to another claim, word for word where they stand.
    """
    pairs = sorted(
        (abs(c.trigger.start - g.trigger.start), c.id, g.id)
        for c in claims for g in gold
        if c.evidence.overlaps(g.evidence) and affinity(c.event, g.event) >= _ALIKE
    )  # fmt: skip
    told: dict[str, str] = {}
    for _, claim, wanted in pairs:
        if claim not in told.values() and wanted not in told:
            told[wanted] = claim
    for left in gold:
        if left.id in told or not left.quantities:
            continue
        holder = next((c for c in claims if all(_gives(c, q) for q in left.quantities)), None)
        if holder is not None:
            told[left.id] = holder.id
    return told


def _gives(claim: Claim, figure: Quantity) -> bool:
    return any(
        q.kind is figure.kind and (q.min, q.max) == (figure.min, figure.max) and q.span.overlaps(figure.span)
        for q in claim.quantities
    )


# ------------------------------------------------------------ where it is lost


def _losses(read: Read, gold: Gold, known: Relations, name: str) -> Table:
    part, checked, told = _part(read, gold), _checked(read, known), _told(read)
    by_id = {c.id: c for _, claims in read for c in claims}
    found = {g: checked.found[c] for g, c in told.items() if c in checked.found}
    rows: list[tuple[str | float, ...]] = [(what, str(n)) for what, n in _claims_lost(read, told).items()]
    kept = {g: i for g, i in part.incident.items() if g in told}
    rows.append(("B³ F1 if the claims that were read were grouped without a fault", b_cubed(part.incident, kept).f1))
    rows.append(("B³ F1 among the claims that were read", b_cubed(kept, found).f1))
    rows += [(what, f"{n} of {of}") for what, n, of in losses(part, by_id, told, checked)]
    return Table(f"where {name} lose", ("", ""), tuple(rows))


def _claims_lost(read: Read, told: Mapping[str, str]) -> Counter[str]:
    """Gold claims by what became of them."""
    out: Counter[str] = Counter({"gold claims": 0})
    for entry, claims in read:
        owners = Counter(told.get(g.id) for g in entry.claims)
        for g in entry.claims:
            out["gold claims"] += 1
            if g.id in told:
                out["… read" if owners[told[g.id]] == 1 else "… read as figures of another claim, or holding such"] += 1
            elif any(c.evidence.overlaps(g.evidence) for c in claims):
                out["… not read: only other claims in its sentence"] += 1
            else:
                out["… not read: no claim in its sentence"] += 1
    return out

"""The dossier end to end: its reports read with the shipped readers, each claim set beside the gold claim that it is."""

from __future__ import annotations

from collections.abc import Sequence

from bench.crosscheck import KNOWLEDGE, Outcome, crosscheck, judge
from bench.dossier.gold import Gold, GoldReport
from recoupe.corroboration.families import affinity
from recoupe.corroboration.relations import Relations
from recoupe.errors import RecoupeError
from recoupe.model import Claim, Report
from recoupe.pipeline import Reader

_ALIKE = 0.3
"""Affinity of the events from which a claim can be the gold claim of its sentence."""


def read_outcomes(gold: Gold, known: Relations) -> tuple[list[Outcome], list[str]]:
    """For each language that can be read: what was made of its reports, and of all of them."""
    reader = Reader(knowledge=KNOWLEDGE)
    read: dict[str, list[tuple[GoldReport, tuple[Claim, ...]]]] = {}
    notes: list[str] = []
    for entry in gold.reports:
        try:
            reading = reader.read(entry.report)
        except (RecoupeError, OSError) as exc:
            note = f"{entry.report.language}: not read end to end ({exc})"
            notes += [note] if note not in notes else []
            continue
        read.setdefault(entry.report.language, []).append((entry, reading.claims))
    outcomes = [_outcome(f"read, {language} only", part, gold, known) for language, part in sorted(read.items())]
    whole = [item for part in read.values() for item in part]
    return [_outcome("read, all languages", whole, gold, known), *outcomes] if whole else [], notes


def _outcome(
    name: str, read: Sequence[tuple[GoldReport, tuple[Claim, ...]]], gold: Gold, known: Relations
) -> Outcome:
    told: dict[str, str] = {}
    ids: set[str] = set()
    for entry, claims in read:
        told |= aligned(claims, entry.claims)
        ids |= {c.id for c in entry.claims}
    incident = {c: i for c, i in gold.incident.items() if c in ids}
    part = Gold(
        tuple(entry for entry, _ in read), incident, {c: o for c, o in gold.origin.items() if c in ids},
        tuple(c for c in gold.contradictions if c.incident in incident.values()),
    )  # fmt: skip
    reports: list[tuple[Report, tuple[Claim, ...]]] = [(entry.report, claims) for entry, claims in read]
    return judge(name, part, crosscheck(reports, known), told)


def aligned(claims: Sequence[Claim], gold: Sequence[Claim]) -> dict[str, str]:
    """For read claims the gold claim whose sentence and kind of event they share: nearest triggers first, each used once."""
    pairs = sorted(
        (abs(c.trigger.start - g.trigger.start), c.id, g.id)
        for c in claims for g in gold
        if c.evidence.overlaps(g.evidence) and affinity(c.event, g.event) >= _ALIKE
    )  # fmt: skip
    told: dict[str, str] = {}
    for _, claim, wanted in pairs:
        if claim not in told and wanted not in told.values():
            told[claim] = wanted
    return told

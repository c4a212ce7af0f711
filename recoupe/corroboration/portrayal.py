"""How a report tells it: counts with examples, never a grade of the outlet.

Counted are loaded words by whose words they are, who is named as doing violence and where nobody is, and what others report of
the same incidents while this report does not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recoupe.corroboration.families import ONE_SIDED
from recoupe.corroboration.voices import stance_of
from recoupe.model import Attribute, Claim, Incident, Mark, MarkKind, Passage, Report, Span, Stance

_LEAST_REPORTS = 2
"""What so many other reports tell is missing where it is not told."""
_TOLD = (Attribute.ACTOR, Attribute.TARGET, Attribute.KILLED, Attribute.WOUNDED, Attribute.OCCURRENCE)


@dataclass(frozen=True, slots=True)
class Counted:
    what: str
    times: int
    example: Passage


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A version that others report of an incident of which this report tells. ``example`` is where one of them does."""

    incident: str
    attribute: Attribute
    label: str
    reports: int
    example: Passage


@dataclass(frozen=True, slots=True)
class Portrayal:
    """``loaded``: words by the id of whose they are, or the report's own. ``agents``: who is named as doing violence, by name.
    ``suffering``: to whom violence is said to be done. ``without_agent``: violence of which nobody is named as the author.
    """

    report: str
    outlet: str | None
    loaded: tuple[Counted, ...]
    agents: tuple[Counted, ...]
    suffering: tuple[Counted, ...]
    without_agent: tuple[Counted, ...]
    left_out: tuple[LeftOut, ...]


def portray(report: Report, claims: Sequence[Claim], marks: Sequence[Mark], incidents: Iterable[Incident]) -> Portrayal:
    """``incidents``: those of which the report tells."""
    violence = [c for c in claims if c.event in ONE_SIDED and stance_of(c) is Stance.SAYS]
    named = [(m.link.entity.name, c, m.span) for c in violence for m in c.actors if m.link.entity]
    hit = [(m.link.entity.name, c, m.span) for c in violence for m in c.targets if m.link.entity]
    missing = [(c.event.value, c, c.trigger) for c in violence if not c.actors]
    loaded = [m for m in marks if m.kind is MarkKind.LOADED]
    words: list[tuple[str, Claim | None, Span]] = [(m.whose or "the report", None, m.span) for m in loaded]
    return Portrayal(
        report.id, report.outlet, _counted(report, words), _counted(report, named), _counted(report, hit),
        _counted(report, missing), tuple(_left_out(report, incidents)),
    )  # fmt: skip


def _counted(report: Report, found: Iterable[tuple[str, Claim | None, Span]]) -> tuple[Counted, ...]:
    times: Counter[str] = Counter()
    examples: dict[str, Passage] = {}
    for what, claim, span in found:
        times[what] += 1
        examples.setdefault(what, Passage(report.id, span, claim.id if claim else None))
    return tuple(Counted(what, n, examples[what]) for what, n in sorted(times.items(), key=lambda t: (-t[1], t[0])))


def _left_out(report: Report, incidents: Iterable[Incident]) -> list[LeftOut]:
    out: list[LeftOut] = []
    for incident in incidents:
        for attribute in _TOLD:
            about = incident.about(attribute)
            for version in about.versions if about else ():
                stances = defaultdict(set)
                for holding in version.holdings:
                    stances[holding.stance].add(holding.proof.report)
                for stance, reports in stances.items():
                    if report.id in reports or len(reports) < _LEAST_REPORTS:
                        continue
                    proof = next(h.proof for h in version.holdings if h.stance is stance)
                    label = version.label if stance is Stance.SAYS else f"{version.label} ({stance.value})"
                    example = Passage(proof.report, proof.span, proof.claim)
                    out.append(LeftOut(incident.id, attribute, label, len(reports), example))
    return out

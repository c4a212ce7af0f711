"""A report's text cut wherever something begins or ends: roles of claims, evidence, loaded words, shared passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from recoupe.model import Claim, Event, Mark, MarkKind, Reading, Span

KINDS = {
    "violence": (
        Event.STRIKE, Event.SHELLING, Event.BOMBING, Event.CHEMICAL, Event.CLASH, Event.ATTACK, Event.KILLING, Event.ABDUCTION,
        Event.SEXUAL_VIOLENCE, Event.ARREST, Event.DESTRUCTION,
    ),
    "ground": (
        Event.OFFENSIVE, Event.ADVANCE, Event.CAPTURE, Event.HOLD, Event.WITHDRAWAL, Event.COLLAPSE, Event.SIEGE,
        Event.DEPLOYMENT,
    ),
    "people": (Event.DISPLACEMENT, Event.AID, Event.PROTEST),
    "words": (
        Event.CEASEFIRE, Event.AGREEMENT, Event.SUPPORT, Event.ALLIANCE, Event.THREAT, Event.ACCUSATION, Event.STATEMENT,
    ),
}  # fmt: skip
"""Events whose evidence is underlined alike."""
KIND_OF = {event: kind for kind, events in KINDS.items() for event in events}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what it is.

    ``parts``: ``claim:role`` for each claim that it has a part in; ``ends``: those of the roles that end here. ``loaded``: the
    number of the loaded word that it belongs to. ``shared``: numbers of the passages that it belongs to, ``same`` where the words
    are the same; ``opens`` those that begin here.
    """

    text: str
    parts: tuple[tuple[str, str], ...] = ()
    ends: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    loaded: int | None = None
    shared: tuple[int, ...] = ()
    same: bool = False
    opens: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    """Of the events that its claims are on; ``events`` are their codes."""
    events: tuple[str, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(role for _, role in self.parts))

    @property
    def is_plain(self) -> bool:
        return not (self.parts or self.evidence or self.shared or self.loaded is not None)


@dataclass(frozen=True, slots=True)
class Passage:
    """A numbered passage, and within it the runs of words that are the same elsewhere."""

    number: int
    span: Span
    runs: tuple[Span, ...] = ()


def roles_of(claim: Claim) -> list[tuple[str, Span]]:
    found = [("event", claim.trigger)]
    found += [("actor", m.span) for m in claim.actors] + [("target", m.span) for m in claim.targets]
    found += [("place", p.span) for p in claim.places] + [("figure", q.span) for q in claim.quantities]
    found += [("means", m.span) for m in claim.means] + [("source", s.span) for s in claim.attribution]
    found += [("time", claim.time.span)] if claim.time is not None and claim.time.span is not None else []
    return found


def pieces(reading: Reading, shared: Sequence[Passage] = ()) -> list[Piece]:
    """Together they are the text, letter for letter."""
    text = reading.report.text
    roles = [(span, claim.id, role) for claim in reading.claims for role, span in roles_of(claim)]
    loaded = [(mark.span, n) for n, mark in enumerate(loaded_in(reading), start=1)]
    evidence = [(claim.evidence, claim.id) for claim in reading.claims]
    event = {claim.id: claim.event for claim in reading.claims}
    runs = [span for passage in shared for span in passage.runs]
    every = [*(s for s, *_ in roles), *(s for s, _ in loaded), *(s for s, _ in evidence), *runs, *(p.span for p in shared)]
    cuts = sorted({0, len(text), *(at for span in every for at in (span.start, span.end))})

    def piece(a: int, b: int) -> Piece:
        told = tuple(claim for span, claim in evidence if span.start <= a and b <= span.end)
        return Piece(
            text[a:b],
            tuple(dict.fromkeys((claim, role) for span, claim, role in roles if span.start <= a and b <= span.end)),
            tuple(dict.fromkeys(role for span, _, role in roles if span.start <= a and span.end == b)),
            told,
            next((n for span, n in loaded if span.start <= a and b <= span.end), None),
            tuple(p.number for p in shared if p.span.start <= a and b <= p.span.end),
            _within(a, b, runs),
            tuple(p.number for p in shared if p.span.start == a),
            tuple(dict.fromkeys(KIND_OF[event[claim]] for claim in told)),
            tuple(dict.fromkeys(event[claim].value for claim in told)),
        )

    return [piece(a, b) for a, b in pairwise(cuts) if a < b]


def _within(a: int, b: int, spans: Iterable[Span]) -> bool:
    return any(span.start <= a and b <= span.end for span in spans)


def loaded_in(reading: Reading) -> tuple[Mark, ...]:
    return tuple(mark for mark in reading.marks if mark.kind is MarkKind.LOADED)

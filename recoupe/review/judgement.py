"""From decisions to what follows from them. Nothing that the machine found is changed or removed by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from recoupe.language.fold import fold
from recoupe.model import Decision, DecisionKind

APART = "apart"
"""The key of ``Decision.changes`` under which a split names the claims that stay."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What stands, by anchors of claims."""

    accepted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    corrections: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()
    """Claims that no longer go with the rest of what their report tells."""
    together: frozenset[frozenset[str]] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()
    voices: Mapping[str, str] = field(default_factory=dict)
    """Folded name of an outlet, and the name under which it is one voice with others."""


NOTHING = Judgement()


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions that were not undone, oldest first. An undoing can be undone."""
    ordered = sorted(decisions, key=lambda d: (d.at, d.id))
    undone: set[str] = set()
    for decision in reversed(ordered):
        if decision.kind is DecisionKind.UNDO and decision.undoes is not None and decision.id not in undone:
            undone.add(decision.undoes)
    return [d for d in ordered if d.id not in undone and d.kind is not DecisionKind.UNDO]


def judge(decisions: Iterable[Decision]) -> Judgement:
    """What follows from all of them; of two on one claim the later one counts."""
    verdicts: dict[str, DecisionKind] = {}
    corrections: dict[str, dict[str, str]] = {}
    alone: set[str] = set()
    together: dict[frozenset[str], bool] = {}
    voices: dict[str, str] = {}
    for decision in standing(decisions):
        match decision.kind:
            case DecisionKind.ACCEPT | DecisionKind.REJECT:
                verdicts.update(dict.fromkeys(decision.subjects, decision.kind))
            case DecisionKind.CORRECT:
                for anchor in decision.subjects:
                    _correct(corrections.setdefault(anchor, {}), decision.changes)
            case DecisionKind.MERGE:  # the tellings of all of them, one after the other
                together.update(dict.fromkeys(map(frozenset, pairwise(decision.subjects)), True))
            case DecisionKind.SPLIT:
                alone |= set(decision.subjects)
                together.update(dict.fromkeys(map(frozenset, pairwise(decision.subjects)), True))
                together.update(dict.fromkeys(_across(decision), False))
            case DecisionKind.SAME_VOICE:
                voices.update(_one_voice(decision.subjects))
            case DecisionKind.UNDO | DecisionKind.UNSURE:
                pass
    return Judgement(
        accepted=frozenset(a for a, k in verdicts.items() if k is DecisionKind.ACCEPT),
        rejected=frozenset(a for a, k in verdicts.items() if k is DecisionKind.REJECT),
        corrections={anchor: tuple(changes.items()) for anchor, changes in corrections.items()},
        alone=frozenset(alone),
        together=frozenset(p for p, yes in together.items() if yes and len(p) == 2),
        apart=frozenset(p for p, yes in together.items() if not yes and len(p) == 2),
        voices=voices,
    )


def _correct(known: dict[str, str], changes: Iterable[tuple[str, str]]) -> None:
    """What was decided last comes last: what is meant by a name may be what an earlier decision put there."""
    for name, value in changes:
        known.pop(name, None)
        known[name] = value


def _across(decision: Decision) -> list[frozenset[str]]:
    stays = [value for key, value in decision.changes if key == APART]
    return [frozenset({moved, other}) for moved in decision.subjects for other in stays]


def _one_voice(names: Sequence[str]) -> dict[str, str]:
    return {fold(name): names[0] for name in names}


def conflicts(decisions: Iterable[Decision]) -> list[tuple[Decision, Decision]]:
    """Standing decisions of different people that say opposite things of one claim or one pair: for them to talk about."""
    opposite = {frozenset({DecisionKind.ACCEPT, DecisionKind.REJECT}), frozenset({DecisionKind.MERGE, DecisionKind.SPLIT})}
    return [
        (a, b) for a, b in combinations(standing(decisions), 2)
        if a.author != b.author and frozenset({a.kind, b.kind}) in opposite and set(a.subjects) & set(b.subjects)
    ]  # fmt: skip

"""Which event codes may be different words for one happening, and how readily.

A report's "attack" is another's "air strike" and a third one's "killing"; a capture is the other side's withdrawal.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from recoupe.model import Event


class Group(StrEnum):
    """Codes of different groups never speak of the same happening."""

    FORCE = "force"
    CUSTODY = "custody"
    ACCORD = "accord"
    PEOPLE = "people"
    BUILDUP = "buildup"
    PROTEST = "protest"
    SPEECH = "speech"


_GROUPS: dict[Group, tuple[Event, ...]] = {
    Group.FORCE: (
        Event.STRIKE, Event.SHELLING, Event.BOMBING, Event.CHEMICAL, Event.CLASH, Event.ATTACK, Event.KILLING,
        Event.SEXUAL_VIOLENCE, Event.DESTRUCTION, Event.OFFENSIVE, Event.ADVANCE, Event.CAPTURE, Event.HOLD,
        Event.WITHDRAWAL, Event.COLLAPSE, Event.SIEGE,
    ),
    Group.CUSTODY: (Event.ABDUCTION, Event.ARREST),
    Group.ACCORD: (Event.CEASEFIRE, Event.AGREEMENT),
    Group.PEOPLE: (Event.DISPLACEMENT, Event.AID),
    Group.BUILDUP: (Event.DEPLOYMENT, Event.SUPPORT, Event.ALLIANCE),
    Group.PROTEST: (Event.PROTEST,),
    Group.SPEECH: (Event.THREAT, Event.ACCUSATION, Event.STATEMENT),
}  # fmt: skip

_FROM_AFAR = (Event.STRIKE, Event.SHELLING, Event.BOMBING, Event.CHEMICAL)
_AFFINITY: dict[tuple[Event, Event], float] = {
    **{(a, b): 0.75 for a in _FROM_AFAR for b in _FROM_AFAR if a != b},
    **{(a, Event.ATTACK): 0.9 for a in _FROM_AFAR},
    **{(a, Event.KILLING): 0.85 for a in _FROM_AFAR},
    **{(a, Event.DESTRUCTION): 0.6 for a in _FROM_AFAR},
    **{(a, Event.CLASH): 0.35 for a in _FROM_AFAR},
    **{(a, Event.OFFENSIVE): 0.25 for a in _FROM_AFAR},
    (Event.ATTACK, Event.KILLING): 0.9, (Event.ATTACK, Event.CLASH): 0.8, (Event.ATTACK, Event.DESTRUCTION): 0.7,
    (Event.ATTACK, Event.OFFENSIVE): 0.7, (Event.ATTACK, Event.CAPTURE): 0.5, (Event.ATTACK, Event.ADVANCE): 0.5,
    (Event.ATTACK, Event.SEXUAL_VIOLENCE): 0.5,
    (Event.KILLING, Event.CLASH): 0.65, (Event.KILLING, Event.DESTRUCTION): 0.6, (Event.KILLING, Event.CAPTURE): 0.35,
    (Event.KILLING, Event.SEXUAL_VIOLENCE): 0.6, (Event.KILLING, Event.OFFENSIVE): 0.35, (Event.KILLING, Event.ADVANCE): 0.3,
    (Event.CLASH, Event.OFFENSIVE): 0.65, (Event.CLASH, Event.ADVANCE): 0.6, (Event.CLASH, Event.CAPTURE): 0.6,
    (Event.CLASH, Event.WITHDRAWAL): 0.4, (Event.CLASH, Event.COLLAPSE): 0.4, (Event.CLASH, Event.HOLD): 0.3,
    (Event.CLASH, Event.DESTRUCTION): 0.3,
    (Event.OFFENSIVE, Event.ADVANCE): 0.8, (Event.OFFENSIVE, Event.CAPTURE): 0.55, (Event.OFFENSIVE, Event.SIEGE): 0.3,
    (Event.ADVANCE, Event.CAPTURE): 0.75, (Event.ADVANCE, Event.WITHDRAWAL): 0.4, (Event.ADVANCE, Event.SIEGE): 0.3,
    (Event.CAPTURE, Event.WITHDRAWAL): 0.75, (Event.CAPTURE, Event.COLLAPSE): 0.75, (Event.CAPTURE, Event.HOLD): 0.6,
    (Event.CAPTURE, Event.DESTRUCTION): 0.3,
    (Event.WITHDRAWAL, Event.COLLAPSE): 0.75, (Event.WITHDRAWAL, Event.HOLD): 0.4, (Event.ADVANCE, Event.HOLD): 0.35,
    (Event.SIEGE, Event.HOLD): 0.2, (Event.COLLAPSE, Event.OFFENSIVE): 0.3,
    (Event.ABDUCTION, Event.ARREST): 0.8,
    (Event.CEASEFIRE, Event.AGREEMENT): 0.8,
    (Event.DISPLACEMENT, Event.AID): 0.3,
    (Event.DEPLOYMENT, Event.SUPPORT): 0.4, (Event.SUPPORT, Event.ALLIANCE): 0.5,
    (Event.ACCUSATION, Event.STATEMENT): 0.5, (Event.THREAT, Event.STATEMENT): 0.5, (Event.ACCUSATION, Event.THREAT): 0.3,
}  # fmt: skip
"""From 0 (never) to 1 (the same word): set by hand from how reports of one happening word it."""

LASTING = frozenset({
    Event.OFFENSIVE, Event.ADVANCE, Event.SIEGE, Event.HOLD, Event.DISPLACEMENT, Event.DEPLOYMENT, Event.CEASEFIRE,
    Event.SUPPORT, Event.ALLIANCE, Event.AID,
})  # fmt: skip
"""Events that go on for days: their dates are compared with more room."""

TURNOVER = frozenset({Event.CAPTURE, Event.WITHDRAWAL, Event.COLLAPSE})
"""Events by which a place changes hands: the one side leaves a day or two before the other is there."""

FROM_AFAR = frozenset(_FROM_AFAR)
"""A blow from afar and the answer to it are two happenings; in a fight at close quarters both are one."""

MUTUAL = frozenset({Event.CLASH, Event.CEASEFIRE, Event.AGREEMENT, Event.ALLIANCE, Event.OFFENSIVE, Event.COLLAPSE})
"""Events in which either side may be named as the one that acts."""

ONE_SIDED = frozenset({
    Event.STRIKE, Event.SHELLING, Event.BOMBING, Event.CHEMICAL, Event.ATTACK, Event.KILLING, Event.ABDUCTION,
    Event.SEXUAL_VIOLENCE, Event.DESTRUCTION, Event.CAPTURE, Event.ARREST,
})  # fmt: skip
"""Events that somebody does to somebody: two unrelated culprits exclude each other."""


@cache
def group_of(event: Event) -> Group:
    return next(group for group, events in _GROUPS.items() if event in events)


@cache
def affinity(left: Event, right: Event) -> float:
    """How readily both codes are used for one happening, from 0 to 1."""
    if left is right:
        return 1.0
    return max(_AFFINITY.get((left, right), 0.0), _AFFINITY.get((right, left), 0.0))

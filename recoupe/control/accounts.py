"""The same map by one voice, by one side, by independent origins only; and where two accounts differ, how much and since when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from recoupe.control.evidence import Ints
from recoupe.control.geometry import cell_areas
from recoupe.control.inference import Field, Odds, Spots, statuses
from recoupe.language.fold import fold
from recoupe.model import Observation

ALL, INDEPENDENT = "all", "independent"


def by_account(observations: Sequence[Observation], account: str, *, name: Callable[[str], str]) -> tuple[Observation, ...]:
    """``account``: ``all``, ``independent``, the key or name of a side, or (part of) the name of an outlet or speaker.

    Independent: what voices say that have no part in it, what is against the speaker's interest, and what several origins say of
    which not all belong to one side. Empty where nobody of that name speaks.
    """
    if account == ALL:
        return tuple(observations)
    if account == INDEPENDENT:
        return tuple(o for o in observations if o.party is None or o.against_interest)
    words = fold(account)
    of_side = tuple(o for o in observations if o.party and words in (fold(o.party), fold(name(o.party))))
    exact = tuple(o for o in observations if words in (fold(o.outlet), fold(o.voice_name), fold(o.voice)))
    if of_side or exact:
        chosen = {id(o) for o in (*of_side, *exact)}
        return tuple(o for o in observations if id(o) in chosen)
    return tuple(o for o in observations if words in fold(o.outlet) or words in fold(o.voice_name))


def accounts_in(observations: Sequence[Observation]) -> tuple[str, ...]:
    """Outlets and speakers by name, those who say most first."""
    counts: dict[str, int] = {}
    for o in observations:
        for name in {o.outlet, o.voice_name}:
            counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts, key=lambda n: (-counts[n], n)))


@dataclass(frozen=True, slots=True)
class Difference:
    """A place on which two accounts differ on the last day looked at. ``km2``: of the cells around that differ too."""

    key: str
    name: str
    left: str
    right: str
    since: date


@dataclass(frozen=True, slots=True)
class Comparison:
    """``km2``: by day, the ground on which the accounts differ."""

    left: str
    right: str
    day: date
    km2: float
    share: float
    """Of the ground that both speak of."""
    by_day: tuple[tuple[date, float], ...]
    places: tuple[Difference, ...]
    cells: tuple[str, ...]


def compare(left: Field, right: Field, *, cells: Spots, places: Spots, day: date, first: date) -> Comparison:
    """Both fields must have the same holders. Ground that one of them says nothing of is no difference."""
    a, b = max(first.toordinal(), left.start, right.start), min(day.toordinal(), left.until, right.until)
    a = min(a, b)
    one, other = (_of(f.at(cells, first=a, last=b)) for f in (left, right))
    km2 = cell_areas(cells)
    differ = (one != other) & (one >= 0) & (other >= 0)
    spoken = float(km2[(one[:, -1] >= 0) & (other[:, -1] >= 0)].sum())
    by_day = tuple((date.fromordinal(a + n), float(km2[differ[:, n]].sum())) for n in range(b - a + 1))
    return Comparison(
        left.account, right.account, date.fromordinal(b), by_day[-1][1], by_day[-1][1] / spoken if spoken else 0.0, by_day,
        _places(left, right, places, a, b), tuple(cells.keys[n] for n in np.nonzero(differ[:, -1])[0].tolist()),
    )  # fmt: skip


def _places(left: Field, right: Field, places: Spots, a: int, b: int) -> tuple[Difference, ...]:
    if not len(places):
        return ()
    one, other = (_of(f.at(places, first=a, last=b)) for f in (left, right))
    differ = (one != other) & (one >= 0) & (other >= 0)
    found = []
    for n in np.nonzero(differ[:, -1])[0].tolist():
        same = np.nonzero(~differ[n])[0]
        since = a + (int(same[-1]) + 1 if len(same) else 0)
        words = (_word(left, int(one[n, -1])), _word(right, int(other[n, -1])))
        found.append(Difference(places.keys[n], places.names[n], *words, date.fromordinal(since)))
    return tuple(sorted(found, key=lambda d: (d.since, d.name)))


def _of(odds: Odds) -> Ints:
    return statuses(odds.states, odds.known)


def _word(field: Field, number: int) -> str:
    return field.holders[number] if number < len(field.holders) else "contested"

"""The hidden Markov chain of each place: forward and backward through time, all places at once.

States are the holders and, last, "contested". Method: L. R. Rabiner, A tutorial on hidden Markov models, Proc. IEEE 77 (1989),
section III.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]


def transitions(holders: int, *, leave: float, settle: float, through: float) -> Floats:
    """Chances from one day to the next. ``leave``: that a holder no longer holds it alone; ``through``: the share of these that
    goes by way of fighting; ``settle``: that a contested place gets one holder.
    """
    n = holders + 1
    made = np.zeros((n, n), dtype=np.float32)
    for h in range(holders):
        others = holders - 1
        made[h, holders] = leave * through if others else leave
        for other in range(holders):
            if other != h:
                made[h, other] = leave * (1 - through) / others
        made[h, h] = 1 - leave
    made[holders, :holders] = settle / holders if holders else 0.0
    made[holders, holders] = 1 - settle if holders else 1.0
    return made


def smooth(evidence: Floats, steps: Floats, start: Floats, arrivals: Floats | None = None) -> Floats:
    """Probability of each state on each day, given the evidence of all days.

    ``evidence``: log-likelihoods, places × days × states; it is overwritten. ``start``: probabilities before the first day.
    ``arrivals``, likewise, are of coming into a state on a day from another one: "taken on the third" is told of the change.
    Time and memory are linear in places × days.
    """
    evidence -= evidence.max(axis=2, keepdims=True)
    likely = np.exp(evidence, out=evidence)
    likely = np.maximum(likely, 1e-12, out=likely)
    places, days, states = likely.shape
    stay = np.diag(steps)
    forward = np.empty((days, places, states), dtype=np.float32)
    now: Floats = np.broadcast_to(start.astype(np.float32), (places, states))
    for day in range(days):
        if day:
            came = now @ steps
            if arrivals is not None:
                came += (came - now * stay) * np.expm1(arrivals[:, day])
            now = came
        now = now * likely[:, day]
        now = now / now.sum(axis=1, keepdims=True)
        forward[day] = now
    back: Floats = np.ones((places, states), dtype=np.float32)
    steps_back = np.ascontiguousarray(steps.T)
    for day in range(days - 1, -1, -1):
        both = forward[day] * back
        today = likely[:, day].copy()
        likely[:, day] = both / both.sum(axis=1, keepdims=True)
        ahead = back * today
        back = ahead @ steps_back
        if arrivals is not None and day:
            more = ahead * np.expm1(arrivals[:, day])
            back += more @ steps_back - more * stay
        back /= back.sum(axis=1, keepdims=True)
    return likely


def support(weight: Floats, half_life: float) -> Floats:
    """Evidence that is still or already worth something: each day's weight halves with every ``half_life`` days, both ways.

    ``weight``: places × days.
    """
    keep = np.float32(0.5 ** (1.0 / half_life))
    before = weight.copy()
    after = weight.copy()
    for day in range(1, weight.shape[1]):
        before[:, day] += keep * before[:, day - 1]
        after[:, -day - 1] += keep * after[:, -day]
    made: Floats = before + after - weight
    return made

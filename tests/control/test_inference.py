"""Holders of places and cells through time."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.control.chain import smooth, transitions
from recoupe.control.inference import Spots, infer, without
from recoupe.model import Bearing, ControlState, ControlStatus, Observation
from tests.control.world import DAY, ground, seen

VILLE = ground()


def state(observations: list[Observation], day: date = DAY, where: object = VILLE) -> ControlState:
    return infer(observations).states(Spots.of([where]), day)[0]  # type: ignore[list-item]


def test_who_is_said_to_hold_a_place_holds_it() -> None:
    found = state([seen("north", VILLE), seen("south", ground("loin", 36.0, 40.0))])
    assert (found.status, found.holder) == (ControlStatus.HELD, "north")
    assert found.claims


def test_contradictory_claims_on_one_day_make_it_contested_whatever_their_order() -> None:
    a, b = seen("north", VILLE, voice="one"), seen("south", VILLE, voice="two")
    first, second = state([a, b]), state([b, a])
    assert first.status is ControlStatus.CONTESTED
    assert (first.contested, first.shares) == (second.contested, second.shares)


def test_shares_contested_and_unknown_make_one() -> None:
    found = state([seen("north", VILLE), seen("south", ground("loin", 36.0, 40.0)), seen(None, VILLE, bearing=Bearing.CONTESTS)])
    assert sum(s.probability for s in found.shares) + found.contested + found.unknown == pytest.approx(1.0, abs=1e-3)


def test_far_from_all_that_is_told_it_is_unknown() -> None:
    assert state([seen("north", VILLE)], where=ground("loin", 40.0, 48.0)).status is ControlStatus.UNKNOWN


def test_shelling_alone_supports_no_holder() -> None:
    found = infer([seen("north", VILLE, bearing=Bearing.LACKS, weight=0.5)])
    assert found.states(Spots.of([VILLE]), DAY)[0].status is ControlStatus.UNKNOWN


def test_a_capture_changes_the_holder_backward_and_forward() -> None:
    told = [seen("south", VILLE, DAY), seen("north", VILLE, DAY + timedelta(30), bearing=Bearing.TAKES, weight=4.0)]
    field = infer(told, until=DAY.toordinal() + 40)
    before, after = (field.states(Spots.of([VILLE]), DAY + timedelta(n))[0] for n in (5, 35))
    assert (before.holder, after.holder) == ("south", "north")


def test_one_origin_told_again_is_counted_once() -> None:
    once = infer([seen("north", VILLE, voice="a"), seen("south", VILLE, voice="b")])
    often = infer([*(seen("north", VILLE, voice="a") for _ in range(20)), seen("south", VILLE, voice="b")])
    assert np.allclose(once.odds.states, often.odds.states)


def test_independent_origins_outweigh_one() -> None:
    told = [*(seen("north", VILLE, voice=f"v{n}") for n in range(4)), seen("south", VILLE, voice="x")]
    assert state(told).holder == "north"


def test_without_a_voice_what_it_says_is_gone() -> None:
    told = [seen("north", VILLE, voice="a"), seen("south", ground("loin", 36.0, 40.0), voice="b")]
    field = infer(told)
    left = without(field, ["A"])
    assert left.states(Spots.of([VILLE]), DAY)[0].holder != "north"
    assert left.holders == field.holders


def test_a_wide_claim_reaches_places_within_it() -> None:
    wide = ground("pays", 34.0, 40.0, 80.0)
    near = ground("village", 34.3, 40.2)
    told = [seen("north", wide, weight=2.0), seen("south", ground("loin", 38.0, 40.0))]
    cells = Spots.of([near, ground("hors", 36.5, 40.0)])
    found = infer(told, cells=cells).states(Spots.of([near]), DAY)[0]
    assert found.holder == "north"


def test_the_weightiest_claims_come_first() -> None:
    weak, strong = seen("north", VILLE, weight=0.5, voice="a"), seen("north", VILLE, weight=3.0, voice="b")
    behind = infer([weak, strong]).behind(Spots.of([VILLE]), DAY)
    assert [o.claim for o, _ in behind] == [strong.claim, weak.claim]


def test_nothing_told_is_nothing_known() -> None:
    field = infer([], start=DAY.toordinal(), until=DAY.toordinal())
    assert field.states(Spots.of([VILLE]), DAY)[0].status is ControlStatus.UNKNOWN


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 3), st.integers(1, 12), st.integers(0, 10_000))
def test_the_chain_gives_distributions_as_the_slow_way_does(holders: int, days: int, seed: int) -> None:
    """Against the sum over all ways through the states, for short chains."""
    chance = np.random.default_rng(seed)
    steps = transitions(holders, leave=0.1, settle=0.2, through=0.5)
    assert np.allclose(steps.sum(axis=1), 1.0)
    evidence = chance.normal(0, 1.5, (1, days, holders + 1)).astype(np.float32)
    start = np.full(holders + 1, 1 / (holders + 1), dtype=np.float32)
    likely = np.exp(evidence[0].astype(np.float64))
    forward = [start * likely[0]]
    for day in range(1, days):
        forward.append((forward[-1] @ steps) * likely[day])
    back = [np.ones(holders + 1)]
    for day in range(days - 1, 0, -1):
        back.insert(0, steps @ (back[0] * likely[day]))
    wanted = np.array([f * b for f, b in zip(forward, back, strict=True)])
    wanted /= wanted.sum(axis=1, keepdims=True)
    assert np.allclose(smooth(evidence, steps, start)[0], wanted, atol=1e-4)


def test_enemies_who_both_took_a_place_on_one_day_contest_it_whatever_is_read_last() -> None:
    told = [seen(h, VILLE, voice=h, weight=w, bearing=Bearing.TAKES) for h, w in (("north", 2.2), ("south", 3.6))]
    for order in (told, told[::-1]):
        assert state(order).status is ControlStatus.CONTESTED


def test_a_place_of_which_claims_tell_speaks_for_itself() -> None:
    found = state([seen("north", VILLE), seen("south", ground("village", 34.0, 40.05))])
    assert (found.status, found.holder) == (ControlStatus.HELD, "north")

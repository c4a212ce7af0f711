"""Grouping does not depend on the order of the reports, does not chain, and does as well report by report as all at once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.world import World
from recoupe.corroboration.blocking import keys_of
from recoupe.corroboration.clustering import Rulings, group_tellings, incident_keys
from recoupe.corroboration.tellings import tellings_of
from recoupe.ledger.sqlite import write_ledger
from recoupe.model import Claim, Event, Precision, Reading, Report, Spot, Telling, text_id
from recoupe.pipeline.crosscheck import CrossChecker

DAY = 737000
ABU_KAMAL = Spot("abu-kamal", Precision.TOWN, 34.45, 40.92, 7.0, "SY")


def telling(key: str, **fields: object) -> Telling:
    given: dict[str, object] = {
        "key": key, "report": f"r{key}", "claims": (f"c{key}",), "events": (Event.STRIKE,), "first": DAY, "last": DAY,
        "spots": (ABU_KAMAL,),
    }  # fmt: skip
    return Telling(**{**given, **fields})  # type: ignore[arg-type]


def partition(tellings: list[Telling], rulings: Rulings | None = None) -> set[frozenset[str]]:
    found = group_tellings(tellings, rulings=rulings or Rulings())
    return {frozenset(tellings[n].key for n in group) for group in found.groups}


def world_tellings(seed: int, claims: int) -> list[Telling]:
    told = World(seed, claims, days=40, towns=60).reports()
    return [t for n, (report, found, _) in enumerate(told) for t in tellings_of(report, found, number=n).tellings]


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_tellings_does_not_matter(seed: int) -> None:
    tellings = world_tellings(seed, 300)
    shuffled = tellings.copy()
    random.Random(seed).shuffle(shuffled)
    assert partition(tellings) == partition(shuffled)


def test_a_strike_on_the_same_town_two_years_on_is_another_incident() -> None:
    assert len(partition([telling("a"), telling("b"), telling("c", first=DAY + 681, last=DAY + 681)])) == 2


def test_days_and_towns_do_not_chain() -> None:
    days = [telling(f"d{n}", first=DAY + n, last=DAY + n) for n in range(12)]
    assert len(partition(days)) >= 6
    towns = [
        telling(f"t{n}", spots=(Spot(f"town-{n}", Precision.TOWN, 34.0 + n * 0.12, 41.0, 7.0, "SY"),)) for n in range(12)
    ]
    groups = partition(towns)
    assert max(len(group) for group in groups) <= 3


def test_an_excluded_pair_keeps_groups_apart_whatever_lies_between() -> None:
    early = telling("a", first=DAY, last=DAY)
    late = telling("z", first=DAY + 3, last=DAY + 3)
    wide = [telling(f"w{n}", first=DAY, last=DAY + 3) for n in range(5)]
    assert not any({"a", "z"} <= group for group in partition([early, late, *wide]))


def test_rulings_of_people_hold() -> None:
    aleppo = Spot("aleppo", Precision.TOWN, 36.2, 37.16, 7.0, "SY")
    near, far = telling("a"), telling("b", spots=(aleppo,), first=DAY + 90, last=DAY + 90)
    assert len(partition([near, far])) == 2
    assert len(partition([near, far], Rulings(together=frozenset({frozenset({"a", "b"})})))) == 1
    assert len(partition([near, telling("c")], Rulings(apart=frozenset({frozenset({"a", "c"})})))) == 2


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(-0.2, 0.2), st.floats(-0.15, 0.15), st.integers(-2, 2))
@settings(max_examples=150, deadline=None)
def test_blocking_finds_near_places_from_either_side(lat: float, lon: float, dlat: float, dlon: float, days: int) -> None:
    one = telling("a", spots=(Spot("a", Precision.TOWN, lat, lon, 7.0),))
    other = telling("b", spots=(Spot("b", Precision.TOWN, lat + dlat, lon + dlon, 7.0),), first=DAY + days, last=DAY + days)
    left, right = keys_of(one), keys_of(other)
    assert left.asked & right.home
    assert right.asked & left.home


def test_a_telling_without_a_place_is_found_by_what_else_it_says() -> None:
    from recoupe.model import Toll

    tolls = (Toll("killed", 38, None),)
    placed = telling("a", tolls=tolls, actors=("x",), targets=("y",))
    bare = telling("b", spots=(), tolls=tolls, actors=("x",), targets=("y",))
    assert partition([placed, bare]) == {frozenset({"a", "b"})}
    assert partition([placed, telling("c", spots=())]) == {frozenset({"a"}), frozenset({"c"})}


def as_reading(report: Report, claims: tuple[Claim, ...], number: int) -> Reading:
    """The ledger wants texts that differ and ids that fit them."""
    from dataclasses import replace

    text = f"{report.text} {number}"
    own = replace(report, id=text_id(text), text=text)
    return Reading(own, "world", tuple(replace(c, report_id=own.id, reader="world") for c in claims))


def incidents_of(ledger: object) -> dict[str, frozenset[str]]:
    from recoupe.ledger.sqlite import SqliteLedger

    assert isinstance(ledger, SqliteLedger)
    heads = [head.id for head in ledger.incidents.heads()]
    return {id: frozenset(c.id for c, _ in found) for id, found in ledger.incidents.members(heads)}


def test_report_by_report_gives_the_same_incidents_as_all_at_once(tmp_path: Path) -> None:
    readings = [as_reading(r, c, n) for n, (r, c, _) in enumerate(World(5, 160, days=12, towns=30).reports())]
    with write_ledger(tmp_path / "slow.db") as slow, write_ledger(tmp_path / "fast.db") as fast:
        ids: dict[str, str] = {}
        for reading in readings:
            slow.add(reading)
            CrossChecker(slow.incidents).refresh()
            for head in slow.incidents.heads():
                ids.setdefault(head.id, head.id)
        for reading in readings:
            fast.add(reading)
        CrossChecker(fast.incidents).refresh()
        assert incidents_of(slow) == incidents_of(fast)
        assert all(len(slow.incidents.resolve(id)) == 1 for id in ids), "an id that was handed out leads nowhere"


def test_a_claim_of_an_incident_keeps_its_name_when_others_join() -> None:
    first, second = telling("a", arrival=1), telling("b", arrival=2)
    alone = incident_keys([first], group_tellings([first]).groups)
    both = incident_keys([second, first], group_tellings([second, first]).groups)
    assert alone["a"] == both["a"] == both["b"] == "a"

"""What claims say of control, and what they are worth."""

from __future__ import annotations

from datetime import date
from math import pi, sqrt

import pytest

from recoupe.control.ground import distance_km, moved
from recoupe.control.observing import Observed, observe
from recoupe.model import Bearing, Event, Modality, Polarity, Precision, Quantity, QuantityKind, Relation
from tests.control.world import DAY, SPAN, TwoParties, claim, place, told


def read(*claims: object, **how: object) -> Observed:
    return observe([told(c, **how) for c in claims], parties=TwoParties())  # type: ignore[arg-type]


def bearings(found: Observed) -> list[tuple[Bearing, str | None]]:
    """Of the places themselves."""
    return [(o.bearing, o.holder) for o in found.observations if o.ground.is_point]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (claim(Event.CAPTURE, "north"), [(Bearing.TAKES, "north")]),
        (claim(Event.CAPTURE, "north", targets=("south",)), [(Bearing.TAKES, "north"), (Bearing.LEAVES, "south")]),
        (claim(Event.WITHDRAWAL, "south"), [(Bearing.LEAVES, "south")]),
        (claim(Event.HOLD, "south"), [(Bearing.HOLDS, "south")]),
        (claim(Event.HOLD, "north", "south"), [(Bearing.CONTESTS, None)]),
        (claim(Event.ADVANCE, "north"), [(Bearing.CONTESTS, None)]),
        (claim(Event.SIEGE, "north", targets=("south",)), [(Bearing.LACKS, "north"), (Bearing.HOLDS, "south")]),
        (claim(Event.SHELLING, "north"), [(Bearing.LACKS, "north")]),
        (claim(Event.CLASH, "north", targets=("south",)), [(Bearing.CONTESTS, None)]),
        (claim(Event.CAPTURE, "observatory"), []),
    ],
)
def test_each_event_has_its_bearing(one: object, expected: list[tuple[Bearing, str | None]]) -> None:
    assert bearings(read(one)) == expected


def test_a_siege_says_that_the_besieger_holds_the_surroundings() -> None:
    belt = [o for o in read(claim(Event.SIEGE, "north", targets=("south",))).observations if not o.ground.is_point]
    assert {(o.bearing, o.holder) for o in belt} == {(Bearing.HOLDS, "north")}
    assert len({(o.ground.lat, o.ground.lon) for o in belt}) == 8


@pytest.mark.parametrize("modality", [Modality.PLANNED, Modality.THREATENED, Modality.HYPOTHETICAL])
def test_plans_and_threats_move_nothing(modality: Modality) -> None:
    found = read(claim(Event.CAPTURE, "north", modality=modality))
    assert found.observations == ()
    assert dict(found.passed_over) == {"it is planned, threatened or supposed": 1}


def test_a_denied_capture_says_the_reverse() -> None:
    assert bearings(read(claim(Event.CAPTURE, "north", modality=Modality.DENIED))) == [(Bearing.LACKS, "north")]
    assert bearings(read(claim(Event.WITHDRAWAL, "south", polarity=Polarity.NEGATIVE))) == [(Bearing.HOLDS, "south")]


def test_what_is_against_the_speakers_interest_weighs_more() -> None:
    one = claim(Event.CAPTURE, "north")
    admitted, boasted = read(one, actor="south"), read(one, actor="north")
    neutral = read(one)
    weights = [found.observations[0].weight for found in (boasted, neutral, admitted)]
    assert weights == sorted(weights)
    assert len(set(weights)) == 3
    assert admitted.observations[0].against_interest


def test_possible_weighs_less_and_the_reasons_multiply_to_the_weight() -> None:
    found = read(claim(Event.HOLD, "north", modality=Modality.POSSIBLE)).observations[0]
    product = 1.0
    for reason in found.reasons:
        product *= reason.weight
    assert found.weight == pytest.approx(product, abs=1e-3)
    assert found.weight < read(claim(Event.HOLD, "north")).observations[0].weight


def test_a_place_without_coordinates_is_listed() -> None:
    found = read(claim(Event.CAPTURE, "north", places=(place(lat=None, lon=None),)), claim(Event.CAPTURE, "north", places=()))
    assert found.observations == ()
    assert [u.why for u in found.unplaced] == ["no coordinates are known for it", "it does not say where"]


def test_a_claim_without_any_date_is_listed() -> None:
    found = read(claim(Event.CAPTURE, "north", when=None), published=None)
    assert [u.why for u in found.unplaced] == ["neither it nor its report has a date"]


def test_an_undated_claim_is_on_the_days_before_its_report() -> None:
    found = read(claim(Event.HOLD, "north", when=None)).observations[0]
    assert found.last == DAY.toordinal()
    assert 0 < found.last - found.first < 8


def area(low: float | None, high: float | None) -> Quantity:
    return Quantity(QuantityKind.AREA, SPAN, low, high, "km2")


def test_a_stated_area_widens_the_ground() -> None:
    found = read(claim(Event.CAPTURE, "north", quantities=(area(2500, None),))).observations[0]
    assert found.ground.radius_km == pytest.approx(sqrt(2500 / pi))
    assert found.area_km2 == (2500, None)


def test_between_two_places_lies_in_the_middle() -> None:
    ends = (place("a", lon=40.0, relation=Relation.BETWEEN), place("b", lon=41.0, relation=Relation.BETWEEN))
    found = read(claim(Event.CAPTURE, "north", places=ends, quantities=(area(2700, 2700),))).observations
    assert len(found) == 1
    where = found[0].ground
    assert where.lon == pytest.approx(40.5, abs=0.01)
    assert pi * where.radius_km**2 == pytest.approx(2700)


def test_a_region_is_wide_and_weighs_less_on_each_spot() -> None:
    wide = read(claim(Event.CAPTURE, "north", places=(place(precision=Precision.PROVINCE),))).observations[0]
    town = read(claim(Event.CAPTURE, "north")).observations[0]
    assert not wide.ground.is_point
    assert wide.weight < town.weight


def test_north_of_a_place_is_north_of_it() -> None:
    found = read(claim(Event.HOLD, "north", places=(place(relation=Relation.NORTH_OF),))).observations[0]
    assert found.ground.lat > 34.0


def test_moving_and_measuring_agree() -> None:
    lat, lon = moved(34.0, 40.0, 77.0, 120.0)
    assert distance_km(34.0, 40.0, lat, lon) == pytest.approx(120.0, rel=1e-6)
    assert date.fromordinal(DAY.toordinal()) == DAY

"""Days that move, against dates that are known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.language.schema_time import Moving, Part
from recoupe.temporal.expressions import Festival
from recoupe.temporal.feasts import HIJRI_YEARS, easter, place_festival


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [
        (2013, date(2013, 3, 31), date(2013, 5, 5)),
        (2024, date(2024, 3, 31), date(2024, 5, 5)),
        (2022, date(2022, 4, 17), date(2022, 4, 24)),
    ],
)
def test_easter(year: int, western: date, orthodox: date) -> None:
    assert (easter(year), easter(year, orthodox=True)) == (western, orthodox)


@given(st.integers(1900, 2099), st.booleans())
def test_easter_is_a_sunday_in_spring(year: int, orthodox: bool) -> None:
    found = easter(year, orthodox=orthodox)
    assert found.weekday() == 6
    assert date(year, 3, 22) <= found <= date(year, 5, 8)


def test_ramadan_of_a_year() -> None:
    found = place_festival(Festival(Moving.HIJRI, 9, year=2014), None, future=False)
    assert found is not None
    assert (found.start, found.end) == (date(2014, 6, 28), date(2014, 7, 27))


def test_the_nearest_feast_before_and_after() -> None:
    said, base = Festival(Moving.HIJRI, 10, 1, days=3), (date(2014, 7, 2), "publication")
    before, after = place_festival(said, base, future=False), place_festival(said, base, future=True)
    assert before is not None
    assert after is not None
    assert before.start == date(2013, 8, 8)
    assert after.start == date(2014, 7, 28)


def test_a_night_has_two_days_and_a_year_out_of_reach_none() -> None:
    night = place_festival(Festival(Moving.HIJRI, 1, 10, hijri_year=1435, part=Part.NIGHT), None, future=False)
    assert night is not None
    assert night.start is not None
    assert night.end is not None
    assert (night.end - night.start).days == 1
    assert place_festival(Festival(Moving.HIJRI, 9, hijri_year=1200), None, future=False) is None
    assert place_festival(Festival(Moving.HIJRI, 9), None, future=False) is None


@given(st.sampled_from(list(HIJRI_YEARS)), st.integers(1, 12), st.integers(1, 30))
def test_every_day_of_the_hijri_calendar_has_a_date(year: int, month: int, day: int) -> None:
    found = place_festival(Festival(Moving.HIJRI, month, day, hijri_year=year), None, future=False)
    assert found is not None
    assert found.start == found.end

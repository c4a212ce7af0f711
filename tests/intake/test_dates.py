from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.errors import UsageError
from recoupe.intake.dates import parse_published
from recoupe.model import PartialDate


@pytest.mark.parametrize(
    ("text", "edtf", "start", "end"),
    [
        ("2018-06-22", "2018-06-22", date(2018, 6, 22), date(2018, 6, 22)),
        (" 2018-06-22\n", "2018-06-22", date(2018, 6, 22), date(2018, 6, 22)),
        ("2018-06", "2018-06", date(2018, 6, 1), date(2018, 6, 30)),
        ("2020-02", "2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2018", "2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2018-06-21/2018-06-23", "2018-06-21/2018-06-23", date(2018, 6, 21), date(2018, 6, 23)),
        ("2018-06/2018-07", "2018-06/2018-07", date(2018, 6, 1), date(2018, 7, 31)),
        ("2018-06-21/..", "2018-06-21/..", date(2018, 6, 21), None),
        ("../2018-06", "../2018-06", None, date(2018, 6, 30)),
        ("2018-06-22T23:30:00+02:00", "2018-06-22", date(2018, 6, 22), date(2018, 6, 22)),
        ("2018-06-22T23:30:00Z", "2018-06-22", date(2018, 6, 22), date(2018, 6, 22)),
        ("2018-06-22 01:30", "2018-06-22", date(2018, 6, 22), date(2018, 6, 22)),
        ("2018-06-22T01:30:00.000+0430", "2018-06-22", date(2018, 6, 22), date(2018, 6, 22)),
        ("2018-06-22 01:30:00 +04:30", "2018-06-22", date(2018, 6, 22), date(2018, 6, 22)),
        ("20180622T013000Z", "2018-06-22", date(2018, 6, 22), date(2018, 6, 22)),
    ],
)
def test_what_can_be_given(text: str, edtf: str, start: date | None, end: date | None) -> None:
    assert parse_published(text) == PartialDate(edtf, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "22/06/2018", "06/2018", "2018-6-22", "2018-02-30", "2018-13", "2018-00", "0000", "2019-02-29", "18",
        "2018-06-22T25:00", "2018-06-22T", "2018-06~", "2018?", "2018-XX", "2018-21", "2018-06-23/2018-06-21", "2018/2019/2020",
        "../..", "2018/", "/2018", "2018-06-22 June", "-2018", "٢٠١٨-٠٦-٢٢", "2018-06-22\n2018-06-23", "2018-W25-5",
    ],
)
def test_what_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"(?s)publication date .*; write 2018-06-22, 2018-06, 2018,"):
        parse_published(text)


@given(st.text(alphabet="0123456789-/.T:Z+ W~X", max_size=30) | st.text())
def test_a_date_or_a_usage_error(text: str) -> None:
    try:
        found = parse_published(text)
    except UsageError:
        return
    assert found.start or found.end


@given(st.dates())
def test_every_day(day: date) -> None:
    assert parse_published(day.isoformat()) == PartialDate.day(day)


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9000, 1, 1)), st.integers(0, 3000))
def test_every_interval(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    found = parse_published(f"{first}/{last}")
    assert (found.start, found.end) == (first, last)


@given(st.datetimes(timezones=st.timezones()))
def test_a_timestamp_has_the_day_of_its_own_zone(when: object) -> None:
    from datetime import datetime

    assert isinstance(when, datetime)
    assert parse_published(when.isoformat()) == PartialDate.day(when.date())


def test_an_independent_reader_agrees_on_the_bounds() -> None:
    from edtf import parse_edtf

    for text in ("2018-06-22", "2018-06", "2020-02", "2018", "2018-06-21/2018-06-23", "2018-06/2018-07"):
        theirs, ours = parse_edtf(text), parse_published(text)
        assert (date(*theirs.lower_strict()[:3]), date(*theirs.upper_strict()[:3])) == (ours.start, ours.end)

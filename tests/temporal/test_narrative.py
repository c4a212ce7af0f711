"""What one phrase leaves for the next, and what carries over in texts that tell history."""

from __future__ import annotations

from datetime import date

import pytest

from recoupe.language.schema_time import Base, Edge, Lean, Season, Unit
from recoupe.model import PartialDate, Span
from recoupe.temporal.expressions import Between, Calendar, Count, Cycle, EdgeOf, Offset, Since, Until
from recoupe.temporal.narrative import Mark, Timeline, carried_over, filled, marked, tells_history
from tests.temporal.test_phrases import french

PUBLISHED = PartialDate.day(date(2011, 11, 27))


def told(text: str, *, narrative: bool, published: PartialDate | None = PUBLISHED) -> list[str | None]:
    timeline = Timeline(french(), published=published, narrative=narrative)
    found = [timeline.resolve(p) for p in french().find(text, Span(0, len(text)))]
    return [m.value.edtf if m is not None else None for m in found]


def test_in_news_only_the_next_day_counts_from_the_day_told_before() -> None:
    text = "Le 17 février, Benghazi manifestait. Le lendemain, l'armée tirait. En mars, tout avait changé."
    assert told(text, narrative=False) == ["2011-02-17", "2011-02-18", "2011-03"]


def test_in_history_year_and_month_carry_over() -> None:
    text = "En mars 1954, le siège. Le 13, l'artillerie tirait. En mai, tout finit. En octobre, la paix. En janvier, la fête."
    assert told(text, narrative=True) == ["1954-03", "1954-03-13", "1954-05", "1954-10", "1955-01"]


def test_without_publication_a_story_still_has_its_dates() -> None:
    text = "En 1969, ils prennent le pouvoir. L'année suivante, ils restent."
    assert told(text, narrative=True, published=None) == ["1969", "1970"]


def test_a_far_year_in_passing_does_not_stay() -> None:
    timeline = Timeline(french(), published=None, narrative=True)
    found = []
    for text in ("Le 2 mars 1965, les avions décollent. Un livre de 2005 le raconte.", "En avril, ils reviennent."):
        timeline.turn_paragraph()
        found += [timeline.resolve(p) for p in french().find(text, Span(0, len(text)))]
    assert [m.value.edtf for m in found if m is not None] == ["1965-03-02", "2005", "1965-04"]


def test_phrases_are_filled_in_the_order_of_the_text() -> None:
    text = "En mars 1954, le siège. Le 13, l'artillerie tirait."
    full = carried_over(french().find(text, Span(0, len(text))), french(), text=text, published=PUBLISHED)
    assert [p.said for p in full] == [Calendar(1954, 3), Calendar(1954, 3, 13)]


def test_a_history_is_known_by_its_years() -> None:
    old = "En 1954, la guerre. En 1956, la paix. En 1958, le putsch."
    new = "En 2011, la guerre. Le 3 mars, les combats. Lundi, la trêve."
    assert tells_history(french().find(old, Span(0, len(old))), published=PUBLISHED)
    assert not tells_history(french().find(new, Span(0, len(new))), published=PUBLISHED)


@pytest.mark.parametrize(
    ("said", "mark", "full"),
    [
        (Calendar(month=1), Mark(1941, 12), Calendar(1942, 1)),
        (Calendar(month=5), Mark(1941, 12), Calendar(1942, 5)),
        (Calendar(month=11), Mark(1941, 12), Calendar(1941, 11)),
        (Calendar(month=3), Mark(1941), Calendar(1941, 3)),
        (Calendar(day=4), Mark(1941, 6), Calendar(1941, 6, 4)),
        (Calendar(season=Season.SUMMER), Mark(1941, 6), Calendar(1941, season=Season.SUMMER)),
        (Calendar(month=3, lean=Lean.PAST), Mark(1941), Calendar(month=3, lean=Lean.PAST)),
        (Since(Calendar(month=3)), Mark(1941), Since(Calendar(1941, 3))),
        (EdgeOf(Edge.END, Cycle(Unit.YEAR)), Mark(1941), EdgeOf(Edge.END, Cycle(Unit.YEAR, base=Base.ANCHOR))),
        (Between(Calendar(month=10), Calendar(month=2)), Mark(1941, 9), Between(Calendar(1941, 10), Calendar(1942, 2))),
    ],
)  # fmt: skip
def test_what_is_left_out_is_filled(said: Calendar, mark: Mark, full: Calendar) -> None:
    assert filled(said, mark) == full


def test_a_mark_is_as_precise_as_the_words() -> None:
    year = PartialDate("1941", date(1941, 1, 1), date(1941, 12, 31))
    later = PartialDate("1942-05-02/1942-07-01", date(1942, 5, 2), date(1942, 7, 1))
    assert marked(EdgeOf(Edge.START, Calendar(1941)), year) == Mark(1941)
    assert marked(Until(Calendar(1941, 5)), None) == Mark(1941, 5)
    assert marked(Offset(Count(1, 1), Unit.YEAR, Lean.FUTURE), later) == Mark(1942)
    assert marked(Offset(Count(1, 1), Unit.MONTH, Lean.FUTURE), later) == Mark(1942, 6)

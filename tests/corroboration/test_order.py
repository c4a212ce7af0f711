"""Effects dated before their causes, within a report and across; what is in order gives no finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from recoupe.corroboration.checks import findings_in
from recoupe.corroboration.order import out_of_order, out_of_order_at, sequels
from recoupe.corroboration.voices import Member
from recoupe.model import Event, Modality, Report, Span
from tests.corroboration.build import SIDES, report, says

EARLY, LATE = date(2020, 3, 1), date(2020, 3, 3)
LANGUAGES = {"fr", "en", "es", "ar"}


def told(words: str, *, language: str = "en", event: Event = Event.CAPTURE, who: str = "", on: date = LATE) -> Member:
    """A claim whose sentence is ``words`` and whose trigger the first of them."""
    of = replace(report(f"{language} {event} {who} {on}", text=words, day=5), language=language)
    claim = says(of, event=event, who=who, on=on).claim
    return Member(replace(claim, evidence=Span(0, len(words)), trigger=Span(0, len(words.split()[0]))), of)


def test_a_toll_before_the_strike() -> None:
    toll = says(report("Two"), event=Event.KILLING, killed=(12, 12), on=EARLY)
    strike = says(report("One"), on=LATE)
    (found,) = out_of_order([toll, strike])
    assert found.kind.value == "before_its_cause"
    assert (found.left.claim, found.right.claim) == (toll.claim.id, strike.claim.id)
    assert not out_of_order([replace_day(toll, LATE), strike])
    assert not out_of_order([toll, strike, says(report("Three"), on=EARLY)]), "an earlier strike explains it"


def replace_day(member: Member, on: date) -> Member:
    return says(member.report, event=member.claim.event, killed=(12, 12), on=on)


def test_an_answer_before_what_it_answers() -> None:
    blame = says(report("Two"), "p:army", event=Event.ACCUSATION, whom="rebels", on=EARLY)
    assert len(out_of_order([blame, says(report("One"), on=LATE)])) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Retook town"), ("fr", "Repris la ville"), ("es", "Recuperaron la localidad"), ("ar", "استعادت القوات البلدة")],
)
def test_a_town_is_taken_back_after_it_was_lost(language: str, words: str) -> None:
    back = told(words, language=language, who="army", on=EARLY)
    lost = told("Captured it", who="rebels", on=LATE)
    assert [f.left.claim for f in out_of_order_at([back, lost], relations=SIDES)] == [back.claim.id]
    assert not out_of_order_at([told(words, language=language, who="army", on=date(2020, 3, 9)), lost], relations=SIDES)
    own = told("Captured it", who="army", on=LATE)
    assert not out_of_order_at([back, own], relations=SIDES), "the same side's later capture is no loss"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Killed in the strike, twelve were buried in a mass funeral"), ("fr", "Tués, douze civils ont eu leurs obsèques"),
        ("es", "Muertos doce civiles, el funeral reunió a cientos"), ("ar", "قتلوا وتم تشييع جنازة اثني عشر مدنيا"),
    ],
)  # fmt: skip
def test_a_funeral_after_the_death(language: str, words: str) -> None:
    funeral = told(words, language=language, event=Event.KILLING, on=EARLY)
    assert len(out_of_order([funeral, says(report("One"), on=LATE)])) == 1


def test_within_one_report_whatever_the_incident() -> None:
    of = report("One", day=9)
    toll = says(of, event=Event.KILLING, killed=(12, 12), on=date(2020, 2, 20), at=10)
    strike = says(of, on=LATE)
    assert len(out_of_order_at([toll, strike])) == 1
    elsewhere = says(of, on=LATE, place=("far", 36.0, 44.0))
    assert not out_of_order_at([toll, elsewhere])


def test_a_report_that_came_out_before_the_day_that_others_give() -> None:
    early = says(report("Early", day=2), on=None)
    found = findings_in([early, says(report("One"), on=LATE)])
    assert [f.kind.value for f in found] == ["before_its_cause"]
    assert found[0].left.claim == early.claim.id
    assert not findings_in([says(report("Same", day=3), on=None), says(report("One"), on=LATE)])
    assert not findings_in([early, says(report("One"), on=LATE), says(report("Two", day=4), on=EARLY)])


def test_only_dates_that_stand_in_words_count() -> None:
    toll = says(report("Two"), event=Event.KILLING, killed=(12, 12), on=EARLY)
    assert toll.claim.time is not None
    carried = Member(replace(toll.claim, time=replace(toll.claim.time, span=None)), toll.report)
    assert not out_of_order([carried, says(report("One"), on=LATE)])


def test_every_entry_has_the_words_of_every_language() -> None:
    for sequel in sequels():
        assert not sequel.words or set(sequel.words) == LANGUAGES
        assert sequel.cause
        assert sequel.days > 0


def test_a_plan_is_out_of_no_order() -> None:
    of: Report = report("Two")
    plan = says(of, event=Event.KILLING, killed=(12, 12), on=EARLY, mode=Modality.PLANNED)
    assert not out_of_order([plan, says(report("One"), on=LATE)])

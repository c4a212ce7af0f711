"""Pairing and scoring on constructed cases, with the figures that the contract's scorer gives for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.records import Amount, GoldClaim, GoldPlace, GoldSpeaker, Interval, Mention, PlaceMention, Predicted, Quote, Speaker
from bench.scoring import (
    SPANS,
    Counts,
    assign,
    bears_name,
    distance_km,
    is_near,
    same_amount,
    same_speaker,
    same_time,
    score,
    total,
    without_optional,
)

TEXT = "The army took Alpha on Monday. Rebels shelled Beta."


def quote(words: str) -> Quote:
    start = TEXT.index(words)
    return Quote(start=start, end=start + len(words), text=words)


def gold(**changes: object) -> GoldClaim:
    claim = {"event": ("capture",), "modality": ("asserted",), "evidence": quote("The army took Alpha"), "trigger": quote("took")}
    return GoldClaim.model_validate(claim | changes)


def predicted(**changes: object) -> Predicted:
    evidence = quote("The army took Alpha on Monday")
    claim = {"event": "capture", "modality": "asserted", "evidence": evidence, "trigger": quote("took")}
    return Predicted.model_validate(claim | changes)


def mention(name: str | None, **more: object) -> Mention:
    return Mention.model_validate({"name": name, **more})


def test_a_claim_that_is_right_in_everything() -> None:
    tally = score([gold()], [predicted()], text=TEXT)
    assert tally["claims"] == Counts(1, 1, 1)
    assert tally["modality"] == Counts(1, 1, 1)
    assert tally[SPANS] == Counts(2, 2, 2)


@pytest.mark.parametrize("changes", [{"event": "hold"}, {"evidence": quote("Rebels shelled Beta")}])
def test_another_event_or_evidence_is_no_pair(changes: dict[str, object]) -> None:
    assert assign([gold()], [predicted(**changes)]) == []


def test_the_trigger_decides_between_two_that_overlap() -> None:
    far = predicted(trigger=quote("Monday"), evidence=quote("The army took Alpha"))
    assert assign([gold()], [far, predicted()]) == [(0, 1)]


def test_an_optional_claim_that_is_found_is_neither_right_nor_wrong() -> None:
    tally = score([gold(required=False)], [predicted()])
    assert tally["claims"] == Counts(0, 0, 0)


def test_one_that_nobody_expects_costs_precision() -> None:
    extra = predicted(event="shelling", evidence=quote("Rebels shelled Beta"), trigger=quote("shelled"))
    assert score([gold()], [predicted(), extra])["claims"] == Counts(1, 2, 1)


def test_roles_count_over_pairs_only() -> None:
    wanted = gold(actors=(("Army of A", "A"),), targets=(("B",),))
    found = predicted(actors=(mention("army of a"), mention("C")))
    tally = score([wanted, gold(evidence=quote("Rebels shelled Beta"), trigger=None)], [found])
    assert tally["actors"] == Counts(1, 2, 1)
    assert tally["targets"] == Counts(0, 0, 1)
    assert tally["claims"] == Counts(1, 1, 2)


def test_time_counts_only_where_it_is_expected() -> None:
    when = Interval.model_validate({"from": "2018-06-20", "to": "2018-06-20"})
    assert "time" not in score([gold()], [predicted(time=when)])
    assert score([gold(time=("2018-06-20", "2018-06-20"))], [predicted()])["time"] == Counts(0, 0, 1)


@pytest.mark.parametrize(
    ("first", "last", "right"),
    [
        ("2018-06-18", "2018-06-20", True), ("2018-06-15", "2018-06-23", True), ("2018-06-14", "2018-06-20", False),
        ("2018-06-21", "2018-06-22", False), (None, "2018-06-20", False), ("2018", "2018", False),
    ],
)  # fmt: skip
def test_an_interval_may_be_three_days_wider(first: str | None, last: str, right: bool) -> None:
    when = Interval.model_validate({"from": first, "to": last})
    assert same_time(("2018-06-18", "2018-06-20"), when) is right


@pytest.mark.parametrize(
    ("wanted", "got", "right"),
    [
        ((22, 22), (22, 22), True), ((22, None), (22, 22), True), ((20, 30), (20, 30), True), ((2500, None), (2510, None), True),
        ((22, 22), (23, 23), False), ((None, 48), (None, 48), True), ((None, 48), (48, None), True),
        ((22, None), (None, 22), False),
    ],
)  # fmt: skip
def test_bounds(wanted: tuple[float | None, float | None], got: tuple[float | None, float | None], right: bool) -> None:
    amounts = (Amount(kind="killed", min=low, max=high) for low, high in (wanted, got))
    assert same_amount(*amounts) is right


def test_amounts_of_other_kinds_differ() -> None:
    assert not same_amount(Amount(kind="killed", min=1), Amount(kind="wounded", min=1))


def test_names_are_compared_without_accents_and_signs() -> None:
    assert bears_name(["Ahrar al-Shām"], mention("ahrar al sham"))
    assert bears_name(["abu-kamal"], mention(None, id="abu kamal"))
    assert not bears_name([""], mention(None))


def test_an_unnamed_speaker_is_right_by_its_kind() -> None:
    assert same_speaker(GoldSpeaker(), Speaker(kind="unnamed"))
    assert not same_speaker(GoldSpeaker(), Speaker(kind="person", name="X"))
    assert same_speaker(GoldSpeaker(name=("X",)), Speaker(kind="person", name="X"))


def test_places_are_right_within_their_distance() -> None:
    place = GoldPlace(lat=34.45, lon=40.92, km=25)
    assert is_near(place, PlaceMention(lat=34.5, lon=40.9))
    assert not is_near(place, PlaceMention(lat=35.45, lon=40.92))
    assert not is_near(place, PlaceMention())
    assert distance_km((0, 0), (0, 1)) == pytest.approx(111.2, abs=0.1)


def test_a_span_that_quotes_wrongly_is_counted() -> None:
    wrong = predicted(trigger=Quote(start=0, end=3, text="the"))
    assert score([gold()], [wrong], text=TEXT)[SPANS] == Counts(1, 2, 2)


def test_optional_targets_are_set_aside_and_expected_ones_kept() -> None:
    both = predicted(targets=(mention("Civilians"), mention("B")))
    kept = without_optional(gold(targets=(("B",),), optional_targets=(("Civilians",),)), both)
    assert [t.name for t in kept.targets] == ["B"]


@given(st.lists(st.tuples(*[st.integers(0, 50)] * 3), max_size=5))
def test_totals_do_not_depend_on_the_order(rows: list[tuple[int, int, int]]) -> None:
    tallies = [{"claims": Counts(*row)} for row in rows]
    assert total(tallies) == total(reversed(tallies))


def test_figures_of_counts() -> None:
    counts = Counts(3, 4, 6)
    assert (counts.precision, counts.recall) == (0.75, 0.5)
    assert counts.f1 == pytest.approx(0.6)
    assert Counts().f1 == 0.0

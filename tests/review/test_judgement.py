"""What follows from decisions: the later one counts, undoing takes one back, nothing is erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.errors import UsageError
from recoupe.model import (
    ActorMention,
    AttributionStep,
    Candidate,
    Decision,
    DecisionKind,
    Event,
    Link,
    PlaceMention,
    SourceKind,
    Span,
)
from recoupe.review.corrections import FIELDS, MEANT, corrected
from recoupe.review.judgement import conflicts, judge, standing
from tests.corroboration.build import report, says

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def decide(
    kind: DecisionKind, *subjects: str, minute: int = 0, author: str = "a", undoes: str | None = None, **changes: str
) -> Decision:
    return Decision(kind, subjects, author, NOW + timedelta(minutes=minute), "why", tuple(changes.items()), undoes)


def test_of_two_decisions_on_one_claim_the_later_counts() -> None:
    yes, no = decide(DecisionKind.ACCEPT, "x"), decide(DecisionKind.REJECT, "x", minute=1, author="b")
    assert judge([yes, no]).rejected == {"x"}
    assert judge([no, yes]) == judge([yes, no])
    assert conflicts([yes, no]) == [(yes, no)]


def test_an_undoing_can_be_undone() -> None:
    first = decide(DecisionKind.REJECT, "x")
    undone = decide(DecisionKind.UNDO, "x", minute=1, undoes=first.id)
    again = decide(DecisionKind.UNDO, "x", minute=2, undoes=undone.id)
    assert not judge([first, undone]).rejected
    assert judge([first, undone, again]).rejected == {"x"}
    assert standing([first, undone]) == []


def test_splits_and_merges_become_pairs() -> None:
    merged = judge([decide(DecisionKind.MERGE, "a", "b", "c")])
    assert merged.together == {frozenset("ab"), frozenset("bc")}
    split = judge([decide(DecisionKind.MERGE, "a", "b"), decide(DecisionKind.SPLIT, "b", minute=1, apart="a")])
    assert split.apart == {frozenset("ab")}
    assert not split.together
    assert split.alone == {"b"}


def test_one_voice_whatever_the_spelling() -> None:
    assert judge([decide(DecisionKind.SAME_VOICE, "La Gazette", "LA GAZETTE du soir")]).voices == {
        "la gazette": "La Gazette", "la gazette du soir": "La Gazette",
    }  # fmt: skip


@given(st.integers(0, 10**6))
def test_the_order_in_which_decisions_are_listed_does_not_matter(seed: int) -> None:
    draw = Random(seed)
    kinds = (DecisionKind.ACCEPT, DecisionKind.REJECT, DecisionKind.MERGE, DecisionKind.SPLIT)
    made = [decide(draw.choice(kinds), *draw.sample("abcd", 2), minute=n) for n in range(6)]
    made.append(decide(DecisionKind.UNDO, minute=7, undoes=draw.choice(made).id))
    shuffled = made.copy()
    draw.shuffle(shuffled)
    assert judge(made) == judge(shuffled)


def test_corrections_make_a_new_claim() -> None:
    claim = says(report("One"), "m:monitor", who="army", killed=(3, 3)).claim
    changes = (
        ("event", "shelling"), ("killed", "5..9"), ("actor", "rebels=The Rebels"), ("place", "p=P@1.5,-2.5"),
        ("time", "2020-03-05"),
    )  # fmt: skip
    made = corrected(claim, changes, by="desk")
    assert made.event is Event.SHELLING
    assert [(q.min, q.max) for q in made.quantities] == [(5, 9)]
    assert made.actors[0].link.entity
    assert (made.actors[0].link.entity.name, made.actors[0].link.decided_by) == ("The Rebels", "desk")
    assert (made.places[0].lat, made.places[0].lon) == (1.5, -2.5)
    assert made.time
    assert made.time.value.edtf == "2020-03-05"
    assert claim.event is Event.STRIKE
    assert not corrected(claim, [("killed", ""), ("actor", "")], by="desk").actors


def test_another_is_meant_wherever_the_entity_stands() -> None:
    claim = says(report("One"), "m:monitor", who="army", killed=(3, 3)).claim
    army = claim.actors[0]
    others = (ActorMention(Span(0, 3), Link((Candidate("x", "X", 1.0, ()),), 0, "test")), army)
    place = replace(claim.places[0], link=army.link) if claim.places else PlaceMention(Span(0, 3), army.link, lat=1.0, lon=2.0)
    step = AttributionStep(Span(0, 3), SourceKind.ACTOR, "said", army.link)
    everywhere = replace(claim, actors=others, targets=others, places=(*claim.places, place), attribution=(step,))
    assert army.link.entity
    made = corrected(everywhere, [(MEANT + army.link.entity.id, "rebels=The Rebels")], by="desk")
    named = [m.link.entity.id for part in (made.actors, made.targets, made.attribution) for m in part if m.link.entity]
    assert named == ["x", "rebels", "x", "rebels", "rebels"]
    last = made.places[-1]
    assert last.link.entity
    assert (last.link.entity.name, last.lat) == ("The Rebels", None), "another place lies elsewhere"
    none = corrected(everywhere, [(MEANT + army.link.entity.id, "")], by="desk")
    assert (len(none.actors), len(none.targets), none.attribution[0].link.entity) == (1, 1, None)
    assert corrected(claim, [(MEANT + "nobody", "rebels")], by="desk") == claim


def test_what_was_decided_last_counts() -> None:
    first = decide(DecisionKind.CORRECT, "a", minute=1, actor="x")
    then = decide(DecisionKind.CORRECT, "a", minute=2, **{MEANT + "x": "y"})
    again = decide(DecisionKind.CORRECT, "a", minute=3, actor="x")
    assert judge([then, first]).corrections["a"] == (("actor", "x"), (MEANT + "x", "y"))
    assert judge([first, then, again]).corrections["a"] == ((MEANT + "x", "y"), ("actor", "x"))


WRONG = [("event", "party"), ("time", "soon"), ("killed", "many"), ("colour", "red"), ("place", "p@north")]


@pytest.mark.parametrize("change", WRONG)
def test_what_cannot_be_corrected_is_said(change: tuple[str, str]) -> None:
    with pytest.raises(UsageError):
        corrected(says(report("One")).claim, [change], by="desk")
    assert "event" in FIELDS

"""Alpha against the values that Krippendorff published (Computing Krippendorff's Alpha-Reliability, 2011)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from recoupe.model import Decision, DecisionKind
from recoupe.review.agreement import SETTLES, agreements, codings, disputed, krippendorff_alpha


def units(*coders: str) -> list[list[str]]:
    """A string a coder, a letter a unit; a dot is missing."""
    return [[value for value in unit if value != "."] for unit in zip(*coders, strict=True)]


@pytest.mark.parametrize(
    ("coders", "published"),
    [
        (("0100000010", "1110010000"), 0.095),
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
)
def test_published_values(coders: tuple[str, ...], published: float) -> None:
    assert krippendorff_alpha(units(*coders)) == pytest.approx(published, abs=0.001)


def test_bounds() -> None:
    assert krippendorff_alpha(units("abab", "abab")) == 1.0
    assert krippendorff_alpha(units("aaaa", "aaaa")) is None, "nothing varies"
    assert krippendorff_alpha([["a"], ["b"], []]) is None, "nobody coded the same"
    assert krippendorff_alpha(units("ab", "ba")) == pytest.approx(-0.5)


def decided(kind: DecisionKind, anchor: str, author: str, minute: int, *settles: str) -> Decision:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    return Decision(kind, (anchor,), author, at, "", tuple((SETTLES, id) for id in settles))


def test_two_coders_and_an_adjudication() -> None:
    yes, no = DecisionKind.ACCEPT, DecisionKind.REJECT
    made = [decided(yes, "a", "one", 1), decided(yes, "a", "two", 2), decided(yes, "b", "one", 3), decided(no, "b", "two", 4)]
    assert codings(made)["b"]["two"].kind is no
    (found,) = agreements(codings(made))
    assert (found.coders, found.units, found.same) == (("one", "two"), 2, 1)
    assert list(disputed(made)) == ["b"]
    settled = [*made, decided(yes, "b", "three", 5, made[2].id, made[3].id)]
    assert disputed(settled) == {}
    assert agreements(codings(settled)) == [found], "an adjudication is no coding"
    again = [*made, decided(no, "b", "one", 6)]
    assert disputed(again) == {}, "the later one of a coder counts"

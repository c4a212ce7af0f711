"""Pictures of an incident: every mark stands for a claim."""

from __future__ import annotations

from fastapi.testclient import TestClient

from recoupe.corroboration.assemble import assemble
from recoupe.model import Attribute
from recoupe.web.pictures import chain_picture, places_picture, toll_chart
from tests.corroboration.build import report, says
from tests.web.conftest import contested


def test_a_toll_moves_through_time() -> None:
    given = (("alpha", 4, 14), ("bravo", 5, 38), ("carol", 9, 52))
    members = [says(report(name, day=day), killed=(n, n)) for name, day, n in given]
    made = toll_chart(assemble("i0", members).about(Attribute.KILLED))
    assert made is not None
    assert [m.day for m in made.marks] == ["2020-03-04", "2020-03-05", "2020-03-09"]
    assert [m.x for m in made.marks] == sorted(m.x for m in made.marks)
    assert [m.low for m in made.marks] == sorted((m.low for m in made.marks), reverse=True), "higher figures stand higher"
    assert made.high is not None
    assert made.low is not None
    assert made.high < made.low
    assert {f.label for f in made.figures} >= {"0", "20", "40"}


def test_an_open_bound_is_drawn_as_one() -> None:
    members = [says(report("alpha"), killed=(14, None)), says(report("bravo"), killed=(9, 9))]
    made = toll_chart(assemble("i0", members).about(Attribute.KILLED))
    assert made is not None
    assert sorted(m.opens for m in made.marks) == [False, True]
    assert toll_chart(None) is None


def test_who_passes_it_on_stands_to_the_right() -> None:
    made = chain_picture(assemble("i0", [says(report("alpha"), "p:army"), says(report("bravo"))]))
    assert made is not None
    at = {node.name: node for node in made.nodes}
    assert at["army"].x < at["alpha"].x
    assert at["army"].is_origin
    assert made.threads


def test_places_keep_their_bearing() -> None:
    members = [says(report("alpha"), place=("north", 35.0, 40.0)), says(report("bravo"), place=("south", 34.0, 40.5))]
    made = places_picture(assemble("i0", members), [(m.claim, m.report) for m in members])
    assert made is not None
    at = {dot.name: dot for dot in made.dots}
    assert at["north"].y < at["south"].y
    assert at["north"].x < at["south"].x
    assert made.bar > 0


def test_the_page_draws_them(reads: TestClient) -> None:
    page = reads.get(f"/incidents/{contested(reads)['id']}").text
    assert 'class="toll"' in page
    assert 'class="chain"' in page

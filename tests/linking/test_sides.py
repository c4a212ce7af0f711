"""Who stood where, and who fought whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from recoupe.errors import DataError
from recoupe.linking.entities import RelationKind
from recoupe.linking.registry import ActorRegistry, load_registry
from recoupe.linking.sides import Sides
from recoupe.model import PartialDate

CONFLICT = '[[conflict]]\nid = "{id}"\nname = "X"\ncountries = ["SY"]\nmembers = []\nopposed = [{opposed}]\n'


@pytest.fixture(scope="module")
def sides(registry: ActorRegistry) -> Sides:
    return Sides(registry)


@pytest.mark.parametrize(
    ("a", "b", "day", "expected"),
    [
        ("syria-army", "hts", "2019-01-01", True), ("hts", "syria-army", "2019-01-01", True),
        ("syria-defence", "nusra", "2014-06-01", True), ("ypg", "islamic-state", "2015-01-01", True),
        ("wagner", "ukraine-army", "2023-01-01", True), ("saudi-arabia-army", "houthis", "2016-01-01", True),
        ("rsf", "sudan-army", "2022-01-01", False), ("rsf", "sudan-army", "2024-01-01", True),
        ("jnim", "islamic-state-sahel", "2018-01-01", False), ("jnim", "islamic-state-sahel", "2021-01-01", True),
        ("m23", "rwanda-army", "2024-01-01", False), ("m23", "dr-congo-army", "2015-01-01", False),
        ("hamas", "farc", "2016-01-01", None), ("kataib-hezbollah", "islamic-state", "2016-01-01", True),
        ("al-qassam", "israel-army", "2024-01-01", True), ("knla", "myanmar-army", "2023-01-01", True),
        ("farc", "colombia-army", "2018-01-01", None), ("emc-colombia", "colombia-army", "2023-01-01", True),
    ],
)  # fmt: skip
def test_opposed(sides: Sides, a: str, b: str, day: str, expected: bool | None) -> None:
    assert sides.opposed(a, b, date.fromisoformat(day)) is expected


def test_partial_dates_and_no_date(sides: Sides) -> None:
    assert sides.opposed("rsf", "sudan-army", PartialDate.between(date(2023, 1, 1), date(2023, 12, 31))) is True
    assert sides.opposed("rsf", "sudan-army", None) is True


def test_a_theatre_is_one_conflict(sides: Sides) -> None:
    there = sides.side("wagner", "ML", date(2022, 5, 5))
    assert there is not None
    assert (there.conflict, there.name, there.via) == ("mali", "government", "wagner")
    assert sides.side("wagner", "CO", date(2022, 5, 5)) is None


def test_what_an_actor_is_part_of_speaks_for_it(sides: Sides) -> None:
    found = sides.side("barkhane", "ML", date(2020, 1, 1))
    assert found is not None
    assert found.name == "government"
    defence = sides.side("russia-defence", "UA", date(2023, 1, 1))
    assert defence is not None
    assert defence.name == "russia"


def test_relations_are_dated(registry: ActorRegistry) -> None:
    (pledge,) = (r for r in registry.relations_of("boko-haram") if r.kind is RelationKind.ALLEGIANCE)
    assert pledge.of == "islamic-state"
    assert (pledge.start, pledge.end) == (date(2015, 3, 7), date(2016, 8, 3))
    assert "jfs" in {r.actor for r in registry.relations_to("nusra")}


def test_dates_of_members_lie_within_their_conflict(registry: ActorRegistry) -> None:
    for conflict in registry.conflicts():
        spells = [(m.start, m.end) for m in conflict.members] + [(o.start, o.end) for o in conflict.oppositions]
        for start, end in spells:
            assert not (conflict.start and start and start < conflict.start), (conflict.id, start)
            assert not (conflict.end and end and end > conflict.end), (conflict.id, end)


def test_every_side_fights_somebody(registry: ActorRegistry) -> None:
    for conflict in registry.conflicts():
        fighting = {s for o in conflict.oppositions for s in (o.a, o.b)}
        assert {m.side for m in conflict.members} <= fighting | {"pakistan"}, conflict.id


@pytest.mark.parametrize(
    ("file", "body", "problem", "line"),
    [
        ("sides.toml", CONFLICT.format(id="x", opposed='{ sides = ["a", "b"] }'), "'a' has no", 1),
        ("sides.toml", CONFLICT.format(id="syria", opposed=""), "given twice", 1),
        ("relations.toml", '[[relation]]\nactors = ["hamas"]\nkind = "friend"\nof = "fatah"\n', "kind", 3),
        ("relations.toml", '[[relation]]\nactors = ["nobody-known"]\nkind = "part_of"\nof = "fatah"\n', "nobody-known", 1),
        ("theatres.toml", '[[theatre]]\ncountry = "SY"\nconcept = "rebel"\nactor = "nobody-known"\n', "nobody-known", 1),
        ("roles.toml", "", "made by rule", None),
    ],
)  # fmt: skip
def test_mistakes_in_own_files_are_named(tmp_path: Path, file: str, body: str, problem: str, line: int | None) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / file).write_text(body, encoding="utf-8")
    with pytest.raises(DataError, match=problem) as caught:
        load_registry(tmp_path)
    assert caught.value.line == line


def test_own_meanings_of_labels_are_added(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    body = '[[theatre]]\ncountry = "SJ"\nconcept = "rebel"\nactor = "hamas"\n'
    (tmp_path / "actors" / "theatres.toml").write_text(body, encoding="utf-8")
    assert [m.actor for m in load_registry(tmp_path).meanings("rebel", "SJ")] == ["hamas"]


def test_a_side_is_called_by_the_actor_or_country_that_it_is(registry: ActorRegistry) -> None:
    called = {side: registry.side_name(side) for side in ("islamic-state", "m23", "ukraine", "kurdish-led", "government")}
    assert called == {
        "islamic-state": "Islamic State", "m23": "March 23 Movement", "ukraine": "Ukraine", "kurdish-led": "kurdish led",
        "government": "government",
    }  # fmt: skip


def test_the_sides_on_which_two_fought(sides: Sides) -> None:
    found = sides.opposing("rsf", "sudan-army", date(2024, 1, 1))
    assert found is not None
    assert [side.name for side in found] == ["rsf", "army"]
    assert sides.opposing("rsf", "sudan-army", date(2022, 1, 1)) is None

import random
from collections import defaultdict

from bench.knowledge_speed import PARTS, _clocked, made_up, part_seconds
from recoupe.language import fold


def test_made_up_names_are_all_different_and_the_same_again() -> None:
    names = made_up(500, random.Random(1))
    assert len(set(names)) == 500
    assert names == made_up(500, random.Random(1))


def test_every_part_is_called_by_the_reader_and_takes_time() -> None:
    spent = part_seconds(1)
    assert set(spent) == set(PARTS)
    assert all(seconds > 0 for seconds in spent.values())


def test_a_clocked_function_is_put_back() -> None:
    before = fold.plain
    with _clocked("recoupe.language.fold:plain", "names", defaultdict(float)):
        assert fold.plain is not before
    assert fold.plain is before

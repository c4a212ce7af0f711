"""What is worked out once, and when it is forgotten."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from recoupe.ledger.sqlite import write_ledger
from recoupe.web.desk import Desks, Of
from recoupe.web.settings import WebSettings
from recoupe.web.shelf import Shelf
from tests.ledger.readings import reading, report
from tests.web.test_review import answer, form


def test_who_comes_later_waits_for_who_came_first() -> None:
    shelf, made, found = Shelf(4), [], []

    def make() -> int:
        time.sleep(0.05)
        made.append(1)
        return len(made)

    threads = [threading.Thread(target=lambda: found.append(shelf.once("a", make))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]
    assert found == [1] * 8


def test_what_was_not_asked_for_longest_goes_first() -> None:
    shelf = Shelf(2)
    for name in ("a", "b", "a", "c"):
        shelf.once(name, lambda name=name: name)  # type: ignore[misc]
    assert [shelf.get(name) for name in "abc"] == ["a", None, "c"]


def test_a_failure_is_not_kept() -> None:
    shelf = Shelf(2)
    with pytest.raises(ZeroDivisionError):
        shelf.once("a", lambda: 1 // 0)
    assert shelf.once("a", lambda: 2) == 2


@pytest.fixture
def desks(ledger: Path) -> Desks:
    return Desks(WebSettings(ledger))


def kept(desks: Desks) -> dict[Of, int]:
    """For each kind of thing, which shelf it stands on now."""
    with desks.open() as desk:
        return {of: id(desk.kept.overviews[of]) for of in Of}


def changed(before: dict[Of, int], after: dict[Of, int]) -> set[Of]:
    return {of for of in Of if before[of] != after[of]}


def test_only_what_changed_is_worked_out_again(client: TestClient, ledger: Path, desks: Desks) -> None:
    before = kept(desks)
    assert changed(before, kept(desks)) == set()
    answer(client, form(client), "yes")
    accepted = kept(desks)
    assert changed(before, accepted) == {Of.DECISIONS}, "what is accepted moves no incident"
    answer(client, form(client), "no")
    rejected = kept(desks)
    assert changed(accepted, rejected) == set(Of) - {Of.TEXTS}
    answer(client, form(client), "unsure")
    unsure = kept(desks)
    assert changed(rejected, unsure) == {Of.DECISIONS}
    with write_ledger(ledger) as store:
        store.add(reading(report()))
    assert changed(unsure, kept(desks)) == set(Of)


def test_what_another_program_reads_is_seen_at_once(client: TestClient, ledger: Path) -> None:
    before = client.get("/sources.json").json()["outlets"]
    with write_ledger(ledger) as store:
        store.add(reading(report()))
    assert client.get("/").status_code == 200
    assert client.get("/sources.json").json()["outlets"] != before


def test_incidents_are_put_together_alike_with_and_without_reasons(desks: Desks) -> None:
    with desks.open() as desk:
        ids = [h.id for h in desk.store.incidents.heads()]
        bare, full = list(desk.incidents(ids)), list(desk.incidents(ids, explained=True))
        assert [i.id for i, _ in bare] == ids
        assert not any(i.reasons for i, _ in bare)
        assert any(i.reasons for i, _ in full)
        assert [i.status for i, _ in bare] == [i.status for i, _ in full]

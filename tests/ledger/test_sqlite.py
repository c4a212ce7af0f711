from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from recoupe.errors import LedgerError, LedgerLocked, LedgerNotFound, LedgerTooNew, NoSuchReport
from recoupe.ledger.protocols import ALL_READERS, ClaimQuery, Ledger, Order, Standing
from recoupe.ledger.sqlite import SqliteLedger, open_ledger, write_ledger
from recoupe.ledger.store import insert_reading
from recoupe.model import Claim, Event, PartialDate, Reading, Report
from tests.ledger.readings import READER, TEXT, reading, readings, report


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteLedger]:
    with write_ledger(tmp_path_factory.mktemp("ledger") / "any.db") as ledger:
        yield ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    with write_ledger(tmp_path / "dossier.db") as ledger:
        yield ledger


def events(found: Iterator[tuple[Claim, Report]]) -> list[str]:
    return [claim.event.value for claim, _ in found]


def size(ledger: SqliteLedger) -> dict[str, int]:
    with sqlite3.connect(ledger.path) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


@given(readings())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_reading_comes_back_as_it_went_in(shared: SqliteLedger, any_reading: Reading) -> None:
    if shared.add(any_reading).calls_for_reading:
        assert shared.reading(any_reading.report.id) == any_reading


def test_the_written_out_reading_comes_back(ledger: SqliteLedger) -> None:
    assert ledger.add(reading()) is Standing.NEW
    assert ledger.reading(reading().report.id) == reading()
    assert list(ledger.claims(ClaimQuery())) == [(c, reading().report) for c in _in_text_order(reading())]


def _in_text_order(of: Reading) -> list[Claim]:
    return sorted(of.claims, key=lambda c: c.evidence.start)


def test_it_is_a_ledger(ledger: SqliteLedger) -> None:
    as_protocol: Ledger = ledger
    assert as_protocol.count(ClaimQuery()) == 0


def test_reading_twice_adds_nothing(ledger: SqliteLedger) -> None:
    ledger.add(reading(), original=TEXT.encode())
    before = size(ledger)
    again = reading(report(taken=2))
    assert ledger.standing(again.report, READER) is Standing.READ
    assert ledger.add(again, original=TEXT.encode()) is Standing.READ
    assert size(ledger) == before


def test_a_newer_reader_adds_a_version_and_keeps_the_old(ledger: SqliteLedger) -> None:
    ledger.add(reading())
    newer = reading(reader="recoupe 0.2.0")
    assert ledger.add(newer) is Standing.NEWER
    assert {c.reader for c, _ in ledger.claims(ClaimQuery())} == {"recoupe 0.2.0"}
    assert ledger.count(ClaimQuery(reader=ALL_READERS)) == 6
    assert {c.reader for c, _ in ledger.claims(ClaimQuery(reader=READER))} == {READER}
    assert ledger.reading(newer.report.id, reader=READER) == reading()


def test_the_same_text_from_elsewhere_is_one_report_with_two_origins(ledger: SqliteLedger) -> None:
    ledger.add(reading())
    copy = report(path="copie.txt", outlet="L'Écho du Val")
    assert ledger.add(reading(copy)) is Standing.ELSEWHERE
    assert ledger.standing(copy, READER) is Standing.READ
    assert not ledger.add_origin(copy)
    assert [origin.path for origin in ledger.origins(copy.id)] == ["rapport.txt", "copie.txt"]
    assert ledger.count(ClaimQuery()) == 3
    assert ledger.count(ClaimQuery(source="echo")) == 3


def test_other_details_for_the_same_file_call_for_a_new_reading(ledger: SqliteLedger) -> None:
    ledger.add(reading())
    silent = replace(report(), outlet=None, published=None, published_basis=None)
    assert ledger.standing(silent, READER) is Standing.READ
    corrected = replace(report(), published=PartialDate.day(date(2021, 3, 4)))
    assert ledger.add(reading(corrected)) is Standing.CHANGED
    assert [r.published for _, r in ledger.claims(ClaimQuery())] == [corrected.published] * 3
    assert ledger.count(ClaimQuery(reader=ALL_READERS)) == 6
    assert len(ledger.origins(corrected.id)) == 1


def test_original_bytes_are_kept(ledger: SqliteLedger) -> None:
    data = TEXT.encode()
    ledger.add(reading(), original=data)
    assert ledger.original(report().id) == data


def test_wrong_original_bytes_leave_nothing_behind(ledger: SqliteLedger) -> None:
    with pytest.raises(ValueError, match="original bytes"):
        ledger.add(reading(), original=b"other")
    with pytest.raises(NoSuchReport):
        ledger.reading(report().id)
    assert ledger.add(reading()) is Standing.NEW
    assert ledger.reading(report().id) == reading()


def test_a_reading_with_one_id_twice_is_refused(ledger: SqliteLedger) -> None:
    claim = reading().claims[0]
    with pytest.raises(ValueError, match="several claims"):
        ledger.add(replace(reading(), claims=(claim, claim)))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (ClaimQuery(event=Event.STRIKE), ["strike"]),
        (ClaimQuery(actor="ARMEE du val"), ["shelling"]),
        (ClaimQuery(actor="val-army"), ["shelling"]),
        (ClaimQuery(actor="Army of"), ["shelling"]),
        (ClaimQuery(actor="front du nord"), ["shelling"]),
        (ClaimQuery(actor="100%"), []),
        (ClaimQuery(place="pont elan"), ["shelling"]),
        (ClaimQuery(since=date(2020, 3, 4)), ["capture"]),
        (ClaimQuery(until=date(2020, 3, 3)), ["shelling"]),
        (ClaimQuery(since=date(2020, 3, 3), until=date(2020, 3, 4)), ["shelling", "capture"]),
        (ClaimQuery(source="gouvernement"), ["strike"]),
        (ClaimQuery(source="courrier"), ["shelling", "strike", "capture"]),
        (ClaimQuery(source="marquise", event=Event.STRIKE), []),
        (ClaimQuery(limit=2), ["shelling", "strike"]),
        (ClaimQuery(reader="nobody"), []),
    ],
)
def test_filters(ledger: SqliteLedger, query: ClaimQuery, expected: list[str]) -> None:
    ledger.add(reading())
    assert events(ledger.claims(query)) == expected
    if query.limit is None:
        assert ledger.count(query) == len(expected)


def test_claims_are_found_by_the_start_of_their_id(ledger: SqliteLedger) -> None:
    ledger.add(reading())
    wanted = reading().claims[1]
    assert ledger.claims_with_prefix(wanted.id[:8]) == ((wanted, report()),)
    assert len(ledger.claims_with_prefix("c")) == 3
    assert ledger.claims_with_prefix("x") == ()


def test_order_by_id_does_not_depend_on_arrival(tmp_path: Path) -> None:
    texts = [TEXT, TEXT + " Fin.", TEXT + " Suite."]
    both = [[reading(report(text)) for text in order] for order in (texts, texts[::-1])]
    listed = []
    for number, order in enumerate(both):
        with write_ledger(tmp_path / f"{number}.db") as ledger:
            for item in order:
                ledger.add(item)
            listed.append([c.id for c, _ in ledger.claims(ClaimQuery(order=Order.ID))])
    assert listed[0] == listed[1]
    assert len(listed[0]) == 9


def test_one_writer_at_a_time_and_readers_beside_it(ledger: SqliteLedger) -> None:
    ledger.add(reading())
    with pytest.raises(LedgerLocked, match="another process is writing"):
        write_ledger(ledger.path)
    with open_ledger(ledger.path) as beside:
        assert beside.count(ClaimQuery()) == 3
        with pytest.raises(LedgerError, match="not for writing"):
            beside.add(reading())
    ledger.close()
    write_ledger(ledger.path).close()
    assert sorted(p.name for p in ledger.path.parent.iterdir()) == [ledger.path.name]


def test_settings_of_the_store(ledger: SqliteLedger) -> None:
    with ledger._engine.connect() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys")
        read = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}
    assert read == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_no_ledger_there(tmp_path: Path) -> None:
    with pytest.raises(LedgerNotFound, match=r"nothing\.db"):
        open_ledger(tmp_path / "nothing.db")
    with pytest.raises(LedgerNotFound, match="folder"):
        write_ledger(tmp_path / "no" / "nothing.db")


def test_files_that_are_no_ledger(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("not a database " * 99)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE films (title TEXT)")
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(LedgerError, match=r"not a ledger"):
            open_ledger(path)
        with pytest.raises(LedgerError, match=r"not a ledger"):
            write_ledger(path)
        assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["other.db", "text.db"]


def test_an_interrupted_report_leaves_nothing_behind(ledger: SqliteLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    def insert_and_stop(*args: Any, **options: Any) -> None:
        insert_reading(*args, **options)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("recoupe.ledger.written.insert_reading", insert_and_stop)
        with pytest.raises(KeyboardInterrupt):
            ledger.add(reading())
    kept = {name: rows for name, rows in size(ledger).items() if rows and not name.startswith("report_words")}
    assert set(kept) == {"alembic_version"}
    assert ledger.search_texts(report().text, limit=5) == []
    assert ledger.add(reading()) is Standing.NEW
    assert ledger.reading(report().id) == reading()


def test_a_newer_ledger_is_left_alone(ledger: SqliteLedger) -> None:
    ledger.close()
    with sqlite3.connect(ledger.path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for opener in (open_ledger, write_ledger):
        with pytest.raises(LedgerTooNew, match=r"9999.*git pull && make setup"):
            opener(ledger.path)

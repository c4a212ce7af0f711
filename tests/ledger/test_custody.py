from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from recoupe.ledger.heads import SignedHead, is_signed_well, read_head, sign
from recoupe.ledger.sqlite import SqliteLedger, open_ledger, write_ledger
from recoupe.model import Anchor, Step, Taking
from tests.ledger.readings import TEXT, reading, report


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[SqliteLedger]:
    with write_ledger(tmp_path / "x.db") as ledger:
        taking = Taking((Step("decode", "", "utf-8"),), (Anchor(0, "page 1"),), (("date", "x"),), "sha256:0")
        ledger.add(reading(replace(report(), taking=taking)), original=TEXT.encode())
        ledger.quarantine("bad.pdf", b"%PDF", "bad.pdf: damaged")
        yield ledger


def faults(ledger: SqliteLedger) -> list[str]:
    return [f"{f.subject}: {f.problem}" for f in ledger.custody_faults()]


def test_a_ledger_that_was_left_alone_has_no_fault(filled: SqliteLedger) -> None:
    assert faults(filled) == []
    assert [entry.kind.value for _, entry in filled.custody_log()] == [
        "report",
        "appearance",
        "original",
        "reading",
        "quarantine",
    ]


def test_how_a_report_was_taken_in_comes_back(filled: SqliteLedger) -> None:
    ((_, original, taking),) = filled.takings(report().id)
    assert original == report().bytes_sha256
    assert taking == Taking((Step("decode", "", "utf-8"),), (Anchor(0, "page 1"),), (("date", "x"),), "sha256:0")


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        ("UPDATE reports SET text = text || ' '", "report"), ("UPDATE claims SET polarity = 'negative'", "reading"),
        ("UPDATE originals SET zlib = x'00'", "original"), ("UPDATE appearances SET outlet = 'Autre'", "appearance"),
        ("UPDATE takings SET told = replace(told, 'page 1', 'page 2')", "appearance"),
        ("UPDATE quarantine SET sha256 = 'x'", "quarantine"),
        ("DELETE FROM custody WHERE seq = 2", "log entry"), ("UPDATE custody SET digest = 'x' WHERE seq = 3", "log entry"),
        ("UPDATE custody SET at = '2001-01-01'", "log entry"), ("DELETE FROM participants", "reading"),
        ("INSERT INTO reports VALUES (99, 'sha256:9', 'x')", "report sha256:9"),
    ],
)  # fmt: skip
def test_every_change_behind_its_back_is_found(change: str, subject: str, filled: SqliteLedger) -> None:
    filled.close()
    with sqlite3.connect(filled.path) as connection:
        connection.execute(change)
    with open_ledger(filled.path) as ledger:
        assert any(fault.startswith(subject) for fault in faults(ledger)), faults(ledger)


def test_the_same_file_is_quarantined_once(filled: SqliteLedger) -> None:
    filled.quarantine("bad.pdf", b"%PDF", "bad.pdf: damaged")
    filled.quarantine("bad.pdf", b"%PDF-2", "bad.pdf: damaged")
    assert [(q.name, q.size) for q in filled.quarantined()] == [("bad.pdf", 4), ("bad.pdf", 6)]


def test_a_head_is_signed_and_shows_a_rewritten_log(filled: SqliteLedger, tmp_path: Path) -> None:
    head = filled.custody_head()
    assert head is not None
    signed = sign(head, tmp_path / "keys" / "custody.key")
    assert (tmp_path / "keys" / "custody.key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "head.json").write_text(signed.to_json(), encoding="utf-8")
    kept = read_head(tmp_path / "head.json")
    assert kept == signed
    assert is_signed_well(kept)
    assert sign(head, tmp_path / "keys" / "custody.key").key == signed.key
    assert not is_signed_well(SignedHead(replace(head, seq=head.seq + 1), signed.key, signed.signature))
    filled.add_origin(replace(report(), origin=replace(report().origin, path="elsewhere.txt")))
    assert filled.custody_at(head.seq) == head


def test_texts_that_share_a_band_are_found(tmp_path: Path) -> None:
    with write_ledger(tmp_path / "y.db") as ledger:
        ledger.add(reading(replace(report(), bands=(1, -5, 7))))
        assert list(ledger.texts_like([7, 8], but="other")) == [(report().id, TEXT)]
        assert list(ledger.texts_like([7, 8], but=report().id)) == []
        assert list(ledger.texts_like([8], but="other")) == []

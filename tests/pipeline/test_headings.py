"""Headings that the text beneath tells again are no claims of their own."""

from __future__ import annotations

from datetime import date

from recoupe.model import PartialDate
from recoupe.pipeline import Reader
from tests.pipeline.conftest import report

PUBLISHED = PartialDate.day(date(2021, 3, 10))
BODY = "Un missile russe s'est abattu mercredi sur un marché de Kostiantynivka, tuant dix-sept habitants."


def triggers(reader: Reader, text: str) -> list[str]:
    return [c.trigger.of(text) for c in reader.read(report(text, published=PUBLISHED)).claims]


def test_a_heading_told_again(reader: Reader) -> None:
    assert triggers(reader, f"Frappe sur un marché à Kostiantynivka : le bilan s'alourdit\n{BODY}") == ["abattu"]


def test_a_heading_of_another_happening_stays(reader: Reader) -> None:
    assert triggers(reader, f"Frappe sur un marché à Odessa\n{BODY}") == ["Frappe", "abattu"]


def test_a_sentence_is_no_heading(reader: Reader) -> None:
    assert triggers(reader, f"Une frappe a visé un marché à Kostiantynivka.\n{BODY}") == ["frappe", "abattu"]


def test_a_line_with_nothing_beneath_is_no_heading(reader: Reader) -> None:
    assert triggers(reader, "Frappe sur un marché à Kostiantynivka") == ["Frappe"]

"""Every phrase of ``phrases_fr.toml``: found letter for letter, and dated."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from recoupe.language.data import load_toml
from recoupe.language.pack import LANGUAGES
from recoupe.language.schema_time import TimeWords
from recoupe.model import PartialDate, Span
from recoupe.temporal.phrases import TimeReader


@dataclass(frozen=True)
class Case:
    text: str
    phrase: str | None
    first: str
    last: str
    published: PartialDate
    anchor: PartialDate | None
    dateless: bool


def _cases() -> list[Case]:
    raw = tomllib.loads((Path(__file__).parent / "phrases_fr.toml").read_text(encoding="utf-8"))
    cases = []
    for group in raw["cases"]:
        published = _day(group.get("published", raw["published"]))
        anchor = _day(group["anchor"]) if "anchor" in group else None
        for row in group["rows"]:
            text, phrase, first, last = [*row, None, "", ""][:4] if len(row) < 4 else row
            cases.append(Case(text, phrase, first or "", last or "", published, anchor, group.get("dateless", False)))
    return cases


def _day(text: str) -> PartialDate:
    return PartialDate.day(date.fromisoformat(text))


@cache
def french() -> TimeReader:
    return TimeReader(load_toml(LANGUAGES / "fr" / "time.toml", TimeWords))


def test_there_are_enough_cases() -> None:
    assert len(_cases()) >= 150


@pytest.mark.parametrize("case", _cases(), ids=lambda c: c.text[:48])
def test_phrase(case: Case) -> None:
    found = french().find(case.text, Span(0, len(case.text)))
    if case.phrase is None:
        assert [p.span.of(case.text) for p in found] == []
        return
    assert case.phrase in [p.span.of(case.text) for p in found]
    phrase = next(p for p in found if p.span.of(case.text) == case.phrase)
    mention = french().resolve(phrase, published=case.published, anchor=case.anchor, text=case.text)
    if case.dateless:
        assert mention is None
        return
    assert mention is not None
    assert (_iso(mention.value.start), _iso(mention.value.end)) == (case.first, case.last), mention.basis


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""

"""The data file: what is an error in it, and that another language needs nothing but data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from recoupe.errors import DataError
from recoupe.language.data import load_toml
from recoupe.language.schema_time import PhraseKind, TimeWords
from recoupe.model import PartialDate, Span
from recoupe.temporal.grammar import expand
from recoupe.temporal.phrases import TimeReader
from tests.temporal.test_phrases import french

ENGLISH = """
date_order = "mdy"
months = [["January"], ["February"], ["March"], ["April"], ["May"], ["June"], ["July"], ["August"], ["September"], ["October"],
  ["November"], ["December"]]
weekdays = [["Monday"], ["Tuesday"], ["Wednesday"], ["Thursday"], ["Friday"], ["Saturday"], ["Sunday"]]
[units]
day = ["day", "days"]
week = ["week", "weeks"]
[parts]
night = ["night"]
[seasons]
summer = ["summer"]
[edges]
end = ["late", "end"]
[numbers]
joiners = ["and"]
first = ["1st", "first"]
[numbers.fuzzy]
[numbers.words]
one = 1
two = 2
twenty = 20
[words]
ordinal = ["st", "nd", "rd", "th"]
common = ["of", "the", "in", "on"]
[[patterns]]
means = "count"
layer = 0
gives = "count"
emit = false
forms = ["{number}"]
[[patterns]]
means = "calendar"
gives = "bare"
emit = false
forms = ["{month} {year}?", "{year}"]
[[patterns]]
means = "calendar"
layer = 2
forms = ["{weekday}? ,? {month} {day} (,? {year})?", "{weekday}", "{numeric}"]
[[patterns]]
means = "same"
layer = 2
forms = ["in {bare}"]
[[patterns]]
means = "offset"
layer = 2
forms = ["{count} {unit} ago"]
[[patterns]]
means = "edge"
layer = 3
forms = ["(in)? {edge} {bare}"]
"""


def reader(tmp_path: Path, source: str) -> TimeReader:
    path = tmp_path / "time.toml"
    path.write_text(source, encoding="utf-8")
    return TimeReader(load_toml(path, TimeWords))


@pytest.mark.parametrize(
    ("text", "phrase", "edtf"),
    [
        ("On Wednesday, June 20, 2018, forces advanced.", "Wednesday, June 20, 2018", "2018-06-20"),
        ("A raid on Monday killed five.", "Monday", "2018-06-18"),
        ("Twenty-two days ago they left.", "Twenty-two days ago", "2018-05-31"),
        ("Raqqa fell in late 2017.", "in late 2017", "2017-10/2017-12"),
        ("Filed 06/20/2018 by our desk.", "06/20/2018", "2018-06-20"),
        ("It fell in March.", "in March", "2018-03"),
    ],
)
def test_another_language_is_data_alone(tmp_path: Path, text: str, phrase: str, edtf: str) -> None:
    english = reader(tmp_path, ENGLISH)
    (found,) = english.find(text, Span(0, len(text)))
    assert found.span.of(text) == phrase
    mention = english.resolve(found, published=PartialDate.day(date(2018, 6, 22)), text=text)
    assert mention is not None
    assert mention.value.edtf == edtf


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('["March"]', '["March", "march"]', "stands twice"),
        ('"{weekday}", "{numeric}"', '"{weekdays}"', "no word class"),
        ('"{count} {unit} ago"', '"{count} ({unit} ago"', "unbalanced"),
        ('forms = ["in {bare}"]', 'forms = ["in {bare}", "{weekday}"]', "two patterns"),
        ('"{count} {unit} ago"', '"ago?"', "can be empty"),
        ('"{count} {unit} ago"', '"? ago"', "question mark"),
        ('means = "offset"', 'means = "ofset"', "means"),
        ('means = "offset"', 'means = "offset"\nlanes = 2', "unknown key"),
        ('joiners = ["and"]', 'joiner = ["and"]', "unknown key"),
        ('means = "same"', 'means = "calendar"\nfixed = "30-12"', "fixed"),
    ],
)
def test_wrong_data_is_an_error(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in ENGLISH
    with pytest.raises(DataError, match=problem):
        reader(tmp_path, ENGLISH.replace(old, new))


def test_forms_are_expanded() -> None:
    assert expand("a (b|c d)? {x}") == [("a", "b", "{x}"), ("a", "c", "d", "{x}"), ("a", "{x}")]


def test_kinds() -> None:
    kinds = {
        "le 20 juin 2018": PhraseKind.DATE,
        "hier": PhraseKind.RELATIVE,
        "lundi": PhraseKind.WEEKDAY,
        "du 3 au 7 mai": PhraseKind.RANGE,
        "en une semaine": PhraseKind.DURATION,
        "trois jours après avoir fui": PhraseKind.OFFSET_AFTER,
        "à la veille de l'assaut": PhraseKind.OFFSET_BEFORE,
        "chaque jour": PhraseKind.SET,
        "la veille": PhraseKind.ANAPHORIC,
        "le lundi suivant": PhraseKind.ANAPHORIC,
        "dans la foulée": PhraseKind.ANAPHORIC,
        "depuis des années": PhraseKind.HISTORICAL,
        "depuis 2014": PhraseKind.HISTORICAL,
    }
    for text, kind in kinds.items():
        assert [p.kind for p in french().find(text, Span(0, len(text)))] == [kind], text


def test_the_event_that_an_offset_counts_from() -> None:
    text = "Trois jours après avoir attaqué la base, ils avancent."
    (phrase,) = french().find(text, Span(0, len(text)))
    mention = french().resolve_origin(phrase, happened=PartialDate.day(date(2018, 6, 21)))
    assert mention is not None
    assert mention.value.edtf == "2018-06-18"


def test_an_uncertain_publication_widens_the_result() -> None:
    text = "Hier, l'armée a percé ces derniers jours ; lundi, elle a fui, et il y a deux ans aussi."
    published = PartialDate.between(date(2018, 6, 21), date(2018, 6, 23))
    found = french().find(text, Span(0, len(text)))
    mentions = [french().resolve(p, published=published, text=text) for p in found]
    assert [m.value.edtf for m in mentions if m] == ["2018-06-20/2018-06-22", "2018-06-17/2018-06-22", "2018-06-18", "2016"]
    assert mentions[0] is not None
    assert mentions[0].basis == "the day before that of publication between 2018-06-21 and 2018-06-23"


def test_the_tense_of_the_claim_turns_dates_to_the_future() -> None:
    text = "lundi, puis le 5 juillet, puis en septembre, puis le mardi 25 juin"
    found = french().find(text, Span(0, len(text)))
    published = PartialDate.day(date(2018, 6, 22))
    ahead = [french().resolve(p, published=published, future=True, text=text) for p in found]
    assert [m.value.edtf for m in ahead if m] == ["2018-06-25", "2018-07-05", "2018-09", "2018-06-25"]
    assert ahead[-1] is not None
    assert "not a Tuesday" in ahead[-1].basis

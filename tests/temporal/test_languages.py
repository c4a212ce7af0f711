"""The time words of every language: they compile, and the sentences of the bench are read as well as the floors say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.floors import Floors
from bench.time import measure
from bench.timephrases import bounds, reader_of, rows_of
from recoupe.language.schema_time import PhraseKind
from recoupe.model import PartialDate, Span

CODES = ("fr", "en", "es", "ar")
PUBLISHED = PartialDate.day(date(2016, 8, 4))


def read(code: str, text: str, *, anchor: str | None = None, future: bool = False) -> list[tuple[str, str | None]]:
    reader = reader_of(code)
    then = PartialDate.day(date.fromisoformat(anchor)) if anchor else None
    found = []
    for phrase in reader.find(text, Span(0, len(text))):
        mention = reader.resolve(phrase, published=PUBLISHED, anchor=then, future=future)
        found.append((phrase.span.of(text), mention.value.edtf if mention else None))
    return found


def test_the_sentences_are_read_as_well_as_before() -> None:
    assert Floors().broken(measure(quick=True)) == []


@pytest.mark.parametrize("code", ["fr", "es", "ar"])
def test_the_sentences_hold_what_they_are_to_hold(code: str) -> None:
    rows = rows_of(code)
    assert len(rows) >= (300 if code == "fr" else 80)
    assert all(row.words in row.text for row in rows)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Clashes broke out on Wednesday.", "2016-08-03"), ("Two people died on 3 May 2015.", "2015-05-03"),
        ("Two people died on May 3rd, 2015.", "2015-05-03"), ("It fell in late June.", "2016-06-21/2016-06-30"),
        ("It fell last week.", "2016-07-25/2016-07-31"), ("They left three days ago.", "2016-08-01"),
        ("Shelling has gone on since Monday.", "2016-08-01/2016-08-04"),
        ("It happened on the night of 1 to 2 August.", "2016-08-01/2016-08-02"),
        ("The Easter 2013 attack killed two.", "2013-03-31"), ("It was built in the 19th century.", "18XX"),
        ("It fell in the summer of 2014.", "2014-22"), ("Xerxes came in 480 BC.", "-0479"),
        ("In the past week, ten were killed.", "2016-07-28/2016-08-04"), ("They fled overnight.", "2016-08-03/2016-08-04"),
    ],
)  # fmt: skip
def test_english(text: str, value: str) -> None:
    assert value in [v for _, v in read("en", text)]


@pytest.mark.parametrize(
    "text",
    ["The troops may march on the city.", "The fall of the city came fast.", "Some 2,000 men fled.", "The 1st Division fled."],
)
def test_english_words_that_are_no_time(text: str) -> None:
    assert read("en", text) == []


def test_next_day_in_every_language() -> None:
    texts = {
        "fr": "Le lendemain, ils ont fui.", "en": "The next day they fled.", "es": "Al día siguiente huyeron.",
        "ar": "وفي اليوم التالي فروا.",
    }  # fmt: skip
    for code, text in texts.items():
        assert [v for _, v in read(code, text, anchor="2016-07-30")] == ["2016-07-31"], code


def test_months_of_the_levant_in_every_language() -> None:
    texts = {"fr": "Le 12 tammouz 2006", "en": "12 Tammuz 2006", "es": "El 12 de tamuz de 2006", "ar": "في ١٢ تموز ٢٠٠٦"}
    for code, text in texts.items():
        assert [v for _, v in read(code, text)] == ["2006-07-12"], code


def test_arabic_clitics_stay_outside_of_the_words() -> None:
    text = "والسبت. وبالأمس."
    assert [words for words, _ in read("ar", text)] == ["السبت", "بالأمس"]


def test_a_range_has_two_ends() -> None:
    reader, text = reader_of("en"), "It lasted from 3 May 1941 to June 1942."
    (phrase,) = reader.find(text, Span(0, len(text)))
    assert phrase.kind is PhraseKind.RANGE
    assert [p.span.of(text) for p in reader.ends(phrase, text)] == ["3 May 1941", "June 1942"]


def test_bare_lengths_only_on_request() -> None:
    reader, text = reader_of("fr"), "Les combats ont duré seize heures."
    assert reader.find(text, Span(0, len(text))) == ()
    (phrase,) = reader.find(text, Span(0, len(text)), lengths=True)
    assert (phrase.span.of(text), phrase.kind) == ("seize heures", PhraseKind.LENGTH)


def test_an_hour_is_no_duration() -> None:
    assert [v for _, v in read("fr", "L'explosion s'est produite à seize heures.", anchor="2016-08-02")] == ["2016-08-02"]


@pytest.mark.parametrize("code", CODES)
@given(data=st.data())
def test_any_run_of_the_languages_own_words_is_read_without_fail(code: str, data: st.DataObject) -> None:
    reader = reader_of(code)
    words = [*sorted(reader._grammar.classes.vocabulary())[:600], "2014", "3", "12/05/2013", ",", "1453", "BC"]
    text = " ".join(data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=8)))
    for phrase in reader.find(text, Span(0, len(text)), lengths=True):
        assert 0 <= phrase.span.start < phrase.span.end <= len(text)
        reader.resolve(phrase, published=PUBLISHED, anchor=PUBLISHED)
        assert reader.ends(phrase, text)


def test_bounds_of_values() -> None:
    assert bounds("2014-02") == (date(2014, 2, 1), date(2014, 2, 28))
    assert bounds("../2014") == (None, date(2014, 12, 31))
    assert bounds("2014/..") == (date(2014, 1, 1), None)

"""What holds for every text, whatever it says."""

from __future__ import annotations

from datetime import date
from functools import cache

from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.model import PartialDate, Span
from recoupe.temporal.publication import infer_published
from tests.temporal.test_phrases import french

_WORDS = [
    "le",
    "la",
    "l'",
    "les",
    "du",
    "de",
    "des",
    "au",
    "à",
    "en",
    "dans",
    "d'",
    "ce",
    "cette",
    "ces",
    "depuis",
    "entre",
    "et",
    "jusqu'au",
    "il",
    "y",
    "a",
    "avant",
    "après",
    "vers",
    "fin",
    "début",
    "mi",
    "milieu",
    "1",
    "1er",
    "2",
    "3",
    "12",
    "20",
    "29",
    "30",
    "31",
    "48",
    "90",
    "99",
    "1990",
    "2011",
    "2018",
    "2100",
    "5ème",
    "2",
    "500",
    "20/06/2018",
    "31/02/2018",
    "2018-02-30",
    "22h00",
    "22:30",
    "T-2",
    "(",
    ")",
    "-",
    ",",
    ".",
    ":",
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "sept.",
    "décembre",
    "lundi",
    "mardi",
    "dimanche",
    "jour",
    "jours",
    "semaine",
    "semaines",
    "mois",
    "an",
    "ans",
    "années",
    "heures",
    "nuit",
    "soir",
    "matin",
    "aube",
    "printemps",
    "été",
    "hiver",
    "dernier",
    "dernière",
    "derniers",
    "prochain",
    "prochaine",
    "hier",
    "demain",
    "aujourd'hui",
    "veille",
    "lendemain",
    "plus",
    "tard",
    "moins",
    "une",
    "deux",
    "vingt",
    "et",
    "un",
    "quatre-vingt",
    "dix",
    "quinzaine",
    "quelques",
    "plusieurs",
    "chaque",
    "prévu",
    "décennies",
    "siècle",
]
_texts = st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=4)), max_size=24).map(" ".join)
_days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def _partial(draw: st.DrawFn) -> PartialDate:
    first = draw(_days)
    if draw(st.booleans()):
        return PartialDate.day(first)
    last = draw(_days)
    return PartialDate.between(min(first, last), max(first, last))


@cache
def _valid(edtf: str) -> bool:
    parse_edtf(edtf)
    return True


@settings(max_examples=300, deadline=None)
@given(_texts, st.none() | _partial(), st.none() | _partial(), st.booleans())
def test_find_and_resolve(text: str, published: PartialDate | None, anchor: PartialDate | None, future: bool) -> None:
    if not text:
        return
    last = 0
    for phrase in french().find(text, Span(0, len(text))):
        assert last <= phrase.span.start < phrase.span.end <= len(text)
        assert phrase.span.of(text) == phrase.span.of(text).strip()
        last = phrase.span.end
        mention = french().resolve(phrase, published=published, anchor=anchor, future=future, text=text)
        if mention is None:
            continue
        value = mention.value
        assert mention.basis
        assert _valid(value.edtf)
        assert value.start is not None or value.end is not None
        assert value.start is None or value.end is None or value.start <= value.end


@settings(max_examples=100, deadline=None)
@given(_texts, _texts)
def test_offsets_do_not_depend_on_what_stands_before(before: str, text: str) -> None:
    if not text:
        return
    whole = f"{before}\n\n{text}"
    shift = len(whole) - len(text)
    inside = french().find(whole, Span(shift, len(whole)))
    alone = french().find(text, Span(0, len(text)))
    assert [(p.span.start - shift, p.said) for p in inside] == [(p.span.start, p.said) for p in alone]


@settings(max_examples=200, deadline=None)
@given(_texts, st.none() | _days)
def test_publication_is_never_after_the_day_of_intake(text: str, latest: date | None) -> None:
    phrases = french().find(text, Span(0, len(text))) if text else ()
    inferred = infer_published(phrases, text=text, latest=latest)
    if inferred is not None:
        assert inferred.note
        assert _valid(inferred.value.edtf)
        assert latest is None or inferred.value.start is None or inferred.value.start <= latest


@settings(max_examples=60, deadline=None)
@given(_days)
def test_nothing_is_dated_without_a_day_to_count_from(day: date) -> None:
    text = "Hier, lundi, cette semaine, il y a deux jours, la veille, en mars, le 20 juin, depuis trois jours, le lendemain."
    for phrase in french().find(text, Span(0, len(text))):
        assert french().resolve(phrase, published=None, text=text) is None
        first = french().resolve(phrase, published=PartialDate.day(day), anchor=PartialDate.day(day), text=text)
        assert first == french().resolve(phrase, published=PartialDate.day(day), anchor=PartialDate.day(day), text=text)

"""A report is read in each of the languages that it is written in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from recoupe.model import Claim, PartialDate
from recoupe.pipeline import Reader
from tests.pipeline.conftest import report

PUBLISHED = PartialDate.day(date(2018, 6, 22))
FIRE = ("shelling", "strike")
FRENCH = "Mercredi, l'armée syrienne a bombardé le village de Morek, selon une source militaire."
ENGLISH = "On Monday the Turkish army shelled the town of Saraqib and at least three of its residents were killed."
ARABIC = "قصف الجيش الروسي مدينة إدلب يوم الثلاثاء وقتل ثلاثة من السكان على الأقل في منازلهم بعد أن دخل إلى البلدة"


def told(reader: Reader, text: str, *, one_language: bool = False) -> list[Claim]:
    given = replace(report(text, published=PUBLISHED), one_language=one_language)
    return list(reader.read(given).claims)


def test_paragraphs_in_three_languages(reader: Reader) -> None:
    text = f"{FRENCH}\n\n{ENGLISH}\n\n{ARABIC}"
    claims = told(reader, text)
    assert [c.trigger.of(text) for c in claims if c.event in FIRE] == ["bombardé", "shelled", "قصف"]
    names = [c.actors[0].link.entity for c in claims if c.event in FIRE and c.actors]
    assert [e.name for e in names if e] == ["Syrian Arab Army", "Military Forces of Turkey", "Military Forces of Russia"]
    assert [c.time.value.edtf for c in claims if c.time and c.event in FIRE] == ["2018-06-20", "2018-06-18", "2018-06-19"]
    assert claims == sorted(claims, key=lambda c: c.trigger)
    assert len({c.id for c in claims}) == len(claims)


def test_a_quotation_in_another_language_is_its_speakers(reader: Reader) -> None:
    text = f"Mercredi, l'armée syrienne a bombardé Morek. « {ENGLISH} », a déclaré l'agence Reuters."
    claims = told(reader, text)
    quoted = next(c for c in claims if c.trigger.of(text) == "shelled")
    assert [step.link.entity.name for step in quoted.attribution if step.link.entity] == ["Reuters"]
    assert [c.trigger.of(text) for c in claims if c.event in FIRE] == ["bombardé", "shelled"]


def test_a_language_that_is_named_holds_for_the_whole(reader: Reader) -> None:
    text = f"{FRENCH}\n\n{ENGLISH}"
    assert {c.trigger.of(text) for c in told(reader, text, one_language=True)} == {"bombardé"}


def test_a_paragraph_in_a_language_without_a_pack_is_not_read(reader: Reader) -> None:
    german = (
        "Die Regierungstruppen haben am Mittwoch mehrere Dörfer im Osten der Provinz zurückerobert, wie eine Quelle mitteilte. "
        "Dabei kamen mindestens zwölf Menschen ums Leben."
    )
    text = f"{FRENCH}\n\n{german}"
    reading = reader.read(report(text, published=PUBLISHED))
    assert ("in a language without a pack (de)", 1) in reading.skipped
    assert all(c.trigger.start < len(FRENCH) for c in reading.claims)

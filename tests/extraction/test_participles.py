"""What a participle tells of the place that it describes, and verbs that were taken for modifiers."""

from __future__ import annotations

import pytest

from recoupe.model import Event, Modality
from recoupe.pipeline import Reader
from tests.pipeline.conftest import report


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("text", "event", "place"),
    [
        ("Encerclée depuis novembre 2012, la localité de Daraya n'a reçu qu'un seul convoi d'aide.", Event.SIEGE, "Darayya"),
        ("À Goma, prise fin janvier 2025, l'ONU fait état de 2 900 morts.", Event.CAPTURE, "Goma"),
    ],
)
def test_what_was_done_to_a_place(reader: Reader, text: str, event: Event, place: str) -> None:
    claim = next(c for c in reader.read(report(text)).claims if c.event is event)
    assert [p.link.entity.name for p in claim.places if p.link.entity] == [place]
    assert claim.time is not None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("D'après l'agence officielle Sana, un accord prévoit l'évacuation de 700 combattants vers Idleb.", "fr"),
        ("Según la agencia EFE, un acuerdo prevé la evacuación de 700 combatientes a Idlib.", "es"),
    ],
)
def test_what_a_deal_provides_for_is_planned(reader: Reader, text: str, language: str) -> None:
    (claim,) = reader.read(report(text, language=language)).claims
    assert (claim.event, claim.modality) == (Event.DISPLACEMENT, Modality.PLANNED)
    assert [s.kind.value for s in claim.attribution] == ["outlet"]
    assert "," not in claim.attribution[0].span.of(text)
    assert [p.link.entity.name for p in claim.places if p.link.entity] == ["Idlib"]


@pytest.mark.parametrize(
    ("text", "speaker", "actor"),
    [
        (
            "The Russian Ministry of Defense claimed that North Korean soldiers seized Pishchane.",
            "russia-defence",
            "north-korea-army",
        ),
        ("Ukrainian forces downed 83 drones, the Ukrainian Air Force reported.", "ukraine-army", "ukraine-army"),
    ],
)
def test_what_every_state_has_in_capitals(reader: Reader, text: str, speaker: str, actor: str) -> None:
    (claim,) = reader.read(report(text, language="en")).claims
    assert [s.link.entity.id for s in claim.attribution if s.link.entity] == [speaker]
    assert [a.link.entity.id for a in claim.actors if a.link.entity] == [actor]


def test_people_without_power_are_not_displaced(reader: Reader) -> None:
    text = "A Russian strike on Mykolaiv left 100,000 people without heat."
    (claim,) = reader.read(report(text, language="en")).claims
    assert claim.quantities == ()

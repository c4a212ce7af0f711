"""Who is blamed for what, beside what is denied."""

from __future__ import annotations

import pytest

from recoupe.model import Event, Modality
from recoupe.pipeline import Reader
from tests.pipeline.conftest import report


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("El ELN negó haber atacado a la población civil y responsabilizó a las FARC de la masacre de Tibú.", "es"),
        ("El ELN negó haber atacado a la población civil y acusó a las FARC de la masacre de Tibú.", "es"),
        ("L'ELN nie avoir attaqué des civils et impute le massacre de Tibú aux FARC.", "fr"),
    ],
)
def test_one_deed_is_denied_and_another_is_blamed(reader: Reader, text: str, language: str) -> None:
    denied, blamed = reader.read(report(text, language=language)).claims
    assert (denied.event, denied.modality, denied.places) == (Event.ATTACK, Modality.DENIED, ())
    assert (blamed.event, blamed.modality) == (Event.KILLING, Modality.ASSERTED)
    assert [m.link.entity.id for m in blamed.actors if m.link.entity] == ["farc"]
    assert [m.link.entity.id for m in blamed.attribution if m.link.entity] == ["eln"]
    assert [p.link.entity.name for p in blamed.places if p.link.entity] == ["Tibú"]


def test_what_somebody_is_blamed_for_is_no_part_of_the_name(reader: Reader) -> None:
    text = "El gobierno acusó al ELN de la masacre de Tibú."
    (claim,) = reader.read(report(text, language="es")).claims
    assert [m.span.of(text) for m in claim.actors] == ["ELN"]

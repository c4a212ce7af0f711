"""Organisations of a report: names, forces with their nationality, countries that act; no person and no place."""

from datetime import UTC, datetime

import pytest

from recoupe.errors import UnsupportedLanguage
from recoupe.pipeline import IntakeOptions, RawSource, Reader, read_source
from recoupe.pipeline.organisations import OrganisationReader

NOW = datetime(2024, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def organisations() -> OrganisationReader:
    return OrganisationReader(Reader(), "en")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Syrian government forces left the town, Hezbollah said.", ["Syrian government forces", "Hezbollah"]),
        ("Turkey bombed a village near the border of Syria.", ["Turkey"]),
        ("The 6th Infantry Brigade and its allies hold the hill.", ["6th Infantry Brigade", "allies"]),
        ("A shepherd crossed the river in the morning.", []),
    ],
)
def test_the_organisations_of_a_sentence(organisations: OrganisationReader, text: str, wanted: list[str]) -> None:
    options = IntakeOptions(published="2024-05-30", language="en")
    report = read_source(RawSource("report", text.encode()), options=options, detect=lambda _: "en", now=NOW)
    assert [span.of(report.text) for span in organisations.find(report)] == wanted


def test_a_language_without_a_pack_is_an_error() -> None:
    with pytest.raises(UnsupportedLanguage):
        OrganisationReader(Reader(), "tlh")

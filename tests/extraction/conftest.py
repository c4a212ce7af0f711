"""Real readings of made-up sentences: the parser and the registries are in the tree."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from recoupe.model import Claim
from recoupe.pipeline import IntakeOptions, RawSource, Reader, read_source

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Read:
    """Reads a text as a report of 10 March 2024, a French one unless told."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __call__(self, text: str, *, language: str = "fr") -> tuple[Claim, ...]:
        options = IntakeOptions(published="2024-03-10")
        report = read_source(RawSource("made up", text.encode()), options=options, detect=lambda _: language, now=NOW)
        assert report.text == text
        return self._reader.read(report).claims

    def claim(self, text: str, trigger: str, *, language: str = "fr") -> Claim:
        """The claim whose trigger is that word."""
        claims = self(text, language=language)
        found = [c for c in claims if c.trigger.of(text) == trigger]
        assert found, f"no claim on {trigger!r}: {[(c.event.value, c.trigger.of(text)) for c in claims]}"
        return found[0]


@pytest.fixture(scope="session")
def read() -> Read:
    return Read(Reader())

"""Reports read as the command line reads them, without a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.records import Predicted
from recoupe.cli.read import _detect
from recoupe.export.claims import claim_object
from recoupe.model import Claim, Reading, Report
from recoupe.pipeline import Failure, IntakeOptions, RawSource, Reader, read_source


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report with its claims, in the order of the claims file, as they are and as the bench sees them."""

    name: str
    report: Report
    claims: tuple[Claim, ...]
    predicted: tuple[Predicted, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Something to read. ``published`` is an ISO date, or None where the text itself must tell."""

    name: str
    data: bytes
    published: str | None = None
    language: str | None = None


def file_text(path: Path, *, published: str | None = None) -> Text:
    return Text(path.name, path.read_bytes(), published)


def read_texts(texts: Sequence[Text], *, reader: Reader | None = None) -> Iterator[ReadReport]:
    """In order. Raises what the reader raises: a bench that leaves reports out would flatter."""
    reports = (received(text) for text in texts)
    for text, result in zip(texts, (reader or Reader()).read_many(reports), strict=True):
        if isinstance(result, Failure):
            raise result.error
        yield _read(text.name, result)


def read_files(paths: Iterable[Path]) -> list[ReadReport]:
    return list(read_texts([file_text(path) for path in paths]))


def received(text: Text) -> Report:
    """The report that intake makes of a text."""
    options = IntakeOptions(published=text.published, language=text.language)
    return read_source(RawSource(text.name, text.data), options=options, detect=_detect, now=datetime.now(UTC))


def _read(name: str, reading: Reading) -> ReadReport:
    claims = tuple(sorted(reading.claims, key=lambda c: (c.evidence, c.trigger, c.event.value, c.id)))
    predicted = tuple(Predicted.model_validate(claim_object(c, reading.report)) for c in claims)
    return ReadReport(name, reading.report, claims, predicted)

"""The command line with a reader that knows one text: ``python -m tests.cli.fake read …`` runs it in a process of its own."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from recoupe import intake
from recoupe.errors import DataError
from recoupe.model import Reading, Report
from tests.ledger.readings import READER, TEXT, reading


@dataclass(frozen=True)
class Failure:
    report: Report
    error: Exception


class Reader:
    """Finds the claims of ``TEXT`` in every text that starts with it, and nothing elsewhere.

    Fails on ``panne``, stops at ``interruption``, contradicts itself on ``contradiction``.
    """

    name = READER

    def __init__(self, *, knowledge: Path | None = None, parsers: dict[str, str], cache: Path) -> None:
        self.knowledge = knowledge

    def check_knowledge(self) -> None:
        """Nothing to check."""

    def read_many(self, reports: Iterable[Report], *, jobs: int = 1) -> Iterator[Reading | Failure]:
        for report in reports:
            if "interruption" in report.text:
                raise KeyboardInterrupt
            if "panne" in report.text:
                yield Failure(report, DataError("pack.toml", 3, "broken"))
            elif "contradiction" in report.text:
                yield replace(reading(report, type(self).name), reader="another")
            elif report.text.startswith(TEXT):
                yield reading(report, type(self).name)
            else:
                yield Reading(report, type(self).name, (), (), (("no trigger", 1),))


def pipeline() -> types.ModuleType:
    """What stands in for ``recoupe.pipeline``."""
    fake = types.ModuleType("recoupe.pipeline")
    fake.__dict__.update({name: getattr(intake, name) for name in intake.__all__})
    fake.__dict__.update(READER=Reader.name, Reader=Reader, Failure=Failure)
    return fake


if __name__ == "__main__":
    sys.modules["recoupe.pipeline"] = pipeline()
    from recoupe.cli.main import run

    run()

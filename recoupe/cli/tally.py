"""What ``recoupe read`` counts, and how it tells of it on standard error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from recoupe.model import Reading, Report


@dataclass
class Tally:
    """How the sources of one run fared."""

    read: int = 0
    claims: int = 0
    known: int = 0
    copies: int = 0
    failed: int = 0
    passed_over: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def add(self, reading: Reading) -> None:
        self.read += 1
        self.claims += len(reading.claims)
        self.left_out.update(dict(reading.skipped))

    def lines(self) -> Iterator[str]:
        parts = [f"{counted(self.read, 'report')} read, {counted(self.claims, 'claim')}"]
        if self.known:
            parts.append(f"{self.known} already read")
        if self.copies:
            parts.append(f"{counted(self.copies, 'copy', 'copies')} of a text already read")
        if self.failed:
            parts.append(f"{self.failed} failed")
        if self.passed_over:
            parts.append(f"{counted(self.passed_over, 'file')} of other kinds passed over")
        yield "; ".join(parts) + "."
        if self.left_out:
            reasons = sorted(self.left_out.items(), key=lambda item: (-item[1], item[0]))
            yield "Left out: " + ", ".join(f"{reason} ({times})" for reason, times in reasons) + "."


def counted(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def notice(report: Report) -> str | None:
    """A word on what was guessed of a source, where that matters: its encoding."""
    if report.encoding.lower().replace("_", "-") in {"utf-8", "utf8", "utf-8-sig", "ascii", "us-ascii"}:
        return None
    return f"{report.origin.path}: not UTF-8, read as {report.encoding}"

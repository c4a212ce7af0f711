"""What the readers of formats have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from recoupe.errors import IntakeError
from recoupe.intake.declared import Declared
from recoupe.model import Anchor, Step

INSIDE = " › "
"""Between the name of a container and the name of what it holds."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. Sizes in bytes."""

    seconds: float = 45.0
    memory: int = 1 << 30
    unpacked: int = 512 << 20
    """All that a container holds, together."""
    member: int = 128 << 20
    """One thing in a container."""
    ratio: int = 200
    """Unpacked to packed, for what is larger than a million bytes unpacked."""
    entries: int = 20_000
    depth: int = 3
    """Containers within containers."""
    text: int = 2_000_000
    """Characters of one report."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table holds what; None where none does."""

    text: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None

    def given(self) -> Mapping[str, str]:
        named = {name: getattr(self, name) for name in ("text", "title", "outlet", "author", "date", "url", "language")}
        return {name: column for name, column in named.items() if column}


@dataclass(frozen=True, slots=True)
class Item:
    """Bytes to be read: a file, or something that was found in one."""

    name: str
    """The path or address as given, and within it ``… › …``."""
    data: bytes
    columns: Columns = field(default_factory=Columns)
    limits: Limits = field(default_factory=Limits)
    depth: int = 0
    steps: tuple[Step, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    now: str = ""
    """The time of intake, ISO 8601: bounds the dates that are believed."""
    declared: Declared = field(default_factory=Declared)
    """What the container says of it."""

    def within(self, name: str, data: bytes, *, step: Step, declared: Declared | None = None) -> Item:
        """Something that this item holds."""
        return replace(
            self, name=f"{self.name}{INSIDE}{printable(name)}", data=data, depth=self.depth + 1, steps=(*self.steps, step),
            declared=(declared or Declared()).over(self.declared),
        )  # fmt: skip

    @property
    def own_name(self) -> str:
        return self.name.rsplit(INSIDE, 1)[-1]


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known of it: it will be a report."""

    name: str
    text: str
    data: bytes
    """Its original bytes."""
    media_type: str
    encoding: str
    declared: Declared
    steps: tuple[Step, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Something in a container that could not be read; the rest of it is."""

    name: str
    error: IntakeError
    data: bytes = b""


Found = Document | Refused


def printable(name: str) -> str:
    """A name out of a file as it can be shown on one line: control and direction characters become U+FFFD."""
    return "".join(char if char.isprintable() else "\ufffd" for char in name)[:500]


def version_of(package: str) -> str:
    """``pypdf 7.1.0``."""
    from importlib.metadata import version

    return f"{package} {version(package)}"

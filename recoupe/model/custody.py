"""How a report came from the bytes that were received: each step with its version, and where in the original a text stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One transformation, in the order of their application: ``decode``, ``article``, ``archive member`` …"""

    name: str
    version: str
    """Of the program that did it, ``trafilatura 2.3.1``; empty where the step has none."""
    detail: str = ""
    """What it was applied to or chose: a member's path, an encoding, a record's address."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """From ``start`` (an offset into the report's text) on, the text stands at ``label`` of the original: ``page 3``."""

    start: int
    label: str


@dataclass(frozen=True, slots=True)
class Taking:
    """What happened between the original bytes and the report's text."""

    steps: tuple[Step, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    """By ``start``, ascending."""
    headers: tuple[tuple[str, str], ...] = ()
    """Those of the answer or the mail that matter: what was sent, when, under which name."""
    container: str | None = None
    """``sha256:…`` of the file that the original was taken out of."""

    def at(self, offset: int) -> str | None:
        """The label of the place in the original that holds ``offset``; None where the original has no such places."""
        found = None
        for anchor in self.anchors:
            if anchor.start > offset:
                break
            found = anchor.label
        return found

"""OPML: lists of feeds."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.intake.formats.markup import parse_xml


@dataclass(frozen=True, slots=True)
class Subscription:
    address: str
    title: str | None = None


def subscriptions(data: bytes, name: str) -> tuple[Subscription, ...]:
    """The feeds that a list names, each once. Raises ``Unreadable``."""
    root = parse_xml(data, name)
    found: dict[str, Subscription] = {}
    for outline in root.iter("outline"):
        address = (outline.get("xmlUrl") or outline.get("xmlurl") or "").strip()
        if address:
            found.setdefault(address, Subscription(address, outline.get("title") or outline.get("text")))
    return tuple(found.values())

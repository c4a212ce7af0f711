"""The road from a source to claims. This package is the only place that names every stage."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recoupe.intake import (
        Columns,
        CopyIndex,
        Fetcher,
        FetchLimits,
        Intake,
        IntakeOptions,
        Quarantined,
        RawSource,
        Source,
        Subscription,
        Taken,
        Workshop,
        entry_links,
        first_copy,
        read_source,
        sketch,
        sources,
        stamp,
        stamped_at,
        subscriptions,
        trace,
    )
    from recoupe.intake.dates import parse_published
    from recoupe.pipeline.reader import READER, Failure, Reader

__all__ = [
    "READER", "Columns", "CopyIndex", "Failure", "FetchLimits", "Fetcher", "Intake", "IntakeOptions", "Quarantined",
    "RawSource", "Reader", "Source", "Subscription", "Taken", "Workshop", "entry_links", "first_copy", "parse_published",
    "read_source", "sketch", "sources", "stamp", "stamped_at", "subscriptions", "trace",
]

_HOMES = {
    "recoupe.intake": (
        "Columns", "CopyIndex", "FetchLimits", "Fetcher", "Intake", "IntakeOptions", "Quarantined", "RawSource", "Source",
        "Subscription", "Taken", "Workshop", "entry_links", "first_copy", "read_source", "sketch", "sources", "stamp",
        "stamped_at", "subscriptions", "trace",
    ),
    "recoupe.intake.dates": ("parse_published",),
    "recoupe.pipeline.reader": ("READER", "Failure", "Reader"),
}


def __getattr__(name: str) -> object:
    """The parts load when asked for: importing the package costs nothing."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(name)

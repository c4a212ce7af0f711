"""The road from a source to claims. This package is the only place that names every stage."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recoupe.intake import IntakeOptions, RawSource, Source, read_source, sources
    from recoupe.intake.dates import parse_published
    from recoupe.pipeline.reader import READER, Failure, Reader

__all__ = ["READER", "Failure", "IntakeOptions", "RawSource", "Reader", "Source", "parse_published", "read_source", "sources"]

_HOMES = {
    "recoupe.intake": ("IntakeOptions", "RawSource", "Source", "read_source", "sources"),
    "recoupe.intake.dates": ("parse_published",),
    "recoupe.pipeline.reader": ("READER", "Failure", "Reader"),
}


def __getattr__(name: str) -> object:
    """The parts load when asked for: importing the package costs nothing."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(name)

"""From a source to a ``Report``: files, folders and standard input; plain text with or without front matter, and HTML."""

from recoupe.intake.read import IntakeOptions, read_source
from recoupe.intake.sources import RawSource, Source, sources

__all__ = ["IntakeOptions", "RawSource", "Source", "read_source", "sources"]

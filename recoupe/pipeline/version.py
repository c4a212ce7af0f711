"""The name under which a reader signs its claims."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from recoupe import __version__
from recoupe.errors import DataError

READER = f"recoupe {__version__}"
KNOWLEDGE = ("actors", "outlets", "places")
"""Folders of TOML that a user's own knowledge may hold."""


def reader_name(knowledge: Path | None, parsers: Mapping[str, Path | str]) -> str:
    """``READER``, and a mark of the user's own knowledge and parsers where there are some: other words, another reader.

    Where the files lie does not matter, only what is in them. Raises ``DataError`` for one that cannot be read.
    """
    digest = hashlib.sha256()
    folders = [knowledge / name for name in KNOWLEDGE] if knowledge is not None else []
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            digest.update(f"{folder.name}/{path.name}\n".encode() + _bytes_of(path) + b"\0")
    for code, pipeline in sorted(parsers.items()):
        digest.update(f"{code}={pipeline}\0".encode() + _meta_of(pipeline) + b"\0")
    mark = digest.hexdigest()[:8]
    return READER if mark == hashlib.sha256().hexdigest()[:8] else f"{READER} +{mark}"


def _meta_of(pipeline: Path | str) -> bytes:
    """What a pipeline in a folder says of itself, its version among it."""
    path = Path(pipeline) / "meta.json"
    return _bytes_of(path) if path.is_file() else b""


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as exc:
        raise DataError(str(path), None, f"cannot be read ({exc.strerror})") from exc

"""A compiled copy of the registries, kept in a folder of the user's for as long as the data files stay the same."""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
import tempfile
from pathlib import Path

from recoupe.linking.files import data_files
from recoupe.linking.tables import Tables

FORMAT = "4"
"""Goes up whenever the shape of ``Tables`` changes."""


def compiled_tables(extra: Path | None, cache: Path | None) -> Tables:
    """The tables from ``cache`` when they are those of the files as they are now, else read and kept there."""
    if cache is None:
        return _read(extra)
    path = cache / f"registries-{_fingerprint(extra)}.pickle"
    with contextlib.suppress(
        OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, LookupError, TypeError, ValueError
    ):
        tables = pickle.loads(path.read_bytes())
        if isinstance(tables, Tables):
            return tables
    tables = _read(extra)
    with contextlib.suppress(OSError):
        _write(path, pickle.dumps(tables, protocol=5))
    return tables


def _read(extra: Path | None) -> Tables:
    from recoupe.linking.tables_reader import read_tables

    return read_tables(extra)


def _fingerprint(extra: Path | None) -> str:
    digest = hashlib.sha256(f"{FORMAT} {sys.version}".encode())
    for path in data_files(extra):
        digest.update(f"\n{path}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and older copies beside it go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    for old in path.parent.glob("registries-*.pickle"):
        old.unlink(missing_ok=True)
    os.replace(name, path)

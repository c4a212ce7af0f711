"""Where reports are read from: files, folders, standard input, addresses."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from recoupe.errors import EmptySource, FetchFailed, NotFound
from recoupe.model import Step

if TYPE_CHECKING:
    from recoupe.intake.fetch import Fetcher

STDIN = "-"
SUFFIXES = frozenset({
    "", ".txt", ".md", ".html", ".htm", ".xhtml", ".pdf", ".rss", ".atom", ".xml", ".warc", ".gz", ".wacz", ".eml", ".mbox",
    ".docx", ".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".zip", ".tar", ".tgz",
})  # fmt: skip
"""What is read out of a folder. A file that is named on its own is read whatever its suffix."""

ABOUT = frozenset({"readme", "license", "licence", "changelog"})
"""Files that speak of a folder; they are read when they are named themselves."""


@dataclass(frozen=True, slots=True)
class RawSource:
    """The bytes of one source, as they were found. ``name`` is the path or address as the user gave it, or ``-``."""

    name: str
    data: bytes
    address: str | None = None
    """Where the bytes were fetched from in the end."""
    headers: tuple[tuple[str, str], ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A source that has not been read yet. ``path`` is None for standard input and for an address."""

    name: str
    path: Path | None = None
    address: str | None = None

    def load(self, stdin: BinaryIO | None = None, *, fetcher: Fetcher | None = None) -> RawSource:
        """Read the bytes; ``fetcher`` for an address. Raises ``NotFound`` for what is missing or may not be read, ``EmptySource``
        for an empty folder, ``FetchFailed`` for an address."""
        if self.address is not None:
            return _fetched(self.name, self.address, fetcher)
        if self.path is None:
            return RawSource(self.name, (stdin or sys.stdin.buffer).read())
        if self.path.is_dir():
            raise EmptySource(self.name, "a folder without a file that can be read", "name the files to read one by one")
        try:
            return RawSource(self.name, self.path.read_bytes())
        except FileNotFoundError as exc:
            raise NotFound(self.name, "no such file or folder", "check the path") from exc
        except (OSError, ValueError) as exc:
            reason = exc.strerror if isinstance(exc, OSError) else str(exc)
            raise NotFound(self.name, f"cannot be read ({reason})", "check the path and its permissions") from exc


def _fetched(name: str, address: str, fetcher: Fetcher | None) -> RawSource:
    if fetcher is None:
        raise FetchFailed(name, "nothing is fetched here", "save the page and read the file")
    found = fetcher.fetch(address)
    steps = (*(Step("redirected", "", at) for at in found.redirected), Step("fetched", "", found.address))
    return RawSource(name, found.data or b"", found.address, found.headers, steps)


def sources(paths: Sequence[str], *, skipped: Callable[[str], None] | None = None) -> Iterator[Source]:
    """The sources that ``paths`` name, in order; a folder gives its files, sorted, and those of the folders in it.

    Hidden files and folders are passed over. Files of other kinds in a folder are passed to ``skipped`` by name. Nothing is
    opened here: a missing file is an error of its own ``load``, and does not keep the others from being read.
    """
    for given in paths:
        if given == STDIN:
            yield Source(STDIN)
        elif given.lower().startswith(("http://", "https://")):
            yield Source(given, address=given)
        elif os.path.isdir(given):
            yield from _in_folder(Path(given), skipped or (lambda name: None))
        else:
            yield Source(_shown(given), Path(given))


def _in_folder(folder: Path, skipped: Callable[[str], None]) -> Iterator[Source]:
    empty = True
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            path = Path(parent, name)
            if path.suffix.lower() in SUFFIXES and path.stem.lower() not in ABOUT and (path.is_file() or path.is_symlink()):
                empty = False
                yield Source(_shown(str(path)), path)
            else:
                skipped(_shown(str(path)))
    if empty:
        yield Source(_shown(str(folder)), folder)


def _shown(path: str) -> str:
    """``path`` as it can be printed and stored: bytes that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", errors="replace")

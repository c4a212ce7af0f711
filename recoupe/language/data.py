"""Reading our TOML and the user's: a wrong key, value or duplicate is an error with its file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from recoupe.errors import DataError


class DataModel(BaseModel):
    """The base of every schema: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


M = TypeVar("M", bound=DataModel)
_HEADER = re.compile(r"^\s*(\[{1,2})([^\[\],]+)\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r""""([^"]*)"|'([^']*)'|([\w-]+)""")


def load_toml(path: Path, schema: type[M]) -> M:
    """Read ``path`` as ``schema``. Raises ``DataError`` with the line for bad syntax, unknown keys and wrong values."""
    try:
        source = path.read_text(encoding="utf-8-sig")
    except OSError as exc:
        raise DataError(str(path), None, f"cannot be read ({exc.strerror})") from exc
    except UnicodeDecodeError as exc:
        raise DataError(str(path), exc.object[: exc.start].count(b"\n") + 1, "not UTF-8") from exc
    try:
        raw = tomllib.loads(source)
    except tomllib.TOMLDecodeError as exc:
        at = re.search(r"line (\d+)", str(exc))
        raise DataError(str(path), int(at[1]) if at else None, str(exc)) from exc
    try:
        return schema.model_validate(raw)
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        problem = "unknown key" if first["type"] == "extra_forbidden" else first["msg"]
        raise DataError(str(path), line_of(source, first["loc"]), f"{where}: {problem}") from exc


def line_of(source: str, location: tuple[int | str, ...]) -> int | None:
    """The line, from 1, on which the value at ``location`` (as pydantic names it) stands; None when it is not found."""
    lines = source.splitlines()
    covered, begin, end = _table_at(lines, location)
    for part in reversed(location[covered:]):
        if isinstance(part, str):
            key = re.compile(rf"""^\s*(?:[\w"'-]+\s*\.\s*)*["']?{re.escape(part)}["']?\s*[=.]""")
            for number in range(begin, end):
                if key.match(lines[number]):
                    return number + 1
    return begin + 1 if covered else None


def _table_at(lines: list[str], location: tuple[int | str, ...]) -> tuple[int, int, int]:
    """How many parts of ``location`` the deepest table that holds it covers, the index of its header, and where it ends."""
    headers = list(_headers(lines))
    ends = [at for at, _ in headers[1:]] + [len(lines)]
    best = (0, 0, headers[0][0] if headers else len(lines))
    for (at, table), end in zip(headers, ends, strict=True) if headers else ():
        if len(table) > best[0] and location[: len(table)] == table:
            best = (len(table), at, end)
    return best


def _headers(lines: list[str]) -> Iterator[tuple[int, tuple[int | str, ...]]]:
    """Each table header's index, and the table's location with its number in each array of tables that it lies in."""
    counts: dict[tuple[str, ...], int] = {}
    for at, line in enumerate(lines):
        header = _HEADER.match(line)
        if header is None:
            continue
        names = tuple(a or b or c for a, b, c in _KEY.findall(header[2]))
        if len(header[1]) == 2:
            counts = {k: n for k, n in counts.items() if k == names or k[: len(names)] != names}
            counts[names] = counts.get(names, -1) + 1
        location: tuple[int | str, ...] = ()
        for length, name in enumerate(names, 1):
            location += (name, counts[names[:length]]) if names[:length] in counts else (name,)
        yield at, location

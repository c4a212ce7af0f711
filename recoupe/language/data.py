"""Reading our TOML and the user's: a wrong key, value or duplicate is an error with its file and line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from recoupe.errors import DataError


class DataModel(BaseModel):
    """The base of every schema: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


M = TypeVar("M", bound=DataModel)


def load_toml(path: Path, schema: type[M]) -> M:
    """Read ``path`` as ``schema``. Raises ``DataError`` with the line for bad syntax, unknown keys and wrong values."""
    try:
        source = path.read_text(encoding="utf-8")
    except OSError as exc:
        raise DataError(str(path), None, f"cannot be read ({exc.strerror})") from exc
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
    table, begin = _table_at(lines, location)
    for part in reversed(location[table:]):
        if isinstance(part, str):
            key = re.compile(rf'^\s*"?{re.escape(part)}"?\s*=')
            for number in range(begin, len(lines)):
                if number > begin and lines[number].lstrip().startswith("[") and not lines[number].lstrip().startswith('["'):
                    if number > begin:
                        break
                if key.match(lines[number]):
                    return number + 1
    return begin + 1 if table else None


def _table_at(lines: list[str], location: tuple[int | str, ...]) -> tuple[int, int]:
    """How many parts of ``location`` the deepest matching table header covers, and the index of its line."""
    best = (0, 0)
    for length in range(1, len(location) + 1):
        names = [str(p) for p in location[:length] if isinstance(p, str)]
        ordinals = [p for p in location[:length] if isinstance(p, int)]
        wanted = ordinals[-1] if ordinals else 0
        header = re.compile(r"^\s*\[{1,2}\s*" + r"\s*\.\s*".join(rf'"?{re.escape(n)}"?' for n in names) + r"\s*\]{1,2}")
        found = [i for i, line in enumerate(lines) if header.match(line)]
        if found and wanted < len(found):
            best = (length, found[wanted])
    return best

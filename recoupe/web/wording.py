"""The interface's own words, in the languages that it has; every language has the same keys."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fastapi import Request

from recoupe.language.data import DataModel, load_toml

FOLDER = Path(__file__).parent.parent / "data" / "interface"
COOKIE = "recoupe_language"
DEFAULT = "en"


class Interface(DataModel):
    """``data/interface/<code>.toml``."""

    name: str
    """Of the language, in itself."""
    words: dict[str, str]


@cache
def interfaces() -> dict[str, Interface]:
    """Raises ``DataError`` when a file is wrong."""
    return {path.stem: load_toml(path, Interface) for path in sorted(FOLDER.glob("*.toml"))}


def language_of(request: Request) -> str:
    """What was chosen, else what the browser prefers, else English."""
    known = interfaces()
    chosen = request.query_params.get("lang") or request.cookies.get(COOKIE)
    if chosen in known:
        return chosen
    for part in request.headers.get("accept-language", "").split(","):
        code = part.split(";")[0].strip()[:2].lower()
        if code in known:
            return code
    return DEFAULT

"""The interface's own words, in the languages that it has; every language has the same keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from fastapi import Request
from pydantic import Field

from recoupe.language.data import DataModel, load_toml

FOLDER = Path(__file__).parent.parent / "data" / "interface"
COOKIE = "recoupe_language"
DEFAULT = "en"


class Interface(DataModel):
    """``data/interface/<code>.toml``."""

    name: str
    """Of the language, in itself."""
    words: dict[str, str]
    phrases: Mapping[str, str] = Field(default_factory=dict)
    """Sentences of checks and comparisons (in English, ``{}`` for what varies), and how this language says them."""

    def phrase(self, text: str, named: Callable[[str], str] = str) -> str:
        """``text`` as ``named`` has it where no phrase is like it; what varies in a phrase is looked up in turn."""
        if (event := self.words.get("event_" + text)) and self.phrases:
            return event
        for pattern, told in _patterns(self.name, tuple(self.phrases.items())):
            if found := pattern.fullmatch(text):
                return told.format(*(self.phrase(part, named) for part in found.groups()))
        return named(text)


@cache
def _patterns(_name: str, phrases: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile("(.+)".join(map(re.escape, pattern.split("{}")))), told) for pattern, told in phrases)


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

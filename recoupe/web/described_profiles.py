"""What the profiles of outlets, actors and places hold for programs."""

from __future__ import annotations

from typing_extensions import TypedDict

from recoupe.web.described_maps import EXACT


class Registered(TypedDict):
    """What the registry has of an outlet."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    kind: str
    country: str | None
    owner: str | None
    ref: str | None


class Quoted(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    voice: str
    times: int


class Told(TypedDict):
    """Something in an outlet's telling: how often, and the words of one place."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    what: str
    times: int
    report: str
    words: str


class OutletProfile(TypedDict):
    """Over its newest reports. ``agents`` and ``suffering``: who is named as doing violence, and as suffering it;
    ``without_agent``: violence without an author."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    name: str
    registry: Registered | None
    reports: list[str]
    quotes: list[Quoted]
    loaded: list[Told]
    agents: list[Told]
    suffering: list[Told]
    without_agent: list[Told]


class Words(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    words: str
    times: int


class Name(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    language: str
    name: str


class LoadedName(TypedDict):
    """``by``: the side that uses it; None where many do."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    name: str
    language: str
    by: str | None


Tie = TypedDict(
    "Tie",
    {"kind": str, "other": str | None, "name": str, "from": str | None, "to": str | None, "inward": bool},
)


class Telling(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    id: str
    event: str
    report: str
    words: str


class EntityProfile(TypedDict):
    """An actor or a place; ``claims``: its newest."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    id: str
    name: str
    words: list[Words]
    names: list[Name]
    loaded: list[LoadedName]
    ties: list[Tie]
    claims: list[Telling]

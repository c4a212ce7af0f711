"""The codes of a claim in ACLED's and PLOVER's schemes, from ``data/ontology/events.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from recoupe.errors import DataError
from recoupe.model import Claim, Event, Means

DATA = Path(__file__).parent.parent / "data"
ONTOLOGY = DATA / "ontology" / "events.toml"
COUNTRIES = DATA / "actors" / "countries.toml"


@dataclass(frozen=True, slots=True)
class Choice:
    """When ``acled`` is taken in place of the first code of its event: all that is said must hold."""

    acled: str
    means: tuple[str, ...] = ()
    actors: str | None = None
    targets: str | None = None


@dataclass(frozen=True, slots=True)
class EventCodes:
    claimed: str
    acled: tuple[str, ...]
    plover: tuple[str, ...]
    when: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Ontology:
    state: tuple[str, ...]
    """What follows a country's slug in the id of an actor of its government."""
    events: Mapping[Event, EventCodes]

    def acled(self, claim: Claim) -> str | None:
        codes = self.events[claim.event]
        chosen = (choice.acled for choice in codes.when if self._holds(choice, claim))
        return next(chosen, codes.acled[0] if codes.acled else None)

    def plover(self, claim: Claim) -> str | None:
        codes = self.events[claim.event].plover
        return codes[0] if codes else None

    def _holds(self, choice: Choice, claim: Claim) -> bool:
        if choice.means and not {used.id.value for used in claim.means} & set(choice.means):
            return False
        if choice.targets is not None and not any(target.link.entity for target in claim.targets):
            return False
        return choice.actors is None or self._side(claim) == choice.actors

    def _side(self, claim: Claim) -> str | None:
        """``state``, ``other``, or None where it is not known or mixed."""
        known = [actor.link.entity for actor in claim.actors if actor.link.entity]
        of_state = [self._is_state(entity.id) for entity in known]
        if known and not any(of_state):
            return "other"
        return "state" if known and len(known) == len(claim.actors) and all(of_state) else None

    def _is_state(self, actor_id: str) -> bool:
        """An army by its name alone may be anybody's: the id must start with a country."""
        return any(actor_id.removesuffix(f"-{role}") in country_slugs() for role in self.state if actor_id.endswith(f"-{role}"))


@cache
def country_slugs() -> frozenset[str]:
    return frozenset(country["slug"] for country in tomllib.loads(COUNTRIES.read_text(encoding="utf-8"))["country"])


@cache
def load_ontology(path: Path = ONTOLOGY) -> Ontology:
    """Raises ``DataError`` for an unknown key, a missing or unknown event, a choice that is not among the event's codes."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as exc:
        raise DataError(str(path), None, str(exc)) from exc
    _only(path, raw, {"state", "events"})
    if set(raw["events"]) != {event.value for event in Event}:
        odd = sorted(set(raw["events"]) ^ {event.value for event in Event})
        raise DataError(str(path), None, f"events missing or unknown: {', '.join(odd)}")
    return Ontology(tuple(raw["state"]), {Event(code): _codes(path, table) for code, table in raw["events"].items()})


def _codes(path: Path, table: Mapping[str, object]) -> EventCodes:
    _only(path, table, {f.name for f in fields(EventCodes)})
    whens = table.get("when", [])
    acled, plover = _strings(path, table.get("acled")), _strings(path, table.get("plover"))
    if not isinstance(whens, list):
        raise DataError(str(path), None, "'when' must be a list of tables")
    return EventCodes(str(table.get("claimed", "")), acled, plover, tuple(_choice(path, when, acled) for when in whens))


def _choice(path: Path, table: Mapping[str, object], acled: tuple[str, ...]) -> Choice:
    _only(path, table, {f.name for f in fields(Choice)})
    means = _strings(path, table.get("means", []))
    actors, targets = table.get("actors"), table.get("targets")
    good = (
        table.get("acled") in acled
        and all(name in list(Means) for name in means)
        and actors in (None, "state", "other")
        and targets in (None, "named")
    )
    if not good:
        raise DataError(str(path), None, f"a choice with a value that is not one of those allowed: {dict(table)}")
    return Choice(
        str(table["acled"]), means, None if actors is None else str(actors), None if targets is None else str(targets)
    )


def _strings(path: Path, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise DataError(str(path), None, f"not a list of strings: {value!r}")
    return tuple(value)


def _only(path: Path, table: Mapping[str, object], allowed: set[str]) -> None:
    unknown = sorted(set(table) - allowed)
    if unknown:
        line = next((n for n, text in enumerate(path.read_text("utf-8").splitlines(), 1) if unknown[0] in text), None)
        raise DataError(str(path), line, f"unknown key: {unknown[0]}")

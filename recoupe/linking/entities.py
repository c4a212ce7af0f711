"""What the registries hold: actors, persons and outlets, with their names and dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from recoupe.model import NameKind


class ActorKind(StrEnum):
    STATE = "state"
    GOVERNMENT = "government"
    MINISTRY = "ministry"
    MILITARY = "military"
    POLICE = "police"
    ARMED_GROUP = "armed_group"
    MILITIA = "militia"
    UMBRELLA = "umbrella"
    """Many groups under one name, or those whom reports lump together ("Syrian opposition")."""
    COALITION = "coalition"
    MISSION = "mission"
    """Peacekeepers and other multinational missions."""
    PARTY = "party"
    ORGANIZATION = "organization"
    NGO = "ngo"
    MONITOR = "monitor"
    COMPANY = "company"
    GANG = "gang"


class RelationKind(StrEnum):
    """What an actor is to another."""

    PART_OF = "part_of"
    """A branch, wing, unit or founding group of it."""
    MEMBER_OF = "member_of"
    """Of a coalition, an umbrella or an alliance, while remaining itself."""
    ALLEGIANCE = "allegiance"
    """It pledged allegiance, or takes its orders in fact."""
    SUCCESSOR_OF = "successor_of"
    """It took over from it, under another name or after a split or merger."""
    SPLIT_FROM = "split_from"


class OutletKind(StrEnum):
    STATE_MEDIA = "state_media"
    PUBLIC_MEDIA = "public_media"
    AGENCY = "agency"
    STATE_AGENCY = "state_agency"
    PARTY = "party"
    """Of a party or of an armed group."""
    MONITOR = "monitor"
    INDEPENDENT = "independent"
    AGGREGATOR = "aggregator"


@dataclass(frozen=True, slots=True)
class Actor:
    """``start`` and ``end``: between them it bore this name, both inclusive; None is open or not known."""

    id: str
    name: str
    kind: ActorKind
    countries: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    """Labels that reports give it: ``rebel``, ``jihadist``, ``kurdish`` …"""
    parent: str | None = None
    start: date | None = None
    end: date | None = None
    names: tuple[tuple[str, str], ...] = ()
    """(ISO 639-1 or ``any``, form)."""
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """``actor`` is this to ``of``, between two dates, both inclusive; None is open or not known."""

    actor: str
    kind: RelationKind
    of: str
    start: date | None = None
    end: date | None = None

    @property
    def stands_with(self) -> bool:
        """Whether ``actor`` stands on the side of ``of`` for that."""
        return self.kind in (RelationKind.PART_OF, RelationKind.ALLEGIANCE, RelationKind.MEMBER_OF)


@dataclass(frozen=True, slots=True)
class Membership:
    """An actor on a side of a conflict."""

    actor: str
    side: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two sides of a conflict that fight each other between two dates."""

    a: str
    b: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """``countries``: where it is fought, ISO 3166-1 alpha-2. Sides that no opposition names do not fight each other."""

    id: str
    name: str
    countries: tuple[str, ...]
    members: tuple[Membership, ...]
    oppositions: tuple[Opposition, ...]
    start: date | None = None
    end: date | None = None
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """An office held. ``of`` is the actor that the holder speaks for; ``end`` None: until now, or not known."""

    office: str
    of: str | None
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    country: str | None
    terms: tuple[Term, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    id: str
    name: str
    kind: OutletKind
    country: str | None = None
    language: str | None = None
    owner: str | None = None
    domains: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    ref: str | None = None


Entity = Actor | Person | Outlet


@dataclass(frozen=True, slots=True)
class RegistryName:
    """An entity that bears a name. ``by`` is the side that uses a loaded name, None where many do."""

    id: str
    kind: NameKind
    loaded: bool = False
    by: str | None = None

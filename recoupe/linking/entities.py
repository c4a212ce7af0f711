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

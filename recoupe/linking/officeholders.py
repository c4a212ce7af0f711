"""Who held which office when, for working out when a report was published from those it names in office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from recoupe.linking.registry import ActorRegistry

OFFICES = ("head_of_state", "head_of_government", "president", "foreign_minister", "defence_minister", "secretary_general")
"""Offices whose holder a report names as such without saying that the term is over."""


@dataclass(frozen=True, slots=True)
class OfficeTerm:
    """``end`` is None for a term that goes on; ``forms`` are the names to look for."""

    person: str
    name: str
    office: str
    start: date
    end: date | None
    forms: tuple[str, ...]


def office_terms(registry: ActorRegistry, language: str | None = None) -> Sequence[OfficeTerm]:
    """Dated terms, oldest first; ``forms`` hold the names of ``language``, or of every language when it is None."""
    found = [
        OfficeTerm(
            person.id, person.name, term.office, term.start, term.end,
            tuple(form for code, form in person.names if language in (None, code) or code == "any"),
        )
        for person in registry.persons()
        for term in person.terms
        if term.office in OFFICES and term.start is not None
    ]
    return sorted(found, key=lambda t: (t.start, t.person))

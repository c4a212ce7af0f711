"""``recoupe actors``: who is in the registry, under which names, with what ties and dates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from recoupe.cli.registries import (
    FormatOption,
    KnowledgeOption,
    LimitOption,
    Row,
    SearchArgument,
    Shape,
    by_language,
    nothing_found,
    open_registry,
    period,
    print_rows,
)

if TYPE_CHECKING:
    from recoupe.pipeline.registries import Actor, ActorRegistry, Person

SHORT = "Look up actors and persons in the registry."
HELP = """Look up armed groups, forces, organisations and persons by any of their names.

Spelling with or without accents, hyphens and Arabic articles does not matter. Names that take a side are marked as loaded, with
who uses them. A table in a terminal, with everything where few are found; tab-separated lines in a pipe. Exit code 1 when
nothing is found."""

_SAID = {
    "part_of": "part of", "member_of": "member of", "allegiance": "in allegiance to", "successor_of": "successor of",
    "split_from": "split from",
}  # fmt: skip
COLUMNS = ("id", "name", "kind", "countries", "period", "names")


def actors(
    search: SearchArgument,
    knowledge: KnowledgeOption = None,
    limit: LimitOption = None,
    format: FormatOption = Shape.TABLE,
) -> None:
    from recoupe.pipeline.registries import near, search_actors

    words = " ".join(search)
    registry = open_registry(knowledge)
    found = search_actors(registry, words)
    if not found:
        raise nothing_found(words, near(registry, words))
    rows = [_row(registry, f.entity) for f in found[: limit or None]]
    print_rows(rows, COLUMNS, shape=format, limit=limit)


def _row(registry: ActorRegistry, entity: object) -> Row:
    from recoupe.pipeline.registries import Actor, Person

    if isinstance(entity, Person):
        return _person(entity)
    assert isinstance(entity, Actor)
    return _actor(registry, entity)


def _actor(registry: ActorRegistry, actor: Actor) -> Row:
    return {
        "id": actor.id, "name": actor.name, "kind": actor.kind.value, "countries": list(actor.countries),
        "period": period(actor.start, actor.end), "labels": list(actor.classes), "names": by_language(actor.names),
        "loaded": list(_loaded(registry, actor)), "parent": _named(registry, actor.parent),
        "relations": _relations(registry, actor), "sides": _sides(registry, actor), "reference": actor.ref,
    }  # fmt: skip


def _loaded(registry: ActorRegistry, actor: Actor) -> Iterator[dict[str, str | None]]:
    """Names that take a side, with who uses them where it is one side alone."""
    for language, form, bearer in registry.surfaces_of(actor.id):
        if bearer.loaded:
            user = registry.get(bearer.by) if bearer.by else None
            yield {"form": form, "language": f"({language})", "by": f"used by {user.name}" if user else bearer.by}


def _person(person: Person) -> Row:
    terms: list[dict[str, str | None]] = [
        {"office": t.office, "of": t.of, "period": period(t.start, t.end)} for t in person.terms
    ]
    return {
        "id": person.id, "name": person.name, "kind": "person", "countries": [person.country] if person.country else [],
        "period": None, "names": by_language(person.names), "offices": terms, "reference": person.ref,
    }  # fmt: skip


def _named(registry: ActorRegistry, id: str | None) -> str | None:
    found = registry.get(id) if id else None
    return f"{found.name} [{id}]" if found else id


def _relations(registry: ActorRegistry, actor: Actor) -> list[dict[str, str | None]]:
    """What it is to others, then what others are to it."""
    own: list[dict[str, str | None]] = [
        {"kind": _SAID[r.kind.value], "actor": _named(registry, r.of), "period": period(r.start, r.end)}
        for r in registry.relations_of(actor.id)
    ]
    others: list[dict[str, str | None]] = [
        {"actor": _named(registry, r.actor), "kind": f"{_SAID[r.kind.value]} it", "period": period(r.start, r.end)}
        for r in registry.relations_to(actor.id)
    ]
    return own + others


def _sides(registry: ActorRegistry, actor: Actor) -> list[dict[str, str | None]]:
    return [
        {"conflict": f"{conflict.name}:", "side": m.side, "period": period(m.start, m.end)}
        for conflict in registry.conflicts()
        for m in conflict.members
        if m.actor == actor.id
    ]

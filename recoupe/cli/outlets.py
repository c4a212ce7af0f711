"""``recoupe outlets``: media, agencies and monitors in the registry."""

from __future__ import annotations

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
    print_rows,
)

if TYPE_CHECKING:
    from recoupe.pipeline.registries import Outlet

SHORT = "Look up outlets, agencies and monitors in the registry."
HELP = """Look up outlets, agencies and monitors by a name or a domain.

The kind says what an outlet is and the owner who runs or pays it where that is public; neither says whether it is right.
A table in a terminal; tab-separated lines in a pipe. Exit code 1 when nothing is found."""

COLUMNS = ("id", "name", "kind", "country", "language", "owner", "domains")


def outlets(
    search: SearchArgument,
    knowledge: KnowledgeOption = None,
    limit: LimitOption = None,
    format: FormatOption = Shape.TABLE,
) -> None:
    from recoupe.pipeline.registries import Outlet, search_outlets

    words = " ".join(search)
    registry = open_registry(knowledge)
    found = [f.entity for f in search_outlets(registry, words) if isinstance(f.entity, Outlet)]
    if not found:
        raise nothing_found(words, (o.name for o in registry.outlets() if _alike(o.name, words)))
    print_rows([_row(outlet) for outlet in found], COLUMNS, shape=format, limit=limit)


def _row(outlet: Outlet) -> Row:
    return {
        "id": outlet.id, "name": outlet.name, "kind": outlet.kind.value, "country": outlet.country, "language": outlet.language,
        "owner": outlet.owner, "domains": list(outlet.domains), "names": by_language(outlet.names), "reference": outlet.ref,
    }  # fmt: skip


def _alike(name: str, words: str) -> bool:
    from recoupe.pipeline.registries import key_of

    return key_of(name)[:3] == key_of(words)[:3]

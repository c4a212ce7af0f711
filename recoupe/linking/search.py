"""Entities of the registries by words of their names, in any script and spelling that folding makes alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from recoupe.language.fold import fold
from recoupe.linking.entities import Actor, Outlet, Person
from recoupe.linking.registry import ActorRegistry

_WORD = re.compile(r"\w+")
_ARABIC_ARTICLE = re.compile(r"\bال(?=\w{2})")
_MARKS = re.compile("[\u064b-\u0652\u0640]")
EXACT, BEGINS, WORDS, PARTS = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Found:
    """``form``: the name that matched; ``rank``: how well, 0 best."""

    entity: Actor | Person | Outlet
    form: str
    rank: int


def search_actors(registry: ActorRegistry, words: str) -> tuple[Found, ...]:
    """Actors and persons, those that every country has among them; loaded names and ids count like other names."""
    entities: dict[str, Actor | Person] = {a.id: a for a in registry.actors()}
    entities |= {p.id: p for p in registry.persons()}
    entities |= {a.id: a for a in registry.actors_by_rule() if a.id not in entities}
    forms = ((bearer.id, form) for _, form, bearer in registry.surfaces())
    named = ((id, e.name) for id, e in entities.items())
    found = _ranked(words, (*forms, *named))
    return tuple(Found(entities[id], form, rank) for id, form, rank in found if id in entities)


def search_outlets(registry: ActorRegistry, words: str) -> tuple[Found, ...]:
    """Outlets, by their names and domains."""
    outlets = {o.id: o for o in registry.outlets()}
    forms = ((o.id, form) for o in outlets.values() for form in (*(f for _, f in o.names), *o.domains))
    return tuple(Found(outlets[id], form, rank) for id, form, rank in _ranked(words, forms))


def key_of(text: str) -> str:
    """Folded words: no accents, vowel signs, hyphens, apostrophes or Arabic articles."""
    folded = fold(_MARKS.sub("", text)).replace("'", "")
    return " ".join(_WORD.findall(_ARABIC_ARTICLE.sub("", folded)))


def _ranked(words: str, forms: Iterable[tuple[str, str]]) -> list[tuple[str, str, int]]:
    asked = key_of(words)
    longest = max(asked.split(), key=len, default="")
    best: dict[str, tuple[int, int, str]] = {}
    for id, form in forms if asked else ():
        for text in (form, id):
            if longest not in fold(text).replace("'", ""):
                continue
            rank = _rank(asked, key_of(text))
            if rank is not None and (id not in best or (rank, len(form)) < best[id][:2]):
                best[id] = (rank, len(form), form)
    return [(id, form, rank) for id, (rank, _, form) in sorted(best.items(), key=lambda i: (i[1][0], i[1][1], i[0]))]


def _rank(asked: str, key: str) -> int | None:
    if asked == key:
        return EXACT
    if asked not in key and not all(word in key for word in asked.split()):
        return None
    if key.startswith(asked):
        return BEGINS
    held = set(key.split())
    if all(word in held for word in asked.split()):
        return WORDS
    return PARTS if all(_begins_a_word(word, held) for word in asked.split()) else None


def _begins_a_word(word: str, words: Iterable[str]) -> bool:
    return any(held.startswith(word) for held in words)


def near(registry: ActorRegistry, words: str) -> Iterator[str]:
    """Names that share a word of four letters or more with what was asked, for a hint; at most five."""
    asked = {w for w in key_of(words).split() if len(w) >= 4}
    seen: set[str] = set()
    for _, form, bearer in registry.surfaces():
        starts = {w[:4] for w in key_of(form).split()}
        if bearer.id not in seen and any(w[:4] in starts for w in asked):
            seen.add(bearer.id)
            yield form
            if len(seen) == 5:
                return

"""Names in the language of the interface: those that reports of that language use. Data keep the English ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock
from typing import TYPE_CHECKING

from babel import Locale

from recoupe.web import wording

if TYPE_CHECKING:
    from recoupe.pipeline.registries import ActorRegistry, Outlet, Person

ENGLISH = "en"


class Names:
    """``registry`` is asked for when the first name is."""

    def __init__(self, registry: Callable[[], ActorRegistry]) -> None:
        self._registry = registry
        self._known: dict[str, Mapping[str, str]] = {}
        self._making = Lock()

    def named(self, name: str, language: str) -> str:
        """The first of the names that the registry has in ``language``, a country as that language has it, or ``name``."""
        if language == ENGLISH:
            return name
        known = self._of(language)
        return known.get(name) or wording.interfaces()[language].phrase(name, lambda part: known.get(part, part))

    def side(self, side: str, language: str) -> str:
        """A side of a conflict, or whoever holds ground: in the interface's words, by the name of the actor that it is, or as it
        is given."""
        if side != side.lower():
            return self.named(side, language)
        word = wording.interfaces()[language].words.get("camp_" + side.replace("-", "_").replace(" ", "_")) if side else ""
        if word is not None:
            return word
        id = side.replace(" ", "-")
        actor = self._registry().get(id) or self._registry().get(id + "-state")
        return side.replace("-", " ") if actor is None else self.named(actor.name, language)

    def _of(self, language: str) -> Mapping[str, str]:
        with self._making:
            if language not in self._known:
                self._known[language] = self._made(language)
            return self._known[language]

    def _made(self, language: str) -> Mapping[str, str]:
        from recoupe.pipeline.registries import Actor, ActorKind

        registry = self._registry()
        forms: dict[str, str] = {}
        for code, form, bearer in registry.surfaces():
            if code == language and not bearer.loaded:
                forms.setdefault(bearer.id, form)
        countries = Locale.parse(language).territories
        found: dict[str, str] = {}
        every: list[Actor | Person | Outlet] = [*registry.actors_by_rule(), *registry.actors()]
        every += [*registry.persons(), *registry.outlets()]
        for entity in every:
            if isinstance(entity, Actor) and entity.kind is ActorKind.STATE and len(entity.countries) == 1:
                found[entity.name] = countries.get(entity.countries[0], entity.name)
                continue
            form = next((form for code, form in entity.names if code == language), forms.get(entity.id, ""))
            if form:
                found[entity.name] = form[:1].upper() + form[1:]
        return found

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import recoupe
from recoupe.language.fold import fold
from recoupe.language.lexicon import Hit, Lexicon
from recoupe.language.schema_people import PeopleWords, load_people
from recoupe.linking.actors import LinkedActor, link_actor
from recoupe.linking.entities import RegistryName
from recoupe.linking.registry import ActorRegistry, load_registry
from recoupe.linking.sources import LinkedSource, link_source
from recoupe.model import ActorPhrase, Name, NameKind, PartialDate, ReportContext, Span

FRENCH = Path(recoupe.__file__).parent / "data" / "languages" / "fr"


@pytest.fixture(scope="session")
def registry() -> ActorRegistry:
    return load_registry()


@pytest.fixture(scope="session")
def words() -> PeopleWords:
    return load_people(FRENCH)


def _name(text: str, hit: Hit[RegistryName]) -> Name:
    kinds = tuple(dict.fromkeys(v.kind for v in hit.values))
    return Name(Span(hit.start, hit.end), text[hit.start : hit.end], kinds, tuple(dict.fromkeys(v.id for v in hit.values)))


@dataclass(frozen=True)
class Bench:
    """Phrases as the extraction stage would hand them over: names found by the automaton, the rest told apart by hand."""

    registry: ActorRegistry
    words: PeopleWords
    lexicon: Lexicon[RegistryName]

    def phrase(
        self, text: str, head: str = "", *, unknown: tuple[str, ...] = (), plural: bool = False, definite: bool = True
    ) -> ActorPhrase:
        names = [] if unknown else [_name(text, hit) for hit in self.lexicon.find(text)]
        names += [Name(Span(text.index(u), text.index(u) + len(u)), u, (NameKind.UNKNOWN,)) for u in unknown]
        head = head or (names[0].text if names else text.split()[-1])
        covered = {i for n in names for i in range(n.span.start, n.span.end)}
        uncovered = fold("".join(" " if i in covered else c for i, c in enumerate(text))).replace("'", " ")
        rest = tuple(w for w in uncovered.split() if w != fold(head) and len(w) > 2)
        demonyms = self.registry.demonyms("fr")
        countries = tuple(demonyms[w] for w in rest if w in demonyms)
        modifiers = tuple(w for w in rest if w not in demonyms)
        return ActorPhrase(Span(0, len(text)), text, head, tuple(names), countries, modifiers, plural, definite)

    def actor(self, text: str, head: str = "", *, context: ReportContext | None = None, **more: object) -> LinkedActor:
        phrase = self.phrase(text, head, **more)  # type: ignore[arg-type]
        return link_actor(phrase, registry=self.registry, words=self.words, context=context or theatre())

    def source(self, text: str, head: str = "", *, context: ReportContext | None = None, **more: object) -> LinkedSource:
        phrase = self.phrase(text, head, **more)  # type: ignore[arg-type]
        return link_source(phrase, registry=self.registry, words=self.words, context=context or theatre())


def theatre(*countries: str, day: str | None = None, actors: tuple[str, ...] = ()) -> ReportContext:
    """The first country weighs seven tenths when there are several."""
    shares = (1.0,) if len(countries) == 1 else (0.7, *([0.3 / max(1, len(countries) - 1)] * (len(countries) - 1)))
    published = PartialDate.day(date.fromisoformat(day)) if day else None
    return ReportContext("fr", published, None, tuple(zip(countries, shares, strict=False)), actors)


@pytest.fixture(scope="session")
def bench(registry: ActorRegistry, words: PeopleWords) -> Bench:
    return Bench(registry, words, Lexicon(registry.names("fr")))


Context = Callable[..., ReportContext]


@pytest.fixture(scope="session")
def context() -> Context:
    return theatre

"""The geoparser of a language as the measurements use it: with the pack's other files where there are any, else without."""

from __future__ import annotations

from functools import cache

from recoupe.geoparsing.gazetteer import Gazetteer, open_gazetteer
from recoupe.geoparsing.geoparser import Geoparser
from recoupe.language.data import load_toml
from recoupe.language.lexicon import Lexicon
from recoupe.language.pack import LANGUAGES, PackHead, TokenRules
from recoupe.language.schema_places import PlaceWords
from recoupe.language.tokens import Tokenizer
from recoupe.linking.registry import ActorRegistry, load_registry
from recoupe.model import NameKind, Span

_ELSE = frozenset({NameKind.ACTOR, NameKind.OUTLET, NameKind.PERSON})


@cache
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@cache
def registry() -> ActorRegistry:
    return load_registry(None, None)


@cache
def geoparser(code: str) -> Geoparser:
    """From the gazetteer, ``places.toml`` and, where they are there, the pack's spelling rules and the registry's demonyms."""
    folder = LANGUAGES / code
    head = folder / "pack.toml"
    rules = load_toml(head, PackHead).tokens if head.is_file() else TokenRules()
    words = load_toml(folder / "places.toml", PlaceWords)
    return Geoparser(words, gazetteer(), language=code, tokenizer=Tokenizer(rules), demonyms=registry().demonyms(code))


@cache
def _bearers(code: str) -> Lexicon[NameKind]:
    return Lexicon([(form, name.kind) for form, name in registry().names(code)], registry().glued(code))


def no_places(text: str, code: str) -> list[Span]:
    """Spans of names that the registry knows as actors, outlets or persons and nothing else."""
    hits = _bearers(code).find(text)
    return [Span(h.start, h.end) for h in hits if set(h.values) <= _ELSE and not _place(text[h.start : h.end])]


def _place(name: str) -> bool:
    return bool(gazetteer().written(name))

"""The shipped gazetteer and French words, opened once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import recoupe
from recoupe.geoparsing.gazetteer import Gazetteer, open_gazetteer
from recoupe.geoparsing.phrases import PlacePhrase, PlaceReader
from recoupe.language.data import load_toml
from recoupe.language.fold import fold
from recoupe.language.lexicon import Lexicon
from recoupe.language.schema_places import PlaceWords
from recoupe.model import Name, NameKind, Span

PACK = Path(recoupe.__file__).parent / "data" / "languages" / "fr"
DEMONYMS = {
    "syrien": "SY", "syrienne": "SY", "irakienne": "IQ", "irakiennes": "IQ", "malien": "ML", "turque": "TR", "libyen": "LY",
    "ukrainienne": "UA", "russe": "RU", "nigérienne": "NE",
}  # fmt: skip


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.fixture(scope="session")
def reader() -> PlaceReader:
    return PlaceReader(load_toml(PACK / "places.toml", PlaceWords), {fold(k): v for k, v in DEMONYMS.items()})


@pytest.fixture(scope="session")
def names_in(gazetteer: Gazetteer) -> Callable[[str], list[Name]]:
    lexicon = Lexicon(list(gazetteer.overlay_names("fr")))

    def find(text: str) -> list[Name]:
        names = []
        for hit in lexicon.find(text):
            ids = tuple(dict.fromkeys(hit.values))
            kind = NameKind.COUNTRY if ids[0].startswith("country:") else NameKind.PLACE
            names.append(Name(Span(hit.start, hit.end), text[hit.start : hit.end], (kind,), ids))
        return names

    return find


@pytest.fixture(scope="session")
def phrases_in(reader: PlaceReader, names_in: Callable[[str], list[Name]]) -> Callable[[str], list[PlacePhrase]]:
    def find(text: str) -> list[PlacePhrase]:
        found: list[PlacePhrase] = []
        names = names_in(text)
        for sentence in re.finditer(r"[^.!?]+[.!?]?", text):
            span = Span(sentence.start(), sentence.end())
            found += reader.find(text, span, [n for n in names if span.covers(n.span)])
        return found

    return find

"""A user's own folder of actors, outlets and places, and the pieces that settings choose."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoupe.errors import DataError
from recoupe.language.pack import load_pack
from recoupe.pipeline import READER, Failure, Reader
from tests.pipeline.conftest import report
from tests.pipeline.spans import check

TEXT = "Les Lanciers de Morvane ont bombardé le village de Trifouillac mardi, a rapporté La Dépêche morvane."
ACTORS = """[[actor]]
id = "lanciers-morvane"
name = "Lancers of Morvane"
kind = "armed_group"
countries = ["SY"]
fr = ["Lanciers de Morvane"]
"""
PLACES = """source = "a test"
[[group]]
kind = "town"
country = "SY"
places = [
  { name = "Trifouillac", at = [35.5, 36.9] },
]
"""
OUTLETS = """[[outlet]]
id = "depeche-morvane"
name = "La Dépêche morvane"
kind = "independent"
country = "SY"
"""


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    for folder, source in (("actors", ACTORS), ("places", PLACES), ("outlets", OUTLETS)):
        (tmp_path / "own" / folder).mkdir(parents=True)
        (tmp_path / "own" / folder / "mine.toml").write_text(source, encoding="utf-8")
    return tmp_path / "own"


def test_own_names_are_found_and_resolved(knowledge: Path, tmp_path: Path) -> None:
    reading = Reader(knowledge=knowledge, cache=tmp_path / "cache").read(report(TEXT))
    check(reading)
    claim = next(c for c in reading.claims if c.trigger.of(TEXT) == "bombardé")
    assert [a.link.entity.id for a in claim.actors if a.link.entity] == ["lanciers-morvane"]
    assert [(p.lat, p.lon, p.country) for p in claim.places] == [(35.5, 36.9, "SY")]
    assert [s.link.entity.id for s in claim.attribution if s.link.entity] == ["depeche-morvane"]


def test_without_it_nothing_is_made_up(reader: Reader) -> None:
    for claim in reader.read(report(TEXT)).claims:
        assert not any(p.lat for p in claim.places)
        assert not any(a.link.entity for a in claim.actors)


def test_the_reader_signs_with_what_it_knows(knowledge: Path, tmp_path: Path) -> None:
    name = Reader(knowledge=knowledge).name
    assert name.startswith(f"{READER} +")
    assert Reader(knowledge=knowledge).name == name
    elsewhere = tmp_path / "elsewhere"
    knowledge.rename(elsewhere)
    assert Reader(knowledge=elsewhere).name == name
    (elsewhere / "actors" / "mine.toml").write_text(ACTORS.replace("Lancers", "Riders"), encoding="utf-8")
    assert Reader(knowledge=elsewhere).name != name
    assert Reader(knowledge=tmp_path / "empty").name == Reader().name == READER
    assert Reader(parsers={"fr": "other"}).name not in (READER, name)


@pytest.mark.parametrize(
    ("file", "source", "line"),
    [
        ("actors/mine.toml", ACTORS + "colour = 1\n", 7),
        ("actors/mine.toml", ACTORS.replace("armed_group", "band"), 4),
        ("actors/mine.toml", ACTORS + "\n" + ACTORS, 8),
        ("actors/mine.toml", ACTORS.replace("lanciers-morvane", "hezbollah"), None),
        ("actors/mine.toml", "[[actor]\n", 1),
        ("outlets/mine.toml", OUTLETS + "side = 3\n", 6),
        ("places/mine.toml", PLACES.replace("35.5", "95.5"), None),
        ("places/mine.toml", PLACES.replace('"town"', '"burg"'), 3),
        ("places/mine.toml", PLACES.replace("at =", "where ="), None),
    ],
)
def test_what_is_wrong_in_it_is_said_with_file_and_line(knowledge: Path, file: str, source: str, line: int | None) -> None:
    (knowledge / file).write_text(source, encoding="utf-8")
    reader = Reader(knowledge=knowledge)
    with pytest.raises(DataError) as caught:
        reader.check_knowledge()
    assert caught.value.path == str(knowledge / file)
    assert caught.value.line is not None
    assert line in (None, caught.value.line), str(caught.value)
    (failure,) = reader.read_many([report(TEXT)])
    assert isinstance(failure, Failure)


@pytest.mark.parametrize("kind", ["a file in its place", "a file that is no pickle"])
def test_a_cache_that_cannot_be_used_does_no_harm(tmp_path: Path, reader: Reader, kind: str) -> None:
    cache = tmp_path / "cache"
    if kind == "a file in its place":
        cache.write_text("", encoding="utf-8")
    else:
        Reader(cache=cache).check_knowledge()
        (kept,) = cache.iterdir()
        kept.write_bytes(b"nonsense")
    assert Reader(cache=cache).read(report(TEXT)) == reader.read(report(TEXT))


def test_another_parser(reader: Reader, tmp_path: Path) -> None:
    pack = load_pack("fr")
    other = Reader(parsers={"fr": str(pack.folder / pack.head.parser)})
    mine, theirs = reader.read(report(TEXT)), other.read(report(TEXT))
    assert [c.trigger for c in mine.claims] == [c.trigger for c in theirs.claims]
    (failure,) = Reader(parsers={"fr": str(tmp_path)}).read_many([report("L'armée a bombardé Alep.")])
    assert isinstance(failure, Failure)
    assert isinstance(failure.error, DataError)
    assert "no trained parser" in str(failure.error)

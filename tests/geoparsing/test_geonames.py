from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.errors import DataError
from recoupe.geoparsing.gazetteer import open_gazetteer
from recoupe.geoparsing.geonames import DumpReader, import_dump, imported_in, load_features, size_of


def line(number: int, name: str, code: str = "PPL", feature: str = "P", lat: str = "35.1", population: str = "250") -> str:
    row = [str(number), name, name, f"Tall {name},تل", lat, "37.2", feature, code, "SY", "", "07", "", "", ""]
    row += [population, "", "1", "", ""]
    return "\t".join(row) + "\n"


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "SY.txt"
    path.write_text(line(90_000_001, "Zzfoo") + line(90_000_002, "Zzbase", "INSM", "S") + line(90_000_003, "Zznone", "XXX", "S"))
    return path


def test_a_dump_is_added_to_what_there_is(dump: Path, tmp_path: Path) -> None:
    done = import_dump(dump, tmp_path / "own")
    assert (done.places, done.left_out) == (2, 1)
    gazetteer = open_gazetteer(imported=imported_in(tmp_path / "own"))
    assert [(p.kind, p.country) for p in gazetteer.lookup("Zzbase")] == [("base", "SY")]
    assert gazetteer.lookup("Tall Zzfoo")[0].id == "geonames:90000001"
    assert gazetteer.lookup("Raqqa")
    assert not open_gazetteer().lookup("Zzfoo")


def test_a_zip_with_a_readme_is_read_too(dump: Path, tmp_path: Path) -> None:
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.write(dump, "SY.txt")
    assert import_dump(packed, tmp_path / "own").places == 2
    assert size_of(packed) == size_of(dump) == dump.stat().st_size


def test_a_newer_dump_takes_the_place_of_the_older(dump: Path, tmp_path: Path) -> None:
    import_dump(dump, tmp_path / "own")
    dump.write_text(line(90_000_009, "Zznew"))
    import_dump(dump, tmp_path / "own")
    gazetteer = open_gazetteer(imported=imported_in(tmp_path / "own"))
    assert gazetteer.lookup("Zznew")
    assert not gazetteer.lookup("Zzfoo")


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        ("1\tonly\n", "2 columns"),
        (line(90_000_001, "Twice"), "already"),
        (line(90_000_005, "North", lat="97.0"), "on earth"),
        (line(90_000_005, "Word", population="many"), "not a number"),
    ],
)
def test_what_is_no_dump_is_an_error_with_its_line_and_leaves_the_old_one(
    dump: Path, tmp_path: Path, broken: str, problem: str
) -> None:
    import_dump(dump, tmp_path / "own")
    dump.write_text(dump.read_text() + broken)
    with pytest.raises(DataError, match=problem) as caught:
        import_dump(dump, tmp_path / "own")
    assert (caught.value.path, caught.value.line) == (str(dump), 4)
    assert [p.name for p in (tmp_path / "own").iterdir()] == ["SY.sqlite"]
    assert open_gazetteer(imported=imported_in(tmp_path / "own")).lookup("Zzfoo")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\x00bad\t\n", b"PK\x03\x04 broken zip"])
def test_files_of_another_kind_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "X.txt"
    path.write_bytes(content)
    with pytest.raises(DataError):
        import_dump(path, tmp_path / "own")


def test_a_zip_without_a_dump_is_refused(tmp_path: Path) -> None:
    packed = tmp_path / "none.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "about")
    with pytest.raises(DataError, match="one"):
        import_dump(packed, tmp_path / "own")


def test_progress_is_told_in_bytes(tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    path.write_text("".join(line(90_000_000 + i, f"Zz{i}x") for i in range(1, 4_100)))
    told: list[int] = []
    import_dump(path, tmp_path / "own", progress=told.append)
    assert told == sorted(told)
    assert len(told) == 3


def test_every_feature_is_a_kind_of_place() -> None:
    assert load_features().codes["INSM"] == "base"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab1\t\n.-,é", max_size=80))
def test_any_text_gives_places_or_an_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("dumps") / "x.txt"
    path.write_text(text, encoding="utf-8")
    reader = DumpReader(path)
    try:
        list(reader.records())
    except DataError as exc:
        told = exc.line
    else:
        told = reader.line
    assert told == reader.line

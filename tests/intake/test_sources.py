from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from recoupe.errors import EmptySource, NotFound
from recoupe.intake import RawSource, Source, sources


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.html", "notes", "c.MD", "scan.pdf", ".hidden.txt", "sub/d.htm", ".git/e.txt", "sub/map.png"):
        path = tmp_path / "dossier" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", encoding="utf-8")
    return tmp_path / "dossier"


def test_a_folder_gives_its_texts_sorted_and_names_what_it_leaves_out(folder: Path) -> None:
    left_out: list[str] = []
    found = [s.name for s in sources([str(folder)], skipped=left_out.append)]
    assert [os.path.relpath(name, folder) for name in found] == ["a.html", "b.txt", "c.MD", "notes", "scan.pdf", "sub/d.htm"]
    assert [os.path.relpath(name, folder) for name in left_out] == ["sub/map.png"]


def test_what_is_named_is_given_whatever_its_suffix_and_in_order(folder: Path) -> None:
    named = [str(folder / "scan.pdf"), "-", str(folder / ".hidden.txt")]
    assert [s.name for s in sources(named)] == named


def test_a_missing_file_keeps_no_other_from_being_read(folder: Path) -> None:
    missing, there = sources([str(folder / "none.txt"), str(folder / "b.txt")])
    with pytest.raises(NotFound, match=r"none\.txt: no such file or folder; check the path"):
        missing.load()
    assert there.load() == RawSource(str(folder / "b.txt"), b"text")


def test_a_folder_without_texts_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(b"PNG")
    (found,) = sources([str(tmp_path)])
    with pytest.raises(EmptySource, match="without a file that can be read"):
        found.load()


def test_standard_input() -> None:
    (source,) = sources(["-"])
    assert source == Source("-")
    assert source.load(io.BytesIO(b"abc")) == RawSource("-", b"abc")


def test_a_dangling_link_in_a_folder_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (found,) = sources([str(tmp_path)])
    with pytest.raises(NotFound):
        found.load()


def test_a_path_that_no_file_can_have() -> None:
    (found,) = sources(["a\0b"])
    with pytest.raises(NotFound, match="cannot be read"):
        found.load()


def test_a_name_that_is_not_utf8_can_be_printed(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"rapport-\xe9t\xe9.txt")
    with open(path, "wb") as file:
        file.write(b"x")
    (found,) = sources([str(tmp_path)])
    assert found.name.endswith("rapport-\ufffdt\ufffd.txt")
    assert found.load().data == b"x"

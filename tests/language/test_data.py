"""A wrong key or value in TOML is an error that names its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import Field

from recoupe.errors import DataError
from recoupe.language.data import DataModel, line_of, load_toml


class Leaf(DataModel):
    name: str
    size: int = 0
    tags: tuple[str, ...] = ()


class Branch(DataModel):
    title: str = ""
    leaf: tuple[Leaf, ...] = ()
    one: Leaf | None = None
    table: dict[str, int] = Field(default_factory=dict)


class Root(DataModel):
    code: str = "x"
    rules: Branch = Branch()
    branch: tuple[Branch, ...] = ()
    names: dict[str, Leaf] = Field(default_factory=dict)
    pairs: tuple[tuple[str, str], ...] = ()


def error(tmp_path: Path, source: str) -> DataError:
    path = tmp_path / "pack.toml"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_toml(path, Root)
    assert caught.value.path == str(path)
    assert str(caught.value).startswith(f"{path}:")
    return caught.value


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ('code = "a"\ncolour = 1\n', 2, "colour: unknown key"),
        ("# a comment\n\ncode = 3\n", 3, "code"),
        ('[rules]\ntitle = "a"\nwrong = 2\n', 3, "rules.wrong: unknown key"),
        ('code = "a"\n[rules]\n\n# more\ntitle = 4\n', 5, "rules.title"),
        ('[rules.one]\nname = "a"\nsize = "big"\n', 3, "rules.one.size"),
        ('[rules.table]\na = 1\nb = "x"\n', 3, "rules.table.b"),
        ('[rules]\ntable = { a = 1, b = "x" }\n', 2, "rules.table.b"),
        ('[[branch]]\ntitle = "a"\n[[branch]]\ntitle = "b"\nodd = 1\n', 5, "branch.1.odd: unknown key"),
        ('[[branch]]\n[[branch.leaf]]\nname = "a"\n[[branch.leaf]]\nname = "b"\nsize = "x"\n', 6, "branch.0.leaf.1.size"),
        ('[[branch]]\ntitle = "a"\n[[branch]]\n[[branch.leaf]]\nname = "a"\nsize = "x"\n', 6, "branch.1.leaf.0.size"),
        (
            '[[branch]]\n  [[branch.leaf]]\n  name = "a"\n[[branch]]\n  [[branch.leaf]]\n  name = "b"\n  [[branch.leaf]]\n  name = 3\n',  # noqa: E501
            8,
            "branch.1.leaf.1.name",
        ),
        ('[names."Le Monde"]\nname = "a"\nsise = 1\n', 3, "sise: unknown key"),
        ('[names.a]\nname = "a"\n[names.b]\nsize = 1\n', 3, "names.b.name"),
        ('names = { a = { name = "a" }, b = { nom = "b" } }\n', 1, "names.b"),
        ('code = "a"\npairs = [["a", "b"], ["c"]]\n', 2, "pairs.1"),
        ('[rules]\nleaf = [\n  { name = "a" },\n  { name = "b", size = "x" },\n]\n', 2, "rules.leaf.1.size"),
        ('code = "a"\ncode = "b"\n', 2, ""),
        ('code = "a"\n[rules\ntitle = "b"\n', 2, ""),
        ("code = a\n", 1, ""),
        ('code = "a\n', 1, ""),
        ('[rules]\ntitle = "a"\n[rules]\n', 3, ""),
    ],
)
def test_file_and_line(tmp_path: Path, source: str, line: int, said: str) -> None:
    found = error(tmp_path, source)
    assert said in found.problem
    assert found.line == line


def test_a_missing_key_points_to_its_table(tmp_path: Path) -> None:
    assert error(tmp_path, '[rules]\ntitle = "a"\n[rules.one]\nsize = 1\n').line == 3


def test_a_key_of_one_table_is_not_looked_for_in_the_next(tmp_path: Path) -> None:
    found = error(tmp_path, '[[branch]]\ntitle = 1\n[[branch]]\ntitle = "b"\n')
    assert (found.line, "branch.0.title" in found.problem) == (2, True)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        load_toml(tmp_path / "absent.toml", Root)
    with pytest.raises(DataError, match="cannot be read"):
        load_toml(tmp_path, Root)


def test_bytes_that_are_no_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_bytes('code = "é"\n'.encode("latin-1"))
    with pytest.raises(DataError, match="UTF-8"):
        load_toml(path, Root)


def test_a_mark_at_the_start_and_other_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_bytes('\ufeffcode = "a"\r\ncolour = 1\r\n'.encode())
    with pytest.raises(DataError) as caught:
        load_toml(path, Root)
    assert caught.value.line == 2


def test_what_is_read_does_not_change(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_text('code = "a"\n', encoding="utf-8")
    root = load_toml(path, Root)
    with pytest.raises(ValueError, match="frozen"):
        root.code = "b"


def test_where_nothing_is_found_there_is_no_line() -> None:
    assert line_of("a = 1\n", ("b",)) is None
    assert line_of("a = 1\n", ()) is None

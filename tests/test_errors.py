"""The tree drawn in the docstring of ``recoupe.errors`` is the tree of its classes."""

from __future__ import annotations

import inspect
import pickle
import re

from recoupe import errors

_ROW = re.compile(r"^ {4}(?P<stem>[│├└─ ]*)(?P<name>[A-Z]\w+)(?: {2,}(?P<meaning>\S.*))?$")
INDENT = 4
"""Characters by which each level of the drawing is further to the right."""


def drawn() -> dict[str, str | None]:
    """Each class in the drawing, with the one it hangs from."""
    parents: dict[str, str | None] = {}
    above: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        row = _ROW.match(line)
        if row is None:
            continue
        depth, rest = divmod(len(row["stem"]), INDENT)
        assert rest == 0, f"this row is not indented by {INDENT} a level: {line}"
        assert depth <= len(above), f"this row hangs from nothing: {line}"
        assert row["name"] not in parents, f"{row['name']} is drawn twice"
        above = [*above[:depth], row["name"]]
        parents[row["name"]] = above[depth - 1] if depth else None
    return parents


def written() -> dict[str, str | None]:
    """Each class of the module, with its base; None where that is not one of ours."""
    classes = {c for _, c in inspect.getmembers(errors, inspect.isclass) if c.__module__ == errors.__name__}
    parents: dict[str, str | None] = {}
    for each in classes:
        assert len(each.__bases__) == 1, f"{each.__name__} has several bases"
        base = each.__bases__[0]
        parents[each.__name__] = base.__name__ if base in classes else None
    return parents


def test_the_drawing_is_the_tree() -> None:
    assert drawn() == written()


def test_there_is_one_root() -> None:
    assert [name for name, parent in written().items() if parent is None] == ["RecoupeError"]
    assert errors.RecoupeError.__bases__ == (Exception,)


def test_every_leaf_has_its_meaning() -> None:
    rows = [_ROW.match(line) for line in (errors.__doc__ or "").splitlines()]
    leaves = set(written()) - set(written().values())
    without = {row["name"] for row in rows if row and not row["meaning"]} & leaves
    assert not without, f"say what they mean: {', '.join(sorted(without))}"


def test_an_intake_error_names_source_problem_and_advice() -> None:
    error = errors.NotFound("a.txt", "no such file", "check the path")
    assert str(error) == "a.txt: no such file; check the path"
    assert (error.source, error.problem, error.advice) == ("a.txt", "no such file", "check the path")


def test_an_unsupported_language_is_named() -> None:
    error = errors.UnsupportedLanguage("de", ("fr",), "a.txt", name="German")
    assert str(error) == "a.txt: no language pack for German (de); there is one for fr"
    assert str(errors.UnsupportedLanguage("xx", ("fr",))) == "no language pack for 'xx'; there is one for fr"


def test_errors_travel_between_processes() -> None:
    for error in (
        errors.UnsupportedLanguage("de", ("fr",), "a.txt", name="German"), errors.DataError("a.toml", 3, "wrong"),
        errors.NotFound("a.txt", "no such file", "check the path"), errors.UsageError("no"),
    ):  # fmt: skip
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))

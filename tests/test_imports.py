"""Who may import whom: the direction of the package's imports, held over every import statement in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "recoupe"

BASE = frozenset({"model", "errors"})
STAGES = frozenset({
    "intake", "extraction", "linking", "geoparsing", "temporal", "corroboration", "control", "review",
})
COMPOSED = BASE | {"language", "settings", "ledger", "pipeline", "distributed", "export"}

MAY_IMPORT: dict[str, frozenset[str]] = {
    "errors": frozenset(),
    "model": frozenset(),
    "settings": frozenset({"errors"}),
    "language": BASE,
    **{stage: BASE | {"language"} for stage in STAGES},
    "ledger": BASE,
    "export": BASE,
    "pipeline": BASE | {"language"} | STAGES,
    "distributed": BASE | {"language", "pipeline"},
    "cli": COMPOSED | {"web"},
    "web": COMPOSED,
}
"""For each file or folder right under ``recoupe/``, the others that it may import. Itself and the version always."""

ENVIRONMENT = frozenset({"environ", "environb", "getenv", "getenvb"})


@dataclass(frozen=True)
class Import:
    file: Path
    line: int
    importer: str
    imported: str

    def __str__(self) -> str:
        allowed = ", ".join(sorted(MAY_IMPORT.get(self.importer, ()))) or "nothing else of the package"
        return (
            f"{self.file.relative_to(ROOT)}:{self.line}: {self.importer} imports {self.imported}; "
            f"{self.importer} may import {allowed}"
        )


def unit_of(file: Path) -> str:
    """The file or folder right under ``recoupe/`` that ``file`` is or lies in; empty for ``recoupe/__init__.py``."""
    first = file.relative_to(PACKAGE).parts[0]
    return "" if first == "__init__.py" else first.removesuffix(".py")


def modules_in(tree: ast.AST, package: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Each imported module's full name and line. ``package`` is the dotted path, in parts, of the folder of the file."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                base = package[: len(package) - level + 1] if level else ()
                start = ".".join((*base, *([module] if module else [])))
                yield from ((node.lineno, f"{start}.{alias.name}") for alias in names)
            case ast.Call(args=[ast.Constant(value=str() as name), *_]) if "import" in ast.unparse(node.func):
                yield node.lineno, name


def files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(file: Path) -> Iterator[Import]:
    """The imports in ``file`` of other parts of the package."""
    importer = unit_of(file)
    package = ("recoupe", *file.relative_to(PACKAGE).parts[:-1])
    for line, name in modules_in(ast.parse(file.read_text(encoding="utf-8")), package):
        parts = name.split(".")
        if parts[0] != "recoupe" or len(parts) < 2 or parts[1].startswith("__"):
            continue
        if parts[1] != importer:
            yield Import(file, line, importer, parts[1])


def test_imports_go_one_way() -> None:
    wrong = [
        str(each) for file in files() for each in imports(file)
        if each.imported not in MAY_IMPORT.get(each.importer, frozenset())
    ]
    assert not wrong, "imports against the architecture:\n" + "\n".join(wrong)


def test_every_part_of_the_package_has_its_rule() -> None:
    unknown = {unit_of(file) for file in files()} - set(MAY_IMPORT) - {""}
    assert not unknown, f"{', '.join(sorted(unknown))}: say in MAY_IMPORT what it may import, by docs and architecture"


def test_only_settings_reads_the_environment() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{node.lineno}: reads the environment; take a setting as an argument"
        for file in files() if unit_of(file) != "settings"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in ENVIRONMENT)
        or (isinstance(node, ast.alias) and node.name in ENVIRONMENT)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("import recoupe.ledger.store", ["recoupe.ledger.store"]),
        ("from recoupe import ledger", ["recoupe.ledger"]),
        ("from recoupe.ledger import a, b", ["recoupe.ledger.a", "recoupe.ledger.b"]),
        ("from ..ledger import store", ["recoupe.ledger.store"]),
        ("from .. import ledger", ["recoupe.ledger"]),
        ("from . import dates", ["recoupe.intake.dates"]),
        ("importlib.import_module('recoupe.ledger')", ["recoupe.ledger"]),
        ("def f():\n    import recoupe.ledger", ["recoupe.ledger"]),
        ("if TYPE_CHECKING:\n    from recoupe.ledger import x", ["recoupe.ledger.x"]),
    ],
)
def test_every_way_to_import_is_seen(statement: str, expected: list[str]) -> None:
    assert [name for _, name in modules_in(ast.parse(statement), ("recoupe", "intake"))] == expected


def test_a_wrong_import_is_reported_with_its_place() -> None:
    report = str(Import(PACKAGE / "intake" / "read.py", 7, "intake", "ledger"))
    assert report == "recoupe/intake/read.py:7: intake imports ledger; intake may import errors, language, model"

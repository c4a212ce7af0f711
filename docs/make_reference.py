"""Writes the tables of pack keys into ``adding-a-language.md``, from the schemas and their docstrings.

Usage: ``python -m docs.make_reference``; with ``--check`` it only says whether the page is up to date.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "adding-a-language.md"
SCHEMAS = ROOT / "recoupe" / "language"
BEGIN, END = "<!-- keys -->", "<!-- /keys -->"
FILES = {
    "pack.py": "`pack.toml`", "schema_shallow.py": "Table `[shallow]` of `pack.toml`", "detect.py": "`detection.toml`",
    "schema_events.py": "`events.toml`",
    "schema_speech.py": "`attribution.toml` and `modality.toml`", "schema_time.py": "`time.toml`",
    "schema_numbers.py": "`numbers.toml`", "schema_places.py": "`places.toml`", "schema_people.py": "`people.toml`",
    "schema_labels.py": "`labels.toml`",
    "schema_examples.py": "`examples.toml`", "schema_swaps.py": "`swaps.toml`",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    name: str
    type: str
    required: bool
    told: str


@dataclass(frozen=True, slots=True)
class Schema:
    """A table of a file: its class, what its docstring says, its keys."""

    name: str
    told: str
    keys: tuple[Key, ...]


def schemas(module: Path) -> list[Schema]:
    """The schemas of a module, in its order; enumerations are schemas whose keys are their values."""
    classes = (node for node in ast.parse(module.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef))
    return [schema for node in classes if (schema := _schema(node)) is not None]


def _schema(node: ast.ClassDef) -> Schema | None:
    bases = {ast.unparse(base) for base in node.bases}
    if not bases & {"DataModel", "StrEnum"}:
        return None
    return Schema(node.name, _plain(ast.get_docstring(node) or ""), tuple(_keys(node.body)))


def _keys(body: list[ast.stmt]) -> Iterator[Key]:
    for index, item in enumerate(body):
        told = _docstring(body[index + 1]) if index + 1 < len(body) else ""
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            yield Key(item.target.id, ast.unparse(item.annotation), _required(item.value), told)
        elif isinstance(item, ast.Assign) and isinstance(item.value, ast.Constant):
            yield Key(str(item.value.value), "value", False, told)


def _required(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        return not any(k.arg in ("default", "default_factory") for k in value.keywords)
    return value is None


def _docstring(node: ast.stmt) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return _plain(node.value.value)
    return ""


def _plain(text: str) -> str:
    return " ".join(text.replace("``", "`").replace("|", "\\|").split())


def reference() -> str:
    out: list[str] = []
    for module, title in FILES.items():
        out += ["", f"### {title}"]
        for schema in schemas(SCHEMAS / module):
            out += ["", f"**{schema.name}**{': ' if schema.told else ''}{schema.told}", "", "| key | | |", "|---|---|---|"]
            out += [f"| `{k.name}` | {_kind(k)} | {k.told} |" for k in schema.keys]
    return "\n".join([*out, ""])


def _kind(key: Key) -> str:
    if key.type == "value":
        return ""
    return f"`{key.type.replace('|', chr(92) + '|')}`" + (", required" if key.required else "")


def written(page: str) -> str:
    """The page with its reference anew."""
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n{reference()}\n{END}{rest.split(END)[1]}"


def main(words: list[str]) -> int:
    page = PAGE.read_text(encoding="utf-8")
    new = written(page)
    if "--check" in words:
        return int(new != page)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

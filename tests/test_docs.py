"""The guide says what there is: every command, option, setting and pack key; its links lead somewhere and its examples run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from docs.make_reference import FILES, PAGE, SCHEMAS, schemas
from recoupe.cli.main import app
from recoupe.model import Event, Modality
from recoupe.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "training" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
GUIDE = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
README = PAGES[0].read_text(encoding="utf-8")


def commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(app)
    return dict(group.commands)


def test_every_command_is_documented() -> None:
    assert [name for name in commands() if f"`recoupe {name}" not in README] == []


@pytest.mark.parametrize("name", list(commands()))
def test_every_option_is_documented(name: str) -> None:
    options = [o for p in commands()[name].params for o in p.opts if o.startswith("-") and o != "--help"]
    assert [o for o in options if not re.search(rf"{o}(?![\w-])", README)] == []


def test_every_setting_is_documented() -> None:
    names = [PREFIX + name.upper() for name in Settings.model_fields if name != "cache_dir"]
    assert [name for name in names if name not in GUIDE] == []


def test_every_event_and_modality_is_documented() -> None:
    page = (ROOT / "docs" / "claim.md").read_text(encoding="utf-8")
    assert [word.value for word in (*Event, *Modality) if f"`{word.value}`" not in page] == []


def test_every_schema_module_has_its_place_in_the_reference() -> None:
    assert {f.name for f in SCHEMAS.glob("schema_*.py")} <= set(FILES)


@pytest.mark.parametrize("module", FILES)
def test_every_pack_key_is_documented(module: str) -> None:
    """After a change of a schema: python -m docs.make_reference."""
    page = PAGE.read_text(encoding="utf-8").split(f"\n### {FILES[module]}\n", 1)[1].split("\n### ", 1)[0]
    for schema in schemas(SCHEMAS / module):
        section = page.split(f"\n**{schema.name}**", 1)[1].split("\n**", 1)[0]
        assert [key.name for key in schema.keys if f"| `{key.name}` |" not in section] == [], "python -m docs.make_reference"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def examples() -> list[str]:
    blocks = re.findall(r"^```\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("recoupe ")]


def test_the_examples_of_the_readme_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    assert len(examples()) >= 4
    for line in examples():
        done = CliRunner().invoke(app, shlex.split(line)[1:])
        assert done.exit_code == 0, (line, done.output)
    assert (tmp_path / "claims.jsonl").read_text(encoding="utf-8").count("\n") > 10

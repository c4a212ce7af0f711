"""The packs that the contract holds for: those that ship, and a tiny one that the guide's words were followed for."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from recoupe.language import pack as packs
from recoupe.language.data import load_toml
from recoupe.language.pack import LANGUAGES, LanguagePack, available, load_pack
from recoupe.language.schema_examples import ExampleClaim, Examples
from recoupe.pipeline import Reader

SHIPPED = available()
TINY = Path(__file__).parent / "tiny_pack"
"""A folder of one pack, its lemma table as text."""
TINY_CODE = "eo"


@pytest.fixture(scope="module", params=[*SHIPPED, TINY_CODE])
def pack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguagePack]:
    """Each pack in turn, found where all packs are."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == TINY_CODE:
            patch.setattr(packs, "LANGUAGES", beside_the_others(tmp_path_factory.mktemp("languages")))
        yield load_pack(request.param)
    load_pack.cache_clear()


def beside_the_others(folder: Path) -> Path:
    """The shipped packs with the tiny one among them."""
    for code in SHIPPED:
        (folder / code).symlink_to(LANGUAGES / code)
    own = folder / TINY_CODE
    shutil.copytree(TINY, own, ignore=shutil.ignore_patterns("lemmas.txt"))
    (own / "lemmas.txt.gz").write_bytes(gzip.compress((TINY / "lemmas.txt").read_bytes()))
    return folder


@pytest.fixture(scope="module")
def reader(pack: LanguagePack) -> Reader:
    return Reader()


@pytest.fixture
def examples(pack: LanguagePack) -> Examples:
    return load_toml(pack.folder / "examples.toml", Examples)


@pytest.fixture
def claims(examples: Examples) -> list[ExampleClaim]:
    return [claim for example in examples.example for claim in example.claim]

"""The guide holds: a folder of data, written by ``docs/adding-a-language.md``, is a language, and no code names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoupe.errors import UnsupportedLanguage
from recoupe.language import pack as packs
from recoupe.language.data import load_toml
from recoupe.language.detect import detect_language
from recoupe.language.pack import available, load_pack
from recoupe.language.schema_examples import Examples, occurrence
from recoupe.pipeline import Reader
from tests.contract.conftest import SHIPPED, TINY, TINY_CODE, beside_the_others
from tests.contract.test_packs import FILES
from tests.pipeline.conftest import report

GUIDE = (Path(__file__).parents[2] / "docs" / "adding-a-language.md").read_text(encoding="utf-8")


@pytest.fixture
def languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(packs, "LANGUAGES", beside_the_others(tmp_path))
    return tmp_path


def test_it_is_a_language_beside_the_others(languages: Path) -> None:
    assert available() == tuple(sorted((*SHIPPED, TINY_CODE)))
    load_pack.cache_clear()


def test_without_it_a_report_in_it_is_refused_by_name() -> None:
    with pytest.raises(UnsupportedLanguage, match=f"there is one for {', '.join(SHIPPED)}"):
        load_pack(TINY_CODE)


def test_its_texts_are_told_from_those_of_the_others(languages: Path) -> None:
    text = "Diris la armeo ke ne kaptis la ribeluloj la urbon de Homs kaj ke estas en la urbo la soldatoj al la konvojo."
    assert detect_language(text, supported=available()) == TINY_CODE
    load_pack.cache_clear()


def test_every_claim_of_its_examples_is_read_and_no_other(languages: Path) -> None:
    reader = Reader()
    for example in load_toml(languages / TINY_CODE / "examples.toml", Examples).example:
        read = reader.read(report(example.text, language=TINY_CODE)).claims
        expected = {(c.event[0], occurrence(example.text, c.trigger, c.trigger_nth), c.polarity) for c in example.claim}
        assert {(c.event, c.trigger.start, c.polarity) for c in read} == expected, example.text
    load_pack.cache_clear()


def test_it_is_tiny() -> None:
    words = (TINY / "lemmas.txt").read_text(encoding="utf-8").splitlines()
    assert len(words) <= 24


def test_the_guide_names_every_file() -> None:
    assert [name for name in FILES if f"`{name}.toml`" not in GUIDE] == []

"""Names in the language of the interface: of actors, of countries, of sides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import recoupe
from recoupe.linking.registry import ActorRegistry
from recoupe.pipeline.registries import load_registry
from recoupe.web.naming import Names
from recoupe.web.wording import interfaces
from tests.web.conftest import contested


@pytest.fixture(scope="module")
def names() -> Names:
    loaded: ActorRegistry = load_registry(None, None)
    return Names(lambda: loaded)


@pytest.mark.parametrize(
    ("name", "french"),
    [
        ("US-led coalition", "Coalition internationale"), ("Israel", "Israël"), ("Military Forces of Chad", "Armée tchadienne"),
        ("Ministry of Health (Syria)", "Ministère de la Santé (Syrie)"), ("un habitant de Sake", "un habitant de Sake"),
    ],
)  # fmt: skip
def test_a_name_is_that_of_the_reader_s_language(names: Names, name: str, french: str) -> None:
    assert names.named(name, "fr") == french
    assert names.named(name, "en") == name


@pytest.mark.parametrize(
    ("side", "english", "french"),
    [
        ("government", "government side", "camp du gouvernement"), ("m23", "March 23 Movement", "Mouvement du 23-Mars"),
        ("kurdish led", "Kurdish-led side", "camp dirigé par les Kurdes"), ("israel", "Israel", "Israël"), ("", "", ""),
        ("Anti-balaka", "Anti-balaka", "Anti-balaka"),
    ],
)  # fmt: skip
def test_a_side_has_words(names: Names, side: str, english: str, french: str) -> None:
    assert (names.side(side, "en"), names.side(side, "fr")) == (english, french)


def test_every_side_has_words_or_is_an_actor(names: Names) -> None:
    """None is shown as the file has it, with its hyphens and small letters."""
    sides = {m.side for c in load_registry(None, None).conflicts() for m in c.members}
    assert len(sides) > 50
    words = interfaces()["en"].words
    left = (s for s in sorted(sides) if "camp_" + s.replace("-", "_") not in words)
    assert [s for s in left if names.side(s, "en") == s.replace("-", " ")] == []


@pytest.mark.parametrize("code", [code for code, known in interfaces().items() if known.phrases])
def test_whose_loaded_words_are_is_said_in_words(code: str) -> None:
    packs = (Path(recoupe.__file__).parent / "data" / "languages").glob("*/labels.toml")
    whose = {found for path in packs for found in re.findall(r'^whose = "(.+)"$', path.read_text("utf-8"), re.MULTILINE)}
    assert len(whose) > 50
    known = interfaces()[code]
    assert [one for one in sorted(whose) if known.phrase(one) == one] == []


def test_an_incident_in_french_names_its_voices_in_french(reads: TestClient) -> None:
    page = reads.get(f"/incidents/{contested(reads)['id']}", headers={"accept-language": "fr"}).text
    assert "Observatoire" in page
    for english in ("Syrian Arab Army", "US-led coalition", ">government<", "Popular Mobilization"):
        assert english not in page, english

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from recoupe.errors import DataError
from recoupe.language.fold import fold
from recoupe.language.schema_people import PeopleWords, load_people
from recoupe.linking.officeholders import office_terms
from recoupe.linking.registry import ActorRegistry, load_registry
from recoupe.linking.spelling import spellings
from recoupe.model import NameKind
from tests.linking.conftest import FRENCH, Bench


def test_every_country_has_its_state_and_forces(registry: ActorRegistry) -> None:
    assert len(registry.countries()) > 190
    for iso in registry.countries():
        for role in ("state", "government", "army", "police", "security", "defence"):
            actor = registry.state_actor(iso, role)
            assert actor is not None
            assert registry.get(actor.id) == actor
            assert actor.countries == (iso,)


def test_demonyms_inflect(registry: ActorRegistry) -> None:
    table = registry.demonyms("fr")
    for form, iso in {
        "syrien": "SY", "syrienne": "SY", "syriens": "SY", "syriennes": "SY", "francais": "FR", "francaises": "FR",
        "russes": "RU", "nigerien": "NE", "nigerian": "NG", "nigerianes": "NG", "congolais": "CD", "yemenites": "YE",
    }.items():
        assert table[form] == iso
    assert registry.meant_country("CD", ["CG"]) == "CG"
    assert registry.meant_country("CD", ["CD", "CG"]) == "CD"


def test_sizes(registry: ActorRegistry) -> None:
    assert len(list(registry.actors())) >= 450
    assert len(list(registry.persons())) >= 200
    assert len(list(registry.outlets())) >= 220


def test_names_and_entities_agree(registry: ActorRegistry) -> None:
    for language in ("fr", "en", "es", "ar"):
        for form, bearer in registry.names(language):
            assert form.strip() == form
            assert registry.entity(bearer.id) is not None
            assert bearer.kind in (NameKind.ACTOR, NameKind.PERSON, NameKind.COUNTRY, NameKind.OUTLET)


def test_variants_are_found_in_text(bench: Bench) -> None:
    text = "Daech, Da'ech, Daesh, l'Etat islamique, l'EI et ISIS; Bachar el-Assad, Kata'ib Hezbollah et Kataib Hezbollah"
    ids = [hit.values[0].id for hit in bench.lexicon.find(text)]
    assert ids == ["islamic-state"] * 6 + ["bashar-al-assad"] + ["kataib-hezbollah"] * 2
    assert not bench.lexicon.find("le monde arabe; Le Monde arabe; la libération de la ville")


def test_spellings() -> None:
    assert spellings("Asa'ib Ahl al-Haq") == ("Asa'ib Ahl al-Haq", "Asaib Ahl al-Haq", "Asa'ib Ahl el-Haq", "Asaib Ahl el-Haq")


def test_compiled_copy_is_the_same(registry: ActorRegistry, tmp_path: Path) -> None:
    load_registry(cache=tmp_path)
    again = load_registry(cache=tmp_path)
    assert list(again.names("fr")) == list(registry.names("fr"))
    next(tmp_path.glob("*.pickle")).write_bytes(b"broken")
    assert list(load_registry(cache=tmp_path).names("fr")) == list(registry.names("fr"))


@pytest.mark.parametrize(
    ("body", "problem", "line"),
    [
        ('[[actor]]\nid = "x"\nname = "X"\nkind = "militia"\nfoo = 1\n', "unknown key", 5),
        ('[[actor]]\nid = "x"\nname = "X"\nkind = "militias"\n', "kind", 4),
        ('[[actor]]\nid = "x"\nname = "Group X"\nkind = "militia"\nfr = ["Groupe X", "Groupe X"]\n', "given twice", 1),
        (
            '[[actor]]\nid = "a"\nname = "Big A"\nkind = "militia"\n\n[[actor]]\nid = "b"\nname = "Big A"\nkind = "militia"\n',
            "belongs to", 6,
        ),
        ('[[actor]]\nid = "hamas"\nname = "Other"\nkind = "militia"\n', "given twice", 1),
        ('[[actor]]\nid = "nobody-known"\n', "needs a name", 1),
        ('[[actor]]\nid = "y"\nname = "Group Y"\nkind = "militia"\nparent = "no-such"\n', "no-such", 1),
    ],
)
def test_mistakes_in_data_are_named(tmp_path: Path, body: str, problem: str, line: int | None) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "mine.toml").write_text(body, encoding="utf-8")
    with pytest.raises(DataError, match=problem) as caught:
        load_registry(tmp_path)
    assert caught.value.line == line


def test_own_knowledge_is_added(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    body = '[[actor]]\nid = "x-front"\nname = "X Front"\nkind = "militia"\n'
    (tmp_path / "actors" / "mine.toml").write_text(body, encoding="utf-8")
    actor = load_registry(tmp_path).get("x-front")
    assert actor is not None
    assert actor.name == "X Front"


def test_office_terms(registry: ActorRegistry) -> None:
    terms = office_terms(registry, "fr")
    trump = [(t.start, t.end) for t in terms if t.person == "donald-trump"]
    assert trump == [(date(2017, 1, 20), date(2021, 1, 20)), (date(2025, 1, 20), None)]
    assert all(t.end is None or t.start <= t.end for t in terms)
    assert "Trump" in next(t.forms for t in terms if t.person == "donald-trump")


def test_people_words(words: PeopleWords) -> None:
    assert words.force_nouns["armée"] == words.force_nouns["armee"] == "army"
    assert {"civil", "civils", "habitante", "déplacés"} <= words.civilian_nouns
    assert words.force_nouns.keys() <= words.armed_nouns
    assert all(fold(word) in words.ally_words for word in words.ally_words)


def test_a_word_under_two_keys_is_an_error(tmp_path: Path) -> None:
    right, wrong = ('police = ["police", "gendarmerie", "crs"]', 'police = ["police", "armée", "crs"]')
    broken = (FRENCH / "people.toml").read_text(encoding="utf-8").replace(right, wrong)
    (tmp_path / "people.toml").write_text(broken, encoding="utf-8")
    with pytest.raises(DataError, match="stands under"):
        load_people(tmp_path)

from __future__ import annotations

import pytest

from recoupe.model import SourceKind
from tests.linking.conftest import Bench, Context


@pytest.mark.parametrize(
    ("text", "head", "plural", "definite", "kind", "name"),
    [
        ("Al Masdar News", "", False, True, SourceKind.OUTLET, "Al-Masdar News"),
        ("l'AFP", "", False, True, SourceKind.OUTLET, "Agence France-Presse"),
        ("l'agence de presse Reuters", "agence", False, True, SourceKind.OUTLET, "Reuters"),
        ("la chaîne Al-Jazeera", "chaîne", False, True, SourceKind.OUTLET, "Al Jazeera"),
        ("l'OSDH", "", False, True, SourceKind.ORGANIZATION, "Syrian Observatory for Human Rights"),
        ("un porte-parole du CENTCOM", "porte-parole", False, False, SourceKind.ACTOR, "US Central Command"),
        ("le porte-parole de l'armée israélienne", "porte-parole", False, True, SourceKind.ACTOR, "Israel Defense Forces"),
        ("le directeur de l'OSDH, Rami Abdel Rahmane", "directeur", False, True, SourceKind.PERSON, "Rami Abdel Rahman"),
        ("Sergueï Lavrov", "", False, True, SourceKind.PERSON, "Sergei Lavrov"),
        ("Trump", "", False, True, SourceKind.PERSON, "Donald Trump"),
        ("le président syrien", "président", False, True, SourceKind.PERSON, "Bashar al-Assad"),
        ("le ministère russe de la Défense", "ministère", False, True, SourceKind.ACTOR, "Ministry of Defence (Russia)"),
        ("Moscou", "", False, True, SourceKind.ACTOR, "Russia"),
        ("l'ONU", "", False, True, SourceKind.ORGANIZATION, "United Nations"),
        ("Human Rights Watch", "", False, True, SourceKind.ORGANIZATION, "Human Rights Watch"),
        ("les talibans", "", True, True, SourceKind.ACTOR, "Taliban"),
        ("l'armée syrienne", "armée", False, True, SourceKind.ACTOR, "Syrian Arab Army"),
        ("le gouvernement syrien", "gouvernement", False, True, SourceKind.ACTOR, "Government of Syria"),
        ("des informations", "information", True, False, SourceKind.UNNAMED, None),
        ("une source militaire syrienne", "source", False, False, SourceKind.UNNAMED, None),
        ("des militants", "militant", True, False, SourceKind.UNNAMED, None),
        ("les analystes", "analyste", True, True, SourceKind.UNNAMED, None),
        ("un habitant de Damas", "habitant", False, False, SourceKind.UNNAMED, None),
        ("des responsables américains", "responsable", True, False, SourceKind.UNNAMED, None),
        ("les médias d'État syriens", "média", True, True, SourceKind.UNNAMED, None),
        ("un officier de l'armée malienne", "officier", False, False, SourceKind.UNNAMED, None),
        ("plusieurs témoins", "témoin", True, False, SourceKind.UNNAMED, None),
        ("le maire", "maire", False, True, SourceKind.UNNAMED, None),
    ],
)
def test_speakers(
    bench: Bench, context: Context, text: str, head: str, plural: bool, definite: bool, kind: SourceKind, name: str | None
) -> None:
    found = bench.source(text, head, plural=plural, definite=definite, context=context("SY", day="2018-06-22"))
    entity = found.link.entity
    assert (found.kind, entity.name if entity else None) == (kind, name), found


def test_a_named_person_speaks_for_somebody(bench: Bench, context: Context) -> None:
    found = bench.source("le directeur de l'OSDH, Rami Abdel Rahmane", "directeur", context=context("SY", day="2018-06-22"))
    assert found.behalf.entity is not None
    assert found.behalf.entity.id == "sohr"


def test_state_media_are_kept_as_candidates(bench: Bench, context: Context) -> None:
    found = bench.source("les médias d'État syriens", "média", plural=True, context=context("SY", day="2018-06-22"))
    assert "sana" in {c.id for c in found.link.candidates}


@pytest.mark.parametrize(
    ("text", "head", "countries", "day", "expected"),
    [
        ("le ministre russe des Affaires étrangères", "ministre", ("SY",), "2018-04-14", "sergei-lavrov"),
        ("le président de l'Ukraine", "président", ("UA",), "2024-04-14", "volodymyr-zelensky"),
        ("le Premier ministre israélien", "ministre", ("PS",), "2021-12-14", "naftali-bennett"),
        ("l'ancien président afghan", "président", ("AF",), "2022-04-14", None),
        ("le ministre syrien du Tourisme", "ministre", ("SY",), "2018-04-14", "syria-government"),
    ],
)
def test_holders_of_posts(
    bench: Bench, context: Context, text: str, head: str, countries: tuple[str, ...], day: str, expected: str | None
) -> None:
    entity = bench.source(text, head, context=context(*countries, day=day)).link.entity
    assert (entity.id if entity else None) == expected

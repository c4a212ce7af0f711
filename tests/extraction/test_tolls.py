"""Figures of the claims they belong to, in the sentence and after it."""

from __future__ import annotations

import pytest

from tests.extraction.test_triggers import Claims, claims  # noqa: F401


def figures(claims: Claims, text: str) -> list[tuple[str, float | None]]:  # noqa: F811
    return [(u.kind.value, u.figure.min) for d in claims(text) for u in d.figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tirs d'artillerie russes sur Kherson : une femme tuée, trois habitants blessés.", [("killed", 1), ("wounded", 3)]),
        ("La police a arrêté 120 manifestants à Khartoum.", [("captured", 120)]),
        ("L'armée a tué 65 civils à Mokha, dont dix enfants.", [("killed", 65), ("killed", 10)]),
        ("Une soixantaine de déplacés ont été tués à Djugu par des miliciens de la Codeco.", [("killed", 60)]),
        ("Les forces russes ont avancé de deux kilomètres.", [("distance", 2)]),
        ("Les rebelles du M23 progressent vers Sake, à 27 km de Goma.", []),
        ("L'armée russe a tiré 84 missiles sur Kiev.", [("equipment", 84)]),
    ],
)
def test_in_the_sentence(claims: Claims, text: str, expected: list[tuple[str, float]]) -> None:  # noqa: F811
    assert figures(claims, text) == expected


@pytest.mark.parametrize(
    "later",
    ["Bilan : 58 morts.", "Le gouvernement fait état de 58 morts.", "Cinquante-huit personnes ont péri."],
)
def test_a_toll_told_after_the_event(claims: Claims, later: str) -> None:  # noqa: F811
    drafts = claims(f"Lundi, des hommes armés ont attaqué un convoi près de Banibangou. {later}")
    assert [d.event.value for d in drafts] == ["attack"]
    assert [(u.kind.value, u.figure.min) for u in drafts[0].figures] == [("killed", 58)]


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("Une frappe a visé un marché à Kramatorsk, selon la police. L'armée parle de dix morts.", [10]),
        ("Lundi, une frappe a visé un marché à Kramatorsk, selon la police. L'ONU porte le bilan à 15 morts.", [15]),
    ],
)
def test_a_toll_of_another_voice_is_a_claim_of_its_own(claims: Claims, text: str, tolls: list[float]) -> None:  # noqa: F811
    strike, *others = claims(text)
    assert strike.event.value == "strike"
    assert not strike.figures
    assert [(d.event.value, d.figures[0].figure.min) for d in others] == [("killing", n) for n in tolls]
    assert all(d.sources and d.sources[0].phrase.head not in {s.phrase.head for s in strike.sources} for d in others)


def test_a_toll_of_another_place_stays_apart(claims: Claims) -> None:  # noqa: F811
    drafts = claims("Une frappe a visé un marché à Idleb. Neuf personnes ont été tuées à Alep.")
    assert [d.event.value for d in drafts] == ["strike", "killing"]


def test_the_toll_of_a_clause_about_something_else(claims: Claims) -> None:  # noqa: F811
    drafts = claims("Des manifestations ont éclaté à Homs après la répression, qui a laissé des dizaines de morts à Daraa.")
    assert all(not d.figures for d in drafts if d.event.value == "protest")


@pytest.mark.parametrize(
    "text",
    [
        "Un adolescent a été tué à Aden alors que des milliers de manifestants s'étaient rassemblés.",
        "On dénombre au moins onze morts à Sanaa depuis le début des manifestations.",
        "Trois personnes ont perdu la vie mardi à Butembo lors de manifestations contre la Monusco.",
    ],
)
def test_a_protest_has_no_dead_of_its_own(claims: Claims, text: str) -> None:  # noqa: F811
    assert all(u.kind.value not in ("killed", "wounded") for d in claims(text) if d.event.value == "protest" for u in d.figures)

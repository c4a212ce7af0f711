"""One claim for one happening."""

from __future__ import annotations

import pytest

from tests.extraction.test_triggers import Claims, claims  # noqa: F401


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Deux kamikazes se sont fait exploser dans un marché de Maiduguri, tuant 30 personnes.", "bombing"),
        ("La junte birmane a bombardé une école à Let Yet Kone, faisant au moins 11 morts.", "strike"),
        ("Des obus de mortier tirés par l'armée birmane sont tombés à l'est de Loikaw, blessant six écoliers.", "shelling"),
        ("Un soldat français a été tué dans l'explosion d'un engin explosif improvisé près d'Hombori.", "bombing"),
        ("Nouvelle frappe sur Khan Younès : 12 morts.", "strike"),
    ],
)
def test_a_strike_and_its_toll(claims: Claims, text: str, event: str) -> None:  # noqa: F811
    assert [d.event.value for d in claims(text)] == [event]


def test_two_happenings_stay_two(claims: Claims) -> None:  # noqa: F811
    drafts = claims("Des miliciens Codeco ont incendié une trentaine de cases et enlevé six femmes à Djugu.")
    assert [d.event.value for d in drafts] == ["destruction", "abduction"]


def test_a_killing_with_its_author_after_a_battle_is_a_deed_of_its_own(claims: Claims) -> None:  # noqa: F811
    drafts = claims("Des soldats éthiopiens ont exécuté 40 civils à Merawi, après des combats avec les Fano.")
    assert "killing" in [d.event.value for d in drafts]

"""Claims told without a verb, in capitals, by a participle, by the speaker's own side."""

from __future__ import annotations

import pytest

from tests.extraction.conftest import Read


@pytest.mark.parametrize(
    ("text", "trigger", "event"),
    [
        ("L'école de Mayssar rasée.", "rasée", "destruction"),
        ("Le vieux marché de Homs, bombardé et incendié.", "bombardé", "strike"),
        ("Nyala : hôpital touché par un obus.", "touché", "shelling"),
        ("413 MORTS, 3 551 BLESSÉS DEPUIS LE 15 AVRIL.", "MORTS", "killing"),
        ("Cette nuit, quarante raids sur Alep.", "raids", "strike"),
        ("Grozny sous les bombes.", "bombes", "strike"),
        ("Vingt-deux femmes violées.", "violées", "sexual_violence"),
    ],
)
def test_notes_without_a_verb(read: Read, text: str, trigger: str, event: str) -> None:
    assert read.claim(text, trigger).event.value == event


def test_a_place_before_a_colon_is_where(read: Read) -> None:
    text = "Goma : douze morts dans une attaque du M23."
    assert [p.span.of(text) for p in read.claim(text, "attaque").places] == ["Goma"]


def test_a_participle_that_says_where(read: Read) -> None:
    text = "Le prêtre kidnappé à Gao a recouvré la liberté."
    assert read.claim(text, "kidnappé").event.value == "abduction"


def test_a_participle_that_describes_tells_nothing(read: Read) -> None:
    assert read("La zone libérée reste dangereuse.") == ()


@pytest.mark.parametrize("text", ["Hérat était tombée la veille.", "Ghazni est tombée."])
def test_a_past_made_with_the_auxiliary_of_the_passive(read: Read, text: str) -> None:
    assert [c.event.value for c in read(text)] == ["capture"]


def test_a_caused_passive(read: Read) -> None:
    text = "Douze étudiants se sont fait arrêter par la police à Khartoum."
    claim = read.claim(text, "arrêter")
    assert claim.event.value == "arrest"
    assert [(q.kind.value, q.min) for q in claim.quantities] == [("captured", 12)]


def test_an_act_on_oneself_is_no_caused_passive(read: Read) -> None:
    text = "Un kamikaze s'est fait exploser près d'un marché à Gombe."
    assert [c.event.value for c in read(text)] == ["bombing"]


def test_our_forces_are_those_of_the_speaker(read: Read) -> None:
    text = "« Nos avions ont frappé un centre de commandement du Hamas », a réagi un porte-parole de l'armée israélienne."
    (actor,) = read.claim(text, "frappé").actors
    assert actor.link.entity is not None
    assert actor.link.entity.name == "Israel Defense Forces"
    assert actor.span.of(text) == "Nos"


def test_whoever_denies_support_denies_their_own(read: Read) -> None:
    text = "Kigali nie tout soutien au M23."
    claim = read.claim(text, "soutien")
    assert claim.modality.value == "denied"
    assert [a.link.entity.name for a in claim.actors if a.link.entity is not None] == ["Rwanda"]


def test_the_loss_of_a_town_is_its_capture(read: Read) -> None:
    text = "Erevan dément la perte de Chouchi."
    assert read.claim(text, "perte").event.value == "capture"


def test_blame_for_another_deed_says_nothing_of_the_one_before(read: Read) -> None:
    text = "Des hommes armés ont attaqué Inékar. Le CSP accuse Bamako d'avoir bombardé un campement à Tinzaouaten."
    assert [c.trigger.of(text) for c in read(text)] == ["attaqué", "bombardé"]

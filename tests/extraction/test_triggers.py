"""Which words make claims: read from real parses, in wars and styles other than those of the examples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.extraction.drafts import Draft
from recoupe.pipeline import Reader
from recoupe.pipeline.finding import find_all
from tests.extraction.conftest import Read

Claims = Callable[[str], tuple[Draft, ...]]


@pytest.fixture(scope="module")
def claims() -> Claims:
    tools = Reader().tools("fr")

    def read(text: str) -> tuple[Draft, ...]:
        _, findings = find_all(text, tools)
        return tools.claims.read(text, findings.sentences)[0]

    return read


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Le M23 a pris Rubaya.", ["capture"]),
        ("La ville d'El-Obeid est encerclée par les FSR depuis avril.", ["siege"]),
        ("Boko Haram a égorgé onze pêcheurs sur les rives du lac Tchad.", ["killing"]),
        ("La police a arrêté 120 manifestants à Khartoum.", ["arrest"]),
        ("L'aviation a largué quatre barils d'explosifs sur Idleb.", ["strike"]),
        ("Des hommes armés ont fait irruption dans le village de Seytenga.", ["attack"]),
        ("Un missile a frappé une raffinerie à Riazan.", ["shelling"]),
        ("Un drone a frappé une raffinerie à Riazan.", ["strike"]),
        ("L'armée israélienne a déployé deux brigades à la frontière libanaise.", ["deployment"]),
        ("Les Forces de soutien rapide ont pillé l'hôpital de Wad Madani.", ["destruction"]),
        ("L'armée ukrainienne s'est repliée de Bakhmout.", ["withdrawal"]),
        ("Wagner et l'armée malienne ont fait cause commune contre le JNIM.", ["alliance"]),
    ],
)
def test_one_word_one_event(claims: Claims, text: str, events: list[str]) -> None:
    assert [d.event.value for d in claims(text)] == events


@pytest.mark.parametrize(
    "text",
    [
        "L'association a décidé d'attaquer l'État en justice pour inaction climatique.",
        "La frappe de la monnaie commémorative débutera en janvier.",
        "Il est mort d'un cancer à l'hôpital.",
        "Le prix du blé a explosé cette semaine.",
    ],
)
def test_the_same_words_in_peace(claims: Claims, text: str) -> None:
    assert claims(text) == ()


def test_weapon_beside_its_verb_is_no_claim_of_its_own(claims: Claims) -> None:
    drafts = claims("L'Ukraine va recevoir des missiles ; l'armée russe a tiré 84 missiles sur Kiev.")
    assert [d.event.value for d in drafts if d.event.value == "shelling"] == ["shelling"]


def test_what_is_struck_is_no_tool(claims: Claims) -> None:
    (draft,) = claims("Des avions français ont bombardé quatre blindés à Benghazi.")
    assert [m.id.value for m in draft.means] == ["aircraft"]


def test_means_that_the_word_implies(claims: Claims) -> None:
    (draft,) = claims("Des soldats ont ouvert le feu sur des habitants à Goma.")
    assert [m.id.value for m in draft.means] == ["small_arms"]


@pytest.mark.parametrize(
    "text",
    [
        "Un rassemblement s'est formé devant le siège de la police.",
        "L'événement a pris place à Damas.",
        "Une militante a déployé une bannière devant le Parlement syrien à Damas.",
        "Le parlement iranien a voté l'expulsion de l'ambassadeur britannique.",
        "À Alep, aucun des deux réseaux ne marche pour lui.",
        "L'opposition syrienne rejette toute intervention étrangère.",
    ],
)
def test_other_senses(read: Read, text: str) -> None:
    assert not {c.event.value for c in read(text)} & {"siege", "capture", "displacement", "advance", "offensive"}


def test_what_somebodys_followers_do_is_not_their_deed(read: Read) -> None:
    text = "Les partisans du président Bachar al-Assad ont organisé une manifestation à Damas."
    assert read.claim(text, "manifestation").actors == ()


def test_whoever_is_of_a_nation_is_not_the_nation(read: Read) -> None:
    text = "L'armée israélienne a tué un Palestinien et blessé une dizaine de Libanais dimanche à Jénine."
    named = {t.link.entity.name for c in read(text) for t in c.targets if t.link.entity is not None}
    assert named == {"Civilians"}


def test_a_post_that_is_marked_as_a_joke_claims_nothing(read: Read) -> None:
    assert not read("@quelquun : Les forces de Kadhafi ont libéré le Texas #KadhafiSatire")
    assert read("@quelquun : Les forces de Kadhafi ont pris Misrata #Libye")


def test_who_flees_from_a_country_is_no_force(read: Read) -> None:
    assert read.claim("Des habitants ont dû fuir la Syrie.", "fuir").event.value == "displacement"


def test_a_person_who_leaves_is_no_force(read: Read) -> None:
    assert not [c for c in read("Les manifestants demandent à Bachar al-Assad de partir.") if c.event.value == "withdrawal"]
    assert [c for c in read("L'armée syrienne va se retirer de Homs.") if c.event.value == "withdrawal"]


@pytest.mark.parametrize(
    "text",
    [
        "Des volontaires s'entraînent au camp de l'Armée pour la Libération de la Libye à Benghazi.",
        "Le blog publie une photo prise lors d'une manifestation à Sanaa.",
        "Le régime préfère mettre le feu au pays tout entier.",
        "Les partisans du régime se sont frayé un chemin jusqu'à Antalya.",
        "Les manifestants réclament qu'il quitte le pouvoir.",
        "L'Iran veut en retirer des bénéfices pour lui-même.",
        "Les enfants exhortent les Syriens à se lever pour les défendre.",
        "Londres a décidé d'expulser les ambassadeurs syriens.",
    ],
)
def test_words_of_war_in_another_sense(read: Read, text: str) -> None:
    others = [c for c in read(text) if c.event.value != "protest" or c.trigger.of(text) == "défendre"]
    assert not others


@pytest.mark.parametrize(
    ("text", "trigger", "event"),
    [
        ("La libération de Benghazi par les rebelles a pris trois jours.", "libération", "capture"),
        ("Les blindés russes se sont frayé un passage jusqu'à Grozny.", "frayé", "advance"),
        ("Les miliciens ont mis le feu à la mosquée de Bosso.", "mis", "destruction"),
        ("La prise de Palmyre par Daech a surpris.", "prise", "capture"),
    ],
)
def test_the_same_words_in_their_own_sense(read: Read, text: str, trigger: str, event: str) -> None:
    assert read.claim(text, trigger).event.value == event


@pytest.mark.parametrize(
    "text",
    [
        "Une femme de la région de Tripoli rapporte que la police a arrêté des gens à Tajura.",
        "Des Syriens racontent que l'armée a bombardé Homs.",
        "Les Syriens accusent l'armée d'avoir bombardé Homs.",
    ],
)
def test_people_who_speak_are_not_their_state(read: Read, text: str) -> None:
    steps = [s for c in read(text) for s in c.attribution]
    assert steps
    assert all(s.link.entity is None for s in steps)

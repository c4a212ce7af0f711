"""Who says so, on real parses: one sentence a construction."""

from __future__ import annotations

import pytest

from tests.extraction.conftest import Read

FSR = ("Les FSR", "Rapid Support Forces")


@pytest.mark.parametrize(
    ("text", "trigger", "speakers"),
    [
        # according to
        ("Selon l'OSDH, douze civils ont été tués à Saraqeb.", "tués", [("l'OSDH", "organization")]),
        ("D'après l'ONU, des miliciens ont tué trente civils à Djugu.", "tué", [("l'ONU", "organization")]),
        (
            "Un drone a frappé un convoi près de Tessalit, selon une source militaire.",
            "frappé",
            [("une source militaire", "unnamed")],
        ),
        ("De source sécuritaire, trois soldats ont été tués à Labbezanga.", "tués", [("source sécuritaire", "unnamed")]),
        (
            "À en croire le président Volodymyr Zelensky, l'armée ukrainienne a repris la ville de Lyman.",
            "repris",
            [("le président Volodymyr Zelensky", "person")],
        ),
        (
            "Selon un bilan de l'OSDH, des frappes israéliennes ont tué douze combattants près de Damas.",
            "frappes",
            [("un bilan de l'OSDH", "organization")],
        ),
        # clauses put in
        (
            "L'armée soudanaise a repris mercredi l'aéroport de Khartoum aux FSR, a indiqué à l'AFP une source militaire.",
            "repris",
            [("une source militaire", "unnamed"), ("l'AFP", "outlet")],
        ),
        (
            "Les forces israéliennes ont arrêté une quinzaine de Palestiniens, rapporte l'agence Wafa.",
            "arrêté",
            [("l'agence Wafa", "outlet")],
        ),
        ("Les rebelles ont pris Goma, affirment des habitants.", "pris", [("des habitants", "unnamed")]),
        (
            "Des soldats érythréens ont tué des civils à Aksoum, dénonce Amnesty International dans un rapport.",
            "tué",
            [("Amnesty International", "organization")],
        ),
        (
            "Un drone a frappé un convoi, a rapporté jeudi à l'AFP un élu local sous couvert d'anonymat.",
            "frappé",
            [("un élu local", "unnamed"), ("l'AFP", "outlet")],
        ),
        (
            "Les rebelles du M23, a précisé le porte-parole de l'armée congolaise, se sont emparés de Rubaya.",
            "emparés",
            [("le porte-parole de l'armée congolaise", "actor")],
        ),
        # a subject and its verb
        ("L'armée malienne affirme avoir tué quinze jihadistes à Ménaka.", "tué", [("L'armée malienne", "actor")]),
        ("Washington a annoncé que des avions américains avaient bombardé Raqqa.", "bombardé", [("Washington", "actor")]),
        (
            "Des informations font état d'une progression des forces syriennes vers Al-Tanf.",
            "progression",
            [("Des informations", "unnamed")],
        ),
        ("Dans un communiqué, l'armée malienne a annoncé la prise de Ber.", "prise", [("l'armée malienne", "actor")]),
        # blame, denial, responsibility
        ("Damas accuse la coalition d'avoir frappé Al-Hari.", "frappé", [("Damas", "actor")]),
        ("La coalition a démenti avoir bombardé Abou Kamal.", "bombardé", [("La coalition", "actor")]),
        ("Le groupe État islamique a revendiqué l'attentat.", "attentat", [("Le groupe État islamique", "actor")]),
        # a source's source
        (
            "Les FSR ont bombardé l'hôpital d'El-Fasher, a déclaré un médecin cité par Reuters.",
            "bombardé",
            [("un médecin", "unnamed"), ("Reuters", "outlet")],
        ),
        # nobody says so
        ("L'armée syrienne a repris Palmyre.", "repris", []),
        ("Les Houthis menacent d'attaquer des navires en mer Rouge.", "attaquer", []),
        ("L'armée syrienne, qui a pris Homs, affirme avoir repris Palmyre.", "repris", [("L'armée syrienne", "actor")]),
    ],
)
def test_speakers(read: Read, text: str, trigger: str, speakers: list[tuple[str, str]]) -> None:
    claim = read.claim(text, trigger)
    assert [(s.span.of(text), s.kind.value) for s in claim.attribution] == speakers


@pytest.mark.parametrize(
    ("text", "trigger", "actor"),
    [
        ("Damas accuse la coalition d'avoir frappé Al-Hari.", "frappé", "US-led coalition"),
        ("La coalition a démenti avoir bombardé Abou Kamal.", "bombardé", "US-led coalition"),
        ("Le groupe État islamique a revendiqué l'attentat.", "attentat", "Islamic State"),
    ],
)
def test_who_is_blamed_or_denies_or_claims_is_the_actor(read: Read, text: str, trigger: str, actor: str) -> None:
    claim = read.claim(text, trigger)
    assert [a.link.entity.name for a in claim.actors if a.link.entity] == [actor]


def test_blame_is_one_claim(read: Read) -> None:
    assert [c.event.value for c in read("Damas accuse la coalition d'avoir frappé Al-Hari.")] == ["strike"]


def test_a_phrase_in_the_second_clause_says_nothing_of_the_first(read: Read) -> None:
    text = "Le Hezbollah a promis de se venger mais la vengeance, selon les analystes, semble lointaine."
    assert read.claim(text, "promis").attribution == ()


def test_each_of_two_stretches_has_its_own_speaker(read: Read) -> None:
    text = "Les FSR ont pris Nyala, affirme un habitant ; l'armée a repris Omdourman."
    assert [s.span.of(text) for s in read.claim(text, "pris").attribution] == ["un habitant"]
    assert read.claim(text, "repris").attribution == ()


def test_the_cue_is_the_word_of_the_report(read: Read) -> None:
    text = "D'après l'ONU, des miliciens ont tué trente civils à Djugu."
    assert [s.cue for s in read.claim(text, "tué").attribution] == ["D'après"]


def test_a_body_between_brackets_at_the_end_of_a_note(read: Read) -> None:
    text = "413 morts et 3 551 blessés depuis le 15 avril (OMS)."
    assert [a.span.of(text) for a in read.claim(text, "morts").attribution] == ["OMS"]


def test_another_voice_that_counts_the_dead_makes_its_own_claim(read: Read) -> None:
    text = "L'armée malienne a bombardé Kidal, selon le CSP. Amnesty International fait état de douze morts."
    assert [(c.event.value, [a.span.of(text) for a in c.attribution]) for c in read(text)] == [
        ("strike", ["le CSP"]),
        ("killing", ["Amnesty International"]),
    ]


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("Le correspondant Alan Fisher explique :", "Alan Fisher"),
        ("Sur Twitter, Leila Nachawati écrit :", "Leila Nachawati"),
        ("Human Rights Watch précise :", "Human Rights Watch"),
        ("Un habitant joint au téléphone raconte :", "habitant"),
        ("L'agence Sana ajoute :", "Sana"),
    ],
)
def test_whoever_leads_in_the_next_paragraph(read: Read, lead: str, speaker: str) -> None:
    text = f"{lead}\nLes forces de sécurité ont arrêté des centaines de personnes à Deraa."
    assert any(speaker in s.span.of(text) for s in read.claim(text, "arrêté").attribution)

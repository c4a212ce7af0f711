"""Whom phrases mean, over several wars."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from recoupe.model import PartialDate
from tests.linking.conftest import Bench, Context


@pytest.mark.parametrize(
    ("text", "head", "countries", "day", "expected"),
    [
        ("l'armée syrienne", "armée", ("SY",), "2018-06-22", "Syrian Arab Army"),
        ("les forces syriennes", "force", ("SY", "IQ"), "2018-06-22", "Syrian Arab Army"),
        ("la 5ème division de l'armée syrienne", "division", ("SY",), "2018-06-22", "Syrian Arab Army"),
        ("les forces irakiennes", "force", ("IQ",), "2017-03-01", "Military Forces of Iraq"),
        ("les troupes russes", "troupe", ("UA",), "2022-03-01", "Military Forces of Russia"),
        ("l'aviation américaine", "aviation", ("SY",), "2018-06-22", "Military Forces of the United States"),
        ("la police malienne", "police", ("ML",), "2020-03-01", "Police Forces of Mali"),
        ("les drones américains", "drone", ("SY",), "2018-06-22", "United States"),
        ("les Américains", "américain", ("SY",), "2018-06-22", "United States"),
        ("les Russes", "russe", ("UA",), "2022-03-01", "Russia"),
        ("les États-Unis", "", ("SY",), "2018-06-22", "United States"),
        ("Washington", "", ("SY",), "2018-06-22", "United States"),
        ("Damas", "", ("SY",), "2018-06-22", "Syria"),
        ("le Kremlin", "", ("UA",), "2022-03-01", "Russia"),
        ("forces de Kiev", "force", ("UA",), "2022-03-01", "Military Forces of Ukraine"),
        ("l'armée de Damas", "armée", ("SY",), "2018-06-22", "Syrian Arab Army"),
        ("l'État syrien", "état", ("SY",), "2018-06-22", "Syria"),
        ("le régime syrien", "régime", ("SY",), "2018-06-22", "Government of Syria"),
        ("le gouvernement malien", "gouvernement", ("ML",), "2020-01-01", "Government of Mali"),
        ("le régime de Bachar al-Assad", "régime", ("SY",), "2018-06-22", "Government of Syria"),
        ("les soldats israéliens", "soldat", ("PS",), "2024-01-01", "Israel Defense Forces"),
        ("l'armée", "armée", ("ML",), "2020-01-01", "Military Forces of Mali"),
        ("les forces gouvernementales", "force", ("SY",), "2018-06-22", "Syrian Arab Army"),
        ("l'opposition", "opposition", ("SY",), "2013-06-22", "Syrian opposition"),
        ("les rebelles", "rebelle", ("LY",), "2011-06-22", "Anti-Gaddafi forces"),
        ("les rebelles", "rebelle", ("YE",), "2019-06-22", "Houthis"),
        ("les rebelles kurdes", "rebelle", ("TR",), "2019-06-22", "Kurdistan Workers' Party"),
        ("les forces kurdes", "force", ("SY",), "2018-06-22", "Syrian Democratic Forces"),
        ("les forces kurdes", "force", ("SY",), "2014-10-22", "People's Defense Units"),
        ("les forces kurdes", "force", ("IQ",), "2016-10-22", "Peshmerga"),
        ("les séparatistes kurdes", "séparatiste", ("SY", "IQ", "TR"), "2018-06-22", "Syrian Democratic Forces"),
        ("les séparatistes pro-russes", "séparatiste", ("UA",), "2014-08-01", "Donetsk and Luhansk People's Republics"),
        ("les rebelles touaregs", "rebelle", ("ML",), "2012-04-01", "National Movement for the Liberation of Azawad"),
        ("les paramilitaires", "paramilitaire", ("SD",), "2023-06-01", "Rapid Support Forces"),
        ("les Houthis", "", ("YE",), "2019-06-22", "Houthis"),
        ("les rebelles houthis", "rebelle", ("YE",), "2019-06-22", "Houthis"),
        ("les talibans", "", ("AF",), "2019-06-22", "Taliban"),
        ("les chebab", "", ("SO",), "2019-06-22", "Al-Shabaab"),
        ("les combattants du Hezbollah d'Irak", "combattant", ("SY",), "2018-06-22", "Kata'ib Hezbollah"),
        ("les combattants du Hezbollah", "combattant", ("LB",), "2018-06-22", "Hezbollah"),
        ("les éléments daechistes", "élément", ("SY",), "2018-06-22", "Islamic State"),
        ("les positions de Daech", "position", ("SY",), "2018-06-22", "Islamic State"),
        ("Al Nujaba", "", ("SY",), "2018-06-22", "Harakat Hezbollah al-Nujaba"),
        ("la Résistance irakienne", "résistance", ("SY", "IQ"), "2018-06-22", "Popular Mobilization Forces"),
        ("la composante irakienne", "composante", ("SY", "IQ"), "2018-06-22", "Popular Mobilization Forces"),
        ("la coalition", "coalition", ("SY",), "2018-06-22", "US-led coalition"),
        ("la coalition", "coalition", ("YE",), "2018-06-22", "Saudi-led coalition"),
        ("la coalition menée par les États-Unis", "coalition", ("SY",), "2018-06-22", "US-led coalition"),
        ("les FDS", "", ("SY",), "2018-06-22", "Syrian Democratic Forces"),
        ("les FDS", "", ("BF",), "2021-06-22", "Defence and Security Forces of Burkina Faso"),
        ("l'occupant US", "occupant", ("SY",), "2018-06-22", "United States"),
        ("les Atlantistes", "", ("SY",), "2018-06-22", "NATO"),
        ("l'entité sioniste", "entité", ("SY",), "2018-06-22", "Israel"),
        ("les soldats sionistes", "soldat", ("PS",), "2024-06-22", "Israel Defense Forces"),
        ("les bases turques", "base", ("SY",), "2018-06-22", "Turkey"),
        ("les forces de Kadhafi", "force", ("LY",), "2011-06-22", "Military Forces of Libya"),
        ("les troupes de Haftar", "troupe", ("LY",), "2019-06-22", "Libyan National Army"),
        ("les hommes de Hemedti", "homme", ("SD",), "2023-06-22", "Rapid Support Forces"),
        ("l'armée congolaise", "armée", ("CD", "RW"), "2024-06-22", "Military Forces of the Democratic Republic of Congo"),
        ("la milice CODECO", "milice", ("CD",), "2024-06-22", "CODECO"),
        ("les Forces démocratiques alliées", "", ("CD",), "2024-06-22", "Allied Democratic Forces"),
        ("le groupe État islamique", "", ("IQ",), "2016-06-22", "Islamic State"),
        ("l'Armée nationale arakanaise", "armée", ("MM",), "2024-01-01", "Tatmadaw"),
        ("le ministère russe de la Défense", "ministère", ("UA",), "2022-06-22", "Ministry of Defence (Russia)"),
        ("des militaires burkinabè", "militaire", ("BF",), "2022-06-22", "Military Forces of Burkina Faso"),
        ("la junte birmane", "", ("MM",), "2024-06-22", "Tatmadaw"),
        ("les gangs", "gang", ("HT",), "2024-06-22", "Haitian gangs"),
        ("les casques bleus", "casque", ("ML",), "2018-06-22", "MINUSMA"),
        ("les milices pro-iraniennes", "milice", ("IQ",), "2020-06-22", "Popular Mobilization Forces"),
        ("le maréchal Haftar", "maréchal", ("LY",), "2019-06-22", "Khalifa Haftar"),
        ("les fidèles de Kadhafi", "fidèle", ("LY",), "2011-06-22", "Military Forces of Libya"),
        ("l'armée éthiopienne", "", ("ET",), "2021-06-22", "Ethiopian National Defense Force"),
        ("les forces tigréennes", "force", ("ET",), "2021-06-22", "Tigray People's Liberation Front"),
        ("les combattants de l'AFC/M23", "combattant", ("CD",), "2025-02-22", "Congo River Alliance"),
        ("la 7e brigade ukrainienne", "brigade", ("UA",), "2023-06-22", "Military Forces of Ukraine"),
        ("les autorités", "autorité", ("TD",), "2023-06-22", "Government of Chad"),
        ("le Pentagone", "", ("SY",), "2018-06-22", "US Department of Defense"),
        ("les forces afghanes", "force", ("AF",), "2022-06-22", "Taliban"),
        ("les forces afghanes", "force", ("AF",), "2015-06-22", "Military Forces of Afghanistan"),
        ("le Front al-Nosra", "", ("SY",), "2014-06-22", "Al-Nusra Front"),
        ("l'Armée syrienne libre", "", ("SY",), "2013-06-22", "Free Syrian Army"),
        ("les jihadistes de Boko Haram", "jihadiste", ("NG",), "2015-06-22", "Boko Haram"),
        ("Trump", "", ("SY",), "2018-06-22", "Donald Trump"),
    ],
)
def test_resolved(
    bench: Bench, context: Context, text: str, head: str, countries: tuple[str, ...], day: str, expected: str
) -> None:
    linked = bench.actor(text, head, context=context(*countries, day=day))
    assert linked.link.entity is not None, linked
    assert linked.link.entity.name == expected, linked


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("les civils syriens", "civil"), ("des hommes armés", "homme"), ("les terroristes", "terroriste"),
        ("les insurgés", "insurgé"), ("des combattants syriens", "combattant"), ("les jihadistes français", "jihadiste"),
        ("les groupes syriens", "groupe"), ("des inconnus", "inconnu"),
        ("les supplétifs syriens d'Ankara", "supplétif"), ("les alliés des États-Unis", "allié"),
        ("les villes syriennes", "ville"), ("le pétrole irakien", "pétrole"),
    ],
)
def test_left_open(bench: Bench, context: Context, text: str, head: str) -> None:
    assert bench.actor(text, head, context=context("FR", day="2018-06-22")).link.entity is None


@pytest.mark.parametrize(
    ("text", "head", "loaded"),
    [
        ("Daech", "", True), ("l'État islamique", "", False), ("les Atlantistes", "", True), ("l'occupant US", "occupant", True),
        ("les groupes takfiristes", "groupe", True), ("l'entité sioniste", "", True), ("le régime syrien", "régime", True),
        ("l'armée syrienne", "armée", False), ("les forces du régime", "force", True), ("les soldats sionistes", "soldat", True),
        ("la Résistance irakienne", "résistance", True), ("les mollahs", "", True), ("les ukronazis", "", True),
    ],
)
def test_loaded(bench: Bench, context: Context, text: str, head: str, loaded: bool) -> None:
    assert bench.actor(text, head, context=context("SY", "IQ", day="2018-06-22")).loaded is loaded


def test_a_mixed_up_compound_is_found_by_its_telling_part(bench: Bench, context: Context) -> None:
    name = "Kataïb Ahl al-Haq"
    linked = bench.actor(name, name, unknown=(name,), context=context("SY", "IQ", day="2018-06-22"))
    assert linked.link.entity is not None
    assert linked.link.entity.id == "asaib-ahl-al-haq"
    assert linked.link.entity.score < 0.8
    assert "ahl al haq" in linked.link.entity.reasons[0].text
    assert bench.actor("Kataïb Zzz", "Kataïb Zzz", unknown=("Kataïb Zzz",)).link.entity is None


def test_one_named_group_that_goes_by_the_label_is_meant(bench: Bench, context: Context) -> None:
    named = ("jnim", "mali-army")
    alone = bench.actor("les jihadistes", "jihadiste", context=context("ML", day="2021-01-01", actors=named))
    assert alone.link.entity is not None
    assert alone.link.entity.id == "jnim"
    both = ("jnim", "islamic-state-sahel")
    two = bench.actor("les jihadistes", "jihadiste", context=context("ML", day="2021-01-01", actors=both))
    assert two.link.entity is None
    assert {c.id for c in two.link.candidates} >= {"jnim", "islamic-state-sahel"}


def test_a_label_beside_the_head_is_not_enough(bench: Bench, context: Context) -> None:
    report = context("SY", day="2018-06-22", actors=("islamic-state", "syria-army"))
    assert bench.actor("d'autres groupes terroristes", "groupe", context=report).link.entity is None
    assert bench.actor("les terroristes", "terroriste", context=report).link.entity is not None
    assert bench.actor("des jihadistes", "jihadiste", context=context("NE", day="2023-02-01")).link.entity is None
    assert bench.actor("les troupes", "troupe", context=context("SY", "IQ", day="2018-06-22")).link.entity is None


def test_a_name_before_its_time_is_doubted(bench: Bench, context: Context) -> None:
    early = bench.actor("Hayat Tahrir al-Cham", context=context("SY", day="2015-05-01")).link
    late = bench.actor("Hayat Tahrir al-Cham", context=context("SY", day="2018-05-01")).link
    assert late.entity is not None
    assert early.candidates[0].score < late.candidates[0].score - 0.4
    assert any("2015-05-01" in r.text for r in early.candidates[0].reasons)


def test_scores_are_the_sum_of_their_reasons(bench: Bench, context: Context) -> None:
    link = bench.actor("les combattants du Hezbollah", "combattant", context=context("LB", day="2018-06-22")).link
    assert link.entity is not None
    assert link.entity.score == pytest.approx(min(1.0, sum(r.weight for r in link.entity.reasons)), abs=0.002)


def test_a_report_of_which_the_earliest_date_is_known_is_of_about_then(bench: Bench, context: Context) -> None:
    report = replace(context("SY"), published=PartialDate("2018-03-03/..", date(2018, 3, 3), None))
    entity = bench.actor("les forces syriennes", "force", context=report).link.entity
    assert entity is not None
    assert entity.id == "syria-army"


def test_missions_of_an_organisation(bench: Bench, context: Context) -> None:
    linked = bench.actor("les troupes de l'Union africaine", "troupe", context=context("SO", day="2012-05-16")).link
    assert linked.entity is not None
    assert linked.entity.id == "amisom"


def test_the_one_group_of_a_country_that_is_named(bench: Bench, context: Context) -> None:
    report = context("LB", day="2024-03-31", actors=("hezbollah",))
    linked = bench.actor("le groupe libanais", "groupe", context=report).link
    assert linked.entity is not None
    assert linked.entity.id == "hezbollah"
    assert bench.actor("le groupe libanais", "groupe", context=context("LB", day="2024-03-31")).link.entity is None

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.errors import UnknownLanguage, UnsupportedLanguage
from recoupe.language.detect import TOLD_APART, detect_language
from recoupe.language.pack import available

FRENCH = (
    "Les forces gouvernementales ont repris mercredi plusieurs villages dans l'est de la province, après des combats qui ont "
    "fait au moins douze morts, selon une source médicale jointe par téléphone. Les habitants, eux, fuient vers le sud."
)
OTHERS = {
    "de": "Die Regierungstruppen haben am Mittwoch mehrere Dörfer im Osten der Provinz zurückerobert, wie eine Quelle mitteilte.",
    "en": "Government forces retook several villages in the east of the province on Wednesday, a medical source said by phone.",
    "es": "Las fuerzas del gobierno recuperaron el miércoles varios pueblos en el este de la provincia, según una fuente médica.",
    "it": "Le forze governative hanno ripreso mercoledì diversi villaggi nell'est della provincia, secondo una fonte medica.",
    "pt": "As forças do governo retomaram na quarta-feira várias aldeias no leste da província, segundo uma fonte médica.",
    "ca": "Les forces del govern han recuperat dimecres diversos pobles a l'est de la província, segons una font mèdica.",
    "nl": "Regeringstroepen hebben woensdag verschillende dorpen in het oosten van de provincie heroverd, zei een medische bron.",
    "ar": "استعادت القوات الحكومية يوم الأربعاء عدة قرى في شرق المحافظة بعد معارك أوقعت اثني عشر قتيلا على الأقل",
    "fa": "نیروهای دولتی روز چهارشنبه چند روستا را در شرق استان پس از درگیری‌هایی که دست‌کم دوازده کشته داشت پس گرفتند",
    "he": "כוחות הממשלה השתלטו ביום רביעי על כמה כפרים במזרח המחוז לאחר קרבות שבהם נהרגו לפחות שנים עשר בני אדם",
    "ru": "Правительственные войска в среду отбили несколько деревень на востоке провинции, сообщил медицинский источник.",
    "uk": "Урядові війська в середу відбили кілька сіл на сході провінції, повідомило медичне джерело телефоном.",
    "tr": "Hükümet güçleri çarşamba günü ilin doğusundaki birkaç köyü geri aldı, en az on iki kişi öldü.",
}


def test_french() -> None:
    assert detect_language(FRENCH, supported=["fr"]) == "fr"
    assert detect_language("L'armée a repris Homs mercredi.", supported=["fr"]) == "fr"


@pytest.mark.parametrize("code", OTHERS)
def test_other_languages_are_named_and_not_read_as_french(code: str) -> None:
    with pytest.raises(UnsupportedLanguage) as caught:
        detect_language(OTHERS[code], supported=["fr"])
    assert (caught.value.language, caught.value.available) == (code, ("fr",))


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_with_a_pack_is_found(code: str) -> None:
    assert detect_language(OTHERS[code], supported=["fr", code]) == code


def test_the_error_says_the_languages_name() -> None:
    with pytest.raises(UnsupportedLanguage, match=r"no language pack for German \(de\); there is one for fr"):
        detect_language(OTHERS["de"], supported=["fr"])


@pytest.mark.parametrize("quotes", ["«{}»", "“{}”", '"{}"', "„{}“"])
def test_what_is_quoted_does_not_count(quotes: str) -> None:
    quoted = quotes.format(OTHERS["en"] + " " + OTHERS["en"])
    assert detect_language(f"{FRENCH} {quoted}", supported=["fr"]) == "fr"
    with pytest.raises(UnsupportedLanguage, match="English"):
        detect_language(f"{OTHERS['en']} {quotes.format(FRENCH + FRENCH)}", supported=["fr"])


def test_a_text_that_is_one_quotation_is_told_by_it() -> None:
    assert detect_language(f"« {FRENCH} »", supported=["fr"]) == "fr"


@pytest.mark.parametrize("text", ["", "22", "Homs", "12/06 : 45 500 $ !!! " * 50, "Daech à T-2 ?"])
def test_a_text_too_short_to_tell(text: str) -> None:
    with pytest.raises(UnknownLanguage, match="say which it is with --language"):
        detect_language(text, supported=["fr"])


@settings(deadline=None)
@given(st.text())
def test_any_text_has_a_language_or_an_error(text: str) -> None:
    try:
        code = detect_language(text, supported=["fr", "ar"])
    except (UnsupportedLanguage, UnknownLanguage):
        return
    assert code in ("fr", "ar")


def test_every_pack_can_be_told_apart() -> None:
    assert set(available()) <= set(TOLD_APART)


def test_a_clear_case_loads_no_model() -> None:
    code = (
        "import sys; from recoupe.language.detect import detect_language;"
        f"assert detect_language({FRENCH!r}, supported=['fr']) == 'fr';"
        "sys.exit('py3langid' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

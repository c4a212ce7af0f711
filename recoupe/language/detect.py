"""Which language a report is written in.

Two steps. A text that is full of the function words of one pack (``detection.toml``) is in that language: this takes a
millisecond. Any other goes to the model of py3langid, which takes most of a second to load and knows the languages that reports
on conflicts are written in, so that a text without a pack is told apart instead of being read as something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Protocol, cast

from recoupe.errors import UnknownLanguage, UnsupportedLanguage
from recoupe.language import pack as packs
from recoupe.language.data import DataModel, load_toml

TOLD_APART = (
    "am", "ar", "arz", "az", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "ha", "he",
    "hi", "hr", "ht", "hu", "hy", "id", "it", "ja", "ka", "ko", "ku", "lt", "lv", "mk", "my", "nl", "no", "pl", "ps", "pt", "ro",
    "ru", "rw", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "th", "tr", "uk", "ur", "vi", "zh",
)
"""ISO 639 codes among which the model chooses."""

SAME = {"arz": "ar"}
"""Spoken Arabic in writing is read with the pack of Arabic."""

MIN_LETTERS, MIN_OWN = 20, 60
"""Letters that a text must have, and that must be left of it without its quotations for these not to count."""

SAMPLE = 8000
"""Characters from the start of a text that decide."""
MIN_HITS, MIN_DISTINCT, MIN_SHARE = 6, 5, 0.15
"""Function words in a text, different ones among them, and their share of all its words, that make the first step sure."""
SHORT, MIN_CONFIDENCE = 100, 0.5
"""In a text with fewer letters than ``SHORT`` the model is believed from this probability on."""

ADVICE = "say which it is with --language"

QUOTED = re.compile(r"""«[^«»]{0,2000}»|“[^“”]{0,2000}”|„[^„“”]{0,2000}[“”]|"[^"\n]{0,1000}\"""")
WORD = re.compile(r"[^\W\d_]+")


class DetectionRules(DataModel):
    """``detection.toml``."""

    function_words: tuple[str, ...]


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def detect_language(text: str, *, supported: Iterable[str]) -> str:
    """The ISO 639-1 code of the language of ``text``, one of ``supported``. What is quoted does not count.

    Raises ``UnsupportedLanguage``, which names it, for any other language, and ``UnknownLanguage`` for a text too short to tell.
    """
    sample = _told_by(text[:SAMPLE])
    codes = tuple(sorted(supported))
    quick = [code for code in codes if _reads_like(code, sample)]
    code = quick[0] if len(quick) == 1 else _classified(sample)
    if code not in codes:
        raise UnsupportedLanguage(code, codes, name=_english_name(code))
    return code


def _told_by(text: str) -> str:
    """``text`` without what it quotes, unless little else is there."""
    own = QUOTED.sub(" ", text)
    if _letters(own) >= MIN_OWN:
        return own
    if _letters(text) < MIN_LETTERS:
        raise UnknownLanguage("text", "it is too short to tell its language", ADVICE)
    return text


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _reads_like(code: str, sample: str) -> bool:
    words = WORD.findall(sample.lower())
    hits = [word for word in words if word in function_words(code)]
    return len(hits) >= max(MIN_HITS, MIN_SHARE * len(words)) and len(set(hits)) >= MIN_DISTINCT


@cache
def function_words(code: str) -> frozenset[str]:
    """Empty for a pack without ``detection.toml``, whose texts the model tells."""
    path = packs.LANGUAGES / code / "detection.toml"
    return frozenset(load_toml(path, DetectionRules).function_words) if path.exists() else frozenset()


def _classified(sample: str) -> str:
    code, confidence = classify(sample)
    if confidence < MIN_CONFIDENCE and _letters(sample) < SHORT:
        raise UnknownLanguage("text", "it is too short to tell its language", ADVICE)
    return code


def classify(text: str) -> tuple[str, float]:
    """What the model takes the language of ``text`` to be, whether it has a pack or not, and how probable that is."""
    code, confidence = _model().classify(text)
    return SAME.get(code, code), confidence


@cache
def _model() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(TOLD_APART)
    return cast(_Identifier, identifier)


def _english_name(code: str) -> str | None:
    from babel import Locale

    name = Locale("en").languages.get(code)
    return str(name) if name else None

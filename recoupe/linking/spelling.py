"""The ways in which one name is spelled."""

from __future__ import annotations

from collections.abc import Iterable

from recoupe.language.fold import fold
from recoupe.linking.tables import Surface

_ARTICLES = ((" al-", " el-"), (" Al-", " El-"), ("-al-", "-el-"))


def spellings(form: str) -> tuple[str, ...]:
    """A form as it is, and as transliteration varies it: without the apostrophe of ʿayn, with the other vowel of the article."""
    forms = {form: None}
    if "'" in form:
        forms[form.replace("'", "")] = None
    for found in tuple(forms):
        for article, other in _ARTICLES:
            if article in f" {found}":
                forms[f" {found}".replace(article, other)[1:]] = None
    return tuple(forms)


def spelled_out(surfaces: Iterable[Surface]) -> tuple[Surface, ...]:
    """Every spelling of every form; of two that differ in capitals alone ("Atlantistes", "atlantistes"), that with fewer."""
    kept: dict[tuple[object, ...], Surface] = {}
    for language, form, bearer in surfaces:
        for spelling in spellings(form):
            key = (language, spelling if spelling.isupper() else fold(spelling), bearer)
            if key not in kept or _capitals(spelling) < _capitals(kept[key][1]):
                kept[key] = (language, spelling, bearer)
    return tuple(kept.values())


def _capitals(form: str) -> int:
    return sum(c.isupper() for c in form)

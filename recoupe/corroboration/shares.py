"""Shares in words ("half of the country"), and how large the countries are. The words are in ``data/ontology/shares.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recoupe.language.data import DataModel, load_toml
from recoupe.language.fold import fold
from recoupe.model import Span

SHARES = Path(__file__).parent.parent / "data" / "ontology" / "shares.toml"
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s?[%٪]")
_REACH = 40
"""Characters between a share and the word for the country."""


class ShareFile(DataModel):
    """``shares.toml``."""

    fractions: Mapping[str, Mapping[str, float]]
    """By language, then by word: the share, from 0 to 1."""
    country: Mapping[str, tuple[str, ...]]
    areas: Mapping[str, float]
    """By ISO 3166-1 alpha-2, in km2."""


@dataclass(frozen=True, slots=True)
class Share:
    value: float
    span: Span


@cache
def _shares() -> ShareFile:
    return load_toml(SHARES, ShareFile)


def country_area(country: str) -> float | None:
    """In km2; None where it is not known."""
    return _shares().areas.get(country)


def share_in(text: str, within: Span, language: str) -> Share | None:
    """The share of the country that a sentence speaks of, if it does."""
    words = _country(language)
    if words is None:
        return None
    for value, span in _found(text, within, language):
        if words.search(fold(text[span.end : min(within.end, span.end + _REACH)])):
            return Share(value, span)
    return None


def _found(text: str, within: Span, language: str) -> list[tuple[float, Span]]:
    sentence = fold(within.of(text))
    found = [(float(m[1].replace(",", ".")) / 100, m.span()) for m in _PERCENT.finditer(sentence)]
    pattern = _fractions(language)
    values = {fold(word): value for word, value in _shares().fractions.get(language, {}).items()}
    found += [(values[m[1]], m.span(1)) for m in pattern.finditer(sentence)] if pattern else []
    return [(value, Span(within.start + a, within.start + b)) for value, (a, b) in found if value > 0]


@cache
def _fractions(language: str) -> re.Pattern[str] | None:
    words = sorted((fold(w) for w in _shares().fractions.get(language, {})), key=len, reverse=True)
    return re.compile(r"(?<!\w)(" + "|".join(map(re.escape, words)) + r")(?!\w)") if words else None


@cache
def _country(language: str) -> re.Pattern[str] | None:
    words = [fold(w) for w in _shares().country.get(language, ())]
    return re.compile("|".join(rf"(?<!\w){re.escape(w)}(?!\w)" for w in words)) if words else None

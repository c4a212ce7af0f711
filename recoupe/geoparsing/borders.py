"""Borders as reports speak of them: "the Iraqi borders", "the region bordering on Iraq", "the border between X and Y"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.geoparsing.words import CompiledWords, Piece
from recoupe.model import Name, NameKind

_COUNTRY_ID = "country:"


@dataclass(frozen=True, slots=True)
class BorderReading:
    """Indexes of pieces, half-open; one country, both, or none when the text leaves it to the reader."""

    start: int
    end: int
    lemma: str
    countries: tuple[str, ...]


def read_border(pieces: Sequence[Piece], forms: Sequence[str], at: int, words: CompiledWords) -> BorderReading | None:
    """The border phrase whose first piece is ``at``; None when there is none."""
    if pieces[at].name is not None:
        return None
    noun = words.nouns.starting_at(forms, at)
    lemma = noun[1].lemma if noun else None
    if forms[at] in words.border_nouns:
        end = at + 1
        region = words.nouns.starting_at(forms, end) if end < len(forms) and pieces[end].name is None else None
        if region is not None and region[1].kind == "region":
            end, lemma = region[0], region[1].lemma
    elif noun is not None and noun[0] < len(forms) and forms[noun[0]] in words.border_adjectives and not noun[1].sited:
        end = noun[0] + 1
    else:
        return None
    countries, end = _countries(pieces, forms, end, words)
    start = at
    if words.words.noun_after and at > 0:
        ahead = _ahead(pieces, forms, at, words)
        countries += [c for c in ahead[1] if c not in countries]
        start = ahead[0]
    if not countries and forms[at] not in words.border_nouns:
        return None
    return BorderReading(start, end, lemma or forms[at], tuple(sorted(countries[:2])))


def _ahead(pieces: Sequence[Piece], forms: Sequence[str], at: int, words: CompiledWords) -> tuple[int, tuple[str, ...]]:
    """Where "the Syrian [-Turkish] border" begins whose noun is at ``at``, and its countries."""
    name = pieces[at - 1].name
    code = country_of(name) if name else None
    codes = (code,) if code else () if name else words.countries_of(forms[at - 1])
    if not codes:
        return at, ()
    if at >= 3 and forms[at - 2] in ("-", "/"):
        other = pieces[at - 3].name
        first = country_of(other) if other else None
        more = (first,) if first else words.countries_of(forms[at - 3])
        return (at - 3, (*more, *codes)) if more else (at - 1, codes)
    return at - 1, codes


def country_of(name: Name) -> str | None:
    """The ISO code of a name that is a country's."""
    if NameKind.COUNTRY not in name.kinds and NameKind.PLACE not in name.kinds:
        return None
    codes = [i.removeprefix(_COUNTRY_ID) for i in name.ids if i.startswith(_COUNTRY_ID)]
    return codes[0] if codes and len(codes[0]) == 2 else None


def _countries(pieces: Sequence[Piece], forms: Sequence[str], at: int, words: CompiledWords) -> tuple[list[str], int]:
    """Countries named from ``at`` on, two at most, and the index behind the last of them."""
    found: list[str] = []
    end = at
    while at < len(pieces) and len(found) < 2:
        name = pieces[at].name
        code = country_of(name) if name else None
        codes = (code,) if code else () if name else words.countries_of(forms[at])
        if codes:
            found += [c for c in codes if c not in found]
            at += 1
            end = at
            continue
        joining = words.border_joining.starting_at(forms, at)
        if joining is None:
            break
        at = joining[0]
    return found, end

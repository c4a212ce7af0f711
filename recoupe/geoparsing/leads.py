"""What stands before a place phrase: preposition, direction and distance ("30 km north of")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from recoupe.geoparsing.words import CompiledWords, Piece, split
from recoupe.language.fold import fold
from recoupe.model import Relation, Span

_NUMBER = re.compile(r"\d+(?:[.,\u202f ]\d{3})*(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """``start`` is the index of the first piece of the whole phrase, preposition and distance included."""

    start: int
    relation: Relation = Relation.AT
    preposition: str | None = None
    distance_km: float | None = None
    genitive: bool = False


class _Placed(Protocol):
    """The part of a phrase that matters here."""

    @property
    def span(self) -> Span: ...
    @property
    def extent(self) -> Span: ...
    @property
    def relation(self) -> Relation: ...
    @property
    def preposition(self) -> str | None: ...
    @property
    def kind(self) -> str | None: ...
    @property
    def is_country(self) -> bool: ...


class LeadReader:
    """Reads leftwards from the first word of a place's noun phrase."""

    def __init__(self, words: CompiledWords) -> None:
        self._words = words
        self._directional = split(words.words.directional)
        self._containing = {
            fold(phrase) for p in words.words.prepositions if p.contains for phrase in p.phrases
        }

    def before(self, pieces: Sequence[Piece], forms: Sequence[str], start: int) -> Reading:
        """The lead of the phrase whose first piece is ``start``."""
        return (
            self._compass(pieces, forms, start)
            or self._preposed(forms, start)
            or self._distant(forms, start)
            or self._bare(forms, start)
        )

    def outside(self, forms: Sequence[str], at: int) -> bool:
        """Whether the direction at ``at`` says "north of", and not "in the north of"."""
        if not self._words.words.direction_before:
            return self._words.locatives.ending_at(forms, at) is not None
        return self._directed(forms, at) or self._words.determiners.ending_at(forms, at) is None

    def _directed(self, forms: Sequence[str], at: int) -> bool:
        words = self._directional
        return at >= len(words) and tuple(forms[at - len(words) : at]) == words

    def definite(self, forms: Sequence[str], at: int) -> int | None:
        """Where the article before ``at`` begins, be it fused with a preposition; None without one."""
        for table in (self._words.determiners, self._words.locatives, self._words.genitives):
            found = table.ending_at(forms, at)
            if found is not None and not self._indefinite(forms, found[0], at):
                return found[0]
        return None

    def says_where(self, text: str, end: int, other: _Placed, phrase: _Placed) -> bool:
        """Whether ``other``, the next phrase after ``end``, says where ``phrase`` lies."""
        if other.relation is not Relation.AT or phrase.relation is Relation.BETWEEN:
            return False
        gap = text[end : other.extent.start].strip()
        if gap == "(":
            return other.preposition is None or other.preposition in self._containing
        if gap not in ("", ","):
            return False
        if other.preposition is not None:
            return other.preposition in self._containing
        if other.is_country:
            return gap == "," and not phrase.is_country and other.extent == other.span
        return gap == "," and other.kind in ("province", "district", "region") and phrase.kind != other.kind

    def _compass(self, pieces: Sequence[Piece], forms: Sequence[str], start: int) -> Reading | None:
        """"[30 km] north of": a direction between a locative and a genitive."""
        tie = self._words.genitives.ending_at(forms, start)
        found = self._words.directions.ending_at(forms, tie[0]) if tie else None
        lead = self._direction_lead(forms, found[0]) if found else None
        if found is None or lead is None:
            return None
        measured = self._distance(forms, lead)
        at, km = measured or (lead, None)
        return Reading(at, Relation(f"{found[1]}_of"), self._words.words.directional + " " + found[1], km)

    def _direction_lead(self, forms: Sequence[str], at: int) -> int | None:
        """Where "[to the] north of" begins whose direction is at ``at``; None when it is "[in] the north of"."""
        if self._words.words.direction_before:
            if not self.outside(forms, at):
                return None
            return at - len(self._directional) if self._directed(forms, at) else at
        found = self._words.locatives.ending_at(forms, at)
        return found[0] if found else None

    def _preposed(self, forms: Sequence[str], start: int) -> Reading | None:
        found = self._words.leads.ending_at(forms, start)
        if found is None:
            return None
        lead = found[1]
        return Reading(found[0], lead.preposition.relation, lead.phrase)

    def _distant(self, forms: Sequence[str], start: int) -> Reading | None:
        """"30 km from X"."""
        tie = self._words.genitives.ending_at(forms, start)
        measured = self._distance(forms, tie[0]) if tie else None
        if measured is None:
            return None
        return Reading(measured[0], Relation.NEAR, self._words.words.locative, measured[1])

    def _bare(self, forms: Sequence[str], start: int) -> Reading:
        tie = self._words.genitives.ending_at(forms, start)
        if tie is not None:
            return Reading(tie[0], genitive=True)
        article = self._words.determiners.ending_at(forms, start)
        return Reading(article[0] if article else start)

    def _distance(self, forms: Sequence[str], end: int) -> tuple[int, float] | None:
        """A figure and a unit that end at ``end``: where they begin, with their preposition, and the kilometres."""
        if end < 2 or forms[end - 1] not in self._words.units:
            return None
        at = end - 2
        tie = self._words.genitives.ending_at(forms, end - 1)
        if tie is not None and tie[0] > 0:
            at = tie[0] - 1
        count = self._count(forms[at])
        if count is None:
            return None
        while at > 0 and forms[at - 1] in self._words.counts:
            at -= 1
        lead = self._words.locatives.ending_at(forms, at)
        return (lead[0] if lead else at), round(count * self._words.units[forms[end - 1]], 3)

    def _count(self, form: str) -> float | None:
        if form in self._words.counts:
            return self._words.counts[form]
        if not _NUMBER.fullmatch(form):
            return None
        return float(re.sub(r"[.,\u202f ](?=\d{3}\b)", "", form).replace(",", "."))

    def _indefinite(self, forms: Sequence[str], start: int, end: int) -> bool:
        return any(f in self._words.counts for f in forms[start:end])

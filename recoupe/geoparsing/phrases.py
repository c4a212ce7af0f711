"""Place phrases around names, read from surface words: no parse is needed, so a short text costs microseconds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from recoupe.geoparsing.borders import read_border
from recoupe.geoparsing.geometry import BEARINGS
from recoupe.geoparsing.kinds import AREAS
from recoupe.geoparsing.leads import LeadReader, Reading
from recoupe.geoparsing.words import CompiledWords, Piece, pieces_of
from recoupe.language.schema_places import PlaceNoun, PlaceWords
from recoupe.model import Name, NameKind, Relation, Span

_PLACE_KINDS = {NameKind.PLACE, NameKind.COUNTRY, NameKind.UNKNOWN}
_MODIFIERS = 3
"""Words that may stand between a noun and what ties the name to it ("base militaire US / Otan d'…")."""


@dataclass(frozen=True, slots=True)
class PlacePhrase:
    """Words that name, describe or point back to a place.

    ``span`` runs from the governing noun (or direction, or name) to the end of the name; preposition and article stay out of
    it and are in ``extent``.
    """

    span: Span
    extent: Span
    relation: Relation = Relation.AT
    names: tuple[Name, ...] = ()
    head: str | None = None
    """Lemma of the governing noun."""
    kind: str | None = None
    kinds: tuple[str, ...] = ()
    """All kinds of place that the governing noun may mean, ``kind`` first."""
    direction: str | None = None
    """Part of the place that is meant: ``south_east`` in "the south-east of Syria"."""
    distance_km: float | None = None
    preposition: str | None = None
    """Folded, as the pack has it; None for a bare phrase and for a plain genitive."""
    genitive: bool = False
    """Tied to a noun that is no place ("the battle of …")."""
    countries: tuple[str, ...] = ()
    """ISO codes of adjectives ("the Syrian east", "the Iraqi borders")."""
    border: bool = False
    """A border, or the region along it, of ``countries``; the theatre completes the pair."""
    anaphoric: bool = False
    """"this town", "there": points back to a place of ``kinds``."""
    capital: bool = False
    """Said to be a capital, with or without its name."""
    within: tuple[Span, ...] = ()
    """Spans of phrases that say where this one lies."""

    @property
    def evident(self) -> bool:
        """Whether something beside the name says that it is a place, or the caller took a name that nobody knows for one."""
        told = any(n.kinds == (NameKind.PLACE,) and not n.ids for n in self.names)
        return told or self.preposition is not None or self.head is not None or self.direction is not None

    @property
    def is_country(self) -> bool:
        return any(NameKind.COUNTRY in n.kinds for n in self.names)

    @property
    def is_area(self) -> bool:
        """Whether it is said to be something that other places lie in."""
        return self.direction is not None or self.border or self.is_country or self.kind in AREAS


class PlaceReader:
    """Reads one language. Build it once: the tables take a few milliseconds."""

    def __init__(self, words: PlaceWords, demonyms: Mapping[str, str]) -> None:
        self.words = CompiledWords(words, demonyms)
        self._leads = LeadReader(self.words)

    def find(self, text: str, within: Span, names: Sequence[Name], *, unnamed: bool = True) -> tuple[PlacePhrase, ...]:
        """Phrases in ``text[within]``, in order of their start; ``names`` are those found there, of any kind.

        ``unnamed``: those without a name too, which point back or speak of a border.
        """
        pieces = pieces_of(text, within.start, within.end, names)
        forms = [p.form for p in pieces]
        borders = list(self._borders(pieces, forms)) if unnamed else []
        phrases = [p for p in self._named(pieces, forms) if not _inside_any(p, borders)]
        phrases += borders
        if unnamed:
            phrases += [p for p in self._unnamed(pieces, forms) if not _inside_any(p, phrases)]
        phrases.sort(key=lambda p: (p.span.start, p.span.end))
        return tuple(_coordinated(list(self._contained(phrases, text)), text))

    def _borders(self, pieces: list[Piece], forms: list[str]) -> Iterator[PlacePhrase]:
        end = 0
        for i in range(len(pieces)):
            if i < end:
                continue
            found = read_border(pieces, forms, i, self.words)
            if found is None:
                continue
            end = found.end
            reading = self._leads.before(pieces, forms, found.start)
            yield self._phrase(pieces, found.start, end, reading=reading, head=self.words.noun(found.lemma), border=True,
                               countries=found.countries, anaphoric=not found.countries)  # fmt: skip

    def _named(self, pieces: list[Piece], forms: list[str]) -> Iterator[PlacePhrase]:
        for i, piece in enumerate(pieces):
            if piece.name is None or not _PLACE_KINDS.intersection(piece.name.kinds):
                continue
            phrase, others = self._around(pieces, forms, i)
            if phrase.evident or phrase.genitive or set(piece.name.kinds) - {NameKind.UNKNOWN}:
                yield phrase
                yield from others

    def _around(self, pieces: list[Piece], forms: list[str], i: int) -> tuple[PlacePhrase, list[PlacePhrase]]:
        """The phrase around the name at ``i``, and its twins ("the south and the north of …")."""
        start, head, direction, others = i, None, None, []
        end, head = self._head_after(pieces, forms, i)
        for _ in range(3):
            adjective = self._adjective_before(forms, start)
            if adjective is not None and direction is None and start > 0 and pieces[start - 1].name is None:
                start, direction = start - 1, adjective
                continue
            step = self._direction_before(pieces, forms, start)
            if step is not None and direction is None:
                start, direction = step
                others = self._other_directions(forms, start)
                continue
            noun = self._head_before(pieces, forms, start)
            if noun is None or direction is not None:
                break
            start, head = noun[0], head or noun[1]
        if end < len(forms) and forms[end] in self.words.direction_adjectives and direction is None and self._adjectives_after:
            direction, end = self.words.direction_adjectives[forms[end]], end + 1
        name = pieces[i].name
        assert name is not None
        reading = self._leads.before(pieces, forms, start)
        phrase = self._phrase(pieces, start, end, reading=reading, head=head, direction=direction, names=(name,))
        twins = [
            self._phrase(pieces, at, at + 1, reading=self._leads.before(pieces, forms, at), head=head, direction=d, names=(name,))
            for at, d in others
        ]
        return phrase, twins

    @property
    def _adjectives_after(self) -> bool:
        return not self.words.words.direction_before

    def _adjective_before(self, forms: list[str], start: int) -> str | None:
        """The direction of "northern" right before ``start``, in a language that has it there."""
        if start < 1 or not self.words.words.direction_before:
            return None
        return self.words.direction_adjectives.get(forms[start - 1])

    def _head_after(self, pieces: list[Piece], forms: list[str], i: int) -> tuple[int, PlaceNoun | None]:
        """The end of the phrase and the noun right behind the name at ``i`` ("Anbar province"); a country's name takes none."""
        name = pieces[i].name
        found = self.words.nouns.starting_at(forms, i + 1) if self.words.words.noun_after else None
        if found is None or name is None or NameKind.COUNTRY in name.kinds or pieces[i + 1].name is not None:
            return i + 1, None
        return found

    def _direction_before(self, pieces: list[Piece], forms: list[str], start: int) -> tuple[int, str] | None:
        """"the south-east of" before ``start``: where it begins, and the point of the compass."""
        tie = self.words.genitives.ending_at(forms, start)
        if tie is None:
            return None
        found = self.words.directions.ending_at(forms, tie[0])
        if found is None or self._leads.outside(forms, found[0]):
            return None
        return found

    def _other_directions(self, forms: list[str], start: int) -> list[tuple[int, str]]:
        """Directions joined before that at ``start``: "the north and [the] east of"."""
        at = self._determiner(forms, start)
        joint = self.words.conjunctions.ending_at(forms, at)
        found = self.words.directions.ending_at(forms, joint[0]) if joint else None
        return [found] if found else []

    def _determiner(self, forms: list[str], at: int) -> int:
        found = self.words.determiners.ending_at(forms, at)
        return found[0] if found else at

    def _head_before(self, pieces: list[Piece], forms: list[str], start: int) -> tuple[int, PlaceNoun] | None:
        """The noun that governs what starts at ``start``, and where that noun begins."""
        direct = self.words.nouns.ending_at(forms, start)
        if direct is not None:
            return direct
        tie = self.words.genitives.ending_at(forms, start)
        if tie is not None:
            lead = self.words.leads.ending_at(forms, start)
            return None if lead and lead[0] < tie[0] else self._noun_left_of(pieces, forms, tie[0])
        place = self.words.locatives.ending_at(forms, start)
        if place is None:
            return None
        at = place[0]
        if at and forms[at - 1] in self.words.situated:
            return self._noun_left_of(pieces, forms, at - 1)
        noun = self._noun_left_of(pieces, forms, at)
        return noun if noun and noun[1].sited else None

    def _noun_left_of(self, pieces: list[Piece], forms: list[str], end: int) -> tuple[int, PlaceNoun] | None:
        """A place noun that ends at ``end`` or has up to ``_MODIFIERS`` modifiers (and slashes) behind it."""
        skipped = 0
        while end > 0 and skipped <= _MODIFIERS:
            noun = self.words.nouns.ending_at(forms, end)
            if noun is not None:
                return noun
            if forms[end - 1] in self.words.function_words or (pieces[end - 1].is_mark and forms[end - 1] != "/"):
                return None
            skipped += forms[end - 1] != "/" and not (end > 1 and forms[end - 2] == "/")
            end -= 1
        return None

    def _unnamed(self, pieces: list[Piece], forms: list[str]) -> Iterator[PlacePhrase]:
        """"this town", "the east of Syria" said with an adjective, "there"."""
        i = 0
        while i < len(pieces):
            phrase, end = self._regional(pieces, forms, i) or self._pointing(pieces, forms, i) or (None, i + 1)
            if phrase is not None:
                yield phrase
            i = end

    def _regional(self, pieces: list[Piece], forms: list[str], i: int) -> tuple[PlacePhrase, int] | None:
        found = self.words.directions.starting_at(forms, i)
        if found is None or found[0] >= len(forms) or pieces[i].name is not None:
            return None
        countries = self.words.countries_of(forms[found[0]])
        if len(countries) != 1:
            return None
        reading = self._leads.before(pieces, forms, i)
        end = found[0] + 1
        return self._phrase(pieces, i, end, reading=reading, direction=found[1], countries=countries), end

    def _pointing(self, pieces: list[Piece], forms: list[str], i: int) -> tuple[PlacePhrase, int] | None:
        here = self.words.here.starting_at(forms, i)
        if here is not None:
            return self._phrase(pieces, i, here[0], reading=Reading(i), anaphoric=True), here[0]
        found = self.words.nouns.starting_at(forms, i)
        if found is None or not found[1].anaphoric or pieces[i].name is not None:
            return None
        pointed = i > 0 and forms[i - 1] in self.words.demonstratives
        end = found[0]
        direction = self._direction_before(pieces, forms, i)
        start = direction[0] if direction else i
        definite = self._leads.definite(forms, i) is not None and forms[i - 1] not in self.words.plural_determiners
        if not pointed and not (definite and (direction is not None or not self._governs(pieces, forms, end))):
            return None
        reading = self._leads.before(pieces, forms, start - 1 if pointed and not direction else start)
        return self._phrase(pieces, start, end, reading=reading, head=found[1], anaphoric=True,
                            direction=direction[1] if direction else None), end  # fmt: skip

    def _governs(self, pieces: list[Piece], forms: list[str], end: int) -> bool:
        """Whether more of the noun phrase follows: a complement, an adjective, a name."""
        if end >= len(forms) or pieces[end].is_mark:
            return False
        if pieces[end].name is not None or self.words.genitives.starting_at(forms, end):
            return True
        return forms[end] not in self.words.function_words

    def _phrase(
        self, pieces: list[Piece], start: int, end: int, *, reading: Reading, head: PlaceNoun | None = None,
        direction: str | None = None, names: tuple[Name, ...] = (), countries: tuple[str, ...] = (), border: bool = False,
        anaphoric: bool = False,
    ) -> PlacePhrase:  # fmt: skip
        return PlacePhrase(
            span=Span(pieces[start].start, pieces[end - 1].end), extent=Span(pieces[reading.start].start, pieces[end - 1].end),
            relation=reading.relation, names=names, head=head.lemma if head else None, kind=head.kind if head else None,
            kinds=(head.kind, *head.also) if head else (), direction=direction, distance_km=reading.distance_km,
            preposition=reading.preposition, genitive=reading.genitive, countries=countries, border=border, anaphoric=anaphoric,
            capital=head is not None and head.capital,
        )  # fmt: skip

    def _contained(self, phrases: list[PlacePhrase], text: str) -> Iterator[PlacePhrase]:
        """Each phrase with the spans of those right behind it, or right before, that say where it lies."""
        holders: dict[Span, list[Span]] = {}
        for i, phrase in enumerate(phrases):
            last = phrase
            for other in phrases[i + 1 : i + 4]:
                if other.border or other.anaphoric or other.span.start < last.span.end:
                    break
                if not self._leads.says_where(text, last.span.end, other, phrase):
                    break
                wide = phrase.direction is not None or phrase.is_country
                inner, outer = (other, phrase) if wide and other.preposition and not other.is_area else (phrase, other)
                holders.setdefault(inner.span, []).append(outer.span)
                last = other
        for phrase in phrases:
            yield replace(phrase, within=tuple(holders.get(phrase.span, ())))


def _coordinated(phrases: list[PlacePhrase], text: str) -> list[PlacePhrase]:
    """A bare name right behind a comma or one short word shares the preposition and the noun of the one before."""
    done: list[PlacePhrase] = []
    for phrase in phrases:
        before = done[-1] if done else None
        if before is not None and _joined(before, phrase, text):
            phrase = replace(phrase, relation=before.relation, preposition=before.preposition, distance_km=before.distance_km,
                             head=before.head, kind=before.kind, kinds=before.kinds)  # fmt: skip
        done.append(phrase)
    return done


def _joined(before: PlacePhrase, phrase: PlacePhrase, text: str) -> bool:
    if phrase.evident or phrase.genitive or not phrase.names or not before.names or before.border or before.preposition is None:
        return False
    between = text[before.span.end : phrase.span.start]
    return between.strip() in {",", "/"} or (between.startswith(" ") and between.endswith(" ") and 2 < len(between) <= 4)


def _inside_any(phrase: PlacePhrase, others: Sequence[PlacePhrase]) -> bool:
    return any(phrase.span.overlaps(o.span) for o in others)


def relation_of(direction: str) -> Relation:
    """The relation "north of" of a point of the compass."""
    if direction not in BEARINGS:
        raise ValueError(f"not a point of the compass: {direction}")
    return Relation(f"{direction}_of")

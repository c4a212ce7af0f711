"""Figures of a text: numbers with their bounds, their unit or what they count, before their role in a claim is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from recoupe.extraction.counting import CountedThing, ThingReader
from recoupe.extraction.numerals import NumeralReader, Phrases, Piece, Pieces, Reading
from recoupe.extraction.quantity_bounds import Bounded, BoundReader
from recoupe.extraction.quantity_flags import Measured, Plausibility
from recoupe.language.schema_numbers import NumberWords, Scale, read_limits
from recoupe.model import FROM_SIDES, QuantityKind, Span

PEOPLE = frozenset(
    {
        QuantityKind.KILLED,
        QuantityKind.WOUNDED,
        QuantityKind.CAPTURED,
        QuantityKind.MISSING,
        QuantityKind.DISPLACED,
    }
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number phrase. ``min`` and ``max`` are inclusive, None is an open bound.

    ``unit`` is canonical: ``km2``, ``km``, ``m``, ``hour`` …, ``USD`` …, ``person``, ``item``, or empty where nothing counted
    is named. ``kind`` is None where the clause must tell what became of those counted.
    """

    span: Span
    """The whole phrase: modifiers, numeral, counted noun."""
    number: Span
    """The numeral alone."""
    counter: Span
    """Everything before the counted noun, as one word for a parser ("au moins une dizaine de")."""
    min: float | None
    max: float | None
    unit: str
    kind: QuantityKind | None = None
    of: str | None = None
    flags: tuple[str, ...] = ()
    implicit: bool = False
    """It is said by an article or a vague plural only: one person, some hours. Use it where the clause counts people."""
    part_of: Span | None = None
    """The span of the figure of which this one is a part."""
    scale: Scale | None = None


class QuantityReader:
    """Finds figures. Built once for a language pack."""

    def __init__(self, words: NumberWords) -> None:
        pieces = Pieces(words.digits)
        self._pieces = pieces
        self._numerals = NumeralReader(words, pieces)
        self._bounds = BoundReader(words, pieces, self._numerals)
        self._things = ThingReader(words, pieces)
        self._plausibility = Plausibility(read_limits())
        self._subset = Phrases(pieces, [(form, True) for form in words.subset])
        self._joiner = Phrases(pieces, [(form, True) for form in words.joiners])
        self._by = Phrases(pieces, [(form, True) for form in words.by])
        self._partitives = Phrases(pieces, [(form, True) for form in words.partitives])
        self._sides = Phrases(pieces, [(form, True) for form in words.sides])

    def find(self, text: str, within: Span) -> tuple[Figure, ...]:
        """The figures of ``text`` inside ``within``, in order, none overlapping another."""
        pieces = self._pieces.cut(text, within.start, within.end)
        drafts: list[_Draft] = []
        at = 0
        while at < len(pieces):
            draft = self._draft(text, pieces, at, drafts[-1].last if drafts else 0)
            if draft is None:
                at += 1
                continue
            stop = draft.last
            if draft.figure is not None:
                if drafts and (surface := self._surface(text, pieces, drafts[-1], draft)) is not None:
                    drafts[-1] = surface
                else:
                    drafts.append(self._related(pieces, drafts, draft))
            at = max(stop, at + 1)
        kept = [draft for draft in drafts if draft.thing is None or not draft.thing.side]
        return tuple(self._checked(text, d.figure) for d in _spread(pieces, kept, self._joiner) if d.figure is not None)

    def check(self, figure: Figure, kind: QuantityKind, text: str) -> tuple[str, ...]:
        """The reasons to doubt ``figure`` once the clause has told its ``kind``."""
        measured = Measured(figure.number.of(text), figure.min, figure.max, figure.unit, figure.scale)
        return (*(flag for flag in figure.flags if flag), *self._plausibility.flags(measured, kind))

    def _checked(self, text: str, figure: Figure) -> Figure:
        measured = Measured(figure.number.of(text), figure.min, figure.max, figure.unit, figure.scale)
        return replace(figure, flags=(*figure.flags, *self._plausibility.flags(measured, figure.kind)))

    def _draft(self, text: str, pieces: Sequence[Piece], at: int, floor: int, *, whole: bool = False) -> _Draft | None:
        reading = self._numerals.read(pieces, at)
        if reading is None:
            return None
        bounded = self._bounds.around(pieces, reading, floor)
        if not whole and (share := self._share(text, pieces, bounded)) is not None:
            return share
        thing = self._things.after(text, pieces, bounded, floor)
        if thing is None:
            return _Draft(bounded.first, reading.last, None)
        bounded, last = self._bounds.after(pieces, bounded, thing.last)
        return _Draft(bounded.first, last, _figure(text, pieces, bounded, thing, last), thing)

    def _share(self, text: str, pieces: Sequence[Piece], bounded: Bounded) -> _Draft | None:
        """So many of so many ("trois des quatre assaillants"): one figure, the first, of what the second counts."""
        partitive = self._partitives.at(pieces, bounded.reading.last)
        if partitive is None or bounded.reading.one or partitive[0] >= len(pieces):
            return None
        whole = self._draft(text, pieces, partitive[0], bounded.reading.last, whole=True)
        if whole is None or whole.figure is None or whole.thing is None or whole.first != partitive[0] or whole.figure.implicit:
            return None
        if whole.figure.unit not in ("person", "item") or whole.figure.of is None:
            return None
        thing = replace(whole.thing, factor=1.0, note="")
        return _Draft(bounded.first, whole.last, _figure(text, pieces, bounded, thing, whole.last), thing)

    def _related(self, pieces: Sequence[Piece], drafts: Sequence[_Draft], draft: _Draft) -> _Draft:
        """``draft`` as part of the figure before it, where the words between say so."""
        figure = draft.figure
        if figure is None or not drafts or drafts[-1].figure is None:
            return draft
        before = drafts[-1].figure
        whole = self._whole(pieces, drafts, draft)
        if whole is not None:
            kind = figure.kind or (whole.kind if figure.unit in ("", "person") else None)
            unit = figure.unit or whole.unit
            return replace(draft, figure=replace(figure, part_of=whole.span, kind=kind, unit=unit, of=figure.of or whole.of))
        if draft.thing is not None and draft.thing.other and not draft.thing.side and not figure.unit:
            told = draft.thing.alike and drafts[-1].thing is not None and not drafts[-1].thing.fated
            return replace(draft, figure=_like(figure, before, told))
        return draft

    def _whole(self, pieces: Sequence[Piece], drafts: Sequence[_Draft], draft: _Draft) -> Figure | None:
        previous = drafts[-1].figure
        if previous is None or draft.figure is None:
            return None
        if self._subset.before(pieces, draft.first) is not None and draft.first - drafts[-1].last <= 8:
            if previous.part_of is None:
                return previous
            return next((d.figure for d in drafts if d.figure is not None and d.figure.span == previous.part_of), None)
        if self._opens_list(pieces, drafts[-1], draft):
            return previous
        if previous.part_of is None or draft.figure.kind is not None or draft.first - drafts[-1].last != 1:
            return None
        if self._joiner.before(pieces, draft.first) is None or draft.figure.unit not in ("", "person"):
            return None
        return next((d.figure for d in drafts if d.figure is not None and d.figure.span == previous.part_of), None)

    def _opens_list(self, pieces: Sequence[Piece], before: _Draft, draft: _Draft) -> bool:
        """Whether ``draft`` stands first in a parenthesis after a count of people: what follows takes that count apart."""
        if before.figure is None or draft.figure is None or draft.first != before.last + 1:
            return False
        people = before.figure.unit == "person" and draft.figure.unit in ("", "person")
        return people and draft.figure.kind is None and pieces[before.last].text == "("

    def _surface(self, text: str, pieces: Sequence[Piece], first: _Draft, second: _Draft) -> _Draft | None:
        """The area whose sides are two lengths ("45 km sur 60 km"), or None."""
        a, b = first.figure, second.figure
        if a is None or b is None or not _are_sides(a, b):
            return None
        at = first.last
        while (side := self._sides.at(pieces, at)) is not None:
            at = side[0]
        by = self._by.at(pieces, at)
        if by is None or by[0] != second.first:
            return None
        last = second.last
        if (side := self._sides.at(pieces, last)) is not None:
            last = side[0]
        factor = _to_km(a, first.thing, second.thing) * _to_km(b, second.thing, first.thing)
        span = Span(a.span.start, pieces[last - 1].end)
        note = f"{FROM_SIDES}: {a.span.of(text)!r} by {b.span.of(text)!r}"
        figure = replace(
            a,
            span=span,
            counter=span,
            unit="km2",
            kind=QuantityKind.AREA,
            of=None,
            flags=(*a.flags, note),
            min=_product(a.min, b.min, factor),
            max=_product(a.max, b.max, factor),
        )
        return _Draft(first.first, last, figure)


def _like(figure: Figure, before: Figure, told: bool) -> Figure:
    """``figure``, a bare number, as one of the same things as ``before``; of the same fate where the noun ``told`` it."""
    if before.unit not in ("person", "item"):
        return figure
    kind = figure.kind or (before.kind if told else None)
    return replace(figure, unit=before.unit, of=before.of if before.unit == "person" else figure.of, kind=kind)


_KM = {"km": 1.0, "m": 0.001}


def _are_sides(a: Figure, b: Figure) -> bool:
    """Two lengths, or a length and a number whose unit is that of the other."""
    return (a.unit in _KM and b.unit in ("", *_KM)) or (a.unit == "" and b.unit in _KM)


def _to_km(figure: Figure, own: CountedThing | None, other: CountedThing | None) -> float:
    """Kilometres in one of ``figure``; where it has no unit of its own, in one of the other side's."""
    if figure.unit in _KM:
        return _KM[figure.unit]
    return _KM[other.unit] * other.factor if other is not None and other.unit in _KM else 1.0


@dataclass(frozen=True, slots=True)
class _Draft:
    first: int
    last: int
    figure: Figure | None
    thing: CountedThing | None = None


def _product(a: float | None, b: float | None, factor: float) -> float | None:
    return None if a is None or b is None else a * b * factor


def _figure(text: str, pieces: Sequence[Piece], bounded: Bounded, thing: CountedThing, last: int) -> Figure:
    reading: Reading = bounded.reading
    start, number_end = pieces[min(bounded.first, thing.first)].start, pieces[reading.last - 1].end
    low, high = _scaled(bounded.min, thing), _scaled(bounded.max, thing)
    if thing.together:
        low = None
    flags = tuple(note for note in (*bounded.notes, thing.together, thing.note) if note)
    counter_end = pieces[max(thing.noun - 1, reading.last - 1)].end
    return Figure(
        span=Span(start, max(pieces[last - 1].end, number_end)),
        number=Span(pieces[bounded.number].start, number_end),
        counter=Span(start, counter_end),
        min=low,
        max=high,
        unit=thing.unit,
        kind=thing.kind,
        of=thing.of,
        flags=flags,
        implicit=thing.implicit,
        scale=reading.scale,
    )


def _scaled(value: float | None, thing: CountedThing) -> float | None:
    """``value`` in the thing's canonical unit; counts of people and pieces are whole numbers."""
    if value is None:
        return None
    return round(value * thing.factor + thing.extra, 9)


def _spread(pieces: Sequence[Piece], drafts: Sequence[_Draft], joiner: Phrases[bool]) -> list[_Draft]:
    """Give the fate told after the last figure of a list to those before it ("12 soldats et 3 civils tués")."""
    spread = list(drafts)
    reached: set[int] = set()
    for index in range(len(spread) - 2, -1, -1):
        here, after = spread[index], spread[index + 1]
        if here.figure is None or after.figure is None or here.thing is None or after.thing is None:
            continue
        told = after.thing.fated or index + 1 in reached
        if not told or here.figure.kind is not None or here.figure.unit != "person" or after.figure.kind not in PEOPLE:
            continue
        found = joiner.before(pieces, after.first)
        if found is None or found[0] != here.last or (pieces[found[0]].kind == "p" and index + 1 not in reached):
            continue
        spread[index] = replace(here, figure=replace(here.figure, kind=after.figure.kind))
        reached.add(index)
    return spread

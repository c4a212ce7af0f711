"""Names, places, times and figures of the sentences that are parsed, each found once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from recoupe.extraction.drafts import SentenceInput
from recoupe.extraction.quantities import Figure
from recoupe.geoparsing.phrases import PlacePhrase
from recoupe.language.fold import fold
from recoupe.language.lexicon import Hit
from recoupe.language.parser import Merge, prepare
from recoupe.language.tokens import SentenceSpan
from recoupe.model import Name, NameKind, Relation, Span
from recoupe.pipeline.tools import NameEntry, Tools
from recoupe.temporal.phrases import TimePhrase

ACTING = frozenset({NameKind.ACTOR, NameKind.COUNTRY, NameKind.PERSON, NameKind.OUTLET})


@dataclass(frozen=True)
class Findings:
    """What stands in the parsed sentences of one report."""

    sentences: tuple[SentenceInput, ...]
    names: tuple[Name, ...]
    """Every name of the whole text that the registries know."""
    times: dict[Span, TimePhrase] = field(default_factory=dict)
    places: dict[Span, PlacePhrase] = field(default_factory=dict)


@dataclass(frozen=True)
class _Found:
    sentence: SentenceSpan
    names: tuple[Name, ...]
    places: tuple[PlacePhrase, ...]
    times: tuple[TimePhrase, ...]
    figures: tuple[Figure, ...]


def find_all(text: str, tools: Tools) -> tuple[list[SentenceSpan], Findings]:
    """All sentences, and the findings of those that call for a parse."""
    folded = fold(text)
    sentences = list(tools.tokenizer.sentences(text))
    known = tuple(_name(text, hit) for hit in tools.names.find(text, folded))
    chosen = tools.gate.chosen(text, folded, sentences)
    found = [_in_sentence(text, sentences[i], known, tools) for i in chosen]
    inputs = _parsed(text, found, tools)
    times = {t.span: t for f in found for t in f.times}
    places = {p.span: p for f in found for p in f.places}
    return sentences, Findings(inputs, known, times, places)


def _name(text: str, hit: Hit[NameEntry]) -> Name:
    kinds = tuple(dict.fromkeys(v.kind for v in hit.values))
    return Name(Span(hit.start, hit.end), text[hit.start : hit.end], kinds, tuple(dict.fromkeys(v.id for v in hit.values)))


def _in_sentence(text: str, sentence: SentenceSpan, known: Sequence[Name], tools: Tools) -> _Found:
    span = sentence.span
    times = tools.times.find(text, span)
    names = [n for n in _between(known, span) if not any(t.span.covers(n.span) for t in times)]
    taken = [n.span for n in names] + [t.span for t in times]
    names = sorted((*names, *tools.place_finder.find(text, span, taken)), key=lambda n: n.span)
    places = tools.places.find(text, span, names)
    figures = tuple(f for f in tools.figures.find(text, span) if not any(t.span.overlaps(f.number) for t in times))
    placed = [_decided(n, places, tools) for n in names]
    return _Found(sentence, tuple(placed), _kept_places(places, placed), times, figures)


def _between(names: Sequence[Name], span: Span) -> list[Name]:
    return [n for n in names if span.covers(n.span)]


def _decided(name: Name, places: Sequence[PlacePhrase], tools: Tools) -> Name:
    """A name that can be a place or an actor: a preposition of place or a place noun decides."""
    spots = NameKind.PLACE in name.kinds or NameKind.COUNTRY in name.kinds
    acts = bool(ACTING.intersection(name.kinds))
    if not (spots and acts):
        return name
    phrase = next((p for p in places if any(n.span == name.span for n in p.names)), None)
    if phrase is not None and phrase.preposition is not None and not phrase.genitive:
        return replace(name, kinds=(NameKind.PLACE,))
    if phrase is not None and (phrase.head is not None or phrase.direction is not None):
        return replace(name, kinds=(NameKind.PLACE,))
    return replace(name, kinds=tuple(k for k in name.kinds if k is not NameKind.PLACE))


def _kept_places(places: Sequence[PlacePhrase], names: Sequence[Name]) -> tuple[PlacePhrase, ...]:
    """Place phrases without those whose name acts."""
    acting = {n.span for n in names if ACTING.intersection(n.kinds)}
    return tuple(p for p in places if p.anaphoric or p.border or not p.names or not all(n.span in acting for n in p.names) or (p.preposition is not None and p.relation is not Relation.AT))


def _parsed(text: str, found: Sequence[_Found], tools: Tools) -> tuple[SentenceInput, ...]:
    prepared = []
    for f in found:
        words = tools.tokenizer.words(text, f.sentence.span)
        merges = [Merge(n.span) for n in f.names]
        merges += [Merge(fig.counter, figure=True) for fig in f.figures if not fig.implicit]
        prepared.append(prepare(text, words, merges, tools.placeholders))
    parsed = tools.parser.parse(text, prepared)
    return tuple(
        SentenceInput(f.sentence.span, f.sentence.paragraph, tokens, f.names, f.figures,
                      tuple(t.span for t in f.times), tuple(p.span for p in f.places))
        for f, tokens in zip(found, parsed, strict=True)
    )

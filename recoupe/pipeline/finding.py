"""Names, places, times and figures of the sentences that are parsed, each found once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from recoupe.extraction.drafts import SentenceInput
from recoupe.extraction.quantities import Figure
from recoupe.geoparsing.people import Persons
from recoupe.geoparsing.phrases import PlacePhrase
from recoupe.language.fold import fold
from recoupe.language.lexicon import Hit
from recoupe.language.pack import PackHead
from recoupe.language.parser import Merge, prepare
from recoupe.language.schema_time import PhraseKind
from recoupe.language.tokens import SentenceSpan
from recoupe.model import Name, NameKind, Relation, Span
from recoupe.pipeline.titled import find_titled
from recoupe.pipeline.tools import NameEntry, Tools
from recoupe.pipeline.unknown import ACRONYM, as_ground, find_unknown, in_capitals
from recoupe.temporal.phrases import TimePhrase

_WORD = re.compile(r"\w+(?:-\w+)*")
_NOTED = re.compile(r"[ \u00a0\u202f]?:(?![ \u00a0\u202f]*[\n«\"“'‘])")
"""A colon with no quotation behind it: "Gaza: fifteen dead" says where."""
_FORENAME = re.compile(r"([A-ZÀ-ÖØ-Þ][^\W\d_]+)(?:[ -](?:al|el|Al|El))?[ -]\Z")
_ENDED = re.compile(r"[ \u00a0\u202f]*(?:[,.;:)\n]|$)")
_WORD_BEFORE = re.compile(r"([A-ZÀ-ÖØ-Þ][^\W\d_]{2,}) \Z")
_WORD_BEHIND = re.compile(r" ([A-ZÀ-ÖØ-Þ][^\W\d_]{2,})\b")
_INITIAL = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_]+ [A-ZÀ-ÖØ-Þ]\. \Z")
OPEN_TIMES = frozenset({PhraseKind.OFFSET_AFTER, PhraseKind.OFFSET_BEFORE})
"""Time phrases that end in a conjunction: the parser must see it."""
BEFORE = 2
"""Sentences before one that points back to a place, in which that place may be named."""
DAYS = frozenset({PhraseKind.DATE, PhraseKind.WEEKDAY})
ARTICLE = 4
"""Characters that an article between a preposition and a place can take."""
GIVEN = 60
"""Characters before the preposition in which the verb stands that makes somebody of whom it leads to."""
ACTING = frozenset({NameKind.ACTOR, NameKind.COUNTRY, NameKind.PERSON, NameKind.OUTLET})


@dataclass(frozen=True)
class Findings:
    """What stands in the parsed sentences of one report."""

    sentences: tuple[SentenceInput, ...]
    names: tuple[Name, ...]
    """Every name of the whole text that the registries know."""
    times: dict[Span, TimePhrase] = field(default_factory=dict)
    places: dict[Span, PlacePhrase] = field(default_factory=dict)
    background: tuple[PlacePhrase, ...] = ()
    """Named places of sentences that were not parsed, right before one that points back to a place: a dateline, a headline."""


@dataclass(frozen=True)
class _Found:
    sentence: SentenceSpan
    names: tuple[Name, ...]
    places: tuple[PlacePhrase, ...]
    times: tuple[TimePhrase, ...]
    figures: tuple[Figure, ...]


def find_all(text: str, tools: Tools, around: Sequence[Span] = ()) -> tuple[list[SentenceSpan], Findings]:
    """All sentences, and the findings of those that call for a parse; so do those that overlap ``around``."""
    folded = fold(text)
    sentences = list(tools.tokenizer.sentences(text))
    known = tuple(_name(text, hit, tools) for hit in tools.names.find(text, folded) if not _ends_a_word(text, hit, tools))
    chosen = tools.gate.chosen(text, folded, sentences, [n.span for n in known])
    if around:
        chosen = sorted({*chosen, *(i for i, s in enumerate(sentences) if any(s.span.overlaps(a) for a in around))})
    found = [_in_sentence(text, sentences[i], known, tools) for i in chosen]
    inputs = _parsed(text, found, tools)
    times = {t.span: t for f in found for t in f.times}
    places = {p.span: p for f in found for p in f.places}
    pronouns = frozenset(tools.modality.place_pronouns)
    pointing = {
        i: any(p.anaphoric for p in f.places) or any(t.text.lower() in pronouns for t in s.tokens)
        for i, f, s in zip(chosen, found, inputs, strict=True)
    }
    return sentences, Findings(inputs, known, times, places, _background(text, sentences, pointing, known, tools))


def _background(
    text: str, sentences: Sequence[SentenceSpan], pointing: Mapping[int, bool], known: Sequence[Name], tools: Tools
) -> tuple[PlacePhrase, ...]:
    """``pointing``: the sentences that were parsed, and whether they point back to a place."""
    before = (j for i, points in pointing.items() if points for j in range(max(0, i - BEFORE), i))
    wanted = sorted({j for j in before if j not in pointing})
    out: list[PlacePhrase] = []
    for j in wanted:
        span = sentences[j].span
        names = [n for n in _between(known, span) if NameKind.PLACE in n.kinds and NameKind.COUNTRY not in n.kinds]
        spots = tools.place_finder.find(text, span, [n.span for n in names])
        phrases = tools.places.find(text, span, sorted((*names, *spots), key=lambda n: n.span), unnamed=False)
        out += [p for p in phrases if p.names]
    return tuple(out)


def _ends_a_word(text: str, hit: Hit[NameEntry], tools: Tools) -> bool:
    """Whether what looks like a place behind a glued letter is the end of a word that the pack knows as none."""
    start = hit.start
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    places = all(value.kind is NameKind.PLACE for value in hit.values)
    return start < hit.start and places and tools.place_finder.refuses(text[start : hit.end])


def _name(text: str, hit: Hit[NameEntry], tools: Tools) -> Name:
    """A country's name carries the gazetteer's id beside the registry's."""
    kinds = tuple(dict.fromkeys(v.kind for v in hit.values))
    ids = dict.fromkeys(v.id for v in hit.values)
    for value in hit.values:
        if value.kind is NameKind.COUNTRY and (iso := tools.own_name(text[hit.start : hit.end], value.id)):
            ids[f"country:{iso}"] = None
        elif NameKind.PLACE not in kinds and (value.kind is NameKind.COUNTRY or tools.is_state(value.id)):
            town = tools.capital_of(text[hit.start : hit.end], value.id)
            if town is not None:
                kinds = (*kinds, NameKind.PLACE)
                ids[town] = None
    band = all(v.kind is NameKind.ACTOR and v.id in tools.bands for v in hit.values)
    return Name(Span(hit.start, hit.end), text[hit.start : hit.end], kinds, tuple(ids), band)


def _in_sentence(text: str, sentence: SentenceSpan, known: Sequence[Name], tools: Tools) -> _Found:
    span = sentence.span
    inside = _between(known, span)
    times = _apart_from_names(tools.times.find(text, span), inside)
    names = [n for n in inside if not any(t.span.covers(n.span) for t in times)]
    persons = tools.place_finder.persons(text)
    names = [n for n in names if n.kinds != (NameKind.PLACE,) or not _is_persons(text, n, persons)]
    names = [_namesake(text, n, span, tools) or _longer(text, n, span, names, tools) or n for n in names]
    taken = [n.span for n in names] + [t.span for t in times]
    spots = (n for n in tools.place_finder.find(text, span, taken) if fold(n.text) not in tools.phrase_words.demonyms)
    names = sorted((*names, *spots), key=lambda n: n.span)
    unknown = [] if in_capitals(span.of(text)) else find_unknown(text, span, [*taken, *(n.span for n in names)], tools)
    names = sorted((*names, *(as_ground(text, n, persons, tools) for n in unknown)), key=lambda n: n.span)
    titled = find_titled(text, span, names, tools)
    names = sorted((*(n for n in names if not any(t.span.covers(n.span) for t in titled)), *titled), key=lambda n: n.span)
    forces = find_forces(text, span, [*taken, *(n.span for n in names)], tools)
    places = tools.places.find(text, span, names)
    times = _without_hours(text, tuple(_closed(text, t, places, tools) for t in times))
    figures = tuple(
        f
        for f in tools.figures.find(text, span)
        if not any(t.span.overlaps(f.number) and t.kind is not PhraseKind.DURATION for t in times)
        and not _is_rate(text, f, times)
    )
    placed = _with_addresses(text, [_decided(text, n, places, tools, span.start) for n in names])
    return _Found(sentence, tuple(sorted((*placed, *forces), key=lambda n: n.span)), _kept_places(places, placed), times, figures)


def _is_rate(text: str, figure: Figure, times: Sequence[TimePhrase]) -> bool:
    """ "A hundred dead every day": so many again and again are no count."""
    behind = (t for t in times if t.kind is PhraseKind.SET and t.span.start >= figure.span.end)
    return any(text[figure.span.end : t.span.start].strip(" \u00a0") == "" for t in behind)


def _is_persons(text: str, name: Name, persons: Persons) -> bool:
    """Whether a known place is named as a person is; one of several words may look like one ("Khan Yunis")."""
    held = persons.hold(name.span) if " " in name.text else persons.names(name.span)
    return held or _has_initial(text, name.span)


def _namesake(text: str, name: Name, within: Span, tools: Tools) -> Name | None:
    """ "Saif Kadhafi": a known person's surname behind another forename is somebody else, whom no registry knows."""
    before = _FORENAME.search(text, within.start, name.span.start) if name.kinds == (NameKind.PERSON,) else None
    if before is None or " " in name.text or not _is_another(before[1], name, opens=before.start(1) == within.start, tools=tools):
        return None
    whole = Span(before.start(1), name.span.end)
    return Name(whole, whole.of(text), (NameKind.UNKNOWN,))


def _longer(text: str, name: Name, within: Span, names: Sequence[Name], tools: Tools) -> Name | None:
    """ "Rahayi Iran", "Syria Untold", "the Doha Center": the name of a country, or of a capital that stands for it, with a
    capitalised word right beside it is part of another name."""
    seat = {NameKind.ACTOR, NameKind.PLACE}.issuperset(name.kinds) and any(tools.is_state(id) for id in name.ids)
    if (NameKind.COUNTRY not in name.kinds and not seat) or " " in name.text:
        return None
    before = _WORD_BEFORE.search(text, within.start, name.span.start)
    behind = _WORD_BEHIND.match(text, name.span.end, within.end)
    start, end = name.span.start, name.span.end
    if before is not None and tools.is_proper(before[1]) and not tools.is_common(before[1]):
        start = before.start(1)
    if behind is not None and tools.is_proper(behind[1]):
        end = behind.end(1)
    whole = Span(start, end)
    if whole == name.span or any(n is not name and n.span.overlaps(whole) for n in names):
        return None
    return Name(whole, whole.of(text), (NameKind.UNKNOWN,))


def _is_another(forename: str, name: Name, *, opens: bool, tools: Tools) -> bool:
    persons = [p for id in name.ids if (p := tools.knowledge.registry.person(id)) is not None]
    own = {fold(words[0])[:1] for p in persons for _, n in p.names if len(words := n.split()) > 1}
    given = tools.place_finder.is_given(fold(forename))
    return bool(own) and fold(forename)[:1] not in own and (given or (not opens and tools.is_proper(forename)))


def _has_initial(text: str, name: Span) -> bool:
    """ "Scott C. Dayton": behind a forename and an initial stands a surname."""
    return _INITIAL.search(text, max(0, name.start - 30), name.start) is not None


def find_forces(text: str, span: Span, taken: Sequence[Span], tools: Tools) -> list[Name]:
    """ "armée syrienne": a force or its people with an adjective of nationality is as good as a name, and is parsed as one."""
    out = []
    demonyms = tools.phrase_words.demonyms
    spots = [Span(span.start + m.start(), span.start + m.end()) for m in _WORD.finditer(span.of(text))]
    for k, (first, second) in enumerate(pairwise(spots)):
        if second.start - first.end != 1 or text[first.end] not in " \u00a0":
            continue
        force, nation = (second, first) if tools.pack.head.names_before_nouns else (first, second)
        if fold(nation.of(text)) not in demonyms or not tools.is_force(force.of(text)):
            continue
        if any(spot.of(text).lower() in tools.people.ministry_nouns for spot in spots[max(0, k - 2) : k]):
            continue  # "the minister of Defence": the adjective is that of the office
        if not any(t.overlaps(first) or t.overlaps(second) for t in taken):
            whole = Span(first.start, second.end)
            out.append(Name(whole, whole.of(text), (NameKind.ACTOR,)))
    return out


def _apart_from_names(times: Sequence[TimePhrase], names: Sequence[Name]) -> tuple[TimePhrase, ...]:
    """The time phrases without the days that are part of a name ("Movement of 23 March")."""
    return tuple(t for t in times if not any(n.span.covers(t.span) and len(n.span) > len(t.span) for n in names))


def _without_hours(text: str, times: Sequence[TimePhrase]) -> tuple[TimePhrase, ...]:
    """The time phrases without those of an hour or part of a day right beside a day ("7 November, around six")."""
    out: list[TimePhrase] = []
    for time in times:
        beside = bool(out) and text[out[-1].span.end : time.span.start].strip(" ,\u00a0") == ""
        if beside and time.kind is PhraseKind.ANAPHORIC and out[-1].kind in DAYS:
            continue
        if beside and out[-1].kind is PhraseKind.ANAPHORIC and time.kind in DAYS:
            out.pop()
        out.append(time)
    return tuple(out)


def _closed(text: str, time: TimePhrase, places: Sequence[PlacePhrase], tools: Tools) -> TimePhrase:
    """ "Seized the day before the town of X" in languages where "before" and "of" are one word: a place is no event to count
    from, so the phrase ends before its preposition."""
    if time.kind is not PhraseKind.OFFSET_BEFORE:
        return time
    if not any(0 <= p.span.start - time.span.end <= ARTICLE and p.relation is Relation.AT for p in places):
        return time
    words = time.span.of(text).rstrip().rsplit(" ", 1)
    found = tools.times.find(text, Span(time.span.start, time.span.start + len(words[0]))) if len(words) == 2 else ()
    return found[0] if len(found) == 1 else time


def _between(names: Sequence[Name], span: Span) -> list[Name]:
    return [n for n in names if span.covers(n.span)]


def _decided(text: str, name: Name, places: Sequence[PlacePhrase], tools: Tools, start: int) -> Name:
    """A name that can be a place or an actor: a preposition of place or a place noun decides."""
    if name.kinds == (NameKind.UNKNOWN,):
        told = any(_locates(p, tools) and any(n.span == name.span for n in p.names) for p in places)
        told = told and not (name.text.isupper() and len(name.text) <= ACRONYM) and not tools.place_finder.refuses(name.text)
        return replace(name, kinds=(NameKind.PLACE,)) if told else name
    spots = NameKind.PLACE in name.kinds or NameKind.COUNTRY in name.kinds
    acts = bool(ACTING.intersection(name.kinds))
    if not (spots and acts):
        return name
    if not text[start : name.span.start].strip(" -–—•*") and _NOTED.match(text, name.span.end):
        return replace(name, kinds=(NameKind.PLACE,))
    if _is_seat(text, name, tools):
        return replace(name, kinds=(NameKind.PLACE,))
    phrase = next((p for p in places if any(n.span == name.span for n in p.names)), None)
    if phrase is not None and phrase.relation is Relation.BETWEEN and phrase.head is None:
        return replace(name, kinds=tuple(k for k in name.kinds if k is not NameKind.PLACE))
    beside = is_capital(name, tools) and text[start : name.span.start].rstrip().endswith(",")  # "… to Ukraine, Berlin said"
    if phrase is not None and (beside or _is_addressed(text, phrase, tools, start)):
        return replace(name, kinds=tuple(k for k in name.kinds if k is not NameKind.PLACE))
    if phrase is not None and phrase.head is not None and _possesses(text, name, phrase, tools):
        return replace(name, kinds=tuple(k for k in name.kinds if k is not NameKind.PLACE))
    agent = phrase is not None and phrase.head is None and phrase.preposition in tools.modality.agents
    if phrase is not None and agent and not _on_the_way(text, phrase, tools):
        return replace(name, kinds=tuple(k for k in name.kinds if k is not NameKind.PLACE))
    if phrase is not None and (phrase.head or phrase.direction or (phrase.preposition is not None and not phrase.genitive)):
        return replace(name, kinds=(NameKind.PLACE,))
    return replace(name, kinds=tuple(k for k in name.kinds if k is not NameKind.PLACE))


def _is_seat(text: str, name: Name, tools: Tools) -> bool:
    """ "The Kabul bombing": a capital, not the state that is called after it, is where something happened."""
    town = NameKind.PLACE in name.kinds and not any(tools.own_name(name.text, id) for id in name.ids)
    return town and tools.ground.is_scene(text, name.span, before_noun=tools.pack.head.names_before_nouns)


def is_capital(name: Name, tools: Tools) -> bool:
    """Whether a name is that of a state and of its capital, which no conflict made one of our own places."""
    town = any(id.startswith("geonames:") for id in name.ids)
    return town and not any(tools.own_name(name.text, id) for id in name.ids) and any(map(tools.is_state, name.ids))


def _is_addressed(text: str, phrase: PlacePhrase, tools: Tools, start: int) -> bool:
    """ "Promised its support to X", "blames X for": the word before a preposition of the hearer makes somebody of a capital."""
    hearer = phrase.preposition is not None and phrase.preposition in frozenset(map(fold, tools.attribution.hearer))
    if phrase.head is not None or not hearer or not tools.modality.giving:
        return False
    for word in reversed(_WORD.findall(text[max(start, phrase.span.start - GIVEN) : phrase.span.start])):
        verb, noun = (tools.lemmas.lemma_of_part(word.lower(), part) for part in ("verb", "noun"))
        if verb in tools.modality.giving or noun in tools.modality.giving:
            return True
        if verb is not None and noun is None and word.lower() not in tools.small_words:
            return False
    return False


def _with_addresses(text: str, names: Sequence[Name]) -> list[Name]:
    """ "In Alpha, Syria, …": a country between a place and the next comma or full stop says where the place lies, and does not
    act."""
    out = list(names)
    for k, (before, name) in enumerate(pairwise(names), 1):
        beside = NameKind.PLACE in before.kinds and text[before.span.end : name.span.start] in (", ", " (")
        if beside and NameKind.COUNTRY in name.kinds and _ENDED.match(text, name.span.end):
            out[k] = replace(name, kinds=(NameKind.PLACE,))
    return out


def _on_the_way(text: str, phrase: PlacePhrase, tools: Tools) -> bool:
    """Whether the preposition of an agent follows a verb of passage ("passed by X")."""
    before = _WORD.findall(text[max(0, phrase.span.start - 40) : phrase.span.start])[-2:]
    return any(tools.lemmas.lemma(w.lower(), "VERB") in tools.modality.passing for w in before)


def _locates(phrase: PlacePhrase, tools: Tools) -> bool:
    """Whether the words around an unknown name can only be those of a place."""
    words = tools.places.words.words
    inside = {fold(w) for w in words.certain}
    return (
        phrase.head is not None
        or phrase.direction is not None
        or phrase.relation is not Relation.AT
        or phrase.preposition in inside
    )


def _possesses(text: str, name: Name, phrase: PlacePhrase, tools: Tools) -> bool:
    """ "La base US": the country stands right behind the noun, with nothing that ties it as a place."""
    if NameKind.COUNTRY not in name.kinds:
        return False
    ties = {*tools.modality.genitive, *tools.locatives}
    between = fold(text[phrase.span.start : name.span.start]).replace("'", "' ").split()
    return not ties.intersection(between)


def _kept_places(places: Sequence[PlacePhrase], names: Sequence[Name]) -> tuple[PlacePhrase, ...]:
    """Place phrases without those whose name acts."""
    acting = {n.span for n in names if n.kinds == (NameKind.UNKNOWN,) or ACTING.intersection(n.kinds)}
    return tuple(
        p
        for p in places
        if p.anaphoric
        or p.border
        or not p.names
        or not all(n.span in acting for n in p.names)
        or (p.preposition is not None and p.relation is not Relation.AT and p.head is None)
    )


def _counter(text: str, figure: Figure, tools: Tools) -> Span:
    """What is one word for the parser; where adjectives stand before the noun, without them ("two Israeli soldiers")."""
    if not tools.pack.head.names_before_nouns:
        return figure.counter
    rest = text[figure.number.end : figure.counter.end]
    joined = next((len(rest) - len(rest.lstrip()) + len(w) for w in tools.counter_ties if rest.lstrip().startswith(w)), 0)
    return Span(figure.counter.start, figure.number.end + joined)


def _is_open(text: str, phrase: TimePhrase, tools: Tools) -> bool:
    """Whether a time phrase leads on to a noun or a clause, which the parser must see ("after several days of …")."""
    return phrase.kind in OPEN_TIMES or fold(phrase.span.of(text)).rsplit(" ", 1)[-1] in tools.modality.genitive


def _placeholder(name: Name, head: PackHead) -> str:
    only = name.kinds in ((NameKind.PLACE,), (NameKind.COUNTRY, NameKind.PLACE))
    return head.place_placeholder if only and head.place_placeholder else head.name_placeholder


def _parsed(text: str, found: Sequence[_Found], tools: Tools) -> tuple[SentenceInput, ...]:
    prepared = []
    for f in found:
        words = tools.words_to_parse(text, f.sentence.span, [n.span for n in f.names])
        head = tools.pack.head
        merges = [Merge(n.span, _placeholder(n, head)) for n in f.names]
        merges += [Merge(_counter(text, fig, tools), head.number_placeholder) for fig in f.figures if not fig.implicit]
        merges += [Merge(t.span, head.time_placeholder) for t in f.times if not _is_open(text, t, tools)]
        span = f.sentence.span
        merges += [
            Merge(Span(span.start + h.start, span.start + h.end), head.adverb_placeholder)
            for h in tools.adverbials.find(span.of(text))
        ]
        merges += [
            Merge(Span(span.start + h.start, span.start + h.end), head.preposition_placeholder)
            for h in tools.prepositions.find(span.of(text))
        ]
        ready = prepare(text, words, merges)
        prepared.append(ready.lowered() if in_capitals(span.of(text)) else ready)
    parsed = tools.parser.parse(text, prepared)
    return tuple(
        SentenceInput(
            f.sentence.span,
            f.sentence.paragraph,
            tokens,
            f.names,
            f.figures,
            tuple(t.span for t in f.times),
            frozenset(t.span for t in f.times if t.kind is PhraseKind.DURATION),
            tuple(p.span for p in f.places),
        )
        for f, tokens in zip(found, parsed, strict=True)
    )

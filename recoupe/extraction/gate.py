"""Which sentences call for a parse: one automaton over every form of every word that could matter."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntFlag

import ahocorasick_rs

from recoupe.language.fold import fold
from recoupe.language.lemmas import LemmaTable
from recoupe.language.schema_events import EventWords
from recoupe.language.schema_speech import AttributionWords, ModalityWords
from recoupe.language.tokens import SentenceSpan
from recoupe.model import Span


class Need(IntFlag):
    """What a sentence holds."""

    NOTHING = 0
    TRIGGER = 1
    SPEECH = 2
    REPLY = 8
    """A denial or a toll, which may take up what was told before."""
    POINTER = 4
    """A pronoun or possessive that stands for somebody named before."""
    ACTOR = 16
    """A noun for armed people, whom a pronoun can stand for."""


@dataclass(slots=True)
class _Known:
    """What a form, or a sentence with all its forms, stands for; a bit a set phrase for its verb and its noun."""

    need: Need = Need.NOTHING
    verb_of: int = 0
    noun_of: int = 0
    spellings: set[str] = field(default_factory=set)
    """With accents, for forms."""

    def join(self, other: _Known) -> None:
        self.need |= other.need
        self.verb_of |= other.verb_of
        self.noun_of |= other.noun_of


class Gate:
    """Finds the sentences to parse. Built once for a pack."""

    def __init__(
        self,
        events: EventWords,
        speech: tuple[AttributionWords, ModalityWords],
        lemmas: LemmaTable,
        *,
        armed: Iterable[str] = (),
        words: Callable[[str, Span], Iterable[str]] | None = None,
    ) -> None:
        """``armed``: nouns for armed people, in all their forms; ``words``: the bare words of a stretch of text, for languages
        that write small words together with others."""
        attribution, modality = speech
        known: dict[str, _Known] = {}

        def add(words: Iterable[str], need: Need) -> None:
            for word in words:
                _known_as(word, known).need |= need

        whole = [f for f in events.verb if not (f.noun or f.by)]
        casualties = (*events.casualties.killed_nouns, *events.casualties.wounded_nouns)
        add(_forms({lemma for f in whole for lemma in f.lemmas if " " not in lemma}, "verb", lemmas), Need.TRIGGER)
        add(_forms({*casualties, *(lemma for f in events.noun for lemma in f.lemmas)}, "noun", lemmas), Need.TRIGGER)
        add(
            _forms(
                {*attribution.say, *attribution.say_behind, *attribution.deny, *attribution.accuse, *attribution.claim},
                "verb",
                lemmas,
            ),
            Need.SPEECH,
        )
        add(_forms(set(attribution.deny), "verb", lemmas), Need.REPLY)
        add(_forms(set(events.aftermath.toll), "noun", lemmas), Need.REPLY)
        add((*attribution.according, *attribution.sourced), Need.SPEECH)
        add(armed, Need.ACTOR)
        add((*modality.third_person, *modality.possessives), Need.POINTER)
        _add_set_phrases(known, [(f.lemmas, f.noun or f.by) for f in events.verb if f.noun or f.by], lemmas)
        two = {lemma for f in whole for lemma in f.lemmas if " " in lemma}
        _add_set_phrases(known, [((lemma,), (lemma.split()[-1],)) for lemma in sorted(two)], lemmas, first=len(events.verb))
        for word in events.seldom:
            _known_as(word, known).need &= ~Need.TRIGGER
        add(events.seldom_unless, Need.TRIGGER)
        known.pop("", None)
        self._words, self._by_form = words, known
        self._known = list(known.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(known), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        self._marks = attribution.openers + attribution.closers + attribution.straight

    def needs(self, text: str, folded: str, sentences: Sequence[SentenceSpan]) -> list[Need]:
        """What each sentence holds. The verb and the noun of a set phrase count only together; a word with accents must have
        those of the form, one without may have lost them."""
        found = [_Known() for _ in sentences]
        if self._words is not None:
            for its, sentence in zip(found, sentences, strict=True):
                for word in self._words(text, sentence.span):
                    if word in self._by_form:
                        its.join(self._by_form[word])
            return [f.need | (Need.TRIGGER if f.verb_of & f.noun_of else Need.NOTHING) for f in found]
        at = 0
        for index, start, end in self._automaton.find_matches_as_indexes(folded):
            if (start and folded[start - 1].isalnum()) or (end < len(folded) and folded[end].isalnum()):
                continue
            while at < len(sentences) and sentences[at].span.end <= start:
                at += 1
            if at == len(sentences):
                break
            its = self._known[index]
            if sentences[at].span.start <= start and _spelt(text[start:end], its.spellings):
                found[at].join(its)
        return [f.need | (Need.TRIGGER if f.verb_of & f.noun_of else Need.NOTHING) for f in found]

    def chosen(self, text: str, folded: str, sentences: Sequence[SentenceSpan], names: Sequence[Span] = ()) -> list[int]:
        """The sentences to parse: with a trigger; naming somebody before a pointer; speaking beside or around a quotation.

        ``names`` are those found in the text, in order: a sentence without a name or a noun for armed people has no antecedent.
        """
        needs = self.needs(text, folded, sentences)
        keep = {i for i, need in enumerate(needs) if need & Need.TRIGGER}
        for i in sorted(keep):
            named = i > 0 and (needs[i - 1] & Need.ACTOR or _holds(names, sentences[i - 1].span))
            if needs[i] & Need.POINTER and named and sentences[i].paragraph - sentences[i - 1].paragraph <= 1:
                keep.add(i - 1)
        for i, need in enumerate(needs):
            if need & Need.REPLY and (i - 1 in keep or i - 2 in keep):
                keep.add(i)
            beside = need & Need.SPEECH and (i - 1 in keep or i + 1 in keep)
            if i not in keep and beside and (self._quotes(sentences[i].span.of(text)) or self._opens(text, sentences, i, keep)):
                keep.add(i)
        return sorted(keep)

    def _opens(self, text: str, sentences: Sequence[SentenceSpan], i: int, keep: set[int]) -> bool:
        """Whether a quotation that is to be parsed fills the paragraph before or behind a sentence."""
        near = (n for n in (i - 1, i + 1) if n in keep and sentences[n].paragraph != sentences[i].paragraph)
        return any(text[sentences[n].span.start] in self._marks for n in near)

    def _quotes(self, sentence: str) -> bool:
        return ":" in sentence[-3:] or any(m in sentence for m in self._marks)


def _known_as(form: str, known: dict[str, _Known]) -> _Known:
    its = known.setdefault(fold(form), _Known())
    its.spellings.add(form)
    return its


def _spelt(word: str, spellings: set[str]) -> bool:
    return word.isascii() or word.lower().replace("’", "'") in spellings


def _add_set_phrases(
    known: dict[str, _Known], phrases: Sequence[tuple[tuple[str, ...], tuple[str, ...]]], lemmas: LemmaTable, *, first: int = 0
) -> None:
    """Verbs with a noun or a particle: what fills the noun's place may also be an infinitive or a participle. ``first`` is the
    bit of the first phrase."""
    verbs: dict[str, int] = {}
    nouns: dict[str, int] = {}
    for bit, (heads, fillers) in enumerate(phrases, first):
        for lemma in heads:
            head = lemma.split()[0]
            verbs[head] = verbs.get(head, 0) | 1 << bit
        for lemma in fillers:
            nouns[lemma] = nouns.get(lemma, 0) | 1 << bit
    for lemma, its in _forms_by_lemma(verbs, "verb", lemmas).items():
        for form in its:
            _known_as(form, known).verb_of |= verbs[lemma]
    for part in ("noun", "verb", "adj"):
        for lemma, its in _forms_by_lemma(nouns, part, lemmas).items():
            for form in its:
                _known_as(form, known).noun_of |= nouns[lemma]


def _forms_by_lemma(wanted: Iterable[str], part: str, lemmas: LemmaTable) -> dict[str, set[str]]:
    out = {lemma: _forms({lemma}, part, lemmas, walk=False) for lemma in wanted}
    for form, lemma in lemmas.exceptions.get(part, {}).items():
        if lemma in out:
            out[lemma].add(form)
    return out


def _forms(wanted: set[str], part: str, lemmas: LemmaTable, *, walk: bool = True) -> set[str]:
    """Every form of the wanted lemmas, in one walk over the table; those of the rules alone without it."""
    out = set(wanted)
    if walk:
        out.update(form for form, of in lemmas.exceptions.get(part, {}).items() if of in wanted)
    for lemma in wanted:
        for suffix, ending in lemmas.rules.get(part, ()):
            if part == "verb" and lemma.endswith(ending):
                out.add(lemma[: len(lemma) - len(ending)] + suffix)
    if part == "noun":
        for lemma in wanted:
            for suffix, ending in lemmas.rules.get(part, ()):
                if ending in ("", "al", "y", "man") and lemma.endswith(ending):
                    out.add(lemma[: len(lemma) - len(ending)] + suffix)
    return out


def _holds(names: Sequence[Span], sentence: Span) -> bool:
    """Whether one of ``names``, which are in order, stands in ``sentence``."""
    at = bisect_left(names, sentence.start, key=lambda n: n.start)
    return at < len(names) and names[at].end <= sentence.end

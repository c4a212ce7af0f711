"""Which sentences call for a parse: one automaton over every form of every word that could matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntFlag

import ahocorasick_rs

from recoupe.language.fold import fold
from recoupe.language.lemmas import LemmaTable
from recoupe.language.schema_events import EventWords
from recoupe.language.schema_speech import AttributionWords, ModalityWords
from recoupe.language.tokens import SentenceSpan


class Need(IntFlag):
    """What a sentence holds."""

    NOTHING = 0
    TRIGGER = 1
    SPEECH = 2
    POINTER = 4
    """A pronoun or possessive that stands for somebody named before."""


class Gate:
    """Finds the sentences to parse. Built once for a pack."""

    def __init__(self, events: EventWords, speech: tuple[AttributionWords, ModalityWords], lemmas: LemmaTable) -> None:
        attribution, modality = speech
        forms: dict[str, Need] = {}

        def add(words: Iterable[str], need: Need) -> None:
            for word in words:
                forms[fold(word)] = forms.get(fold(word), Need.NOTHING) | need

        casualties = (*events.casualties.killed_nouns, *events.casualties.wounded_nouns)
        add(_forms({lemma for f in events.verb for lemma in f.lemmas}, "verb", lemmas), Need.TRIGGER)
        add(_forms({*casualties, *(lemma for f in events.noun for lemma in f.lemmas)}, "noun", lemmas), Need.TRIGGER)
        add(_forms({*attribution.say, *attribution.say_behind, *attribution.deny, *attribution.accuse, *attribution.claim}, "verb", lemmas), Need.SPEECH)
        add((*attribution.according, *attribution.sourced), Need.SPEECH)
        add((*modality.third_person, *modality.possessives), Need.POINTER)
        forms.pop("", None)
        self._needs = list(forms.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(forms), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        self._marks = attribution.openers + attribution.closers + attribution.straight

    def needs(self, folded: str, sentences: Sequence[SentenceSpan]) -> list[Need]:
        """What each sentence of a folded text holds."""
        out = [Need.NOTHING] * len(sentences)
        at = 0
        for index, start, end in self._automaton.find_matches_as_indexes(folded):
            if (start and folded[start - 1].isalnum()) or (end < len(folded) and folded[end].isalnum()):
                continue
            while at < len(sentences) and sentences[at].span.end <= start:
                at += 1
            if at == len(sentences):
                break
            if sentences[at].span.start <= start:
                out[at] |= self._needs[index]
        return out

    def chosen(self, text: str, folded: str, sentences: Sequence[SentenceSpan]) -> list[int]:
        """The sentences to parse: with a trigger; before one with a pointer; speaking beside or around a quotation."""
        needs = self.needs(folded, sentences)
        keep = {i for i, need in enumerate(needs) if need & Need.TRIGGER}
        for i in sorted(keep):
            if needs[i] & Need.POINTER and i > 0 and sentences[i].paragraph - sentences[i - 1].paragraph <= 1:
                keep.add(i - 1)
        for i, need in enumerate(needs):
            if i not in keep and need & Need.SPEECH and (i - 1 in keep or i + 1 in keep):
                if any(m in text[sentences[i].span.start : sentences[i].span.end] for m in self._marks) or ":" in sentences[i].span.of(text)[-3:]:
                    keep.add(i)
        return sorted(keep)


def _forms(wanted: set[str], part: str, lemmas: LemmaTable) -> set[str]:
    """Every form of the wanted lemmas, in one walk over the table."""
    out = set(wanted)
    out.update(form for form, of in lemmas.exceptions.get(part, {}).items() if of in wanted)
    for lemma in wanted:
        for suffix, ending in lemmas.rules.get(part, ()):
            if part == "verb" and lemma.endswith(ending):
                out.add(lemma[: len(lemma) - len(ending)] + suffix)
    if part == "noun":
        for lemma in wanted:
            for suffix, ending in lemmas.rules.get(part, ()):
                if ending in ("", "al") and lemma.endswith(ending):
                    out.add(lemma[: len(lemma) - len(ending)] + suffix)
    return out

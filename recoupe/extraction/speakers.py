"""Speakers: from a noun, a name or a pronoun to the source that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from recoupe.extraction.participants import ACTOR_NAMES, Participants
from recoupe.extraction.tree import Tree
from recoupe.extraction.view import View
from recoupe.language.fold import fold
from recoupe.language.schema_events import Kind
from recoupe.language.schema_speech import AttributionWords
from recoupe.model import ActorPhrase, Name, NameKind, Span

SUBJECT = ("nsubj", "nsubj:pass")
SPEAKING = frozenset({Kind.SOURCE, Kind.ACTOR, Kind.CIVILIAN})


@dataclass(frozen=True, slots=True)
class Source:
    """One speaker: the phrase that names them and the word of saying."""

    span: Span
    phrase: ActorPhrase
    cue: Span
    head: int
    pronoun: bool = False
    text_noun: bool = False
    """A text ("communiqué", "information") of which nobody says whose it is."""


@dataclass(frozen=True, slots=True)
class SpeechAct:
    """Somebody says something: ``scope`` are the tokens said. ``verb`` is None for "according to"."""

    kind: str
    """say, deny, accuse, claim, believe or cite."""
    sources: tuple[Source, ...]
    scope: frozenset[int]
    verb: int | None
    blamed: tuple[int, ...] = ()
    aside: bool = False
    """A clause that was put into or behind what is said ("…, said X")."""


@dataclass(frozen=True)
class Speakers:
    """Who can speak in one sentence."""

    view: View
    reader: Participants
    words: AttributionWords
    verb_lemma: Callable[[str], str] = str
    _verbs: dict[int, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def verb(self, i: int) -> str:
        """The lemma of a verb, or what it would be where the parse took a verb for something else."""
        found = self._verbs.get(i)
        if found is None:
            found = self._verbs[i] = self._verb(i)
        return found

    def _verb(self, i: int) -> str:
        token = self.tree[i]
        if token.pos in ("VERB", "AUX") or i in self.view.names or token.pos in ("PUNCT", "DET", "ADP", "PRON"):
            return token.lemma if token.pos in ("VERB", "AUX") else ""
        return self.verb_lemma(token.text.lower())

    def has_voice(self, i: int) -> bool:
        """Whether somebody with a post, a name or a force is meant, and not people of whom something is told."""
        return i in self.view.names or self.tree[i].pos == "PRON" or bool({Kind.SOURCE, Kind.ACTOR} & self.view.kind(i))

    @property
    def tree(self) -> Tree:
        return self.view.tree

    def sources(self, i: int, cue: Span) -> tuple[Source, ...]:
        """The speakers that the phrase headed by ``i`` names, coordinated ones apart."""
        heads = [k for k in self.tree.coordinated(i) if k == i or self._is_joined(i, k)]
        return tuple(s for k in heads if (s := self._source(k, cue)) is not None)

    def _is_joined(self, i: int, k: int) -> bool:
        """Whether a conjunction binds ``k`` to ``i``: a mere comma can also begin another clause."""
        return any(self.tree.having(c, "cc") for c in self.tree.coordinated(i) if c >= k)

    def _source(self, k: int, cue: Span) -> Source | None:
        token = self.tree[k]
        if token.dep == "conj" and not self.can_speak(k):
            return None
        phrase = self._with_apposition(self.reader.phrase(k))
        if token.pos == "PRON" and k not in self.reader.names and not self.is_person_pronoun(k):
            return None
        pronoun = self._word(k) in self.reader.words.pronouns or self._word(k) in self.words.stressed
        return Source(phrase.span, phrase, cue, k, pronoun, token.lemma in self.words.texts)

    def _with_apposition(self, phrase: ActorPhrase) -> ActorPhrase:
        """ "Their spokesman, Colonel X": a person's name behind a comma says who a phrase without one means."""
        if any(NameKind.PERSON in n.kinds for n in phrase.names):
            return phrase
        after = [k for k, t in enumerate(self.tree.tokens) if t.span.start >= phrase.span.end][:5]
        if not after or self.tree[after[0]].text != ",":
            return phrase
        for k in after[1:]:
            name = self.view.names.get(k)
            if self.tree[k].dep in SUBJECT:
                return phrase  # "according to his lawyers, X was charged": who is spoken of
            if name is not None and self._is_person(name):
                span = Span(phrase.span.start, name.span.end)
                return replace(phrase, span=span, text=span.of(self.reader.text), names=(name, *phrase.names))
            if (
                name is not None
                or self.tree[k].pos not in ("DET", "NOUN", "ADJ")
                or (self.tree[k].pos == "NOUN" and Kind.SOURCE not in self.view.kind(k))
            ):
                return phrase
        return phrase

    def _is_person(self, name: Name) -> bool:
        return NameKind.PERSON in name.kinds or (name.kinds == (NameKind.UNKNOWN,) and " " in name.text)

    def is_person_pronoun(self, k: int) -> bool:
        word = self._word(k)
        return word in self.reader.words.pronouns or word in self.words.stressed or word in self.words.indefinite

    def _word(self, k: int) -> str:
        return self.tree[k].text.lower().replace("’", "'")

    def can_speak(self, i: int) -> bool:
        """Whether the phrase headed by ``i`` can be somebody, or a text, that says something."""
        token = self.tree[i]
        name = self.view.names.get(i)
        if name is not None:
            return bool(ACTOR_NAMES.intersection(name.kinds))
        if token.pos == "PRON":
            return self.is_person_pronoun(i)
        if token.lemma in self.words.texts or token.lemma in self.words.say_noun:
            return True
        if token.pos == "PROPN" or (i > 0 and token.text[:1].isupper()):
            return not self._is_opening_verb(i)
        kinds = self.view.kind(i)
        return bool(SPEAKING & kinds) and Kind.EVENT not in kinds if kinds else self._has_nation(i)

    def _has_nation(self, i: int) -> bool:
        """ "Russian milbloggers": a noun of which the pack says nothing, with a nationality, is somebody's when it speaks."""
        beside = self.tree.having(i, "amod", "compound") if self.tree[i].pos == "NOUN" else ()
        return any(fold(self.tree[c].text) in self.reader.words.demonyms for c in beside)

    def _is_opening_verb(self, i: int) -> bool:
        """ "Deseo expresar": a verb whose capital is that of its sentence, which the parse took for a name."""
        alone = not self.tree.having(i, "det", "flat:name", "appos", "nmod")
        form = self.tree[i].text.lower()
        return alone and (i == 0 or self.tree[i - 1].pos == "PUNCT") and self.verb_lemma(form) != form

    def is_outlet(self, i: int) -> bool:
        name = self.view.names.get(i)
        return name is not None and NameKind.OUTLET in name.kinds

    def hearers(self, verb: int, speakers: tuple[int, ...]) -> Iterator[int]:
        """Outlets to which it was said; any named body, where those who speak have no name of their own."""
        nameless = bool(speakers) and not any(self._bears_name(s) for s in speakers)
        for c in self.tree.children[verb]:
            told = self.tree[c].dep in ("iobj", "obj") and not self.tree.having(c, "case") and self.is_outlet(c)
            if not told and (self.tree[c].dep not in ("obl", "iobj", "nmod", "obl:arg") or not self._is_hearer_prep(c)):
                continue
            for k in (c, *self.tree.having(c, "appos", "nmod", "flat:name")):
                name = self.view.names.get(k)
                if name is not None and (NameKind.OUTLET in name.kinds or (nameless and name.kinds == (NameKind.ACTOR,))):
                    yield k
                    break

    def _is_hearer_prep(self, i: int) -> bool:
        cases = self.tree.having(i, "case")
        return bool(cases) and self.tree[cases[0]].text.lower().replace("’", "'") in self.words.hearer

    def _bears_name(self, i: int) -> bool:
        return i in self.view.names or self.tree[i].pos == "PRON" or bool(self.reader.phrase(i).names)

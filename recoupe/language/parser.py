"""Parsing of chosen sentences: recognised names and figures go in as one token each, offsets come out untouched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recoupe.errors import DataError
from recoupe.language.finite import (
    with_finite_equals,
    with_finite_forms,
    with_finite_modifiers,
    with_noun_heads,
    with_one_subject,
    with_participle_notes,
)
from recoupe.language.fold import plain
from recoupe.language.lemmas import LemmaTable
from recoupe.language.pack import PackHead
from recoupe.language.particles import join_particles
from recoupe.language.repairs import (
    with_clause_of_noun,
    with_compound_subjects,
    with_finite_root,
    with_gerund_objects,
    with_listed_subjects,
    with_main_verb,
    with_one_subject_of_two,
    with_passives,
    with_relative_subjects,
    with_times_aside,
    with_verb_before_object,
    with_verb_behind_insert,
    with_verb_of_noun,
    with_verb_taken_for_noun,
)
from recoupe.model import Span, Token

if TYPE_CHECKING:
    from spacy.language import Language

SINGLE_MARKS = frozenset({"‘", "’"})
"""Marks of quotation that, alone, would be apostrophes to the parser."""
BATCH = 64
"""Sentences parsed at once: large enough for the matrix products, small enough for memory."""


NOMINAL_LABELS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod", "obl:agent"})

GERUND_LABELS = frozenset({"csubj", "nsubj", "nsubj:pass", "obj", "obl", "nmod", "compound", "appos"})


@dataclass(frozen=True, slots=True)
class Merge:
    """A stretch of text that the parser shall see as one token, spelt ``form``: a placeholder for names, figures, dates."""

    span: Span
    form: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sentence ready to be parsed: the spans of its tokens, and the words that the parser sees in their places."""

    spans: tuple[Span, ...]
    words: tuple[str, ...]
    spaces: tuple[bool, ...]

    def lowered(self) -> Prepared:
        """The same for a sentence in capitals, which the parser has not learnt to read."""
        return replace(self, words=tuple(w.lower() if len(w) > 1 and w.isupper() else w for w in self.words))


def prepare(text: str, words: Sequence[Span], merges: Iterable[Merge]) -> Prepared:
    """Put the word spans of a sentence and the stretches to merge together. Overlapping merges: the first one counts."""
    spans: list[Span] = []
    forms: list[str] = []
    queue = sorted(merges, key=lambda m: (m.span.start, -m.span.end))
    at = 0
    for word in words:
        if spans and word.start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, word.end))
            continue
        while at < len(queue) and queue[at].span.end <= word.start:
            at += 1
        if at < len(queue) and queue[at].span.start <= word.start < queue[at].span.end:
            merge = queue[at]
            end = max(merge.span.end, word.end)
            spans.append(Span(word.start, end))
            forms.append(merge.form)
        else:
            spans.append(word)
            form = word.of(text)
            forms.append('"' if form in SINGLE_MARKS else plain(form))
    spaces = tuple(i + 1 < len(spans) and spans[i + 1].start > span.end for i, span in enumerate(spans))
    return Prepared(tuple(spans), tuple(forms), spaces)


def _load(pipeline: Path | str) -> Language:
    import spacy
    from spacy.util import is_package

    from recoupe.language.products import use_numpy_products
    from recoupe.language.wordvectors import use_remembered_words

    installed = isinstance(pipeline, str) and is_package(pipeline)
    if not installed and not (Path(pipeline) / "config.cfg").is_file():
        raise DataError(str(pipeline), None, "there is no trained parser here, and no installed package of that name")
    try:
        nlp = spacy.load(pipeline, exclude=["tokenizer", "ner"])
    except (ValueError, OSError, ImportError) as exc:
        raise DataError(str(pipeline), None, f"a parser that does not load ({str(exc).splitlines()[0]})") from exc
    use_numpy_products(nlp)
    use_remembered_words(nlp)
    return nlp


class Parser:
    """A trained spaCy pipeline (tok2vec, morphologizer, parser) and the lemma table of its language."""

    def __init__(
        self,
        pipeline: Path | str,
        lemmas: LemmaTable,
        *,
        nouns: frozenset[str] = frozenset(),
        verbs: frozenset[str] = frozenset(),
        head: PackHead | None = None,
    ) -> None:
        """``pipeline`` is a folder, or the name of an installed package; ``nouns`` are lemmas that are nouns although they look
        like participles, ``verbs`` lemmas whose participle is no mere adjective behind a noun; ``head`` tells the habits of the
        language. Raises ``DataError`` when it is no pipeline."""
        from recoupe.language.transitions import annotator

        self._nlp: Language = _load(pipeline)
        self._annotate = annotator(self._nlp, batch=BATCH)
        self._lemmas = lemmas
        self._nouns = nouns
        self._verbs = verbs
        self._particle_verbs = frozenset(head.particle_verbs if head else ())
        self._intransitive = frozenset(head.intransitive if head else ())
        self._gerund_verbs = frozenset(head.gerund_verbs if head else ())
        self._gerund = head.gerund_ending if head else ""
        self._finite = head.finite_endings if head else ()
        self._adjectives_before = head is not None and head.adjectives_before
        self._time = head.time_placeholder if head else ""
        self._infinitives = head is None or head.distinct_infinitives

    def parse(self, text: str, sentences: Sequence[Prepared]) -> Iterator[tuple[Token, ...]]:
        """Parse sentences of ``text``; one tuple of tokens for each, in order."""
        from spacy.tokens import Doc

        from recoupe.language.products import one_thread

        vocab = self._nlp.vocab
        docs = [Doc(vocab, words=list(s.words), spaces=list(s.spaces)) for s in sentences]
        with one_thread():
            self._annotate(docs)
        for prepared, doc in zip(sentences, docs, strict=True):
            yield self._tokens(text, prepared, doc)

    def _tokens(self, text: str, prepared: Prepared, doc: Any) -> tuple[Token, ...]:
        out = []
        lemma = self._lemmas.lemma
        for token, span in zip(doc, prepared.spans, strict=True):
            surface = plain(text[span.start : span.end])
            form = surface.lower()
            pos = self._part_of_speech(token, form)
            head = token.head.i
            dep, feats = "root" if head == token.i else token.dep_, str(token.morph)
            if pos == "ADJ" and "Gender=" in feats and self._is_participle(form, dep):
                pos, feats = "VERB", f"{feats}|Tense=Past|VerbForm=Part"  # no adjective of that form: a participle
            if (
                pos == "VERB"
                and token.pos_ in ("NOUN", "ADJ")
                and "Gender=" in feats
                and "VerbForm=" not in feats
                and not _has_clitic(token)
            ):
                feats = f"{feats}|{'VerbForm=Fin' if self._is_finite(token, form) else 'Tense=Past|VerbForm=Part'}"
            if pos == "VERB" and token.pos_ == "PROPN" and not feats:
                feats = "Tense=Past|VerbForm=Part"
            if not self._infinitives and pos == "NOUN" and token.pos_ == "VERB" and "VerbForm=Fin" in feats:
                feats = "Number=Plur" if lemma(form, pos) != form else "Number=Sing"
            if pos == "ADJ" and dep == "acl" and not any(c.dep_ in ("nsubj", "cop", "mark") for c in token.children):
                dep = "amod"
            out.append(Token(span, surface, lemma(form, pos), pos, dep, head, feats))
        out = self._repaired(out)
        if self._infinitives:
            out = with_finite_equals(with_relative_subjects(with_verb_behind_insert(out, self._only_inflected)))
            out = with_participle_notes(with_finite_modifiers(out), self._lemmas.lemma_of_part)
        if self._adjectives_before:
            out = with_noun_heads(out, self._is_noun)
        if self._finite:
            out = with_one_subject(with_finite_forms(out, self._only_finite))
        if not self._infinitives:
            times = frozenset(k for k, word in enumerate(prepared.words) if self._is_time(word, out[k]))
            out = with_main_verb(out, self._inflected)
            out = with_gerund_objects(with_verb_taken_for_noun(out, self._no_noun), self._gerund_verbs)
            out = with_clause_of_noun(with_listed_subjects(with_times_aside(with_one_subject_of_two(out), times)))
            out = with_verb_of_noun(with_finite_root(out, self._intransitive))
            out = with_passives(with_compound_subjects(with_verb_before_object(out)), self._asked_for)
        return tuple(join_particles(out, self._particle_verbs) if self._particle_verbs else out)

    def _is_time(self, word: str, token: Token) -> bool:
        """Whether a time phrase stands here, parsed as the word for one."""
        return word == self._time and token.dep in (*NOMINAL_LABELS, "compound")

    def _inflected(self, form: str) -> str | None:
        """The verb of which ``form`` is an inflected form, but for those in -ing, which are never finite."""
        verb = self._lemmas.lemma_of_part(form, "verb")
        past = verb is not None and verb != form and self._lemmas.lemma_of_part(form, "noun") != form
        return verb if past and not self._is_gerund(form, verb or "") else None

    def _is_noun(self, form: str) -> bool:
        return self._lemmas.lemma_of_part(form, "noun") is not None

    def _only_finite(self, form: str) -> str | None:
        """The verb of which ``form`` is a finite form and that nothing else has."""
        if not form.endswith(self._finite) or any(self._lemmas.lemma_of_part(form, part) for part in ("noun", "adj")):
            return None
        verb = self._lemmas.lemma_of_part(form, "verb")
        return verb if verb != form else None

    def _only_inflected(self, form: str) -> str | None:
        """The verb of which ``form`` is an inflected form, where no other noun and no adjective has it."""
        verb = self._lemmas.lemma_of_part(form, "verb")
        if verb is None or verb == form or any(self._lemmas.lemma_of_part(form, p) not in (None, verb) for p in ("noun", "adj")):
            return None
        return verb

    def _no_noun(self, form: str) -> str | None:
        """The verb of which ``form`` is an inflected form, where no noun has it at all."""
        return None if self._is_noun(form) else self._only_inflected(form)

    def _is_gerund(self, form: str, verb: str) -> bool:
        return len(form) >= len(verb) + 2 and form[-3:] == self._gerund

    def _asked_for(self, form: str) -> str | None:
        """The verb whose participle ``form`` is, where it is one of those asked for."""
        verb = self._lemmas.lemma_of_part(form, "verb")
        return verb if verb in self._verbs and verb != form else None

    def _is_participle(self, form: str, dep: str) -> bool:
        """Whether what looks like an adjective tells what was done: there is no such adjective, or its verb is one asked for."""
        verb = self._lemmas.lemma_of_part(form, "verb")
        if verb is None or verb == form or (self._finite and form.endswith(self._finite)):
            return False
        return self._lemmas.lemma(form, "ADJ") == verb or (verb in self._verbs and dep in ("amod", "acl"))

    def _repaired(self, tokens: list[Token]) -> list[Token]:
        """ "Une nette percée": an adjective taken for the noun, and the noun behind it for its participle, change places."""
        of_part = self._lemmas.lemma_of_part
        for j in range(1, len(tokens)):
            noun, i = tokens[j], j - 1
            adjective = tokens[i]
            if noun.head != i or noun.dep not in ("acl", "amod") or adjective.pos != "NOUN" or noun.pos not in ("VERB", "ADJ"):
                continue
            first, second = adjective.text.lower(), noun.text.lower()
            if not of_part(first, "adj") or of_part(second, "noun") not in self._nouns:
                continue
            root = adjective.head == i
            tokens[j] = replace(
                noun, pos="NOUN", lemma=self._lemmas.lemma(second, "NOUN"), dep=adjective.dep, head=j if root else adjective.head
            )
            tokens[i] = replace(adjective, pos="ADJ", lemma=self._lemmas.lemma(first, "ADJ"), dep="amod", head=j)
            for k, token in enumerate(tokens):
                if token.head == i and k not in (i, j):
                    tokens[k] = replace(token, head=j)
        return tokens

    def _is_finite(self, token: Any, form: str) -> bool:
        """Whether what the tagger took for a noun or an adjective is the verb of a clause."""
        if _heads_relative(token):
            return True
        labels = {c.dep_ for c in token.children}
        ended = bool(self._finite) and form.endswith(self._finite)
        if ended and "nsubj" in labels and labels.isdisjoint(("det", "cop", "aux:tense", "aux:pass", "case")):
            return True  # "that reinforcements pour in"
        beside = token.dep_ == "conj" and token.head.pos_ == "VERB" and "Fin" in token.head.morph.get("VerbForm")
        noun = self._lemmas.lemma_of_part(form, "noun") or self._lemmas.lemma_of_part(form, "adj")
        return beside and noun is None and labels.isdisjoint(("det", "case", "aux:tense", "aux:pass"))  # "resists, then yields"

    def _part_of_speech(self, token: Any, form: str) -> str:
        """The tagger's choice, unless the table or the tree rules it out."""
        pos: str = token.pos_
        of_part = self._lemmas.lemma_of_part
        if pos == "VERB" and token.dep_ in NOMINAL_LABELS and any(c.dep_ == "det" for c in token.children):
            return "NOUN" if of_part(form, "noun") else pos
        if not self._infinitives and pos == "VERB" and token.dep_ in GERUND_LABELS and form in self._nouns and _is_bare(token):
            return "NOUN"  # "fighting between …"
        verb = of_part(form, "verb") if pos == "PROPN" and token.dep_ in ("advcl", "acl") else None
        if verb is not None and verb != form:
            return "VERB"  # a participle that opens the sentence, with its capital
        infinitive = self._infinitives and pos in ("NOUN", "ADJ", "ADV", "PROPN") and form in self._lemmas.known["verb"]
        if infinitive and not of_part(form, "noun"):
            return "VERB"  # an infinitive
        if (
            pos in ("NOUN", "ADJ", "PROPN", "X")
            and of_part(form, "verb")
            and _has_auxiliary(token)
            and (pos != "ADJ" or any(c.dep_ == "aux:pass" for c in token.children))
        ):
            return "VERB"  # a participle behind its auxiliary
        if pos == "ADJ" and token.dep_ in NOMINAL_LABELS and of_part(form, "noun") in self._nouns and _is_described(token):
            return "NOUN"  # "violents combats": it has an adjective of its own
        no_noun = pos == "NOUN" and of_part(form, "verb") and not of_part(form, "noun")
        if no_noun and (
            _stands_behind_noun(token) or (token.dep_ == "conj" and token.head.pos_ == "VERB" and _has_clitic(token))
        ):
            return "VERB"
        if pos in ("NOUN", "ADJ") and of_part(form, "verb") not in (None, form) and self._is_finite(token, form):
            return "VERB"
        if pos in ("ADV", "X", "ADP") and of_part(form, "verb") and any(c.dep_ in ("nsubj", "obj") for c in token.children):
            return "VERB"
        if pos == "VERB" and of_part(form, "verb") is None:
            return "ADJ" if of_part(form, "adj") else "NOUN" if of_part(form, "noun") else "X"
        return pos


def _is_bare(token: Any) -> bool:
    """Whether a form in -ing, or its like, has no object and no auxiliary: nothing that only a verb has."""
    return not any(c.dep_ in ("obj", "aux:tense", "aux:pass", "nsubj") for c in token.children)


def _is_described(token: Any) -> bool:
    """Whether a word has an adjective of its own, and an article before it."""
    labels = {c.dep_ for c in token.children}
    return "amod" in labels and "det" in labels


def _has_auxiliary(token: Any) -> bool:
    return any(c.dep_ in ("aux:tense", "aux:pass") for c in token.children)


def _stands_behind_noun(token: Any) -> bool:
    """Whether a word without an article hangs on a noun, as a participle may."""
    return (
        token.dep_ in ("conj", "appos", "acl", "amod")
        and token.head.pos_ in ("NOUN", "PROPN")
        and not any(c.dep_ == "det" for c in token.children)
    )


def _heads_relative(token: Any) -> bool:
    """ "Que l'armée contrôle": a word with a relative for its object and a subject behind that is the verb of a clause."""
    before = [c for c in token.children if c.i < token.i]
    objects = [c.i for c in before if c.dep_ == "obj" and c.pos_ in ("PRON", "SCONJ")]
    subjects = [c.i for c in before if c.dep_ == "nsubj"]
    bare = not any(c.dep_ in ("det", "cop", "case", "amod") for c in token.children)
    return bool(objects and subjects) and objects[0] < subjects[-1] and bare


def _has_clitic(token: Any) -> bool:
    """Whether what the tagger took for an article may be the pronoun before a verb."""
    return any(c.dep_ == "det" for c in token.children)

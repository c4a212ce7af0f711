"""Parts of speech and lemmas of the words of a sentence from lists and a table of lemmas, without a trained tagger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.language.clitics import bare
from recoupe.language.lemmas import LemmaTable
from recoupe.language.pack import PackHead
from recoupe.language.parser import Prepared
from recoupe.language.schema_shallow import ShallowWords

NOUNS = frozenset({"NOUN", "PROPN", "NUM"})
MARKS = frozenset({"«", "»", '"', "“", "”", "(", ")", "[", "]"})


@dataclass(slots=True)
class Word:
    """A word while its sentence is read. ``head`` and ``dep`` are filled in by the parser."""

    form: str
    lemma: str
    pos: str
    feats: str = ""
    definite: bool = False
    closed: bool = False
    """Nothing can be joined to it as its owner: it has an article or an ending, or is a name."""
    place: bool = False
    dep: str = ""
    head: int = -1


class Tagger:
    """Tags the sentences of one language."""

    def __init__(self, head: PackHead, words: ShallowWords, lemmas: LemmaTable) -> None:
        self.words, self._lemmas = words, lemmas
        self._article = bare(head.tokens.article)
        self._merged = bare(head.tokens.merged_article)
        self._suffixes = frozenset(map(bare, head.tokens.suffixes))
        self._endings = {bare(k): bare(v) for k, v in head.tokens.bound_endings.items()}
        self._placeholders = {
            head.number_placeholder: "NUM",
            head.time_placeholder: "ADV",
            head.adverb_placeholder: "ADV",
            head.preposition_placeholder: "ADP",
            head.name_placeholder: "PROPN",
            head.place_placeholder: "PROPN",
        }
        self._place = head.place_placeholder
        self._time = head.time_placeholder
        self._small = _small_words(words)
        self._passives = frozenset(map(bare, words.passives))
        self._noun_only = frozenset(map(bare, words.noun_only))
        self._verb_before = frozenset(map(bare, words.verb_before))
        self._present = tuple(map(bare, words.present))
        self._adjectives = tuple(map(bare, words.adjective_endings))
        self._case_endings = tuple(map(bare, words.case_endings))
        self._several = tuple(map(bare, words.several_people))

    def known(self, form: str) -> bool:
        """Whether a bare form is a word of the language."""
        return form in self._small or any(self._lemmas.lemma_of_part(form, part) for part in ("noun", "verb", "adj"))

    def tag(self, prepared: Prepared) -> list[Word]:
        out: list[Word] = []
        for k in range(len(prepared.words)):
            out.append(self._word(prepared, k, out))
        return out

    def _word(self, prepared: Prepared, k: int, before: Sequence[Word]) -> Word:
        raw = prepared.words[k]
        pos = self._placeholders.get(raw) if raw else None
        if pos is not None:
            feats = "Time=Yes" if raw == self._time else ""
            return Word(raw, raw, pos, feats, definite=pos == "PROPN", closed=pos == "PROPN", place=raw == self._place)
        form = bare(raw)
        if not any(c.isalnum() for c in form):
            return Word(form, form, "PUNCT")
        if form.isdigit() or form.replace(".", "").replace(",", "").isdigit():
            return Word(form, form, "NUM")
        glued = k > 0 and not prepared.spaces[k - 1] and prepared.spans[k - 1].end == prepared.spans[k].start
        if glued and form in self._suffixes and before[-1].pos in ("NOUN", "VERB", "ADP", "ADJ"):
            return Word(form, form, "PRON", "PronType=Prs|Person=3")
        if glued and before[-1].form == self._merged and form.startswith(self._merged) and not self._is_word(form):
            form = self._article + form[len(self._merged) :]
        small = self._small.get(form)
        if small == "DET" and before and before[-1].pos == "NOUN" and self._lemmas.lemma_of_part(form, "adj"):
            small = None
        if small is not None:
            return Word(form, form, small, "PronType=Rel" if small == "REL" else "")
        nxt = self._next(prepared, k)
        return self._open(form, before, nxt, bound=self._is_bound(prepared, k))

    def _is_word(self, form: str) -> bool:
        return any(self._lemmas.lemma_of_part(form, part) for part in ("noun", "adj"))

    def _is_bound(self, prepared: Prepared, k: int) -> bool:
        """Whether a pronoun is written together with the word ``k``."""
        if k + 1 >= len(prepared.words) or prepared.spans[k].end != prepared.spans[k + 1].start:
            return False
        return bare(prepared.words[k + 1]) in self._suffixes

    def _next(self, prepared: Prepared, k: int) -> str:
        """The next word, or its part of speech where it is known at once."""
        if k + 1 >= len(prepared.words):
            return ""
        raw = prepared.words[k + 1]
        return self._placeholders.get(raw) or self._small.get(bare(raw)) or bare(raw)

    # ------------------------------------------------------------ words with a meaning

    def _open(self, form: str, before: Sequence[Word], nxt: str, *, bound: bool) -> Word:
        table = self._lemmas
        whole = form
        if bound:
            for ending, unbound in self._endings.items():
                fixed = form.removesuffix(ending) + unbound
                if form.endswith(ending) and table.lemma_of_part(fixed, "noun"):
                    whole = fixed
        verb, noun, adj = (
            table.lemma_of_part(form, "verb"),
            table.lemma_of_part(whole, "noun"),
            table.lemma_of_part(form, "adj"),
        )
        if verb and self._is_verb(form, before, nxt, noun=noun is not None or adj is not None, bound=bound):
            return Word(form, verb, "VERB", self._verb_feats(form, verb))
        definite = form.startswith(self._article) and len(form) > len(self._article) + 2
        stem = form.removeprefix(self._article) if definite else form
        if noun is None and adj is None:
            behind = bool(before) and before[-1].pos in ("NOUN", "ADJ", "PROPN")
            alike = behind and definite and before[-1].definite and before[-1].pos != "PROPN"
            pos, lemma = ("ADJ", form) if alike or (behind and stem.endswith(self._adjectives)) else ("NOUN", form)
        elif noun is None or (adj is not None and self._agrees(before, stem, definite=definite)):
            pos, lemma = "ADJ", adj or form
        else:
            pos, lemma = "NOUN", noun
        closed = definite or bound or (pos == "NOUN" and stem.endswith(self._case_endings) and stem != bare(lemma))
        return Word(form, lemma, pos, self._noun_feats(stem, lemma), definite=definite, closed=closed)

    def _agrees(self, before: Sequence[Word], stem: str, *, definite: bool) -> bool:
        """Whether an adjective can stand here: behind a noun that has an article where it has one, and that is not single
        where the adjective is of several people."""
        if not before or before[-1].pos not in ("NOUN", "ADJ", "PROPN", "PRON"):
            return False
        if before[-1].pos == "NOUN" and stem.endswith(self._several) and "Number=Sing" in before[-1].feats:
            return False
        return before[-1].definite == definite or (definite and before[-1].pos in ("NOUN", "PRON"))

    def _is_verb(self, form: str, before: Sequence[Word], nxt: str, *, noun: bool, bound: bool) -> bool:
        if not noun:
            return True
        last = before[-1] if before else None
        if form in self._passives or (last is not None and last.form in self._verb_before):
            return True
        if form in self._noun_only or (last is not None and last.pos in ("ADP", "DET", "NUM")):
            return False
        if nxt in ("ADP", "") and not bound:
            return last is not None and (last.pos == "REL" or (last.pos in NOUNS and last.closed))
        if nxt not in ("NUM", "PROPN") and self._is_indefinite_adjective(nxt):
            return False
        if last is not None and last.pos in NOUNS and _verb_told(before):
            return False
        if last is None or last.pos in ("PUNCT", "CCONJ", "SCONJ", "REL", "PART", "ADV"):
            return True
        return last.pos in ("NOUN", "ADJ", "PROPN", "PRON") and last.closed

    def _is_indefinite_adjective(self, form: str) -> bool:
        if form.startswith(self._article):
            return False
        return self._lemmas.lemma_of_part(form, "adj") is not None and self._lemmas.lemma_of_part(form, "noun") is None

    def _verb_feats(self, form: str, lemma: str) -> str:
        present = form.startswith(self._present) and not form.startswith(bare(lemma)[:2])
        voice = "|Voice=Pass" if form in self._passives else ""
        return f"Mood=Ind|Tense={'Pres' if present else 'Past'}|VerbForm=Fin{voice}"

    def _noun_feats(self, stem: str, lemma: str) -> str:
        base = bare(lemma)
        near = stem.startswith(base[:-1]) and len(stem) <= len(base) + 1
        same = stem == base or (near and not stem.endswith(self._case_endings))
        return f"Number={'Sing' if same else 'Plur'}"


def _small_words(words: ShallowWords) -> dict[str, str]:
    table: dict[str, str] = {}
    for pos, forms in (
        ("ADP", words.prepositions),
        ("CCONJ", words.conjunctions),
        ("SCONJ", (*words.complementizers, *words.subordinators)),
        ("REL", words.relatives),
        ("PRON", words.pronouns),
        ("DET", (*words.demonstratives, *words.determiners)),
        ("PART", (*words.negations, *words.particles, *words.possible, *words.future)),
        ("ADV", words.adverbs),
    ):
        for form in forms:
            table.setdefault(bare(form), pos)
    return table


def _verb_told(before: Sequence[Word]) -> bool:
    """Whether the clause that goes on has its verb already."""
    for word in reversed(before):
        if word.pos in ("PUNCT", "CCONJ", "SCONJ", "REL"):
            return False
        if word.pos == "VERB":
            return True
    return False

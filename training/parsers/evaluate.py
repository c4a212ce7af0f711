"""Figures of a parser on the test treebanks: attachment, parts of speech, verb lemmas.

Usage: ``python -m training.parsers.evaluate LANGUAGE PARSER TREEBANKS`` where PARSER is the folder that ships.

Two ways: with the words and sentence cuts of the treebank, as parsers are usually measured; and with the words of our
tokenizer, as the reader sees them. Attachment leaves punctuation out and is an F1 over (word, head, label), as spaCy has it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from recoupe.language.lemmas import LemmaTable, load_lemmas
from recoupe.language.pack import load_pack
from recoupe.language.tokens import Tokenizer
from recoupe.model import Span
from training.parsers.corpus import Row, rows_of, sentences
from training.parsers.settings import ParserSettings, settings_of

PUNCT = "punct"
BATCH = 256

T = TypeVar("T")
Arc = tuple[Span, Span, str]


@dataclass(frozen=True, slots=True)
class ParserFigures:
    """Shares between 0 and 1."""

    las: float
    uas: float
    pos: float
    verb_lemmas: float
    own_words_las: float
    words_f1: float
    """Of our tokenizer's words against those of the treebank."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A sentence of a treebank with where each word stands in its text."""

    rows: tuple[Row, ...]
    spans: tuple[Span, ...]
    text: str


def read_gold(path: Path, settings: ParserSettings) -> list[Gold]:
    """The test sentences: all of a treebank, or the part of it that was held back from training."""
    name = path.name.removesuffix(".conllu.xz")
    step = settings.part if name in settings.train else 1
    return [_gold(rows_of(block, settings)) for i, block in enumerate(sentences(path)) if i % step == 0]


def _gold(rows: Sequence[Row]) -> Gold:
    text, spans = "", []
    for row in rows:
        spans.append(Span(len(text), len(text) + len(row.form)))
        text += row.form + (" " if row.space else "")
    return Gold(tuple(rows), tuple(spans), text)


def evaluate(language: str, parser: Path, treebank: Path, *, lemmas: LemmaTable | None = None) -> ParserFigures:
    nlp = spacy.load(parser, exclude=["tokenizer"])
    pack = load_pack(language)
    tokenizer = Tokenizer(pack.head.tokens)
    table = lemmas or load_lemmas(pack.folder / "lemmas.txt.gz")
    gold = read_gold(treebank, settings_of(language))
    parsed = list(_parsed(nlp, gold, [g.spans for g in gold]))
    own = [tokenizer.words(g.text, Span(0, len(g.text))) for g in gold]
    own_parsed = list(_parsed(nlp, gold, own))
    wanted = [_gold_arcs(g) for g in gold]
    got = [_arcs(doc, g.spans) for doc, g in zip(parsed, gold, strict=True)]
    tags = [(row.pos, token.pos_) for g, doc in zip(gold, parsed, strict=True) for row, token in zip(g.rows, doc, strict=True)]
    return ParserFigures(
        las=_f1(wanted, got),
        uas=_f1([_bare(a) for a in wanted], [_bare(a) for a in got]),
        pos=sum(a == b for a, b in tags) / len(tags),
        verb_lemmas=_verb_lemmas(gold, parsed, table),
        own_words_las=_f1(wanted, [_arcs(doc, spans) for doc, spans in zip(own_parsed, own, strict=True)]),
        words_f1=_f1([set(g.spans) for g in gold], [set(spans) for spans in own]),
    )


def _parsed(nlp: Language, gold: Sequence[Gold], cuts: Sequence[Sequence[Span]]) -> Iterator[Doc]:
    docs = []
    for sentence, spans in zip(gold, cuts, strict=True):
        spaces = [sentence.text[s.end : s.end + 1] == " " for s in spans]
        docs.append(Doc(nlp.vocab, words=[s.of(sentence.text) for s in spans], spaces=spaces))
    yield from nlp.pipe(docs, batch_size=BATCH)


def _gold_arcs(gold: Gold) -> set[Arc]:
    rows, spans = gold.rows, gold.spans
    return {(spans[i], spans[r.head], r.label.lower()) for i, r in enumerate(rows) if r.label != PUNCT}


def _arcs(doc: Doc, spans: Sequence[Span]) -> set[Arc]:
    return {(spans[t.i], spans[t.head.i], "root" if t.head.i == t.i else t.dep_.lower()) for t in doc if t.dep_ != PUNCT}


def _bare(arcs: set[Arc]) -> set[tuple[Span, Span]]:
    return {(child, head) for child, head, _ in arcs}


def _f1(wanted: Sequence[set[T]], got: Sequence[set[T]]) -> float:
    right = sum(len(a & b) for a, b in zip(wanted, got, strict=True))
    return 2 * right / (sum(map(len, wanted)) + sum(map(len, got)))


def _verb_lemmas(gold: Sequence[Gold], parsed: Sequence[Doc], table: LemmaTable) -> float:
    """Share of the treebank's verbs whose lemma the table gives under the part of speech that the parser gives."""
    right = verbs = 0
    for sentence, doc in zip(gold, parsed, strict=True):
        for row, token in zip(sentence.rows, doc, strict=True):
            if row.pos == "VERB":
                verbs += 1
                form = row.form.lower().replace("’", "'")
                right += bool(table.lemma(form, token.pos_) == row.lemma.lower())
    return right / verbs


def main(language: str, parser: Path, treebanks: Path) -> None:
    print(f"{'':14}{'LAS':>8}{'UAS':>8}{'POS':>8}{'lemmas':>8}{'own LAS':>9}{'words':>8}")
    for source in settings_of(language).test.values():
        f = evaluate(language, parser, treebanks / f"{source}.conllu.xz")
        print(f"{source:14}{f.las:8.3f}{f.uas:8.3f}{f.pos:8.3f}{f.verb_lemmas:8.3f}{f.own_words_las:9.3f}{f.words_f1:8.3f}")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))

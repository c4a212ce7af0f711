"""Turn Universal Dependencies treebanks into spaCy training corpora.

Three things are done to the trees, each because a small parser needs it:

* multi-word tokens ("du" = "de" + "le") become one token again, as they stand in running text, unless their words spell them;
* labels that the treebanks of a language use differently are unified (``languages.toml``), the agent of a passive among them;
* for half of the sentences that hold proper names a second copy is added in which each name is one
  placeholder token, because the reader parses text whose recognised names are merged in the same way.

Usage: ``python -m training.parsers.corpus LANGUAGE TREEBANKS OUT`` where TREEBANKS is the folder of ``*.conllu.xz``.
"""

from __future__ import annotations

import lzma
import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from recoupe.language.pack import load_pack
from training.parsers.settings import ParserSettings, settings_of

MASKED_SHARE = 0.5
FEATURES = frozenset({"VerbForm", "Mood", "Tense", "Number", "Gender", "Person", "PronType", "Poss", "NumType", "Reflex"})


@dataclass(frozen=True)
class Row:
    form: str
    lemma: str
    pos: str
    feats: str
    head: int
    """Index of the head in the sentence; its own index for the root."""
    label: str
    space: bool


def sentences(path: Path) -> Iterator[list[str]]:
    """Yield the token lines of each sentence of a ``.conllu.xz`` file."""
    block: list[str] = []
    with lzma.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                block.append(line)
            elif not line and block:
                yield block
                block = []
    if block:
        yield block


def rows_of(block: list[str], settings: ParserSettings) -> list[Row]:
    """Read one sentence, with multi-word tokens merged and labels unified."""
    cells = [line.split("\t") for line in block]
    words = [c for c in cells if c[0].isdigit()]
    label = {c[0]: _label(c, words, settings) for c in words}
    groups = _groups(cells, words, settings)
    index = {c[0]: i for i, (members, _) in enumerate(groups) for c in members}
    rows = []
    for i, (members, whole) in enumerate(groups):
        top = _top(members)
        head = index.get(top[6], i)
        feats = "|".join(f for f in top[5].split("|") if f.split("=")[0] in FEATURES)
        surface = whole or top
        last = whole or members[-1]
        rows.append(Row(surface[1], top[2], top[3], feats, head, label[top[0]] if head != i else "root",
                        "SpaceAfter=No" not in last[9]))
    return rows


Cells = list[str]


def _groups(cells: list[Cells], words: list[Cells], settings: ParserSettings) -> list[tuple[list[Cells], Cells | None]]:
    """The words of each token, and the line of the multi-word token where they make one."""
    ranges = {c[0].split("-")[0]: c for c in cells if "-" in c[0]}
    groups: list[tuple[list[Cells], Cells | None]] = []
    inside_until = 0
    for c in words:
        if int(c[0]) <= inside_until:
            groups[-1][0].append(c)
            continue
        whole = ranges.get(c[0])
        if whole is not None:
            until = int(whole[0].split("-")[1])
            members = [w for w in words if int(c[0]) <= int(w[0]) <= until]
            if settings.split_words and "".join(w[1] for w in members) == whole[1]:
                _glue(members, whole)
                whole = None
            else:
                inside_until = until
        groups.append(([c], whole))
    return groups


def _glue(members: list[Cells], whole: Cells) -> None:
    """Words that spell their token together have no space between them."""
    for word in members[:-1]:
        word[9] = "SpaceAfter=No"
    members[-1][9] = whole[9]


def _top(members: list[Cells]) -> Cells:
    ids = {c[0] for c in members}
    outward = [c for c in members if c[6] not in ids]
    for c in outward:  # of "du" keep the preposition, of "duquel" the pronoun
        if c[3] == "PRON":
            return c
    return outward[0]


def _label(cell: Cells, words: list[Cells], settings: ParserSettings) -> str:
    label = settings.labels.get(cell[7], cell[7])
    if not settings.agent or cell[7] != "obl" or cell[3] not in ("NOUN", "PROPN", "PRON"):
        return label
    head = next((w for w in words if w[0] == cell[6]), None)
    if head is None or head[3] != "VERB":
        return label
    cases = {w[2].lower() for w in words if w[6] == cell[0] and w[7] == "case"}
    passive = any(w[6] == cell[6] and w[7] == "aux:pass" for w in words)
    return "obl:agent" if passive and cases.intersection(settings.agent) else label


def masked(rows: list[Row], placeholder: str) -> list[Row] | None:
    """Merge every connected run of proper nouns into one placeholder; None when the sentence has none."""
    n = len(rows)
    starts: list[int] = []
    i = 0
    while i < n:
        starts.append(i)
        if rows[i].pos != "PROPN":
            i += 1
            continue
        j = i + 1
        while j < n and rows[j].pos == "PROPN" and _one_subtree(rows, i, j + 1):
            j += 1
        i = j
    if not any(rows[s].pos == "PROPN" for s in starts):
        return None
    new_of = {}
    for k, s in enumerate(starts):
        end = starts[k + 1] if k + 1 < len(starts) else n
        for old in range(s, end):
            new_of[old] = k
    out = []
    for k, s in enumerate(starts):
        end = starts[k + 1] if k + 1 < len(starts) else n
        members = range(s, end)
        top = next((m for m in members if not (s <= rows[m].head < end) or rows[m].head == m), s)
        row = replace(rows[top], head=new_of[rows[top].head], space=rows[end - 1].space)
        if row.pos == "PROPN":
            row = replace(row, form=placeholder, lemma=placeholder, feats="")
        out.append(row)
    return out


def _one_subtree(rows: list[Row], start: int, end: int) -> bool:
    outward = [m for m in range(start, end) if not (start <= rows[m].head < end) or rows[m].head == m]
    return len(outward) == 1


def to_doc(rows: list[Row], nlp: spacy.language.Language) -> Doc:
    return Doc(
        nlp.vocab, words=[r.form for r in rows], spaces=[r.space for r in rows], pos=[r.pos for r in rows],
        morphs=[r.feats for r in rows], lemmas=[r.lemma for r in rows], heads=[r.head for r in rows],
        deps=[r.label for r in rows], sent_starts=[i == 0 for i in range(len(rows))],
    )


def build(language: str, treebanks: Path, out: Path) -> None:
    """Write ``train.spacy`` and ``dev.spacy``."""
    settings = settings_of(language)
    placeholder = load_pack(language).head.name_placeholder
    chance = random.Random(20180622)
    train, dev = _parts(treebanks, settings)
    copies: list[list[Row]] = []
    for rows in train:
        copies.append(rows)
        mask = masked(rows, placeholder) if chance.random() < MASKED_SHARE else None
        if mask:
            copies.append(mask)
    nlp = spacy.blank("xx")
    out.mkdir(parents=True, exist_ok=True)
    for name, trees in (("train", copies), ("dev", dev)):
        docs = DocBin(attrs=["ORTH", "SPACY", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START"])
        for rows in trees:
            docs.add(to_doc(rows, nlp))
        docs.to_disk(out / f"{name}.spacy")
        print(name, len(trees), "sentences")


def _parts(treebanks: Path, settings: ParserSettings) -> tuple[list[list[Row]], list[list[Row]]]:
    trees = list(_trees(treebanks, settings.train, settings))
    if settings.dev:
        return trees, list(_trees(treebanks, settings.dev, settings))
    return [t for i, t in enumerate(trees) if i % settings.part], trees[:: settings.part]


def _trees(treebanks: Path, names: Iterable[str], settings: ParserSettings) -> Iterator[list[Row]]:
    for name in names:
        for block in sentences(treebanks / f"{name}.conllu.xz"):
            yield rows_of(block, settings)


if __name__ == "__main__":
    build(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))

"""Turn Universal Dependencies treebanks into spaCy training corpora for French.

Three things are done to the trees, each because a small parser needs it:

* multi-word tokens ("du" = "de" + "le") become one token again, as they stand in running text;
* labels that the French treebanks use differently are unified (``LABELS``, and the agent of a passive);
* for half of the sentences that hold proper names a second copy is added in which each name is one
  placeholder token, because the reader parses text whose recognised names are merged in the same way.

Usage: ``python -m training.fr.corpus TREEBANKS OUT`` where TREEBANKS is the folder of ``*.conllu.xz``.
"""

from __future__ import annotations

import lzma
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

PLACEHOLDER = "Alpha"
WRITTEN = ("fr_gsd-dev", "fr_sequoia-train", "fr_pud-test", "fr_fqb-test")
SPOKEN = ("fr_rhapsodie-train", "fr_parisstories-train")
SPEECH_ONLY = frozenset({"discourse", "dep", "dislocated"})
"""A sentence of a spoken treebank with one of these labels teaches nothing about print, and is left out."""
DEV = ("fr_sequoia-dev",)
TESTS = {"gsd-test": "fr_gsd-test", "sequoia-test": "fr_sequoia-test"}

LABELS = {
    "obl:mod": "obl", "obl:arg": "obl", "obj:lvc": "obj", "nsubj:outer": "nsubj", "csubj:pass": "csubj",
    "csubj:outer": "csubj", "dep:comp": "dep", "parataxis:insert": "parataxis", "parataxis:obj": "parataxis",
    "parataxis:parenth": "parataxis", "advcl:cleft": "advcl", "expl:pv": "expl:comp", "expl:pass": "expl:comp",
    "expl": "expl:comp", "flat": "flat:name", "aux": "aux:tense", "advmod:emph": "advmod", "cc:nc": "cc",
    "conj:coord": "conj", "conj:dicto": "conj", "iobj:agent": "iobj", "acl:cleft": "acl:relcl",
    "appos:nmod": "appos", "appos:conj": "appos", "reparandum": "dep", "nmod:appos": "appos", "obj:agent": "obj",
    "obl:periph": "obl", "aux:caus": "aux:caus",
}
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


def rows_of(block: list[str]) -> list[Row]:
    """Read one sentence, with multi-word tokens merged and labels unified."""
    cells = [line.split("\t") for line in block]
    words = [c for c in cells if c[0].isdigit()]
    label = {c[0]: _label(c, words) for c in words}
    ranges = {c[0].split("-")[0]: c for c in cells if "-" in c[0]}
    groups: list[tuple[list[list[str]], list[str] | None]] = []
    inside_until = 0
    for c in words:
        if int(c[0]) <= inside_until:
            groups[-1][0].append(c)
            continue
        whole = ranges.get(c[0])
        if whole is not None:
            inside_until = int(whole[0].split("-")[1])
        groups.append(([c], whole))
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


def _top(members: list[list[str]]) -> list[str]:
    ids = {c[0] for c in members}
    outward = [c for c in members if c[6] not in ids]
    for c in outward:  # of "du" keep the preposition, of "duquel" the pronoun
        if c[3] == "PRON":
            return c
    return outward[0]


def _label(cell: list[str], words: list[list[str]]) -> str:
    label = LABELS.get(cell[7], cell[7])
    if cell[7] == "obl" and cell[3] in ("NOUN", "PROPN", "PRON"):
        cases = {w[2] for w in words if w[6] == cell[0] and w[7] == "case"}
        head = next((w for w in words if w[0] == cell[6]), None)
        passive = any(w[6] == cell[6] and w[7] == "aux:pass" for w in words)
        if head is not None and head[3] == "VERB" and "par" in cases and passive:
            return "obl:agent"
    return label


def masked(rows: list[Row]) -> list[Row] | None:
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
            row = replace(row, form=PLACEHOLDER, lemma=PLACEHOLDER, feats="")
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


def build(treebanks: Path, out: Path) -> None:
    nlp = spacy.blank("fr")
    chance = random.Random(20180622)
    out.mkdir(parents=True, exist_ok=True)

    def write(name: str, sources: tuple[str, ...], with_masks: bool) -> None:
        docs = DocBin(attrs=["ORTH", "SPACY", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START"])
        count = 0
        for source in sources:
            for block in sentences(treebanks / f"{source}.conllu.xz"):
                rows = rows_of(block)
                if source in SPOKEN and not SPEECH_ONLY.isdisjoint(r.label for r in rows):
                    continue
                docs.add(to_doc(rows, nlp))
                count += 1
                mask = masked(rows) if with_masks and chance.random() < 0.5 else None
                if mask:
                    docs.add(to_doc(mask, nlp))
                    count += 1
        docs.to_disk(out / f"{name}.spacy")
        print(name, count, "sentences")

    write("train", WRITTEN + SPOKEN, with_masks=True)
    write("train-written", WRITTEN, with_masks=True)
    write("dev", DEV, with_masks=False)
    for name, source in TESTS.items():
        write(name, (source,), with_masks=False)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))

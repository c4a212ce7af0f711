"""Write the lemma table of the Spanish pack from the tables of spacy-lookups-data (MIT) and the nouns of the training treebanks.

One line a lemma: part of speech, lemma, then its forms; forms that the suffix rules of the pack derive are left out.

Usage: ``python -m training.es.lemmas TREEBANKS OUT.txt.gz``
"""

from __future__ import annotations

import gzip
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import spacy_lookups_data

from recoupe.language.lemmas import LemmaTable
from training.parsers.corpus import sentences
from training.parsers.settings import settings_of

DATA = Path(spacy_lookups_data.__file__).parent / "data"
PARTS = ("verb", "noun", "adj")
TREEBANK_PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj"}
INFINITIVES = ("ar", "er", "ir", "ír")
LONGEST_FORM = 20
ALIKE = 1
"""Letters that a form and its lemma begin with alike, but for the forms of the treebanks and those given by hand."""


def forms_by_lemma(treebanks: Path) -> dict[tuple[str, str], set[str]]:
    """Forms of each lemma: those given by hand before those of the treebanks, and these before the table of all forms."""
    index: dict[str, list[str]] = _loaded("index")
    raw = _read()
    seen = treebank_forms(treebanks)
    known = {part: {w for w in (*index[part], *raw["more"][part]) if _is_word(w)} for part in PARTS}
    known["verb"] = {w for w in known["verb"] | _infinitives(seen) if w.endswith(INFINITIVES)}
    known["noun"] |= {lemma for part, lemma in seen if part == "noun"}
    known["adj"] |= {lemma for part, lemma in seen if part == "adj"}
    known["noun"] -= _plurals(known["noun"])
    for part in ("noun", "adj"):
        known[part] -= known["verb"] - set(raw["keep"][part])
    known["noun"] -= set(raw["wrong"]["noun"])
    forms: dict[tuple[str, str], set[str]] = {(part, lemma): set() for part in PARTS for lemma in sorted(known[part])}
    given: dict[str, str] = raw["plain"]["verb"]
    for form, lemma in given.items():
        forms.setdefault(("verb", lemma), set()).add(form)
    taken = set(given)
    for (part, lemma), its in seen.items():
        if (part, lemma) in forms and part == "verb":
            forms[part, lemma] |= its - taken
            taken |= its
    lookup: dict[str, str] = _loaded("lookup")
    for form, lemma in lookup.items():
        if form in taken or not _is_word(form) or form[:ALIKE] != lemma[:ALIKE]:
            continue
        for part in PARTS:
            if lemma in known[part] and (part == "verb" or not _is_plain(form, known[part])):
                forms[part, lemma].add(form)
    return forms


def treebank_forms(treebanks: Path) -> dict[tuple[str, str], set[str]]:
    """Forms of the verbs, nouns and adjectives of the training treebanks by lemma."""
    out: dict[tuple[str, str], set[str]] = {}
    for source in settings_of("es").train:
        for block in sentences(treebanks / f"{source}.conllu.xz"):
            for cells in (line.split("\t") for line in block):
                part = TREEBANK_PARTS.get(cells[3])
                form, lemma = cells[1].lower(), cells[2].lower()
                if part and _is_word(form) and _is_word(lemma):
                    out.setdefault((part, lemma), set()).add(form)
    return out


def write(treebanks: Path, out: Path) -> None:
    """Write the table to ``out``."""
    forms = forms_by_lemma(treebanks)
    rules = {part: tuple((a, b) for a, b in _read()[part]) for part in PARTS}
    known = {part: frozenset(lemma for p, lemma in forms if p == part) for part in PARTS}
    derived = LemmaTable({}, known, rules)
    with gzip.open(out, "wt", encoding="utf8", compresslevel=9) as file:
        for part, pairs in rules.items():
            for suffix, ending in pairs:
                file.write(f"rule\t{part}\t{suffix}\t{ending}\n")
        for (part, lemma), its in sorted(forms.items()):
            extra = sorted(f for f in its if f != lemma and derived.lemma_of_part(f, part) != lemma)
            file.write("\t".join([part, lemma, *extra]) + "\n")


def _infinitives(seen: dict[tuple[str, str], set[str]]) -> set[str]:
    return {lemma for part, lemma in seen if part == "verb"}


def _plurals(words: set[str]) -> set[str]:
    """Those that are only the regular plural of another."""
    return {w for w in words if (w.endswith("s") and w[:-1] in words) or (w.endswith("es") and w[:-2] in words)}


def _is_plain(form: str, lemmas: set[str]) -> bool:
    """A lemma, or the regular plural of one."""
    return form in lemmas or (form.endswith("s") and (form[:-1] in lemmas or form.removesuffix("es") in lemmas))


def _is_word(word: str) -> bool:
    return 1 < len(word) <= LONGEST_FORM and word.replace("-", "").isalpha() and word.islower()


def _read() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "lemma_rules.toml").read_text(encoding="utf8"))


def _loaded(name: str) -> Any:
    with gzip.open(DATA / f"es_lemma_{name}.json.gz", "rt", encoding="utf8") as file:
        return json.load(file)


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))

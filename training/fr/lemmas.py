"""Write the lemma table of the French pack from the tables of spacy-lookups-data (MIT).

One line a lemma: part of speech, lemma, then its forms; forms that the suffix rules of the pack derive are left out.

Usage: ``python -m training.fr.lemmas TREEBANKS OUT.txt.gz``
"""

from __future__ import annotations

import gzip
import json
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import spacy_lookups_data

from recoupe.language.lemmas import LemmaTable
from training.parsers.corpus import sentences
from training.parsers.settings import settings_of

DATA = Path(spacy_lookups_data.__file__).parent / "data"
PARTS = ("verb", "noun", "adj")


def table(name: str) -> dict[str, dict[str, list[str]]]:
    with gzip.open(DATA / f"fr_lemma_{name}.json.gz", "rt", encoding="utf8") as file:
        loaded: dict[str, dict[str, list[str]]] = json.load(file)
    return loaded


def lookup_table() -> dict[str, str | list[str]]:
    with gzip.open(DATA / "fr_lemma_lookup.json.gz", "rt", encoding="utf8") as file:
        loaded: dict[str, str | list[str]] = json.load(file)
    return loaded


def forms_by_lemma(treebanks: Path) -> dict[tuple[str, str], set[str]]:
    exceptions, index = table("exc"), table("index")
    lookup = {form: [lemmas] if isinstance(lemmas, str) else lemmas for form, lemmas in lookup_table().items()}
    known = {part: set(index[part]) for part in PARTS}
    known["noun"] |= treebank_nouns(treebanks)
    known["verb"] |= {lemma for lemmas in exceptions["verb"].values() for lemma in lemmas}
    known["verb"] |= {lemma for lemmas in exceptions["aux"].values() for lemma in lemmas}
    forms: dict[tuple[str, str], set[str]] = {(part, lemma): set() for part in PARTS for lemma in known[part]}
    for part in PARTS:
        for form, lemmas in exceptions[part].items():
            for lemma in lemmas:
                if lemma in known[part] and (part != "noun" or form not in known[part]):
                    forms[part, lemma].add(form)
    for form, lemmas in exceptions["aux"].items():
        forms["verb", lemmas[0]].add(form)
    for form, lemmas in exceptions["adj"].items():  # participles used as adjectives
        for lemma in lemmas:
            if lemma in known["verb"]:
                forms["verb", lemma].add(form)
    for form, lemmas in lookup.items():
        for lemma in lemmas:
            for part in PARTS:
                if lemma in known[part] and _alike(form, lemma):
                    forms[part, lemma].add(form)
    return forms


def treebank_nouns(treebanks: Path) -> set[str]:
    """Common-noun lemmas of the training treebanks: the index lacks many everyday nouns that look like verb forms."""
    nouns = set()
    for source in settings_of("fr").train:
        for block in sentences(treebanks / f"{source}.conllu.xz"):
            cells = (line.split("\t") for line in block)
            nouns |= {c[2].lower() for c in cells if c[3] == "NOUN" and c[2].isalpha()}
    return nouns


def _alike(form: str, lemma: str) -> bool:
    return form[:2] == lemma[:2]


def read_rules() -> dict[str, tuple[tuple[str, str], ...]]:
    raw = tomllib.loads((Path(__file__).parent / "lemma_rules.toml").read_text(encoding="utf8"))
    return {part: tuple((a, b) for a, b in pairs) for part, pairs in raw.items()}


def write(treebanks: Path, out: Path) -> None:
    forms = forms_by_lemma(treebanks)
    known: dict[str, set[str]] = defaultdict(set)
    for part, lemma in forms:
        known[part].add(lemma)
    rules = read_rules()
    derived = LemmaTable({}, {part: frozenset(lemmas) for part, lemmas in known.items()}, rules)
    with gzip.open(out, "wt", encoding="utf8", compresslevel=9) as file:
        for part, pairs in rules.items():
            for suffix, ending in pairs:
                file.write(f"rule\t{part}\t{suffix}\t{ending}\n")
        for (part, lemma), its in sorted(forms.items()):
            if lemma and not any(c.isspace() for c in lemma):
                extra = sorted(f for f in its if f != lemma and " " not in f and derived.lemma_of_part(f, part) != lemma)
                file.write("\t".join([part, lemma, *extra]) + "\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))

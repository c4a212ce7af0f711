"""Write the lemma table of the English pack from the tables of spacy-lookups-data (MIT).

One line a lemma: part of speech, lemma, then its forms; forms that the suffix rules of the pack derive are left out.

Usage: ``python -m training.en.lemmas OUT.txt.gz``
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

DATA = Path(spacy_lookups_data.__file__).parent / "data"
PARTS = ("verb", "noun", "adj", "adv")
LONGEST_LEMMA = 24
NAME_RATIO = 1.2
"""Natural logarithm of how much more often a name is written with a capital than without."""
RARE = -20.0
"""The logarithm of the frequency of a word that the table of frequencies lacks."""


def forms_by_lemma() -> dict[tuple[str, str], set[str]]:
    """Forms of each lemma: those of the tables of exceptions, which are exact, before those of the flat table."""
    index: dict[str, list[str]] = _loaded("index")
    exceptions: dict[str, dict[str, list[str]]] = _loaded("exc")
    flat: dict[str, str] = _loaded("lookup")
    raw = _read()
    known = {part: {w for w in (*index[part], *raw["more"].get(part, ())) if _is_word(w)} for part in PARTS}
    barred = _names({form for table in (flat, exceptions["noun"]) for form in table}) - set(raw["more"]["noun"])
    known["noun"] -= _plurals(known["noun"]) - set(raw["keep"]["noun"])
    known["noun"] -= _names(known["noun"]) - set(raw["more"]["noun"])
    forms: dict[tuple[str, str], set[str]] = {(part, lemma): set() for part in PARTS for lemma in known[part]}
    for part in PARTS:
        for form, lemmas in exceptions[part].items():
            for lemma in lemmas:
                if lemma in known[part] and _is_word(form) and form not in barred and form not in raw["plain"].get(part, ()):
                    forms[part, lemma].add(form)
        told = exceptions[part].keys()
        for form, lemma in flat.items():
            if lemma in known[part] and form not in told and form not in known[part] | barred and _is_word(form):
                forms[part, lemma].add(form)
    return forms


def write(out: Path) -> None:
    """Write the table to ``out``."""
    forms = forms_by_lemma()
    rules = _rules()
    known = {part: frozenset(lemma for p, lemma in forms if p == part) for part in PARTS}
    derived = LemmaTable({}, known, rules)
    with gzip.open(out, "wt", encoding="utf8", compresslevel=9) as file:
        for part, pairs in rules.items():
            for suffix, ending in pairs:
                file.write(f"rule\t{part}\t{suffix}\t{ending}\n")
        for (part, lemma), its in sorted(forms.items()):
            extra = sorted(f for f in its if f != lemma and derived.lemma_of_part(f, part) != lemma)
            file.write("\t".join([part, lemma, *extra]) + "\n")


def _plurals(words: set[str]) -> set[str]:
    """Those that are only the regular plural of another: the index lists them for a sense of their own ("windows")."""
    endings = (("s", ""), ("es", ""), ("ies", "y"))
    return {w for w in words if any(w.endswith(a) and w[: len(w) - len(a)] + b in words for a, b in endings)}


def _names(words: set[str]) -> set[str]:
    """Those that are written with a capital much more often than without: the index of nouns is also one of names."""
    with gzip.open(DATA / "en_lexeme_prob.json.gz", "rt", encoding="utf8") as file:
        log: dict[str, float] = json.load(file)
    return {w for w in words if log.get(w.title(), RARE) - log.get(w, RARE) > NAME_RATIO}


def _is_word(word: str) -> bool:
    return len(word) <= LONGEST_LEMMA and word.replace("-", "").isalpha() and word.islower()


def _rules() -> dict[str, tuple[tuple[str, str], ...]]:
    return {part: tuple((a, b) for a, b in _read().get(part, ())) for part in PARTS}


def _read() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "lemma_rules.toml").read_text(encoding="utf8"))


def _loaded(name: str) -> Any:
    with gzip.open(DATA / f"en_lemma_{name}.json.gz", "rt", encoding="utf8") as file:
        return json.load(file)


if __name__ == "__main__":
    write(Path(sys.argv[1]))

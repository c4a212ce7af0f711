"""``python -m training.lemmas ar``: writes ``lemmas.txt.gz`` of a pack from the stems in ``training/lemmas/ar.toml``."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

from recoupe.language.data import DataModel, load_toml
from recoupe.language.fold import fold
from recoupe.language.pack import LANGUAGES


class Stems(DataModel):
    """``training/lemmas/<code>.toml``."""

    article: str
    past: tuple[str, ...]
    present_first: tuple[str, ...]
    present: tuple[str, ...]
    noun: tuple[str, ...]
    noun_fem: tuple[str, ...]
    feminine: str
    adjective: tuple[str, ...]
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]


def verb_forms(stems: Stems, entry: str) -> Iterator[str]:
    past, present = (part.split() for part in entry.split("|"))
    for stem in past:
        yield from (stem + ending for ending in stems.past)
    for stem in present:
        yield from (first + stem[1:] + ending for first in stems.present_first for ending in stems.present)


def noun_forms(stems: Stems, word: str, endings: tuple[str, ...]) -> Iterator[str]:
    if word.endswith(stems.feminine):
        forms = [word[:-1] + ending for ending in stems.noun_fem]
    else:
        forms = [word + ending for ending in endings]
    for form in forms:
        yield form
        yield stems.article + form


def spellings(forms: Iterator[str]) -> list[str]:
    """Each form as written and folded, once, in order."""
    return list(dict.fromkeys(s for form in forms for s in (form, fold(form))))


def lines(stems: Stems) -> Iterator[str]:
    for entry in stems.verbs:
        yield "\t".join(("verb", entry.split()[0], *spellings(verb_forms(stems, entry))))
    for part, entries, endings in (("noun", stems.nouns, stems.noun), ("adj", stems.adjectives, stems.adjective)):
        for entry in entries:
            lemma = entry.split()[0]
            forms = (form for word in entry.split() for form in noun_forms(stems, word, endings))
            yield "\t".join((part, lemma, *spellings(forms)))


def write(code: str, folder: Path) -> None:
    stems = load_toml(Path(__file__).parent / f"{code}.toml", Stems)
    source = "".join(f"{line}\n" for line in lines(stems)).encode()
    (folder / "lemmas.txt.gz").write_bytes(gzip.compress(source, mtime=0))


if __name__ == "__main__":
    write(sys.argv[1], LANGUAGES / sys.argv[1])

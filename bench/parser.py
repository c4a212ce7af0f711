"""``parser``: the parsers that ship, on test treebanks that they were not trained on."""

from __future__ import annotations

from bench.figures import SHARED, Figure, Result, Table, corpus_hash, need
from recoupe.language.lemmas import load_lemmas
from recoupe.language.pack import available, load_pack
from training.parsers.evaluate import ParserFigures, evaluate
from training.parsers.settings import settings_of

AIMS = {"fr gsd": 0.82, "fr sequoia": 0.86, "en ewt": 0.81}
AIM_LEMMAS = {"fr gsd": 0.92, "fr sequoia": 0.92}
KNOWN = {
    "fr gsd": {"las": 0.809, "uas": 0.867, "pos": 0.948, "lemmas": 0.848},
    "fr sequoia": {"las": 0.848, "uas": 0.891, "pos": 0.969, "lemmas": 0.848},
    "en ewt": {"las": 0.787},
}
KNOWN_FROM = "trials of twenty minutes on the same treebanks, with edit-tree lemmas"


def measure(*, quick: bool) -> Result:
    """``quick`` leaves all but the first treebank out."""
    folder = need(SHARED / "data" / "treebanks")
    shipped = [code for code in available() if load_pack(code).head.parser]
    banks = [(code, name, source) for code in shipped for name, source in settings_of(code).test.items()]
    banks = sorted(banks, key=lambda bank: bank[0] != "fr")[: 1 if quick else None]
    measured: dict[str, ParserFigures] = {}
    paths = []
    for code, name, source in banks:
        pack = load_pack(code)
        path = need(folder / f"{source}.conllu.xz")
        lemmas = load_lemmas(pack.folder / "lemmas.txt.gz")
        measured[f"{code} {name}"] = evaluate(code, pack.folder / pack.head.parser, path, lemmas=lemmas)
        paths.append(path)
    figures = [figure for name, told in measured.items() for figure in _figures(name, told)]
    rows = tuple((n, f.las, f.uas, f.pos, f.verb_lemmas, f.own_words_las, f.words_f1) for n, f in measured.items())
    table = Table("test treebanks", ("", "LAS", "UAS", "POS", "verb lemmas", "LAS, own words", "own words F1"), rows)
    name = "parser-quick" if quick else "parser"
    return Result(name, tuple(figures), corpus_hash(paths), (table,), known_from=KNOWN_FROM)


def _figures(name: str, told: ParserFigures) -> list[Figure]:
    known = KNOWN.get(name, {})
    return [
        Figure(f"{name}.las", told.las, AIMS.get(name), known.get("las")),
        Figure(f"{name}.uas", told.uas, known=known.get("uas")),
        Figure(f"{name}.pos", told.pos, known=known.get("pos")),
        Figure(f"{name}.verb lemmas", told.verb_lemmas, AIM_LEMMAS.get(name), known.get("lemmas")),
        Figure(f"{name}.own words las", told.own_words_las),
    ]

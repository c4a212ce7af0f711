"""``parser``: the parser that ships, on two test treebanks that it was not trained on."""

from __future__ import annotations

from bench.figures import SHARED, Figure, Result, Table, corpus_hash, need
from recoupe.language.lemmas import load_lemmas
from recoupe.language.pack import load_pack
from training.fr.corpus import TESTS
from training.fr.evaluate import ParserFigures, evaluate

AIMS = {"gsd": 0.82, "sequoia": 0.86}
AIM_LEMMAS = 0.92
KNOWN = {"gsd": {"las": 0.809, "uas": 0.867, "pos": 0.948}, "sequoia": {"las": 0.848, "uas": 0.891, "pos": 0.969}}
KNOWN_FROM = "a trial of twenty minutes on the same training treebanks, with edit-tree lemmas (0.848 of the verbs)"


def measure(*, quick: bool) -> Result:
    """``quick`` leaves the second treebank out."""
    folder = need(SHARED / "data" / "treebanks")
    pack = load_pack("fr")
    lemmas = load_lemmas(pack.folder / "lemmas.txt.gz")
    sources = list(TESTS.items())[: 1 if quick else None]
    paths = {name.removesuffix("-test"): need(folder / f"{source}.conllu.xz") for name, source in sources}
    measured = {name: evaluate(pack.folder / pack.head.parser, path, lemmas=lemmas) for name, path in paths.items()}
    figures = [figure for name, told in measured.items() for figure in _figures(name, told)]
    rows = tuple((n, f.las, f.uas, f.pos, f.verb_lemmas, f.own_words_las, f.words_f1) for n, f in measured.items())
    table = Table("test treebanks", ("", "LAS", "UAS", "POS", "verb lemmas", "LAS, own words", "own words F1"), rows)
    name = "parser-quick" if quick else "parser"
    return Result(name, tuple(figures), corpus_hash(paths.values()), (table,), known_from=KNOWN_FROM)


def _figures(name: str, told: ParserFigures) -> list[Figure]:
    known = KNOWN[name]
    return [
        Figure(f"{name}.las", told.las, AIMS[name], known["las"]),
        Figure(f"{name}.uas", told.uas, known=known["uas"]),
        Figure(f"{name}.pos", told.pos, known=known["pos"]),
        Figure(f"{name}.verb lemmas", told.verb_lemmas, AIM_LEMMAS, 0.848),
        Figure(f"{name}.own words las", told.own_words_las),
    ]

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.errors import DataError, UnsupportedLanguage
from recoupe.language.lemmas import LemmaTable, load_lemmas
from recoupe.language.pack import available, load_pack
from recoupe.language.parser import Merge, Parser, prepare
from recoupe.language.tokens import Tokenizer
from recoupe.model import Span

FRENCH = Tokenizer(load_pack("fr").head.tokens)


def prepared(text: str, *merged: str, figures: tuple[str, ...] = ()) -> list[tuple[str, str, bool]]:
    """Each token's stretch of text, the word that the parser sees, and whether a space follows."""
    spots = [(part, "20" if part in figures else "Alpha") for part in (*merged, *figures)]
    merges = [Merge(Span(text.index(part), text.index(part) + len(part)), form) for part, form in spots]
    out = prepare(text, FRENCH.words(text, Span(0, len(text))), merges)
    return [(span.of(text), word, space) for span, word, space in zip(out.spans, out.words, out.spaces, strict=True)]


def test_a_name_is_one_token() -> None:
    assert prepared("l'Armée syrienne libre avance.", "Armée syrienne libre") == [
        ("l'", "l'", False),
        ("Armée syrienne libre", "Alpha", True),
        ("avance", "avance", False),
        (".", ".", False),
    ]


def test_a_figure_is_one_token() -> None:
    assert [word for _, word, _ in prepared("plus de 2 500 km", figures=("2 500",))] == ["plus", "de", "20", "km"]
    assert [text for text, _, _ in prepared("deux cent vingt morts", figures=("deux cent vingt",))] == [
        "deux cent vingt",
        "morts",
    ]


def test_of_two_that_overlap_the_first_counts() -> None:
    assert [text for text, _, _ in prepared("Abou Kamal Est tombe", "Abou Kamal", "Kamal Est")] == ["Abou Kamal", "Est", "tombe"]
    assert [text for text, _, _ in prepared("Abou Kamal Est tombe", "Abou", "Abou Kamal Est")] == ["Abou Kamal Est", "tombe"]


def test_a_merge_that_ends_inside_a_word_takes_it_whole() -> None:
    assert [text for text, _, _ in prepared("Al-Tanf tombe", "Al")] == ["Al-Tanf", "tombe"]


def test_a_merge_that_covers_no_word_changes_nothing() -> None:
    text = "Alep  tombe"
    out = prepare(text, FRENCH.words(text, Span(0, len(text))), [Merge(Span(4, 6), "Alpha")])
    assert out.words == ("Alep", "tombe")


PAIRS = st.tuples(st.integers(0, 60), st.integers(1, 12))


@given(
    st.lists(st.sampled_from(["l'", "Alep", " ", "2 500", "-", ".", "T-2", "«", "é"]), min_size=1, max_size=20).map("".join),
    st.lists(PAIRS, max_size=6),
)
def test_tokens_cover_what_the_words_cover(text: str, merges: list[tuple[int, int]]) -> None:
    words = FRENCH.words(text, Span(0, len(text))) if text.strip() else []
    spans = [Merge(Span(a, min(a + n, len(text))), "Alpha") for a, n in merges if a < len(text)]
    out = prepare(text, words, spans)
    assert len(out.spans) == len(out.words) == len(out.spaces)
    assert all(a.end <= b.start for a, b in zip(out.spans, out.spans[1:], strict=False))
    assert all(any(span.covers(word) for span in out.spans) for word in words)
    assert all(span.end <= len(text) for span in out.spans)


@pytest.fixture(scope="module")
def table() -> LemmaTable:
    return load_lemmas(load_pack("fr").folder / "lemmas.txt.gz")


@pytest.mark.parametrize(
    ("form", "pos", "lemma"),
    [
        ("bombardé", "VERB", "bombarder"), ("repris", "VERB", "reprendre"), ("été", "AUX", "être"), ("frappes", "NOUN", "frappe"),
        ("tués", "VERB", "tuer"), ("morts", "NOUN", "mort"), ("syriennes", "ADJ", "syrien"), ("zzz", "VERB", "zzz"), ("le", "DET", "le"),  # noqa: E501
    ],
)  # fmt: skip
def test_lemmas(table: LemmaTable, form: str, pos: str, lemma: str) -> None:
    assert table.lemma(form, pos) == lemma


def test_forms_of_a_lemma_have_it_as_theirs(table: LemmaTable) -> None:
    for lemma in ("attaquer", "reprendre", "tuer", "fuir"):
        forms = list(table.forms(lemma, "verb"))
        assert forms[0] == lemma
        assert len(forms) > 20


def test_a_small_table(tmp_path: Path) -> None:
    path = tmp_path / "lemmas.txt.gz"
    with gzip.open(path, "wt", encoding="utf8") as file:
        file.write("verb\taller\tva\tvont\nnoun\tmot\nrule\tnoun\ts\t\n")
    small = load_lemmas(path)
    assert [small.lemma(*pair) for pair in (("vont", "VERB"), ("mots", "NOUN"), ("rats", "NOUN"), ("mots", "VERB"))] == [
        "aller", "mot", "rats", "mots",
    ]  # fmt: skip
    assert small.knowing("noun", ["rat"]).lemma("rats", "NOUN") == "rat"
    assert small.lemma("rats", "NOUN") == "rats"


def test_packs() -> None:
    assert "fr" in available()
    for code in available():
        pack = load_pack(code)
        assert pack.head.code == pack.code == code
        trained = pack.head.parser and (pack.folder / pack.head.parser / "config.cfg").is_file()
        assert bool(trained) != (pack.head.shallow is not None), "one way of reading, and only one"


@pytest.mark.parametrize("code", ["xx", "", "../fr", "FR", "fr/"])
def test_no_pack(code: str) -> None:
    with pytest.raises(UnsupportedLanguage) as caught:
        load_pack(code)
    assert caught.value.available == available()


def test_no_parser(tmp_path: Path) -> None:
    for wrong in (tmp_path, "no_such_pipeline", str(tmp_path / "absent")):
        with pytest.raises(DataError, match="no trained parser here"):
            Parser(wrong, LemmaTable())
    (tmp_path / "config.cfg").write_text("nonsense", encoding="utf-8")
    with pytest.raises(DataError, match="does not load"):
        Parser(tmp_path, LemmaTable())

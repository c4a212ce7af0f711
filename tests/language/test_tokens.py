from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.language.pack import available, load_pack
from recoupe.language.tokens import Tokenizer
from recoupe.model import Span

FRENCH = Tokenizer(load_pack("fr").head.tokens)
TOKENIZERS = {code: Tokenizer(load_pack(code).head.tokens) for code in available()}


def sentences(text: str) -> list[str]:
    return [sentence.span.of(text) for sentence in FRENCH.sentences(text)]


def words(text: str) -> list[str]:
    return [span.of(text) for span in FRENCH.words(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "expected",
    [
        ["L'armée avance.", "Les rebelles reculent."],
        ["M. Abdel Rahmane a parlé.", "Mme Haddad s'est tue."],
        ["Le gén. Haftar est arrivé.", "Il repart."],
        ["L'adjoint de J. Kabila a démenti.", "Il a tort."],
        ["Qui a tiré ?", "Personne ne le sait !", "La ville est calme…", "Ou presque..."],
        ["« La ville est tombée. »", "Le porte-parole a confirmé."],
        ["« La ville est tombée.", "Nous avançons », a dit le général."],
        ['"La ville est tombée."', "Le porte-parole a confirmé."],
        ["« Pourquoi ? » a demandé un habitant."],
        ["La ville compte 2.500 habitants et 3,5 km de remparts.", "Elle est vide."],
        ["Le quartier est tombé (selon l'AFP).", "Il est vide."],
        ["Le 20 juin 2018.", "12 morts."],
        ["Les États-Unis, l'O.N.U. et l'UE condamnent."],
        ["Il est mort en 2011.", "«Jamais», dit-il."],
        ["Un raid a visé Alep.", "— Qui l'a mené ?", "— Personne."],
        ["Une source de l'A.F.P. a confirmé."],
    ],
)
def test_sentences(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_a_line_break_ends_a_sentence_and_a_paragraph() -> None:
    text = "Alep bombardée\n\nUn raid a visé la ville\r\nhier. Il a tué."
    found = list(FRENCH.sentences(text))
    assert [s.span.of(text) for s in found] == ["Alep bombardée", "Un raid a visé la ville", "hier.", "Il a tué."]
    assert [s.paragraph for s in found] == [0, 1, 2, 2]


@pytest.mark.parametrize("text", ["", " \n\t ", "\u00a0", "\u2028"])
def test_no_sentence(text: str) -> None:
    assert sentences(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'armée d’Assad", ["l'", "armée", "d’", "Assad"]),
        ("Qu'il vienne jusqu’ici", ["Qu'", "il", "vienne", "jusqu’", "ici"]),
        ("aujourd'hui", ["aujourd'hui"]),
        ("a-t-il dit", ["a", "-t-il", "dit"]),
        ("croient-ils", ["croient", "-ils"]),
        ("Al-Tanf et T-2", ["Al-Tanf", "et", "T-2"]),
        ("2 500 morts, 3,5 km", ["2 500", "morts", ",", "3,5", "km"]),
        ("2\u202f500\u00a0hommes", ["2\u202f500", "hommes"]),
        ("M. Haddad.", ["M.", "Haddad", "."]),
        ("« Non »…", ["«", "Non", "»", "…"]),
        ("Non...", ["Non", "..."]),
        ("@osint: voir https://a.fr/b?c", ["@osint", ":", "voir", "https://a.fr/b?c"]),
        ("20h30, 50%", ["20h30", ",", "50", "%"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_words_stay_within_the_span() -> None:
    text = "Avant. L'armée avance. Après."
    assert [s.of(text) for s in FRENCH.words(text, Span(7, 22))] == ["L'", "armée", "avance", "."]


PIECES = st.sampled_from(
    ["l'", "qu’", "armée", "M.", "J.-C.", "a-t-il", ".", "...", "…", "?", "!", "«", "»", '"', "'", "—", "-", "--", "1 000", "2,5", "10.", " ", "\n",  # noqa: E501
     "\r\n", "\u00a0", "\u2028", "\x0b", "\x00", "\u0301", "مرحبا", "İ", "𝔸", "👩‍👩‍👧", "https://x", "@", "#a", "Aujourd'hui", "l’l'l'", "_", "٣ ٤"]  # noqa: E501
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=40).map(" ".join))


@pytest.mark.parametrize("code", TOKENIZERS)
@given(text=TEXTS)
def test_every_character_that_is_no_space_is_in_one_word_of_one_sentence(code: str, text: str) -> None:
    tokenizer = TOKENIZERS[code]
    covered = [0] * len(text)
    last, paragraph = 0, 0
    for sentence in tokenizer.sentences(text):
        assert last <= sentence.span.start < sentence.span.end <= len(text)
        assert sentence.paragraph >= paragraph
        quoted = sentence.span.of(text)
        assert quoted == quoted.strip()
        end = sentence.span.start
        for word in tokenizer.words(text, sentence.span):
            assert end <= word.start < word.end <= sentence.span.end
            for at in range(word.start, word.end):
                covered[at] += 1
            end = word.end
        last, paragraph = sentence.span.end, sentence.paragraph
    assert max(covered, default=0) <= 1
    missed = [text[i] for i, times in enumerate(covered) if not times and not text[i].isspace()]
    assert not missed


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("DAMASCUS (Agency) - Warplanes struck a base.", "DAMASCUS (Agency) -"),
        ("Gao, 22 juin (Agence) — Cinq soldats ont été tués.", "Gao, 22 juin (Agence) —"),
        ("GAZA CITY, June 3 — Gunmen fired.", "GAZA CITY, June 3 —"),
        ("L'armée (régulière) a repris la ville - selon elle.", "L'armée (régulière) a repris la ville - selon elle."),
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(text: str, first: str) -> None:
    found = [s.span.of(text) for s in Tokenizer(load_pack("fr").head.tokens).sentences(text)]
    assert found[0] == first
    assert "".join(found).replace(" ", "") == text.replace(" ", "")

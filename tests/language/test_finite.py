"""Finite verbs told by their form, second subjects, nouns behind adjectives."""

from __future__ import annotations

from recoupe.language.finite import with_finite_equals, with_finite_forms, with_noun_heads, with_one_subject
from recoupe.model import Span, Token

FIN = "Mood=Ind|Number=Plur|VerbForm=Fin"


def tokens(*told: tuple[str, str, str, int, str]) -> list[Token]:
    out, at = [], 0
    for text, pos, dep, head, feats in told:
        out.append(Token(Span(at, at + len(text)), text, text.lower(), pos, dep, head, feats))
        at += len(text) + 1
    return out


def test_a_form_of_a_verb_alone_takes_the_place_of_the_noun_before_it() -> None:
    told = tokens(("Alpha", "PROPN", "root", 0, ""), ("controlan", "ADJ", "amod", 0, ""), ("Beta", "PROPN", "appos", 1, ""))
    out = with_finite_forms(told, {"controlan": "controlar"}.get)
    assert [(t.pos, t.dep, t.head) for t in out] == [("PROPN", "nsubj", 1), ("VERB", "root", 1), ("PROPN", "obj", 1)]
    assert out[1].lemma == "controlar"
    assert "VerbForm=Fin" in out[1].feats


def test_of_two_subjects_the_one_behind_is_the_object() -> None:
    told = tokens(("que", "PRON", "nsubj", 1, ""), ("bombardearon", "VERB", "root", 1, FIN), ("Alpha", "PROPN", "nsubj", 1, ""))
    assert [t.dep for t in with_one_subject(told)] == ["nsubj", "root", "obj"]


def test_a_subject_behind_its_verb_stays_one() -> None:
    told = tokens(("murieron", "VERB", "root", 0, FIN), ("agentes", "NOUN", "nsubj", 0, "Number=Plur"))
    assert with_one_subject(told) == told


def test_an_adjective_is_no_head_of_a_noun() -> None:
    named = (("Presuntos", "NOUN", "nsubj", 2, ""), ("sicarios", "NOUN", "amod", 0, ""))
    told = tokens(*named, ("atacaron", "VERB", "root", 2, FIN))
    out = with_noun_heads(told, {"sicarios"}.__contains__)
    assert [(t.pos, t.dep, t.head) for t in out[:2]] == [("ADJ", "amod", 1), ("NOUN", "nsubj", 2)]


def test_a_finite_verb_is_no_equal_of_an_infinitive() -> None:
    inf, part = "VerbForm=Inf", "Tense=Past|VerbForm=Part"
    told = tokens(
        ("Alpha", "PROPN", "nsubj", 1, ""), ("nie", "VERB", "root", 1, FIN), ("avoir", "AUX", "aux:tense", 3, inf),
        ("frappé", "VERB", "xcomp", 1, part), ("et", "CCONJ", "cc", 5, ""), ("accuse", "VERB", "conj", 3, FIN),
    )  # fmt: skip
    assert [t.head for t in with_finite_equals(told)] == [1, 1, 3, 1, 5, 1]


def test_two_infinitives_stay_equals() -> None:
    told = tokens(
        ("veut", "VERB", "root", 0, FIN), ("frapper", "VERB", "xcomp", 0, "VerbForm=Inf"), ("et", "CCONJ", "cc", 3, ""),
        ("fuir", "VERB", "conj", 1, "VerbForm=Inf"),
    )  # fmt: skip
    assert with_finite_equals(told) == told

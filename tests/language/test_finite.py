"""Finite verbs told by their form, second subjects, nouns behind adjectives."""

from __future__ import annotations

from recoupe.language.finite import (
    with_finite_equals,
    with_finite_forms,
    with_finite_modifiers,
    with_noun_heads,
    with_one_subject,
    with_participle_notes,
)
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


def test_a_finite_verb_behind_a_circumstance_is_the_root() -> None:
    told = tokens(
        ("Selon", "ADP", "case", 1, ""), ("Alpha", "PROPN", "root", 1, ""), (",", "PUNCT", "punct", 1, ""),
        ("accord", "NOUN", "appos", 1, ""), ("prévoit", "VERB", "amod", 3, FIN), ("retrait", "NOUN", "nmod", 3, ""),
    )  # fmt: skip
    out = with_finite_modifiers(told)
    assert [(t.dep, t.head) for t in out] == [
        ("case", 1), ("obl", 4), ("punct", 1), ("nsubj", 4), ("root", 4), ("obj", 4),
    ]  # fmt: skip


def test_a_finite_verb_between_its_subject_and_its_object_is_the_root() -> None:
    told = tokens(("drone", "NOUN", "nsubj", 2, ""), ("vise", "VERB", "amod", 0, FIN), ("base", "NOUN", "root", 2, ""))
    assert [(t.dep, t.head) for t in with_finite_modifiers(told)] == [("nsubj", 1), ("root", 1), ("obj", 1)]


def test_a_relative_clause_stays_one() -> None:
    told = tokens(
        ("attaque", "NOUN", "root", 0, ""), ("qui", "PRON", "nsubj", 2, "PronType=Rel"), ("vise", "VERB", "acl", 0, FIN),
    )  # fmt: skip
    assert with_finite_modifiers(told) == told


def test_a_noun_with_a_circumstance_behind_a_name_is_a_participle() -> None:
    told = tokens(
        ("Alpha", "PROPN", "root", 0, ""), (",", "PUNCT", "punct", 2, ""), ("prise", "NOUN", "appos", 0, "Gender=Fem"),
        ("hier", "ADV", "advmod", 2, ""),
    )  # fmt: skip
    forms = {("prise", "verb"): "prendre"}
    out = with_participle_notes(told, lambda form, part: forms.get((form, part)))
    assert (out[2].pos, out[2].lemma, out[2].dep) == ("VERB", "prendre", "acl")
    assert with_participle_notes(told[:3], lambda form, part: forms.get((form, part)))[2].pos == "NOUN"

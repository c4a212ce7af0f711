"""Slips of small parsers that the tree betrays, and verbs of two words."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.language.particles import join_particles
from recoupe.language.repairs import (
    with_clause_of_noun,
    with_finite_root,
    with_gerund_objects,
    with_listed_subjects,
    with_main_verb,
    with_one_subject_of_two,
    with_passives,
    with_times_aside,
    with_verb_taken_for_noun,
)
from recoupe.model import Span, Token

PAST = "Tense=Past|VerbForm=Part"
FINITE = "Tense=Past|VerbForm=Fin"
Row = tuple[str, str, str, int, str]


def tree(*rows: Row) -> list[Token]:
    """Rows of word, part of speech, label, head and features."""
    out, at = [], 0
    for word, pos, dep, head, feats in rows:
        out.append(Token(Span(at, at + len(word)), word, word.lower(), pos, dep, head, feats))
        at += len(word) + 1
    return out


def edges(tokens: Sequence[Token]) -> list[tuple[str, int]]:
    return [(t.dep, t.head) for t in tokens]


def test_a_participle_with_an_object_is_the_verb() -> None:
    found = with_finite_root(
        tree(("opposition", "NOUN", "root", 0, ""), ("accused", "VERB", "acl", 0, PAST), ("Alpha", "PROPN", "obj", 1, ""))
    )
    assert edges(found) == [("nsubj", 1), ("root", 1), ("obj", 1)]


def test_a_participle_without_an_object_is_left() -> None:
    rows = tree(("soldiers", "NOUN", "root", 0, ""), ("killed", "VERB", "acl", 0, PAST), ("yesterday", "ADV", "advmod", 1, ""))
    assert with_finite_root(rows) == rows


def test_a_participle_of_a_verb_without_a_passive_is_the_verb() -> None:
    rows = tree(("crowds", "NOUN", "root", 0, ""), ("marched", "VERB", "acl", 0, PAST), ("yesterday", "ADV", "advmod", 1, ""))
    assert edges(with_finite_root(rows, frozenset({"marched"}))) == [("nsubj", 1), ("root", 1), ("advmod", 1)]
    assert with_finite_root(rows) == rows


def test_a_sentence_without_a_finite_verb_gets_one() -> None:
    rows = tree(
        ("Alpha", "PROPN", "compound", 2, ""), ("regained", "VERB", "amod", 2, PAST), ("control", "NOUN", "root", 2, ""),
        ("of", "ADP", "case", 4, ""), ("Beta", "PROPN", "nmod", 2, ""),
    )  # fmt: skip
    found = with_main_verb(rows, {"regained": "regain"}.get)
    assert edges(found) == [("nsubj", 1), ("root", 1), ("obj", 1), ("case", 4), ("nmod", 2)]
    assert found[1].lemma == "regain"


def test_an_adjective_behind_a_copula_is_a_passive() -> None:
    rows = tree(("three", "NUM", "nsubj", 2, ""), ("were", "AUX", "cop", 2, FINITE), ("wounded", "ADJ", "root", 2, ""))
    found = with_passives(rows, {"wounded": "wound"}.get)
    assert edges(found) == [("nsubj:pass", 2), ("aux:pass", 2), ("root", 2)]
    assert found[2].pos == "VERB"


def test_a_time_phrase_is_no_subject() -> None:
    rows = tree(("army", "NOUN", "compound", 1, ""), ("today", "NOUN", "nsubj", 2, ""), ("attacked", "VERB", "root", 2, FINITE))
    assert edges(with_times_aside(rows, frozenset({1}))) == [("nsubj", 2), ("obl", 2), ("root", 2)]


def test_whose_killing_it_was_stands_behind_the_time() -> None:
    rows = tree(
        ("condemned", "VERB", "root", 0, FINITE), ("killing", "NOUN", "obj", 0, ""), ("yesterday", "NOUN", "obl", 0, ""),
        ("of", "ADP", "case", 4, ""), ("Alpha", "PROPN", "nmod", 2, ""),
    )  # fmt: skip
    assert edges(with_times_aside(rows, frozenset({2})))[4] == ("nmod", 1)


def test_a_finite_verb_is_no_modifier_of_the_noun_that_stands_for_its_clause() -> None:
    rows = tree(
        ("said", "VERB", "root", 0, FINITE), ("that", "SCONJ", "mark", 2, ""), ("men", "NOUN", "ccomp", 0, ""),
        ("placed", "VERB", "acl", 2, FINITE), ("bombs", "NOUN", "obj", 3, ""),
    )  # fmt: skip
    assert edges(with_clause_of_noun(rows)) == [("root", 0), ("mark", 3), ("nsubj", 3), ("ccomp", 0), ("obj", 3)]


def test_a_list_is_the_subject_of_the_verb_behind_its_last_member() -> None:
    rows = tree(
        ("priest", "NOUN", "root", 0, ""), ("others", "NOUN", "conj", 0, ""), ("and", "CCONJ", "cc", 5, ""),
        ("women", "NOUN", "nsubj:pass", 5, ""), ("were", "AUX", "aux:pass", 5, FINITE), ("killed", "VERB", "conj", 0, PAST),
        ("today", "ADV", "advmod", 5, ""),
    )  # fmt: skip
    found = edges(with_listed_subjects(rows))
    assert found == [
        ("nsubj:pass", 5), ("conj", 0), ("cc", 3), ("conj", 0), ("aux:pass", 5), ("root", 5), ("advmod", 5),
    ]  # fmt: skip


def test_what_is_denied_is_a_deed() -> None:
    rows = tree(
        ("Alpha", "PROPN", "nsubj", 1, ""), ("deny", "VERB", "root", 1, FINITE), ("targeting", "VERB", "amod", 3, "VerbForm=Ger"),
        ("civilians", "NOUN", "obj", 1, ""),
    )  # fmt: skip
    assert edges(with_gerund_objects(rows, frozenset({"deny"})))[2:] == [("xcomp", 1), ("obj", 2)]
    assert with_gerund_objects(rows, frozenset()) == rows


def test_of_two_subjects_side_by_side_the_first_is_a_part() -> None:
    rows = tree(
        ("government", "NOUN", "nsubj", 2, ""), ("troops", "NOUN", "nsubj", 2, ""), ("shelled", "VERB", "root", 2, FINITE),
    )  # fmt: skip
    assert edges(with_one_subject_of_two(rows)) == [("compound", 1), ("nsubj", 2), ("root", 2)]


def test_a_verb_that_was_taken_for_a_noun() -> None:
    rows = tree(
        ("The", "DET", "det", 2, ""), ("army", "NOUN", "compound", 2, ""), ("denies", "NOUN", "root", 2, ""),
        ("that", "SCONJ", "mark", 4, ""), ("fled", "VERB", "acl:relcl", 2, FINITE),
    )  # fmt: skip
    found = with_verb_taken_for_noun(rows, {"denies": "deny"}.get)
    assert edges(found) == [("det", 1), ("nsubj", 2), ("root", 2), ("mark", 4), ("ccomp", 2)]
    assert (found[2].pos, found[2].lemma) == ("VERB", "deny")


def test_a_particle_goes_with_its_verb_and_leaves_the_object() -> None:
    rows = tree(
        ("rebels", "NOUN", "nsubj", 1, ""), ("blow", "VERB", "root", 1, FINITE), ("up", "ADP", "case", 4, ""),
        ("the", "DET", "det", 4, ""), ("bridge", "NOUN", "obl", 1, ""),
    )  # fmt: skip
    found = join_particles(rows, frozenset({"blow up"}))
    assert found[1].lemma == "blow up"
    assert edges(found)[2:] == [("compound:prt", 1), ("det", 4), ("obj", 1)]


def test_a_preposition_stays_one() -> None:
    rows = tree(
        ("rebels", "NOUN", "nsubj", 1, ""), ("look", "VERB", "root", 1, FINITE), ("up", "ADP", "case", 3, ""),
        ("hills", "NOUN", "obl", 1, ""),
    )  # fmt: skip
    assert join_particles(rows, frozenset({"blow up"})) == rows

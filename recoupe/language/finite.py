"""Finite verbs told by their form alone, where a small parser took them for something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from recoupe.model import Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
FINITE = "VerbForm=Fin"
HANGS = frozenset({"amod", "acl", "appos", "nmod", "flat:name", "conj", "advmod", "compound"})
TAKEN_FOR = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "X", "VERB", "AUX"})


def with_finite_forms(tokens: Sequence[Token], verb_of: Callable[[str], str | None]) -> list[Token]:
    """ "Alpha amenazó con …": a form that only a finite verb has is one, whatever the parse says.

    ``verb_of`` gives the lemma of such a form, or None. Where the noun before it was taken for the root, the verb takes its
    place and the noun becomes its subject.
    """
    out = list(tokens)
    for i, token in enumerate(tokens):
        verb = verb_of(token.text.lower()) if token.pos in TAKEN_FOR and FINITE not in token.feats else None
        if verb is None:
            continue
        out[i] = replace(token, pos="VERB", lemma=verb, feats=f"Mood=Ind|{FINITE}")
        root = token.head
        if token.dep in HANGS and root < i and out[root].head == root and out[root].pos in NOMINAL:
            _turn(out, root, i)
        elif out[i].head == i:
            _complete(out, i)
    return out


def _turn(out: list[Token], root: int, verb: int) -> None:
    """``verb`` as the root, the former root as its subject; what stood behind the verb goes with it."""
    out[verb] = replace(out[verb], dep="root", head=verb)
    out[root] = replace(out[root], dep="nsubj", head=verb)
    for k, token in enumerate(out):
        if k != verb and token.head == root and (k > verb or token.dep == "punct"):
            out[k] = replace(token, head=verb)
    _complete(out, verb)


def _complete(out: list[Token], verb: int) -> None:
    """What hangs behind the verb as on a noun hangs on it as on a verb: bare nouns are objects, others circumstances."""
    cased = {t.head for t in out if t.dep == "case"}
    given = any(t.head == verb and t.dep == "obj" for t in out)
    for k, token in enumerate(out):
        if token.head != verb or k <= verb or token.pos not in NOMINAL or token.dep not in ("nmod", "appos", "flat:name"):
            continue
        if k in cased:
            out[k] = replace(token, dep="obl")
        elif not given:
            out[k], given = replace(token, dep="obj"), True


def with_one_subject(tokens: Sequence[Token]) -> list[Token]:
    """ "Los países que bombardearon Alpha": of two subjects of a verb, the one behind it is its object; and so is a single thing
    behind a verb in the plural."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        if token.pos != "VERB" or FINITE not in token.feats:
            continue
        subjects = [k for k, t in enumerate(out) if t.head == i and t.dep == "nsubj"]
        behind = [k for k in subjects if k > i]
        taken = any(t.head == i and t.dep == "obj" for t in out)
        if not behind or taken or (len(subjects) == 1 and not _disagree(out, i, behind[0])):
            continue
        if subjects[0] < i or len(subjects) == 1:
            out[behind[0]] = replace(out[behind[0]], dep="obj")
    return out


def _disagree(out: list[Token], verb: int, noun: int) -> bool:
    """A verb in the plural with one thing behind it, which is no name and has nothing coordinated or counted."""
    alone = not any(t.head == noun and t.dep in ("conj", "nummod", "nmod") for t in out)
    return "Number=Plur" in out[verb].feats and "Number=Sing" in out[noun].feats and out[noun].pos == "NOUN" and alone


def with_noun_heads(tokens: Sequence[Token], is_noun: Callable[[str], bool]) -> list[Token]:
    """ "Presuntos sicarios": an adjective taken for the noun, and the noun behind it for what modifies it, change places.

    ``is_noun`` says whether the table knows a form as a noun.
    """
    out = list(tokens)
    for j in range(1, len(out)):
        i = j - 1
        first, second = out[i], out[j]
        bare = second.head == i and second.dep in ("amod", "nmod", "appos", "flat:name", "compound")
        if not bare or first.pos not in ("NOUN", "ADJ") or is_noun(first.text.lower()) or not is_noun(second.text.lower()):
            continue
        if any(t.head == j and t.dep == "case" for t in out):
            continue
        root = first.head == i
        out[j] = replace(second, pos="NOUN", dep=first.dep, head=j if root else first.head)
        out[i] = replace(first, pos="ADJ", dep="amod", head=j)
        for k, token in enumerate(out):
            if token.head == i and k not in (i, j):
                out[k] = replace(token, head=j)
    return out


def with_finite_equals(tokens: Sequence[Token]) -> list[Token]:
    """ "El ELN negó haber atacado a civiles y acusó a Alpha": a finite verb is no equal of an infinitive; it is joined to the
    finite verb over it. For languages whose infinitive has a form of its own."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        if token.dep != "conj" or token.pos != "VERB" or not _is_finite(tokens, i) or _is_finite(tokens, token.head):
            continue
        if tokens[token.head].pos != "VERB" or not _is_infinitive(tokens, token.head):
            continue
        over, seen = token.head, {i}
        while over not in seen and not _is_finite(tokens, over) and tokens[over].head != over:
            seen.add(over)
            over = tokens[over].head
        if over < i and over not in seen and tokens[over].pos == "VERB":
            out[i] = replace(token, head=over)
    return out


def _is_finite(tokens: Sequence[Token], i: int) -> bool:
    return FINITE in tokens[i].feats or any(
        t.head == i and t.dep in ("aux:tense", "aux:pass", "cop") and FINITE in t.feats for t in tokens
    )


def _is_infinitive(tokens: Sequence[Token], i: int) -> bool:
    form = "VerbForm=Inf"
    return form in tokens[i].feats or any(t.head == i and t.dep in ("aux:tense", "aux:pass") and form in t.feats for t in tokens)


def with_finite_modifiers(tokens: Sequence[Token]) -> list[Token]:
    """ "According to X, a deal provides for …": a finite verb with no relative word does not modify the noun before it, it is the
    verb of the sentence, whose root was the noun or the phrase of circumstance before it."""
    out = list(tokens)
    root = next((k for k, t in enumerate(out) if t.head == k), None)
    if root is None or out[root].pos not in NOMINAL or any(t.head == root and t.dep == "cop" for t in out):
        return out
    for i, token in enumerate(tokens):
        noun = token.head
        if token.pos != "VERB" or token.dep not in ("amod", "acl") or FINITE not in token.feats or not noun < i:
            continue
        if any(t.head == i and (t.dep == "mark" or "PronType=Rel" in t.feats or t.dep in ("nsubj", "nsubj:pass")) for t in out):
            continue
        if out[noun].dep == "nsubj" and out[noun].head == root and i < root and out[root].pos in ("NOUN", "PROPN"):
            return _with_object(out, noun, i, root)
        if noun != root and not _is_behind_circumstance(out, root, noun):
            continue
        if noun != root:
            out[root] = replace(out[root], dep="obl", head=i)
            for k, t in enumerate(out):
                if t.head == root and k > noun:
                    out[k] = replace(t, head=i)
        _turn(out, noun, i)
        return out
    return out


def _with_object(out: list[Token], subject: int, verb: int, root: int) -> list[Token]:
    """ "Un drone vise la base": the verb between its subject and what was taken for the predicate, which is its object."""
    cased = any(t.head == root and t.dep == "case" for t in out)
    for k, t in enumerate(out):
        if t.head == root and k != root and (k < verb or t.dep == "punct"):
            out[k] = replace(t, head=verb)
    out[verb] = replace(out[verb], dep="root", head=verb)
    out[subject] = replace(out[subject], head=verb)
    out[root] = replace(out[root], dep="obl" if cased else "obj", head=verb)
    return out


def _is_behind_circumstance(tokens: Sequence[Token], root: int, noun: int) -> bool:
    """Whether the root is a phrase with a preposition that a comma parts from ``noun``."""
    cased = any(t.head == root and t.dep == "case" and k < root for k, t in enumerate(tokens))
    return cased and tokens[noun].head == root and root < noun and any(t.text == "," for t in tokens[root:noun])


def with_participle_notes(tokens: Sequence[Token], lemma: Callable[[str, str], str | None]) -> list[Token]:
    """ "Goma, prise fin janvier, …": a bare noun behind a name and a comma, with a circumstance of its own and a form that is
    also a participle's, is the participle. ``lemma`` gives the lemma of a form as a part of speech."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        if token.pos != "NOUN" or token.dep != "appos" or i < 2 or tokens[i - 1].text != "," or tokens[token.head].pos != "PROPN":
            continue
        verb = lemma(token.text.lower(), "verb")
        own = [(k, t.dep) for k, t in enumerate(tokens) if t.head == i]
        bare = not any(dep in ("det", "case", "nmod", "amod", "nummod") for _, dep in own)
        told = any(k > i and dep in ("advmod", "obl", "obl:agent") for k, dep in own)
        if verb is None or verb == token.text.lower() or not (bare and told):
            continue
        out[i] = replace(token, pos="VERB", lemma=verb, dep="acl", feats=f"{token.feats}|Tense=Past|VerbForm=Part")
    return out

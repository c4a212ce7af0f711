"""Verbs of two words ("blow up", "claim responsibility"): the particle is joined to the verb's lemma, and taken from the noun
that a parse gave it to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recoupe.model import Token

PARTICLE = "compound:prt"
FAR = 4
"""Words behind its verb in which a particle can stand ("blew the bridge up")."""
LOOSE = ("advmod", "case", "mark", "obl", "compound", "dep")
"""Labels that a parse gives to particles by mistake."""


def join_particles(tokens: Sequence[Token], verbs: frozenset[str]) -> list[Token]:
    """``tokens`` with the lemmas of the two-word ``verbs`` whole. A phrase that a particle was taken for the preposition of
    becomes the object where the verb has none."""
    out = list(tokens)
    for i, token in enumerate(out):
        if token.pos not in ("VERB", "AUX", "ADJ"):
            continue
        for k in range(i + 1, min(i + FAR, len(out))):
            lemma = f"{token.lemma} {out[k].text.lower()}"
            if lemma in verbs and _is_particle(out, i, k):
                out[i] = replace(token, lemma=lemma, pos="VERB")
                _settle(out, i, k)
                break
    return out


def _is_particle(tokens: Sequence[Token], verb: int, k: int) -> bool:
    if tokens[k].dep in (PARTICLE, "obj") and tokens[k].head == verb:
        return True
    return k == verb + 1 and tokens[k].dep in LOOSE and tokens[k].pos in ("ADP", "ADV", "PART", "SCONJ", "ADJ", "NOUN")


def _settle(tokens: list[Token], verb: int, k: int) -> None:
    noun = tokens[k].head
    if tokens[k].dep == "obj":
        return
    was_case = tokens[k].dep == "case" and noun > k
    if was_case and not _is_directional(tokens[k].text):
        if tokens[noun].dep in ("obl", "nmod") and not any(t.dep == "obj" and t.head == verb for t in tokens):
            tokens[noun] = replace(tokens[noun], dep="obj", head=verb)
        tokens[k] = replace(tokens[k], dep=PARTICLE, head=verb)
    elif not was_case:
        tokens[k] = replace(tokens[k], dep=PARTICLE, head=verb)


def _is_directional(word: str) -> bool:
    """Of two letters more than a particle ever has: "into", "through" still lead to their noun."""
    return len(word) > LONGEST_PARTICLE


LONGEST_PARTICLE = 3

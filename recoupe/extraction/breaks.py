"""Where a sentence breaks: signs, and the stretches between the strong ones."""

from __future__ import annotations

from recoupe.extraction.tree import Tree

STRONG = frozenset({";", "•", "|"})
OPENERS = frozenset({"«", "“", "„", "‘"})
CLOSERS = frozenset({"»", "”", '"', "’"})
WEAK = frozenset({",", "-", "–", "—", "?", "!", "…", "...", "(", ")", ":"})
BREAKS = STRONG | OPENERS | CLOSERS | WEAK


def is_break(tree: Tree, i: int) -> bool:
    return tree[i].text in BREAKS or tree[i].text in (".", "»,", '",')


def stretch_start(tree: Tree, i: int) -> int:
    """The token after the last strong break before ``i``."""
    return next((k + 1 for k in range(i - 1, -1, -1) if tree[k].text in STRONG), 0)


def stretch_end(tree: Tree, i: int) -> int:
    """The first strong break from ``i`` on, or the end."""
    return next((k for k in range(i, len(tree)) if tree[k].text in STRONG), len(tree))


def next_break(tree: Tree, i: int) -> int:
    """The first break from ``i`` on, or the end."""
    return next((k for k in range(i, len(tree)) if is_break(tree, k)), len(tree))


def verb_follows(tree: Tree, stop: int) -> bool:
    """Whether a finite verb stands right behind a phrase that ends at ``stop``: what stands before the phrase is its subject."""
    for k in range(stop, min(stop + 5, len(tree))):
        if "VerbForm=Fin" in tree[k].feats:
            return True
        if tree[k].pos not in ("PUNCT", "ADV", "PRON") or "PronType=Rel" in tree[k].feats:
            return False
    return False

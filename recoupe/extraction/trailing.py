"""Clauses of saying behind or inside what is said, with their subject before the verb: "…, a military source said on Monday"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recoupe.extraction.breaks import is_break, next_break, stretch_end, stretch_start
from recoupe.extraction.speakers import Speakers, SpeechAct
from recoupe.extraction.tree import Tree

CLAUSES = ("ccomp", "xcomp")


def trailing_acts(speakers: Speakers, kinds: Mapping[str, str]) -> Iterator[SpeechAct]:
    """``kinds``: what each verb does, by lemma. What stands before the break, and behind the clause, is what is said."""
    tree = speakers.tree
    for i in range(len(tree)):
        kind = kinds.get(speakers.verb(i))
        if kind is None or tree[i].pos not in ("VERB", "AUX") or "VerbForm=Fin" not in tree[i].feats:
            continue
        subjects = [s for s in tree.having(i, "nsubj") if s < i and speakers.can_speak(s)]
        start = _start(tree, subjects[0], i) if subjects else None
        if start is None or _says_more(tree, i) or _relates(tree, start, i):
            continue
        sources = speakers.sources(subjects[0], tree[i].span)
        if not sources:
            continue
        sources += tuple(s for h in speakers.hearers(i, tuple(subjects)) for s in speakers.sources(h, tree[i].span))
        stop = next_break(tree, i + 1)
        said = frozenset(k for k in range(stretch_start(tree, start), stretch_end(tree, stop)) if not start <= k < stop)
        if any(tree[k].pos in ("VERB", "NOUN") for k in said):
            yield SpeechAct(kind, sources, said, i, aside=True)


def _start(tree: Tree, subject: int, verb: int) -> int | None:
    """The first token of the clause, where a break stands right before its subject and none that opens another clause within."""
    start = min(tree.subtree(subject))
    while start > 0 and not is_break(tree, start - 1) and tree[start - 1].pos in ("DET", "ADJ", "NOUN", "PROPN", "ADV"):
        start -= 1
    if start == 0 or not is_break(tree, start - 1) or "PronType=Rel" in tree[subject].feats:
        return None
    if not any(tree[k].pos in ("VERB", "NOUN") for k in range(start - 1)):
        return None
    between = [k for k in range(subject + 1, verb) if tree[k].pos in ("VERB", "SCONJ")]
    return start if not between else None


def _relates(tree: Tree, start: int, verb: int) -> bool:
    """ "…, which X denied": a relative pronoun that the subject did not take belongs to the verb, which speaks of that alone."""
    return any("PronType=Rel" in tree[k].feats for k in range(max(0, start - 1), verb))


def _says_more(tree: Tree, i: int) -> bool:
    """Whether what the verb says stands behind it: a clause or an object of its own."""
    return any(c > i for c in tree.having(i, *CLAUSES, "obj"))

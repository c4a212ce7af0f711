"""Whether a verb is negated, by a word beside it or by a subject that is nobody."""

from __future__ import annotations

from collections.abc import Iterable

from recoupe.extraction.tree import Tree
from recoupe.language.schema_speech import ModalityWords

BESIDE = ("advmod", "det", "amod")


class Negation:
    """Reads negation with the words of one pack."""

    def __init__(self, words: ModalityWords) -> None:
        self._words = frozenset(words.negations)
        self._limiting = frozenset(words.not_negations)
        self._particles = frozenset(words.negation_particles)
        self._with_particle = frozenset(words.negations_with_particle)
        self._nobody = frozenset(words.nobody)

    def at(self, tree: Tree, i: int) -> bool:
        """Whether a negation hangs on the word ``i``, and not one that only limits ("nothing but")."""
        for c in tree.children[i]:
            token = tree[c]
            if self._negates(tree, i, token.text.lower()) and token.dep in BESIDE:
                after = [tree[k].text.lower() for k in range(c + 1, min(c + 2, len(tree)))]
                return not any(w in self._limiting for w in after)
        return False

    def _negates(self, tree: Tree, i: int, word: str) -> bool:
        return word in self._words or (word in self._with_particle and self._has_particle(tree, i))

    def _has_particle(self, tree: Tree, i: int) -> bool:
        return any(tree[c].text.lower().replace("’", "'") in self._particles for c in tree.children[i])

    def inside(self, tree: Tree, i: int, below: int) -> bool:
        """ "N'a tué aucun civil": the negation stands at the object, and only its particle at the verb."""
        if not self._has_particle(tree, i):
            return False
        nouns = (c for c in tree.children[i] if c != below and tree[c].pos != "VERB")
        return any(tree[d].text.lower() in self._words and d < c for c in nouns for d in tree.having(c, "det", "nummod", "amod"))

    def silences(self, tree: Tree, i: int, subjects: Iterable[int]) -> bool:
        """Whether what the verb ``i`` says is said by nobody: "has not confirmed", "no group claimed", "nobody denies"."""
        return self.at(tree, i) or any(self._is_nobody(tree, s) for s in subjects)

    def _is_nobody(self, tree: Tree, i: int) -> bool:
        if tree[i].text.lower() in self._nobody:
            return not tree.having(i, "det", "nummod")
        return any(tree[d].text.lower() in self._words for d in tree.having(i, "det", "nummod", "amod"))

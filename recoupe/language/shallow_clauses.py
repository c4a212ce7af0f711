"""Clauses of languages that are read by lists: what their noun phrases are to the verb."""

from __future__ import annotations

from dataclasses import dataclass, field

from recoupe.language.clitics import bare
from recoupe.language.schema_shallow import ShallowWords
from recoupe.language.shallow_phrases import NounSense
from recoupe.language.shallow_tags import NOUNS, Word


@dataclass(slots=True)
class Clause:
    """A clause while it is read."""

    verb: int
    subject: int | None = None
    objects: int = 0
    behind: list[int] = field(default_factory=list)
    """Heads of noun phrases without preposition behind the verb."""


class Clauses:
    """The clauses of one sentence. Words are given their labels in place."""

    def __init__(self, words: list[Word], lists: ShallowWords, sense: NounSense) -> None:
        self.w, self._sense = words, sense
        self._alone = frozenset(lists.alone_passive)
        self._plural = tuple(map(bare, lists.plural_verbs))
        self._feminine = tuple(map(bare, lists.feminine_verbs))

    def _set(self, i: int, dep: str, head: int) -> None:
        self.w[i].dep, self.w[i].head = dep, head

    def close(self, clause: Clause) -> None:
        """Give the noun phrases of a clause that ends their labels."""
        verb = self.w[clause.verb]
        free = clause.behind
        subject = clause.subject
        if "Voice=Pass" in verb.feats:
            self._passive(clause, subject if subject is not None else (free[0] if free else None))
            return
        if subject is None and free and verb.form.endswith(self._plural):
            self._set(free[0], "obj", clause.verb)
            for k in free[1:]:
                self._set(k, "obl", clause.verb)
            return
        has_object = self._has_object(clause.verb)
        if subject is None and len(free) == 1 and not has_object and self._is_done_to(verb, free[0]):
            if verb.lemma in self._alone and not self._goes_on(clause.verb):
                verb.feats += "|Voice=Pass"
                self._passive(clause, free[0])
            else:
                self._set(free[0], "obj", clause.verb)
            return
        before = subject is not None and self.w[subject].pos in NOUNS
        if before and not free and verb.lemma in self._alone and not has_object:
            verb.feats += "|Voice=Pass"
            self._passive(clause, subject)
            return
        order = ["obl"] if has_object else ["obj", "obl"]
        order = order if subject is not None else ["nsubj", *order]
        for k, dep in zip(free, [*order, *["obl"] * len(free)], strict=False):
            self._set(k, dep, clause.verb)

    def _goes_on(self, verb: int) -> bool:
        """Whether a verb takes up the subject of the one that it is joined to: it then agrees with it in all."""
        word, over = self.w[verb], self.w[self.w[verb].head]
        if word.dep != "conj" or "Voice=Pass" in over.feats:
            return False
        subjects = [w for w in self.w if w.dep == "nsubj" and w.head == word.head and w.pos in NOUNS]
        if not subjects:
            return False
        same = word.form.endswith(self._feminine) == over.form.endswith(self._feminine)
        return same and (word.form.endswith(self._feminine) or "Number=Plur" not in subjects[0].feats)

    def _has_object(self, verb: int) -> bool:
        return any(w.head == verb and w.dep in ("obj", "det") for w in self.w)

    def _passive(self, clause: Clause, subject: int | None) -> None:
        if subject is not None:
            self._set(subject, "nsubj:pass", clause.verb)
        for k in clause.behind:
            if k != subject:
                self._set(k, "obl", clause.verb)

    def _is_done_to(self, verb: Word, i: int) -> bool:
        """Whether the only noun behind a verb is what something was done to."""
        word = self.w[i]
        if verb.lemma in self._alone:
            return True
        if word.pos == "PROPN":
            return word.place
        return self._sense.thing(word.lemma) and not self._sense.people(word.lemma)

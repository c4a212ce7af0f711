"""Noun phrases of languages that are read by lists: a head with its determiners, number, adjectives and owners."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recoupe.language.shallow_tags import Word


@dataclass(frozen=True)
class NounSense:
    """What the reader must know of nouns, by lemma."""

    event: Callable[[str], bool]
    people: Callable[[str], bool]
    thing: Callable[[str], bool]


class NounPhrases:
    """The noun phrases of one sentence. Words are given their heads and labels in place."""

    def __init__(self, words: list[Word], sense: NounSense, transparent: frozenset[str]) -> None:
        """``transparent``: nouns that only say that what follows is done or happens."""
        self.w, self._sense, self._transparent = words, sense, transparent

    def _set(self, i: int, dep: str, head: int) -> None:
        self.w[i].dep, self.w[i].head = dep, head

    def read(self, i: int) -> tuple[int | None, int]:
        """The head of the noun phrase that starts at ``i``, and where it ends."""
        dets: list[int] = []
        number: int | None = None
        k = i
        while k < len(self.w) and self.w[k].pos in ("DET", "NUM"):
            if self.w[k].pos == "NUM":
                if number is not None:
                    break
                number = k
            else:
                dets.append(k)
            k += 1
        if k < len(self.w) and self.w[k].pos in ("NOUN", "PROPN", "ADJ"):
            head = k
            if self.w[head].pos == "ADJ":
                self.w[head].pos = "NOUN"
            if number is not None:
                self._set(number, "nummod", head)
                self.w[head].feats = self.w[head].feats.replace("Sing", "Plur")
        elif number is not None:
            head, number = number, None
        elif dets:
            head = dets.pop()
            self.w[head].pos = "PRON"
        elif k < len(self.w) and self.w[k].pos == "PRON":
            head = k
        else:
            return None, i
        for d in dets:
            self._set(d, "det", head)
        return self._extended(head, max(head, k) + 1 if self.w[head].pos != "NUM" else head + 1)

    def _extended(self, head: int, k: int) -> tuple[int, int]:
        """``head`` with the adjectives and owners behind it; a noun that only says that something is done gives way."""
        chain = [head]
        while k < len(self.w):
            word, last = self.w[k], chain[-1]
            if word.pos == "PRON" and "PronType=Prs" in word.feats and k == last + 1:
                self._set(k, "det", last)
                self.w[last].closed = True
            elif word.pos == "ADJ" and self.w[last].pos != "NUM":
                self._set(k, "amod", self._agreeing(chain, word))
                self.w[last].closed = True
            elif word.pos in ("NOUN", "PROPN", "DET", "NUM") and self._takes_owner(last, k):
                if word.pos in ("DET", "NUM"):
                    inner, k = self.read(k)
                    if inner is None:
                        break
                    self._set(inner, "nmod", last)
                    self.w[inner].feats = _genitive(self.w[inner].feats)
                    return self._given_way(chain[0], inner), k
                self._set(k, "nmod", last)
                word.feats = _genitive(word.feats)
                chain.append(k)
            elif word.pos == "PROPN" and self.w[last].pos == "NOUN" and self.w[last].definite and not self.w[k].place:
                if not self._sense.people(self.w[head].lemma):
                    break
                self._set(k, "appos", head)
                chain.append(k)
            elif word.pos == "NUM" and self._is_done_by(chain):
                inner, k = self.read(k)
                if inner is not None:
                    self._set(inner, "obj", head)
                break
            elif word.pos == "NUM" and self.w[last].pos == "NOUN" and not self.w[last].closed:
                self._set(k, "nummod", last)
            else:
                break
            k += 1
        return self._given_way(head, chain[1] if len(chain) > 1 else None), k

    def _is_done_by(self, chain: Sequence[int]) -> bool:
        """Whether a verbal noun has those who did it behind it, so that whom they did it to can follow."""
        if len(chain) < 2 or not self._sense.event(self.w[chain[0]].lemma):
            return False
        owner = self.w[chain[1]]
        return (owner.pos == "PROPN" and not owner.place) or (owner.closed and self._sense.people(owner.lemma))

    def _takes_owner(self, last: int, k: int) -> bool:
        word = self.w[last]
        if word.pos != "NOUN" or word.closed:
            return False
        return self.w[k].pos != "NUM" or self._sense.event(word.lemma)

    def _agreeing(self, chain: Sequence[int], adjective: Word) -> int:
        """The noun of a chain that an adjective can belong to: with an article where it has one, the last such one."""
        if adjective.definite:
            return chain[-1]
        return next((c for c in reversed(chain) if not self.w[c].definite), chain[-1])

    def _given_way(self, head: int, owner: int | None) -> int:
        if owner is None or self.w[head].lemma not in self._transparent or self.w[owner].dep != "nmod":
            return head
        for k, word in enumerate(self.w):
            if word.head == head and k != owner and word.dep not in ("case",):
                self._set(k, word.dep, owner)
        self._set(owner, "", -1)
        self.w[owner].feats = self.w[owner].feats.replace("|Case=Gen", "")
        self._set(head, "dep", owner)
        self.w[head].pos = "X"
        return owner


def _genitive(feats: str) -> str:
    return feats if "Case=Gen" in feats else f"{feats}|Case=Gen"

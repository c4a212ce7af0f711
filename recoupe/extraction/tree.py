"""A parsed sentence as a tree that can be walked: the grammar of roles asks its questions here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from recoupe.model import Span, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
CLAUSAL = frozenset({"root", "ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "xcomp"})
GENITIVE_CASE = "+gen"
"""What stands for a preposition where a noun is owned by mere case or by its place behind the other."""
FINITE_CLAUSE = frozenset({"root", "ccomp", "advcl", "acl:relcl", "parataxis"})


@dataclass(frozen=True)
class Tree:
    """Tokens of one sentence with their dependents. Indices are those of ``tokens``."""

    tokens: tuple[Token, ...]
    contractions: Mapping[str, str] = field(default_factory=dict)
    """Contracted and elided prepositions as written, lower case → the preposition ("aux" → "à")."""
    children: tuple[tuple[int, ...], ...] = field(init=False, default=())
    _prepositions: dict[int, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Those that were asked for; so are the members of clauses."""
    _members: dict[int, tuple[int, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        below: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head != i:
                below[token.head].append(i)
        object.__setattr__(self, "children", tuple(map(tuple, below)))

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, i: int) -> Token:
        return self.tokens[i]

    def having(self, i: int, *labels: str) -> list[int]:
        """Dependents of ``i`` with one of ``labels``."""
        found: list[int] = []
        for c in self.children[i]:
            if self.tokens[c].dep in labels:
                found.append(c)  # asked so often that a comprehension's frame counts
        return found

    def ancestors(self, i: int) -> Iterator[int]:
        """Heads of ``i``, nearest first, up to the root."""
        seen = {i}
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            if i in seen:
                return
            seen.add(i)
            yield i

    def subtree(self, i: int) -> list[int]:
        """``i`` and all that depends on it, in order of the text."""
        found = [i]
        for at in found:
            found += self.children[at]
        found.sort()
        return found

    def clause(self, i: int) -> int:
        """The head of the clause that ``i`` stands in: ``i`` itself when it is a verb that heads one."""
        if self.heads_clause(i):
            return i
        for a in self.ancestors(i):
            if self.heads_clause(a):
                return a
        return i

    def heads_clause(self, i: int) -> bool:
        token = self.tokens[i]
        if token.dep == "conj":
            says = token.pos == "VERB" or bool(self.having(i, "cop") and self.having(i, "nsubj"))
            return says and self.tokens[token.head].pos == "VERB"
        if token.dep == "acl" and token.pos != "VERB":
            return False
        return token.dep in CLAUSAL

    def members(self, clause: int) -> list[int]:
        """Tokens of a clause without those of the clauses inside and beside it."""
        known = self._members.get(clause)
        if known is None:
            found, stack = [], [clause]
            while stack:
                at = stack.pop()
                found.append(at)
                stack.extend(c for c in self.children[at] if not self.heads_clause(c))
            known = self._members[clause] = tuple(sorted(found))
        return list(known)

    def coordinated(self, i: int) -> list[int]:
        """``i`` and the nouns coordinated with it."""
        out = [i]
        for c in self.having(i, "conj"):
            if self.tokens[c].pos in NOMINAL or self.tokens[c].pos == "ADJ":
                out += self.coordinated(c)
        return out

    def preposition(self, i: int) -> str:
        """The preposition before a noun, compound ones joined by spaces; empty where there is none."""
        found = self._prepositions.get(i)
        if found is None:
            found = self._prepositions[i] = self._preposition(i)
        return found

    def _preposition(self, i: int) -> str:
        cases = self.having(i, "case")
        if not cases:
            return GENITIVE_CASE if self.is_owner(i) else self._contracted(i)
        words: list[str] = []
        head = self.tokens[i].head
        if self.tokens[head].pos == "ADV" and head < i and self.tokens[head].dep in ("advmod", "obl", "case", "nmod"):
            words.append(self.tokens[head].text.lower())
        for c in cases:
            words.append(self.tokens[c].text.lower())
            words += [self.tokens[f].text.lower() for f in self.having(c, "fixed")]
        words[-1] = self.contractions.get(words[-1].replace("’", "'"), words[-1])
        return " ".join(words)

    def _contracted(self, i: int) -> str:
        """ "S'emparer samedi du district": the article of an oblique that has no preposition holds one."""
        forms = (self.tokens[d].text.lower() for d in self.having(i, "det") if self.tokens[i].dep == "obl")
        return next((base for form in forms if (base := self.contractions.get(form, form)) != form), "")

    def is_owner(self, i: int) -> bool:
        """Whether a noun depends on another by case alone."""
        return self.tokens[i].dep == "nmod" and "Case=Gen" in self.tokens[i].feats

    def is_passive(self, i: int) -> bool:
        """A passive, or a past participle that modifies a noun."""
        if self.having(i, "aux:pass") or self._is_passive_form(i):
            return True
        if self.having(i, "aux:tense"):
            return bool(self.having(i, "nsubj:pass", "obl:agent") and not self.having(i, "nsubj", "obj"))
        token = self.tokens[i]
        if (
            token.dep == "conj"
            and self.tokens[token.head].pos in ("VERB", "AUX")
            and self.having(token.head, "aux:tense", "aux:pass")
        ):
            return self.is_passive(token.head)
        return (
            token.pos in ("VERB", "ADJ")
            and token.dep in ("acl", "amod", "advcl", "conj", "root", "parataxis", "appos", "xcomp")
            and self.is_past_participle(i)
            and not (token.dep == "conj" and self.having(i, "obj"))
            and not (self.having(i, "nsubj") and self.having(i, "obj"))
        )

    def _is_passive_form(self, i: int) -> bool:
        """A finite verb whose form is passive by itself."""
        return "Voice=Pass" in self.tokens[i].feats and "VerbForm=Fin" in self.tokens[i].feats

    def is_past_participle(self, i: int) -> bool:
        feats = self.tokens[i].feats
        return "VerbForm=Part" in feats and "Tense=Pres" not in feats

    def is_verbless(self) -> bool:
        """A headline or a note: nothing in it is told by a finite verb."""
        return not any("VerbForm=Fin" in t.feats for t in self.tokens)

    def feat(self, i: int, name: str) -> str | None:
        for pair in self.tokens[i].feats.split("|"):
            key, _, value = pair.partition("=")
            if key == name:
                return value
        return None

    def span(self, indices: list[int]) -> Span:
        """From the first to the last of ``indices``."""
        return Span(self.tokens[min(indices)].span.start, self.tokens[max(indices)].span.end)

    def token_at(self, offset: int) -> int | None:
        """The token that covers an offset of the text."""
        for i, token in enumerate(self.tokens):
            if token.span.start <= offset < token.span.end:
                return i
        return None

    def within(self, span: Span) -> list[int]:
        first = bisect_right(self.tokens, span.start, key=_end)
        return list(range(first, bisect_left(self.tokens, span.end, lo=first, key=_start)))


def _start(token: Token) -> int:
    return token.span.start


def _end(token: Token) -> int:
    return token.span.end

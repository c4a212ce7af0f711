"""Trees of verb-first languages from lists and a table of lemmas: noun phrases by state and agreement, clauses by their verbs.

For languages with too few trees to train a parser well. The trees are those of Universal Dependencies, so that one grammar of
roles reads them; they are right where news is written plainly, and flat elsewhere. The first noun phrase behind a verb is its
subject, the next its object; a noun without article takes the next noun as its owner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recoupe.language.clitics import bare
from recoupe.language.lemmas import LemmaTable
from recoupe.language.pack import PackHead
from recoupe.language.parser import Prepared
from recoupe.language.shallow_clauses import Clause, Clauses
from recoupe.language.shallow_phrases import NounPhrases, NounSense
from recoupe.language.shallow_tags import NOUNS, Tagger, Word
from recoupe.model import Token

BREAKS = frozenset(",،;؛:.()[]–—")
OPENS = frozenset("([")
REACH = 8
"""Words within which a phrase between commas ends."""
STOPS = frozenset({"VERB", "PUNCT", "SCONJ", "REL", "PART"})


class ShallowParser:
    """Reads prepared sentences; takes the place of a trained parser."""

    def __init__(self, head: PackHead, lemmas: LemmaTable, sense: NounSense) -> None:
        if head.shallow is None:
            raise ValueError(f"the pack {head.code!r} has no table [shallow]")
        self.lists = words = head.shallow
        self.tagger = Tagger(head, words, lemmas)
        self._sense = sense
        self._complementizers = frozenset(map(bare, words.complementizers))
        self._negations = frozenset(map(bare, words.negations))
        self._possible = frozenset(map(bare, words.possible))
        self._future = frozenset(map(bare, words.future))
        self._owning = frozenset(map(bare, words.owning))
        self._transparent = frozenset(words.transparent)
        self._sayers = frozenset(words.sayers)
        self._taking = {bare(w) for w in words.taking_prepositions}
        self._takers = frozenset(words.takers)
        self._circumstance = frozenset(words.circumstance)
        self._partitive = frozenset(map(bare, words.partitives))
        self._with_preposition = frozenset(map(bare, words.pronouns_with_preposition))

    def parse(self, text: str, sentences: Sequence[Prepared]) -> Iterator[tuple[Token, ...]]:
        """One tuple of tokens for each sentence, in order."""
        for prepared in sentences:
            words = self.tagger.tag(prepared)
            _Reading(self, words).run()
            yield tuple(
                Token(s, s.of(text), w.lemma, _POS.get(w.pos, w.pos), w.dep, w.head, w.feats)
                for s, w in zip(prepared.spans, words, strict=True)
            )


_POS = {"REL": "PRON"}


class _Reading:
    """The reading of one sentence, from left to right."""

    def __init__(self, parser: ShallowParser, words: list[Word]) -> None:
        self.p, self.w = parser, words
        self.phrases = NounPhrases(words, parser._sense, parser._transparent)
        self.clauses = Clauses(words, parser.lists, parser._sense)
        self.root: int | None = None
        self.clause: Clause | None = None
        self.pending: int | None = None
        """A noun phrase before its verb."""
        self.last: int | None = None
        """The head of the phrase read last."""
        self.mark: int | None = None
        self.relative: int | None = None
        self.joined: int | None = None
        self.particles: list[int] = []
        self.said: int | None = None
        """The verb of saying that waits for its clause."""

    def run(self) -> None:
        i = 0
        while i < len(self.w):
            i = self._step(i)
        self._settle()

    def _step(self, i: int) -> int:
        word = self.w[i]
        match word.pos:
            case "PUNCT":
                self._break(i)
            case "CCONJ":
                self.joined = i
            case "SCONJ":
                self.mark, self.pending = i, None
            case "REL":
                self.relative = i
            case "PART" | "ADV":
                self._particle(i)
            case "VERB":
                self._verb(i)
            case "ADP":
                return self._phrase(i)
            case "PRON" if self._is_enclitic(i):
                self._set(i, "obj", i - 1)
            case "PRON" if word.form in self.p._with_preposition:
                self._set(i, "obl", self.clause.verb if self.clause is not None else i)
            case _:
                return self._bare_phrase(i)
        return i + 1

    def _is_enclitic(self, i: int) -> bool:
        """Whether a pronoun is written together with the verb before it: it is its object."""
        return i > 0 and "PronType=Prs" in self.w[i].feats and self.w[i - 1].pos == "VERB"

    def _set(self, i: int, dep: str, head: int) -> None:
        self.w[i].dep, self.w[i].head = dep, head

    def _break(self, i: int) -> None:
        if self.w[i].form in BREAKS:
            self.joined, self.relative = None, None

    def _particle(self, i: int) -> None:
        if "Time=Yes" in self.w[i].feats and self.clause is not None:
            self._set(i, "obl", self.clause.verb)
        else:
            self.particles.append(i)

    # ------------------------------------------------------------ verbs

    def _verb(self, i: int) -> None:
        head, dep = self._place_of_verb(i)
        self._set(i, dep, head)
        clause = Clause(i)
        if self.relative is not None and dep == "acl:relcl":
            self._set(self.relative, "nsubj", i)
            clause.subject = self.relative
        elif self.pending is not None and dep != "acl":
            self._set(self.pending, "nsubj", i)
            clause.subject = self.pending
        if self.mark is not None:
            self._set(self.mark, "mark", i)
        if self.joined is not None:
            self._set(self.joined, "cc", i)
        self._take_particles(i)
        self._close()
        self.clause, self.pending, self.mark, self.relative, self.joined = clause, None, None, None, None
        if self.w[i].lemma in self.p._sayers:
            self.said = i

    def _place_of_verb(self, i: int) -> tuple[int, str]:
        """The head and label of the verb ``i`` by what stands before it."""
        if self.relative is not None and self.last is not None:
            return self.last, "acl:relcl"
        over = self.clause.verb if self.clause is not None else None
        if self.mark is not None:
            told = self.w[self.mark].form in self.p._complementizers
            if told and self.said is not None:
                return self.said, "ccomp"
            if over is not None:
                return over, "ccomp" if told else "advcl"
            if self.root is not None:
                return self.root, "acl" if told else "advcl"
        if self.root is None:
            self.root = i
            return i, "root"
        if self.joined is not None and over is not None:
            return over, "conj"
        describes = self.last is not None and self.pending is None and self.last in (self._word_before(i), self._noun_before(i))
        if describes and self.last is not None and not self.w[self.last].definite and self.joined is None:
            return self.last, "acl"
        return (over if over is not None else self.root), "parataxis"

    def _noun_before(self, i: int) -> int | None:
        """The noun right before ``i``, past particles and adjectives."""
        k = i - 1
        while k >= 0 and (self.w[k].pos in ("PART", "ADJ", "ADV") or self.w[k].dep == "det"):
            k -= 1
        return k if k >= 0 and self.w[k].pos in NOUNS else None

    def _word_before(self, i: int) -> int | None:
        """The head of the phrase that ends right before ``i``, past particles and adjectives."""
        k = i - 1
        while k >= 0 and self.w[k].pos in ("PART", "ADJ", "ADV"):
            k -= 1
        while k >= 0 and self.w[k].dep in ("nmod", "amod", "nummod", "case", "appos"):
            k = self.w[k].head
        return k if k >= 0 and self.w[k].pos in NOUNS else None

    def _take_particles(self, verb: int) -> None:
        word = self.w[verb]
        for k in self.particles:
            form = self.w[k].form
            if form in self.p._possible and "Tense=Past" in word.feats:
                self._set(k, "aux:tense", verb)
            else:
                self._set(k, "advmod", verb)
            if form in self.p._future:
                word.feats = word.feats.replace("Tense=Pres", "Tense=Fut")
        self.particles = []

    def _close(self) -> None:
        """Give the noun phrases of the clause that ends their labels."""
        if self.clause is not None:
            self.clauses.close(self.clause)

    # ------------------------------------------------------------ noun phrases

    def _bare_phrase(self, i: int) -> int:
        """A phrase without a preposition: what the verb does or suffers, or what a verb will tell of."""
        head, end = self.phrases.read(i)
        if head is None:
            self._set(i, "dep", self.root if self.root is not None else i)
            return i + 1
        if self.w[head].lemma in self.p._circumstance and self.joined is None and self.clause is not None:
            self._set(head, "obl", self.clause.verb)
            self.last = head
            return end
        top = self._join(head) or self._beside(i, head, end)
        if not top:
            if self.clause is not None and self.relative is None and self.mark is None and not self._sets_off(i):
                self.clause.behind.append(head)
                self._set(head, "dep", self.clause.verb)
            else:
                self._set(head, "dep", head)
                self.pending = head
        self.last, self.joined = head, None
        return end

    def _beside(self, i: int, head: int, end: int) -> bool:
        """Whether a phrase between commas, behind one that names somebody, only says who that is."""
        over = self.last
        if over is None or i == 0 or self.w[i - 1].form not in BREAKS or self.joined is not None or end >= len(self.w):
            return False
        ends = (k for k in range(end, min(end + REACH, len(self.w))) if self.w[k].form in BREAKS or self.w[k].pos == "VERB")
        closes = next(ends, None)
        names = self.w[over].pos == "PROPN" and over == self._noun_before(i - 1)
        if not names or not self.w[head].definite or closes is None or self.w[closes].pos == "VERB":
            return False
        self._set(head, "appos", over)
        return True

    def _sets_off(self, i: int) -> bool:
        """Whether a comma and a verb further on make the phrase at ``i`` the opening of another clause."""
        if self.joined is None and not (i > 0 and self.w[i - 1].form in BREAKS):
            return False
        for k in range(i + 1, min(i + 8, len(self.w))):
            if self.w[k].pos == "VERB":
                return True
            if self.w[k].pos in STOPS or self.w[k].pos == "CCONJ":
                return False
        return False

    def _join(self, head: int) -> bool:
        """Coordinate a phrase with the one before."""
        if self.joined is None or self.last is None or self._sets_off(self.joined + 1):
            return False
        over = self.last
        while self.w[over].dep == "conj":
            over = self.w[over].head
        own = [k for k in range(over + 1, self.joined) if self.w[k].dep == "nmod" and self.w[k].pos == self.w[head].pos]
        if own and self.w[head].pos == "PROPN" and self.w[over].pos == "NOUN":
            over = own[-1]
        self._set(head, "conj", over)
        self._set(self.joined, "cc", head)
        return True

    def _phrase(self, i: int) -> int:
        """A phrase with its preposition, on the verb or on the noun before."""
        start = i + 1
        if start < len(self.w) and self.w[start].pos == "ADP":
            self._set(i, "fixed", start)
            return self._phrase(start)
        if start < len(self.w) and self.w[start].pos in ("SCONJ",):
            self.mark, self.pending = start, None
            self._set(i, "mark", start)
            return start + 1
        head, end = self.phrases.read(start) if start < len(self.w) else (None, start)
        if head is None:
            if start < len(self.w) and self.w[start].pos == "PRON":
                head, end = start, start + 1
            else:
                self._set(i, "dep", self.root if self.root is not None else i)
                return start
        counted = self._counted_by(i)
        if counted is not None and head > i:
            self._count(counted, i, head)
            self.joined = None
            return end
        over, dep = self._host(i)
        if self.joined is not None and self.last is not None and self.w[self.last].dep in ("obl", "nmod"):
            over, dep = self.w[self.last].head, self.w[self.last].dep
            self._set(self.joined, "cc", head)
        if dep == "obl" and over is not None and self._is_taken(i, head, over):
            dep = "obj"
        self._set(head, dep, over if over is not None else head)
        self._set(i, "case", head)
        self.last, self.joined = head, None
        return end

    def _counted_by(self, i: int) -> int | None:
        """The bare number before the preposition ``i`` ("three of his men")."""
        k = i - 1
        bare_number = k >= 0 and self.w[k].pos == "NUM" and self.w[k].dep != "nummod" and self.last == k
        return k if bare_number and self.w[i].form in self.p._partitive else None

    def _count(self, number: int, preposition: int, head: int) -> None:
        """Let what is counted take the place of its number."""
        self.w[head].dep, self.w[head].head = self.w[number].dep, self.w[number].head if self.w[number].head != number else head
        if "Number=" in self.w[head].feats:
            self.w[head].feats = self.w[head].feats.replace("Sing", "Plur")
        self._set(number, "nummod", head)
        self._set(preposition, "fixed", number)
        if self.pending == number:
            self.pending = head
        if self.clause is not None:
            self.clause.behind = [head if k == number else k for k in self.clause.behind]
            self.clause.subject = head if self.clause.subject == number else self.clause.subject
        self.last = head

    def _is_taken(self, i: int, head: int, verb: int) -> bool:
        """ "Threatened with a strike": a deed behind the preposition that its verb asks for is as good as an object."""
        return (
            self.w[i].form in self.p._taking
            and self.w[verb].lemma in self.p._takers
            and self.p._sense.event(self.w[head].lemma)
        )

    def _host(self, i: int) -> tuple[int | None, str]:
        """What the phrase whose preposition is ``i`` hangs on."""
        near = self._noun_before(i) if self.w[i].form in self.p._owning else None
        verb = self.clause.verb if self.clause is not None else None
        if near is not None and not self._break_between(near, i):
            return near, "nmod"
        noun = self._event_before(i)
        if noun is not None and (verb is None or noun > verb) and (verb is None or self.w[noun].dep != "nsubj"):
            return noun, "nmod"
        if self.pending is not None and (verb is None or self.pending > verb):
            return self.pending, "nmod"
        if verb is not None:
            return verb, "obl"
        return (self.root, "nmod") if self.root is not None else (None, "obl")

    def _event_before(self, i: int) -> int | None:
        """The event noun in the phrase read last, and phrases tied to it."""
        k = self.last
        while k is not None:
            if self.w[k].pos == "NOUN" and self.p._sense.event(self.w[k].lemma):
                return k
            inner = [c for c in range(k + 1, i) if self.w[c].dep == "nmod" and self.p._sense.event(self.w[c].lemma)]
            if inner:
                return inner[-1]
            k = self.w[k].head if self.w[k].dep in ("nmod", "conj") and self.w[k].head != k else None
        return None

    def _break_between(self, low: int, high: int) -> bool:
        return any(self.w[k].form in BREAKS for k in range(low, high))

    # ------------------------------------------------------------ the end

    def _settle(self) -> None:
        """Every word gets a head: the root is the first verb, or the first phrase of a sentence without one."""
        self._close()
        if self.pending is not None and self.root is None:
            self.root = self.pending
        if self.root is None:
            heads = [k for k, w in enumerate(self.w) if w.head == k or (w.head == -1 and w.pos in NOUNS)]
            self.root = heads[0] if heads else 0
        root = self.root
        self._set(root, "root", root)
        for k, word in enumerate(self.w):
            if k != root and (word.head in (-1, k)):
                dep = "punct" if word.pos == "PUNCT" else "dep" if word.pos not in NOUNS else self._loose(k)
                self._set(k, dep, root)
        self._uncircled(root)

    def _loose(self, k: int) -> str:
        return "parataxis" if self.w[self.root or 0].pos in NOUNS else "dep"

    def _uncircled(self, root: int) -> None:
        """Whatever does not lead to the root is hung on it."""
        for k in range(len(self.w)):
            seen, at = {k}, k
            while self.w[at].head != at:
                at = self.w[at].head
                if at in seen:
                    self._set(k, self.w[k].dep, root)
                    break
                seen.add(at)


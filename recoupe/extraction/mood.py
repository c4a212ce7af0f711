"""Modality and polarity of what a word says: from the words above it, its mood and tense, and negation."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.extraction.breaks import is_break
from recoupe.extraction.negation import Negation
from recoupe.extraction.tree import Tree
from recoupe.language.schema_events import LightVerbs
from recoupe.language.schema_speech import AttributionWords, ModalityWords
from recoupe.model import Event, Modality, Polarity, Reason

UP = frozenset(
    {
        "xcomp",
        "acl",
        "advcl",
        "ccomp",
        "obj",
        "obl",
        "nmod",
        "conj",
        "csubj",
        "nsubj",
        "nsubj:pass",
        "acl:relcl",
        "parataxis",
        "obl:agent",
        "amod",
        "appos",
    }
)
HEARERS = ("obl", "iobj", "obl:arg")
NOMINAL_STEPS = frozenset({"obj", "obl", "nmod", "nsubj", "nsubj:pass"})


@dataclass(frozen=True, slots=True)
class Mood:
    modality: Modality = Modality.ASSERTED
    polarity: Polarity = Polarity.POSITIVE
    reasons: tuple[Reason, ...] = ()
    future: bool = False


class MoodReader:
    """Reads modality and polarity with the words of one pack."""

    def __init__(self, modality: ModalityWords, attribution: AttributionWords, light: LightVerbs | None = None) -> None:
        """``light``: verbs that say of an event that somebody makes, suffers or stops it, or that it happens."""
        self.words = modality
        self._occur = frozenset(light.occur if light else ())
        self._carry = frozenset((*light.actor, *light.target, *light.occur) if light else ())
        self._of = {lemma: g.modality for g in modality.governor for lemma in g.lemmas}
        self._by_auxiliary = {lemma: g.modality for g in modality.auxiliary for lemma in g.lemmas}
        self._factive = frozenset(modality.factive)
        self._failing = frozenset(modality.failing)
        self._preventing = frozenset(modality.preventing)
        self._deny = frozenset(attribution.deny) | frozenset(attribution.deny_noun)
        self._say = frozenset(attribution.say)
        self._about = frozenset(attribution.about_object)
        self._telling = self._say | self._deny | frozenset(attribution.claim)
        self._negation = Negation(modality)
        self._control = frozenset(modality.object_control)
        self._conditional = frozenset(modality.conditional)
        self._possible = frozenset(modality.adverbs_possible)

    def read(self, tree: Tree, i: int, governor: int | None, event: Event | None = None) -> Mood:
        """The mood of the trigger ``i`` whose clause is headed by ``governor``."""
        modality, negative, reasons, future = Modality.ASSERTED, False, [], False
        at, first, below = i, True, i
        seen = set()
        told_of = False
        modality = self._said_of(tree, i) or modality
        while at not in seen:
            seen.add(at)
            beside = below != at and tree[below].dep == "conj" and self._negation.at(tree, below)
            apart = told_of or beside or self._is_told(tree, i, at)
            if not apart and (self._negation.at(tree, at) or self._negation.inside(tree, at, below)):
                negative = not negative
                reasons.append(Reason("negated", 0.0))
            here = self._here(tree, at, event) if tree[at].pos in ("VERB", "AUX", "ADJ") or first else None
            if here is not None and modality is Modality.ASSERTED:
                modality = here
                future = future or here is Modality.PLANNED
                reasons.append(Reason(f"{here.value}: mood or adverb of {tree[at].text!r}", 0.0))
            head = self._asking(tree, at) or _head(tree, at)
            if head == at or _is_circumstance(tree, at) or _is_inserted(tree, at, head) or tree[at].dep not in UP:
                break
            if self._denied(tree, at, head):
                return Mood(Modality.DENIED, Polarity.POSITIVE, (*reasons, Reason(f"denied by {tree[head].text!r}", 0.0)))
            given, stop = self._governed(tree, at, head)
            near = tree[head].lemma in self.words.near_future or (tree[at].pos != "VERB" and self._is_due(tree, head))
            future = future or (given is Modality.PLANNED and near)
            if stop and head == governor and tree[at].dep in ("nsubj", "nsubj:pass") and self._occurs(tree, head):
                stop = False
            if given is Modality.POSSIBLE and self._negation.at(tree, head):
                given = None
            if head == governor and tree[head].pos not in ("VERB", "AUX"):
                given = None  # "X was the objective of the attack": it was made
            if given is not None and modality is Modality.ASSERTED:
                modality = given
                reasons.append(Reason(f"{given.value}: governed by {tree[head].text!r}", 0.0))
            if tree[head].lemma in self._failing and tree[at].dep in ("xcomp", "acl", "obl", "nmod"):
                negative = not negative
            if stop:
                break
            told_of = told_of or (tree[at].pos == "VERB" and tree[head].pos == "NOUN" and tree[head].lemma not in self._of)
            told_of = told_of or (tree[at].dep == "ccomp" and "VerbForm=Fin" in tree[at].feats)
            at, first, below = head, False, at
        if modality is Modality.ASSERTED and self._under_condition(tree, i):
            modality = Modality.HYPOTHETICAL
            reasons.append(Reason("hypothetical: a condition opens its clause", 0.0))
        return Mood(modality, Polarity.NEGATIVE if negative else Polarity.POSITIVE, tuple(reasons), future)

    def _said_of(self, tree: Tree, i: int) -> Modality | None:
        """ "Our objective is the defeat of X", "the aim, which is …": what is said to be a plan, a threat or a wish."""
        if tree[i].pos != "NOUN" or not tree.having(i, "cop"):
            return None
        named = [tree[s].lemma for s in tree.having(i, "nsubj")]
        if tree[i].dep == "acl:relcl":
            named.append(tree[tree[i].head].lemma)
        return next((self._of[lemma] for lemma in named if lemma in self._of), None)

    def _occurs(self, tree: Tree, i: int) -> bool:
        """Whether a verb says of its subject that it happens, or may ("could come into force")."""
        if tree[i].dep == "advcl":
            return False
        return tree[i].lemma in self._occur or any(tree[x].lemma in self._occur for x in tree.having(i, "xcomp"))

    def _under_condition(self, tree: Tree, i: int) -> bool:
        """Whether a conjunction of condition stands before the word with no break between them, whatever the parse hung it on."""
        start = next((k + 1 for k in range(i - 1, -1, -1) if is_break(tree, k)), 0)
        if any(
            tree[k].pos == "SCONJ" and tree[k].dep == "mark" and tree[k].text.lower() in self._conditional
            for k in range(start, i)
        ):
            return True
        words = " ".join(tree[k].text.lower().replace("’", "'") for k in range(start, i)) + " "
        return any(f"{c} " in words for c in self._conditional if " " in c)

    def _asking(self, tree: Tree, i: int) -> int | None:
        """ "Demande au peuple de manifester": the verb that asks, where the parse hung what is asked on those who are asked."""
        asked = tree[tree[i].head].head if tree[tree[i].head].pos == "ADJ" else tree[i].head
        if tree[i].dep not in ("acl", "xcomp") or tree.feat(i, "VerbForm") != "Inf" or tree[asked].dep not in HEARERS:
            return None
        return tree[asked].head if tree[tree[asked].head].lemma in self._control else None

    def _is_told(self, tree: Tree, i: int, at: int) -> bool:
        """Whether the word ``at`` over the trigger ``i`` tells of speech: that nobody confirms an attack does not deny it."""
        return at != i and tree[at].lemma in self._telling

    def _here(self, tree: Tree, i: int, event: Event | None) -> Modality | None:
        for c in tree.children[i]:
            token = tree[c]
            if token.dep == "mark" and token.text.lower() in self._conditional and not _ends_before(tree, c, i):
                return Modality.HYPOTHETICAL
            if token.dep in ("advmod", "amod") and token.text.lower() in self._possible:
                return Modality.POSSIBLE
            if token.dep in ("case", "mark") and token.text.lower() in self.words.until and self._is_ahead(tree, c, i):
                return Modality.PLANNED
        for v in tree.having(i, "aux:tense"):
            if (told := self._by_auxiliary.get(tree[v].text.lower())) is not None:
                return told
        verbs = [i, *tree.having(i, "aux:tense", "aux:pass", "cop", "aux:caus")]
        for v in verbs:
            feats = tree[v].feats
            if self._in_conditional(tree, v, feats) or self._is_conditional(tree, v):
                return Modality.PLANNED if v == i and self._is_future_in_past(tree, i) else Modality.POSSIBLE
            if self._is_future(tree, v) and tree[v].dep != "aux:tense":
                return Modality.PLANNED
        if tree.feat(i, "VerbForm") == "Inf" and self._has_purpose(tree, i) and not self._is_realized(tree, i, event):
            return Modality.PLANNED
        return None

    def _is_ahead(self, tree: Tree, mark: int, i: int) -> bool:
        """ "Until they free X": a present clause behind such a word has not happened yet."""
        clause = tree.having(mark, "fixed") or tree.having(i, "mark")
        return bool(clause) and "Tense=Pres" in tree[i].feats and "VerbForm=Fin" in tree[i].feats

    def _is_future(self, tree: Tree, i: int) -> bool:
        """By the parse, or by an ending right behind the infinitive."""
        token = tree[i]
        if self.words.future_tense and f"Tense={self.words.future_tense}" in token.feats:
            return True
        stem = token.lemma.removesuffix("e")
        form = token.text.lower()
        return token.pos == "VERB" and form.startswith(stem) and form[len(stem) :] in self.words.future_endings

    def _in_conditional(self, tree: Tree, i: int, feats: str) -> bool:
        """By the parse, where the form has an ending of that mood, or the language has none for it ("assurent" has not)."""
        if not self.words.conditional_mood or f"Mood={self.words.conditional_mood}" not in feats:
            return False
        return not self.words.conditional_endings or tree[i].text.lower().endswith(self.words.conditional_endings)

    def _is_conditional(self, tree: Tree, i: int) -> bool:
        """By an ending behind a stem that is not the one of the past ("tuerait", but "tirait" of "tirer")."""
        token, form = tree[i], tree[i].text.lower()
        ending = next((e for e in self.words.conditional_endings if form.endswith(e)), None)
        return (
            ending is not None
            and "VerbForm=Fin" in token.feats
            and token.lemma != form
            and form.removesuffix(ending) + ending[0] != token.lemma[:-2]
        )

    def _is_future_in_past(self, tree: Tree, i: int) -> bool:
        """ "Announced that it would not support": what was to come, seen from when it was said."""
        top = i
        while tree[top].dep == "conj" and tree[tree[top].head].pos == "VERB":
            top = tree[top].head
        said = tree[top].head
        return (
            tree[top].dep == "ccomp"
            and bool(tree.having(top, "mark"))
            and tree[said].lemma in self.words.announcing
            and ("Tense=Past" in tree[said].feats or "Tense=Imp" in tree[said].feats)
        )

    def _is_realized(self, tree: Tree, i: int, event: Event | None) -> bool:
        """ "They took to the streets to protest", "used shells to destroy it": told with its purpose, the thing was done."""
        lemma = tree[_head(tree, i)].lemma
        return lemma in self.words.realizing or (event is Event.PROTEST and lemma in self.words.gathering)

    def _has_purpose(self, tree: Tree, i: int) -> bool:
        marks = [tree[c].text.lower() for c in tree.having(i, "mark", "case")]
        if tree[i].dep == "xcomp" and not any(m in self.words.purpose and m not in self.words.infinitive_marks for m in marks):
            return False
        above = tree[tree[i].head]
        if above.pos == "ADV" and any(f"{above.text.lower()} {m}" in self.words.purpose for m in marks):
            return True  # "afin de", of which the parse made the head of what follows
        return tree[i].dep in ("advcl", "acl", "obl", "xcomp") and any(m in self.words.purpose for m in marks)

    def _denied(self, tree: Tree, at: int, head: int) -> bool:
        if tree[head].lemma not in self._deny or self._negation.at(tree, head):
            return False
        if tree[head].lemma in self.words.refusing and tree[at].pos != "VERB":
            return False
        return tree[at].dep in ("xcomp", "ccomp", "obj", "obl", "nmod", "acl", "advcl", "nsubj:pass")

    def _governed(self, tree: Tree, at: int, head: int) -> tuple[Modality | None, bool]:
        """What ``head`` makes of ``at``, and whether the words above ``head`` no longer matter."""
        lemma, dep = tree[head].lemma, tree[at].dep
        if dep == "conj":
            return None, tree[at].pos == "VERB" and tree.feat(at, "VerbForm") != "Inf" and tree[head].pos == "VERB" and bool(
                tree.having(at, "nsubj", "nsubj:pass")
            )
        if lemma in self._say and dep in ("ccomp", "parataxis"):
            return None, False
        if lemma in self._about and dep == "obj" and tree[at].pos != "VERB":
            return None, True  # "counted 53 dead", but "counts on leaving"
        if lemma in self.words.ending and tree[at].pos != "VERB" and dep in ("obj", "nmod", "obl"):
            return None, True
        if self._is_called_for(tree, at, head):
            return Modality.PLANNED, False
        if dep in ("acl:relcl", "parataxis", "nsubj", "nsubj:pass", "appos", "amod"):
            return None, True
        if dep == "advcl" and tree[head].pos == "ADJ" and lemma in self._of and self._is_bound(tree, at):
            return self._of[lemma], False
        if dep == "advcl" and tree.feat(at, "VerbForm") != "Inf":
            return None, True
        if lemma in self.words.achieved and dep == "xcomp" and tree.having(head, "aux:tense"):
            return None, False
        if lemma in self.words.near_future and dep == "xcomp" and self._is_near_future(tree, head):
            return Modality.PLANNED, False
        if dep == "acl" and tree.is_past_participle(at) and lemma not in self._of:
            return None, True
        if lemma in self._factive:
            plan = next((self._of[tree[s].lemma] for s in tree.having(head, "nsubj") if tree[s].lemma in self._of), None)
            return (plan if dep in ("xcomp", "ccomp", "obl", "advcl") else None), False
        if lemma in self.words.refusing and dep == "obj":
            return Modality.POSSIBLE, True
        if lemma in self._preventing and dep in ("xcomp", "acl", "advcl", "ccomp", "obj"):
            return Modality.POSSIBLE, False
        threat = dep == "advcl" and self._of.get(lemma) is Modality.THREATENED and not self._has_purpose(tree, at)
        if lemma in self._of and (threat or dep in ("xcomp", "acl", "ccomp", "obj", "nmod", "obl", "csubj")):
            if dep == "obl" and tree[at].pos not in ("VERB",):
                return None, True
            return self._of[lemma], False
        if dep in ("obl", "nmod") and tree[at].pos != "VERB":
            return None, True
        told_of = dep == "obj" and tree[at].pos != "VERB" and tree[head].pos == "VERB" and bool(self._carry)
        return None, told_of and lemma not in self._carry and lemma not in self._failing

    def _is_called_for(self, tree: Tree, at: int, head: int) -> bool:
        """ "They asked the people that they gather", which the parse hung on the people; "called on us to strike", with a noun
        for the event; "announced for Saturday"."""
        words = self.words
        if tree[at].dep == "acl:relcl" and tree.having(at, "mark") and tree[head].dep in ("obj", "iobj", "obl"):
            over = tree[head].head
            asked = tree[over].lemma in words.object_control and self._of.get(tree[over].lemma) is Modality.PLANNED
            return asked and over < head < at
        if tree[at].pos != "VERB" and tree[at].dep in ("obl", "obl:arg") and tree[head].lemma in words.calling:
            return tree.preposition(at) in words.personal
        if tree[at].dep not in ("nsubj:pass", "nsubj", "obj") or tree[at].pos == "VERB" or tree[head].pos != "VERB":
            return False
        return self._is_due(tree, head)

    def _is_due(self, tree: Tree, verb: int) -> bool:
        """Whether a date for which something is announced stands behind a verb; it is one word for the parser."""
        behind = (c for c in tree.having(verb, "advmod", "obl") if c > verb)
        dates = (c for c in behind if tree[c].pos in ("ADV", "NUM"))
        return any({tree.preposition(c), tree[c].text.lower().split(" ")[0]}.intersection(self.words.due) for c in dates)

    def _is_bound(self, tree: Tree, i: int) -> bool:
        """ "Committed to carrying out": a participle behind the mark of infinitives."""
        return any(tree[m].text.lower() in self.words.infinitive_marks for m in tree.having(i, "mark", "case"))

    def _is_near_future(self, tree: Tree, i: int) -> bool:
        return "VerbForm=Fin" in tree[i].feats and not tree.having(i, "aux:tense") and "Tense=Past" not in tree[i].feats


def _ends_before(tree: Tree, mark: int, i: int) -> bool:
    """ "Whether meant or not, this was an attack": the clause that a conjunction opens has no verb and ends before ``i``."""
    stop = next((k for k in range(mark, i) if tree[k].text == ","), None)
    return stop is not None and not any(tree[k].pos in ("VERB", "AUX") for k in range(mark, stop))


def _is_circumstance(tree: Tree, i: int) -> bool:
    """ "He decided to stay, even after the army had come": a clause that an adverb and a preposition lead to is not governed."""
    head = tree[i].head
    if tree[head].pos != "ADV" or head > i or tree[i].dep not in ("xcomp", "ccomp", "advcl"):
        return False
    return bool(tree.having(i, "case")) and bool(tree.having(i, "mark"))


def _is_inserted(tree: Tree, i: int, head: int) -> bool:
    """Whether a word stands in square brackets behind the word above it: a gloss, which nothing governs."""
    return any(tree[k].text == "[" for k in range(head + 1, i)) and not any(tree[k].text == "]" for k in range(head + 1, i))


def _head(tree: Tree, i: int) -> int:
    """The head, past an adverb on which the parse hung a clause ("flatly denies having fired")."""
    head = tree[i].head
    return tree[head].head if tree[head].pos == "ADV" and tree[i].dep in ("xcomp", "ccomp", "advcl", "obj") else head

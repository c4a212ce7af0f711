"""Which words of a sentence carry an event: the frames of the pack, tried against the tree."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.extraction.arguments import Arguments
from recoupe.extraction.frames import (
    as_active,
    as_passive,
    fit_verb,
    has_forbidden,
    kinds_fit,
    modifiers,
    with_object,
    with_personal,
    with_strays,
)
from recoupe.extraction.tree import Tree
from recoupe.extraction.view import Trigger, View
from recoupe.language.schema_events import EventWords, Kind, NounFrame, VerbFrame
from recoupe.model import Event

NAME_REACH = 4
"""Words back from a capitalised noun to the one before it in a name."""
FIRE = frozenset({Event.STRIKE, Event.SHELLING, Event.BOMBING, Event.ATTACK, Event.CHEMICAL})
SPOKEN = frozenset({Event.STATEMENT, Event.ACCUSATION, Event.THREAT})
CARRYING = frozenset({"VERB", "AUX", "ADJ", "NOUN", "PROPN", "PRON"})
GOVERNED = ("nmod", "nsubj", "nsubj:pass", "obj", "obl", "appos", "amod", "acl", "compound")


class TriggerFinder:
    """The frames of a pack, indexed by lemma."""

    def __init__(self, words: EventWords) -> None:
        self._verbs: dict[str, list[VerbFrame]] = {}
        self._nouns: dict[str, list[NounFrame]] = {}
        for verb in words.verb:
            for lemma in verb.lemmas:
                self._verbs.setdefault(lemma, []).append(verb)
        for noun in words.noun:
            for lemma in noun.lemmas:
                head, *rest = lemma.split()
                narrowed = noun.model_copy(update={"modifiers": (rest[-1],)}) if rest else noun
                self._nouns.setdefault(head, []).append(narrowed)
        self._light = words.light

    @property
    def verb_lemmas(self) -> frozenset[str]:
        return frozenset(self._verbs)

    @property
    def noun_lemmas(self) -> frozenset[str]:
        return frozenset(self._nouns)

    def find(self, view: View) -> tuple[Trigger, ...]:
        """Triggers in order of the text. A noun inside a set phrase is no trigger of its own."""
        found = [t for i, token in enumerate(view.tree.tokens) if token.pos in CARRYING for t in self._at(view, i)]
        used = {t.token for t in found if t.anchor != t.token} | {c for t in found for c in _phrase_nouns(view, t)}
        found = [t for t in found if t.anchor != t.token or t.token not in used]
        told = {t.anchor for t in found if t.verb is not None}
        tokens = {t.token for t in found}
        found = [t for t in found if t.noun is None or not _says_what_kind(view.tree, t.token, tokens)]
        return tuple(t for t in found if t.noun is None or not t.noun.weapon or self._in_use(view, t.token, told))

    def _in_use(self, view: View, i: int, told: set[int]) -> bool:
        """Whether a weapon stands for its use: alone in a sentence without a verb, suffered, or as what happens."""
        tree = view.tree
        dep, head = tree[i].dep, tree[i].head
        if tree.preposition(i) in self._light.under:
            return True
        if head == i:
            return not tree.having(i, "cop") and not any(c in told for c in tree.children[i])
        if head in told or tree[head].pos not in ("VERB", "AUX"):
            return False
        lemma = tree[head].lemma
        return (dep == "obj" and lemma in self._light.target) or (
            dep in ("nsubj", "obj") and lemma in self._light.occur and not tree.having(i, "acl")
        )

    def _at(self, view: View, i: int) -> Iterator[Trigger]:
        token = view.tree[i]
        if i in view.names:
            return
        if token.pos in ("VERB", "AUX") or (token.pos == "ADJ" and token.lemma in self._verbs):
            yield from self._verb(view, i)
        elif token.pos in ("NOUN", "PROPN", "PRON"):
            predicate = self._predicate(view, i)
            if predicate is not None:
                yield predicate
            elif token.pos != "PRON":
                yield from self._noun(view, i)

    def _is_shown(self, tree: Tree, i: int) -> bool:
        """Whether somebody stands in a caption or a picture, with no clause of their own that tells what they do."""
        if tree.having(i, "acl", "acl:relcl") or tree[i].dep not in ("root", "obj", "nmod"):
            return False
        return (tree.is_verbless() and tree[i].dep == "root") or tree[tree[i].head].lemma in self._light.shown

    def _verb(self, view: View, i: int) -> Iterator[Trigger]:
        lemma = view.tree[i].lemma
        frames = self._verbs.get(lemma) or self._verbs.get(lemma.split(" ")[0])
        if not frames:
            return
        its = view.arguments(i)
        for seen in _readings(view, i, its):
            for frame in frames:
                if not frame.subject and frame.event in FIRE and lemma in self._light.occur and self._happens(view, seen):
                    continue
                if its.passive and not seen.passive and (not frame.subject or frame.object or frame.event in SPOKEN):
                    continue
                found = fit_verb(view, i, seen, frame)
                if found is not None:
                    yield with_object(view, found, frame)
                    return

    def _happens(self, view: View, its: Arguments) -> bool:
        """ "The shelling that hit the town": the event is its subject, and the verb only says where it struck."""
        told = [t for s in its.subjects for t in self._noun(view, s)]
        return bool(told) and not its.passive and all(t.event in FIRE and t.noun and not t.noun.weapon for t in told)

    def _predicate(self, view: View, i: int) -> Trigger | None:
        """ "The town is in our hands": a set phrase of a copula, whose noun is the head."""
        tree = view.tree
        for copula in tree.having(i, "cop"):
            its = Arguments(
                subjects=tuple(tree.having(i, "nsubj")),
                obliques=tuple((tree.preposition(c), c) for c in tree.having(i, "nmod", "obl")),
            )
            partly = tree.having(i, "nmod") if tree[i].lemma in view.kinds.parts else ()  # "is for the most part in our hands"
            for frame in self._verbs.get(tree[copula].lemma, ()):
                if not kinds_fit(view, its, frame) or has_forbidden(view, its, frame):
                    continue
                for k in (i, *partly):
                    if tree[k].lemma in frame.noun and tree.having(k, "case"):
                        return Trigger(k, frame.event, frame, None, its, i, tuple(tree.having(k, "nmod")))
        return None

    def _noun(self, view: View, i: int) -> Iterator[Trigger]:
        lemma = view.tree[i].lemma
        if lemma in self._nouns and (_is_in_name(view, i) or _is_kind_of_weapon(view, i) or _is_defined(view.tree, i)):
            return
        for frame in self._nouns.get(lemma, ()):
            around = modifiers(view.tree, i)
            if frame.modifiers and modifiers(view.tree, i, but=frame.target_from).isdisjoint(frame.modifiers):
                continue
            if not around.isdisjoint(frame.unless) or not _governors(view.tree, i).isdisjoint(frame.unless):
                continue
            if frame.counted and not _is_counted(view, i):
                continue
            if frame.scene and not self._is_shown(view.tree, i):
                continue
            if frame.event is Event.CAPTURE and _of_somebody(view, i):
                continue
            if (frame.of and not _is_of(view, i, frame.of)) or (frame.beside and not _is_beside(view, i, frame)):
                continue
            if frame.not_of and _is_only_of(view, i, frame.not_of):
                continue
            yield Trigger(i, frame.event, None, frame, Arguments(), i)
            return


def _is_in_name(view: View, i: int) -> bool:
    """ "L'Armée pour la Libération", "Alpha Barrage": a capital on a noun and on the noun that it depends on, or that stands
    before it, in a sentence that has few."""
    tree = view.tree
    if view.kinds.names_before and _ends_name(tree, i):
        return True
    if tree[i].dep != "nmod" or not tree[i].text.istitle():
        return False
    head = i - 1
    while head > max(0, i - NAME_REACH) and tree[head].pos in ("ADP", "DET"):
        head -= 1
    if not tree[head].text.istitle() or tree[head].pos not in ("NOUN", "PROPN") or head in view.names or head in (i - 1, 0):
        return False
    return _has_few_capitals(tree, i, head)


def _ends_name(tree: Tree, i: int) -> bool:
    """Whether a noun in capitals ends a run of them."""
    if not tree[i].text[:1].isupper() or tree[i].text.isupper():
        return False
    before = i > 0 and tree[i - 1].head == i and tree[i - 1].text[:1].isupper() and tree[i - 1].pos in ("PROPN", "NOUN", "ADJ")
    return before and not (i == 1 and tree[0].pos == "ADJ") and _has_few_capitals(tree, i, i - 1)


def _has_few_capitals(tree: Tree, *others: int) -> bool:
    """Whether the words of the sentence, but for ``others``, have no capitals as those of a headline have."""
    long = [t.text for k, t in enumerate(tree.tokens) if t.pos in ("NOUN", "VERB", "ADJ") and k not in others]
    return sum(w[:1].isupper() for w in long) <= len(long) // 3


def _says_what_kind(tree: Tree, i: int, tokens: set[int]) -> bool:
    """ "Bombing raids", "hostage taking": an event noun right before another says what kind of event that is."""
    return tree[i].dep == "compound" and tree[i].head in tokens and tree[i].head > i


def _is_defined(tree: Tree, i: int) -> bool:
    """ "Using one weapon against one vehicle is a strike": what a clause is said to be is a definition."""
    opens = any("VerbForm=Ger" in tree[c].feats or "Tense=Pres" in tree[c].feats for c in tree.having(i, "advcl", "acl") if c < i)
    return bool(tree.having(i, "cop")) and (bool(tree.having(i, "csubj")) or (opens and not tree.having(i, "nsubj")))


def _is_kind_of_weapon(view: View, i: int) -> bool:
    """ "Using attack, bomber and fighter aircraft": a bare noun in a list of weapons says what kind they are."""
    tree = view.tree
    beside = [c for c in tree.having(i, "conj") if Kind.MEANS in view.kind(c)]
    bare = not tree.having(i, "det", "nummod", "amod", "compound", "nmod", "nmod:poss")
    return bool(beside) and bare and i + 1 < len(tree) and tree[i + 1].text == "," and tree.feat(i, "Number") == "Sing"


def _of_somebody(view: View, i: int) -> bool:
    """ "The fall of a ruler", "the release of a prisoner": what is taken is no place."""
    genitives = [c for c in view.tree.having(i, "nmod", "obl") if view.tree.preposition(c) in view.kinds.genitives]
    kinds = [view.kind(c) for c in genitives]
    return bool(kinds) and all(k and not k & {Kind.PLACE, Kind.GROUND, Kind.SITE, Kind.MEANS} for k in kinds)


def _is_only_of(view: View, i: int, kinds: tuple[Kind, ...]) -> bool:
    genitives = [c for c in view.tree.having(i, "nmod", "obl") if view.tree.preposition(c) in view.kinds.genitives]
    return bool(genitives) and all(view.kind(c) and view.kind(c).issubset((*kinds, Kind.BAND)) for c in genitives)


def _is_of(view: View, i: int, wanted: tuple[Kind, ...]) -> bool:
    genitives = [c for c in view.tree.having(i, "nmod", "obl") if view.tree.preposition(c) in view.kinds.genitives]
    return any(not view.kind(c).isdisjoint(wanted) for c in genitives)


def _is_beside(view: View, i: int, frame: NounFrame) -> bool:
    children = [c for c in view.tree.having(i, "nmod", "obl", "obl:arg") if view.tree.preposition(c) in frame.target_from]
    return any(not view.kind(c).isdisjoint(frame.beside) for c in children)


def _governors(tree: Tree, i: int) -> set[str]:
    """Lemmas of what a noun depends on: its verb, or the nouns above it ("a photo of graffiti taken in …")."""
    out: set[str] = set()
    while tree[i].head != i and tree[i].dep in GOVERNED and len(out) < NAME_REACH:
        i = tree[i].head
        out.add(tree[i].lemma)
        if tree[i].pos in ("VERB", "AUX"):
            break
    return out


def _is_counted(view: View, i: int) -> bool:
    over = view.tree[i].head
    return bool(view.tree.having(i, "nummod")) or (view.tree[i].dep == "nmod" and view.tree[over].lemma in view.kinds.parts)


def _phrase_nouns(view: View, trigger: Trigger) -> Iterator[int]:
    frame = trigger.verb
    if frame is None or not frame.noun:
        return
    for i in view.tree.subtree(trigger.anchor):
        if view.tree[i].lemma in frame.noun and i != trigger.token:
            yield i


def _readings(view: View, i: int, its: Arguments) -> Iterator[Arguments]:
    """The arguments of a verb as the parse may have meant them, the likeliest first; each is worked out when it is asked for."""
    yield from with_personal(view, its)
    yield its
    yield from with_strays(view, i, its)
    yield from as_active(view.tree, i, its)
    yield from as_passive(view, its)

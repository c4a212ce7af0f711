"""Which words of a sentence carry an event: the frames of the pack, tried against the tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from recoupe.extraction.arguments import Arguments, Hints, arguments
from recoupe.extraction.kinds import NounKinds
from recoupe.extraction.tree import Tree
from recoupe.language.schema_events import EventWords, Kind, NounFrame, Slot, VerbFrame
from recoupe.model import Event, Name

UNKNOWN_NAME = frozenset({Kind.ACTOR, Kind.PLACE})
"""What a capitalised word that no registry knows may be."""
SPOKEN_OF = frozenset({Kind.ACTOR, Kind.CIVILIAN, Kind.PLACE, Kind.GROUND, Kind.SITE})
"""What a pronoun may stand for; weapons and goods are named."""
COUNTED = frozenset({Kind.ACTOR, Kind.CIVILIAN})
NAME_REACH = 4
"""Words back from a capitalised noun to the one before it in a name."""
QUOTES = frozenset('«»“”"')
COMPLEMENTS = ("nmod", "obl", "appos", "obl:arg", "xcomp", "obj", "compound", "nmod:poss")
FIRE = frozenset({Event.STRIKE, Event.SHELLING, Event.BOMBING, Event.ATTACK, Event.CHEMICAL})
SPOKEN = frozenset({Event.STATEMENT, Event.ACCUSATION, Event.THREAT})
GOVERNED = ("nmod", "nsubj", "nsubj:pass", "obj", "obl", "appos", "amod", "acl", "compound")
MODIFIES = ("amod", "nmod", "compound", "flat:name", "appos", "acl", "obl", "nmod:poss")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that carries an event. ``token`` is the word itself; ``arguments`` are those of the verb, empty for a noun."""

    token: int
    event: Event
    verb: VerbFrame | None
    noun: NounFrame | None
    arguments: Arguments
    anchor: int
    """The verb of a set phrase, else ``token``."""
    complement: tuple[int, ...] = ()
    """For a set phrase: what its noun is "of"."""


@dataclass(frozen=True)
class View:
    """A sentence with all that the frames ask about."""

    tree: Tree
    names: Mapping[int, Name]
    kinds: NounKinds
    hints: Hints
    things: frozenset[int] = frozenset()
    """Numbers that count weapons named before."""

    def kind(self, i: int) -> frozenset[Kind]:
        return self.kinds.of(self.tree, i, self.names)

    def arguments(self, i: int) -> Arguments:
        return arguments(self.tree, i, self.hints)


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
        found = [t for i in range(len(view.tree)) for t in self._at(view, i)]
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
        others = (*_with_strays(view, i, its), *_as_active(view.tree, i, its), *_as_passive(view, its))
        views = (*_with_personal(view, its), its, *others)
        for seen in views:
            for frame in frames:
                if not frame.subject and frame.event in FIRE and lemma in self._light.occur and self._happens(view, seen):
                    continue
                if its.passive and not seen.passive and (not frame.subject or frame.object or frame.event in SPOKEN):
                    continue
                found = _fit_verb(view, i, seen, frame)
                if found is not None:
                    yield _with_object(view, found, frame)
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
            for frame in self._verbs.get(tree[copula].lemma, ()):
                if (
                    tree[i].lemma in frame.noun
                    and tree.having(i, "case")
                    and _kinds_fit(view, its, frame)
                    and not _has_forbidden(view, its, frame)
                ):
                    return Trigger(i, frame.event, frame, None, its, i, tuple(tree.having(i, "nmod")))
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
    return bool(genitives) and all(view.kind(c) and view.kind(c).issubset(kinds) for c in genitives)


def _is_of(view: View, i: int, wanted: tuple[Kind, ...]) -> bool:
    genitives = [c for c in view.tree.having(i, "nmod", "obl") if view.tree.preposition(c) in view.kinds.genitives]
    return any(not view.kind(c).isdisjoint(wanted) for c in genitives)


def _is_beside(view: View, i: int, frame: NounFrame) -> bool:
    children = [c for c in view.tree.having(i, "nmod", "obl", "obl:arg") if view.tree.preposition(c) in frame.target_from]
    return any(not view.kind(c).isdisjoint(frame.beside) for c in children)


def modifiers(tree: Tree, i: int, *, but: tuple[str, ...] = ()) -> set[str]:
    """Lemmas that modify the noun ``i``, down to the second level ("tir d'artillerie lourde"), without the phrases that the
    prepositions ``but`` lead to."""
    out: set[str] = set()
    for c in tree.children[i]:
        if tree[c].dep in MODIFIES and not (but and tree.preposition(c) in but):
            out.add(tree[c].lemma)
            out |= {tree[d].lemma for d in tree.children[c] if tree[d].dep in MODIFIES}
    return out


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


def _as_active(tree: Tree, i: int, its: Arguments) -> Iterator[Arguments]:
    """ "The town was fallen": some verbs make their past with the auxiliary of the passive."""
    if its.passive and its.objects and not its.subjects and tree.having(i, "cop", "aux:pass"):
        yield replace(its, subjects=its.objects, objects=(), passive=False)


def _as_passive(view: View, its: Arguments) -> Iterator[Arguments]:
    """ "Se bombardeó el cuartel": a reflexive verb whose subject is nobody tells what was done to it."""
    nobody = all(not view.kind(s) & {Kind.ACTOR} and s not in view.names for s in its.subjects)
    if view.hints.personal and its.reflexive and its.subjects and not its.objects and nobody:
        yield replace(its, subjects=(), objects=its.subjects, passive=True, reflexive=False)


def _with_personal(view: View, its: Arguments) -> Iterator[Arguments]:
    """ "Atacaron a civiles": somebody behind the preposition of personal objects, where there is no other object."""
    if its.passive or its.objects or not view.hints.personal:
        return
    somebody = tuple(
        o
        for prep, o in its.obliques
        if prep in view.hints.personal
        and (not view.kind(o).isdisjoint(COUNTED) or view.tree[o].pos == "NUM")
        and not view.kind(o) & {Kind.EVENT}
    )
    if somebody:
        rest = tuple(pair for pair in its.obliques if pair[1] != somebody[0])
        yield replace(its, objects=somebody[:1], obliques=rest)


def _with_strays(view: View, i: int, its: Arguments) -> Iterator[Arguments]:
    """The arguments with the nouns after the verb that the parser hung elsewhere though no preposition leads to them."""
    if its.passive or its.reflexive:
        return
    tree = view.tree
    strays = tuple(
        k
        for k in sorted({*tree.members(i), *tree.having(i, "xcomp")})
        if k > i
        and tree[k].dep in ("nmod", "appos", "obl", "xcomp", "dep")
        and tree[k].pos in ("NOUN", "PROPN", "NUM")
        and (not tree.having(k, "case") or _is_indefinite(view, i, k))
        and not tree.is_owner(k)
        and not any(tree[m].pos == "PUNCT" and tree[m].text not in QUOTES for m in range(i, k))
        and k not in its.objects
    )
    if strays:
        yield replace(its, objects=its.objects + strays[:1])


def _is_indefinite(view: View, i: int, k: int) -> bool:
    """ "Envoyer des soldats": what the parser took for "of the" right behind a verb is the article of its object."""
    cases = view.tree.having(k, "case")
    return len(cases) == 1 and cases[0] == i + 1 and view.tree[cases[0]].text.lower() in view.hints.plural_articles


def _with_object(view: View, trigger: Trigger, frame: VerbFrame) -> Trigger:
    """A set phrase ("point the finger at X") whose object the parser hung on its noun."""
    if not frame.noun or frame.noun_in is not Slot.OBLIQUE or frame.target is not Slot.OBJECT or trigger.arguments.objects:
        return trigger
    for its in _with_strays(view, trigger.anchor, trigger.arguments):
        return replace(trigger, arguments=its)
    return trigger


def _fit_verb(view: View, i: int, its: Arguments, frame: VerbFrame) -> Trigger | None:
    if frame.reflexive is not None and frame.reflexive != its.reflexive:
        return None
    if frame.passive is not None and frame.passive != its.passive:
        return None
    if frame.tenses and view.tree.feat(i, "Tense") not in frame.tenses:
        return None
    if frame.transitive is not None and frame.transitive != bool(its.objects):
        return None
    complement: tuple[int, ...] = ()
    token = i
    if frame.noun:
        noun = _phrase_noun(view, i, its, frame)
        if noun is None:
            return None
        complement = tuple(_complements(view, i, noun))
        token = noun if frame.noun_in is Slot.SUBJECT else i
    if not _kinds_fit(view, its, frame) or _has_forbidden(view, its, frame):
        return None
    return Trigger(token, frame.event, frame, None, its, i, complement)


def _phrase_noun(view: View, i: int, its: Arguments, frame: VerbFrame) -> int | None:
    tree = view.tree
    places: tuple[int, ...]
    match frame.noun_in:
        case Slot.SUBJECT:
            places = its.subjects if not its.passive else its.objects
        case Slot.OBLIQUE:
            places = tuple(o for _, o in its.obliques) + tuple(tree.having(i, "xcomp", "obj", "advmod", "amod", "acl"))
            places += (its.subjects if its.passive else ()) + tuple(k for k in tree.members(i) if " " in tree[k].lemma)
        case _:
            places = its.objects + tuple(c for c in tree.having(i, "xcomp", "ccomp", "obl") if c > i)
    for p in places:
        for q in tree.coordinated(p):
            if tree[q].lemma in frame.noun:
                return q
    return None


def _complements(view: View, verb: int, noun: int) -> Iterator[int]:
    tree = view.tree
    direct = [c for c in tree.children[noun] if tree[c].dep in COMPLEMENTS and tree[c].pos != "PRON"]
    yield from direct
    if not direct:
        for c in tree.having(verb, "obl", "nmod", "obl:agent"):
            if c > noun and tree.preposition(c):
                yield c


def _kinds_fit(view: View, its: Arguments, frame: VerbFrame) -> bool:
    if frame.subject and not _any_kind(view, its.subjects, frame.subject):
        return False
    if frame.by and not any(view.tree[j].lemma in frame.by for s in its.subjects for j in view.tree.coordinated(s)):
        return False
    if frame.object and not frame.noun:
        if its.objects:
            if not _any_kind(view, tuple(o for o in its.objects if not _is_idiom(view.tree, o)), frame.object):
                return False
        elif not _bare_attack(view, its, frame):
            return False
    if frame.oblique:
        wanted = set(frame.prepositions)
        return any(
            (not wanted or _prep_among(prep, wanted)) and _any_kind(view, (o,), frame.oblique)
            for prep, o in its.obliques
            if not (prep and _is_personal(view.tree, o))
        )
    return True


def _prep_among(prep: str, wanted: set[str]) -> bool:
    return normal_preposition(prep) in wanted or prep in wanted


def normal_preposition(prep: str) -> str:
    """The first and last word of a compound preposition are what the packs name; elisions keep their apostrophe."""
    return prep.replace("’", "'")


def _is_idiom(tree: Tree, i: int) -> bool:
    """A bare singular noun right behind its verb ("take place", "take part"): one word with it, and not what was taken."""
    token = tree[i]
    return token.pos == "NOUN" and tree[i].head == i - 1 and token.text == token.lemma and not tree.children[i]


def _is_personal(tree: Tree, i: int) -> bool:
    """A pronoun behind a preposition ("pour lui"): somebody, not a place."""
    return tree[i].pos == "PRON" and tree.feat(i, "PronType") == "Prs"


def _is_lone_speaker(tree: Tree, i: int) -> bool:
    """ "I", "you": whoever writes or is written to, not a side."""
    return tree.feat(i, "Person") in ("1", "2") and tree.feat(i, "Number") == "Sing"


def _any_kind(view: View, indices: tuple[int, ...], wanted: tuple[Kind, ...]) -> bool:
    for i in indices:
        for j in view.tree.coordinated(i):
            token = view.tree[j]
            if token.pos == "PRON" and j not in view.names and not SPOKEN_OF.isdisjoint(wanted):
                return not _is_lone_speaker(view.tree, j) or Kind.CIVILIAN in wanted
            kinds = view.kind(j)
            if not kinds.isdisjoint(wanted):
                return True
            if not kinds and token.pos == "PROPN" and j not in view.names and not UNKNOWN_NAME.isdisjoint(wanted):
                return True
            if j in view.things:
                if not {Kind.MEANS, Kind.EQUIPMENT}.isdisjoint(wanted):
                    return True
                continue
            part = token.lemma in view.kinds.parts and not view.tree.having(j, "nmod")
            alone = token.pos == "NUM" and not (kinds and view.tree.having(j, "nmod"))
            if (alone or part) and not COUNTED.isdisjoint(wanted):
                return True  # a figure without its noun counts people more often than not
    return False


def _bare_attack(view: View, its: Arguments, frame: VerbFrame) -> bool:
    """No object: only an actor that strikes at a place, or an infinitive left without one, is taken."""
    if its.passive or frame.target is not Slot.OBJECT:
        return False
    return _any_kind(view, its.subjects, (Kind.ACTOR, Kind.MEANS)) and any(
        Kind.PLACE in view.kind(o) or Kind.ACTOR in view.kind(o) for _, o in its.obliques
    )


def _has_forbidden(view: View, its: Arguments, frame: VerbFrame) -> bool:
    if not frame.unless:
        return False
    around = [*its.subjects, *its.objects, *(o for _, o in its.obliques)]
    forbidden = set(frame.unless)
    for a in around:
        if a not in view.names and (view.tree[a].lemma in forbidden or not forbidden.isdisjoint(modifiers(view.tree, a))):
            return True
    return False

"""Whether the frame of a verb fits what the tree gives it, in the readings that the parse leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from recoupe.extraction.arguments import Arguments
from recoupe.extraction.tree import Tree
from recoupe.extraction.view import Trigger, View
from recoupe.language.schema_events import Kind, Slot, VerbFrame
from recoupe.model import NameKind

UNKNOWN_NAME = frozenset({Kind.ACTOR, Kind.PLACE})
"""What a capitalised word that no registry knows may be."""
SPOKEN_OF = frozenset({Kind.ACTOR, Kind.CIVILIAN, Kind.PLACE, Kind.GROUND, Kind.SITE})
"""What a pronoun may stand for; weapons and goods are named."""
COUNTED = frozenset({Kind.ACTOR, Kind.CIVILIAN})
QUOTES = frozenset('«»“”"')
COMPLEMENTS = ("nmod", "obl", "appos", "obl:arg", "xcomp", "obj", "compound", "nmod:poss")
MODIFIES = ("amod", "nmod", "compound", "flat:name", "appos", "acl", "obl", "nmod:poss")


def as_active(tree: Tree, i: int, its: Arguments) -> Iterator[Arguments]:
    """ "The town was fallen": some verbs make their past with the auxiliary of the passive."""
    if its.passive and its.objects and not its.subjects and tree.having(i, "cop", "aux:pass"):
        yield replace(its, subjects=its.objects, objects=(), passive=False)


def as_passive(view: View, its: Arguments) -> Iterator[Arguments]:
    """ "Se bombardeó el cuartel": a reflexive verb whose subject is nobody tells what was done to it."""
    nobody = all(not view.kind(s) & {Kind.ACTOR} and s not in view.names for s in its.subjects)
    if view.hints.personal and its.reflexive and its.subjects and not its.objects and nobody:
        yield replace(its, subjects=(), objects=its.subjects, passive=True, reflexive=False)


def with_personal(view: View, its: Arguments) -> Iterator[Arguments]:
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


def with_strays(view: View, i: int, its: Arguments) -> Iterator[Arguments]:
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
        and (not tree.having(k, "case") or is_indefinite(view, i, k))
        and not tree.is_owner(k)
        and not any(tree[m].pos == "PUNCT" and tree[m].text not in QUOTES for m in range(i, k))
        and k not in its.objects
    )
    if strays:
        yield replace(its, objects=its.objects + strays[:1])


def is_indefinite(view: View, i: int, k: int) -> bool:
    """ "Envoyer des soldats": what the parser took for "of the" right behind a verb is the article of its object."""
    cases = view.tree.having(k, "case")
    return len(cases) == 1 and cases[0] == i + 1 and view.tree[cases[0]].text.lower() in view.hints.plural_articles


def with_object(view: View, trigger: Trigger, frame: VerbFrame) -> Trigger:
    """A set phrase ("point the finger at X") whose object the parser hung on its noun."""
    if not frame.noun or frame.noun_in is not Slot.OBLIQUE or frame.target is not Slot.OBJECT or trigger.arguments.objects:
        return trigger
    for its in with_strays(view, trigger.anchor, trigger.arguments):
        return replace(trigger, arguments=its)
    return trigger


def recipients(view: View, verb: int, i: int) -> Iterator[int]:
    """ "Gave X missiles", "sent X two batteries": a side that stands between the verb and what is given, which the parse took
    for a part of its name."""
    tree = view.tree
    if not view.kind(i) & {Kind.MEANS, Kind.EQUIPMENT, Kind.AID}:
        return
    for c in (k for d in (i, *tree.having(i, "nummod")) for k in tree.having(d, "compound", "nmod", "iobj")):
        name = view.names.get(c)
        side = NameKind.UNKNOWN not in name.kinds if name is not None else tree.feat(c, "Number") == "Plur"
        if verb < c < i and side and Kind.ACTOR in view.kind(c) and not tree.having(c, "case"):
            yield c


def fit_verb(view: View, i: int, its: Arguments, frame: VerbFrame) -> Trigger | None:
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
    if not kinds_fit(view, its, frame) or has_forbidden(view, its, frame) or _has_other_end(view.tree, i, frame):
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


def kinds_fit(view: View, its: Arguments, frame: VerbFrame) -> bool:
    if frame.subject and not _any_kind(view, its.subjects, frame.subject):
        return False
    if frame.by and not any(_is_called(view, j, frame.by) for s in its.subjects for j in view.tree.coordinated(s)):
        return False
    if frame.object and not frame.noun:
        if its.objects:
            if not _any_kind(view, tuple(o for o in its.objects if not _is_idiom(view.tree, o)), frame.object):
                return False
        elif not _bare_attack(view, its, frame) and not _befell_somebody(view, its, frame):
            return False
    if frame.oblique:
        wanted = set(frame.prepositions)
        return any(
            (not wanted or _prep_among(prep, wanted)) and _any_kind(view, (o,), frame.oblique)
            for prep, o in its.obliques
            if not (prep and _is_personal(view.tree, o))
        )
    return True


def _is_called(view: View, i: int, lemmas: tuple[str, ...]) -> bool:
    """A name that was merged into one token ("renforts kényans") is called by its first word."""
    lemma = view.tree[i].lemma
    return lemma in lemmas or (i in view.names and lemma.partition(" ")[0] in lemmas)


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


def _befell_somebody(view: View, its: Arguments, frame: VerbFrame) -> bool:
    """ "Said that was arrested": where subjects may be left unsaid, what is done to people was done to somebody."""
    return its.passive and view.hints.dropped_subjects and COUNTED.issuperset(frame.object)


def has_forbidden(view: View, its: Arguments, frame: VerbFrame) -> bool:
    if not frame.unless:
        return False
    around = [*its.subjects, *its.objects, *(o for _, o in its.obliques)]
    forbidden = set(frame.unless)
    for a in around:
        if a not in view.names and (view.tree[a].lemma in forbidden or not forbidden.isdisjoint(modifiers(view.tree, a))):
            return True
    return False


def _has_other_end(tree: Tree, i: int, frame: VerbFrame) -> bool:
    """ "They gather to pray": what is done for such an end is meant in another sense."""
    return any(tree[c].lemma in frame.unless for c in tree.having(i, "advcl") if "VerbForm=Inf" in tree[c].feats)


def modifiers(tree: Tree, i: int, *, but: tuple[str, ...] = ()) -> set[str]:
    """Lemmas that modify the noun ``i``, down to the second level ("tir d'artillerie lourde"), without the phrases that the
    prepositions ``but`` lead to."""
    out: set[str] = set()
    for c in tree.children[i]:
        if tree[c].dep in MODIFIES and not (but and tree.preposition(c) in but):
            out.add(tree[c].lemma)
            out |= {tree[d].lemma for d in tree.children[c] if tree[d].dep in MODIFIES}
    return out

"""Whether the words of a sentence tell something of an event, or only refer to one."""

from __future__ import annotations

from recoupe.extraction.drafts import Draft, Raw, Scene
from recoupe.extraction.placing import follows
from recoupe.extraction.tree import NOMINAL, Tree
from recoupe.model import Event, Span

OWN_DEEDS = frozenset({Event.SUPPORT, Event.AGREEMENT, Event.DEPLOYMENT})
"""What speakers confirm or deny of themselves: who did it may only be known with the speaker."""
HARM = frozenset({Event.KILLING, Event.ABDUCTION, Event.ARREST, Event.SEXUAL_VIOLENCE})
"""What is done to people: a participle that says where ("the priest abducted at X") tells it."""
SPEECH_EVENTS = frozenset({Event.STATEMENT, Event.ACCUSATION, Event.THREAT})


def is_told(
    scene: Scene,
    raw: Raw,
    draft: Draft,
    *,
    demonstratives: tuple[str, ...] = (),
    possessives: tuple[str, ...] = (),
    claiming: frozenset[str] = frozenset(),
) -> bool:
    """Whether a draft says somebody, a place or a figure; ``claiming`` are verbs of claiming responsibility and of blame."""
    if raw.trigger.verb is not None:
        return _verb_tells(scene, raw, draft)
    own = scene.tree.span(scene.tree.subtree(raw.trigger.token))
    words = [w for w in (*draft.actor_words, *draft.target_words) if own.covers(w)]
    described = any(not _is_owned(scene.text, w, possessives) for w in words)
    return _noun_tells(scene, raw, draft, demonstratives, claiming, described=described)


def _is_owned(text: str, words: Span, possessives: tuple[str, ...]) -> bool:
    """Whether a possessive opens a phrase or stands right before it ("their bases"): whose they are is said elsewhere."""
    before = text[: words.start].lower().split()[-1:]
    return any(w in possessives for w in (*before, *words.of(text).lower().split()[:1]))


def _verb_tells(scene: Scene, raw: Raw, draft: Draft) -> bool:
    if raw.event in SPEECH_EVENTS:
        charged = raw.event is Event.ACCUSATION and raw.trigger.arguments.passive and bool(draft.targets)
        return charged or bool(draft.actors or draft.missing_actor)
    if _restated(scene.tree, raw) and not (draft.actors or draft.time or draft.figures):
        own = scene.tree.span(scene.tree.subtree(raw.trigger.token))
        return raw.event in HARM and (any(own.covers(p) for p in draft.places) or _is_news(scene, raw.trigger.anchor))
    return (
        _names_somebody(draft)
        or bool(draft.missing_actor or draft.missing_target)
        or bool(draft.places or draft.figures or draft.means or raw.trigger.arguments.objects)
    )


def _noun_tells(
    scene: Scene, raw: Raw, draft: Draft, demonstratives: tuple[str, ...], claiming: frozenset[str], *, described: bool
) -> bool:
    """A noun that only refers to an event says nothing of its own; ``described``: with words for somebody or something."""
    tree, noun = scene.tree, raw.trigger.noun
    told = raw.roles.governor is not None
    if noun is not None and noun.bare and (draft.places or draft.time or draft.figures or told):
        return True
    if any(tree[a].lemma in claiming for a in tree.ancestors(raw.trigger.token)):
        return True
    if raw.event in HARM and draft.missing_target:  # "his arrest": of use where it is known whose
        return True
    if not told and (described or draft.means):
        return not _points_back(tree, raw.trigger.token, draft, demonstratives)
    if told:
        return (
            _names_somebody(draft)
            or draft.concrete
            or described
            or bool(draft.places or draft.figures or draft.time)
            or raw.event in OWN_DEEDS
            or (raw.event is Event.PROTEST and draft.happens)
        )
    span = tree.span(tree.subtree(raw.trigger.token))
    own_place = any(span.covers(p) or follows(tree, p, raw.trigger.token) for p in draft.places)
    own_place = own_place or (bool(draft.places) and tree.is_verbless())
    tells = _names_somebody(draft) or bool(draft.figures) or own_place or draft.counted
    return tells and not _points_back(tree, raw.trigger.token, draft, demonstratives)


def _names_somebody(draft: Draft) -> bool:
    return bool(draft.actors or draft.targets or draft.missing_actor)


def _restated(tree: Tree, raw: Raw) -> bool:
    """A bare participle beside a noun ("this liberated area", "bases planted in …"): it describes, and tells nothing new."""
    at = raw.trigger.anchor
    if tree[at].dep not in ("amod", "acl") or not raw.trigger.arguments.passive:
        return False
    return not (tree.is_verbless() and is_topmost(tree, tree[at].head))


def _is_news(scene: Scene, i: int) -> bool:
    """ "A demonstrator shot by a sniper", "Ali Othman, arrested in March": the participle tells more than which one is meant."""
    tree = scene.tree
    noun = tree[i].head
    fresh = any(tree.feat(d, "Definite") == "Ind" for d in tree.having(noun, "det")) or bool(tree.having(noun, "nummod"))
    return fresh or noun in scene.names or bool(tree.having(i, "obl:agent", "obl"))


def _points_back(tree: Tree, i: int, draft: Draft, demonstratives: tuple[str, ...]) -> bool:
    """ "Cette offensive": known already, unless somebody new is named with it."""
    return any(tree[c].text.lower() in demonstratives for c in tree.having(i, "det")) and not draft.figures


def clause_of(tree: Tree, i: int) -> int:
    """The head of the clause of ``i``; in a sentence without a verb, the noun that a participle tells of."""
    if tree[i].dep in ("amod", "acl") and tree.is_verbless() and is_topmost(tree, tree[i].head):
        return tree[i].head
    return tree.clause(i)


def is_topmost(tree: Tree, i: int) -> bool:
    """Whether nothing but nouns stands above a noun."""
    return all(tree[a].pos in NOMINAL for a in tree.ancestors(i))

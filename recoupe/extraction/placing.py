"""Which place and which time phrase belongs to which claim of a sentence: by the tree first, by nearness second."""

from __future__ import annotations

from collections.abc import Mapping

from recoupe.extraction.arguments import Hints
from recoupe.extraction.breaks import is_break
from recoupe.extraction.drafts import Raw, Scene
from recoupe.extraction.roles import matches
from recoupe.extraction.tree import Tree
from recoupe.extraction.view import View
from recoupe.language.schema_events import Kind
from recoupe.model import Span

LOCAL = frozenset({Kind.PLACE, Kind.GROUND, Kind.SITE})
CORE = ("obj", "nsubj", "nsubj:pass", "obl:agent", "iobj", "appos", "conj", "flat:name")
BESIDE = 4
"""Words behind an event noun within which its own place opens."""
APART = ("acl:relcl", "advcl", "ccomp", "parataxis")


def attach_places(scene: Scene, view: View, raws: list[Raw]) -> dict[int, tuple[Span, ...]]:
    """The place phrases of each claim, by the trigger's token. Where a speaker sits is no place of what is said."""
    out: dict[int, list[Span]] = {}
    for place in scene.source.places:
        if _is_several(view, place) or _of_speaker(scene.tree, place, view.hints) or _is_empty(scene.tree, place):
            continue
        if _behind_another_matter(scene, place, view.hints):
            continue
        for raw in _hosts(view, place, raws):
            out.setdefault(raw.trigger.token, []).append(place)
    _shared_opening(scene, raws, out)
    _relative(scene, view, raws, out)
    _described(scene, raws, out)
    return {token: tuple(spans) for token, spans in out.items()}


def _of_speaker(tree: Tree, place: Span, hints: Hints) -> bool:
    at = top_of(tree, place)
    if at is None:
        return False
    for a in (at, *tree.ancestors(at)):
        if tree[a].pos == "VERB":
            return False
        if a != at or tree[a].dep == "nsubj":
            says = tree[a].dep in ("nsubj", "conj") and tree[tree[a].head].lemma in hints.say and a != at
            if says or tree.preposition(a) in hints.according:
                return True
    return False


def _is_empty(tree: Tree, place: Span) -> bool:
    """The "there" of "there is": no place."""
    at = top_of(tree, place)
    return at is not None and tree[at].dep.startswith("expl")


def _is_several(view: View, place: Span) -> bool:
    """ "The countries that …": a plural without a name is no place that was named before."""
    at = top_of(view.tree, place)
    if at is None or any(m in view.names for m in view.tree.within(place)):
        return False
    counted = view.kinds.names_before and view.tree[at].pos == "NOUN" and view.tree.feat(at, "Number") == "Plur"
    return counted or any(view.tree.feat(d, "Number") == "Plur" for d in view.tree.having(at, "det"))


def _behind_another_matter(scene: Scene, place: Span, hints: Hints) -> bool:
    """ "Marched in Cairo against the killings in Syria": the verb has its place, and the second is that of the phrase before it,
    wherever the parse hung it.
    """
    tree = scene.tree
    at = top_of(tree, place)
    if at is None or tree[at].dep not in ("obl", "nmod"):
        return False
    verb = tree[at].head
    start = min(tree.subtree(at))
    over = (verb, *tree.having(verb, "obj"))
    before = [c for v in over for c in tree.having(v, "obl", "nmod") if c < at and max(tree.subtree(c)) == start - 1]
    if not before or not matches(tree.preposition(before[0]), hints.apart):
        return False
    tops = [top_of(tree, p) for p in scene.source.places]
    return any(t is not None and t < before[0] and tree[t].head == verb and tree[t].dep not in CORE for t in tops)


def _shared_opening(scene: Scene, raws: list[Raw], out: dict[int, list[Span]]) -> None:
    """A place that opens the sentence holds for coordinated claims that have none of their own."""
    opening = [p for p in scene.source.places if _opens(scene.tree, top_of(scene.tree, p))]
    holders = [r for r in raws if any(p in out.get(r.trigger.token, ()) for p in opening)]
    if not opening or not holders:
        return
    host = holders[0]
    for raw in raws:
        beside = (
            scene.tree[raw.clause].dep == "conj" and host.clause in scene.tree.ancestors(raw.clause)
        ) or raw.clause == host.clause
        if raw.trigger.token not in out and beside and raw.trigger.verb is not None:
            out[raw.trigger.token] = [p for p in opening if p in out[host.trigger.token]]


def _relative(scene: Scene, view: View, raws: list[Raw], out: dict[int, list[Span]]) -> None:
    """ "X, where Y leads an offensive": the place that a relative word stands for is that of its clause, which has no other."""
    tree = scene.tree
    for raw in raws:
        clause = raw.clause
        if raw.trigger.token in out or tree[clause].dep != "acl:relcl":
            continue
        words = (tree[k].text.lower().replace("’", "'") for k in tree.members(clause) if k < raw.trigger.token)
        if not any(w in view.hints.relative_places for w in words):
            continue
        noun = tree[clause].head
        inside = {noun, *tree.having(noun, "nmod", "appos", "flat:name")}
        found = [p for p in scene.source.places if top_of(tree, p) in inside and p.end <= tree[clause].span.start]
        if found:
            out[raw.trigger.token] = found[-1:]


def _described(scene: Scene, raws: list[Raw], out: dict[int, list[Span]]) -> None:
    """ "Goma, taken at the end of January": what was done to the place that a participle describes was done there."""
    tree = scene.tree
    for raw in raws:
        at = raw.trigger.anchor
        if raw.trigger.token in out or raw.trigger.verb is None or tree[at].dep != "acl" or not raw.trigger.arguments.passive:
            continue
        found = [p for p in scene.source.places if top_of(tree, p) == tree[at].head]
        if found:
            out[raw.trigger.token] = found[:1]


def _opens(tree: Tree, top: int | None) -> bool:
    return top is not None and top <= 3 and tree[top].dep not in CORE


def points_to_place(tree: Tree, i: int, hints: Hints) -> bool:
    """Whether a pronoun of place depends on the verb ``i``; that of "there is" is none."""
    return any(
        tree[c].text.lower() in hints.place_pronouns and tree[c].pos in ("PRON", "ADV") and not tree[c].dep.startswith("expl")
        for c in tree.children[i]
    )


def top_of(tree: Tree, span: Span) -> int | None:
    """The token of ``span`` that the others depend on."""
    members = tree.within(span)
    tops = [m for m in members if tree[m].head not in members or tree[m].head == m]
    content = [t for t in tops if tree[t].pos not in ("ADP", "DET", "PUNCT", "CCONJ")]
    return next(iter(content or tops), None)


def _hosts(view: View, place: Span, raws: list[Raw]) -> list[Raw]:
    """The claims over a place in the tree. A place inside another clause, or a phrase apart, is nobody's."""
    tree = view.tree
    at = top_of(tree, place)
    if at is None or not raws:
        return []
    by_token: dict[int, Raw] = {}
    behind = _right_behind(tree, place, at, raws)
    if behind is not None:
        return _with_equals(tree, behind, raws)
    for raw in raws:
        for token in (raw.trigger.token, raw.trigger.anchor, *raw.absorbed):
            by_token.setdefault(token, raw)
        if raw.roles.governor is not None:
            by_token.setdefault(raw.roles.governor, raw)
    aimed = {p.head for r in raws for p in (*r.targets, *r.actors)}
    for a in (at, *tree.ancestors(at)):
        if a in by_token:
            return _with_equals(tree, by_token[a], raws)
        if tree.heads_clause(a):
            here = [r for r in raws if r.clause == a]
            if here:
                return [min(here, key=lambda r: _distance(r.trigger.token, at))]
            if _closes(view, a, raws, by_token):
                return []
        elif a not in aimed and (_is_apart(view, a, at) or _is_title(view, a, at)):
            return []
    clause = tree.clause(at)
    beside = [r for r in raws if tree[r.clause].dep == "conj" and clause != r.clause and clause in tree.ancestors(r.clause)]
    first = (place.start <= tree[2].span.start if len(tree) > 2 else True) and tree[at].dep not in CORE
    if first or (len(raws) == 1 and not beside):
        return [raws[0]] if len(raws) == 1 else raws
    return []


def _right_behind(tree: Tree, place: Span, top: int, raws: list[Raw]) -> Raw | None:
    """The event noun that a place follows with nothing but its adjectives and a date between: "a night-time demonstration in X",
    whatever verb the parse hung the place on."""
    if tree[top].dep not in ("obl", "nmod", "advmod"):
        return None
    nouns = (r for r in raws if r.trigger.noun is not None and r.roles.governor is None)
    return next((r for r in nouns if follows(tree, place, r.trigger.token)), None)


def follows(tree: Tree, place: Span, i: int) -> bool:
    """Whether ``place`` stands behind the noun ``i`` with nothing but adjectives, dates and its own small words between."""
    inside = tree.within(place)
    top = top_of(tree, place)
    if not inside or top is None or not 0 < min(inside) - i <= BESIDE:
        return False
    between = range(i + 1, min(inside))
    return all(tree[k].pos in ("ADJ", "ADV", "ADP", "DET") and tree[k].head in (i, top) for k in between)


def _closes(view: View, clause: int, raws: list[Raw], hosts: Mapping[int, Raw]) -> bool:
    """Whether a place in a clause without an event belongs to that clause alone. A clause about an event or a site tells where it
    is, and one that holds the event inside tells where that was.
    """
    tree = view.tree
    purpose = tree[clause].dep == "advcl" and "VerbForm=Inf" in tree[clause].feats
    if not purpose and (tree[clause].dep not in APART or "VerbForm=Fin" not in _finite(tree, clause)):
        return False
    head = tree[clause].head
    if tree[clause].dep == "acl:relcl" and (head in hosts or view.kind(head) & LOCAL):
        return False
    return not any(clause in tree.ancestors(r.clause) for r in raws)


def _finite(tree: Tree, i: int) -> str:
    """The features of a verb and its auxiliaries."""
    return "|".join(tree[k].feats for k in (i, *tree.having(i, "aux:tense", "aux:pass", "cop")))


def _is_apart(view: View, i: int, place: int) -> bool:
    """Whether the phrase ``i`` over a place is another matter than the event: what it is against, comes after or is done by."""
    tree = view.tree
    if tree[i].dep in CORE or tree[i].pos not in ("NOUN", "PROPN"):
        return False
    if i == place or view.kind(i) & LOCAL or tree[i].lemma in view.kinds.parts:
        return False
    prep = tree.preposition(i)
    return bool(prep) and prep not in view.kinds.genitives and matches(prep, view.hints.apart)


def _is_title(view: View, i: int, place: int) -> bool:
    """Whether the place is part of the title of ``i`` ("the minister for the Middle East")."""
    token = view.tree[i]
    return i != place and i not in view.names and token.pos in ("NOUN", "PROPN") and token.lemma in view.kinds.offices


def _with_equals(tree: Tree, raw: Raw, raws: list[Raw]) -> list[Raw]:
    """A place said of one verb holds for a noun of its own clause that the verb carries."""
    return [raw, *(r for r in raws if r is not raw and r.roles.governor == raw.trigger.anchor and r.clause == raw.clause)]


def _distance(trigger: int, place: int) -> int:
    """Places stand behind their event more often than before it."""
    return place - trigger if place > trigger else 2 * (trigger - place)


def _keeps_apart(tree: Tree, clause: int, raw: Raw, hints: Hints) -> bool:
    """Whether the date of the clause above is not that of ``clause``: "after seizing X, they fought on Monday", "arrived on
    Monday to join the fight"."""
    if any(matches(tree[m].text.lower(), hints.apart) for m in tree.having(clause, "mark", "case")):
        return "VerbForm=Fin" not in tree[clause].feats
    return raw.trigger.noun is not None and tree[clause].dep == "advcl" and "VerbForm=Inf" in tree[clause].feats


def _is_aside(scene: Scene, i: int, clause: int, hints: Hints) -> bool:
    """Whether a word stands in a phrase of its clause that tells another matter ("in support of the offensive"); not where the
    preposition ends a time phrase, which counts from it ("two days after the offensive")."""
    tree = scene.tree
    for a in (i, *tree.ancestors(i)):
        if a == clause:
            return False
        counted = any(t.covers(tree[c].span) for c in tree.having(a, "case") for t in scene.source.times)
        if matches(tree.preposition(a), hints.apart) and not counted:
            return True
    return False


def attach_time(scene: Scene, raw: Raw, hints: Hints) -> Span | None:
    """The nearest time phrase of the clause, else of the clauses above it, else one that opens the sentence."""
    tree = scene.tree
    tops = [(t, top) for t in scene.source.times if (top := top_of(tree, t)) is not None]
    times = [(t, top) for t, top in tops if not _of_participle(tree, top, raw, hints)]
    times = [x for x in times if not _of_beginning(tree, x[1], raw.trigger.token, hints)]
    if not times:
        return None
    own = set(tree.subtree(raw.trigger.token)) if raw.trigger.verb is None else set()
    for t, top in times:
        if top in own and tree.clause(top) == tree.clause(raw.trigger.token):
            return t
    beside = raw.trigger.verb is None and raw.roles.governor is None and not raw.absorbed and not tree.is_verbless()
    clause: int = raw.clause
    bare = raw.trigger.verb is None and raw.roles.governor is None and not raw.absorbed and not tree.is_verbless()
    seen: set[int] = set()
    while clause not in seen:
        seen.add(clause)
        members = set(tree.members(clause))
        here = [(t, top) for t, top in times if top in members]
        if bare and (clause != raw.clause or _is_aside(scene, raw.trigger.token, clause, hints)):
            return None
        if here:
            dates = [x for x in here if x[0] not in scene.source.lengths]
            found = min(dates or here, key=lambda x: abs(x[1] - raw.trigger.token))
            return found[0] if clause == raw.clause or not _passes(times, found[1], raw.trigger.token) else None
        if tree[clause].head == clause:
            break
        if beside or _keeps_apart(tree, clause, raw, hints):
            return None  # the dates of the clauses above are those of their verbs
        clause = tree.clause(tree[clause].head)
    opening = [t for t, top in times if t.start - scene.source.span.start < 4 or top <= 3]
    if opening:
        return opening[0]
    if bare or len(times) != 1 or _of_another_clause(tree, times[0][1], raw.clause):
        return None
    return times[0][0]


def _of_beginning(tree: Tree, i: int, trigger: int, hints: Hints) -> bool:
    """ "Killed since the protests began in March": the date is that of what stands behind "since", and of nothing else."""
    opens = next((k for k in range(i - 1, -1, -1) if tree[k].text.lower() in hints.since), None)
    if opens is None or any(is_break(tree, k) for k in range(opens, i)):
        return False
    if not any(tree[k].pos in ("NOUN", "VERB") for k in range(opens + 1, i + 1)) or opens < trigger < i:
        return False
    head = tree[opens].head
    begun = tree[head].head if tree[opens].dep == "fixed" else head
    return trigger not in tree.subtree(begun)


def _of_participle(tree: Tree, i: int, raw: Raw, hints: Hints) -> bool:
    """ "Bombed despite the truce agreed on 27 November": the date is that of a participle which tells of another matter."""
    beside = (i - 1, *tree.ancestors(i - 1)) if i and tree[i - 1].pos != "PUNCT" else ()
    for noun in (*_below_verb(tree, tuple(tree.ancestors(i))), *_below_verb(tree, beside)):
        if tree[noun].pos not in ("NOUN", "PROPN") or not matches(tree.preposition(noun), hints.apart):
            continue
        told = any(noun < c < i and tree.is_past_participle(c) for c in tree.having(noun, "acl"))
        own = (raw.trigger.token, raw.trigger.anchor, *raw.absorbed)
        return told and not any(noun in (o, *tree.ancestors(o)) for o in own)
    return False


def _below_verb(tree: Tree, above: tuple[int, ...]) -> tuple[int, ...]:
    """The words up to the verb that they hang on."""
    verb = next((k for k, a in enumerate(above) if tree[a].pos == "VERB" and tree[a].dep != "acl"), len(above))
    return above[:verb]


def _passes(times: list[tuple[Span, int]], i: int, trigger: int) -> bool:
    """Whether another date stands between a date and the word that it would be the date of."""
    return any(min(i, trigger) < top < max(i, trigger) for _, top in times)


def _of_another_clause(tree: Tree, i: int, clause: int) -> bool:
    """Whether ``i`` stands in a finite subordinate clause that does not hold ``clause``, or in one that is set beside it."""
    for a in (i, *tree.ancestors(i)):
        if tree[a].dep == "conj" and tree[a].pos == "VERB" and "VerbForm=Fin" in _finite(tree, a):
            if a != clause and a not in tree.ancestors(clause):
                return True
            continue
        if tree[a].dep in APART and "VerbForm=Fin" in _finite(tree, a):
            return a != clause and a not in tree.ancestors(clause)
    return False

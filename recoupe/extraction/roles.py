"""Which phrases fill the roles of a trigger: one grammar for all languages, told in Universal Dependencies."""

from __future__ import annotations

from dataclasses import dataclass, replace

from recoupe.extraction.arguments import Arguments, surface_subject
from recoupe.extraction.frames import is_indefinite, recipients
from recoupe.extraction.view import Trigger, View
from recoupe.language.fold import fold
from recoupe.language.schema_events import Kind, LightVerbs, NounFrame, Slot, VerbFrame
from recoupe.model import Event, NameKind

NEAR = 10
"""Words behind an event noun in which its target can stand."""
FIRE = frozenset({Event.STRIKE, Event.SHELLING, Event.BOMBING, Event.ATTACK})
AIMED = frozenset({Event.OFFENSIVE, Event.ADVANCE, Event.ATTACK, Event.STRIKE, Event.DEPLOYMENT, Event.CLASH})
OBJECTS = frozenset({Kind.PLACE, Kind.GROUND, Kind.SITE, Kind.CIVILIAN, Kind.ACTOR})
OWN_NAME = "country:"
"""What the gazetteer's id of a country begins with, where a name is the country's own and not that of its capital."""
OWN_PLACE = "place:"
"""What the gazetteer's ids of other places begin with."""
ANNOUNCED = frozenset({Event.KILLING, Event.CAPTURE})
"""What people and bodies announce without having done it."""
TREATIES = frozenset({Event.AGREEMENT, Event.CEASEFIRE})
"""What is called after the town in which it was made ("the Paris agreement")."""
GENITIVE_LABELS = ("nmod", "obl", "obl:arg", "obl:agent", "appos", "acl")


@dataclass(frozen=True, slots=True)
class Roles:
    """Tokens that head the phrases in each role. ``governor`` is the verb whose clause, tense and modality count."""

    actors: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    governor: int | None = None
    own_demonym: bool = False
    """The noun's own adjective of nationality may name the actor ("frappes russes")."""
    shared_subject: bool = False


def verb_roles(view: View, trigger: Trigger, frame: VerbFrame) -> Roles:
    its = trigger.arguments
    actors = (
        _slot(trigger, frame.actor, its) + _senders(view, its)
        if frame.actor is not Slot.OBLIQUE
        else _by_preposition(its, frame.actor_from)
    )
    if not actors and its.passive and trigger.event in (Event.DEPLOYMENT, Event.WITHDRAWAL):
        actors = tuple(o for o in its.objects if Kind.ACTOR in view.kind(o))
    if frame.actor is Slot.SUBJECT and frame.actor_from:
        actors = actors + _by_preposition(its, frame.actor_from)
    targets = _slot(trigger, frame.target, its) if frame.target not in (Slot.OBLIQUE, Slot.NONE) else ()
    if its.passive and frame.target is Slot.SUBJECT:  # "muerto a manos de": a participle of what befalls its noun
        actors, targets = its.subjects, its.objects
    if frame.target_from:
        targets = targets + _by_preposition(its, frame.target_from) + _beside_object(view, its, frame)
    if trigger.event in (Event.SUPPORT, Event.DEPLOYMENT) and not targets:
        targets = tuple(r for o in its.objects for r in recipients(view, trigger.anchor, o))
    targets = tuple(t for t in targets if t not in actors)
    if trigger.event is Event.CAPTURE and not targets:
        targets = tuple(h for o in (*its.objects, *its.subjects) for h in holders(view, o) if h not in actors)
    return Roles(actors, targets, trigger.anchor, shared_subject=its.shared)


def holders(view: View, i: int) -> tuple[int, ...]:
    """Who is said to hold the place ``i``: "held by X" beside it, or "last bastion of X" in apposition."""
    tree = view.tree
    out: list[int] = []
    for c in (i, *tree.having(i, "nmod", "appos", "flat:name")):
        for d in tree.having(c, "acl", "amod", "appos", "acl:relcl"):
            if tree[d].pos == "VERB" and tree[d].lemma in view.hints.holding:
                out.extend(view.arguments(d).subjects)
            elif tree[d].pos == "NOUN" and tree[d].lemma in view.kinds.carriers and tree[d].dep == "appos":
                out.append(d)
    return tuple(out)


def with_aims(view: View, trigger: Trigger, roles: Roles) -> Roles:
    """An operation "with the aim of dismantling X" has X for its target, where no other is named."""
    tree = view.tree
    anchor = roles.governor if roles.governor is not None else trigger.anchor
    if roles.targets or trigger.event not in AIMED:
        return roles
    for c in tree.having(anchor, "obl", "nmod"):
        if tree[c].lemma in view.hints.aims:
            rest = [
                k
                for k in range(c + 1, len(tree))
                if Kind.ACTOR in view.kind(k) and not view.kind(k) & {Kind.PLACE} and tree[k].pos in ("NOUN", "PROPN")
            ]
            nearby = [
                k for k in rest if k - c < 12 and k not in roles.actors and not any(tree[m].pos == "VERB" for m in range(c, k))
            ]
            return replace(roles, targets=tuple(nearby[:1]))
    return roles


def _beside_object(view: View, its: Arguments, frame: VerbFrame) -> tuple[int, ...]:
    """ "… a employé du gaz contre X": the parser may hang the target on the object."""
    tree = view.tree
    return tuple(
        c
        for o in its.objects
        for c in tree.having(o, "nmod", "obl")
        if (prep := tree.preposition(c))
        and (prep not in view.kinds.genitives or (frame.event is Event.CAPTURE and Kind.ACTOR in view.kind(c)))
        and matches(prep, frame.target_from)
        and not view.kind(c) <= {Kind.PLACE, Kind.GROUND}
    )


def _senders(view: View, its: Arguments) -> tuple[int, ...]:
    """ "Un missile tiré par X a frappé …": who sent what struck."""
    tree = view.tree
    return tuple(
        a
        for s in its.subjects
        if Kind.MEANS in view.kind(s)
        for c in tree.having(s, "acl", "amod")
        if tree[c].pos == "VERB"
        for a in tree.having(c, "obl:agent")
    )


def _slot(trigger: Trigger, slot: Slot, its: Arguments) -> tuple[int, ...]:
    match slot:
        case Slot.SUBJECT:
            return its.subjects
        case Slot.OBJECT:
            return its.objects
        case Slot.COMPLEMENT:
            return trigger.complement
        case _:
            return ()


def _by_preposition(its: Arguments, wanted: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(o for prep, o in its.obliques if prep and matches(prep, wanted))


def matches(prep: str, wanted: tuple[str, ...]) -> bool:
    """Whether a preposition as written is one of ``wanted``; contracted and elided forms are listed by the pack."""
    return (
        prep in wanted or any(w in prep.split() and " " not in w for w in wanted) or any(prep.startswith(w + " ") for w in wanted)
    )


def noun_roles(view: View, trigger: Trigger, frame: NounFrame, light: LightVerbs) -> Roles:
    own = _beside_noun(view, trigger.token, frame, light)
    own = replace(own, actors=tuple(a for a in own.actors if not _is_tool(view, a, light)))
    lent = _answerable(view, trigger.token, light) or _from_verb(view, trigger.token, frame, light)
    actors = own.actors or lent.actors
    targets = tuple(dict.fromkeys(own.targets + lent.targets))
    if own.actors and lent.actors and _is_place_only(view, own.actors):
        actors = lent.actors
    elif own.actors and lent.actors and all(view.tree.is_owner(a) and not view.tree.having(a, "case") for a in own.actors):
        actors, targets = lent.actors, tuple(dict.fromkeys((*own.actors, *targets)))
    return Roles(actors, tuple(t for t in targets if t not in actors), lent.governor, not actors, lent.shared_subject)


def _is_tool(view: View, i: int, light: LightVerbs) -> bool:
    """ "By militias put in between": whose tools they are is said elsewhere."""
    after = max(view.tree.coordinated(i)) + 1
    return after < len(view.tree) and view.tree[after].lemma in light.through


def _answerable(view: View, i: int, light: LightVerbs) -> Roles | None:
    """ "X is responsible for the attack", "X is behind the attack", "X was the target of the attack"."""
    tree = view.tree
    head = tree[i].head
    if tree.having(i, "cop") and tree.preposition(i) in light.answerable:
        return Roles(tuple(tree.having(i, "nsubj")), (), i)
    if tree[i].dep in ("obl", "nmod") and tree[head].lemma in light.struck and tree.having(head, "cop"):
        return Roles((), tuple(tree.having(head, "nsubj")), head)
    if tree[i].dep not in ("obl", "nmod") or tree[head].lemma not in light.answerable:
        return None
    over = tree[head].head
    held = tuple(tree.having(over, "obj")) if tree[head].dep == "xcomp" else ()  # "we hold X responsible for …"
    subjects = held or surface_subject(tree, head, view.hints)[0]
    return Roles(subjects, (), head) if subjects else None


def _is_place_only(view: View, indices: tuple[int, ...]) -> bool:
    return all(Kind.ACTOR not in view.kind(i) for i in indices)


def _beside_noun(view: View, i: int, frame: NounFrame, light: LightVerbs) -> Roles:
    """The phrases that depend on the noun itself."""
    tree = view.tree
    actors: list[int] = []
    targets: list[int] = []
    inside = [
        d for c in tree.children[i] if Kind.MEANS in view.kind(c) for d in tree.children[c] if tree[d].dep in ("nmod", "obl")
    ]
    for c in (*tree.children[i], *inside):
        token = tree[c]
        if token.dep not in GENITIVE_LABELS or token.pos == "VERB":
            continue
        prep = tree.preposition(c)
        if not prep or view.sets_apart(prep, (*frame.target_from, *frame.actor_from)):
            continue
        if matches(prep, frame.target_from):
            targets.append(c)
        elif matches(prep, frame.actor_from):
            actors.append(c)
        elif prep in view.kinds.genitives and c not in inside:
            _genitive(view, c, frame, actors, targets)
    for c in tree.having(i, "compound", "nmod:poss"):
        _before_noun(view, c, frame, actors, targets)
    for c in tree.having(i, "acl", "amod", "acl:relcl"):
        if tree[c].pos == "VERB":
            _participle(view, c, frame, actors, targets)
            if not actors and i in (its := view.arguments(c)).objects + _resumed(view, c) and tree[c].lemma in light.actor:
                actors += [s for s in its.subjects if s != i and Kind.EVENT not in view.kind(s)]
                targets += _by_preposition(its, frame.target_from)
    struck = tree.having(i, "obj")
    if struck:  # a verbal noun with its object: whose it is did it
        actors, targets = [*actors, *(t for t in targets if Kind.ACTOR in view.kind(t))], struck
    if not targets:
        targets += _to_the_right(view, i, frame.target_from, actors)
    if not actors:
        actors += [k for k in _to_the_right(view, i, frame.actor_from, targets) if Kind.ACTOR in view.kind(k)]
    if not targets and frame.event is Event.CAPTURE:
        targets += [h for c in tree.having(i, "nmod") for h in holders(view, c)]
    return Roles(tuple(actors), tuple(targets))


def _resumed(view: View, c: int) -> tuple[int, ...]:
    """The noun of a relative clause without a relative, where a pronoun inside stands for it ("raids that X launched them")."""
    tree = view.tree
    return (tree[c].head,) if tree[c].dep == "acl" and any(tree[k].pos == "PRON" for k in tree.having(c, "obj")) else ()


def _to_the_right(view: View, i: int, wanted: tuple[str, ...], actors: list[int]) -> list[int]:
    """What the parser hung elsewhere: the first phrase behind the noun, before a verb, with one of the prepositions."""
    tree = view.tree
    for k in range(i + 1, min(i + NEAR, len(tree))):
        if tree[k].pos in ("VERB", "AUX") or tree[k].text in ";:":
            break
        if (
            tree[k].pos in ("NOUN", "PROPN")
            and k not in actors
            and (prep := tree.preposition(k))
            and prep not in view.kinds.genitives
            and not view.kind(k) <= {Kind.PLACE, Kind.GROUND}
            and matches(prep, wanted)
            and not view.sets_apart(prep, wanted)
        ):
            return [k]
    return []


def _is_kind_of(view: View, c: int) -> bool:
    """ "Attaques d'infanterie": a bare genitive says what kind of event it is, not whose."""
    tree = view.tree
    if c in view.names or tree.having(c, "det", "nummod", "nmod:poss", "amod", "nmod"):
        return False
    cases = [tree[k].text.lower() for k in tree.having(c, "case")]
    return bool(cases) and all(len(case) > 1 and case.endswith("'") for case in cases)


def _genitive(view: View, c: int, frame: NounFrame, actors: list[int], targets: list[int]) -> None:
    """ "X of Y": who did it or to whom, by the noun's habit; places, dates and means are neither."""
    kinds = view.kind(c)
    if _is_kind_of(view, c) or frame.genitive is Slot.NONE or (frame.event in TREATIES and _is_capital(view, c)):
        return
    if Kind.ACTOR not in kinds:
        if kinds & {Kind.CIVILIAN, Kind.SITE} and not kinds & {Kind.MEANS}:
            targets.append(c)
        elif Kind.MEANS in kinds:
            actors.append(c)
        return
    struck = frame.genitive is Slot.OBJECT and not (frame.event in FIRE and _is_armed(view, c))
    (targets if struck else actors).append(c)


def _before_noun(view: View, c: int, frame: NounFrame, actors: list[int], targets: list[int]) -> None:
    """ "Rebel attack", "embassy bombing", "the president's murder": who did it or to whom, by what the word before can be."""
    kinds = view.kind(c)
    poss = view.tree[c].dep == "nmod:poss"
    loose = view.tree[c].pos == "ADJ" and c not in view.names and fold(view.tree[c].text) not in view.kinds.demonyms
    if loose or view.tree[c].pos == "PRON" or kinds & {Kind.MEANS, Kind.EVENT} or (not poss and _is_capital(view, c)):
        return
    if Kind.ACTOR in kinds:
        owned = (poss and not _has_object(view, c)) or (not poss and not _is_armed(view, c))
        struck = frame.genitive is Slot.OBJECT and owned and frame.event not in FIRE
        (targets if struck else actors).append(c)
    elif kinds & {Kind.CIVILIAN, Kind.SITE} and not _names_weapon(view, c, frame):
        targets.append(c)


def _names_weapon(view: View, c: int, frame: NounFrame) -> bool:
    """ "Car bomb", "truck bomb attack": a thing before a weapon, or before what it makes a kind of, is no target."""
    tree = view.tree
    behind = c + 1 < len(tree) and tree[c + 1].dep == "compound" and Kind.MEANS in view.kind(c + 1)
    return frame.weapon or behind or tree[c].lemma in frame.modifiers


def _is_capital(view: View, c: int) -> bool:
    """A capital, whose name also stands for its country: before the name of an event it is where that was ("the Minsk talks")."""
    name = view.names.get(c)
    own = name is not None and any(id.startswith(OWN_NAME) for id in name.ids)
    seat = name is not None and any(id.startswith(OWN_PLACE) for id in name.ids)
    return name is not None and not own and len(name.ids) > 1 and (seat or NameKind.COUNTRY in name.kinds)


def _has_object(view: View, c: int) -> bool:
    """Whether an event noun has its object behind an "of", so that its owner is who did it ("Alpha's capture of Beta")."""
    tree, noun = view.tree, view.tree[c].head
    behind = [k for k in tree.having(noun, "nmod", "obl") if k > noun and tree.preposition(k) in view.kinds.genitives]
    return any(view.kind(k) & OBJECTS for k in behind)


def _is_armed(view: View, c: int) -> bool:
    """Whether ``c`` is a force rather than people, a country or a site: "the bombardments of the forces of X" are theirs."""
    kinds = view.kind(c)
    return Kind.ACTOR in kinds and not kinds & {Kind.CIVILIAN, Kind.SITE, Kind.PLACE, Kind.GROUND}


def _participle(view: View, c: int, frame: NounFrame, actors: list[int], targets: list[int]) -> None:
    """ "attaque menée par X", "frappe visant Y", "raid attribué à Z", "trêve négociée entre A et B"."""
    its = view.arguments(c)
    if view.tree.having(c, "mark") or view.tree[c].lemma in view.hints.say - view.hints.claiming:
        return  # "as defined by X"
    if its.passive:
        actors.extend(its.subjects)
        blamed = view.tree[c].lemma in view.hints.blame
        actors.extend(
            o for prep, o in its.obliques if prep and ((blamed and Kind.ACTOR in view.kind(o)) or matches(prep, frame.actor_from))
        )
        targets.extend(o for prep, o in its.obliques if prep and matches(prep, frame.target_from) and o not in actors)
    elif not view.tree.is_past_participle(c):
        targets.extend(o for o in its.objects if view.kind(o) & {Kind.ACTOR, Kind.CIVILIAN, Kind.SITE})


def _from_verb(view: View, i: int, frame: NounFrame, light: LightVerbs) -> Roles:
    """What the verb lends to a noun that is its subject or object."""
    tree = view.tree
    verb = _verb_over(view, i, light)
    if verb is None:
        return _own_clause(view, i, light)
    its = view.arguments(verb)
    lemma = tree[verb].lemma
    is_object = i in its.objects or any(i in tree.coordinated(o) for o in its.objects) or tree[i].dep == "obj"
    is_object = is_object or any(tree[o].lemma in light.phases and tree[i].head == o for o in its.objects)
    is_object = is_object or (not its.objects and not its.passive and tree[i].head == verb and is_indefinite(view, verb, i))
    is_subject = i in its.subjects or any(i in tree.coordinated(s) for s in its.subjects)
    oblique_targets = tuple(o for prep, o in its.obliques if o > i and prep and matches(prep, frame.target_from) and o != i)
    oblique_actors = tuple(o for prep, o in its.obliques if o > i and prep and matches(prep, frame.actor_from) and o != i)
    if is_object and lemma in light.target:
        return Roles(oblique_actors, its.subjects, verb)
    if is_object and lemma in light.stop:
        return Roles(oblique_actors, its.subjects, verb)
    if is_object and frame.event is Event.KILLING and lemma in view.hints.say | view.hints.claiming:
        return Roles((), (), verb)  # "announced the death of X": whoever says so did not do it
    led = i > verb and tree[i].head == verb and f"{lemma} {tree.preposition(i)}" in light.led
    if led or (is_object and lemma in light.actor):
        announced = lemma in view.hints.say and frame.event in ANNOUNCED
        doers = tuple(s for s in its.subjects if not (announced and _only_tells(view, s)))
        return Roles(doers or oblique_actors, oblique_targets, verb, shared_subject=its.shared)
    if is_subject and lemma in light.between:
        return Roles(its.objects + tuple(o for p, o in its.obliques if p and Kind.ACTOR in view.kind(o)), (), verb)
    if is_subject and lemma in light.occur:
        objects = tuple(o for o in its.objects if view.kind(o) & {Kind.ACTOR, Kind.CIVILIAN, Kind.SITE})
        return Roles(oblique_actors, objects + oblique_targets, verb)
    return Roles((), (), verb) if is_object or is_subject else _own_clause(view, i, light)


def _own_clause(view: View, i: int, light: LightVerbs) -> Roles:
    """ "At the demonstrations that took place on Friday": a relative clause tells that it happened, and when and where."""
    tree = view.tree
    behind = next((k for k in range(i + 1, len(tree)) if tree[k].pos != "ADJ"), i)
    stray = [tree[behind].head] if tree[behind].pos == "PRON" and tree[tree[behind].head].dep == "acl:relcl" else []
    for c in (*tree.having(i, "acl:relcl", "acl"), *stray):  # a relative right behind it is its own, wherever the parse hung it
        if tree[c].pos == "VERB" and tree[c].lemma in light.occur and i < c:
            return Roles((), (), c)
    return Roles()


def _only_tells(view: View, i: int) -> bool:
    """Whether somebody who announces an event is a person or a body that speaks, not a force that did it."""
    if not view.kind(i).isdisjoint({Kind.SOURCE, Kind.CIVILIAN}):
        return True
    words = (view.names[i].text if i in view.names else view.tree[i].text).lower().split()
    return bool(words) and words[0] in view.hints.civil_bodies and view.hints.commands.isdisjoint(words)


def _verb_over(view: View, i: int, light: LightVerbs) -> int | None:
    tree = view.tree
    at = i
    while tree[at].dep in ("conj", "nmod", "appos") and tree[tree[at].head].pos in ("NOUN", "ADJ", "PROPN"):
        over = tree[tree[at].head].lemma
        stage = over in light.phases and tree[tree[at].head].dep in ("obj", "nsubj", "nsubj:pass")
        if tree[at].dep == "nmod" and over not in view.kinds.parts and not stage:
            return None
        at = tree[at].head
    head = tree[at].head
    if (
        head != at
        and tree[head].pos in ("VERB", "AUX")
        and tree[at].dep in ("obj", "nsubj", "nsubj:pass", "obl", "obl:agent", "conj", "xcomp", "ccomp")
    ):
        return head
    if tree[at].dep == "root" or tree[head].pos not in ("VERB", "AUX"):
        for c in tree.having(at, "acl:relcl", "acl"):
            if tree[c].pos == "VERB":
                return c
    return None

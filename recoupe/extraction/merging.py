"""Several triggers, one happening: a strike and its toll, an attack and the verb that carries it, an operation and its aim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from recoupe.extraction.breaks import stretch_start
from recoupe.extraction.drafts import STRIKING, VIOLENT, Raw
from recoupe.extraction.participants import Participant
from recoupe.extraction.roles import matches
from recoupe.extraction.tree import Tree
from recoupe.extraction.view import View
from recoupe.language.schema_events import CasualtyWords, Kind, LightVerbs, Slot
from recoupe.language.schema_speech import ModalityWords
from recoupe.model import Event, MeansMention

SUFFERED = frozenset({Event.ARREST, Event.DISPLACEMENT, Event.ABDUCTION, Event.SEXUAL_VIOLENCE})
"""Events that "strike" people without a blow ("a wave of arrests struck the town")."""
KNOWN_MEANS = frozenset({Event.STRIKE, Event.SHELLING, Event.BOMBING, Event.CHEMICAL})
VAGUE = frozenset({Event.ATTACK, Event.KILLING})
AIMED = frozenset({Event.OFFENSIVE, Event.ADVANCE, Event.ATTACK, Event.STRIKE, Event.DEPLOYMENT, Event.CLASH, Event.SIEGE})
SAME_KIND = {
    Event.STRIKE: {Event.ATTACK, Event.KILLING, Event.DESTRUCTION, Event.SHELLING, Event.STRIKE},
    Event.SHELLING: {Event.ATTACK, Event.KILLING, Event.DESTRUCTION, Event.SHELLING},
    Event.BOMBING: {Event.ATTACK, Event.KILLING, Event.DESTRUCTION, Event.BOMBING, Event.STRIKE},
    Event.CHEMICAL: {Event.ATTACK, Event.KILLING, Event.STRIKE, Event.SHELLING, Event.CHEMICAL},
    Event.CLASH: {Event.KILLING, Event.CLASH},
    Event.ATTACK: {Event.KILLING, Event.ATTACK, Event.DESTRUCTION},
    Event.OFFENSIVE: {Event.OFFENSIVE, Event.KILLING, Event.ATTACK},
    Event.PROTEST: {Event.PROTEST},
}


def merged(view: View, raws: list[Raw], words: tuple[LightVerbs, CasualtyWords, ModalityWords]) -> list[Raw]:
    """Raw claims of one sentence with those joined that tell one happening."""
    light, casualties, modality = words
    out = _carried(view, _stopped(view, _fired(view, raws)))
    out = _circumstances(view, out, light)
    out = _tolls(view, _enumerated(view.tree, out), casualties)
    return _aims(view.tree, out, modality)


def _join(into: Raw, other: Raw) -> Raw:
    """``into`` with what ``other`` adds; its own participants stay first."""
    return replace(
        into,
        actors=into.actors or tuple(a for a in other.actors if a.span not in {t.span for t in into.targets}),
        targets=into.targets + tuple(t for t in other.targets if _adds(into, t)),
        means=into.means or _told_means(into, other),
        actor_words=into.actor_words or other.actor_words,
        target_words=tuple(dict.fromkeys((*into.target_words, *other.target_words))),
        absorbed=(*into.absorbed, other.trigger.token, *other.absorbed),
        killed=(*into.killed, *other.killed, *_killed(other)),
    )


def _told_means(into: Raw, other: Raw) -> tuple[MeansMention, ...]:
    """The means of ``other``, but for what its verb only implies of itself where an event of known means takes it up ("an air
    strike gunned down ten")."""
    frame = other.trigger.verb or other.trigger.noun
    implied = frame is not None and frame.means is not None and [m.id for m in other.means] == [frame.means]
    return () if implied and into.event in KNOWN_MEANS else other.means


def _killed(raw: Raw) -> tuple[int, ...]:
    if raw.event is not Event.KILLING or raw.trigger.verb is None:
        return ()
    return (*(t.head for t in raw.targets), *raw.trigger.arguments.objects)


def _adds(into: Raw, target: Participant) -> bool:
    """A victim adds to the target when somebody is named, or nobody was."""
    if target.span in {x.span for x in (*into.targets, *into.actors)}:
        return False
    return not into.targets or target.civilian or bool(target.phrase.names or target.phrase.countries)


def _fired(view: View, raws: list[Raw]) -> list[Raw]:
    """ "Rockets fired by X fell on Y": the participle beside the weapon tells who, the verb tells where."""
    tree = view.tree
    by_token = {r.trigger.token: r for r in raws}
    dropped: set[int] = set()
    for raw in raws:
        if raw.trigger.verb is None or raw.event not in STRIKING:
            continue
        for s in raw.trigger.arguments.subjects:
            for c in tree.having(s, "acl", "amod"):
                shot = by_token.get(c)
                if shot is not None and shot is not raw and shot.event in STRIKING and Kind.MEANS in view.kind(s):
                    token = raw.trigger.token
                    joined = _join(by_token[token], shot)
                    event = shot.event if raw.event is Event.KILLING else raw.event
                    by_token[token] = replace(joined, actors=shot.actors or joined.actors, event=event)
                    dropped.add(c)
    return [by_token[r.trigger.token] for r in raws if r.trigger.token not in dropped]


def _stopped(view: View, raws: list[Raw]) -> list[Raw]:
    """ "Repelled an attack by X": X is whom those who repel it fight."""
    by_token = {r.trigger.token: r for r in raws}
    out = []
    for raw in raws:
        nouns = [by_token[o] for o in raw.trigger.arguments.objects if o in by_token] if raw.event is Event.CLASH else []
        if any(n.trigger.noun is not None and n.event in STRIKING and (n.actors or n.targets) for n in nouns):
            continue  # the attack, its author and those who repel it are one claim
        foes = tuple(a for n in nouns if n.trigger.noun is not None for a in n.actors if a not in raw.actors)
        out.append(replace(raw, targets=foes) if foes and not raw.targets else raw)
    return out


def _carried(view: View, raws: list[Raw]) -> list[Raw]:
    """ "Une attaque a visé la base": the verb carries the noun's event, and its object is the target."""
    by_token = {r.trigger.token: r for r in raws}
    dropped: set[int] = set()
    for raw in raws:
        if raw.trigger.verb is None:
            continue
        its = raw.trigger.arguments
        told = (n.trigger.token for n in raws if _tells_of(view.tree, raw, n))
        for s in (*its.subjects, *(its.objects if its.passive else ()), *told):
            for k in _chain(view.tree, s, view):
                noun = by_token.get(k)
                if noun is None or noun.trigger.noun is None:
                    continue
                whose = s in its.subjects or raw.event in VAGUE or noun.roles.governor == raw.trigger.token
                carried = raw.event in SAME_KIND.get(noun.event, set()) and whose
                carried = carried or (raw.event in STRIKING and noun.event in SUFFERED and s in its.subjects)
                if carried or (raw.event is noun.event and not raw.trigger.verb.object):
                    by_token[k] = _join(noun, raw)
                    dropped.add(raw.trigger.token)
                    break
    return [by_token[r.trigger.token] for r in raws if r.trigger.token not in dropped]


def _tells_of(tree: Tree, raw: Raw, noun: Raw) -> bool:
    """ "Victims of the strike that hit the base": the relative clause is that of the noun before it, whatever the parse says."""
    at = raw.trigger.token
    return noun.trigger.noun is not None and noun.roles.governor == at and tree[at].dep == "acl:relcl"


def _circumstances(view: View, raws: list[Raw], light: LightVerbs) -> list[Raw]:
    """ "tué dans une frappe": the circumstance is the event, the verb tells its result."""
    tree = view.tree
    by_token = {r.trigger.token: r for r in raws}
    dropped: set[int] = set()
    for raw in raws:
        if raw.event not in (Event.KILLING, Event.DESTRUCTION, Event.ATTACK) or raw.trigger.verb is None:
            continue
        for c in _beside(tree, raw.trigger.anchor):
            if tree[c].dep not in ("obl", "obl:agent", "nmod") or not matches(tree.preposition(c), light.by_preposition):
                continue
            if _has_own_author(raw) and matches(tree.preposition(c), view.hints.apart):
                continue  # "executed forty people after the fighting": another deed
            for k in _chain(tree, c, view):
                noun = by_token.get(k)
                if noun is not None and k != raw.trigger.token and raw.event in SAME_KIND.get(noun.event, set()):
                    by_token[k] = _join(noun, replace(raw, actors=raw.actors if raw.trigger.arguments.subjects else ()))
                    dropped.add(raw.trigger.token)
                    break
    return [by_token[r.trigger.token] for r in raws if r.trigger.token not in dropped]


def _enumerated(tree: Tree, raws: list[Raw]) -> list[Raw]:
    """ "Burnt the barracks, looted the shops and carried off the weapons": one deed, told by several verbs of one subject."""
    by_token = {r.trigger.token: r for r in raws}
    dropped: set[int] = set()
    for raw in raws:
        at = raw.trigger.anchor
        over = by_token.get(tree[at].head)
        if tree[at].dep != "conj" or over is None or over is raw or over.trigger.token in dropped:
            continue
        verbs = raw.trigger.verb is not None and over.trigger.verb is not None
        if verbs and raw.event is over.event is Event.DESTRUCTION and raw.roles.shared_subject:
            by_token[over.trigger.token] = _join(over, raw)
            dropped.add(raw.trigger.token)
    return [by_token[r.trigger.token] for r in raws if r.trigger.token not in dropped]


def _beside(tree: Tree, i: int) -> Iterator[int]:
    """What depends on the verb ``i``, and what depends on it through the adverb of a compound preposition ("lors de")."""
    for c in tree.children[i]:
        yield c
        if tree[c].pos in ("ADV", "ADP"):
            yield from tree.having(c, "obl", "nmod")


def _chain(tree: Tree, i: int, view: View) -> list[int]:
    out = tree.coordinated(i)
    for c in tree.having(i, "nmod"):
        if tree[i].lemma in view.kinds.parts:
            out += tree.coordinated(c)
    return out


def _tolls(view: View, raws: list[Raw], words: CasualtyWords) -> list[Raw]:
    """A death in the sentence of one violent event is its toll."""
    results = frozenset((*words.killed_verbs, *words.wounded_verbs))
    told = {r.trigger.token for r in raws if _is_result(view.tree, r, results)}
    named = _named_killings(view.tree, raws, words)
    causes = [
        r for r in raws if r.event in SAME_KIND and r.event in VIOLENT and r.trigger.token not in told and not _is_backdrop(r)
    ] or named
    if not causes:
        return raws
    by_token = {r.trigger.token: r for r in raws}
    dropped: set[int] = set()
    for raw in raws:
        if raw.trigger.token not in told and (raw.event is not Event.KILLING or _has_own_author(raw)):
            continue
        cause = min(causes, key=lambda c: _distance(view.tree, raw, c))
        if _is_earlier(view, raw):
            continue
        if cause is raw or not _related(view.tree, raw.clause, cause.clause) or _is_of_another(view, raw):
            continue
        if _describes(view.tree, cause.clause, raw):
            continue  # "killed X, who prepared an attack"
        if raw in named and raw.clause != cause.clause:
            continue  # "denied the attack and blamed X for the massacre": two deeds
        if _is_apart(view.tree, raw, cause):
            continue
        token = cause.trigger.token
        by_token[token] = _join(by_token[token], raw)
        dropped.add(raw.trigger.token)
    return [by_token[r.trigger.token] for r in raws if r.trigger.token not in dropped]


def _is_earlier(view: View, raw: Raw) -> bool:
    """ "A month after the murder of X": a killing of somebody of its own, told beside another deed, is not its toll."""
    told_of = raw.trigger.noun is not None and bool(raw.target_words)
    return told_of and matches(view.tree.preposition(raw.trigger.token), view.hints.apart)


def _describes(tree: Tree, clause: int, raw: Raw) -> bool:
    """Whether a relative clause tells of somebody who was killed."""
    over = next((a for a in (clause, *tree.ancestors(clause)) if tree[a].dep == "acl:relcl"), None)
    killed = (*raw.trigger.arguments.objects, *(t.head for t in raw.targets))
    return over is not None and any(tree[over].head in tree.subtree(k) for k in killed)


def _is_backdrop(raw: Raw) -> bool:
    """ "Since the invasion began": an operation that no verb tells does not take the dead of the sentence."""
    return raw.event is Event.OFFENSIVE and raw.trigger.noun is not None and raw.roles.governor is None


def _is_of_another(view: View, raw: Raw) -> bool:
    """ "After the crackdown, which left dozens dead": the relative clause tells of its noun, which is no claim here."""
    tree = view.tree
    noun = tree[raw.clause].head
    if tree[raw.clause].dep != "acl:relcl" or tree[noun].pos != "NOUN" or noun in view.names:
        return False
    phrase = [noun, *(a for a in tree.ancestors(noun) if tree.clause(a) == tree.clause(noun) and tree[a].pos == "NOUN")]
    return not view.kind(noun) or any(matches(p, view.hints.apart) for k in phrase[1:] if (p := tree.preposition(k)))


def _named_killings(tree: Tree, raws: list[Raw], words: CasualtyWords) -> list[Raw]:
    """ "The toll of the massacre": a killing that has a name of its own takes up the words that only count its dead."""
    counting = frozenset((*words.killed_nouns, *words.wounded_nouns))
    return [
        r for r in raws if r.event is Event.KILLING and r.trigger.noun is not None and tree[r.trigger.token].lemma not in counting
    ]


def _is_result(tree: Tree, raw: Raw, results: frozenset[str]) -> bool:
    """ "…, killing nine": a participle, or a second verb of the same subject, that tells what the event did to people."""
    if raw.trigger.verb is None or tree[raw.trigger.anchor].lemma not in results or raw.trigger.arguments.passive:
        return False
    if raw.event is Event.DESTRUCTION:
        return False
    if tree.feat(raw.trigger.anchor, "VerbForm") == "Part" and tree.feat(raw.trigger.anchor, "Tense") == "Pres":
        return True
    return tree[raw.trigger.anchor].dep in ("advcl", "acl", "acl:relcl", "conj", "xcomp") and raw.roles.shared_subject


def _has_own_author(raw: Raw) -> bool:
    return raw.trigger.verb is not None and bool(raw.actors) and not raw.roles.shared_subject


def _is_apart(tree: Tree, raw: Raw, cause: Raw) -> bool:
    """ "…; she says that she put twelve out of action": behind a strong break a verb with a subject tells another deed."""
    told = raw.trigger.verb is not None and raw.trigger.verb.actor is Slot.SUBJECT and not raw.trigger.arguments.passive
    start = stretch_start(tree, raw.trigger.token)
    return told and bool(raw.trigger.arguments.subjects) and start != stretch_start(tree, cause.trigger.token)


def _distance(tree: Tree, a: Raw, b: Raw) -> int:
    return abs(a.trigger.token - b.trigger.token)


def _related(tree: Tree, a: int, b: int) -> bool:
    return a == b or a in tree.ancestors(b) or b in tree.ancestors(a) or bool(set(tree.ancestors(a)) & set(tree.ancestors(b)))


def _aims(tree: Tree, raws: list[Raw], words: ModalityWords) -> list[Raw]:
    """ "une offensive pour reprendre X": the aim lends its target and place to the operation and is no claim of its own."""
    by_token = {r.trigger.token: r for r in raws}
    dropped: set[int] = set()
    for raw in raws:
        at = raw.trigger.anchor
        over = _purpose_governor(tree, at, words)
        if over is None:
            continue
        for a in (over, *tree.ancestors(over)):
            host = next((r for r in by_token.values() if r.trigger.token == a or r.roles.governor == a), None)
            aimed = host is not None and (host.event in AIMED or host.event is raw.event is Event.PROTEST)
            if host is not None and host is not raw and aimed and host.trigger.token not in dropped:
                joined = _join(host, replace(raw, actors=(), means=()))
                by_token[host.trigger.token] = joined
                dropped.add(raw.trigger.token)
                break
    return [by_token[r.trigger.token] for r in raws if r.trigger.token not in dropped]


def _purpose_governor(tree: Tree, i: int, words: ModalityWords) -> int | None:
    """The head that ``i`` is the purpose of, when it stands in a phrase of purpose."""
    at = i
    for _ in range(4):
        marks = [tree[c].text.lower() for c in tree.having(at, "mark", "case")]
        head = tree[at].head
        if head == at:
            return None
        asked = tree[at].dep == "xcomp"
        if tree.feat(i, "VerbForm") == "Inf" and any(
            m in words.purpose and not (asked and m in words.infinitive_marks) for m in marks
        ):
            return head
        if any(tree[c].lemma in _purpose_nouns(words) for c in (head, *tree.having(head, "obl", "nmod")) if c != at):
            return head
        if tree[at].dep not in ("obj", "obl", "nmod", "xcomp", "acl", "conj", "appos"):
            return None
        at = head
    return None


def _purpose_nouns(words: ModalityWords) -> frozenset[str]:
    return frozenset(w.split()[-1] for w in words.purpose if " " in w)

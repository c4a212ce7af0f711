"""Who stands where around a verb: subject, object, obliques, through voice, relatives, control and coordination.

Everything is told in Universal Dependencies; the few words that need knowing come from the pack (``Hints``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from recoupe.extraction.tree import NOMINAL, Tree


@dataclass(frozen=True, slots=True)
class Hints:
    """The few words that the grammar must know."""

    object_control: frozenset[str] = frozenset()
    """Lemmas of verbs whose object is the infinitive's subject."""
    reflexive: frozenset[str] = frozenset()
    """Reflexive pronouns as written, lower case."""
    contractions: Mapping[str, str] = field(default_factory=dict)
    blame: frozenset[str] = frozenset()
    """Lemmas of verbs whose oblique names the author of their object ("attribuer à")."""
    holding: frozenset[str] = frozenset()
    """Lemmas of verbs of holding ground."""
    genitives: frozenset[str] = frozenset()
    """Prepositions "of", as written."""
    aims: frozenset[str] = frozenset()
    """Nouns for the aim of an operation."""
    say: frozenset[str] = frozenset()
    """Lemmas of verbs of saying."""
    claiming: frozenset[str] = frozenset()
    """Lemmas of verbs of claiming responsibility, and of blame."""
    according: frozenset[str] = frozenset()
    """Prepositions "according to", as written."""
    place_pronouns: frozenset[str] = frozenset()
    """Pronouns that stand for a place, as written ("y")."""
    apart: tuple[str, ...] = ()
    """Prepositions of phrases whose own places are not those of the verb."""
    since: frozenset[str] = frozenset()
    """Words that lead to a beginning, as written."""
    relative_places: frozenset[str] = frozenset()
    """Relative adverbs of place."""
    relative_adverbs: frozenset[str] = frozenset()
    """Those of place and of time."""
    personal: frozenset[str] = frozenset()
    """Prepositions, without contraction, before the object of a verb where it is somebody."""
    purpose: frozenset[str] = frozenset()
    """Prepositions of purpose, as written."""
    voice_unwritten: bool = False
    """Whether a passive is mostly written as its active is."""
    dropped_subjects: bool = False
    """Whether a finite verb may leave its subject unsaid."""
    causative: frozenset[str] = frozenset()
    """Lemmas of verbs that, with a reflexive, make a passive of an infinitive ("se faire arrêter")."""
    self_made: frozenset[str] = frozenset()
    """Lemmas of infinitives that such verbs make into an act of the subject itself."""
    agents: frozenset[str] = frozenset()
    """Prepositions of the agent of a passive, as written."""
    civil_bodies: frozenset[str] = frozenset()
    """Nouns for ministries and organisations, which tell of what forces do."""
    commands: frozenset[str] = frozenset()
    """Words beside such a noun that make it a body that commands a force ("defence")."""
    plural_articles: frozenset[str] = frozenset()
    """Articles of the indefinite plural that also are contracted prepositions, as written."""


SUBJECTS = ("nsubj", "nsubj:caus", "csubj")
OBLIQUES = ("obl", "obl:agent", "iobj", "advmod", "nmod")


@dataclass(frozen=True, slots=True)
class Arguments:
    """Indices of tokens. In a passive ``objects`` is the surface subject and ``subjects`` the agent."""

    subjects: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    obliques: tuple[tuple[str, int], ...] = ()
    passive: bool = False
    reflexive: bool = False
    shared: bool = False
    """The subject was found at another verb (control, coordination, participle)."""


def arguments(tree: Tree, i: int, hints: Hints) -> Arguments:
    """The arguments of the verb ``i``."""
    made = _caused(tree, i, hints)
    if made is not None:
        return made
    reflexive = any(_is_reflexive(tree, c, hints) for c in tree.children[i])
    obliques = tuple(_obliques(tree, i))
    unwritten = hints.voice_unwritten and any(" " in prep and prep in hints.agents for prep, _ in obliques)
    passive = (tree.is_passive(i) or unwritten) and not reflexive
    surface, shared = surface_subject(tree, i, hints)
    direct = tuple(_antecedent(tree, c) for c in tree.having(i, "obj", "iobj") if _is_object(tree, c, hints)) or _lent_object(
        tree, i
    )
    if passive:
        agents = tuple(c for c in tree.having(i, "obl:agent"))
        agents += tuple(o for prep, o in obliques if " " in prep and prep in hints.agents and o not in agents)
        surface = (direct or surface) if unwritten else surface
        return Arguments(agents, surface, tuple(o for o in obliques if o[1] not in agents), True, False, shared)
    relative = _relative_object(tree, i) if not direct else ()
    if relative and surface == relative:
        surface = ()
    return Arguments(surface, direct or relative, obliques, False, reflexive, shared)


def _caused(tree: Tree, i: int, hints: Hints) -> Arguments | None:
    """ "X s'est fait arrêter par Y": X is the object, Y the subject."""
    if "VerbForm=Inf" not in tree[i].feats or tree[i].lemma in hints.self_made:
        return None
    over = tree[i].head if tree[i].dep in ("xcomp", "ccomp", "obj") else next(iter(tree.having(i, "aux:caus")), None)
    if over is None or tree[over].lemma not in hints.causative:
        return None
    top = over if tree[i].head == over else i
    if not any(_is_reflexive(tree, c, hints) for c in tree.children[top]):
        return None
    surface, _ = surface_subject(tree, top, hints)
    obliques = tuple(_obliques(tree, i))
    agents = tuple(o for prep, o in obliques if prep in hints.agents)
    return Arguments(agents, surface, tuple(o for o in obliques if o[1] not in agents), passive=True)


def _obliques(tree: Tree, i: int) -> Iterator[tuple[str, int]]:
    """Prepositional phrases with their prepositions; "around X", where an adverb carries the phrase, included."""
    for c in tree.children[i]:
        if tree[c].dep in OBLIQUES and _is_nominal(tree, c):
            yield tree.preposition(c), c
        if tree[c].pos in ("ADV", "ADP"):
            yield from ((tree.preposition(d), d) for d in tree.having(c, "obl", "nmod", "obl:arg") if _is_nominal(tree, d))


def _lent_object(tree: Tree, i: int) -> tuple[int, ...]:
    """An object that the parser hung on the verb above an infinitive, or beside its verb as a conjunct."""
    token = tree[i]
    if tree.having(i, "obj") or tree.is_passive(i):
        return ()
    beside = tuple(
        c
        for c in tree.having(i, "conj")
        if c > i
        and tree[c].pos in ("NOUN", "PROPN")
        and not tree.having(c, "case")
        and not any(
            tree[d].dep == "cc" and i < d < c and tree[d].head == c and tree[d - 1].pos == "NOUN" for d in tree.children[c]
        )
    )
    if beside:
        return beside[:1]
    if "VerbForm=Fin" in token.feats or token.dep not in ("xcomp", "obl", "advcl", "ccomp") or tree[token.head].pos != "VERB":
        return ()
    return tuple(c for c in tree.having(token.head, "obj") if c > i and token.head < i and _only_noun_between(tree, i, c))[:1]


def _only_noun_between(tree: Tree, i: int, c: int) -> bool:
    return not any(tree[k].pos in ("VERB", "AUX", "PUNCT") for k in range(i + 1, c))


def surface_subject(tree: Tree, i: int, hints: Hints) -> tuple[tuple[int, ...], bool]:
    """The grammatical subject of ``i`` with its antecedent, and whether it was found at another verb."""
    own = tree.having(i, *SUBJECTS, "nsubj:pass") or [s for c in tree.having(i, "aux:caus") for s in tree.having(c, *SUBJECTS)]
    if own:
        return tuple(_antecedent(tree, c) for c in own), False
    if tree.having(i, "expl:subj"):
        pronouns = tuple(c for c in tree.having(i, "expl:subj") if not _is_impersonal(tree, i))
        return pronouns, False
    token = tree[i]
    if token.head == i:
        return (), False
    head = token.head
    if tree[head].pos in ("ADV", "ADP") and tree[head].head != head and token.dep in ("xcomp", "ccomp", "advcl"):
        head = tree[head].head
    if token.dep in ("acl", "xcomp") and tree[head].pos == "NOUN" and tree[tree[head].head].lemma in hints.object_control:
        seen = [c for c in tree.having(tree[head].head, "obj") if c < head] if not tree.having(head, "det") else []
        if seen:
            return tuple(seen[-1:]), True
    if token.dep == "acl" and _set_off(tree, i) and tree[tree.clause(head)].pos == "VERB":
        return surface_subject(tree, tree.clause(head), hints)[0], True
    if token.dep == "acl" and tree[head].pos == "NOUN" and tree.having(i, "mark") and "VerbForm=Fin" not in token.feats:
        of = [c for c in tree.having(head, "nmod") if head < c < i and tree.preposition(c) in hints.genitives]
        if of:  # "the arrest of X for killing Y"
            return tuple(of[:1]), True
    if token.dep in ("acl", "amod") and tree[head].pos in NOMINAL:
        return (head,), True
    if token.dep in ("conj", "appos") and tree[head].pos in ("NOUN", "PROPN") and tree.is_past_participle(i):
        return (head,), True
    if token.dep == "acl:relcl":
        free = not tree.having(i, "obj") and not _has_relative(tree, i) and not _has_relative_adverb(tree, i, hints)
        return ((head,), True) if free else ((), False)
    if token.dep in ("advcl", "obl", "xcomp") and _is_reason(tree, i, hints) and _acts_on(tree, head):
        return tuple(_antecedent(tree, c) for c in tree.having(head, "obj")[:1]), True
    governed = token.dep == "obj" and token.pos == tree[head].pos == "VERB" and "VerbForm=Fin" not in token.feats
    if governed or token.dep in ("conj", "xcomp", "advcl", "ccomp", "obl", "acl", "parataxis", "cop"):
        finite = _finite(tree, i, hints)
        if token.dep == "ccomp" and finite is not None and not _may_go_on(tree, i, finite, hints):
            return (), False
        if finite is not None and token.dep in ("xcomp", "advcl") and _has_other_number(tree, finite, head, hints):
            return (), False
        if token.dep in ("xcomp", "ccomp", "obl") and tree[head].lemma in hints.object_control:
            controlled = tree.having(head, "obj", "iobj") or [c for c in tree.having(head, "obl") if tree.preposition(c)]
            if controlled:
                return tuple(controlled[:1]), True
        found, _ = surface_subject(tree, head, hints)
        return found, True
    return (), False


def _acts_on(tree: Tree, i: int) -> bool:
    return bool(tree.having(i, "obj")) and not tree.is_passive(i)


def _is_reason(tree: Tree, i: int, hints: Hints) -> bool:
    """ "Charged two men for having tried …": a perfect infinitive behind a preposition of purpose tells what they did before."""
    marks = (tree[c].text.lower() for c in tree.having(i, "mark", "case"))
    return tree.feat(i, "VerbForm") != "Fin" and bool(tree.having(i, "aux:tense")) and any(m in hints.purpose for m in marks)


def _finite(tree: Tree, i: int, hints: Hints) -> int | None:
    """The finite form of a verb: itself, or its auxiliary in a language that leaves subjects unsaid."""
    forms = (i, *tree.having(i, "aux:tense", "aux:pass")) if hints.dropped_subjects else (i,)
    return next((k for k in forms if tree.feat(k, "VerbForm") == "Fin"), None)


def _has_other_number(tree: Tree, finite: int, head: int, hints: Hints) -> bool:
    """ "The worst that X has seen since [they] began": the subject of a clause that may leave it unsaid is not that of the clause
    above where their verbs are of other numbers."""
    if not hints.dropped_subjects:
        return False
    over = next((k for k in (head, *tree.having(head, "aux:tense", "aux:pass")) if tree.feat(k, "VerbForm") == "Fin"), None)
    return over is not None and tree.feat(over, "Number") != tree.feat(finite, "Number")


def _may_go_on(tree: Tree, i: int, finite: int, hints: Hints) -> bool:
    """ "Los rebeldes dicen que tomaron la base": where subjects may be left unsaid, whoever speaks does the deed if their
    numbers agree."""
    if not hints.dropped_subjects or any(_is_reflexive(tree, c, hints) for c in tree.children[i]):
        return False
    over = tree[i].head
    spoken = next((k for k in tree.having(over, "aux:tense") if tree.feat(k, "VerbForm") == "Fin"), over)
    return tree.feat(finite, "Number") == tree.feat(spoken, "Number")


def _set_off(tree: Tree, i: int) -> bool:
    """A present participle behind a comma ("…, killing two"), which speaks of the subject whatever noun the parse hung it on."""
    return "Tense=Pres" in tree[i].feats and "VerbForm=Part" in tree[i].feats and i > 0 and tree[i - 1].pos == "PUNCT"


def _antecedent(tree: Tree, i: int) -> int:
    """For a relative pronoun, the noun that its clause modifies."""
    if not _is_relative(tree, i):
        return i
    for a in tree.ancestors(i):
        if tree[a].dep == "acl:relcl":
            return tree[a].head
        if tree.heads_clause(a) and tree[a].dep != "conj":
            break
    before = [k for k in range(i) if tree[k].pos in ("NOUN", "PROPN")]
    return before[-1] if before else i


def _is_relative(tree: Tree, i: int) -> bool:
    mistaken = tree[i].pos == "SCONJ" and tree[i].dep in ("obj", "nsubj") and tree[tree[i].head].dep == "acl:relcl"
    return mistaken or (tree[i].pos == "PRON" and "PronType=Rel" in tree[i].feats)


def _has_relative(tree: Tree, i: int) -> bool:
    return any(_is_relative(tree, c) for c in tree.children[i])


def _has_relative_adverb(tree: Tree, i: int, hints: Hints) -> bool:
    """ "A page, where …", "March, when …": what the clause modifies is its place or time."""
    return any(tree[c].text.lower() in hints.relative_adverbs for c in tree.having(i, "mark", "advmod", "obl") if c < i)


def _relative_object(tree: Tree, i: int) -> tuple[int, ...]:
    return tuple(_antecedent(tree, c) for c in tree.having(i, "obj") if _is_relative(tree, c))


def _is_nominal(tree: Tree, i: int) -> bool:
    return tree[i].pos in NOMINAL or bool(tree.having(i, "det", "case"))


def _is_object(tree: Tree, i: int, hints: Hints) -> bool:
    return (tree[i].pos in NOMINAL or tree[i].dep == "obj") and not _is_reflexive(tree, i, hints)


def _is_reflexive(tree: Tree, i: int, hints: Hints) -> bool:
    return tree[i].dep in ("obj", "iobj", "expl:comp", "dep") and tree[i].text.lower().replace("’", "'") in hints.reflexive


def _is_impersonal(tree: Tree, i: int) -> bool:
    """ "Il y a", "il faut": an expletive subject before the verb with nothing that it could mean."""
    subject = tree.having(i, "expl:subj")[0]
    return subject < i

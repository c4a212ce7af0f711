"""Which figure belongs to which claim, and what became of those counted."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.extraction.drafts import STRIKING, FigureUse, Raw, Scene
from recoupe.extraction.kinds import NounKinds
from recoupe.extraction.quantities import Figure
from recoupe.extraction.tree import Tree
from recoupe.language.schema_events import CasualtyWords
from recoupe.model import Event, QuantityKind

PEOPLE = frozenset(
    {QuantityKind.KILLED, QuantityKind.WOUNDED, QuantityKind.CAPTURED, QuantityKind.MISSING, QuantityKind.DISPLACED}
)
HOSTS: dict[QuantityKind, frozenset[Event]] = {
    QuantityKind.KILLED: STRIKING | {Event.OFFENSIVE, Event.CAPTURE, Event.SIEGE, Event.ADVANCE},
    QuantityKind.WOUNDED: STRIKING | {Event.OFFENSIVE, Event.CAPTURE, Event.SIEGE, Event.ADVANCE},
    QuantityKind.CAPTURED: frozenset(
        {
            Event.ARREST,
            Event.ABDUCTION,
            Event.ATTACK,
            Event.CLASH,
            Event.CAPTURE,
            Event.AGREEMENT,
            Event.OFFENSIVE,
            Event.CEASEFIRE,
        }
    ),
    QuantityKind.MISSING: STRIKING | {Event.ABDUCTION},
    QuantityKind.DISPLACED: frozenset(
        {
            Event.DISPLACEMENT,
            Event.CLASH,
            Event.OFFENSIVE,
            Event.ATTACK,
            Event.STRIKE,
            Event.SHELLING,
            Event.CAPTURE,
            Event.ADVANCE,
            Event.SIEGE,
        }
    ),
    QuantityKind.AREA: frozenset(
        {
            Event.CAPTURE,
            Event.ADVANCE,
            Event.HOLD,
            Event.OFFENSIVE,
            Event.WITHDRAWAL,
            Event.SIEGE,
            Event.DESTRUCTION,
            Event.CLASH,
            Event.COLLAPSE,
        }
    ),
    QuantityKind.FORCE: frozenset(
        {
            Event.DEPLOYMENT,
            Event.WITHDRAWAL,
            Event.OFFENSIVE,
            Event.ATTACK,
            Event.ADVANCE,
            Event.SUPPORT,
            Event.CEASEFIRE,
            Event.SIEGE,
            Event.CAPTURE,
            Event.CLASH,
            Event.HOLD,
            Event.ALLIANCE,
            Event.PROTEST,
        }
    ),
    QuantityKind.EQUIPMENT: frozenset(
        {
            Event.DESTRUCTION,
            Event.SUPPORT,
            Event.DEPLOYMENT,
            Event.STRIKE,
            Event.SHELLING,
            Event.CAPTURE,
            Event.ATTACK,
            Event.CLASH,
            Event.AID,
            Event.OFFENSIVE,
            Event.WITHDRAWAL,
        }
    ),
    QuantityKind.DISTANCE: frozenset(
        {Event.ADVANCE, Event.CAPTURE, Event.HOLD, Event.WITHDRAWAL, Event.OFFENSIVE, Event.COLLAPSE}
    ),
    QuantityKind.MONEY: frozenset(
        {Event.SUPPORT, Event.AID, Event.STATEMENT, Event.AGREEMENT, Event.ABDUCTION, Event.DESTRUCTION, Event.ACCUSATION}
    ),
}
FATE_OF_EVENT = {
    Event.ABDUCTION: QuantityKind.CAPTURED,
    Event.ARREST: QuantityKind.CAPTURED,
    Event.DISPLACEMENT: QuantityKind.DISPLACED,
    Event.DEPLOYMENT: QuantityKind.FORCE,
    Event.CEASEFIRE: QuantityKind.FORCE,
    Event.WITHDRAWAL: QuantityKind.FORCE,
    Event.AGREEMENT: QuantityKind.CAPTURED,
    Event.ADVANCE: QuantityKind.FORCE,
    Event.OFFENSIVE: QuantityKind.FORCE,
    Event.SUPPORT: QuantityKind.FORCE,
    Event.PROTEST: QuantityKind.FORCE,
}


FATES = (QuantityKind.KILLED, QuantityKind.WOUNDED, QuantityKind.MISSING, QuantityKind.CAPTURED, QuantityKind.DISPLACED)
"""Where a lemma tells several, the last of these counts."""


def _by_lemma(words: CasualtyWords, part: str) -> dict[str, QuantityKind]:
    """What became of those of whom a noun or a verb of the pack speaks; ``part`` is "nouns" or "verbs"."""
    lists: dict[QuantityKind, tuple[str, ...]] = {kind: getattr(words, f"{kind.value}_{part}") for kind in FATES}
    return {lemma: kind for kind, lemmas in lists.items() for lemma in lemmas}


class TollReader:
    """Gives the figures of a sentence to its claims."""

    def __init__(self, words: CasualtyWords, dying: tuple[str, ...] = (), kinds: NounKinds | None = None) -> None:
        self._kinds = kinds
        self._dying = frozenset(dying)
        self._killed_nouns = frozenset(words.killed_nouns)
        self._away = frozenset(words.away)
        self._nouns = _by_lemma(words, "nouns")
        self._verbs = _by_lemma(words, "verbs")

    def fate(self, tree: Tree, figure: Figure) -> QuantityKind | None:
        """What the words above the counted noun say of those counted: killed, wounded, captured …"""
        at = self._noun(tree, figure)
        if at is None:
            return None
        direct = self._of_count(tree, at) or self._direct(tree, at)
        if direct is not None:
            return direct
        for c in tree.having(at, "acl", "amod", "acl:relcl"):
            if any("PronType=Rel" not in tree[s].feats for s in tree.having(c, "nsubj", "nsubj:pass")):
                continue  # others than those counted
            kind = self._verbs.get(tree[c].lemma) or self._nouns.get(tree[c].lemma)
            if kind is not None and (tree.is_past_participle(c) or tree[c].pos == "ADJ"):
                return kind
        for _ in range(4):
            if tree[at].lemma in self._nouns and tree[at].pos in ("NOUN", "ADJ"):
                return self._nouns[tree[at].lemma]
            dep, head = tree[at].dep, tree[at].head
            if head == at:
                return None
            if tree[head].lemma in self._verbs and tree[head].pos in ("VERB", "ADJ"):
                return self._of_verb(tree, at, head)
            if dep not in ("compound", "nmod", "conj", "appos", "nummod", "obl", "det", "obj", "nsubj:pass", "nsubj"):
                return None
            if dep in ("obl", "nsubj") and tree[head].pos == "VERB":
                return None
            at = head
        return None

    def _of_count(self, tree: Tree, at: int) -> QuantityKind | None:
        """ "The number of dead has reached 70": whom the subject counts, whatever the verb."""
        while tree[at].dep in ("conj", "appos") and tree[tree[at].head].pos in ("NOUN", "NUM"):
            at = tree[at].head
        head = tree[at].head
        if tree[at].dep not in ("obj", "obl") or tree[head].pos != "VERB" or self._kinds is None:
            return None
        counts = (s for s in tree.having(head, "nsubj") if tree[s].lemma in self._kinds.parts)
        counted = (c for s in counts for c in tree.having(s, "nmod"))
        return next((self._nouns[tree[c].lemma] for c in counted if tree[c].lemma in self._nouns), None)

    def _direct(self, tree: Tree, at: int) -> QuantityKind | None:
        """What the verb says of its own object, or of the subject of its passive; set phrases for dying, of theirs."""
        top = at
        while tree[top].dep == "conj" and tree[tree[top].head].pos in ("NOUN", "PROPN", "NUM"):
            top = tree[top].head
        dep, head = tree[top].dep, tree[top].head
        lemma = tree[head].lemma
        if top == at and lemma in self._verbs and dep in ("obj", "nsubj:pass") and tree[head].pos in ("VERB", "ADJ"):
            return self._verbs[lemma]
        if (
            lemma in self._dying
            and dep in ("nsubj", "obl", "iobj")
            and any(tree[o].lemma in self._killed_nouns for o in tree.having(head, "obj"))
        ):
            return QuantityKind.KILLED
        return None

    def _of_verb(self, tree: Tree, at: int, head: int) -> QuantityKind | None:
        dep = tree[at].dep
        kind = self._verbs[tree[head].lemma]
        if dep in ("obj", "nsubj:pass", "conj", "appos") or (dep == "nsubj" and not tree.having(head, "obj")):
            return kind
        return None

    def _noun(self, tree: Tree, figure: Figure) -> int | None:
        last = tree.token_at(figure.span.end - 1)
        if last is None:
            return tree.token_at(figure.number.start)
        members = tree.within(figure.span)
        tops = [m for m in members if tree[m].head not in members or tree[m].head == m]
        return tops[-1] if tops else last

    def assign(self, scene: Scene, raws: list[Raw]) -> dict[int, tuple[FigureUse, ...]]:
        """The figures of each claim, by the trigger's token."""
        out: dict[int, list[FigureUse]] = {}
        for figure in scene.source.figures:
            at = self._noun(scene.tree, figure)
            if at is None or figure.part_of is not None:
                continue
            kind = figure.kind if figure.kind is not None and not (figure.implicit and figure.kind not in PEOPLE) else None
            if at in scene.things:
                kind = QuantityKind.EQUIPMENT
            elif kind is None and figure.unit == "person":
                kind = self.fate(scene.tree, figure)
            elif kind is QuantityKind.FORCE:
                kind = self.fate(scene.tree, figure) or kind
            elif kind in (QuantityKind.CAPTURED, QuantityKind.DISPLACED):
                kind = self._direct(scene.tree, at) or kind
            elif self._is_setting(scene, figure, at, kind):
                continue
            host = self._host(scene, raws, at, kind, figure)
            if host is None:
                continue
            if kind is None:
                kind = self._by_event(scene.tree, host, at, figure)
            if kind is not None and self._welcome(host, kind, figure):
                out.setdefault(host.trigger.token, []).append(FigureUse(figure, kind))
        return {token: with_parts(tuple(uses), scene.source.figures) for token, uses in out.items()}

    def _is_setting(self, scene: Scene, figure: Figure, at: int, kind: QuantityKind | None) -> bool:
        """A distance that only tells where a place lies, or a duration that is the date of the claim."""
        if kind is QuantityKind.DISTANCE:
            return scene.tree.preposition(at) in self._away
        if kind is QuantityKind.DURATION and scene.tree.having(at, "nmod") and scene.tree.preposition(at):
            return True  # "after years of silence": of another thing
        return (
            kind is QuantityKind.DURATION and figure.min is not None and any(t.overlaps(figure.span) for t in scene.source.times)
        )

    def _by_event(self, tree: Tree, host: Raw, at: int, figure: Figure) -> QuantityKind | None:
        if figure.unit == "item" and not figure.implicit:
            return QuantityKind.EQUIPMENT if figure.kind is QuantityKind.EQUIPMENT else None
        if figure.unit != "person":
            return None
        if at in host.killed:
            return QuantityKind.KILLED
        heads = {p.head for p in (*host.targets, *host.actors)}
        near = (
            at in heads
            or any(h in heads and tree.clause(h) == tree.clause(at) for h in tree.ancestors(at))
            or tree[at].head in (host.trigger.token, host.trigger.anchor)
        )
        if not near:
            return None
        if host.event is Event.KILLING:
            killed = {p.head for p in host.targets} | set(host.trigger.arguments.objects if host.trigger.verb is not None else ())
            return QuantityKind.KILLED if any(at in tree.subtree(k) for k in killed) else None
        kind = FATE_OF_EVENT.get(host.event)
        if kind is QuantityKind.FORCE and figure.implicit:
            return None
        return kind

    def _welcome(self, host: Raw, kind: QuantityKind, figure: Figure) -> bool:
        if figure.implicit and kind not in PEOPLE:
            return False
        return kind not in HOSTS or host.event in HOSTS[kind]

    def _is_of_another(self, scene: Scene, clause: int) -> bool:
        """ "After the crackdown, which left dozens dead": a relative clause tells the toll of its noun, which makes no claim."""
        tree = scene.tree
        noun = tree[clause].head
        if tree[clause].dep != "acl:relcl" or tree[noun].pos != "NOUN" or self._kinds is None:
            return False
        return noun not in scene.names and not self._kinds.of(tree, noun, scene.names)

    def _host(self, scene: Scene, raws: list[Raw], at: int, kind: QuantityKind | None, figure: Figure) -> Raw | None:
        """The claim that the figure belongs to: one over it, else one in its clause, else the nearest that can have it."""
        able = [r for r in raws if kind is None or kind not in HOSTS or r.event in HOSTS[kind]]
        if not able:
            return None
        tree = scene.tree
        clause = tree.clause(at)
        above = [at, *tree.ancestors(at)]
        of_another = self._is_of_another(scene, clause)
        if of_another:
            above = above[: above.index(clause) + 1]
        for a in above:
            for raw in able:
                if a in (raw.trigger.token, raw.trigger.anchor) or a in raw.absorbed:
                    return raw
        beside = [r for r in able if r.trigger.verb is not None and tree[r.trigger.token].head == at]
        if beside:
            return beside[0]
        here = [r for r in able if r.clause == clause]
        if (of_another or kind in (QuantityKind.DURATION, QuantityKind.DISTANCE)) and not here:
            return None
        pool = here or (able if kind in PEOPLE or kind in (QuantityKind.AREA, QuantityKind.MONEY) else [])
        return min(pool, key=lambda r: abs(r.trigger.token - at)) if pool else None


def with_parts(uses: tuple[FigureUse, ...], figures: Sequence[Figure]) -> tuple[FigureUse, ...]:
    """Each count of people with its parts behind it ("52, of whom 30 …"): they share its kind unless they have their own."""
    out: list[FigureUse] = []
    for use in uses:
        out.append(use)
        parts = [f for f in figures if f.part_of == use.figure.span and not f.implicit] if use.kind in PEOPLE else []
        out += [FigureUse(part, part.kind or use.kind) for part in parts if (part.kind or use.kind) is use.kind]
    return tuple(out)

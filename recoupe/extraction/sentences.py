"""The claims of one sentence: triggers, roles, merging, figures, means, places and times put together as drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from recoupe.extraction.arguments import Hints
from recoupe.extraction.drafts import STRIKING, Draft, Raw, Scene, SentenceInput
from recoupe.extraction.heads import as_people, is_known_group, own_demonym, participants_of, phrases_of
from recoupe.extraction.kinds import NounKinds
from recoupe.extraction.merging import merged
from recoupe.extraction.mood import MoodReader
from recoupe.extraction.participants import Participant, Participants, PhraseWords
from recoupe.extraction.placing import attach_places, attach_time, points_to_place
from recoupe.extraction.roles import Roles, matches, noun_roles, verb_roles, with_aims
from recoupe.extraction.telling import clause_of, is_told
from recoupe.extraction.tolls import TollReader
from recoupe.extraction.tree import Tree
from recoupe.extraction.triggers import TriggerFinder
from recoupe.extraction.view import Trigger, View
from recoupe.language.lexicon import Lexicon
from recoupe.language.schema_events import EventWords, Kind, MeansWords, Slot
from recoupe.language.schema_speech import ModalityWords
from recoupe.model import Event, Means, MeansMention, Name, NameKind, Span

MEANS_EVENTS = STRIKING | {Event.OFFENSIVE, Event.PROTEST, Event.SEXUAL_VIOLENCE}
"""Events of which the tools are told; elsewhere weapons are what is held, moved, given or lost."""
STATES = frozenset({Event.HOLD, Event.SIEGE})
"""What lasts: told in the present it is so when the report is written, whatever day was told before."""
PEOPLE_EVENTS = frozenset({Event.KILLING, Event.ABDUCTION, Event.ARREST, Event.DISPLACEMENT, Event.SEXUAL_VIOLENCE})
"""Events that befall people, whatever nation they are of."""
CONCRETE = frozenset({Kind.SITE, Kind.GROUND, Kind.PLACE, Kind.ACTOR, Kind.CIVILIAN, Kind.MEANS})


@dataclass(frozen=True)
class GrammarWords:
    """All that the reading of a sentence needs from the packs."""

    events: EventWords
    modality: ModalityWords
    kinds: NounKinds
    phrases: PhraseWords
    hints: Hints


class SentenceReader:
    """Reads the drafts of one sentence. Built once for a pack."""

    def __init__(self, words: GrammarWords, moods: MoodReader) -> None:
        self.words = words
        self._triggers = TriggerFinder(words.events)
        self._moods = moods
        self._tolls = TollReader(words.events.casualties, words.events.aftermath.dying, words.kinds)
        self._means = {lemma: m for m in words.events.means for lemma in m.lemmas}
        self._means_by_id = {m.id: m for m in words.events.means}
        self._means_phrases: Lexicon[MeansWords] = Lexicon((p, m) for m in words.events.means for p in m.phrases)
        self._hints = words.hints
        self._seen: tuple[Scene, View, Participants] | None = None
        """The scene that was asked about last, with what reads it: both remember what they worked out."""

    def scene(self, text: str, source: SentenceInput, *, after_things: bool = False) -> Scene:
        """``after_things``: what the sentence before counted last are weapons."""
        tree = Tree(source.tokens, self._hints.contractions)
        starts = {t.span.start: i for i, t in enumerate(source.tokens)}
        names = {starts[n.span.start]: n for n in source.names if n.span.start in starts}
        things, last = self._things(tree, names, after_things)
        return Scene(text, source, tree, names, things, last)

    def _things(self, tree: Tree, names: Mapping[int, Name], last: bool) -> tuple[frozenset[int], bool]:
        """The numbers that stand alone behind a counted weapon, and whether weapons were counted last."""
        found = []
        for i, token in enumerate(tree.tokens):
            if token.pos == "NUM" and last and token.dep in ("nsubj", "nsubj:pass", "obj"):
                found.append(i)
            elif token.pos == "NOUN" and tree.having(i, "nummod"):
                kinds = self.words.kinds.of(tree, i, names)
                last = bool(kinds & {Kind.MEANS, Kind.EQUIPMENT}) and not kinds & {Kind.ACTOR, Kind.CIVILIAN}
        return frozenset(found), last

    def view(self, scene: Scene) -> View:
        return self._of(scene)[1]

    def participants(self, scene: Scene) -> Participants:
        return self._of(scene)[2]

    def _of(self, scene: Scene) -> tuple[Scene, View, Participants]:
        seen = self._seen
        if seen is None or seen[0] is not scene:
            view = View(scene.tree, scene.names, self.words.kinds, self._hints, scene.things)
            seen = self._seen = scene, view, Participants(scene.text, scene.tree, scene.names, self.words.phrases)
        return seen

    def read(self, scene: Scene, number: int) -> tuple[Draft, ...]:
        """Drafts in order of the text. Speakers, pronouns and dates carried over come later."""
        view, reader = self.view(scene), self.participants(scene)
        triggers = self._triggers.find(view)
        raws = [self._raw(scene, view, reader, t) for t in triggers]
        raws = merged(view, raws, (self.words.events.light, self.words.events.casualties, self.words.modality))
        figures = self._tolls.assign(scene, raws)
        places = attach_places(scene, view, raws)
        drafts = []
        for raw in raws:
            token = raw.trigger.token
            draft = self._draft(scene, number, raw)
            when = attach_time(scene, raw, self._hints)
            draft = replace(draft, figures=figures.get(token, ()), places=places.get(token, ()), time=when)
            if self._is_told(scene, raw, draft):
                drafts.append(draft)
        return tuple(drafts)

    def _is_told(self, scene: Scene, raw: Raw, draft: Draft) -> bool:
        words = self.words.modality
        return is_told(
            scene,
            raw,
            draft,
            demonstratives=words.demonstratives,
            possessives=words.possessives,
            claiming=self._hints.claiming,
        )

    def _raw(self, scene: Scene, view: View, reader: Participants, trigger: Trigger) -> Raw:
        roles = self._roles(view, trigger)
        actors = participants_of(reader, roles.actors)
        if not actors and roles.own_demonym and trigger.event is not Event.PROTEST:
            actors = own_demonym(reader, trigger.token)
        targets = tuple(t for t in participants_of(reader, roles.targets) if t.span not in {a.span for a in actors})
        if trigger.event in PEOPLE_EVENTS:
            targets = targets or tuple(p for h in roles.targets for p in reader.people(h))
            targets = tuple(as_people(view, t) for t in targets)
        anchor = roles.governor if roles.governor is not None else trigger.anchor
        means = self._means_of(scene, trigger, anchor, targets) if trigger.event in MEANS_EVENTS else ()
        means = means or self._own_means(scene.tree, trigger)
        event = self._refined(trigger, means)
        told = (phrases_of(reader, roles.actors), phrases_of(reader, roles.targets))
        return Raw(trigger, roles, clause_of(scene.tree, anchor), actors, targets, means, event, *told)

    def _roles(self, view: View, trigger: Trigger) -> Roles:
        if trigger.verb is not None:
            found = verb_roles(view, trigger, trigger.verb)
        else:
            assert trigger.noun is not None
            found = noun_roles(view, trigger, trigger.noun, self.words.events.light)
        return with_aims(view, trigger, found)

    # ------------------------------------------------------------ means

    def _refined(self, trigger: Trigger, means: tuple[MeansMention, ...]) -> Event:
        """A vague attack made with a known means, or what a weapon does as the subject, is the event of that means."""
        wields = trigger.verb is not None and Kind.MEANS in trigger.verb.subject
        told = {self._means_by_id[m.id].event for m in means}
        if Event.CHEMICAL in told and trigger.event in STRIKING:
            return Event.CHEMICAL
        if trigger.event is Event.SHELLING and Event.STRIKE in told and Event.SHELLING not in told:
            return Event.STRIKE  # drones are "fired", bombs from the air "fall"
        if trigger.event is not Event.ATTACK and not wields:
            return trigger.event
        for mention in means:
            words = self._means_by_id[mention.id]
            event = (words.alone or words.event) if wields else words.event
            if event is not None:
                return event
        return trigger.event

    def _own_means(self, tree: Tree, trigger: Trigger) -> tuple[MeansMention, ...]:
        """The means that the word itself implies, where none is told."""
        frame = trigger.verb or trigger.noun
        own = frame.means if frame is not None else None
        if own is None and trigger.event is Event.CHEMICAL:
            own = Means.CHEMICAL
        return (MeansMention(own, tree[trigger.token].span),) if own is not None else ()

    def _means_of(
        self, scene: Scene, trigger: Trigger, anchor: int, targets: tuple[Participant, ...]
    ) -> tuple[MeansMention, ...]:
        tree = scene.tree
        barred = self._acted_upon(tree, trigger, targets)
        alone = trigger.verb is None and anchor == trigger.token and not tree.is_verbless()
        around = () if alone else tree.members(tree.clause(anchor))
        area = {i for i in (*around, *tree.subtree(trigger.token)) if i not in barred}
        found: dict[str, MeansMention] = {}
        covered: list[Span] = []
        if not area:
            return ()
        span = tree.span(sorted(area))
        for hit in self._means_phrases.find(span.of(scene.text)):
            at = tree.token_at(span.start + hit.start)
            if at in area:
                covered.append(Span(span.start + hit.start, span.start + hit.end))
                for words in hit.values:
                    found.setdefault(words.id, MeansMention(words.id, Span(span.start + hit.start, span.start + hit.end)))
        for i in sorted(area):
            words_here = self._weapon(scene, i)
            if words_here is not None and not any(c.covers(tree[i].span) for c in covered):
                found.setdefault(words_here.id, MeansMention(words_here.id, tree[i].span))
        return tuple(found.values())

    def _acted_upon(self, tree: Tree, trigger: Trigger, targets: tuple[Participant, ...]) -> set[int]:
        """Tokens of what is struck, in which a weapon is no tool; what is fired or dropped is one."""
        barred = {i for t in targets for i in tree.subtree(t.head)}
        frame = trigger.verb
        if frame is not None and frame.target is Slot.SUBJECT:
            barred.update(i for s in trigger.arguments.subjects for i in tree.subtree(s))
        if frame is None or frame.noun or Kind.MEANS in frame.object or frame.event not in STRIKING:
            return barred
        own = set(tree.subtree(trigger.token))
        for o in trigger.arguments.objects:
            barred.update(k for k in tree.subtree(o) if o in own or k not in own)
        if not trigger.arguments.passive:
            at = trigger.token
            barred.update(
                i
                for i in tree.subtree(at)
                if i > at
                and tree[i].dep in ("obj", "nmod", "appos", "conj")
                and not tree.having(i, "case")
                and tree.clause(i) == tree.clause(at)
            )
        return barred

    def _weapon(self, scene: Scene, i: int) -> MeansWords | None:
        """The means that the word ``i`` names; forces named for their weapon ("aviation") name it too."""
        tree = scene.tree
        name = scene.names.get(i)
        if name is not None:
            if NameKind.ACTOR not in name.kinds:
                return None
            first = tree[i].text.split()[0].lower()
            return self._means.get(first)
        words = self._means.get(tree[i].lemma) if tree[i].pos != "VERB" else None
        if words is None or (words.unless and any(tree[c].lemma in words.unless for c in tree.subtree(i))):
            return None
        return words

    # ------------------------------------------------------------ drafts

    def _draft(self, scene: Scene, number: int, raw: Raw) -> Draft:
        tree = scene.tree
        mood = self._moods.read(tree, raw.trigger.anchor, raw.roles.governor, raw.event)
        trigger = tree[raw.trigger.token].span
        return Draft(
            number,
            raw.event,
            trigger,
            self._evidence(scene, raw),
            raw.clause,
            raw.trigger.token,
            mood,
            raw.actors,
            raw.targets,
            means=raw.means,
            actor_words=raw.actor_words,
            target_words=raw.target_words,
            modality=mood.modality,
            polarity=mood.polarity,
            reasons=mood.reasons,
            missing_actor=self._stand_ins(scene, raw.roles.actors) if not raw.actors else (),
            missing_target=(self._stand_ins(scene, raw.roles.targets) or self._whose(tree, raw)) if not raw.targets else (),
            ours=self._ours(tree, raw.roles.actors),
            points_to_place=points_to_place(tree, raw.trigger.anchor, self._hints),
            verb=raw.trigger.verb is not None,
            concrete=self._is_concrete(scene, raw),
            somebody=self._is_somebody(scene, raw),
            ground=self._is_ground(scene, raw),
            generic=self._is_generic(tree, raw) or self._elsewhere(tree),
            circumstance=raw.trigger.verb is None and raw.roles.governor is None,
            happens=raw.trigger.noun is not None
            and raw.roles.governor is not None
            and tree[raw.roles.governor].lemma in self.words.events.light.occur,
            topical=self._is_topical(tree, raw),
            background=_is_background(tree, raw),
            absorbed=raw.absorbed,
            counted=raw.trigger.verb is None and bool(tree.having(raw.trigger.token, "nummod")),
            timeless=(self.words.modality.timeless_present or self._lasts(tree, raw))
            and _is_present(tree, raw.trigger.anchor, raw.roles.governor),
            elided=not raw.actors and self._is_elided(tree, raw),
        )

    def _lasts(self, tree: Tree, raw: Raw) -> bool:
        """A state that is told in the simple present."""
        return raw.event in STATES and not tree.having(raw.trigger.anchor, "aux:tense")

    def _is_concrete(self, scene: Scene, raw: Raw) -> bool:
        view, its = self.view(scene), raw.trigger.arguments
        if raw.trigger.noun is not None and raw.roles.governor is not None:
            its = view.arguments(raw.roles.governor)
            told = scene.tree[raw.trigger.token].dep == "nsubj" or scene.tree[raw.roles.governor].dep == "acl:relcl"
            return told and any(view.kind(o) & {Kind.SITE, Kind.GROUND} for o in (*its.objects, *(o for _, o in its.obliques)))
        return any(view.kind(i) & CONCRETE for i in (*its.objects, *its.subjects, *raw.trigger.complement))

    def _is_somebody(self, scene: Scene, raw: Raw) -> bool:
        view, tree = self.view(scene), scene.tree
        return any(
            tree[i].pos == "PROPN" or (Kind.CIVILIAN in view.kind(i) and tree.feat(i, "Number") == "Sing")
            for i in raw.trigger.arguments.objects
        )

    def _is_topical(self, tree: Tree, raw: Raw) -> bool:
        """What a text is about, or a title inside a sentence ("our special coverage Uprising in X")."""
        at = raw.trigger.token
        token, head = tree[at], tree[tree[at].head]
        titled = token.text.istitle() and token.dep in ("appos", "nmod") and head.pos == "NOUN" and head.text.islower()
        return raw.trigger.verb is None and (titled or any(
            matches(tree.preposition(k), self.words.events.light.topics)
            for k in (at, *tree.ancestors(at))
            if tree[k].pos == "NOUN" and tree[k].dep in ("nmod", "obl") and tree.clause(k) == tree.clause(at)
        ))

    def _elsewhere(self, tree: Tree) -> bool:
        return any(t.lemma in self.words.events.kinds.elsewhere for t in tree.tokens if t.pos == "NOUN")

    def _is_ground(self, scene: Scene, raw: Raw) -> bool:
        view, its = self.view(scene), raw.trigger.arguments
        held = raw.trigger.verb is not None and raw.trigger.verb.actor is not Slot.SUBJECT
        around = (*its.objects, *raw.trigger.complement, *(o for _, o in its.obliques), *(its.subjects if held else ()))
        return any(view.kind(i) & {Kind.SITE, Kind.GROUND, Kind.PLACE} for i in around)

    def _is_generic(self, tree: Tree, raw: Raw) -> bool:
        """ "To attack an embassy is to attack a country": a bare infinitive that no verb governs tells no happening."""
        at = raw.trigger.anchor
        generic = frozenset(self.words.modality.generic) - frozenset(self.words.modality.negations)
        if raw.trigger.noun is not None and [tree[d].text.lower() in generic for d in tree.having(at, "det")] == [True]:
            return True
        return (
            tree[at].dep in ("root", "csubj", "dep")
            and "VerbForm=Inf" in tree[at].feats
            and (bool(tree.having(at, "cop")) or not tree.having(at, "nsubj", "aux:tense", "aux:caus"))
        )

    def _stand_ins(self, scene: Scene, heads: tuple[int, ...]) -> tuple[int, ...]:
        """Pronouns among ``heads``, and possessives on nouns that stand for their owner."""
        tree, words = scene.tree, self.words.phrases
        out = []
        for h in heads:
            if (tree[h].pos == "PRON" and tree[h].text.lower() in words.pronouns) or is_known_group(tree, h, words):
                out.append(h)
            elif tree[h].lemma in words.kinds.carriers or tree[h].lemma in words.armed:
                out += [
                    c
                    for c in tree.having(h, "det", "nmod:poss", "nummod")
                    if not words.possessives.isdisjoint(tree[c].text.lower().split())
                ]
        return tuple(out)

    def _whose(self, tree: Tree, raw: Raw) -> tuple[int, ...]:
        """ "His arrest": the possessive on a noun for what is done to people."""
        noun = raw.trigger.noun
        if noun is None or raw.event not in PEOPLE_EVENTS or noun.genitive is not Slot.OBJECT:
            return ()
        if tree.feat(raw.trigger.token, "Number") == "Plur":
            return ()  # "their dead": people, not what was done to them
        own = self.words.phrases.possessives
        return tuple(c for c in tree.having(raw.trigger.token, "det", "nmod:poss") if tree[c].text.lower() in own)

    def _ours(self, tree: Tree, heads: tuple[int, ...]) -> Span | None:
        """The pronoun, or the possessive beside a force, of the first person."""
        own, words = self.words.modality.first_person, self.words.phrases
        for h in heads:
            if tree[h].pos == "PRON" and tree[h].text.lower() in own:
                return tree[h].span
            if tree[h].lemma in words.kinds.carriers or tree[h].lemma in words.armed:
                for c in tree.having(h, "det", "nmod:poss"):
                    if tree[c].text.lower() in own:
                        return tree[c].span
        return None

    def _is_elided(self, tree: Tree, raw: Raw) -> bool:
        if raw.trigger.verb is None or raw.trigger.arguments.passive:
            return False
        return any("VerbForm=Inf" in tree[g].feats for g in tree.having(raw.trigger.anchor, "aux:tense"))

    def _evidence(self, scene: Scene, raw: Raw) -> Span:
        """The clause of the trigger without clauses coordinated with it; a mere circumstance has its own phrase."""
        tree = scene.tree
        if raw.trigger.verb is None and raw.roles.governor is None:
            return tree.span(self._trimmed(tree, tree.subtree(raw.trigger.token)))
        head = raw.clause if raw.trigger.token in tree.subtree(raw.clause) else raw.trigger.token
        apart: set[int] = set()
        for c in tree.children[head]:
            if tree[c].dep in ("conj", "parataxis") and tree[c].pos == "VERB" and raw.trigger.token not in tree.subtree(c):
                apart.update(tree.subtree(c))
        members = [i for i in tree.subtree(head) if i not in apart]
        at = members.index(raw.trigger.token) if raw.trigger.token in members else 0
        low = high = at
        while low > 0 and members[low - 1] >= members[low] - 1:
            low -= 1
        while high + 1 < len(members) and members[high + 1] <= members[high] + 1:
            high += 1
        return tree.span(self._trimmed(tree, members[low : high + 1]))

    def _trimmed(self, tree: Tree, members: list[int]) -> list[int]:
        while len(members) > 1 and tree[members[0]].pos in ("PUNCT", "CCONJ"):
            members = members[1:]
        while len(members) > 1 and tree[members[-1]].pos in ("PUNCT", "CCONJ"):
            members = members[:-1]
        return members


def _is_present(tree: Tree, i: int, governor: int | None) -> bool:
    """Whether the finite verb over a word, or its auxiliary, is in the present."""
    at = governor if governor is not None else i
    for a in (at, *tree.ancestors(at)):
        finite = [k for k in (a, *tree.having(a, "aux:tense", "aux:pass", "cop")) if "VerbForm=Fin" in tree[k].feats]
        if finite:
            return any("Tense=Pres" in tree[k].feats for k in finite)
    return False


def _is_background(tree: Tree, raw: Raw) -> bool:
    anchor = raw.trigger.anchor
    already = any("Tense=Imp" in tree[c].feats for c in tree.having(anchor, "aux:tense"))
    return already or any(_is_relative(tree, c) for c in (raw.clause, *tree.ancestors(raw.clause)))


def _is_relative(tree: Tree, i: int) -> bool:
    """A relative clause, or what the parse took for a participle though it has a subject of its own."""
    return tree[i].dep == "acl:relcl" or (tree[i].dep == "acl" and bool(tree.having(i, "nsubj")))

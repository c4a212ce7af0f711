"""The drafts of a whole report: sentence by sentence, with speakers, quotations and what is carried over."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from recoupe.extraction.aftermath import AftermathReader, Told
from recoupe.extraction.drafts import Draft, Scene, SentenceInput
from recoupe.extraction.memory import Memory, last_named
from recoupe.extraction.mood import MoodReader
from recoupe.extraction.negation import Negation
from recoupe.extraction.participants import Participant
from recoupe.extraction.quotes import find_quotes
from recoupe.extraction.sentences import GrammarWords, SentenceReader
from recoupe.extraction.speech import Source, SpeechAct, SpeechReader
from recoupe.extraction.telling import SPEECH_EVENTS
from recoupe.extraction.tree import Tree
from recoupe.language.schema_speech import AttributionWords
from recoupe.model import ActorPhrase, Event, Mark, MarkKind, Modality, Name, NameKind, Reason, Span

NEAR_QUOTE = 160
"""Characters around a quotation in which its speaker is looked for."""
_HANDLE = re.compile(r"^\s*(@\w+)\s*[:,]")
_SIGNED = re.compile(r"\s*[—–-]\s*([^\W\d_a-z][^\n,.;:«»\"“”]{2,60}?)[ \t]*(?=,|\n|$)")
"""A signature behind a quotation: a dash and a name."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A speech act with the sentence that it stands in, and where its cue is in the text."""

    sentence: int
    act: SpeechAct
    cue: Span


class ClaimReader:
    """Reads a report's sentences into drafts. Built once for a pack."""

    def __init__(self, words: GrammarWords, attribution: AttributionWords, verb_lemma: Callable[[str], str] = str) -> None:
        self._words = words
        self._attribution = attribution
        self._sentences = SentenceReader(words, MoodReader(words.modality, attribution, words.events.light))
        self._speech = SpeechReader(attribution, verb_lemma, Negation(words.modality))
        self._aftermath = AftermathReader(words.events.aftermath, words.events.casualties, attribution)

    def read(
        self, text: str, sentences: Sequence[SentenceInput], marks: Sequence[Mark] = ()
    ) -> tuple[tuple[Draft, ...], tuple[Spoken, ...]]:
        """Drafts in order of the text, and who speaks in it. ``sentences`` are those that were parsed; opinion marks silence
        what they cover."""
        quotes = find_quotes(text, self._attribution)
        memory = Memory(self._words.phrases)
        told: list[Told] = []
        spoken: list[Spoken] = []
        for number, source in enumerate(sentences):
            scene = self._sentences.scene(text, source, after_things=bool(told) and told[-1].scene.ends_on_things)
            view, reader = self._sentences.view(scene), self._sentences.participants(scene)
            drafts = list(self._sentences.read(scene, number))
            memory.note(scene, number, view, reader)
            acts = tuple(self._with_names(a, scene, number, memory) for a in self._speech.find(view, reader))
            memory.note_speakers(scene, number, (s for a in acts for s in a.sources))
            drafts = [memory.resolve(d, scene) for d in drafts]
            memory.note_pronouns(scene, number, drafts)
            spoken += [Spoken(number, a, _cue(scene, a)) for a in acts]
            drafts = [self._said(scene, d, acts) for d in drafts]
            told.append(Told(scene, tuple(_without_frames(drafts, acts)), view, reader, acts))
        opinions = [m.span for m in marks if m.kind is MarkKind.OPINION]
        out = []
        for scene, drafts in self._aftermath.settle(told):
            for draft in drafts:
                if any(o.covers(draft.trigger) for o in opinions):
                    continue
                draft = self._quoted(text, scene, draft, quotes, spoken)
                inside = any(q.covers(draft.trigger) for q in quotes)
                out.append(_as_ours(draft, None if inside else memory.issuer()))
        return tuple(out), tuple(spoken)

    # ------------------------------------------------------------ speakers

    def _said(self, scene: Scene, draft: Draft, acts: tuple[SpeechAct, ...]) -> Draft:
        """Add the speakers in whose words the claim stands, nearest first."""
        reader = self._sentences.participants(scene)
        if draft.event in SPEECH_EVENTS and not draft.sources:
            draft = replace(draft, sources=self._own_speaker(scene, draft, acts))
        for act in _around(draft, acts):
            known = {x.span for x in draft.sources}
            sources = tuple(s for s in act.sources if s.span not in known)
            draft = replace(draft, sources=(*draft.sources, *sources))
            blamed = act.kind == "accuse" and act.blamed and _is_blamed_for(scene.tree, draft, act)
            if blamed and {a.span for a in draft.actors} <= {x.span for x in act.sources}:
                named = tuple(p for b in act.blamed for p in reader.read(b))
                draft = replace(draft, actors=named, actor_words=tuple(reader.span(b) for b in act.blamed))
            dead = scene.tree[draft.token].lemma in self._words.events.casualties.killed_nouns  # a toll of what is told elsewhere
            if act.kind == "claim" and not draft.actors and act.sources and not dead:
                draft = replace(draft, actors=tuple(_as_participant(s) for s in sources))
            if act.kind == "deny" and draft.modality is Modality.ASSERTED:
                draft = replace(draft, modality=Modality.DENIED)
            if act.kind == "deny" and not draft.verb and not draft.actors and sources and draft.event not in SPEECH_EVENTS:
                draft = replace(draft, actors=(_as_participant(sources[0]),))
        return replace(draft, sources=self._without_anybody(scene, draft.sources))

    def _without_anybody(self, scene: Scene, sources: tuple[Source, ...]) -> tuple[Source, ...]:
        """ "On indique de source militaire": a pronoun for anybody says nothing beside a source."""
        return tuple(s for s in sources if s.phrase.text.lower() not in self._attribution.indefinite)

    def _own_speaker(self, scene: Scene, draft: Draft, acts: tuple[SpeechAct, ...]) -> tuple[Source, ...]:
        """Who makes a statement or an accusation; whoever threatens is the actor alone."""
        if draft.event is Event.THREAT:
            return ()
        for act in acts:
            if act.verb == draft.token:
                return act.sources
        cue = scene.tree[draft.token].span
        return tuple(Source(p.span, p.phrase, cue, p.head) for p in draft.actors[:1])

    def _with_names(self, act: SpeechAct, scene: Scene, number: int, memory: Memory) -> SpeechAct:
        """Pronouns and nouns that point back are given the phrase that they stand for."""
        return replace(act, sources=tuple(self._named(s, scene, number, memory) for s in act.sources))

    def _named(self, source: Source, scene: Scene, number: int, memory: Memory) -> Source:
        tree = scene.tree
        word = tree[source.head].text.lower()
        if word in self._attribution.latter:
            last = last_named(self._sentences.view(scene), source.head)
            found = (
                self._sentences.participants(scene).phrase(last)
                if last is not None
                else memory.speaker(scene, number, source.head)
            )
        elif source.pronoun:
            found = memory.speaker(scene, number, source.head)
        elif self._speaks_for_another(tree, source):
            found = memory.group(scene, number, source.head)
        elif self._points_back(tree, source):
            armed = any(m in self._words.phrases.armed for m in source.phrase.modifiers) and not self._is_possessed(tree, source)
            found = memory.group(scene, number, source.head, stateless=armed)
        else:
            return source
        return replace(source, phrase=found, pronoun=False) if found is not None else source

    def _points_back(self, tree: Tree, source: Source) -> bool:
        """ "The movement": a noun for a group that says nothing of who it is, and counts nobody."""
        if source.phrase.names or source.phrase.countries or not source.phrase.definite:
            return False
        if source.phrase.plural and self._words.phrases.indefinite and not tree.having(source.head, "det"):
            return False  # "officials": some of them
        return tree[source.head].lemma in self._words.kinds.weak and not tree.having(source.head, "nummod", "nmod")

    def _speaks_for_another(self, tree: Tree, source: Source) -> bool:
        """ "Their spokesman", of whom no name is told."""
        words = self._words.phrases
        if source.phrase.names or source.phrase.countries or tree[source.head].lemma not in words.spokespersons:
            return False
        return self._is_possessed(tree, source)

    def _is_possessed(self, tree: Tree, source: Source) -> bool:
        own = self._words.phrases.possessives
        return any(tree[d].text.lower() in own for d in tree.having(source.head, "det", "nmod:poss"))

    def _quoted(self, text: str, scene: Scene, draft: Draft, quotes: tuple[Span, ...], spoken: list[Spoken]) -> Draft:
        """A claim inside a quotation belongs to whoever speaks beside it, in this sentence or the next ones."""
        if draft.sources:
            return draft
        handle = _handle_before(text, scene)
        if handle is not None:
            return replace(draft, sources=(handle,))
        led = _led_in(text, scene, spoken)
        if led:
            return replace(draft, sources=led)
        inside = next((q for q in quotes if q.covers(draft.trigger) and len(q) > 25), None)
        if inside is None:
            return draft
        signed = _signature(text, inside)
        if signed is not None:
            return replace(draft, sources=(signed,))
        sources = speakers_beside(inside, spoken)
        if not sources:
            return draft
        return replace(draft, sources=sources, reasons=(*draft.reasons, Reason("inside a quotation", 0.0)))


def speakers_beside(quote: Span, spoken: Sequence[Spoken]) -> tuple[Source, ...]:
    """Who speaks nearest to a quotation."""
    near = [
        s
        for s in spoken
        if s.act.verb is not None and s.act.sources and not quote.covers(s.cue) and _gap(s.cue, quote) <= NEAR_QUOTE
    ]
    return min(near, key=lambda s: _gap(s.cue, quote)).act.sources if near else ()


def _as_ours(draft: Draft, issuer: Participant | None) -> Draft:
    """ "Our forces": those of whoever speaks, where the speaker is a body or speaks for one; of ``issuer``, the body whose
    statement the report is, where nobody speaks."""
    if draft.ours is None:
        return draft
    speaker = next((s for s in draft.sources if s.phrase.names or s.phrase.countries), None)
    if speaker is None and not draft.sources and issuer is not None:
        actor = Participant(draft.ours, issuer.phrase, issuer.head, antecedent=issuer.span)
        return replace(draft, actors=(actor,), reasons=(*draft.reasons, Reason("the side of whoever issues the report", -0.08)))
    if speaker is None:
        ours = draft.ours
        return replace(draft, actors=tuple(a for a in draft.actors if not a.span.covers(ours)))
    actor = Participant(draft.ours, speaker.phrase, speaker.head, antecedent=speaker.span)
    return replace(draft, actors=(actor,), reasons=(*draft.reasons, Reason("the speaker's own side", -0.05)))


def _around(draft: Draft, acts: tuple[SpeechAct, ...]) -> list[SpeechAct]:
    """The acts that a claim stands in: a source's source first, then by the words they cover; who passes it on comes last."""
    rank = {"cite": 0, "relay": 2}
    within = [a for a in acts if draft.token in a.scope and a.verb != draft.token]
    counted = [a for a in acts if a not in within and a.kind == "say" and any(k in a.scope for k in draft.absorbed)]
    return sorted(within, key=lambda a: (rank.get(a.kind, 1), len(a.scope))) + counted


def _is_blamed_for(tree: Tree, draft: Draft, act: SpeechAct) -> bool:
    """Whether the claim is what somebody is blamed for, and not a word in a clause about one of those blamed."""
    path = (draft.token, *tree.ancestors(draft.token))
    above = path[: path.index(act.verb)] if act.verb in path else path
    return not any(tree[a].dep in ("acl:relcl", "acl") for a in above[1:]) and tree[draft.token].dep != "acl:relcl"


def _cue(scene: Scene, act: SpeechAct) -> Span:
    return scene.tree[act.verb].span if act.verb is not None else act.sources[0].cue


def _gap(a: Span, b: Span) -> int:
    return max(0, b.start - a.end, a.start - b.end)


def _as_participant(source: Source) -> Participant:
    return Participant(source.span, source.phrase, source.head)


def _without_frames(drafts: list[Draft], acts: tuple[SpeechAct, ...]) -> list[Draft]:
    """Blame, threat and speech that only frame another claim are its attribution, not claims of their own."""
    out = []
    for draft in drafts:
        if draft.event in SPEECH_EVENTS:
            scopes = [a.scope for a in acts if a.verb == draft.token]
            framed = any(d.token in scope for scope in scopes for d in drafts if d is not draft)
            governed = any(d is not draft and d.modality is Modality.THREATENED for d in drafts) and draft.event is Event.THREAT
            if framed or governed:
                continue
        out.append(draft)
    return out


def _signature(text: str, quote: Span) -> Source | None:
    """ "« … » — X, spokesman": whoever signs a quotation."""
    match = _SIGNED.match(text, quote.end)
    if match is None or (not match[1].istitle() and " " not in match[1]):
        return None
    span = Span(match.start(1), match.end(1))
    name = Name(span, match[1], (NameKind.PERSON,))
    return Source(span, ActorPhrase(span, match[1], match[1], (name,)), span, 0)


def _led_in(text: str, scene: Scene, spoken: list[Spoken]) -> tuple[Source, ...]:
    """Who speaks at the end of the paragraph before, where it ends in a colon ("X explains:"): this paragraph is theirs."""
    before = text[: text.rfind("\n", 0, scene.source.span.start) + 1].rstrip()
    if not before.endswith(":"):
        return ()
    start = max(before.rfind("\n") + 1, len(before) - NEAR_QUOTE)
    acts = [s for s in spoken if s.act.kind == "say" and s.act.verb is not None and s.act.sources]
    said = [s for s in acts if start <= s.cue.start < len(before)]
    return max(said, key=lambda s: s.cue.start).act.sources if said else ()


def _handle_before(text: str, scene: Scene) -> Source | None:
    """ "@name: …" at the start of the paragraph: whoever posts under that name speaks."""
    start = text.rfind("\n", 0, scene.source.span.start) + 1
    match = _HANDLE.match(text[start : scene.source.span.end])
    if match is None:
        return None
    span = Span(start + match.start(1), start + match.end(1))
    name = Name(span, match[1], (NameKind.PERSON,))
    return Source(span, ActorPhrase(span, match[1], match[1], (name,)), span, 0)

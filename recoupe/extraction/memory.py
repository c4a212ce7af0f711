"""Who was spoken of before: antecedents of pronouns, possessives and elided subjects within a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from recoupe.extraction.drafts import Draft, Scene
from recoupe.extraction.participants import Participant, Participants, PhraseWords
from recoupe.extraction.tree import Tree
from recoupe.extraction.triggers import View
from recoupe.language.schema_events import Kind
from recoupe.model import NameKind, Reason, Span

REACH = 2
"""Sentences back in which an antecedent is looked for."""


@dataclass(frozen=True, slots=True)
class Topic:
    """An actor that was named as the subject of a clause (or as a speaker)."""

    sentence: int
    paragraph: int
    token: int
    participant: Participant
    plural: bool
    person: bool
    gender: str | None = None
    """Of a common noun; None for names, whose gender the grammar does not know."""
    agent: bool = False
    """Named as the agent of a passive, not as a subject."""


class Memory:
    """Actors in the order in which the report names them as subjects."""

    def __init__(self, words: PhraseWords) -> None:
        self._words = words
        self._topics: list[Topic] = []

    def note(self, scene: Scene, number: int, view: View, reader: Participants) -> None:
        """Remember the subjects of a sentence."""
        tree = scene.tree
        for i, token in enumerate(tree.tokens):
            if token.dep in ("nsubj", "nsubj:pass", "obl:agent") and token.pos != "PRON":
                found = reader.read(i)
                plural = len(found) > 1 or any(p.phrase.plural for p in found) or _is_plural(tree, i)
                gender = tree.feat(i, "Gender") if token.pos == "NOUN" else None
                for p in found:
                    if p.civilian and Kind.ACTOR not in view.kind(p.head):
                        continue
                    person = p.head in scene.names and NameKind.PERSON in scene.names[p.head].kinds
                    self._topics.append(Topic(number, scene.source.paragraph, i, p, plural, person, gender, token.dep == "obl:agent"))

    def resolve(self, draft: Draft, scene: Scene) -> Draft:
        """Fill the roles that pronouns and possessives stand for, and an elided subject, where the evidence is good."""
        if draft.missing_actor and not draft.actors:
            draft = self._filled(draft, scene, draft.missing_actor, "actors")
        if draft.missing_target and not draft.targets:
            draft = self._filled(draft, scene, draft.missing_target, "targets")
        if draft.elided and not draft.actors and not draft.missing_actor:
            draft = self._elided(draft, scene)
        return draft

    def _filled(self, draft: Draft, scene: Scene, tokens: tuple[int, ...], role: str) -> Draft:
        token = tokens[0]
        word = scene.tree[token].text.lower()
        possessive = word in self._words.possessives
        last = word.split()[-1]
        possessive = possessive or last in self._words.possessives
        plural = word in self._words.plural_pronouns or last in self._words.plural_possessives
        others = draft.targets if role == "actors" else draft.actors
        gender = None if possessive else scene.tree.feat(token, "Gender")
        topics = [t for t in self._before(draft, scene, token, plural=plural, barred=others) if _agrees(t, gender)]
        if not topics:
            return draft
        first = _subject_first(topics)
        group = [t for t in topics if (t.sentence, t.token) == (first.sentence, first.token)] if plural else [first]
        group.sort(key=lambda t: t.participant.span.start)
        span = scene.tree[token].span
        members = tuple(replace(t.participant, span=span, antecedent=t.participant.span) for t in group)
        kind = "possessive" if possessive else "pronoun"
        reason = Reason(f"{kind} {word!r} read as {first.participant.phrase.text!r}", -0.08)
        return replace(draft, reasons=(*draft.reasons, reason), **{role: members})

    def _elided(self, draft: Draft, scene: Scene) -> Draft:
        topics = list(self._before(draft, scene, draft.token, plural=None, barred=draft.targets))
        if not topics:
            return draft
        first = topics[0].participant
        reason = Reason(f"subject not in the sentence, read as {first.phrase.text!r}", -0.15)
        return replace(draft, actors=(replace(first, antecedent=first.span),), reasons=(*draft.reasons, reason))

    def _before(self, draft: Draft, scene: Scene, token: int, *, plural: bool | None, barred: tuple[Participant, ...]) -> Iterator[Topic]:
        taken = {p.phrase.text.lower() for p in barred}
        for topic in reversed(self._topics):
            if topic.sentence == draft.sentence and topic.token >= token:
                continue
            if draft.sentence - topic.sentence > REACH or scene.source.paragraph - topic.paragraph > 1:
                return
            if topic.participant.phrase.text.lower() in taken:
                continue
            if plural is True and not topic.plural and topic.person:
                continue
            if plural is False and topic.plural:
                continue
            yield topic


def _is_plural(tree: Tree, i: int) -> bool:
    """By the article, where the parse does not say: names keep the form in which they were found."""
    return any(tree.feat(d, "Number") == "Plur" for d in (i, *tree.having(i, "det")))


def _agrees(topic: Topic, gender: str | None) -> bool:
    return gender is None or topic.gender is None or topic.gender == gender


def _subject_first(topics: list[Topic]) -> Topic:
    """The nearest; of one sentence the subject before the agent of a passive."""
    beside = [t for t in topics if t.sentence == topics[0].sentence and not t.agent]
    return beside[0] if topics[0].agent and beside else topics[0]


def same_phrase(a: Participant, b: Participant) -> bool:
    return a.phrase.text.lower() == b.phrase.text.lower()


def span_of(participant: Participant) -> Span:
    return participant.antecedent or participant.span

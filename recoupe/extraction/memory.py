"""Who was spoken of before: antecedents of pronouns, possessives and elided subjects within a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from recoupe.extraction.drafts import Draft, Scene
from recoupe.extraction.participants import Participant, Participants, PhraseWords
from recoupe.extraction.speakers import Source
from recoupe.extraction.tree import Tree
from recoupe.extraction.view import View
from recoupe.language.schema_events import Kind
from recoupe.model import ActorPhrase, Event, NameKind, Reason

BEFALLING = frozenset({Event.KILLING, Event.ABDUCTION, Event.ARREST, Event.ATTACK, Event.SEXUAL_VIOLENCE, Event.DISPLACEMENT})
"""Events that befall persons, who need be nobody's force to be spoken of."""
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
    speaker: bool = False
    """Named as somebody who says something, in whatever part of the clause."""
    civilian: bool = False


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
                found = reader.read(i) or _described(view, reader, i)
                plural = len(found) > 1 or any(p.phrase.plural for p in found) or _is_plural(tree, i)
                gender = tree.feat(i, "Gender") if token.pos == "NOUN" else None
                for p in found:
                    civilian = p.civilian and Kind.ACTOR not in view.kind(p.head)
                    person = p.head in scene.names and NameKind.PERSON in scene.names[p.head].kinds
                    self._topics.append(
                        Topic(
                            number,
                            scene.source.paragraph,
                            i,
                            p,
                            plural,
                            person,
                            gender,
                            token.dep == "obl:agent",
                            civilian=civilian,
                        )
                    )

    def note_speakers(self, scene: Scene, number: int, sources: Iterable[Source]) -> None:
        """Remember those who speak in a sentence, for the pronouns that speak after them."""
        for s in sources:
            if s.pronoun or s.text_noun:
                continue
            gender = scene.tree.feat(s.head, "Gender") if scene.tree[s.head].pos == "NOUN" else None
            plural = s.phrase.plural or _is_plural(scene.tree, s.head)
            participant = Participant(s.span, s.phrase, s.head)
            self._topics.append(Topic(number, scene.source.paragraph, s.head, participant, plural, True, gender, speaker=True))

    def note_pronouns(self, scene: Scene, number: int, drafts: Iterable[Draft]) -> None:
        """Remember whom the pronouns of a sentence stood for: those of the next ones go on from there."""
        for draft in drafts:
            for p in draft.actors if draft.missing_actor else ():
                if p.antecedent is not None:
                    token = draft.missing_actor[0]
                    named = replace(p, span=p.antecedent, antecedent=None)
                    plural = scene.tree[token].text.lower() in self._words.plural_pronouns
                    person = any(NameKind.PERSON in n.kinds for n in p.phrase.names)
                    self._topics.append(Topic(number, scene.source.paragraph, token, named, plural, person, civilian=p.civilian))

    def speaker(self, scene: Scene, number: int, token: int) -> ActorPhrase | None:
        """Whom a pronoun that speaks stands for: the last speaker, else the last subject that agrees with it."""
        word = scene.tree[token].text.lower()
        plural, gender = word in self._words.plural_pronouns, scene.tree.feat(token, "Gender")
        near = [
            t
            for t in reversed(self._topics)
            if number - t.sentence <= REACH
            and scene.source.paragraph - t.paragraph <= 1
            and _agrees(t, gender)
            and (t.sentence < number or t.token < token)
            and t.plural == plural
        ]
        spoken = [t for t in near if t.speaker and t.sentence < number]
        if spoken:
            return spoken[0].participant.phrase
        return _subject_first(near).participant.phrase if near else None

    def issuer(self) -> Participant | None:
        """Who issues a report that speaks of its own side: the first subject that is a force or a body, named or not."""
        first = next((t for t in self._topics if not t.civilian and not t.person and not t.agent), None)
        return first.participant if first is not None else None

    def group(self, scene: Scene, number: int, token: int, *, stateless: bool = False) -> ActorPhrase | None:
        """The phrase of ``named_group``."""
        found = self.named_group(number, token, stateless=stateless)
        return found.phrase if found is not None else None

    def named_group(self, number: int, token: int, *, stateless: bool = False) -> Participant | None:
        """Whom "the movement" means: the last actor named before it that is neither a person nor civilians; ``stateless``: no
        state and nothing of one."""
        for t in reversed(self._topics):
            if number - t.sentence > REACH or (t.sentence == number and t.token >= token):
                continue
            if stateless and _is_of_state(t.participant.phrase):
                continue
            if not t.person and not t.civilian and t.participant.phrase.names:
                return t.participant
        return None

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
        if scene.tree[token].pos == "NOUN":
            return self._as_group(draft, scene, token, role)
        word = scene.tree[token].text.lower()
        possessive = word in self._words.possessives
        last = word.split()[-1]
        possessive = possessive or last in self._words.possessives
        plural = word in self._words.plural_pronouns or last in self._words.plural_possessives
        others = draft.targets if role == "actors" else draft.actors
        gender = None if possessive else scene.tree.feat(token, "Gender")
        topics = [t for t in self._before(draft, scene, token, plural=plural, barred=others) if _agrees(t, gender)]
        if role == "targets" and draft.event in BEFALLING and not plural:
            topics = [t for t in self._sufferers(draft, scene, token, ahead=possessive) if _agrees(t, gender)] or topics
        if not topics:
            return draft
        if plural and not possessive:
            topics = [t for t in topics if t.plural] or topics
        first = _subject_first(topics)
        group = [t for t in topics if (t.sentence, t.token) == (first.sentence, first.token)] if plural else [first]
        group.sort(key=lambda t: t.participant.span.start)
        span = scene.tree[token].span
        members = tuple(replace(t.participant, span=span, antecedent=t.participant.span) for t in group)
        kind = "possessive" if possessive else "pronoun"
        reason = Reason(f"{kind} {word!r} read as {first.participant.phrase.text!r}", -0.08)
        draft = replace(draft, reasons=(*draft.reasons, reason))
        return replace(draft, actors=members) if role == "actors" else replace(draft, targets=members)

    def _as_group(self, draft: Draft, scene: Scene, token: int, role: str) -> Draft:
        """ "The group": the last one named that is no state."""
        found = self.named_group(draft.sentence, token, stateless=True)
        others = draft.targets if role == "actors" else draft.actors
        if found is None or found.phrase.text in {p.phrase.text for p in others}:
            return draft
        reason = Reason(f"{scene.tree[token].text!r} read as {found.phrase.text!r}", -0.08)
        member = (replace(found, span=scene.tree[token].span, antecedent=found.span),)
        draft = replace(draft, reasons=(*draft.reasons, reason))
        return replace(draft, actors=member) if role == "actors" else replace(draft, targets=member)

    def _sufferers(self, draft: Draft, scene: Scene, token: int, *, ahead: bool) -> Iterator[Topic]:
        """Somebody named whom a deed can have befallen, nearest first; ``ahead``: also the subject that follows in the sentence
        ("after his arrest, X …").
        """
        for topic in reversed(self._topics):
            if topic.sentence == draft.sentence and topic.token >= token and not ahead:
                continue
            if draft.sentence - topic.sentence > REACH or scene.source.paragraph - topic.paragraph > 1:
                return
            named = any(NameKind.PERSON in n.kinds or NameKind.UNKNOWN in n.kinds for n in topic.participant.phrase.names)
            if named and not topic.speaker and not topic.plural:
                yield topic

    def _elided(self, draft: Draft, scene: Scene) -> Draft:
        topics = list(self._before(draft, scene, draft.token, plural=None, barred=draft.targets))
        if not topics:
            return draft
        first = topics[0].participant
        reason = Reason(f"subject not in the sentence, read as {first.phrase.text!r}", -0.15)
        return replace(draft, actors=(replace(first, antecedent=first.span),), reasons=(*draft.reasons, reason))

    def _before(
        self, draft: Draft, scene: Scene, token: int, *, plural: bool | None, barred: tuple[Participant, ...]
    ) -> Iterator[Topic]:
        taken = {p.phrase.text.lower() for p in barred}
        for topic in reversed(self._topics):
            own = topic.participant.span.covers(scene.tree[token].span)
            if topic.sentence == draft.sentence and (topic.token >= token or own):
                continue
            if draft.sentence - topic.sentence > REACH or scene.source.paragraph - topic.paragraph > 1:
                return
            if topic.speaker or topic.civilian or topic.participant.phrase.text.lower() in taken:
                continue
            if plural is True and not topic.plural and topic.person:
                continue
            if plural is False and topic.plural:
                continue
            yield topic


def _described(view: View, reader: Participants, i: int) -> tuple[Participant, ...]:
    """Somebody who is no actor, but can speak and be spoken of ("the French journalist X")."""
    if not view.kind(i) & {Kind.SOURCE, Kind.CIVILIAN} or Kind.EVENT in view.kind(i):
        return ()
    phrase = reader.phrase(i)
    return (Participant(phrase.span, phrase, i, civilian=True),)


def _is_of_state(phrase: ActorPhrase) -> bool:
    return bool(phrase.countries) or any(NameKind.COUNTRY in n.kinds for n in phrase.names)


def _is_plural(tree: Tree, i: int) -> bool:
    """By the article, where the parse does not say: names keep the form in which they were found."""
    return any(tree.feat(d, "Number") == "Plur" for d in (i, *tree.having(i, "det")))


def _agrees(topic: Topic, gender: str | None) -> bool:
    return gender is None or topic.gender is None or topic.gender == gender


def _subject_first(topics: list[Topic]) -> Topic:
    """The nearest; of one sentence the subject before the agent of a passive."""
    beside = [t for t in topics if t.sentence == topics[0].sentence and not t.agent]
    return beside[0] if topics[0].agent and beside else topics[0]


def last_named(view: View, token: int) -> int | None:
    """The last singular noun before a "latter" that can be somebody: what such a pronoun stands for, subject or not."""
    tree = view.tree
    for k in range(token - 1, -1, -1):
        if tree[k].pos in ("NOUN", "PROPN") and view.kind(k) & {Kind.SOURCE, Kind.ACTOR, Kind.CIVILIAN}:
            name = view.names.get(k)
            if (name is not None and NameKind.PLACE in name.kinds) or _is_plural(tree, k) != _is_plural(tree, token):
                continue
            return k
    return None

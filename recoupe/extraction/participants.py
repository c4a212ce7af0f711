"""From a noun in a role to the phrases that name actors: coordination, carriers ("the positions of X"), allies, pronouns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from recoupe.extraction.kinds import NounKinds, is_people
from recoupe.extraction.tree import Tree
from recoupe.language.fold import fold
from recoupe.language.schema_events import Kind
from recoupe.model import ActorPhrase, Name, NameKind, Span

INNER = frozenset(
    {"nmod", "amod", "appos", "flat:name", "det", "case", "nummod", "compound", "nmod:poss", "fixed", "advmod", "cc", "conj"}
)
BEFORE_NOUN = frozenset({"nmod:poss", "compound"})
"""Labels of what stands before the noun that it owns or describes ("the army's positions", "rebel positions")."""
BREAKS = frozenset("()[]–—-|;")
ACTOR_NAMES = frozenset({NameKind.ACTOR, NameKind.COUNTRY, NameKind.PERSON, NameKind.OUTLET, NameKind.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Participant:
    """One actor in a role. For a pronoun or a possessive ``phrase`` is that of the antecedent and ``span`` the word itself."""

    span: Span
    phrase: ActorPhrase
    head: int
    allies: Span | None = None
    antecedent: Span | None = None
    civilian: bool = False
    """Civilians and other people who are nobody's force."""


@dataclass(frozen=True)
class PhraseWords:
    """What the reading of actor phrases needs from the packs."""

    kinds: NounKinds
    allies: frozenset[str]
    possessives: frozenset[str]
    plural_possessives: frozenset[str]
    pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    demonyms: Mapping[str, str]
    force_nouns: frozenset[str]
    armed: frozenset[str]
    """Words that, beside a group noun, make it an armed group."""
    civilians: frozenset[str]
    lemma: Callable[[str], str] = str
    """The lemma of a noun."""
    followers: frozenset[str] = frozenset()
    """Nouns for those who side with somebody, whose deeds are not that somebody's."""
    behalf: frozenset[str] = frozenset()
    """Prepositions by which somebody speaks for somebody else."""
    spokespersons: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    """Articles and determiners, as written, by which nobody in particular is meant."""
    groups: frozenset[str] = frozenset()
    """Nouns for a group that leave its name to what was said before ("the group", "the movement")."""
    rulers: frozenset[str] = frozenset()
    """Nouns for a state's rule ("régime"): forces of it are the state's forces."""


class Participants:
    """Reads the actor phrases of one sentence."""

    def __init__(self, text: str, tree: Tree, names: Mapping[int, Name], words: PhraseWords) -> None:
        self.text, self.tree, self.names, self.words = text, tree, names, words
        self._read_before: dict[int, tuple[Participant, ...]] = {}
        self._phrases: dict[int, ActorPhrase] = {}
        self._inners: dict[int, list[int]] = {}

    def read(self, i: int) -> tuple[Participant, ...]:
        """The actors that the phrase headed by ``i`` names, coordinated ones apart, "and its allies" joined to the name."""
        found = self._read_before.get(i)
        if found is None:
            found = self._read_before[i] = self._read(i)
        return found

    def _read(self, i: int) -> tuple[Participant, ...]:
        out: list[Participant] = []
        for j in self.tree.coordinated(i):
            if out and self._is_ally(j) and not self._identity(j):
                out[-1] = _with_allies(out[-1], self._span(j))
                continue
            if out and self._is_ally(j) and self._owner_is_sibling(j):
                out.extend(self._named_allies(j))
                continue
            found = list(self._one(j))
            if j != i and len(out) == 1 and len(found) == 1 and not self.tree.having(j, "det", "nmod:poss"):
                found = [_with_countries(found[0], out[0].phrase)]
            out.extend(found)
        return tuple(out)

    def phrase(self, i: int) -> ActorPhrase:
        """The phrase headed by ``i`` without its clauses and without what is coordinated with it."""
        found = self._phrases.get(i)
        if found is None:
            found = self._phrases[i] = self._phrase(i)
        return found

    def _phrase(self, i: int) -> ActorPhrase:
        members = self._inner(i)
        span = self.tree.span(members)
        names = self._names(i, members)
        token = self.tree[i]
        head = names[0].text if names and i in self.names else token.lemma
        countries, modifiers = self._modifiers(i, members)
        if i in self.names and not self.names[i].ids and NameKind.ACTOR in self.names[i].kinds:
            return self._composed(i, span, names[1:], countries, modifiers)
        plural = self.tree.feat(i, "Number") == "Plur" or (
            token.text.lower().endswith(("s", "x")) and token.lemma != token.text.lower()
        )
        return ActorPhrase(span, span.of(self.text), head, names, countries, modifiers, plural, self._definite(i))

    def _composed(
        self, i: int, span: Span, names: tuple[Name, ...], countries: tuple[str, ...], modifiers: tuple[str, ...]
    ) -> ActorPhrase:
        """The phrase of a force with its adjective of nationality, which was parsed as one word."""
        words = self.names[i].text.split()
        own = tuple(code for w in words if (code := self.words.demonyms.get(fold(w))))
        last = self.words.kinds.names_before
        noun = next((w for w in (reversed(words) if last else words) if fold(w) not in self.words.demonyms), words[0]).lower()
        head = self.words.lemma(noun)
        titled = names if own else (self.names[i], *names)
        return ActorPhrase(
            span, span.of(self.text), head, titled, tuple(dict.fromkeys((*own, *countries))), modifiers, head != noun
        )

    def _one(self, i: int, depth: int = 0) -> Iterator[Participant]:
        kinds = self.words.kinds
        token = self.tree[i]
        if i in self.names:
            if ACTOR_NAMES.intersection(self.names[i].kinds):
                yield Participant(self._span(i), self.phrase(i), i)
            return
        if self._is_possessed(i) and not self._identity(i):
            return
        staff = self._staff_of(i) if token.lemma in self.words.civilians else None
        if staff is not None:
            yield from self._owner(staff, depth)
            return
        if token.lemma in self.words.followers or (token.lemma in self.words.civilians and not self._countries(i)):
            yield Participant(self._span(i), self.phrase(i), i, civilian=True)
            return
        if fold(token.text) in kinds.demonyms and is_people(self.tree, i) and not self._inner_names(i):
            yield Participant(self._span(i), self.phrase(i), i, civilian=True)
            return
        if self._is_ally(i) and self._identity(i):
            yield from self._named_allies(i)
            return
        if depth < 4 and token.lemma in kinds.parts:
            for c in self.tree.having(i, "nmod", "obl"):
                yield from self._one(c, depth + 1)
            return
        if depth < 4 and token.lemma in kinds.carriers and not self._own_countries(i):
            owners = list(self._owners(i))
            if (
                len(owners) == 1
                and token.lemma in self.words.force_nouns
                and owners[0] in self.names
                and len(self.tree.coordinated(owners[0])) == 1
            ):
                yield Participant(self._span(i), self.phrase(i), i)
                return
            if len(owners) == 1 and token.lemma in self.words.force_nouns and self.tree[owners[0]].lemma in self.words.rulers:
                yield Participant(self._span(i), self.phrase(i), i)
                yield from (p for k in self.tree.coordinated(owners[0])[1:] if k in self.names for p in self._owner(k, depth))
                return
            if len(owners) == 1 and token.lemma in self.words.armed and self._is_person(owners[0]):
                yield Participant(self._span(i), self.phrase(i), i)
                return
            if owners:
                for owner in owners:
                    yield from (p for k in self.tree.coordinated(owner) for p in self._owner(k, depth))
                return
        beside = [
            c
            for c in self.tree.having(i, "appos", "flat:name")
            if c in self.names
            and not {NameKind.ACTOR, NameKind.PERSON}.isdisjoint(self.names[c].kinds)
            and not self.tree.having(c, "case", "cop")
        ]
        if (
            beside
            and Kind.CIVILIAN not in kinds.of(self.tree, i, self.names)
            and Kind.SITE not in kinds.of(self.tree, i, self.names)
        ):
            yield Participant(self._span(i), self.phrase(i), i)
            return
        if token.lemma in kinds.weak and not self._armed(i):
            return
        if Kind.MEANS in kinds.of(self.tree, i, self.names) and self.tree.having(i, "nummod") and not self._countries(i):
            return  # counted pieces ("224 artillery systems"), not those who serve them
        if Kind.ACTOR in kinds.of(self.tree, i, self.names) or (token.lemma in kinds.carriers and self._countries(i)):
            yield Participant(self._span(i), self.phrase(i), i)

    def _staff_of(self, i: int) -> int | None:
        """ "Sixteen employees of the UN": the body whose people they are, where one is named that is no country."""
        owners = [
            c
            for c in self.tree.having(i, "nmod")
            if c in self.names and self.names[c].kinds == (NameKind.ACTOR,) and self._is_genitive(c)
        ]
        return owners[0] if len(owners) == 1 else None

    def people(self, i: int) -> Iterator[Participant]:
        """Those of a phrase who are nobody's force, of whatever nation ("two Turkish journalists")."""
        for j in self.tree.coordinated(i):
            kinds = self.words.kinds.of(self.tree, j, self.names)
            told = self.tree[j].lemma in self.words.civilians or (Kind.CIVILIAN in kinds and Kind.ACTOR not in kinds)
            if told and j not in self.names and self._countries(j):
                yield Participant(self._span(j), self.phrase(j), j, civilian=True)

    def _inner_names(self, i: int) -> bool:
        return any(m in self.names for m in self._inner(i))

    def _own_countries(self, i: int) -> bool:
        return any(fold(self.tree[c].text) in self.words.demonyms for c in self.tree.having(i, "amod"))

    def _armed(self, i: int) -> bool:
        """Whether something beside a group noun says who or what the group is."""
        members = self._inner(i)
        return (
            any(m in self.names for m in members)
            or bool(self._countries(i))
            or any(self.tree[m].lemma in self.words.armed for m in members if m != i)
        )

    def _is_possessed(self, i: int) -> bool:
        """ "Ses soldats": whose they are is said elsewhere, and memory looks for it."""
        kinds = self.words.kinds
        if self.tree[i].lemma not in kinds.carriers and self.tree[i].lemma not in self.words.armed:
            return False
        return any(
            not self.words.possessives.isdisjoint(self.tree[c].text.lower().split())
            for c in self.tree.having(i, "det", "nmod:poss", "nummod")
        )

    def _owner(self, i: int, depth: int) -> Iterator[Participant]:
        if self._is_ally(i) and not self._identity(i):
            return
        yield from self._one(i, depth + 1)

    def _owners(self, i: int) -> Iterator[int]:
        for c in self.tree.having(i, "nmod", "appos", "obl", "nmod:poss", "compound"):
            if self.tree[c].dep in BEFORE_NOUN:
                if self.tree[c].pos != "PRON" and self._can_own(c):
                    yield c
                continue
            prep = self.tree.preposition(c)
            if c > i and (not prep or self._is_genitive(c)) and self._can_own(c) and not (not prep and self._is_person(c)):
                yield c

    def _is_person(self, i: int) -> bool:
        return i in self.names and NameKind.PERSON in self.names[i].kinds

    def _can_own(self, i: int) -> bool:
        name = self.names.get(i)
        if name is not None:
            return bool(ACTOR_NAMES.intersection(name.kinds)) and NameKind.UNKNOWN not in name.kinds
        token = self.tree[i]
        if token.lemma in self.words.kinds.parts or token.lemma in self.words.kinds.carriers:
            return (
                Kind.ACTOR in self.words.kinds.of(self.tree, i, self.names)
                or bool(list(self._owners(i)))
                or bool(self._countries(i))
            )
        return Kind.ACTOR in self.words.kinds.of(self.tree, i, self.names) or self._is_ally(i)

    def _is_genitive(self, i: int) -> bool:
        return self.tree.preposition(i).replace("’", "'") in self.words.kinds.genitives

    def _is_ally(self, i: int) -> bool:
        return self.tree[i].lemma in self.words.allies

    def _owner_is_sibling(self, i: int) -> bool:
        return any(self.tree[c].text.lower() in self.words.possessives for c in self.tree.having(i, "det", "nmod:poss"))

    def _identity(self, i: int) -> bool:
        """Whether a phrase like "its allies" says who they are."""
        members = self._inner(i)
        return (
            any(m in self.names for m in members)
            or bool(self._countries(i))
            or any(
                Kind.ACTOR in self.words.kinds.of(self.tree, m, self.names)
                for m in members
                if m != i and self.tree[m].pos in ("NOUN", "PROPN")
            )
        )

    def _named_allies(self, i: int) -> Iterator[Participant]:
        found = [p for c in self.tree.having(i, "nmod", "appos") for k in self.tree.coordinated(c) for p in self._one(k, 1)]
        if found:
            yield from found
        else:
            yield Participant(self._span(i), self.phrase(i), i)

    def _inner(self, i: int) -> list[int]:
        """The phrase without relative clauses, coordinated phrases and far prepositional phrases."""
        found = self._inners.get(i)
        if found is None:
            found = self._inners[i] = self._gathered(i)
        return found

    def _gathered(self, i: int) -> list[int]:
        out, stack = (
            [i],
            [c for c in self.tree.children[i] if self.tree[c].dep in INNER and self.tree[c].dep not in ("conj", "cc", "advmod")],
        )
        while stack:
            at = stack.pop()
            if self.tree[at].dep in ("nmod", "appos") and (not self._close(at) or self.tree[at].pos in ("VERB", "AUX")):
                continue
            if self._is_cut_off(i, at) or self._is_next(at) or self._is_example(i, at) or self._is_deed(i, at):
                continue
            out.append(at)
            stack += [c for c in self.tree.children[at] if self.tree[c].dep in INNER and not self._is_another(at, c)]
        low = min(out)
        while low < i and (self.tree[low].pos in ("ADP", "PUNCT") or self.tree[low].dep in ("fixed", "case")):
            out.remove(low)
            low = min(out)
        if len(out) > 1 and self.tree[min(out)].dep == "case":
            out.remove(min(out))
        return sorted(out)

    def _is_another(self, i: int, c: int) -> bool:
        """ "The forces of the regime and X": a name joined to a common noun is somebody else."""
        if self.tree[c].dep == "cc":
            return any(self._is_another(i, k) for k in self.tree.having(i, "conj"))
        return self.tree[c].dep == "conj" and c in self.names and i not in self.names

    def _is_example(self, i: int, at: int) -> bool:
        """ "The regime and its backers, notably Russia": a country behind a comma is one of them, not who the phrase means."""
        name = self.names.get(at)
        return self.tree[at].dep == "appos" and name is not None and NameKind.COUNTRY in name.kinds and i not in self.names

    def _is_deed(self, i: int, at: int) -> bool:
        """ "Blamed X for the massacre": what a name is blamed for is no part of it, whatever the parse hung it on."""
        return i in self.names and self.tree[at].dep == "nmod" and Kind.EVENT in self.words.kinds.of(self.tree, at, self.names)

    def _is_cut_off(self, i: int, at: int) -> bool:
        """Behind a bracket or a dash: a note or a caption, not part of the phrase."""
        return any(self.tree[k].text in BREAKS for k in range(min(i, at) + 1, max(i, at)))

    def _is_next(self, i: int) -> bool:
        """A noun without a preposition behind a comma, which the parse made a genitive: the next phrase of the sentence."""
        low = min(self.tree.subtree(i))
        bare = self.tree[i].dep == "nmod" and self.tree[i].pos == "NOUN" and not self.tree.having(i, "case")
        return bare and low > 0 and self.tree[low - 1].text == ","

    def _close(self, i: int) -> bool:
        return not self.tree.having(i, "case") or self._is_genitive(i) or self._speaks_for(i)

    def _speaks_for(self, i: int) -> bool:
        """Whether ``i`` is who a spokesperson speaks for."""
        speaker = self.tree[self.tree[i].head].lemma in self.words.spokespersons
        return speaker and self.tree.preposition(i) in self.words.behalf

    def span(self, i: int) -> Span:
        """The phrase headed by ``i`` as it is written."""
        return self._span(i)

    def _span(self, i: int) -> Span:
        return self.tree.span(self._inner(i))

    def _names(self, i: int, members: list[int]) -> tuple[Name, ...]:
        own = [self.names[i]] if i in self.names else []
        return tuple(own + [self.names[m] for m in members if m in self.names and m != i])

    def _countries(self, i: int) -> tuple[str, ...]:
        return self._modifiers(i, self._inner(i))[0]

    def _modifiers(self, i: int, members: list[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        countries: list[str] = []
        others: list[str] = []
        for m in members:
            token = self.tree[m]
            if m in self.names or token.pos in ("DET", "ADP", "PUNCT", "CCONJ"):
                continue
            code = self.words.demonyms.get(fold(token.text))
            if code and (m != i or token.pos in ("NOUN", "ADJ", "PROPN")):
                countries.append(code)
            elif m != i and token.pos in ("ADJ", "NOUN", "VERB", "PROPN"):
                others.append(token.lemma)
        return tuple(dict.fromkeys(countries)), tuple(others)

    def _definite(self, i: int) -> bool:
        words = (self.tree[d].text.lower().replace("’", "'") for d in self.tree.having(i, "det", "nummod"))
        return not any(w in self.words.indefinite for w in words)


def _with_countries(participant: Participant, first: ActorPhrase) -> Participant:
    """ "The Jordanian army and intelligence": without an article of its own the second is of the same country."""
    own = participant.phrase
    if own.names or own.countries or not first.countries:
        return participant
    return replace(participant, phrase=replace(own, countries=first.countries))


def _with_allies(participant: Participant, span: Span) -> Participant:
    return Participant(participant.span, participant.phrase, participant.head, span, participant.antecedent, participant.civilian)

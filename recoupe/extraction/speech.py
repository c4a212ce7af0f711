"""Who says so: reporting verbs, "according to", quotations, blame, denial and claims of responsibility."""

from __future__ import annotations

from dataclasses import dataclass, field

from recoupe.extraction.participants import Participants
from recoupe.extraction.roles import matches
from recoupe.extraction.tree import Tree
from recoupe.extraction.triggers import View
from recoupe.language.schema_speech import AttributionWords
from recoupe.model import ActorPhrase, NameKind, Span


@dataclass(frozen=True, slots=True)
class Source:
    """One speaker: the phrase that names them and the word of saying."""

    span: Span
    phrase: ActorPhrase
    cue: Span
    head: int
    pronoun: bool = False
    text_noun: bool = False
    """A text ("communiqué", "information") of which nobody says whose it is."""


@dataclass(frozen=True, slots=True)
class SpeechAct:
    """Somebody says something: ``scope`` are the tokens said. ``verb`` is None for "according to"."""

    kind: str
    """say, deny, accuse, claim or believe."""
    sources: tuple[Source, ...]
    scope: frozenset[int]
    verb: int | None
    blamed: tuple[int, ...] = ()
    order: int = 0


@dataclass(frozen=True)
class SpeechReader:
    """Finds speech acts with the words of one pack."""

    words: AttributionWords
    according: tuple[str, ...] = field(init=False)
    kinds: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        kinds: dict[str, str] = {}
        for kind in ("say", "believe", "claim", "accuse", "deny"):
            for lemma in getattr(self.words, kind):
                kinds[lemma] = kind if kind != "say" or lemma not in kinds else kinds[lemma]
        for lemma in self.words.accuse:
            kinds[lemma] = "say" if lemma in self.words.say else "accuse"
        object.__setattr__(self, "kinds", kinds)
        object.__setattr__(self, "according", tuple(sorted(self.words.according, key=len, reverse=True)))

    def find(self, view: View, reader: Participants) -> tuple[SpeechAct, ...]:
        acts = [a for i in range(len(view.tree)) if (a := self._verb(view, reader, i)) is not None]
        acts += [a for i in range(len(view.tree)) if (a := self._cited(view, reader, i)) is not None]
        acts += [a for i in range(len(view.tree)) if (a := self._according_to(view, reader, i)) is not None]
        return tuple(acts)

    # ------------------------------------------------------------ verbs

    def _verb(self, view: View, reader: Participants, i: int) -> SpeechAct | None:
        tree = view.tree
        token = tree[i]
        if token.pos != "VERB" or token.lemma not in self.kinds and token.lemma not in self.words.show:
            return None
        its = view.arguments(i)
        kind = self.kinds.get(token.lemma, "say")
        speakers = its.subjects if not its.passive else its.subjects
        shows = [s for s in speakers if tree[s].lemma in self.words.say_noun]
        if token.lemma not in self.kinds and not shows:
            return None
        scope = self._scope(view, i, kind, bool(shows))
        if not scope:
            return None
        blamed = its.objects if kind == "accuse" and not its.passive else ()
        if kind == "accuse" and its.passive:
            blamed = its.objects
        sources = tuple(s for k in speakers for s in self._sources(tree, reader, k, i))
        hearers = tuple(
            s for prep, o in its.obliques if prep and matches(prep, self.words.hearer) and _is_outlet(view, o)
            for s in self._sources(tree, reader, o, i)
        )
        if not sources and not blamed:
            return None
        return SpeechAct(kind, sources + hearers, frozenset(scope), i, tuple(b for o in blamed for b in tree.coordinated(o)))

    def _scope(self, view: View, i: int, kind: str, shows: bool) -> set[int]:
        tree = view.tree
        labels = ["ccomp", "xcomp"]
        if kind != "say" or shows or tree[i].lemma in self.words.say:
            labels += ["obj"]
        if kind in ("accuse", "deny", "claim"):
            labels += ["obl", "advcl", "nmod", "iobj", "nsubj:pass"]
        if shows:
            labels += ["obl", "nmod", "iobj"]
        scope: set[int] = set()
        for c in tree.having(i, *labels):
            scope.update(tree.subtree(c))
        for c in tree.having(i, "parataxis"):
            if _quoted_or_colon(tree, i, c):
                scope.update(tree.subtree(c))
        if shows:
            for c in tree.having(i, "obj"):
                scope.update(tree.subtree(c))
        if self._is_parenthetical(tree, i):
            own = set(tree.members(i))
            scope.update(k for k in range(len(tree)) if k not in own)
        scope.discard(i)
        return scope

    def _is_parenthetical(self, tree: Tree, i: int) -> bool:
        """ "…, a indiqué X": the subject stands behind its verb, or the verb between commas."""
        subjects = tree.having(i, "nsubj", "expl:subj")
        if not any(s > i for s in subjects):
            return False
        left = min([i, *tree.having(i, "aux:tense", "expl:comp", "advmod")])
        before = tree[left - 1].text if left else ""
        return before in (",", "»", "\"", "”", "-", "–", "—", "?", "!", "…", "(") or tree[i].dep == "parataxis"

    def _cited(self, view: View, reader: Participants, i: int) -> SpeechAct | None:
        """ "…, citant une source militaire": a source's source is nearer to what is said."""
        tree = view.tree
        if tree[i].pos != "VERB" or tree[i].lemma not in self.words.cite or tree.feat(i, "VerbForm") != "Part" or tree.feat(i, "Tense") != "Pres":
            return None
        objects = view.arguments(i).objects
        sources = tuple(s for o in objects for s in self._sources(tree, reader, o, i))
        own = set(tree.subtree(i))
        return SpeechAct("cite", sources, frozenset(k for k in range(len(tree)) if k not in own), i) if sources else None

    # ------------------------------------------------------------ according to

    def _according_to(self, view: View, reader: Participants, i: int) -> SpeechAct | None:
        tree = view.tree
        if tree[i].pos not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
            return None
        prep = tree.preposition(i)
        if not prep:
            return None
        cue = next((a for a in self.according if prep == a or prep.startswith(a + " ")), None)
        if cue is None or cue == "pour" and not _is_outlet(view, i):
            return None
        cases = tree.having(i, "case")
        sources = self._sources(tree, reader, i, cases[0])
        if not sources:
            return None
        return SpeechAct("say", sources, frozenset(self._reach(tree, i)), None)

    def _reach(self, tree: Tree, i: int) -> list[int]:
        """At the start or the end of a sentence it governs all; between commas after a conjunction, the part it stands in."""
        own = set(tree.subtree(i))
        start = 0
        if min(own) > 2 and max(own) < len(tree) - 4:
            breaks = [k for k in range(min(own)) if tree[k].pos == "CCONJ" and tree[k].dep == "cc" and tree[tree[k].head].pos in ("VERB", "NOUN") and _joins_clauses(tree, k)]
            start = breaks[-1] if breaks else 0
        return [k for k in range(start, len(tree)) if k not in own]

    # ------------------------------------------------------------ speakers

    def _sources(self, tree: Tree, reader: Participants, i: int, cue: int) -> tuple[Source, ...]:
        found = []
        for k in tree.coordinated(i):
            token = tree[k]
            phrase = reader.phrase(k)
            pronoun = token.pos == "PRON" and k not in reader.names
            if pronoun and token.text.lower() not in reader.words.pronouns:
                continue
            found.append(Source(phrase.span, phrase, tree[cue].span, k, pronoun, token.lemma in self.words.texts))
        return tuple(found)


def _is_outlet(view: View, i: int) -> bool:
    name = view.names.get(i)
    return name is not None and NameKind.OUTLET in name.kinds


def _joins_clauses(tree: Tree, conjunction: int) -> bool:
    head = tree[conjunction].head
    return tree[head].pos == "VERB" or any(tree[c].pos == "VERB" for c in range(conjunction, min(conjunction + 12, len(tree))))


def _quoted_or_colon(tree: Tree, verb: int, clause: int) -> bool:
    low, high = sorted((verb, clause))
    return any(tree[k].text in (":", "«", "\"", "“") for k in range(low, high))

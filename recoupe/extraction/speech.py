"""Who says so: reporting verbs, "according to", clauses put in, blame, denial and claims of responsibility."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from recoupe.extraction.according import according_acts
from recoupe.extraction.arguments import Arguments
from recoupe.extraction.incises import inverted_acts
from recoupe.extraction.negation import Negation
from recoupe.extraction.participants import Participants
from recoupe.extraction.roles import matches
from recoupe.extraction.speakers import Source, Speakers, SpeechAct
from recoupe.extraction.trailing import trailing_acts
from recoupe.extraction.tree import Tree
from recoupe.extraction.view import View
from recoupe.language.schema_events import Kind
from recoupe.language.schema_speech import AttributionWords
from recoupe.model import NameKind

__all__ = ["Source", "SpeechAct", "SpeechReader"]

CLAUSES = ("ccomp", "xcomp")
PHRASES = ("obl", "advcl", "nmod", "iobj", "nsubj:pass", "obl:arg", "obl:mod")


@dataclass(frozen=True)
class SpeechReader:
    """Finds speech acts with the words of one pack."""

    words: AttributionWords
    verb_lemma: Callable[[str], str] = str
    """The lemma of a form of a verb, for verbs that the parse took for something else."""
    negation: Negation | None = None
    according: tuple[str, ...] = field(init=False)
    kinds: dict[str, str] = field(init=False)
    """What a verb with its subject before it does, by lemma."""
    behind: dict[str, str] = field(init=False)
    """The same for a verb with its subject behind it, where many more verbs tell of speech."""

    def __post_init__(self) -> None:
        words = self.words
        kinds = {lemma: kind for kind in ("accuse", "claim", "deny", "believe", "say") for lemma in getattr(words, kind)}
        kinds |= {lemma: "say" for lemma in words.demand if lemma not in kinds}
        behind = dict.fromkeys((*words.say_behind, *words.show, *words.accuse, *words.say, *words.believe), "say")
        behind |= dict.fromkeys(words.deny, "deny") | dict.fromkeys(words.claim, "claim")
        cues = {*words.according, *words.sourced, *words.according_outlets}
        object.__setattr__(self, "kinds", kinds)
        object.__setattr__(self, "behind", behind)
        object.__setattr__(self, "according", tuple(sorted(cues, key=len, reverse=True)))

    def speakers(self, view: View, reader: Participants) -> Speakers:
        return Speakers(view, reader, self.words, self.verb_lemma)

    def find(self, view: View, reader: Participants) -> tuple[SpeechAct, ...]:
        """Speech acts in no order of theirs; the one with the smallest scope around a word is the nearest."""
        speakers = self.speakers(view, reader)
        behind = list(inverted_acts(speakers, self.behind))
        trailing = [a for a in trailing_acts(speakers, self.kinds) if a.verb not in {b.verb for b in behind}]
        behind += trailing
        taken = {a.verb for a in behind}
        acts = [*behind, *according_acts(speakers, self.according), *self._labelled(speakers), *self._in_brackets(speakers)]
        for i in range(len(view.tree)):
            if i in taken or (view.tree[i].pos != "VERB" and not (view.tree[i].dep == "root" and view.tree.having(i, "nsubj"))):
                continue
            acts += [a for a in (self._verb(speakers, i), self._cited(speakers, i), self._cites(speakers, i)) if a is not None]
        return tuple(acts)

    # ------------------------------------------------------------ verbs

    def _verb(self, speakers: Speakers, i: int) -> SpeechAct | None:
        view, tree = speakers.view, speakers.tree
        kind = self.kinds.get(speakers.verb(i))
        its = view.arguments(i)
        if its.reflexive and speakers.verb(i) in self.words.blame_to:
            kind = "claim"
        if its.shared and _stands_apart(tree, i):
            return None
        shows = kind is None and self._shows(speakers, i, its.subjects, tuple(o for _, o in its.obliques) + its.objects)
        if kind is None and not shows and not self._quotes_after(tree, i):
            return None
        if kind != "believe" and self.negation is not None and self.negation.silences(tree, i, its.subjects):
            return None
        scope = self._scope(speakers, i, kind or "say", shows)
        if not scope and (kind != "say" or tree[i].dep != "root"):
            return None
        heads = tuple(s for s in its.subjects if speakers.can_speak(s))
        cue = tree[i].span
        sources = self._without_echo(tuple(s for k in heads for s in speakers.sources(k, cue)))
        sources += tuple(
            s for h in speakers.hearers(i, heads) for s in speakers.sources(h, cue) if heads and kind not in ("accuse", "claim")
        )
        blamed = self._blamed(speakers, i) if kind == "accuse" else ()
        if not sources and not blamed:
            return None
        return SpeechAct(kind or "say", sources, frozenset(scope), i, blamed)

    def _without_echo(self, sources: tuple[Source, ...]) -> tuple[Source, ...]:
        """ "The rebels, for their part they, say": a stressed pronoun beside its noun is no second speaker."""
        named = tuple(s for s in sources if not s.pronoun)
        return named or sources

    def _shows(self, speakers: Speakers, i: int, subjects: tuple[int, ...], rest: tuple[int, ...]) -> bool:
        """ "Des informations font état de …", "le gouvernement parle de 12 morts", "X a fait part de"."""
        tree, lemma = speakers.tree, speakers.tree[i].lemma
        if lemma in self.words.about and any(tree.preposition(o).replace("’", "'") in self.words.topic for o in rest):
            return True
        if lemma in self.words.about_object and rest:
            return True
        noun = any(tree[c].lemma in self.words.about_noun for c in tree.subtree(i) if c > i and c - i < 9)
        if lemma in self.words.show and noun:
            return True
        return lemma in self.words.show and any(tree[s].lemma in self.words.say_noun for s in subjects)

    def _quotes_after(self, tree: Tree, i: int) -> bool:
        """A verb of manner of speech before a quotation ("lance : « … »")."""
        if tree[i].lemma not in self.words.say_behind:
            return False
        marks = self.words.openers + self.words.straight
        at = next((k for k in range(i + 1, min(i + 5, len(tree))) if tree[k].text in marks), None)
        return at is not None and (at == i + 1 or tree[at - 1].text == ":" or tree[at - 1].pos == "SCONJ")

    def _blamed(self, speakers: Speakers, i: int) -> tuple[int, ...]:
        """ "Accuser X de", "imputer à X", "X est accusé de"."""
        tree = speakers.tree
        its = speakers.view.arguments(i)
        to = tuple(o for prep, o in its.obliques if prep and matches(prep.replace("’", "'"), self.words.hearer))
        blamed = to if speakers.verb(i) in self.words.blame_to and to else its.objects or self._personal(speakers, its)
        if blamed and all(Kind.EVENT in speakers.view.kind(o) for o in blamed):
            blamed = self._answerable(speakers, its) or blamed
        return tuple(b for o in blamed for b in tree.coordinated(o))

    def _personal(self, speakers: Speakers, its: Arguments) -> tuple[int, ...]:
        """ "Acusó a X": who is blamed, in a language that leads to persons with a preposition."""
        own = speakers.view.hints.personal
        return tuple(o for prep, o in its.obliques if prep in own and Kind.ACTOR in speakers.view.kind(o))[:1]

    def _answerable(self, speakers: Speakers, its: Arguments) -> tuple[int, ...]:
        """ "Attribute the attacks to X", "blame the attack on X": who is blamed for a deed, wherever the parse hung them."""
        tree, view = speakers.tree, speakers.view
        tied = (*its.obliques, *((tree.preposition(c), c) for o in its.objects for c in tree.having(o, "nmod")))
        return tuple(o for prep, o in tied if prep in self.words.blame_on and Kind.ACTOR in view.kind(o))

    def _scope(self, speakers: Speakers, i: int, kind: str, shows: bool) -> set[int]:
        """What hangs on the verb and says what was said: its clause, its object, a quotation; not phrases of circumstance."""
        tree = speakers.tree
        subjects = set(speakers.view.arguments(i).subjects)
        scope: set[int] = set()
        for c in self._complements(tree, i):
            if c not in subjects and (self._is_told(speakers, i, c, kind) or (shows and _is_shown(tree, i, c))):
                scope.update(tree.subtree(c))
        scope |= _quotation_behind(tree, i, self.words)
        scope.discard(i)
        return scope

    def _is_told(self, speakers: Speakers, i: int, c: int, kind: str) -> bool:
        tree = speakers.tree
        dep = tree[c].dep
        if dep in CLAUSES or dep in ("obj", "nsubj:pass"):
            return True
        if dep == "parataxis":
            return _quoted_or_colon(tree, i, c)
        if dep == "advcl" and kind in ("accuse", "deny", "claim"):
            return True
        return dep in PHRASES and (c > i or kind != "say") and not self._is_aside(speakers, c)

    def _complements(self, tree: Tree, i: int) -> Iterator[int]:
        for c in tree.children[i]:
            yield c
            if tree[c].pos == "ADV" and c > i:
                yield from tree.children[c]

    def _is_aside(self, speakers: Speakers, c: int) -> bool:
        """A phrase or clause of circumstance ("after an attack"): the speaker's own deed or day, not what is said."""
        tree = speakers.tree
        if tree[c].pos not in ("VERB", "AUX") and tree.preposition(c) in speakers.view.hints.personal:
            return False  # "acusó al X": somebody, where "al salir" is a circumstance
        marks = [tree[k].text.lower() for k in (*tree.having(c, "case", "mark"), *tree.having(c, "advmod")) if k < c]
        return any(m in self.words.aside for m in marks) or (tree[c].dep == "advcl" and not marks)

    # ------------------------------------------------------------ sources of sources

    def _cited(self, speakers: Speakers, i: int) -> SpeechAct | None:
        """ "…, cité par Reuters", "joint par l'AFP": the outlet is a further step."""
        tree = speakers.tree
        if tree[i].lemma not in self.words.cited or not tree.is_past_participle(i) or tree.having(i, "aux:tense"):
            return None
        agents = [c for c in tree.children[i] if c > i and tree[c].dep in ("obl:agent", "obl") and speakers.is_outlet(c)]
        sources = tuple(s for a in agents[:1] for s in speakers.sources(a, tree[i].span))
        own = set(tree.subtree(i))
        return SpeechAct("relay", sources, frozenset(k for k in range(len(tree)) if k not in own), i) if sources else None

    def _cites(self, speakers: Speakers, i: int) -> SpeechAct | None:
        """ "…, citant une source militaire": a source's source is nearer to what is said."""
        tree = speakers.tree
        if tree[i].lemma not in self.words.cite or tree.feat(i, "VerbForm") != "Part" or tree.feat(i, "Tense") != "Pres":
            return None
        sources = tuple(
            s for o in speakers.view.arguments(i).objects if speakers.can_speak(o) for s in speakers.sources(o, tree[i].span)
        )
        own = set(tree.subtree(i))
        return SpeechAct("cite", sources, frozenset(k for k in range(len(tree)) if k not in own), i) if sources else None

    # ------------------------------------------------------------ signs

    def _labelled(self, speakers: Speakers) -> Iterator[SpeechAct]:
        """ "OSDH : 12 morts": a source, a colon, and what it says, at the start of a sentence."""
        tree = speakers.tree
        colon = next((k for k in range(min(8, len(tree))) if tree[k].text == ":"), None)
        if colon is None or any(tree[k].pos in ("VERB", "AUX") for k in range(colon)):
            return
        for k in range(colon):
            name = speakers.view.names.get(k)
            if name is not None and name.kinds[0] in (NameKind.OUTLET, NameKind.PERSON):
                yield SpeechAct(
                    "say", speakers.sources(k, tree[colon].span), frozenset(range(colon + 1, len(tree))), None, aside=True
                )
                return

    def _in_brackets(self, speakers: Speakers) -> Iterator[SpeechAct]:
        """ "… 12 morts (OSDH)", "(AFP)": an outlet alone between brackets, after the cue words that may stand there."""
        tree = speakers.tree
        for k, name in speakers.view.names.items():
            if not 0 < k < len(tree) - 1 or tree[k + 1].text != ")" or not (NameKind.OUTLET in name.kinds or _is_noted(tree, k)):
                continue
            opened = next((j for j in range(k - 1, max(-1, k - 4), -1) if tree[j].text == "("), None)
            if opened is not None and all(
                tree[j].lemma in self.words.say_noun or tree[j].pos in ("PUNCT", "DET") for j in range(opened, k)
            ):
                yield SpeechAct("say", speakers.sources(k, tree[k].span), frozenset(range(opened)), None, aside=True)


def _is_noted(tree: Tree, k: int) -> bool:
    """ "413 dead (WHO)": a body between brackets at the end of a note without a verb, behind something that is no name."""
    before = tree[max(0, k - 2)]
    return (
        tree.is_verbless()
        and tree[k - 1].text == "("
        and before.pos != "PROPN"
        and all(t.pos == "PUNCT" for t in tree.tokens[k + 1 :])
    )


def _quotation_behind(tree: Tree, i: int, words: AttributionWords) -> set[int]:
    """The words of a quotation that opens right behind the verb, up to its end or that of the sentence."""
    opened = next((k for k in range(i + 1, min(i + 5, len(tree))) if tree[k].text in words.openers + words.straight), None)
    if opened is None or any(tree[k].pos in ("VERB", "SCONJ") for k in range(i + 1, opened)):
        return set()
    closed = next((k for k in range(opened + 1, len(tree)) if tree[k].text in words.closers + words.straight), len(tree))
    return set(range(opened, closed))


def _is_shown(tree: Tree, i: int, c: int) -> bool:
    return tree[c].dep in ("obl", "nmod", "conj") and c > i and tree[c].pos != "VERB"


def _stands_apart(tree: Tree, i: int) -> bool:
    """A clause beside another with no conjunction: it lends no subject."""
    return tree[i].dep == "parataxis" or (
        tree[i].dep == "conj" and not tree.having(i, "cc") and not tree.having(tree[i].head, "cc")
    )


def _quoted_or_colon(tree: Tree, verb: int, clause: int) -> bool:
    low, high = sorted((verb, clause))
    return any(tree[k].text in (":", "«", '"', "“") for k in range(low, high))

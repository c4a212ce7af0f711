"""What later words add to a claim told before: its toll, who is blamed for it, and who denies it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recoupe.extraction.drafts import STRIKING, VIOLENT, Draft, FigureUse, Scene
from recoupe.extraction.participants import Participant, Participants
from recoupe.extraction.roles import matches
from recoupe.extraction.speech import Source, SpeechAct
from recoupe.extraction.tolls import PEOPLE, with_parts
from recoupe.extraction.tree import Tree
from recoupe.extraction.view import View
from recoupe.language.schema_events import AftermathWords, CasualtyWords
from recoupe.language.schema_speech import AttributionWords
from recoupe.model import Event, Modality, Polarity, QuantityKind, Reason, Span

REACH = 2
"""Parsed sentences back in which the claim is looked for that a toll or a denial belongs to."""
HARM = frozenset({QuantityKind.KILLED, QuantityKind.WOUNDED, QuantityKind.MISSING})
BLAMED = STRIKING | {Event.DESTRUCTION, Event.ABDUCTION, Event.SEXUAL_VIOLENCE, Event.CHEMICAL}
_COUNTED = (Reason("says anew what was told before", -0.1),)
SPOKEN = frozenset({Event.STATEMENT, Event.ACCUSATION, Event.THREAT})


@dataclass(frozen=True)
class Told:
    """One sentence with its drafts, and what its words are asked with."""

    scene: Scene
    drafts: tuple[Draft, ...]
    view: View
    reader: Participants
    acts: tuple[SpeechAct, ...] = ()


class AftermathReader:
    """Ties what is said after a claim to it. Built once for a pack."""

    def __init__(self, words: AftermathWords, casualties: CasualtyWords, attribution: AttributionWords) -> None:
        self._words = words
        self._dead = frozenset(
            (
                *casualties.killed_nouns,
                *casualties.wounded_nouns,
                *casualties.missing_nouns,
                *casualties.killed_verbs,
                *casualties.wounded_verbs,
                *casualties.missing_verbs,
                *words.dying,
            )
        )
        self._deny = frozenset(attribution.deny)
        self._accuse = frozenset(attribution.accuse)

    def settle(self, told: Sequence[Told]) -> list[tuple[Scene, list[Draft]]]:
        """The drafts of each sentence, with tolls moved to what caused them, and blame and denials made claims."""
        out: list[list[Draft]] = []
        for k, here in enumerate(told):
            out.append([part for draft in here.drafts for part in _by_speaker(here, draft, k)])
            self._tolls(told, out, k)
            self._blame(told, out, k)
            self._denials(told, out, k)
        return [(t.scene, drafts) for t, drafts in zip(told, out, strict=True)]

    # ------------------------------------------------------------ tolls

    def _tolls(self, told: Sequence[Told], out: list[list[Draft]], k: int) -> None:
        here = out[k]
        tolls = [d for d in here if self._is_toll(told[k].scene, d)]
        if any(d.event in VIOLENT and d not in tolls for d in here):
            return
        orphans = () if tolls else _orphans(told[k].scene, here)
        for sources, figures in self._by_voice(told[k], orphans) if orphans else [(_united(tolls), _figures(tolls))]:
            at = _cause(told, out, k, figures) if figures else None
            if at is None:
                continue
            n, m = at
            host = out[n][m]
            if (host.sources or orphans) and _are_others(sources, host.sources):
                out[k] += [_counted(told[k], host, sources, figures, k)] if orphans else []
                continue  # another voice counts the dead: a claim of its own
            out[n][m] = replace(_with_words(host, tolls), figures=(*host.figures, *figures), sources=host.sources or sources)
            out[k] = [d for d in out[k] if d not in tolls]

    def _by_voice(
        self, told: Told, figures: Sequence[FigureUse]
    ) -> list[tuple[tuple[Source, ...], tuple[FigureUse, ...]]]:
        """Figures by whoever gives them: the speech act with the smallest scope around each, else whose count it is."""
        found: dict[tuple[str, ...], tuple[tuple[Source, ...], list[FigureUse]]] = {}
        for use in figures:
            at = _token(told, use)
            acts = [a for a in told.acts if at in a.scope and a.sources]
            sources = min(acts, key=lambda a: len(a.scope)).sources if acts else self._whose(told, at)
            found.setdefault(tuple(s.phrase.head for s in sources), (sources, []))[1].append(use)
        return [(sources, tuple(uses)) for sources, uses in found.values()]

    def _whose(self, told: Told, at: int) -> tuple[Source, ...]:
        """Who counts ("the army put the dead at 40"), or whose count it is ("the army's count is 27")."""
        tree = told.scene.tree
        for verb in (at, *tree.ancestors(at)):
            subjects = told.view.arguments(verb).subjects
            if tree[verb].lemma in self._words.counting and subjects:
                return tuple(_as_source(p, tree[verb].span) for s in subjects for p in told.reader.read(s))
            for noun in (verb, *subjects):
                if tree[noun].lemma in self._words.toll:
                    owners = tree.having(noun, "nmod", "nmod:poss")
                    return tuple(_as_source(p, tree[noun].span) for o in owners for p in told.reader.read(o))
        return ()

    def _is_toll(self, scene: Scene, draft: Draft) -> bool:
        if (
            draft.event is not Event.KILLING
            or draft.actors
            or draft.places
            or draft.polarity is Polarity.NEGATIVE
            or not draft.figures
        ):
            return False
        return scene.tree[draft.token].lemma in self._dead and all(u.kind in PEOPLE for u in draft.figures)

    # ------------------------------------------------------------ blame

    def _blame(self, told: Sequence[Told], out: list[list[Draft]], k: int) -> None:
        """Blame for what was told before makes the same claim anew, or gives it its author where it had none."""
        for draft in [d for d in out[k] if d.event is Event.ACCUSATION and d.targets]:
            at = _before(told, out, k, draft.token, BLAMED)
            if at is None:
                continue
            n, m = at
            host = out[n][m]
            tree = told[k].scene.tree
            if any(
                _is_deed(tree, c)
                for t in (draft.token, *(p.head for p in draft.targets))
                for c in tree.having(t, "xcomp", "ccomp", "acl", "advcl", "obl:arg")
            ):
                continue  # blame for a deed of its own
            out[k].remove(draft)
            if not host.actors and tree[draft.token].dep == "acl:relcl":
                out[n][m] = replace(host, actors=draft.targets)
            else:
                out[k].append(_anew(host, draft, actors=draft.targets, sources=draft.sources))
        self._imputed(told[k], out[k])

    def _imputed(self, here: Told, drafts: list[Draft]) -> None:
        """ "…, qu'il impute au M23": a pronoun stands for the claim, a preposition leads to its author."""
        tree = here.scene.tree
        for i, token in enumerate(tree.tokens):
            if token.pos != "VERB" or token.lemma not in self._accuse or any(tree[d.token].head == i for d in drafts):
                continue
            its = here.view.arguments(i)
            pronouns = [c for c in tree.having(i, "obj", "iobj") if tree[c].pos == "PRON"]
            blamed = tuple(
                p for prep, o in its.obliques if prep and matches(prep, self._words.blamed) for p in here.reader.read(o)
            )
            before = [d for d in drafts if d.token < i and d.event in BLAMED and not d.actors]
            if pronouns and blamed and before:
                drafts[drafts.index(before[-1])] = replace(before[-1], actors=blamed)

    # ------------------------------------------------------------ denials

    def _denials(self, told: Sequence[Told], out: list[list[Draft]], k: int) -> None:
        here = told[k]
        for i, source in self._deniers(here, out[k]):
            at = _before(told, out, k, i, None)
            if at is None:
                continue
            host = out[at[0]][at[1]]
            if {s.phrase.head for s in source} & {s.phrase.head for s in host.sources if at[0] == k}:
                continue  # what they say themselves: they deny what somebody else says
            tree = here.scene.tree
            span = tree.span(tree.members(i))
            denial = replace(host, sentence=k, clause=i, token=i, trigger=tree[i].span, evidence=span)
            out[k].append(_anew(host, denial, actors=host.actors, sources=source, modality=Modality.DENIED))

    def _deniers(self, here: Told, drafts: Sequence[Draft]) -> Iterator[tuple[int, tuple[Source, ...]]]:
        """Verbs of denial that say no event of their own, with whoever denies."""
        tree = here.scene.tree
        for i, token in enumerate(tree.tokens):
            if token.lemma not in self._deny or token.pos != "VERB":
                continue
            marks = {tree[c].text.lower() for c in tree.having(i, "mark", "case")}
            aim = token.dep in ("advcl", "acl") or not marks.isdisjoint(here.view.hints.purpose)
            if aim and tree.feat(i, "VerbForm") == "Inf":
                continue  # "to defend them": what somebody is to do
            its = here.view.arguments(i)
            own = set(tree.subtree(i))
            if any(d.token in own and d.token > i for d in drafts) or not its.subjects:
                continue
            if any(tree[o].pos != "PRON" and tree[o].lemma not in self._words.refuted for o in its.objects):
                continue
            if not its.objects and tree.having(i, "ccomp", "xcomp", "obl:arg"):
                continue
            sources = tuple(Source(p.span, p.phrase, token.span, p.head) for s in its.subjects for p in here.reader.read(s))
            if sources:
                yield i, sources


def _is_deed(tree: Tree, i: int) -> bool:
    """Whether a clause without a finite verb of its own is what somebody is blamed for ("of collaborating", "d'avoir trahi")."""
    led = tree[i].pos == "VERB" and bool(tree.having(i, "mark", "case"))
    return tree.feat(i, "VerbForm") in ("Inf", "Ger") or bool(tree.having(i, "aux:tense")) or led


def _anew(
    host: Draft,
    by: Draft,
    *,
    actors: tuple[Participant, ...],
    sources: tuple[Source, ...],
    modality: Modality = Modality.ASSERTED,
) -> Draft:
    """The happening of ``host`` as told again by the words of ``by``."""
    return replace(
        host,
        sentence=by.sentence,
        clause=by.clause,
        token=by.token,
        trigger=by.trigger,
        evidence=by.evidence,
        actors=actors,
        sources=sources,
        figures=(),
        modality=modality,
        polarity=Polarity.POSITIVE,
        reasons=_COUNTED,
        missing_actor=(),
        missing_target=(),
        elided=False,
    )


def _orphans(scene: Scene, drafts: Sequence[Draft]) -> tuple[FigureUse, ...]:
    """The dead and wounded of a sentence that makes no claim."""
    if drafts:
        return ()
    wholes = tuple(
        FigureUse(f, f.kind)
        for f in scene.source.figures
        if f.kind is not None and f.kind in HARM and not f.implicit and f.part_of is None
    )
    return with_parts(wholes, scene.source.figures)


def _as_source(speaker: Participant, cue: Span) -> Source:
    return Source(speaker.span, speaker.phrase, cue, speaker.head)


def _are_others(sources: Sequence[Source], than: Sequence[Source]) -> bool:
    """Whether somebody speaks who did not before. A pronoun or a text ("the statement") may point back."""
    if than and all(s.pronoun or s.text_noun for s in sources):
        return False
    before = {s.phrase.head for s in than}
    return bool(sources) and not before & {s.phrase.head for s in sources}


def _united(tolls: Sequence[Draft]) -> tuple[Source, ...]:
    return tuple(s for d in tolls for s in d.sources)


def _figures(tolls: Sequence[Draft]) -> tuple[FigureUse, ...]:
    return tuple(u for d in tolls for u in d.figures)


def _with_words(host: Draft, tolls: Sequence[Draft]) -> Draft:
    """The words for those who struck and those who were struck, of whom the toll may say more."""
    authors = host.actor_words or next((d.actor_words for d in tolls if d.actor_words), ())
    struck = dict.fromkeys((*host.target_words, *(w for d in tolls for w in d.target_words)))
    return replace(host, actor_words=authors, target_words=tuple(struck))


def _by_speaker(told: Told, draft: Draft, k: int) -> Iterator[Draft]:
    """A claim; and one each for figures of its sentence that somebody else gives ("…; the governor speaks of 20 dead"), or that
    its speaker gives beside what is denied ("… speaks of 50 killed and denies any abuse").
    """
    others: dict[tuple[str, ...], tuple[tuple[Source, ...], list[FigureUse]]] = {}
    own = {s.phrase.head for a in told.acts if draft.token in a.scope for s in a.sources}
    denied = set(told.scene.tree.subtree(draft.token)) if draft.modality is Modality.DENIED else None
    for use in draft.figures if draft.event in STRIKING else ():
        at = _token(told, use)
        if use.kind not in HARM or at == draft.token:
            continue
        around = [a for a in told.acts if at in a.scope and a.sources]
        act = min(around, key=lambda a: len(a.scope), default=None)
        heads = tuple(s.phrase.head for s in act.sources) if act is not None else ()
        elsewhere = act is not None and draft.token not in act.scope and act.verb != draft.token and set(heads) - own
        if denied is not None and at not in denied and not elsewhere:
            others.setdefault(("",), (draft.sources, []))[1].append(use)
        elif act is not None and elsewhere:
            others.setdefault(heads, (act.sources, []))[1].append(use)
    given = [use for _, uses in others.values() for use in uses]
    apart = {head for heads in others for head in heads} - own
    if given:
        sources = tuple(s for s in draft.sources if s.phrase.head not in apart)
        draft = replace(draft, figures=tuple(u for u in draft.figures if u not in given), sources=sources)
    yield draft
    yield from (_counted(told, draft, sources, tuple(uses), k) for sources, uses in others.values())


def _token(told: Told, use: FigureUse) -> int:
    tree = told.scene.tree
    within = tree.within(use.figure.span)
    tops = [m for m in within if tree[m].head not in within or tree[m].head == m]
    return tops[-1] if tops else 0


def _counted(told: Told, host: Draft, sources: tuple[Source, ...], figures: tuple[FigureUse, ...], k: int) -> Draft:
    """The dead and wounded that another voice counts of what was told before."""
    tree = told.scene.tree
    at = _token(told, figures[0])
    own = replace(
        host, sentence=k, clause=tree.clause(at), token=at, trigger=tree[at].span, evidence=told.scene.source.span
    )
    made = _anew(replace(host, event=Event.KILLING, targets=(), means=()), own, actors=(), sources=sources)
    return replace(made, figures=figures, actor_words=(), target_words=(), places=(), ours=None)


def _near(told: Sequence[Told], k: int) -> Iterator[int]:
    """Sentences before the ``k``-th that are close to it, nearest first."""
    for n in range(k - 1, max(-1, k - 1 - REACH), -1):
        if told[k].scene.source.paragraph - told[n].scene.source.paragraph > 1:
            return
        yield n


def _cause(told: Sequence[Told], out: list[list[Draft]], k: int, figures: tuple[FigureUse, ...]) -> tuple[int, int] | None:
    """The violent claim just before that has no such toll of its own."""
    kinds = {u.kind for u in figures}
    for n in _near(told, k):
        for m in sorted(range(len(out[n])), key=lambda x: (out[n][x].event not in STRIKING, -x)):
            draft = out[n][m]
            violent = draft.event in STRIKING and draft.reasons != _COUNTED
            if violent and draft.polarity is Polarity.POSITIVE and draft.modality in (Modality.ASSERTED, Modality.POSSIBLE):
                return (n, m) if not kinds & {u.kind for u in draft.figures} else None
    return None


def _before(
    told: Sequence[Told], out: list[list[Draft]], k: int, token: int, events: frozenset[Event] | None
) -> tuple[int, int] | None:
    """The nearest claim before a word, in its sentence or in those before."""
    for n in (k, *_near(told, k)):
        for m in range(len(out[n]) - 1, -1, -1):
            draft = out[n][m]
            fits = draft.event in events if events is not None else draft.event not in SPOKEN
            if fits and (n < k or draft.token < token) and draft.modality in (Modality.ASSERTED, Modality.POSSIBLE):
                return n, m
    return None

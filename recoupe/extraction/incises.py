"""Clauses of saying put into or behind what is said: "…, a indiqué à l'AFP une source militaire".

Their subject stands behind the verb, where a parse mostly takes it for an object. They are read from the order of the words:
a break, the verb with its auxiliaries, then the first noun without a preposition that can speak.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recoupe.extraction.breaks import BREAKS, CLOSERS, is_break, next_break, stretch_end, stretch_start, verb_follows
from recoupe.extraction.speakers import Source, Speakers, SpeechAct
from recoupe.extraction.tree import NOMINAL, Tree

BEFORE_VERB = frozenset({"AUX", "ADV", "PRON"})


def inverted_acts(speakers: Speakers, kinds: Mapping[str, str]) -> Iterator[SpeechAct]:
    """``kinds``: what each verb does, by lemma."""
    tree = speakers.tree
    for i in range(len(tree)):
        kind = kinds.get(speakers.verb(i))
        if kind is None or not (_is_finite(tree, i) if tree[i].pos in ("VERB", "AUX") else _looks_finite(tree, i)):
            continue
        start = _start(speakers, i)
        if start is None:
            continue
        head = _clitic(speakers, start, i)
        if head is None:
            head = _speaker(speakers, i)
        if head is None:
            continue
        cue = tree[i].span
        sources = speakers.sources(head, cue)
        if not sources:
            continue
        stop = _stop(tree, max(i, head), sources)
        if _has_subject_before(speakers, i, start) and not verb_follows(tree, stop):
            continue
        hearers = tuple(
            Source(s.span, s.phrase, cue, s.head)
            for h in _hearers(speakers, i, stop)
            if h != head
            for s in speakers.sources(h, cue)
        )
        yield SpeechAct(kind, sources + hearers, _scope(tree, start, stop), i, aside=True)


def _is_finite(tree: Tree, i: int) -> bool:
    if "VerbForm=Fin" in tree[i].feats:
        return True
    return any(
        "VerbForm=Fin" in tree[k].feats and tree[k].pos in ("AUX", "VERB")
        for k in range(max(0, i - 4), i)
        if not is_break(tree, k)
    )


def _looks_finite(tree: Tree, i: int) -> bool:
    """A verb that the parse took for a noun: right behind a break and right before a speaker's article or name."""
    if i == 0 or i + 1 >= len(tree) or not is_break(tree, i - 1) or not tree[i].text.islower():
        return False
    return tree[i + 1].pos in ("DET", "PROPN") or tree[i + 1].text.startswith("-")


def _start(speakers: Speakers, i: int) -> int | None:
    """The first token of the clause, when a break stands before the verb and its auxiliaries and nothing else."""
    tree = speakers.tree
    k = i
    while k > 0 and not is_break(tree, k - 1):
        token = tree[k - 1]
        inside = (
            (token.pos in BEFORE_VERB and not _is_relative(tree, k - 1)) or token.dep == "aux:caus" or token.text.startswith("-")
        )
        if not inside or (token.pos == "PRON" and token.dep in ("nsubj", "nsubj:pass") and not token.text.startswith("-")):
            return None
        k -= 1
    if k == 0 and not _after_quote(speakers):
        return None
    if k and tree[k - 1].text == ":":
        return None
    return k


def _has_subject_before(speakers: Speakers, i: int, start: int) -> bool:
    """Whether somebody before the break is the verb's own subject, so that no other stands behind it."""
    tree = speakers.tree
    own = (s for s in tree.having(i, "nsubj", "nsubj:pass") if s < start and not _is_relative(tree, s))
    return any(speakers.has_voice(s) and _near_subject(tree, s, start) for s in own)


def _near_subject(tree: Tree, subject: int, start: int) -> bool:
    """A subject before the break is the verb's own where nothing between them has a subject or a finite verb of its own."""
    return not any("VerbForm=Fin" in tree[k].feats for k in range(subject + 1, start) if not _in_relative(tree, k, subject))


def _in_relative(tree: Tree, k: int, subject: int) -> bool:
    return any(tree[a].dep == "acl:relcl" and tree[a].head == subject for a in (k, *tree.ancestors(k)))


def _is_relative(tree: Tree, i: int) -> bool:
    return "PronType=Rel" in tree[i].feats


def _after_quote(speakers: Speakers) -> bool:
    """Whether the sentence follows a closing mark, or a question or cry that a quotation can end with."""
    before = speakers.reader.text[: speakers.tree[0].span.start].rstrip()[-1:]
    return bool(before) and (before in speakers.words.closers or before in speakers.words.straight)


def _clitic(speakers: Speakers, start: int, i: int) -> int | None:
    """ "a-t-il dit", "affirme-t-elle"."""
    tree = speakers.tree
    for k in range(start, min(i + 2, len(tree))):
        if tree[k].text.startswith("-") and len(tree[k].text) > 1 and speakers.is_person_pronoun(k):
            return k
    return None


def _speaker(speakers: Speakers, i: int) -> int | None:
    """The first noun behind the verb that no preposition governs and that can speak."""
    tree = speakers.tree
    k, aside, seen_break = i + 1, set[int](), False
    while k < len(tree):
        token = tree[k]
        if is_break(tree, k):
            if seen_break or token.text not in (",",):
                return None
            seen_break = True
        elif token.pos in ("SCONJ", "VERB", "AUX") or _is_relative(tree, k):
            return None
        elif token.pos == "ADP" and not _is_article(speakers, i, k):
            k = _past_phrase(speakers, k, aside)
            continue
        elif ((token.pos in NOMINAL and token.pos != "NUM") or k in speakers.view.names) and not _is_aside(speakers, k, aside):
            return k if speakers.can_speak(k) and not (token.pos == "PRON" and not speakers.is_person_pronoun(k)) else None
        k += 1
    return None


def _is_article(speakers: Speakers, verb: int, k: int) -> bool:
    return speakers.tree[k].text.lower() in speakers.words.plural_article


def _past_phrase(speakers: Speakers, k: int, aside: set[int]) -> int:
    """The token behind the noun of a prepositional phrase; its noun and what directly follows it are put in ``aside``."""
    tree = speakers.tree
    n = k + 1
    while (
        n < len(tree)
        and not ((tree[n].pos in NOMINAL and tree[n].pos != "NUM") or n in speakers.view.names)
        and not is_break(tree, n)
    ):
        n += 1
    aside.add(n)
    return n + 1 if n < len(tree) and not is_break(tree, n) else n


def _is_aside(speakers: Speakers, k: int, aside: set[int]) -> bool:
    """A word of time, or a name that belongs to the noun of a prepositional phrase ("à l'agence Reuters")."""
    tree, words = speakers.tree, speakers.words
    if tree[k].lemma in words.time_nouns:
        return True
    return k - 1 in aside and tree[k].head in aside and tree[k].pos == "PROPN" and tree[k - 1].lemma not in words.time_nouns


def _hearers(speakers: Speakers, i: int, stop: int) -> Iterator[int]:
    tree = speakers.tree
    for k in range(i + 1, stop):
        if tree[k].pos == "ADP" and tree[k].text.lower().replace("’", "'") in speakers.words.hearer:
            yield from (n for n in range(k + 1, min(k + 4, stop)) if speakers.is_outlet(n))


def _stop(tree: Tree, last: int, sources: tuple[Source, ...]) -> int:
    """The end of the clause: the break behind the speaker's phrase."""
    end = max(s.span.end for s in sources)
    while last + 1 < len(tree) and tree[last + 1].span.start < end:
        last += 1
    return next_break(tree, last + 1)


def _scope(tree: Tree, start: int, stop: int) -> frozenset[int]:
    """What is said: the stretch around the clause, from the last strong break on."""
    low = stretch_start(tree, start)
    if (start and tree[start - 1].text in CLOSERS) or (start > 1 and tree[start - 2].text in CLOSERS):
        low = _quote_start(tree, start)
    high = stretch_end(tree, stop)
    return frozenset(k for k in range(low, high) if not start <= k < stop)


def _quote_start(tree: Tree, start: int) -> int:
    """Strong breaks inside a quotation do not end what is said; those before it do."""
    opening = next((k for k in range(start - 3, -1, -1) if tree[k].text in BREAKS and tree[k].text in ("«", "“", '"', "‘")), 0)
    return stretch_start(tree, opening)

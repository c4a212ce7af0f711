"""From the heads of phrases to the participants that they name."""

from __future__ import annotations

from dataclasses import replace

from recoupe.extraction.kinds import PEOPLE
from recoupe.extraction.participants import Participant, Participants, PhraseWords
from recoupe.extraction.tree import Tree
from recoupe.extraction.view import View
from recoupe.language.fold import fold
from recoupe.language.schema_events import Kind
from recoupe.model import NameKind, Span


def phrases_of(reader: Participants, heads: tuple[int, ...]) -> tuple[Span, ...]:
    """The phrases of ``heads`` and of the nouns coordinated with them, as written; pronouns are none."""
    tree = reader.tree
    whole = [w for h in heads for k in tree.coordinated(h) for w in (*_wholes(reader, k), *_named_behind(reader, k))]
    return tuple(dict.fromkeys(reader.span(k) for k in whole if tree[k].pos not in ("PRON", "ADJ", "NUM")))


def _wholes(reader: Participants, i: int) -> list[int]:
    """What a noun for a part is a part of ("the windows of the embassy"), with what is coordinated with that; else the noun."""
    tree, kinds = reader.tree, reader.words.kinds
    if tree[i].lemma not in kinds.parts or i in reader.names:
        return [i]
    of = [c for c in tree.having(i, "nmod") if c > i and tree.preposition(c) in kinds.genitives]
    if any(Kind.PLACE in kinds.of(tree, c, reader.names) for c in of):
        return [i]
    if PEOPLE & kinds.of_lemma.get(tree[i].lemma, frozenset()) and any(_is_body(reader, c) for c in of):
        return [i]  # "members of the front": people, and not the front
    return [k for c in of for k in tree.coordinated(c)] or [i]


def _is_body(reader: Participants, i: int) -> bool:
    """Whether a phrase names one body, not the people that a group consists of."""
    return i in reader.names or reader.tree.feat(i, "Number") == "Sing"


def _named_behind(reader: Participants, i: int) -> list[int]:
    """ "Two of her guards, X and Y, were shot": the persons by whom several people are named, or one counted before."""
    tree = reader.tree
    if i in reader.names or not (tree[i].pos == "NUM" or tree.feat(i, "Number") == "Plur"):
        return []
    beside = [c for c in tree.having(i, "appos") if c > i and not tree.having(c, "case")]
    return [k for c in beside for k in tree.coordinated(c) if tree[k].pos == "PROPN" and _is_person(reader, k)]


def _is_person(reader: Participants, i: int) -> bool:
    name = reader.names.get(i)
    return name is None or not {NameKind.PERSON, NameKind.UNKNOWN}.isdisjoint(name.kinds)


def as_people(view: View, target: Participant) -> Participant:
    """ "Los sirios muertos": those of a nation who are killed, seized or driven out are people, not the nation."""
    token = view.tree[target.head]
    nation = target.head not in view.names and token.pos in ("NOUN", "PROPN") and fold(token.text) in view.kinds.demonyms
    return replace(target, civilian=True) if nation else target


def participants_of(reader: Participants, heads: tuple[int, ...]) -> tuple[Participant, ...]:
    out: dict[Span, Participant] = {}
    for h in heads:
        for p in reader.read(h):
            out.setdefault(p.span, p)
    return tuple(out.values())


def own_demonym(reader: Participants, i: int) -> tuple[Participant, ...]:
    """The adjective of nationality of the event noun, or of the means it names."""
    tree = reader.tree
    for k in (i, *tree.having(i, "nmod", "amod")):
        phrase = reader.phrase(k)
        if phrase.countries and k not in reader.names and (k == i or Kind.MEANS in reader.words.kinds.of(tree, k, reader.names)):
            return (Participant(phrase.span, phrase, k),)
    return ()


def is_known_group(tree: Tree, h: int, words: PhraseWords) -> bool:
    """ "The group had targeted homes": a bare noun for a group, one and known already, stands for the one named before."""
    bare = not tree.having(h, "amod", "nmod", "compound", "appos", "acl", "acl:relcl", "nmod:poss", "conj", "nummod")
    articles = [d for d in tree.having(h, "det") if tree.feat(d, "PronType") == "Art"]
    known = any(tree.feat(d, "Definite") != "Ind" and tree[d].text.lower() not in words.indefinite for d in articles)
    return bare and known and tree[h].lemma in words.groups and tree.feat(h, "Number") != "Plur"

"""What the noun phrases of a sentence can be: who, where, what with. Words from the pack, names from the registries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recoupe.extraction.tree import Tree
from recoupe.language.fold import fold
from recoupe.language.schema_events import Kind
from recoupe.model import Name, NameKind

_OF_NAME = {
    NameKind.ACTOR: frozenset({Kind.ACTOR}),
    NameKind.COUNTRY: frozenset({Kind.ACTOR, Kind.PLACE}),
    NameKind.PLACE: frozenset({Kind.PLACE}),
    NameKind.PERSON: frozenset({Kind.ACTOR, Kind.CIVILIAN, Kind.SOURCE}),
    NameKind.OUTLET: frozenset({Kind.SOURCE}),
    NameKind.UNKNOWN: frozenset({Kind.ACTOR, Kind.PLACE, Kind.CIVILIAN}),
}
NOTHING: frozenset[Kind] = frozenset()
PEOPLE = frozenset({Kind.ACTOR, Kind.CIVILIAN})
BAND = frozenset({Kind.BAND})


def is_people(tree: Tree, i: int) -> bool:
    """Whether a noun of nationality means some people of it ("a Syrian", "a hundred Palestinians"), not the side."""
    if tree[i].pos not in ("NOUN", "PROPN"):
        return False
    dets = tree.having(i, "det")
    counted = bool(tree.having(i, "nummod")) or any(tree.feat(d, "Definite") == "Ind" for d in dets)
    return counted or tree.feat(i, "Number") == "Sing"


@dataclass(frozen=True)
class NounKinds:
    """Kinds by noun lemma, and the nouns with a part in the grammar of their own."""

    of_lemma: Mapping[str, frozenset[Kind]]
    carriers: frozenset[str]
    parts: frozenset[str]
    genitives: frozenset[str]
    """Prepositions "of" as written, lower case, contracted and elided forms included."""
    weak: frozenset[str]
    """Nouns for groups that name nobody unless something beside them does."""
    demonyms: Mapping[str, str]
    """Folded forms of adjectives and nouns of nationality, and the country's ISO 3166-1 alpha-2."""
    offices: frozenset[str] = frozenset()
    """Nouns for those who hold an office."""
    names_before: bool = False
    """Whether names stand before the noun that they belong to ("Alpha Barrage")."""

    def of(self, tree: Tree, i: int, names: Mapping[int, Name]) -> frozenset[Kind]:
        """The kinds of the phrase headed by ``i``; those of what it is a part of for nouns like "half"."""
        name = names.get(i)
        if name is not None:
            known = frozenset().union(*(_OF_NAME[k] for k in name.kinds))
            return known | BAND if name.band else known
        token = tree[i]
        if token.pos == "PRON":
            return NOTHING
        kinds = self.of_lemma.get(token.lemma) or self.of_lemma.get(token.lemma.rsplit("-", 1)[-1], NOTHING)
        if token.lemma in self.parts:
            for child in tree.having(i, "nmod", "obl", "obl:arg"):
                kinds = kinds | self.of(tree, child, names)
        if not kinds and token.pos in ("NOUN", "ADJ", "PROPN", "VERB") and fold(token.text) in self.demonyms:
            return PEOPLE if is_people(tree, i) else frozenset({Kind.ACTOR})
        if Kind.ACTOR in kinds and any(names[c].band for c in tree.children[i] if c in names):
            kinds = kinds | BAND
        if Kind.PLACE not in kinds and any(NameKind.PLACE in names[c].kinds for c in tree.children[i] if c in names):
            kinds = kinds | ({Kind.GROUND} if Kind.GROUND in kinds or Kind.SITE in kinds else NOTHING)
        return kinds

"""``places.toml`` of a language pack: the words around the names of places."""

from __future__ import annotations

from recoupe.language.data import DataModel
from recoupe.model import Relation


class PlaceNoun(DataModel):
    """A noun that may govern a place name, as "province" or "pumping station" do."""

    lemma: str
    forms: tuple[str, ...]
    """Singular and plural, as written."""
    kind: str
    """A kind of place of the gazetteer."""
    also: tuple[str, ...] = ()
    """Other kinds that the noun may mean."""
    anaphoric: bool = True
    """Whether "this …" and "the …" alone may point back to a place of the kind."""
    capital: bool = False
    """Whether it means the seat of a country's government, so that alone it is that of where the report plays."""
    sited: bool = False
    """Whether "the … at X" is a thing that stands at X and may bear its name."""


class Preposition(DataModel):
    """``phrases`` end where the name phrase starts; a last word that has contractions stands for all of them."""

    relation: Relation
    phrases: tuple[str, ...]
    contains: bool = False
    """Whether "X, … Y" after another place says that X lies in Y."""


class BorderWords(DataModel):
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    """"frontalière": makes a border of the noun that it follows."""
    between: tuple[str, ...]
    joining: tuple[str, ...]
    """Words that may stand between the border and its countries."""


class PlaceWords(DataModel):
    determiners: tuple[str, ...]
    demonstratives: tuple[str, ...]
    plural_determiners: tuple[str, ...] = ()
    """Articles of the plural, contracted ones included: "the countries" points to none that was named."""
    contractions: dict[str, tuple[str, ...]]
    """A preposition with the article behind it: "de" → "du", "de la" …"""
    genitive: str
    """The preposition that ties a name to its noun."""
    locative: str
    """The preposition that ties a thing to where it stands."""
    conjunctions: tuple[str, ...]
    function_words: tuple[str, ...]
    """Words that end the search for a governing noun."""
    situated: tuple[str, ...]
    """Participles: "situated", "based"."""
    directions: dict[str, tuple[str, ...]]
    """Compass point → nouns for it."""
    direction_adjectives: dict[str, tuple[str, ...]]
    directional: str
    """Preposition before a direction that makes "north of X" of it, where another makes "the north of X"."""
    certain: tuple[str, ...]
    """Prepositions that, before an unknown name, only a place can have."""
    inside: tuple[str, ...]
    """Phrases before a direction that say inside ("dans le")."""
    prepositions: tuple[Preposition, ...]
    units: dict[str, float]
    """Unit of distance → kilometres."""
    counts: dict[str, float]
    """Figures in words before a unit."""
    border: BorderWords
    nouns: tuple[PlaceNoun, ...]
    here: tuple[str, ...]
    """Phrases that point back to the last place: "sur place"."""
    demonym_stems: dict[str, tuple[str, ...]]
    """Country → first halves of compound adjectives: "syro" in "syro-irakienne"."""
    name_particles: tuple[str, ...]
    """Lower-case words inside names: "de", "ez", "al"."""
    not_places: tuple[str, ...]
    """Words that are also names of places, and hardly ever mean them."""
    doubtful: tuple[str, ...]
    """Names of places that are also common words or names: taken only where a preposition of place or a noun governs them."""
    noun_after: bool = False
    """Whether a governing noun, or an adjective of nationality, may stand on the other side: "Anbar province"."""
    direction_before: bool = False
    """Whether a word of direction stands right before the name: "northern Syria"."""
    endings: tuple[str, ...] = ()
    """Glued behind a name and no part of it: "'s"."""
    prefixes: tuple[str, ...] = ()
    """Letters that may be glued before a name in a script without capitals."""
    titles: tuple[str, ...] = ()
    """Words before the name of a person: "General", "Mr"."""
    offices: tuple[str, ...] = ()
    """Words that behind the name of a place say that somebody serves it: "Governor", "Mayor"."""
    bodies: tuple[str, ...] = ()
    """Words that make the name of a body of the capitalised words around them: "University", "Times"."""
    qualifiers: tuple[str, ...] = ()
    """Capitalised words beside the name of a place that leave it one: "Greater", "Downtown"."""

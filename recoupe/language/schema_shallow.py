"""Schema of the ``[shallow]`` table of ``pack.toml``: the small words by which a language without a trained parser is read."""

from __future__ import annotations

from recoupe.language.data import DataModel

Words = tuple[str, ...]


class ShallowWords(DataModel):
    """Everything as written; matching folds spelling and passes over vowel signs."""

    prepositions: Words
    conjunctions: Words
    complementizers: Words
    """Conjunctions that open what is said or wanted ("that")."""
    subordinators: Words
    """Conjunctions that open a clause of circumstance ("when")."""
    relatives: Words
    pronouns: Words
    """Pronouns that stand alone, also with a preposition in one word."""
    demonstratives: Words
    determiners: Words
    """Nouns before a noun that only say how much of it ("all")."""
    negations: Words
    particles: Words
    """Small words that change nothing ("indeed")."""
    adverbs: Words
    possible: Words
    """Particles that make a verb in the present a mere possibility, and mean nothing before one in the past."""
    future: Words
    """Particles of the future."""
    owning: Words
    """Prepositions that may tie a noun to the noun right before it."""
    passives: Words
    """Forms of verbs that are always passive."""
    alone_passive: Words
    """Verbs whose only noun behind them is what they were done to: the script does not show their passive."""
    transparent: Words
    """Nouns that only say that what follows is done or happens ("carrying out"): the noun behind them takes their place."""
    noun_only: Words
    """Forms that a verb has too, but that mostly are nouns."""
    verb_before: Words
    """Words behind which only a verb stands."""
    sayers: Words = ()
    """Verbs that a complementizer belongs to, wherever it stands in their sentence."""
    plural_verbs: Words = ()
    """Endings of verbs in the plural, behind which no subject follows."""
    feminine_verbs: Words = ()
    """Endings of verbs whose subject is feminine."""
    circumstance: Words = ()
    """Nouns that behind a verb say where or how without a preposition ("north of")."""
    partitives: Words = ()
    """Prepositions between a number and those of whom it counts some."""
    pronouns_with_preposition: Words = ()
    """Those of ``pronouns`` that hold a preposition."""
    takers: Words = ()
    """Verbs whose deed stands behind one of ``taking_prepositions`` ("threaten with a strike")."""
    taking_prepositions: Words = ()
    adjective_endings: Words
    """Endings of adjectives, folded."""
    several_people: Words = ()
    """Endings of nouns and adjectives for several people, which never describe a single noun."""
    present: str
    """Letters that begin a verb of the present, folded."""
    case_endings: Words
    """Endings of a noun that nothing can be joined to."""

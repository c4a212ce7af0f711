"""``people.toml``: the words of a language for those who fight, suffer, speak and hold office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import Field

from recoupe.errors import DataError
from recoupe.language.data import DataModel, line_of, load_toml
from recoupe.language.fold import fold

Words = tuple[str, ...]
Table = dict[str, Words]


class PluralRule(DataModel):
    """How a regular plural is made, so that a word found in the plural is still known."""

    suffix: str
    invariant_endings: Words = ()
    changed_endings: Mapping[str, str] = Field(default_factory=dict)
    """"al" to "aux"; longest ending first wins."""
    more_endings: Words = ()
    """Other endings of the same word, where gender and case are made with endings."""
    glued: Words = ()
    """What is written together before a word: articles and prepositions."""


class PeopleFile(DataModel):
    """Lists of lemmas; in tables the key says what the lemmas under it mean, in the same terms for every language."""

    plural: PluralRule
    forces: Table
    """Nouns for a force of a state, by role (army, police, security, intelligence)."""
    force_modifiers: Table
    """Words that turn a force noun to another role."""
    government: Table
    """Nouns for a state's rule, by role (state, government, army where they command it …)."""
    ministries: Table
    """Fields of a ministry, by role."""
    ministry_nouns: Words
    members: Words
    """Nouns for those who belong to a force or group, which say nothing of whose."""
    state_members: Table
    """The same, of a state by their very name (soldiers, policemen), by role."""
    holdings: Words
    """Nouns for what a side has: positions, bases, leaders."""
    units: Words
    """Nouns for a part of a force."""
    labels: Table
    """Nouns that say what somebody is without a name (rebels, jihadists), by concept."""
    qualifiers: Table
    """Adjectives of people and of allegiance (Kurdish, pro-Russian), by concept."""
    loaded: Words
    """Those of all these words that take a side."""
    loaded_nouns: Words
    """Nouns for a state that take a side ("occupier")."""
    loaded_demonyms: dict[str, Words]
    """Words used for a country that take a side, by ISO code."""
    anonymous: Words
    """Nouns for armed people of whom nobody says who they are."""
    civilians: Words
    nobody_told: Words = ()
    """Those of them that do not say that somebody belonged to no force ("persons", "the dead")."""
    vague_forces: Words
    """Those nouns for a force that by themselves do not say that it is a state's."""
    groups: Words
    """Nouns for several people or groups that leave the naming to what follows ("groups", "factions")."""
    offices: Table
    """Nouns for an office, by office."""
    former: Words = ()
    """Words that put an office into the past or beside its holder ("former", "deputy")."""
    unnamed_sources: Words
    organizations: Words
    """Nouns for bodies that speak and are no armed side ("commission", "hôpital")."""
    source_texts: Words
    """Those of the unnamed sources that are texts, pictures or figures: they speak for their owner, where it is named."""
    civil_modifiers: Words
    """Words that make of a force a body of civilians ("civil")."""
    state_media: Words
    """Words that make of "media" those of a state."""
    media_nouns: Words
    allies: Words


@dataclass(frozen=True)
class PeopleWords:
    """Every collection holds each lemma as written, its regular plural, and both folded."""

    force_nouns: Mapping[str, str]
    force_modifiers: Mapping[str, str]
    government_nouns: Mapping[str, str]
    ministries: Mapping[str, str]
    ministry_nouns: frozenset[str]
    member_nouns: frozenset[str]
    """Those of ``state_members`` included."""
    state_members: Mapping[str, str]
    holding_nouns: frozenset[str]
    unit_nouns: frozenset[str]
    labels: Mapping[str, str]
    qualifiers: Mapping[str, str]
    loaded: frozenset[str]
    loaded_nouns: frozenset[str]
    loaded_demonyms: Mapping[str, str]
    anonymous_nouns: frozenset[str]
    civilian_nouns: frozenset[str]
    untold_nouns: frozenset[str]
    vague_forces: frozenset[str]
    group_nouns: frozenset[str]
    office_nouns: Mapping[str, str]
    former: frozenset[str]
    unnamed_source_nouns: frozenset[str]
    organization_nouns: frozenset[str]
    text_nouns: frozenset[str]
    civil_modifiers: frozenset[str]
    state_media: frozenset[str]
    media_nouns: frozenset[str]
    ally_words: frozenset[str]

    @property
    def armed_nouns(self) -> frozenset[str]:
        """Every noun that can head a phrase for an armed actor."""
        return (
            self.member_nouns
            | self.unit_nouns
            | self.anonymous_nouns
            | self.force_nouns.keys()
            | self.labels.keys()
            | self.loaded_nouns
        )


def load_people(folder: Path) -> PeopleWords:
    """Read ``people.toml`` of a pack. Raises ``DataError``, also for a lemma that stands under two keys of one table."""
    path = folder / "people.toml"
    file = load_toml(path, PeopleFile)
    for table in ("forces", "government", "ministries", "state_members", "labels", "qualifiers", "offices"):
        _check_once(path, table, getattr(file, table))
    return _words(file)


def _words(file: PeopleFile) -> PeopleWords:
    def one(words: Words) -> frozenset[str]:
        return frozenset(form for word in words for form in _forms(word, file.plural))

    def keyed(table: Mapping[str, Words]) -> dict[str, str]:
        return {form: key for key, words in table.items() for form in one(words)}

    return PeopleWords(
        force_nouns=keyed(file.forces),
        force_modifiers=keyed(file.force_modifiers),
        government_nouns=keyed(file.government),
        ministries=keyed(file.ministries),
        ministry_nouns=one(file.ministry_nouns),
        member_nouns=one(file.members) | keyed(file.state_members).keys(),
        state_members=keyed(file.state_members),
        holding_nouns=one(file.holdings),
        unit_nouns=one(file.units),
        labels=keyed(file.labels),
        qualifiers=keyed(file.qualifiers),
        loaded=one(file.loaded),
        loaded_nouns=one(file.loaded_nouns),
        loaded_demonyms=keyed(file.loaded_demonyms),
        anonymous_nouns=one(file.anonymous),
        civilian_nouns=one(file.civilians),
        untold_nouns=one(file.nobody_told),
        vague_forces=one(file.vague_forces),
        group_nouns=one(file.groups),
        office_nouns=keyed(file.offices),
        former=one(file.former),
        unnamed_source_nouns=one(file.unnamed_sources),
        organization_nouns=one(file.organizations),
        text_nouns=one(file.source_texts),
        civil_modifiers=one(file.civil_modifiers),
        state_media=one(file.state_media),
        media_nouns=one(file.media_nouns),
        ally_words=one(file.allies),
    )


def _forms(word: str, rule: PluralRule) -> Iterable[str]:
    bare = (word, plural_of(word, rule), *(word + ending for ending in rule.more_endings))
    forms = [start + form for start in ("", *rule.glued) for form in bare]
    return dict.fromkeys((*forms, *map(fold, forms)))


def plural_of(word: str, rule: PluralRule) -> str:
    for ending in sorted(rule.changed_endings, key=len, reverse=True):
        if word.endswith(ending):
            return word[: -len(ending)] + rule.changed_endings[ending]
    return word if word.endswith(rule.invariant_endings) else word + rule.suffix


def _check_once(path: Path, table: str, entries: Mapping[str, Words]) -> None:
    seen: dict[str, str] = {}
    for key, words in entries.items():
        for word in words:
            if word in seen:
                line = line_of(path.read_text(encoding="utf-8"), (table, key))
                raise DataError(str(path), line, f"{table}: {word!r} stands under {seen[word]!r} and {key!r}")
            seen[word] = key


@cache
def people_of(folder: Path) -> PeopleWords:
    """``load_people``, read once."""
    return load_people(folder)

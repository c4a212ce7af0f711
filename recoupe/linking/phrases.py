"""What the words of an actor's phrase say, before anybody is looked up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from recoupe.language.fold import fold
from recoupe.language.schema_people import PeopleWords
from recoupe.linking.registry import ActorRegistry
from recoupe.model import ActorPhrase, Name, NameKind, ReportContext

_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class PhraseSense:
    """``role`` is a part of a state (army, police …), ``concepts`` are labels without a name, most telling first."""

    head: str
    role: str | None
    concepts: tuple[str, ...]
    countries: tuple[str, ...]
    known: tuple[Name, ...]
    unknown: tuple[Name, ...]
    loaded: bool
    civilian: bool
    anonymous: bool
    member: bool
    """The head says that people belong to a side, and not to which."""
    titled: bool
    """The head is an office or a rank, so that a person's name after it is the person's."""
    had: bool
    """The head is something that a side has or does, or a word for a side's people or country."""
    ally: bool
    """The head is a word for allies: those of a country are not the country."""
    group: bool
    """The head is a word for a group that leaves the naming to what follows."""
    vague: bool
    """The head is a force, and nothing says that it is a state's."""
    qualified: bool
    """Something else than a name, a nationality or a kind of force modifies the head ("joint")."""
    label_doubt: float
    """How much less a label says of who is meant when it takes a side, or only stands beside the head."""


def sense_of(phrase: ActorPhrase, *, registry: ActorRegistry, words: PeopleWords, context: ReportContext) -> PhraseSense:
    head = fold(phrase.head)
    around = tuple(fold(m) for m in phrase.modifiers)
    written = tuple(_WORD.findall(fold(phrase.text)))
    demonyms = registry.demonyms(context.language)
    partisan = _partisan_countries((head, *around, *written), words)
    countries = phrase.countries or partisan or _countries_in(written, demonyms)
    countries = tuple(registry.meant_country(c, [c for c, _ in context.countries]) for c in countries)
    known = tuple(n for n in phrase.names if n.ids and n.kinds != (NameKind.PLACE,))
    head_is_name = any(fold(name.text) == head for name in phrase.names)
    return PhraseSense(
        head=head,
        role=None if head_is_name else _role(head, around, words),
        concepts=() if head_is_name else _concepts(head, around, words),
        countries=countries,
        known=known,
        unknown=tuple(n for n in phrase.names if not n.ids and NameKind.PLACE not in n.kinds),
        loaded=bool(partisan) or head in words.loaded_nouns or any(w in words.loaded for w in (head, *around)),
        civilian=_is_civilian(head, words) and not (known and head in words.member_nouns) and head not in demonyms,
        anonymous=head in words.anonymous_nouns,
        member=head in words.member_nouns or head in words.group_nouns,
        titled=head in words.office_nouns,
        had=_belongs(head, words) or head in demonyms or head_is_name,
        ally=head in words.ally_words,
        group=head in words.group_nouns,
        qualified=any(w not in words.force_modifiers and w not in words.force_nouns for w in around),
        vague=head in words.vague_forces and not any(w in words.force_modifiers for w in around),
        label_doubt=0.35 if head not in words.labels else 0.15 if head in words.loaded else 0.0,
    )


def _is_civilian(head: str, words: PeopleWords) -> bool:
    return head in words.civilian_nouns and head not in words.unit_nouns


def _belongs(head: str, words: PeopleWords) -> bool:
    """Whether a word of nationality beside the head says whose it is, rather than where."""
    return (
        head in words.holding_nouns or head in words.loaded_nouns or head in words.loaded_demonyms
        or head in words.office_nouns or head in words.ally_words
    )


def _role(head: str, around: tuple[str, ...], words: PeopleWords) -> str | None:
    """The head's own role, turned by a modifier ("security forces"), or that of a noun that depends on it."""
    if head in words.ministry_nouns:
        return next((words.ministries[w] for w in around if w in words.ministries), "government")
    if head in words.government_nouns:
        return words.government_nouns[head]
    if head in words.force_nouns:
        turned = (words.force_modifiers[w] for w in around if w in words.force_modifiers)
        return next(turned, words.force_nouns[head])
    if head in words.state_members:
        return words.state_members[head]
    if head in words.unit_nouns:
        return "army"
    for word in around:
        if word in words.force_nouns:
            return words.force_nouns[word]
        if word in words.government_nouns:
            return words.government_nouns[word]
    return None


def _concepts(head: str, around: tuple[str, ...], words: PeopleWords) -> tuple[str, ...]:
    noun = words.labels.get(head)
    qualifiers = [words.qualifiers[w] for w in (*around, head) if w in words.qualifiers]
    qualifiers.sort(key=lambda q: q in set(words.labels.values()))
    nouns = [noun] if noun else [words.labels[w] for w in around if w in words.labels]
    joined = [f"{q}-{n}" for q in qualifiers for n in nouns]
    return tuple(dict.fromkeys([*joined, *qualifiers, *nouns]))


def _countries_in(written: tuple[str, ...], demonyms: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(demonyms[w] for w in written if w in demonyms))


def _partisan_countries(all_words: tuple[str, ...], words: PeopleWords) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words.loaded_demonyms[w] for w in all_words if w in words.loaded_demonyms))


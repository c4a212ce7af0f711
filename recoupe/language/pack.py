"""A language pack: the folder of TOML, the tokenizer and the parser of one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from pydantic import Field

from recoupe.errors import UnsupportedLanguage
from recoupe.language.data import DataModel, load_toml
from recoupe.language.schema_shallow import ShallowWords

LANGUAGES = Path(__file__).parent.parent / "data" / "languages"


class TokenRules(DataModel):
    """What the tokenizer needs to know of the spelling of a language."""

    elisions: tuple[str, ...] = ()
    """Folded, without apostrophe: "l", "qu"."""
    enclitics: tuple[str, ...] = ()
    """With their hyphen: "-t-il"."""
    whole: tuple[str, ...] = ()
    """Words with an apostrophe or enclitic look that are one word."""
    abbreviations: tuple[str, ...] = ()
    """Words whose full stop ends no sentence, without it."""
    proclitics: tuple[tuple[str, ...], ...] = ()
    """Small words written together with the next one, in the order in which they follow each other."""
    article: str = ""
    """The article that is written together with its noun and stays with it."""
    merged_article: str = ""
    """What is left of it behind a small word that swallows its beginning."""
    suffixes: tuple[str, ...] = ()
    """Pronouns written together with the word before."""
    bound_endings: Mapping[str, str] = Field(default_factory=dict)
    """Endings before such a pronoun, and what they are without it."""
    marks: str = ""
    """Marks that a text may have or not without another meaning (vowel signs): it is read without them."""


class PackHead(DataModel):
    """``pack.toml``."""

    code: str
    name: str
    direction: str = "ltr"
    parser: str = ""
    """Name of the folder of the trained parser in the pack; empty where the language is read by ``shallow``."""
    shallow: ShallowWords | None = None
    name_placeholder: str
    """The word that stands for a recognised name while a sentence is parsed."""
    place_placeholder: str = ""
    """The same for a name that is a place and nothing else, where the reading makes use of it."""
    number_placeholder: str = "20"
    time_placeholder: str
    """An adverb of time that stands for a date or another time phrase ("yesterday")."""
    small_words: tuple[str, ...]
    """Words that begin sentences and no names, lower case."""
    adverb_placeholder: str
    """The word that stands for a fixed adverbial of several words."""
    adverbials: tuple[str, ...] = ()
    """Fixed adverbials, as written."""
    preposition_placeholder: str = ""
    """The word that stands for a preposition of several words; needed where there are some."""
    prepositions: tuple[str, ...] = ()
    """Prepositions of several words, as written ("in front of")."""
    particle_verbs: tuple[str, ...] = ()
    """Verbs of two words, by lemma ("blow up"): the frames know them by both."""
    intransitive: tuple[str, ...] = ()
    """Verbs without a passive: a past participle of one that seems to modify the noun before it is the verb of the sentence."""
    gerund_verbs: tuple[str, ...] = ()
    """Verbs, by lemma, of which a form in ``gerund_ending`` is the object ("denied targeting …")."""
    gerund_ending: str = ""
    """The ending of present participles, which alone are never the verb of a sentence."""
    finite_endings: tuple[str, ...] = ()
    """Endings of finite verbs: a form with one of them that the table knows as a verb alone is one, whatever the parse says."""
    adjectives_before: bool = False
    """Whether adjectives often stand before their noun, so that a parse may take one for the noun."""
    distinct_infinitives: bool = True
    """Whether an infinitive looks like no other word, so that one that the parse took for a noun can be told."""
    names_before_nouns: bool = False
    """Whether an adjective of nationality stands before its noun ("Syrian army")."""
    link_notes: tuple[str, ...] = ()
    """Words of which a note in brackets on the language of a link consists ("[in English]"); such notes are not parsed."""
    tokens: TokenRules


@dataclass(frozen=True)
class LanguagePack:
    """One language. Sections are read when first asked for."""

    folder: Path

    @cached_property
    def head(self) -> PackHead:
        return load_toml(self.folder / "pack.toml", PackHead)

    @property
    def code(self) -> str:
        return self.folder.name


def available() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that have a pack."""
    return tuple(sorted(f.parent.name for f in LANGUAGES.glob("*/pack.toml")))


@cache
def load_pack(code: str) -> LanguagePack:
    """Raises ``UnsupportedLanguage`` when there is no pack for ``code``."""
    if code not in available():
        raise UnsupportedLanguage(code, available())
    return LanguagePack(LANGUAGES / code)

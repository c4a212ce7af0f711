"""Reports for the speed measurement: varied words, a third of the sentences with an event; a seed gives the same ones again."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from recoupe.language.data import DataModel, load_toml
from recoupe.language.fold import fold
from recoupe.model import NameKind
from recoupe.pipeline.tools import Knowledge, Tools

WORDS = 700
EVENTS = 1 / 3
SEED = 20180622
FIRST_DAY, DAYS = date(2012, 1, 1), 4000
SENTENCES_A_PARAGRAPH = 4
WORD_LENGTHS = range(5, 11)
NAME_LENGTHS = range(4, 31)


class VerbRule(DataModel):
    infinitive: str
    finite: str


class PluralRule(DataModel):
    noun: str


class Templates(DataModel):
    """``generate_<language>.toml``."""

    event: tuple[str, ...]
    filler: tuple[str, ...]
    day: tuple[str, ...]
    verbs: VerbRule
    plural: PluralRule


@dataclass(frozen=True)
class Vocabulary:
    """What the slots are filled with; no word of it carries an event or speech."""

    tools: Tools
    templates: Templates

    @cached_property
    def nouns(self) -> tuple[str, ...]:
        ending = self.templates.plural.noun
        return self._free(f"{w}{ending}" for w in self._plain("noun") if not w.endswith((ending, "x", "z")))

    @cached_property
    def qualities(self) -> tuple[str, ...]:
        return self._free(w for w in self._plain("adj") if not w.endswith(("s", "x", "z")))

    @cached_property
    def verbs(self) -> tuple[str, ...]:
        rule = self.templates.verbs
        stems = (w.removesuffix(rule.infinitive) for w in self._plain("verb") if w.endswith(rule.infinitive))
        return self._free(stem + rule.finite for stem in stems)

    @cached_property
    def forces(self) -> tuple[str, ...]:
        return self._names(NameKind.ACTOR)

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        return self._names(NameKind.OUTLET)

    @cached_property
    def persons(self) -> tuple[str, ...]:
        return self._names(NameKind.PERSON)

    @cached_property
    def places(self) -> tuple[str, ...]:
        found = {form for form, _ in self.tools.knowledge.gazetteer.overlay_names(self.tools.code)}
        return tuple(sorted(form for form in found if form.isascii() and len(form) in NAME_LENGTHS))

    def _names(self, kind: NameKind) -> tuple[str, ...]:
        found = {form for form, name in self.tools.knowledge.registry.names(self.tools.code) if name.kind is kind}
        return tuple(sorted(f for f in found if len(f) in NAME_LENGTHS and f[0].isupper() and " " in f))

    def _plain(self, part: str) -> list[str]:
        return sorted(w for w in self.tools.lemmas.known[part] if w.isalpha() and len(w) in WORD_LENGTHS)

    def _free(self, words: Iterator[str]) -> tuple[str, ...]:
        """Words that would not have a sentence parsed on their own."""
        listed = list(words)
        text = "\n".join(listed)
        sentences = list(self.tools.tokenizer.sentences(text))
        needs = self.tools.gate.needs(text, fold(text), sentences)
        return tuple(w for w, need in zip(listed, needs, strict=True) if not need)


def vocabulary(language: str = "fr") -> Vocabulary:
    templates = load_toml(Path(__file__).parent / f"generate_{language}.toml", Templates)
    return Vocabulary(Tools(language, Knowledge()), templates)


def reports(count: int, *, words: Vocabulary, seed: int = SEED) -> Iterator[str]:
    """Texts with front matter. The n-th report of a seed is the same whatever ``count`` is."""
    for number in range(count):
        chance = random.Random(f"{seed}:{number}")
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        yield f"---\noutlet: Generated {number}\npublished: {day.isoformat()}\n---\n{_text(chance, words)}\n"


def _text(chance: random.Random, words: Vocabulary) -> str:
    sentences: list[str] = []
    length = 0
    while length < WORDS:
        kind = words.templates.event if chance.random() < EVENTS else words.templates.filler
        sentence = _filled(chance.choice(kind), chance, words)
        sentences.append(sentence)
        length += len(sentence.split())
    paragraphs = (sentences[i : i + SENTENCES_A_PARAGRAPH] for i in range(0, len(sentences), SENTENCES_A_PARAGRAPH))
    return "\n\n".join(" ".join(p) for p in paragraphs)


def _filled(template: str, chance: random.Random, words: Vocabulary) -> str:
    force, other = chance.sample(words.forces, 2)
    place, second = chance.sample(words.places, 2)
    nouns = chance.sample(words.nouns, 3)
    filled = template.format(
        force=force, other=other, place=place, second=second, outlet=chance.choice(words.outlets),
        person=chance.choice(words.persons), day=chance.choice(words.templates.day), number=chance.randint(3, 60),
        second_number=chance.randint(2, 9), things=nouns[0], things2=nouns[1], things3=nouns[2],
        quality=chance.choice(words.qualities), verb=chance.choice(words.verbs),
    )  # fmt: skip
    return re.sub(r"^\w", lambda m: m[0].upper(), filled)


def write_reports(folder: Path, count: int, *, words: Vocabulary) -> str:
    """One file a report; the hash of all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = hashlib.sha256()
    for number, text in enumerate(reports(count, words=words)):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
        whole.update(text.encode())
    return "sha256:" + whole.hexdigest()


def event_share(texts: Sequence[str], *, words: Vocabulary) -> float:
    """Share of the sentences that the gate keeps for their own words."""
    kept = total = 0
    for text in texts:
        sentences = list(words.tools.tokenizer.sentences(text))
        total += len(sentences)
        kept += len(words.tools.gate.chosen(text, fold(text), sentences))
    return kept / total

"""Which organisations, forces and governments a report names, whether or not a claim speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from recoupe.extraction.drafts import SentenceInput
from recoupe.language.fold import fold
from recoupe.language.lexicon import Lexicon
from recoupe.language.pack import LANGUAGES
from recoupe.language.schema_people import PeopleWords, people_of
from recoupe.linking.entities import RegistryName
from recoupe.linking.registry import ActorRegistry
from recoupe.model import NameKind, Report, Span, Token
from recoupe.pipeline.finding import find_all
from recoupe.pipeline.reader import Reader
from recoupe.pipeline.titled import titles

SURE = 0.5
"""Claims below this confidence name nobody here."""
CIVILIANS = "civilians"
REACH = 5
"""Words from a nationality to the last noun for its force."""
_NAME_PARTS = frozenset({"flat", "compound", "conj", "fixed", "appos"})
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")


class NamedOrganisations:
    """Names of actors and outlets, and forces with their nationality ("Syrian government forces"), without a parser.

    Phrases are followed in languages whose adjectives of nationality stand before the noun; elsewhere names and single nouns
    are found.
    """

    def __init__(self, registry: ActorRegistry, language: str) -> None:
        self.words: PeopleWords = people_of(LANGUAGES / language)
        self.demonyms = registry.demonyms(language)
        self.lexicon: Lexicon[RegistryName] = Lexicon(registry.names(language))
        self.heads = (
            self.words.armed_nouns | self.words.government_nouns.keys() | self.words.ministry_nouns | self.words.group_nouns
        ) - self.words.anonymous_nouns
        self.capitals = frozenset(
            fold(form) for c in registry.countries().values() for code, form in c.capitals if code == language
        )
        self.alone = (
            frozenset({*self.words.labels, *self.words.government_nouns, *self.words.state_members, *self.words.civilian_nouns})
            | self.words.anonymous_nouns
        )

    def find(self, text: str) -> list[Span]:
        names = [(Span(h.start, h.end), {v.kind for v in h.values}) for h in self.lexicon.find(text)]
        names = [(span, kinds) for span, kinds in names if fold(span.of(text)) not in self.capitals]
        acting = [span for span, kinds in names if kinds & {NameKind.ACTOR, NameKind.OUTLET} and NameKind.COUNTRY not in kinds]
        nations = [span for span, kinds in names if NameKind.COUNTRY in kinds]
        return sorted({*acting, *self._forces(text, [*acting, *nations])})

    def _forces(self, text: str, names: Sequence[Span]) -> Iterator[Span]:
        """Runs of words from a nationality or a country to a noun for a force or a government; such nouns by themselves."""
        words = [Span(m.start(), m.end()) for m in _WORD.finditer(text)]
        folded = [fold(w.of(text)).rstrip(".") for w in words]
        starts = {n.start for n in names}
        at = 0
        while at < len(words):
            if folded[at] in self.demonyms or words[at].start in starts:
                last = self._last_head(text, words, folded, at)
                if last is not None:
                    yield Span(words[at].start, words[last].end)
                    at = last
            elif folded[at] in self.alone:
                yield words[at]
            at += 1

    def _last_head(self, text: str, words: Sequence[Span], folded: Sequence[str], at: int) -> int | None:
        last = None
        for next_ in range(at + 1, min(at + REACH, len(words))):
            if text[words[next_ - 1].end : words[next_].start].strip(" -"):
                break
            if folded[next_] in self.heads:
                last = next_
            elif folded[next_] not in self.words.force_modifiers and folded[next_] not in self.words.qualifiers:
                break
        return last


class OrganisationReader:
    """Adds to the names what a parse tells: countries that act, titled bodies, allies, and who acts or speaks in the claims."""

    def __init__(self, reader: Reader, language: str) -> None:
        """Raises ``UnsupportedLanguage``."""
        self.reader = reader
        self.tools = reader.tools(language)
        self.named = NamedOrganisations(self.tools.knowledge.registry, language)
        words = self.tools.people
        self.persons = (words.civilian_nouns | words.anonymous_nouns | words.state_members.keys()) - words.group_nouns

    def find(self, report: Report) -> tuple[Span, ...]:
        """In order of the text; none overlaps another. Raises what ``Reader.read`` raises."""
        text = report.text
        kept = _longest([s for s in self.named.find(text) if not self._is_one_person(s.of(text))])
        titled = titles(text, Span(0, len(text)), self.tools)
        for span in (*self._acting(text), *self._ends(report), *titled, *self._allies(text)):
            if not any(span.overlaps(k) for k in kept):
                kept.append(span)
        return tuple(sorted(kept))

    def _is_one_person(self, phrase: str) -> bool:
        word = fold(phrase).rstrip(".")
        return word in self.persons and self.tools.lemmas.lemma_of_part(word, "noun") == word

    def _acting(self, text: str) -> Iterator[Span]:
        """Countries that are the subject of a clause."""
        for sentence in find_all(text, self.tools)[1].sentences:
            for name in sentence.names:
                if NameKind.COUNTRY in name.kinds and _is_subject(sentence, name.span):
                    yield name.span

    def _ends(self, report: Report) -> Iterator[Span]:
        """Who acts, suffers or speaks in a claim, where it was resolved."""
        for claim in self.reader.read(report).claims:
            sides = ((m.span, m.link) for m in (*claim.actors, *claim.targets))
            for span, link in (*sides, *((s.span, s.link) for s in claim.attribution)):
                sure = claim.confidence >= SURE and link.entity is not None and link.entity.id != CIVILIANS
                if span is not None and sure:
                    yield span

    def _allies(self, text: str) -> Iterator[Span]:
        words = (Span(m.start(), m.end()) for m in _WORD.finditer(text))
        return (w for w in words if fold(w.of(text)).rstrip(".") in self.tools.people.ally_words)


def _is_subject(sentence: SentenceInput, name: Span) -> bool:
    tokens = sentence.tokens
    return any(_head(tokens, i, name).dep in ("nsubj", "nsubj:pass") for i, t in enumerate(tokens) if t.span.overlaps(name))


def _head(tokens: Sequence[Token], at: int, name: Span) -> Token:
    """Up from a part of a name or a member of a list; not from a name that only stands before a noun."""
    for _ in tokens:
        token, head = tokens[at], tokens[tokens[at].head]
        outside = token.dep == "compound" and not head.span.overlaps(name)
        if token.dep not in _NAME_PARTS or outside or token.head == at:
            break
        at = token.head
    return tokens[at]


def _longest(spans: Iterable[Span]) -> list[Span]:
    """Without those within another."""
    every = list(spans)
    return [s for s in every if not any(o != s and o.start <= s.start and s.end <= o.end for o in every)]

"""``actors``: whom mentions mean, in four languages; and organisations found in English reports by names alone (re3d)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pydantic import Field

from bench import organisations
from bench.figures import ROOT, SHARED, Figure, Result, Table, corpus_hash
from bench.records import Record
from recoupe.language.fold import fold
from recoupe.language.lexicon import Hit, Lexicon
from recoupe.language.pack import LANGUAGES
from recoupe.language.schema_people import PeopleWords, load_people
from recoupe.linking.actors import link_actor
from recoupe.linking.entities import RegistryName
from recoupe.linking.registry import ActorRegistry, load_registry
from recoupe.linking.sources import link_source
from recoupe.model import ActorPhrase, Link, Name, NameKind, PartialDate, ReportContext, Span

CODES = ("fr", "en", "es", "ar")
FOLDER = ROOT / "bench"
AIM = 0.9


class Mention(Record):
    """``text`` has the mention between double brackets; ``expect`` None: nobody may be chosen."""

    text: str
    day: date
    theatre: tuple[str, ...]
    named: tuple[str, ...] = ()
    """Ids of what else the report names."""
    head: str = ""
    expect: str | None = None
    kind: str | None = None
    """Of a source; None where the mention is an actor."""


class MentionFile(Record):
    language: str
    mention: tuple[Mention, ...] = Field(min_length=40)
    second: tuple[Mention, ...] = ()
    """Written later, when what the first show had been mended."""


@dataclass(frozen=True, slots=True)
class Outcome:
    mention: Mention
    language: str
    chosen: str | None
    kind: str | None
    by_name: str | None
    """What the first name of the mention alone would give."""
    second: bool = False

    @property
    def right(self) -> bool:
        return self.chosen == self.mention.expect and self.kind == self.mention.kind


def load_mentions(code: str) -> MentionFile:
    return MentionFile.model_validate(tomllib.loads((FOLDER / f"actors_{code}.toml").read_text(encoding="utf-8")))


class Resolver:
    """Mentions of one language taken apart without a parser, and resolved."""

    def __init__(self, code: str, registry: ActorRegistry) -> None:
        self.code, self.registry = code, registry
        self.words: PeopleWords = load_people(LANGUAGES / code)
        self.lexicon: Lexicon[RegistryName] = Lexicon(registry.names(code), prefixes=registry.glued(code))

    def resolve(self, mention: Mention) -> Outcome:
        phrase = self._phrase(mention)
        context = context_of(mention, self.code)
        first = next((id for name in phrase.names for id in name.ids), None)
        kind = None
        if mention.kind is None:
            link: Link = link_actor(phrase, registry=self.registry, words=self.words, context=context).link
        else:
            source = link_source(phrase, registry=self.registry, words=self.words, context=context)
            link, kind = source.link, source.kind.value
        return Outcome(mention, self.code, link.entity.id if link.entity else None, kind, first)

    def _phrase(self, mention: Mention) -> ActorPhrase:
        before, rest = mention.text.split("[[")
        inside, after = rest.split("]]")
        whole = before + inside + after
        span = Span(len(before), len(before) + len(inside))
        names = tuple(_name(whole, hit) for hit in self.lexicon.find(whole) if span.start <= hit.start < span.end)
        covered = {i for n in names for i in range(n.span.start, n.span.end)}
        bare = fold("".join(" " if i in covered else c for i, c in enumerate(whole)))[span.start : span.end]
        head = mention.head or (names[0].text if names else inside)
        rest_words = [w for w in bare.replace("'", " ").split() if fold(w) != fold(head) and len(w) > 1]
        demonyms = self.registry.demonyms(self.code)
        return ActorPhrase(
            span, inside, head, names,
            tuple(demonyms[w] for w in rest_words if w in demonyms),
            tuple(w for w in rest_words if w not in demonyms),
        )  # fmt: skip


def context_of(mention: Mention, code: str) -> ReportContext:
    """The first country of the theatre weighs seven tenths when there are several."""
    others = len(mention.theatre) - 1
    shares = (0.7, *([0.3 / others] * others)) if others > 0 else (1.0,)
    countries = tuple(zip(mention.theatre, shares, strict=False))
    return ReportContext(code, PartialDate.day(mention.day), None, countries, mention.named)


def _name(text: str, hit: Hit[RegistryName]) -> Name:
    kinds: tuple[NameKind, ...] = tuple(dict.fromkeys(v.kind for v in hit.values))
    return Name(Span(hit.start, hit.end), text[hit.start : hit.end], kinds, tuple(dict.fromkeys(v.id for v in hit.values)))


def outcomes(registry: ActorRegistry, codes: Sequence[str] = CODES) -> Iterator[Outcome]:
    for code in codes:
        resolver = Resolver(code, registry)
        file = load_mentions(code)
        yield from (resolver.resolve(mention) for mention in file.mention)
        yield from (replace(resolver.resolve(mention), second=True) for mention in file.second)


def measure(*, quick: bool) -> Result:
    """``quick`` leaves out re3d, which is not part of the repository."""
    registry = load_registry()
    found = list(outcomes(registry))
    files = [FOLDER / f"actors_{code}.toml" for code in CODES]
    figures = [_accuracy("accuracy", found, AIM)]
    figures += [_accuracy(f"{code}.accuracy", [o for o in found if o.language == code]) for code in CODES]
    figures.append(_accuracy("second.accuracy", [o for o in found if o.second], AIM))
    figures.append(_accuracy("left open.accuracy", [o for o in found if o.mention.expect is None]))
    tables = [_languages(found), _misses(found)]
    notes = [
        "At first sight, before anything was mended for them, 0.909 of the first mentions and 0.951 of the second were right.",
        "Each mention stands in a sentence with a language, a date, a theatre and what else the report names.",
    ]
    if not quick and (SHARED / "data" / "re3d").exists():
        scores = organisations.measure(registry)
        figures += scores.figures
        tables.append(scores.table)
        notes.append("re3d: organisations found by names alone, without a parser: a lower bound of English recognition.")
        files += scores.files
    return Result("actors-quick" if quick else "actors", tuple(figures), corpus_hash(files), tuple(tables), tuple(notes), _KNOWN)


_KNOWN = "the same mentions by the first name in them alone, without date, theatre or labels"


def _accuracy(name: str, found: Sequence[Outcome], aim: float | None = None) -> Figure:
    by_name = sum(o.by_name == o.mention.expect for o in found) / len(found)
    return Figure(name, sum(o.right for o in found) / len(found), aim, round(by_name, 4))


def _languages(found: Sequence[Outcome]) -> Table:
    rows = []
    for code in CODES:
        own = [o for o in found if o.language == code]
        wrong = sum(o.chosen is not None and not o.right for o in own)
        rows.append((code, len(own), sum(o.right for o in own), wrong, sum(o.chosen is None and not o.right for o in own)))
    return Table("mentions", ("language", "mentions", "right", "wrong entity", "left open"), tuple(rows))


def _misses(found: Sequence[Outcome]) -> Table:
    rows = tuple(
        (o.mention.text, str(o.mention.day), o.mention.expect or "(none)", o.chosen or "(none)", o.kind or "")
        for o in found
        if not o.right
    )
    return Table("not right", ("text", "date", "expected", "ours", "kind"), rows)

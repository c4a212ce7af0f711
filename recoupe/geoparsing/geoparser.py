"""All place names of a text, found and resolved from its words alone: no parser, no registry of actors is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from recoupe.geoparsing.gazetteer import Gazetteer
from recoupe.geoparsing.phrases import PlacePhrase, PlaceReader
from recoupe.geoparsing.recognize import PlaceFinder
from recoupe.geoparsing.resolve import query_of, resolve_places
from recoupe.geoparsing.spread import Spreader
from recoupe.geoparsing.theatre import theatre
from recoupe.geoparsing.uncased import UncasedFinder
from recoupe.geoparsing.unknown import UnknownFinder
from recoupe.language.fold import fold
from recoupe.language.lexicon import Lexicon
from recoupe.language.schema_places import PlaceWords
from recoupe.language.tokens import Tokenizer
from recoupe.model import Name, NameKind, PlaceMention, ReportContext, Span

COUNTRY_NAME, AMBIGUOUS, DEMONYM = 1.0, 0.3, 0.4
"""What a country's name, one that others share, and an adjective of nationality count for the theatre."""
SHARED_PEOPLE = 1_000_000


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """``name`` is the place's name alone; ``mention`` spans the whole phrase and is unlinked where nothing was sure enough."""

    name: Span
    mention: PlaceMention


class Geoparser:
    """One language. Building it takes some tens of milliseconds; keep it."""

    def __init__(
        self, words: PlaceWords, gazetteer: Gazetteer, *, language: str, tokenizer: Tokenizer, demonyms: Mapping[str, str]
    ) -> None:
        """``demonyms``: folded adjective of nationality, in every form → ISO 3166-1 alpha-2; may be empty."""
        self._gazetteer = gazetteer
        self._language = language
        self._tokenizer = tokenizer
        self._reader = PlaceReader(words, demonyms)
        self._finder = PlaceFinder(self._reader.words, gazetteer)
        self._unknown = UnknownFinder(self._reader.words, self._finder)
        self._uncased = UncasedFinder(self._reader.words, gazetteer) if words.prefixes else None
        self._spreader = Spreader(self._reader.words, self._finder, gazetteer)
        self._lexicon = Lexicon(list(gazetteer.overlay_names(language)), prefixes=words.prefixes)

    def find(self, text: str, *, taken: Sequence[Span] = ()) -> tuple[FoundPlace, ...]:
        """In order of their start. ``taken`` are spans of names that are known to be no places."""
        known = [n for n in self._listed(text) if not any(n.span.overlaps(t) and not _wider(n.span, t) for t in taken)]
        return self._resolved(text, self._phrases(text, known, taken))

    def resolve(self, text: str, names: Iterable[Span]) -> tuple[FoundPlace, ...]:
        """The places that names found by somebody else mean, one for each."""
        listed = {n.span: n for n in self._listed(text)}
        spans = sorted(set(names))
        given = [listed.get(s) or Name(s, s.of(text), (NameKind.PLACE,)) for s in spans]
        phrases = self._read(text, [s.span for s in self._tokenizer.sentences(text)], given)
        wanted = set(spans)
        return tuple(f for f in self._resolved(text, phrases) if f.name in wanted)

    def _read(self, text: str, sentences: Sequence[Span], names: Sequence[Name]) -> list[PlacePhrase]:
        """The phrases around the names, and a bare one for a name that went into none."""
        phrases: list[PlacePhrase] = []
        for span in sentences:
            here = _in(names, span)
            if here:
                phrases += self._reader.find(text, span, here, unnamed=False)
        covered = {n.span for p in phrases for n in p.names}
        phrases += [PlacePhrase(n.span, n.span, names=(n,)) for n in names if n.span not in covered]
        return sorted(phrases, key=lambda p: (p.span.start, p.span.end))

    def _listed(self, text: str) -> Iterator[Name]:
        for hit in self._lexicon.find(text):
            ids = tuple(dict.fromkeys(hit.values))
            country = any(i.startswith("country:") for i in ids)
            span = Span(hit.start, hit.end)
            if self._finder.admits(text, span, strict=not country, listed=True):
                yield Name(span, span.of(text), (NameKind.COUNTRY if country else NameKind.PLACE,), ids)

    def _phrases(self, text: str, known: Sequence[Name], taken: Sequence[Span]) -> list[PlacePhrase]:
        sentences = [s.span for s in self._tokenizer.sentences(text)]
        names: list[Name] = []
        for span in sentences:
            here = [n for n in _in(known, span) if not self._finder.is_given(n.text) or self._finder.governs(text, n.span, span)]
            if self._uncased is not None:
                here = [n for n in here if self._uncased.admits(text, n.span, span)]
                here += self._uncased.find(text, span, [*taken, *(n.span for n in here)])
            here += self._finder.find(text, span, [*taken, *(n.span for n in here)])
            here += self._unknown.find(text, span, [*taken, *(n.span for n in here)])
            names += here
        names += self._spreader.find(text, names, taken)
        names.sort(key=lambda n: n.span)
        return self._read(text, sentences, names)

    def _resolved(self, text: str, phrases: Sequence[PlacePhrase]) -> tuple[FoundPlace, ...]:
        named = [(p, q) for p in phrases if p.names and (q := query_of(p)) is not None]
        weights = theatre([q for _, q in named], gazetteer=self._gazetteer, evidence=self._evidence(text, phrases))
        context = ReportContext(self._language, countries=weights)
        mentions = resolve_places([q for _, q in named], gazetteer=self._gazetteer, words=self._reader.words, context=context)
        found = {p.names[0].span: FoundPlace(p.names[0].span, m) for (p, _), m in zip(named, mentions, strict=True)}
        return tuple(found[s] for s in sorted(found))

    def _country_weight(self, text: str) -> float:
        """Less for a country whose name a division of another bears too ("Georgia")."""
        shared = any(p.kind == "province" and p.population >= SHARED_PEOPLE for p in self._gazetteer.written(text))
        return AMBIGUOUS if shared else COUNTRY_NAME

    def _evidence(self, text: str, phrases: Sequence[PlacePhrase]) -> Counter[str]:
        """Countries that are named, and those of adjectives of nationality."""
        counts: Counter[str] = Counter()
        for phrase in phrases:
            for name in phrase.names:
                codes = [i.removeprefix("country:") for i in name.ids if i.startswith("country:")]
                if len(codes) == 1 and len(name.ids) == 1:
                    counts[codes[0]] += self._country_weight(name.text)  # type: ignore[assignment]
        for word, times in Counter(fold(text).split()).items():
            for code in self._reader.words.countries_of(word.strip(".,;:()'\"")):
                counts[code] += DEMONYM * times  # type: ignore[assignment]
        return counts


def _wider(span: Span, other: Span) -> bool:
    return span.covers(other) and len(span) > len(other)


def _in(names: Sequence[Name], span: Span) -> list[Name]:
    return [n for n in names if span.covers(n.span)]



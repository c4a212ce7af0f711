"""``re3d``: English reports on Syria and Iraq marked by hand: organisations, locations, and who fights against whom.

A mention counts as found when one of ours overlaps it. Many of the locations are no names ("a fighting position"): the figure
with an aim is of those with a capital, the other one of all. A pair is right when both its ends share their words with those of
a pair that is annotated in the document, in either order; the same two count once in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import organisations
from bench.figures import SHARED, Figure, Result, Table, corpus_hash, need
from bench.geoparsers import geoparser, no_places
from bench.organisations import SURE, _lines
from bench.reading import Text, read_texts, received
from recoupe.language.fold import fold
from recoupe.linking.registry import load_registry
from recoupe.model import Claim, Event, Modality, Polarity, Span
from recoupe.pipeline import Reader
from recoupe.pipeline.organisations import OrganisationReader

FOLDER = SHARED / "data" / "re3d"
LOCATIONS_AIM, PAIRS_AIM = 0.75, 0.70
FIGHTING = frozenset(
    {Event.STRIKE, Event.SHELLING, Event.BOMBING, Event.CLASH, Event.ATTACK, Event.KILLING, Event.OFFENSIVE, Event.CAPTURE}
)
CERTAIN = 0.75
"""Claims below this confidence make no pair."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One document as it was annotated."""

    id: str
    text: str
    locations: tuple[Span, ...]
    unsure: tuple[Span, ...]
    pairs: tuple[tuple[Span, Span], ...]


def measure(*, quick: bool) -> Result:
    """``quick``: one of the three sources. Raises ``DataAbsent``."""
    folders = sorted(p for p in need(FOLDER).iterdir() if (p / "entities.json").exists())[: 1 if quick else 3]
    documents = [d for folder in folders for d in _documents(folder)]
    finder = OrganisationReader(Reader(), "en")
    scores = organisations.measure(
        load_registry(None, None), reading=lambda text: finder.find(received(Text("text", text.encode(), "2016-08-01", "en")))
    )
    figures = [f for f in scores.figures if "exact" not in f.name]
    named, anything = _locations(documents, named=True), _locations(documents, named=False)
    figures += [Figure("locations.f1", _f1(named), LOCATIONS_AIM), Figure("locations.f1 with nouns", _f1(anything))]
    right, predicted, gold, found = _pairs(documents)
    figures += [Figure("pairs.precision", right / max(1, predicted), PAIRS_AIM), Figure("pairs.recall", found / max(1, gold))]
    head = ("", "right", "predicted", "gold")
    rows = (("locations with a capital", *named), ("locations", *anything), ("pairs", right, predicted, gold))
    files = [f / name for f in folders for name in ("documents.json", "entities.json", "relations.json")]
    tables = (scores.table, Table("re3d: locations and pairs of enemies", head, rows))
    return Result("re3d-quick" if quick else "re3d", tuple(figures), corpus_hash(files), tables)


def _documents(folder: Path) -> Iterator[Marked]:
    places: dict[str, list[tuple[Span, bool]]] = {}
    pairs: dict[str, list[tuple[Span, Span]]] = {}
    for line in _lines(folder / "entities.json"):
        if line["type"] == "Location":
            span = Span(int(str(line["begin"])), int(str(line["end"])))
            places.setdefault(str(line["documentId"]), []).append((span, float(str(line["confidence"])) >= SURE))
    for line in _lines(folder / "relations.json"):
        if line["type"] == "FightingAgainst":
            at = [int(str(line[key])) for key in ("sourceBegin", "sourceEnd", "targetBegin", "targetEnd")]
            pairs.setdefault(str(line["documentId"]), []).append((Span(at[0], at[1]), Span(at[2], at[3])))
    for line in _lines(folder / "documents.json"):
        id, text = str(line["_id"]), str(line["text"])
        marked = places.get(id, [])
        sure, unsure = tuple(s for s, ok in marked if ok), tuple(s for s, ok in marked if not ok)
        yield Marked(id, text, tuple(dict.fromkeys(sure)), unsure, tuple(pairs.get(id, ())))


# ------------------------------------------------------------ locations


def _locations(documents: Sequence[Marked], *, named: bool) -> tuple[int, int, int]:
    """Found, ours, and those to be found; ``named``: annotated nouns without a capital neither count for nor against."""
    parser = geoparser("en")
    right = predicted = gold = 0
    for document in documents:
        wanted = [s for s in document.locations if not named or any(c.isupper() for c in s.of(document.text))]
        aside = [*document.unsure, *(s for s in document.locations if s not in wanted)]
        ours = [f.name for f in parser.find(document.text, taken=no_places(document.text, "en"))]
        free = list(wanted)
        for span in ours:
            match = next((g for g in free if g.overlaps(span)), None)
            if match is not None:
                free.remove(match)
                right += 1
            predicted += match is not None or not any(span.overlaps(a) for a in (*aside, *wanted))
        gold += len(wanted)
    return right, predicted, gold


def _f1(counts: tuple[int, int, int]) -> float:
    right, predicted, gold = counts
    return 2 * right / max(1, predicted + gold)


# ------------------------------------------------------------ pairs


def _pairs(documents: Sequence[Marked]) -> tuple[int, int, int, int]:
    """Right pairs, ours, those annotated, and those of them found. The same two in one document are one pair."""
    right = predicted = gold = found = 0
    texts = [Text(d.id, d.text.encode(), "2016-08-01", "en") for d in documents]
    for document, read in zip(documents, read_texts(texts, reader=Reader()), strict=True):
        wanted = {frozenset(_said(document.text, s) for s in pair) for pair in document.pairs}
        ours = {
            frozenset((_said(read.report.text, a), _said(read.report.text, b)))
            for claim in read.claims if _is_fight(claim)
            for a in _names(claim, read.report.text, actors=True) for b in _names(claim, read.report.text, actors=False)
        }  # fmt: skip
        hits = {pair for pair in ours if any(_same(pair, other) for other in wanted)}
        right, predicted, gold = right + len(hits), predicted + len(ours), gold + len(wanted)
        found += sum(any(_same(pair, other) for pair in ours) for other in wanted)
    return right, predicted, gold, found


def _is_fight(claim: Claim) -> bool:
    told = claim.modality in (Modality.ASSERTED, Modality.PLANNED) and claim.polarity is Polarity.POSITIVE
    return told and claim.event in FIGHTING and claim.confidence >= CERTAIN


def _names(claim: Claim, text: str, *, actors: bool) -> list[Span]:
    """Sides that were resolved; an apposition names one person of a side, and is left out."""
    mentions = claim.actors if actors else claim.targets
    known = [m for m in mentions if m.link.entity is not None and m.link.entity.id != "civilians"]
    return [span for m in known if "," not in (span := m.antecedent or m.span).of(text)]


def _said(text: str, span: Span) -> str:
    return fold(span.of(text)).removeprefix("the ").strip()


def _same(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether each end of one shares its words with an end of the other."""
    return all(any(_alike(x, y) for y in b) for x in a) and all(any(_alike(x, y) for x in a) for y in b)


def _alike(a: str, b: str) -> bool:
    return a in b or b in a

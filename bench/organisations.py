"""re3d: reports on Syria and Iraq with their organisations marked by hand; how many the registries' names find."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.figures import SHARED, Figure, Table, need
from bench.records import Record
from recoupe.language.fold import fold
from recoupe.linking.registry import ActorRegistry
from recoupe.model import Span
from recoupe.pipeline.organisations import NamedOrganisations

FOLDER = SHARED / "data" / "re3d"
SURE = 0.5
"""Annotations below this confidence are neither asked for nor counted against what is found."""
AIM = 0.70
TYPE = "Organisation"


class Document(Record):
    text: str


@dataclass(frozen=True, slots=True)
class Scores:
    figures: tuple[Figure, ...]
    table: Table
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Gold:
    span: Span
    sure: bool


def measure(registry: ActorRegistry, *, reading: Callable[[str], Sequence[Span]] | None = None) -> Scores:
    """A mention is found when a span of ours overlaps it; ``exact`` wants the same words but for an article.

    ``reading`` gives what the reader finds in a text; without it the names alone are measured. Raises ``DataAbsent``.
    """
    find: Callable[[str], Sequence[Span]] = reading or NamedOrganisations(registry, "en").find
    rows: list[tuple[str | float | int, ...]] = []
    total = [0, 0, 0, 0]
    files: list[Path] = []
    for folder in sorted(p for p in need(FOLDER).iterdir() if (p / "entities.json").exists()):
        files += [folder / "documents.json", folder / "entities.json"]
        counts = [0, 0, 0, 0]
        for text, gold in _documents(folder):
            counts = [a + b for a, b in zip(counts, _score(text, gold, find(text)), strict=True)]
        total = [a + b for a, b in zip(total, counts, strict=True)]
        rows.append((folder.name, *_measures(counts)))
    rows.append(("all", *_measures(total)))
    precision, recall, f1, exact = _measures(total)[:4]
    figures = (
        Figure("re3d.organisations.f1", f1, AIM), Figure("re3d.organisations.precision", precision),
        Figure("re3d.organisations.recall", recall), Figure("re3d.organisations.exact f1", exact),
    )  # fmt: skip
    head = ("", "precision", "recall", "F1", "exact F1", "predicted", "gold")
    title = "re3d: organisations" if reading else "re3d: organisations by names alone"
    return Scores(figures, Table(title, head, tuple(rows)), tuple(files))


def _documents(folder: Path) -> Iterator[tuple[str, list[_Gold]]]:
    gold: dict[str, list[_Gold]] = {}
    for line in _lines(folder / "entities.json"):
        if line["type"] == TYPE:
            mention = _Gold(Span(int(str(line["begin"])), int(str(line["end"]))), float(str(line["confidence"])) >= SURE)
            gold.setdefault(str(line["documentId"]), []).append(mention)
    for line in _lines(folder / "documents.json"):
        yield str(line["text"]), gold.get(str(line["_id"]), [])


def _lines(path: Path) -> Iterator[dict[str, object]]:
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        if line.strip():
            yield json.loads(line)


def _score(text: str, gold: Iterable[_Gold], found: Sequence[Span]) -> list[int]:
    """Found mentions, exact ones, ours that count, and those to be found."""
    asked = list(dict.fromkeys(g.span for g in gold if g.sure))
    unsure = [g.span for g in gold if not g.sure]
    counted = [s for s in found if any(s.overlaps(a) for a in asked) or not any(s.overlaps(u) for u in unsure)]
    free = list(asked)
    right = exact = 0
    for span in counted:
        match = next((g for g in free if g.overlaps(span)), None)
        if match is not None:
            free.remove(match)
            right += 1
            exact += _bare(text, match) == _bare(text, span)
    return [right, exact, len(counted), len(asked)]


def _bare(text: str, span: Span) -> str:
    folded = fold(span.of(text)).strip()
    return folded.removeprefix("the ")


def _measures(counts: Sequence[int]) -> tuple[float, float, float, float, int, int]:
    right, exact, predicted, gold = counts
    precision, recall = right / max(1, predicted), right / max(1, gold)
    return precision, recall, 2 * right / max(1, predicted + gold), 2 * exact / max(1, predicted + gold), predicted, gold

"""The example dossier, read from end to end and cut down to what shall stay the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from recoupe.model import ActorMention, Claim, Link, Quantity, Span
from recoupe.pipeline import IntakeOptions, Reader, Source, read_source

ROOT = Path(__file__).parents[2]
REPORTS = sorted((ROOT / "examples" / "dossier").glob("*.txt"))
GOLDEN = Path(__file__).with_name("dossier.jsonl")
TAKEN = datetime(2026, 1, 1, tzinfo=UTC)


def golden_lines(reader: Reader) -> Iterator[str]:
    """One line a claim: who says that who did what to whom, where, when and how many, without scores, ids and offsets."""
    for path in REPORTS:
        raw = Source(path.name, path).load()
        report = read_source(raw, options=IntakeOptions(), detect=lambda _: "fr", now=TAKEN)
        for claim in sorted(reader.read(report).claims, key=lambda c: (c.trigger, c.event.value)):
            yield json.dumps(_row(claim, report.text, path.stem), ensure_ascii=False)


def _row(claim: Claim, text: str, report: str) -> dict[str, object]:
    return {
        "report": report,
        "event": claim.event.value,
        "trigger": claim.trigger.of(text),
        "modality": claim.modality.value,
        "polarity": claim.polarity.value,
        "actors": [_actor(mention, text) for mention in claim.actors],
        "targets": [_actor(mention, text) for mention in claim.targets],
        "places": [f"{place.relation.value} {_named(place.span, place.link, text)}" for place in claim.places],
        "time": claim.time.value.edtf if claim.time else None,
        "quantities": [_figure(quantity) for quantity in claim.quantities],
        "means": sorted(means.id.value for means in claim.means),
        "attribution": [_named(step.span, step.link, text) for step in claim.attribution],
    }


def _actor(mention: ActorMention, text: str) -> str:
    return _named(mention.span, mention.link, text)


def _named(span: Span, link: Link, text: str) -> str:
    """The entity's name, or the report's words in quotation marks where nobody is known by them."""
    return link.entity.name if link.entity else f"“{' '.join(span.of(text).split())}”"


def _figure(quantity: Quantity) -> str:
    low, high = ("" if value is None else f"{value:g}" for value in (quantity.min, quantity.max))
    return f"{quantity.kind.value} {low}..{high} {quantity.unit}"

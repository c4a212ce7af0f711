"""From a reading to rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from recoupe.ledger import tables as t
from recoupe.ledger.intern import Interned, Label, next_key
from recoupe.ledger.rows import insert_rows
from recoupe.ledger.search import sought
from recoupe.model import UNLINKED, ActorMention, AttributionStep, Claim, Link, PartialDate, PlaceMention, Reading, Report, Span

Row = dict[str, object]
_IN_ORDER = tuple(t.metadata.sorted_tables)
_OLDER = t.readings.update().where(t.readings.c.report == sa.bindparam("of"), t.readings.c.newest).values(newest=False)


def check(reading: Reading) -> None:
    """Raises ``ValueError`` for a reading that contradicts itself: nothing of it may enter the ledger."""
    ids = [claim.id for claim in reading.claims]
    if len(set(ids)) < len(ids):
        twice = sorted({i for i in ids if ids.count(i) > 1})
        raise ValueError(f"several claims of one reading have the id {', '.join(twice)}")
    for claim in reading.claims:
        if claim.report_id != reading.report.id or claim.reader != reading.reader:
            raise ValueError(f"claim {claim.id} is not of this report and reader")


def appearance_row(report: Report) -> Row:
    """Everything about a report but its text, as it was found at one origin."""
    taken = report.origin.taken
    return {
        "path": report.origin.path, "url": report.origin.url, "taken": taken.isoformat() if taken else None,
        "bytes_sha256": report.bytes_sha256, "encoding": report.encoding, "media_type": report.media_type,
        "language": report.language, "title": report.title,
        "outlet": report.outlet, "outlet_sought": sought(report.outlet or ""), "author": report.author,
        **_date("published", report.published),
        "published_basis": report.published_basis.value if report.published_basis else None,
        "published_note": report.published_note,
    }  # fmt: skip


def insert_reading(connection: sa.Connection, reading: Reading, *, report: int, appearance: int, interned: Interned) -> int:
    """The key of the reading. ``report`` and ``appearance`` are keys of rows that exist."""
    connection.execute(_OLDER, {"of": report})
    key = next_key(connection, t.readings)
    head = {"key": key, "report": report, "appearance": appearance, "reader": reading.reader, "newest": True}
    insert_rows(connection, t.readings, [head])
    recurring = recurring_in(reading)
    interned.intern(connection, labels=recurring.labels, links=recurring.links, wordings=recurring.wordings)
    rows = _reading_rows(reading, key)
    first = interned.number(connection, t.claims, len(reading.claims))
    for offset, claim in enumerate(reading.claims):
        for table, row in _claim_rows(claim, reading.report.text, interned):
            owner = {"reading": key, "key": first + offset} if table is t.claims else {"claim": first + offset}
            rows.setdefault(table, []).append(owner | row)
    for table in _IN_ORDER:
        insert_rows(connection, table, rows.get(table, ()))
    return key


@dataclass(frozen=True, slots=True)
class Recurring:
    labels: set[Label]
    links: set[Link]
    wordings: set[str]


def recurring_in(reading: Reading) -> Recurring:
    """What of a reading is stored once for all readings."""
    text = reading.report.text
    labels: set[Label] = set()
    links: set[Link] = set()
    for claim in reading.claims:
        for actor in (*claim.actors, *claim.targets):
            links.add(actor.link)
            labels.add(_label(text, actor.span, actor.link, actor.antecedent))
        others: tuple[PlaceMention | AttributionStep, ...] = (*claim.places, *claim.attribution)
        for mention in others:
            links.add(mention.link)
            labels.add(_label(text, mention.span, mention.link, None))
    return Recurring(labels, links, {reason.text for claim in reading.claims for reason in claim.reasons})


def _reading_rows(reading: Reading, key: int) -> dict[sa.Table, list[Row]]:
    return {
        t.skipped: [
            {"reading": key, "ordinal": n, "reason": reason, "times": times} for n, (reason, times) in enumerate(reading.skipped)
        ],
        t.marks: [
            {"reading": key, "ordinal": n, **_span("", mark.span), "kind": mark.kind.value, "whose": mark.whose,
             "neutral": mark.neutral}
            for n, mark in enumerate(reading.marks)
        ],
    }  # fmt: skip


def _claim_rows(claim: Claim, text: str, interned: Interned) -> Iterator[tuple[sa.Table, Row]]:
    yield t.claims, _claim_row(claim)
    for role, mentions in (("actor", claim.actors), ("target", claim.targets)):
        for n, actor in enumerate(mentions):
            yield t.participants, {"role": role, "ordinal": n, **_actor_row(actor, text, interned)}
    for n, place in enumerate(claim.places):
        yield t.places, {"ordinal": n, **_place_row(place, text, interned)}
    for n, step in enumerate(claim.attribution):
        yield t.speakers, {
            "ordinal": n, **_mention(text, step.span, step.link, interned), "kind": step.kind.value, "cue": step.cue,
            **_span("cue_", step.cue_span),
        }  # fmt: skip
    yield from _figure_rows(claim)
    for n, reason in enumerate(claim.reasons):
        yield t.claim_reasons, {"ordinal": n, "wording": interned.wordings[reason.text], "weight": reason.weight}


def _claim_row(claim: Claim) -> Row:
    when = claim.time
    return {
        "id": claim.id, "event": claim.event.value, "modality": claim.modality.value, "polarity": claim.polarity.value,
        **_span("evidence_", claim.evidence), **_span("trigger_", claim.trigger),
        **_date("time", when.value if when else None), "time_basis": when.basis if when else None,
        **_span("time_", when.span if when else None), "confidence": claim.confidence,
    }  # fmt: skip


def _actor_row(actor: ActorMention, text: str, interned: Interned) -> Row:
    return {
        **_mention(text, actor.span, actor.link, interned, antecedent=actor.antecedent), "loaded": actor.loaded,
        **_span("allies_", actor.allies), **_span("antecedent_", actor.antecedent),
    }  # fmt: skip


def _place_row(place: PlaceMention, text: str, interned: Interned) -> Row:
    return {
        **_mention(text, place.span, place.link, interned), "relation": place.relation.value,
        "precision": place.precision.value, "country": place.country, "lat": place.lat, "lon": place.lon,
    }  # fmt: skip


def _figure_rows(claim: Claim) -> Iterator[tuple[sa.Table, Row]]:
    for n, figure in enumerate(claim.quantities):
        yield t.quantities, {
            "ordinal": n, "kind": figure.kind.value, **_span("", figure.span), "min": figure.min, "max": figure.max,
            "unit": figure.unit, "of": figure.of,
        }  # fmt: skip
        for m, flag in enumerate(figure.flags):
            yield t.quantity_flags, {"quantity": n, "ordinal": m, "flag": flag}
    for n, used in enumerate(claim.means):
        yield t.means, {"ordinal": n, "id": used.id.value, **_span("", used.span)}


def _mention(text: str, span: Span, link: Link, interned: Interned, *, antecedent: Span | None = None) -> Row:
    label = interned.labels[_label(text, span, link, antecedent)]
    return {**_span("", span), "label": label, "link": None if link == UNLINKED else interned.links[link]}


def _label(text: str, span: Span, link: Link, antecedent: Span | None) -> Label:
    words = span.of(text) if antecedent is None else f"{span.of(text)} {antecedent.of(text)}"
    entity = link.entity
    return Label(words, entity.id, entity.name) if entity else Label(words)


def _span(prefix: str, span: Span | None) -> Mapping[str, int | None]:
    return {f"{prefix}start": span.start if span else None, f"{prefix}end": span.end if span else None}


def _date(prefix: str, value: PartialDate | None) -> Mapping[str, str | None]:
    return {
        prefix: value.edtf if value else None,
        f"{prefix}_from": value.start.isoformat() if value and value.start else None,
        f"{prefix}_to": value.end.isoformat() if value and value.end else None,
    }

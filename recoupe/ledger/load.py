"""From rows back to readings and claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from recoupe.ledger import tables as t
from recoupe.model import (
    UNLINKED,
    ActorMention,
    AttributionStep,
    Candidate,
    Claim,
    Event,
    Link,
    Mark,
    MarkKind,
    Means,
    MeansMention,
    Modality,
    Origin,
    PartialDate,
    PlaceMention,
    Polarity,
    Precision,
    PublishedBasis,
    Quantity,
    QuantityKind,
    Reason,
    Relation,
    Report,
    SourceKind,
    Span,
    TimeMention,
)

Row = sa.Row[Any]
BATCH = 400
"""Claims read at a time."""
_SHELVED = 50_000


def load_reports(connection: sa.Connection, appearances: Iterable[int]) -> dict[int, Report]:
    """Reports by the key of the appearance that they are told of."""
    joined = sa.select(t.appearances, t.reports.c.id, t.reports.c.text).join(t.reports)
    rows = connection.execute(joined.where(t.appearances.c.key.in_(sorted(set(appearances)))))
    return {row.key: _report(row) for row in rows}


def load_marks(connection: sa.Connection, reading: int) -> tuple[Mark, ...]:
    rows = connection.execute(sa.select(t.marks).where(t.marks.c.reading == reading).order_by(t.marks.c.ordinal))
    return tuple(Mark(Span(r.start, r.end), MarkKind(r.kind), r.whose, r.neutral) for r in rows)


def load_skipped(connection: sa.Connection, reading: int) -> tuple[tuple[str, int], ...]:
    rows = connection.execute(sa.select(t.skipped).where(t.skipped.c.reading == reading).order_by(t.skipped.c.ordinal))
    return tuple((r.reason, r.times) for r in rows)


def load_claims(connection: sa.Connection, keys: Sequence[int]) -> Iterator[tuple[Claim, Report]]:
    """In the order of ``keys``, a batch at a time."""
    reports: dict[int, Report] = {}
    links = LinkShelf(connection)
    for begin in range(0, len(keys), BATCH):
        batch = keys[begin : begin + BATCH]
        rows = _claim_rows(connection, batch)
        wanted = {row.appearance for row in rows.values()}
        reports = {key: report for key, report in reports.items() if key in wanted}
        reports |= load_reports(connection, wanted - reports.keys())
        links.make_room()
        parts = Parts(connection, batch, links)
        for key in batch:
            yield _claim(rows[key], parts), reports[rows[key].appearance]


class LinkShelf:
    """Links by key, each fetched once, and again after ``make_room`` had to forget them."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._links: dict[int, Link] = {}

    def make_room(self) -> None:
        if len(self._links) > _SHELVED:
            self._links.clear()

    def fetch(self, keys: Iterable[int | None]) -> None:
        missing = sorted({key for key in keys if key is not None} - self._links.keys())
        for begin in range(0, len(missing), BATCH):
            self._links |= _links(self._connection, missing[begin : begin + BATCH])

    def __getitem__(self, key: int | None) -> Link:
        return UNLINKED if key is None else self._links[key]


class Parts:
    """What belongs to a batch of claims, by claim."""

    def __init__(self, connection: sa.Connection, keys: Sequence[int], links: LinkShelf) -> None:
        self.links = links
        self._by_table = {table: _grouped(connection, table, keys) for table in _PARTS}
        self.reasons = _reasons(connection, keys)
        for table in (t.participants, t.places, t.speakers):
            links.fetch(row.link for rows in self._by_table[table].values() for row in rows)

    def of(self, table: sa.Table, claim: int) -> list[Row]:
        return self._by_table[table].get(claim, [])


_PARTS = (t.participants, t.places, t.speakers, t.quantities, t.quantity_flags, t.means)


def _grouped(connection: sa.Connection, table: sa.Table, keys: Sequence[int]) -> dict[int, list[Row]]:
    grouped: dict[int, list[Row]] = defaultdict(list)
    for row in connection.execute(sa.select(table).where(table.c.claim.in_(keys)).order_by(*table.primary_key.columns)):
        grouped[row.claim].append(row)
    return grouped


def _reasons(connection: sa.Connection, keys: Sequence[int]) -> dict[int, list[Reason]]:
    table = t.claim_reasons
    joined = sa.select(table.c.claim, table.c.weight, t.wordings.c.text).join(t.wordings)
    grouped: dict[int, list[Reason]] = defaultdict(list)
    for row in connection.execute(joined.where(table.c.claim.in_(keys)).order_by(table.c.claim, table.c.ordinal)):
        grouped[row.claim].append(Reason(row.text, row.weight))
    return grouped


def _links(connection: sa.Connection, keys: Sequence[int]) -> dict[int, Link]:
    table = t.candidate_reasons
    joined = sa.select(table, t.wordings.c.text).join(t.wordings).where(table.c.link.in_(keys))
    reasons: dict[tuple[int, int], list[Reason]] = defaultdict(list)
    for row in connection.execute(joined.order_by(*table.primary_key.columns)):
        reasons[row.link, row.candidate].append(Reason(row.text, row.weight))
    candidates: dict[int, list[Candidate]] = defaultdict(list)
    chosen = sa.select(t.candidates).where(t.candidates.c.link.in_(keys)).order_by(*t.candidates.primary_key.columns)
    for row in connection.execute(chosen):
        why = tuple(reasons.get((row.link, row.ordinal), ()))
        candidates[row.link].append(Candidate(row.entity, row.name, row.score, why))
    heads = connection.execute(sa.select(t.links).where(t.links.c.key.in_(keys)))
    return {row.key: Link(tuple(candidates.get(row.key, ())), row.chosen, row.decided_by) for row in heads}


def _claim_rows(connection: sa.Connection, keys: Sequence[int]) -> dict[int, Row]:
    joined = sa.select(t.claims, t.readings.c.reader, t.readings.c.appearance, t.reports.c.id.label("report_id"))
    joined = joined.select_from(t.claims.join(t.readings).join(t.reports, t.reports.c.key == t.readings.c.report))
    return {row.key: row for row in connection.execute(joined.where(t.claims.c.key.in_(keys)))}


def _claim(row: Row, parts: Parts) -> Claim:
    participants = parts.of(t.participants, row.key)
    return Claim(
        id=row.id,
        report_id=row.report_id,
        event=Event(row.event),
        evidence=Span(row.evidence_start, row.evidence_end),
        trigger=Span(row.trigger_start, row.trigger_end),
        reader=row.reader,
        modality=Modality(row.modality),
        polarity=Polarity(row.polarity),
        actors=tuple(_actor(r, parts.links) for r in participants if r.role == "actor"),
        targets=tuple(_actor(r, parts.links) for r in participants if r.role == "target"),
        places=tuple(_place(r, parts.links) for r in parts.of(t.places, row.key)),
        time=_time(row),
        quantities=_quantities(row.key, parts),
        means=tuple(MeansMention(Means(r.id), Span(r.start, r.end)) for r in parts.of(t.means, row.key)),
        attribution=tuple(_step(r, parts.links) for r in parts.of(t.speakers, row.key)),
        confidence=row.confidence,
        reasons=tuple(parts.reasons.get(row.key, ())),
    )


def _actor(row: Row, links: LinkShelf) -> ActorMention:
    return ActorMention(
        Span(row.start, row.end), links[row.link], row.loaded,
        allies=_span(row.allies_start, row.allies_end), antecedent=_span(row.antecedent_start, row.antecedent_end),
    )  # fmt: skip


def _place(row: Row, links: LinkShelf) -> PlaceMention:
    return PlaceMention(
        Span(row.start, row.end), links[row.link], Relation(row.relation), Precision(row.precision),
        row.country, row.lat, row.lon,
    )  # fmt: skip


def _step(row: Row, links: LinkShelf) -> AttributionStep:
    return AttributionStep(
        Span(row.start, row.end), SourceKind(row.kind), row.cue, links[row.link], _span(row.cue_start, row.cue_end)
    )


def _quantities(claim: int, parts: Parts) -> tuple[Quantity, ...]:
    flags: dict[int, list[str]] = defaultdict(list)
    for row in parts.of(t.quantity_flags, claim):
        flags[row.quantity].append(row.flag)
    return tuple(
        Quantity(
            QuantityKind(r.kind), Span(r.start, r.end), r.min, r.max, r.unit, r.of, tuple(flags.get(r.ordinal, ()))
        )
        for r in parts.of(t.quantities, claim)
    )


def _time(row: Row) -> TimeMention | None:
    value = _date(row.time, row.time_from, row.time_to)
    return None if value is None else TimeMention(value, row.time_basis, _span(row.time_start, row.time_end))


def _report(row: Row) -> Report:
    return Report(
        id=row.id, text=row.text, language=row.language, origin=origin_of(row), bytes_sha256=row.bytes_sha256,
        encoding=row.encoding, media_type=row.media_type, title=row.title, outlet=row.outlet, author=row.author,
        published=_date(row.published, row.published_from, row.published_to),
        published_basis=PublishedBasis(row.published_basis) if row.published_basis else None,
        published_note=row.published_note,
    )  # fmt: skip


def origin_of(row: Row) -> Origin:
    return Origin(row.path, row.url, datetime.fromisoformat(row.taken) if row.taken else None)


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _date(edtf: str | None, start: str | None, end: str | None) -> PartialDate | None:
    if edtf is None:
        return None
    return PartialDate(edtf, date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None)

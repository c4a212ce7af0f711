"""One row a claim, for spreadsheets: what has several values is joined with "; ", and every kind of figure has its bounds."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from recoupe.export.codes import load_ontology
from recoupe.model import ActorMention, AttributionStep, Claim, Link, PlaceMention, Quantity, QuantityKind, Report

Cell = str | int | float | None

_END_OF_LINE = "\r\n"
"""The writer quotes a cell that holds one of these."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COUNTED = tuple(QuantityKind)


def csv_lines(claims: Iterable[tuple[Claim, Report]]) -> Iterator[str]:
    """The header and the rows, each a line without its end (a quoted cell may hold line ends of the report)."""
    yield _line(columns())
    for claim, report in claims:
        yield _line([safe(cell) for cell in row(claim, report).values()])


def columns() -> list[str]:
    figures = [f"{kind.value}_{bound}" for kind in COUNTED for bound in ("min", "max")]
    return [*_REPORT, *_CLAIM, *_ROLES, *_WHEN, "figures", *figures, "figure_flags", *_END]


_REPORT = ("id", "report_id", "path", "url", "title", "outlet", "author", "language", "published", "published_basis")
_CLAIM = ("event", "acled", "plover", "modality", "polarity", "evidence", "evidence_start", "evidence_end",
          "trigger", "trigger_start", "trigger_end")  # fmt: skip
_ROLES = ("actors", "actor_names", "actor_ids", "targets", "target_names", "target_ids", "means",
          "places", "place_names", "place_ids", "relations", "countries", "precisions", "lat", "lon")  # fmt: skip
_WHEN = ("time", "time_from", "time_to", "time_edtf", "time_basis")
_END = ("attribution", "attribution_names", "attribution_kinds", "confidence", "reader")


def row(claim: Claim, report: Report) -> dict[str, Cell]:
    """By column, unescaped. ``lat`` and ``lon`` are those of the first place that has them."""
    cells = {**_report_cells(claim, report), **_claim_cells(claim, report.text), **_figure_cells(claim, report.text)}
    return {column: cells[column] for column in columns()}


def csv_line(cells: Iterable[str]) -> str:
    """A line without its end; words that would be a formula are escaped, numbers are not."""
    return _line([cell if _is_number(cell) else safe(cell) for cell in cells])


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdigit()


def safe(cell: Cell) -> Cell:
    """Words that a spreadsheet would run as a formula get an apostrophe in front; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _line(cells: Iterable[Cell]) -> str:
    buffer = StringIO()
    csv.writer(buffer, lineterminator=_END_OF_LINE).writerow(["" if cell is None else cell for cell in cells])
    return buffer.getvalue().removesuffix(_END_OF_LINE)


def _report_cells(claim: Claim, report: Report) -> dict[str, Cell]:
    return {
        "id": claim.id,
        "report_id": report.id,
        "path": report.origin.path,
        "url": report.origin.url,
        "title": report.title,
        "outlet": report.outlet,
        "author": report.author,
        "language": report.language,
        "published": report.published.edtf if report.published else None,
        "published_basis": report.published_basis.value if report.published_basis else None,
    }


def _claim_cells(claim: Claim, text: str) -> dict[str, Cell]:
    codes = load_ontology()
    return {
        "event": claim.event.value,
        "acled": codes.acled(claim),
        "plover": codes.plover(claim),
        "modality": claim.modality.value,
        "polarity": claim.polarity.value,
        "evidence": claim.evidence.of(text),
        "evidence_start": claim.evidence.start,
        "evidence_end": claim.evidence.end,
        "trigger": claim.trigger.of(text),
        "trigger_start": claim.trigger.start,
        "trigger_end": claim.trigger.end,
        **_mention_cells("actor", claim.actors, text),
        **_mention_cells("target", claim.targets, text),
        "means": _joined(used.id.value for used in claim.means),
        **_mention_cells("place", claim.places, text),
        **_place_cells(claim.places),
        **_time_cells(claim, text),
        "attribution": _joined(step.span.of(text) for step in claim.attribution),
        "attribution_names": _joined(_name(step.link) for step in claim.attribution),
        "attribution_kinds": _joined(step.kind.value for step in claim.attribution),
        "confidence": claim.confidence,
        "reader": claim.reader,
    }


def _mention_cells(
    role: str, mentions: tuple[ActorMention | PlaceMention | AttributionStep, ...], text: str
) -> dict[str, Cell]:
    return {
        f"{role}s": _joined(mention.span.of(text) for mention in mentions),
        f"{role}_names": _joined(_name(mention.link) for mention in mentions),
        f"{role}_ids": _joined(mention.link.entity.id if mention.link.entity else "" for mention in mentions),
    }


def _place_cells(places: tuple[PlaceMention, ...]) -> dict[str, Cell]:
    located = next((place for place in places if place.lat is not None and place.lon is not None), None)
    return {
        "relations": _joined(place.relation.value for place in places),
        "countries": _joined(place.country or "" for place in places),
        "precisions": _joined(place.precision.value for place in places),
        "lat": located.lat if located else None,
        "lon": located.lon if located else None,
    }


def _time_cells(claim: Claim, text: str) -> dict[str, Cell]:
    when = claim.time
    if when is None:
        return dict.fromkeys(_WHEN)
    return {
        "time": when.span.of(text) if when.span else None,
        "time_from": when.value.start.isoformat() if when.value.start else None,
        "time_to": when.value.end.isoformat() if when.value.end else None,
        "time_edtf": when.value.edtf,
        "time_basis": when.basis,
    }


def _figure_cells(claim: Claim, text: str) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        "figures": _joined(figure.span.of(text) for figure in claim.quantities),
        "figure_flags": _joined(flag for figure in claim.quantities for flag in figure.flags),
    }
    for kind in COUNTED:
        figures = [figure for figure in claim.quantities if figure.kind is kind]
        cells[f"{kind.value}_min"] = _bounds(figures, [figure.min for figure in figures])
        cells[f"{kind.value}_max"] = _bounds(figures, [figure.max for figure in figures])
    return cells


def _bounds(figures: list[Quantity], bounds: list[float | None]) -> Cell:
    """A number where there is one figure of the kind; several are joined in the order of the report."""
    if len(figures) == 1:
        return _plain(bounds[0])
    return _joined("" if bound is None else str(_plain(bound)) for bound in bounds) if figures else None


def _plain(value: float | None) -> int | float | None:
    return int(value) if value is not None and float(value).is_integer() else value


def _name(link: Link) -> str:
    return link.entity.name if link.entity else ""


def _joined(parts: Iterable[str]) -> str:
    """An empty part keeps its place, so that the first name belongs to the first mention; nothing but empty parts is ""."""
    listed = list(parts)
    return "; ".join(listed) if any(listed) else ""

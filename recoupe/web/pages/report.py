"""The report: its text as received, with the claims in it; two of them side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from recoupe.model import Claim, Reading, Report
from recoupe.pipeline.overview import Shared, shared_passages
from recoupe.web.desk import Desk, Desks, Of
from recoupe.web.marking import Passage, loaded_in, pieces
from recoupe.web.pages.profiles import name_of
from recoupe.web.twins import csv_answer

router = APIRouter()
MOST_RELATED = 40
Id = Annotated[str, Query(max_length=100, description="Id of a report.")]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A word that takes a side. ``by``: whose it is, empty where it is the report's own."""

    words: str
    by: str
    neutral: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another report that tells of an incident that this one tells of."""

    report: Report
    incidents: int


@router.get("/reports/{id}.csv", tags=["data"])
def as_csv(request: Request, id: str) -> Response:
    """Its claims, one a line."""
    from recoupe.export.csv import columns, row

    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        reading = desk.store.reading(id)
    return csv_answer(columns(), [tuple(row(claim, reading.report).values()) for claim in reading.claims], name="claims")


@router.get("/reports/{id}.json", tags=["data"])
def as_json(request: Request, id: str) -> JSONResponse:
    from recoupe.export.claims import claim_object

    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        reading = desk.store.reading(id)
    return JSONResponse([claim_object(claim, reading.report) for claim in reading.claims])


@router.get("/reports/{id}", response_class=HTMLResponse)
def report(request: Request, id: str) -> HTMLResponse:
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        reading = reading_of(desk, id)
        homes = homes_of(desk, reading)
        related = desk.once(f"related {id}", lambda: related_to(desk, reading), of=Of.JUDGED)
    page: HTMLResponse = request.app.state.renderer.page(
        request, "report.html", reading=reading, report=reading.report, pieces=pieces(reading), homes=homes, related=related,
        loaded=loaded_words(desks, reading),
    )  # fmt: skip
    return page


@router.get("/compare", response_class=HTMLResponse)
def compare(request: Request, left: Id, right: Id) -> HTMLResponse:
    """Two reports side by side: the passages that they share, and the claims of one incident."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        readings = [reading_of(desk, id) for id in (left, right)]
        texts = readings[0].report, readings[1].report
        shared = desk.once(f"shared {left} {right}", lambda: shared_passages(*texts), of=Of.READINGS)
        common = common_incidents(desk, *readings)
        related = desk.once(f"related {left}", lambda: related_to(desk, readings[0]), of=Of.JUDGED)
        named = {i.id: i for i, _ in desk.incidents([id for id, _, _ in common])}
    marked = [
        [Passage(n, s.left, tuple(run for run, _ in s.runs)) for n, s in enumerate(shared, start=1)],
        [Passage(n, s.right, tuple(run for _, run in s.runs)) for n, s in enumerate(shared, start=1)],
    ]
    sides = [(reading, pieces(reading, passages)) for reading, passages in zip(readings, marked, strict=True)]
    page: HTMLResponse = request.app.state.renderer.page(
        request, "compare.html", sides=sides, shared=shared, common=common, related=related, named=named,
        links=[(c.id, {d.id for d in there}) for _, here, there in common for c in here],
    )  # fmt: skip
    return page


@router.get("/compare.json", tags=["data"])
def compare_json(request: Request, left: Id, right: Id) -> JSONResponse:
    """The sentences that two reports share, and their claims of the same incidents."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        one, other = (reading_of(desk, id) for id in (left, right))
        common = common_incidents(desk, one, other)
    passages = [_passage_object(s, one, other) for s in shared_passages(one.report, other.report)]
    told = [{"incident": id, "left": [c.id for c in a], "right": [c.id for c in b]} for id, a, b in common]
    return JSONResponse({"left": left, "right": right, "passages": passages, "incidents": told})


@router.get("/compare.csv", tags=["data"])
def compare_csv(request: Request, left: Id, right: Id) -> Response:
    """The sentences that two reports share, one a line."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        one, other = (reading_of(desk, id) for id in (left, right))
    rows = [
        (s.left.start, s.left.end, s.left.of(one.report.text), s.right.start, s.right.end, s.right.of(other.report.text),
         s.similarity) for s in shared_passages(one.report, other.report)
    ]  # fmt: skip
    head = ("left_start", "left_end", "left", "right_start", "right_end", "right", "similarity")
    return csv_answer(head, rows, name="compare")


def _passage_object(s: Shared, left: Reading, right: Reading) -> dict[str, object]:
    return {
        "left": [s.left.start, s.left.end], "right": [s.right.start, s.right.end], "left_words": s.left.of(left.report.text),
        "right_words": s.right.of(right.report.text), "similarity": s.similarity,
        "runs": [[[a.start, a.end], [b.start, b.end]] for a, b in s.runs],
    }  # fmt: skip


def reading_of(desk: Desk, id: str) -> Reading:
    return desk.once(f"reading {id}", lambda: desk.store.reading(id), of=Of.READINGS)


def homes_of(desk: Desk, reading: Reading) -> dict[str, str | None]:
    """The incident of each claim."""
    ids = [c.id for c in reading.claims]
    stored = desk.store.incidents
    return desk.once(f"homes {reading.report.id}", lambda: {id: stored.incident_of(id) for id in ids}, of=Of.READINGS)


def loaded_words(desks: Desks, reading: Reading) -> list[Loaded]:
    text = reading.report.text
    return [Loaded(m.span.of(text), name_of(desks.registry, m.whose), m.neutral or "") for m in loaded_in(reading)]


def related_to(desk: Desk, reading: Reading) -> list[Related]:
    """Those that share most incidents first."""
    times: dict[str, int] = {}
    reports: dict[str, Report] = {}
    for id in dict.fromkeys(home for home in homes_of(desk, reading).values() if home):
        for _, found in desk.incidents([id]):
            reports |= found
            for other in found:
                times[other] = times.get(other, 0) + 1
    ranked = sorted((id for id in times if id != reading.report.id), key=lambda id: (-times[id], reports[id].outlet or "", id))
    return [Related(reports[id], times[id]) for id in ranked[:MOST_RELATED]]


def common_incidents(desk: Desk, left: Reading, right: Reading) -> list[tuple[str, list[Claim], list[Claim]]]:
    """Incidents that both tell of, with the claims of each."""
    homes = homes_of(desk, left), homes_of(desk, right)
    both = [id for id in dict.fromkeys(homes[0].values()) if id and id in homes[1].values()]
    return [
        (id, [c for c in left.claims if homes[0][c.id] == id], [c for c in right.claims if homes[1][c.id] == id]) for id in both
    ]

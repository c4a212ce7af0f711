"""The incident: its versions side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from recoupe.model import Attribute, Incident, Passage, Proof, Report
from recoupe.web.desk import Desk, Desks
from recoupe.web.matrix import Matrix, matrix
from recoupe.web.pictures import Spots, chain_picture, places_picture, toll_chart
from recoupe.web.rendering import quoted
from recoupe.web.twins import csv_answer

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words that a cell rests on, with what stands around them."""

    number: int
    claim: str
    report: Report
    before: str
    words: str
    after: str


@router.get("/incidents/{id}.json", tags=["data"])
def as_json(request: Request, id: str) -> JSONResponse:
    from recoupe.export.incidents import incident_object

    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        found, reports = desk.incident(id)
    return JSONResponse(incident_object(found, reports))


@router.get("/incidents/{id}.csv", tags=["data"])
def as_csv(request: Request, id: str) -> Response:
    """The matrix: one line for each thing that a voice says."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        found, reports = desk.incident(id)
    head = ("attribute", "voice", "stance", "value", "mark", "report", "words")
    return csv_answer(head, matrix_rows(matrix(found), reports), name=found.id)


@router.get("/incidents/{id}", response_class=HTMLResponse)
def incident(request: Request, id: str) -> HTMLResponse:
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        found, reports = desk.incident(id)
        spots = desk.once(f"spots {found.id}", lambda: _spots(desk, found))
        chain = desk.once(f"chain {found.id}", lambda: chain_picture(found))
        made = desk.once(f"matrix {found.id}", lambda: matrix(found))
    sentences = {s.claim: s for s in sentences_of(found, reports)}
    page: HTMLResponse = request.app.state.renderer.page(
        request, "incident.html", incident=found, matrix=made, sentences=sentences, reports=reports,
        toll=toll_chart(found.about(Attribute.KILLED)), chain=chain, spots=spots,
    )  # fmt: skip
    return page


def _spots(desk: Desk, found: Incident) -> Spots | None:
    ((_, members),) = desk.store.incidents.members([found.id])
    return places_picture(found, members)


def sentences_of(incident: Incident, reports: dict[str, Report]) -> Iterator[Sentence]:
    """Each claim's sentence once, numbered in the order of the matrix."""
    seen: dict[str, Proof] = {}
    for about in incident.attributes:
        for version in about.versions:
            for holding in version.holdings:
                seen.setdefault(holding.proof.claim, holding.proof)
    for number, (claim, proof) in enumerate(seen.items(), start=1):
        report = reports[proof.report]
        yield Sentence(number, claim, report, *quoted(report, Passage(proof.report, proof.span)))


def matrix_rows(made: Matrix, reports: dict[str, Report]) -> Iterator[tuple[str, ...]]:
    for row in made.rows:
        for column, cell in zip(made.columns, row.cells, strict=True):
            for said in cell.said:
                for proof in said.proofs:
                    words = " ".join(proof.span.of(reports[proof.report].text).split())
                    told = (row.attribute.value, column.voice.name, said.stance.value, said.label, cell.mark.value)
                    yield (*told, proof.report, words)

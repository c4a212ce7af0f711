"""The incident: its versions side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from recoupe.model import Attribute, Incident, Passage, Proof, Report, Voice
from recoupe.web.desk import Desk, Desks, Of
from recoupe.web.matrix import Matrix, matrix
from recoupe.web.pictures import Spots, chain_picture, places_picture, toll_chart
from recoupe.web.rendering import quoted
from recoupe.web.twins import csv_answer

router = APIRouter()
MOST_DAYS = 12
"""For which the estimate is worked out again."""


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
        spots = desk.once(f"spots {found.id}", lambda: _spots(desk, found), of=Of.JUDGED)
        chain = desk.once(f"chain {found.id}", lambda: chain_picture(found), of=Of.JUDGED)
        made = desk.once(f"matrix {found.id}", lambda: matrix(found, side=side_of(desk, found)), of=Of.JUDGED)
        toll = toll_chart(found.about(Attribute.KILLED))
        levels = desk.once(f"levels {found.id}", lambda: levels_of(desk, found), of=Of.JUDGED) if toll else []
    sentences = {s.claim: s for s in sentences_of(found, reports)}
    page: HTMLResponse = request.app.state.renderer.page(
        request, "incident.html", incident=found, matrix=made, sentences=sentences, reports=reports, toll=toll, chain=chain,
        spots=spots, levels=levels, accords=[accord for about in found.attributes for accord in about.accords],
        outlets=len({reports[r].outlet for r in found.reports} - {None}),
    )  # fmt: skip
    return page


def _spots(desk: Desk, found: Incident) -> Spots | None:
    ((_, members),) = desk.store.incidents.members([found.id])
    return places_picture(found, members)


def side_of(desk: Desk, found: Incident) -> Callable[[Voice], str]:
    """On which side of the conflict of the incident's country a voice stood at the time."""
    country = found.where.country if found.where else None
    day = found.when.start if found.when else None

    def named(voice: Voice) -> str:
        return (desk.relations.side(voice.actor, country, day) or "") if voice.actor and country else ""

    return named


@dataclass(frozen=True, slots=True)
class Level:
    """What the estimate of those killed was, from all that was published until ``day``."""

    day: str
    low: float | None
    best: float | None
    high: float | None


def levels_of(desk: Desk, found: Incident) -> list[Level]:
    """The estimate as of each day on which something was published, of at most ``MOST_DAYS`` days. Reports without a day are
    left out."""
    ((_, members),) = desk.store.incidents.members([found.id])
    dated = [(p.start, (c, r)) for c, r in members if (p := r.published) is not None and p.is_day and p.start is not None]
    days = sorted({day for day, _ in dated})
    made = []
    for day in days[:: max(1, -(-len(days) // MOST_DAYS))]:
        about = desk.checker.put_together(found.id, [m for on, m in dated if on <= day]).about(Attribute.KILLED)
        toll = about.estimate if about is not None else None
        made += [Level(day.isoformat(), toll.low, toll.best, toll.high)] if toll is not None else []
    return made


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

"""The report: its text as received, with the claims in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from recoupe.model import Claim, Reading
from recoupe.web.desk import Desk, Desks, Of
from recoupe.web.twins import csv_answer

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what it is: roles (by letter) and the claims that they are of."""

    text: str
    roles: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


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
        reading = desk.once(f"reading {id}", lambda: desk.store.reading(id), of=Of.READINGS)
        origins = desk.store.origins(id)
        homes = desk.once(f"homes {id}", lambda: homes_of(desk, reading), of=Of.READINGS)
    page: HTMLResponse = request.app.state.renderer.page(
        request, "report.html", reading=reading, report=reading.report, pieces=pieces(reading), origins=origins, homes=homes
    )
    return page


def homes_of(desk: Desk, reading: Reading) -> dict[str, str | None]:
    """The incident in which each claim stands."""
    return {c.id: desk.store.incidents.incident_of(c.id) for c in reading.claims}


def roles_of(claim: Claim) -> list[tuple[str, int, int]]:
    found = [("event", claim.trigger)]
    found += [("actor", m.span) for m in claim.actors] + [("target", m.span) for m in claim.targets]
    found += [("place", p.span) for p in claim.places] + [("figure", q.span) for q in claim.quantities]
    found += [("means", m.span) for m in claim.means] + [("source", s.span) for s in claim.attribution]
    found += [("time", claim.time.span)] if claim.time is not None and claim.time.span is not None else []
    return [(role, span.start, span.end) for role, span in found]


def pieces(reading: Reading) -> list[Piece]:
    """The text cut wherever something begins or ends; together they are the text, letter for letter."""
    text = reading.report.text
    marks = [(start, end, role, claim.id) for claim in reading.claims for role, start, end in roles_of(claim)]
    marks += [(m.span.start, m.span.end, "loaded", "") for m in reading.marks if m.kind.value == "loaded"]
    evidence = [(claim.evidence.start, claim.evidence.end, claim.id) for claim in reading.claims]
    cuts = sorted({0, len(text), *(p for s, e, *_ in marks for p in (s, e)), *(p for s, e, _ in evidence for p in (s, e))})
    return [
        Piece(
            text[a:b],
            tuple(dict.fromkeys(role for s, e, role, _ in marks if s <= a and b <= e)),
            tuple(dict.fromkeys(claim for s, e, _, claim in marks if s <= a and b <= e and claim)),
            tuple(claim for s, e, claim in evidence if s <= a and b <= e),
        )
        for a, b in pairwise(cuts)
        if a < b
    ]

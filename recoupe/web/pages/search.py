"""Search: reports by the words of their texts, claims by the names in them, narrowed by facets."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from recoupe.ledger.faceting import Asked, Found
from recoupe.ledger.textsearch import TextHit
from recoupe.model import Passage
from recoupe.web.desk import Desk, Desks, Of
from recoupe.web.pages.asked import Day
from recoupe.web.rendering import AROUND, quoted, sentence
from recoupe.web.twins import csv_answer

router = APIRouter()
SHOWN = 30
LONGEST = 200
Words = Annotated[str, Query(max_length=LONGEST, description="Words of texts, or of names in claims.")]
Language = Annotated[str, Query(max_length=8, description="Only reports in this language (ISO 639-1).")]
Outlet = Annotated[str, Query(max_length=300, description="Only reports of this outlet, by its name.")]
EventCode = Annotated[str, Query(max_length=40, description="Only reports with a claim of this event.")]
Entity = Annotated[str, Query(max_length=300, description="Only reports with a claim that names it, by its id.")]
Published = Annotated[Day, Query(description="Day of publication.")]
Start = Annotated[int, Query(ge=0, le=100_000, description="How many are passed over.")]


def asked_for(
    q: Words = "", language: Language = "", outlet: Outlet = "", event: EventCode = "", actor: Entity = "", place: Entity = "",
    since: Published = None, until: Published = None,
) -> Asked:  # fmt: skip
    return Asked(q.strip(), language, outlet, event, actor, place, since, until)


Question = Annotated[Asked, Depends(asked_for)]


@router.get("/search", response_class=HTMLResponse)
def search(request: Request, asked: Question, start: Start = 0) -> HTMLResponse:
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        found = found_for(desk, asked, start=start)
    page: HTMLResponse = request.app.state.renderer.page(
        request, "search.html", asked=asked, found=found, start=start, address=address,
        claims=[(claim, report, sentence(report, claim.evidence)) for claim, report in found.claims],
        texts=[(hit.report, words_around(hit)) for hit in found.texts],
        more=start + SHOWN if max(0 if asked.is_empty else found.claim_count, found.reports) > start + SHOWN else None,
        less=max(0, start - SHOWN) if start else None,
    )  # fmt: skip
    return page


@router.get("/search.json", tags=["data"])
def search_json(request: Request, asked: Question, start: Start = 0) -> JSONResponse:
    """Claims that name it, reports whose texts have the words (without words, the newest), and how the reports spread over
    facets."""
    from recoupe.export.claims import claim_object, report_object

    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        found = found_for(desk, asked, start=start)
    told = [{**report_object(hit.report), "spans": [[s.start, s.end] for s in hit.spans]} for hit in found.texts]
    facets = {name: [asdict(value) for value in values] for name, values in found.facets.items()}
    return JSONResponse({
        "claims": [claim_object(claim, report) for claim, report in found.claims], "reports": told, "facets": facets,
        "claim_count": found.claim_count, "report_count": found.reports,
    })  # fmt: skip


@router.get("/search.csv", tags=["data"])
def search_csv(request: Request, asked: Question, start: Start = 0) -> Response:
    """The claims that were found, one a line, as ``recoupe export`` writes them."""
    from recoupe.export.csv import columns, row

    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        found = found_for(desk, asked, start=start)
    return csv_answer(columns(), [tuple(row(claim, report).values()) for claim, report in found.claims], name="search")


def found_for(desk: Desk, asked: Asked, *, start: int = 0) -> Found:
    """Without words or a facet, the newest reports, and the facets of all."""
    known = desk.once("facets", desk.store.facets, of=Of.TEXTS)

    def look() -> Found:
        return desk.store.find(asked, known, limit=SHOWN, offset=start, claims_too=not asked.is_empty)

    return desk.once(f"found {start} {asked}", look, of=Of.TEXTS)


def words_around(hit: TextHit) -> tuple[str, str, str]:
    """The first of the words that were found, between those around them; the beginning of the text where none stand in it."""
    if not hit.spans:
        return "", "", hit.report.text[:AROUND]
    return quoted(hit.report, Passage(hit.report.id, hit.spans[0]))


def address(asked: Asked, form: str = "", **changed: str | int | None) -> str:
    """Of this search, in another ``form`` or with something ``changed``; None takes it away."""
    own = {
        "q": asked.words, "language": asked.language, "outlet": asked.outlet, "event": asked.event, "actor": asked.actor,
        "place": asked.place, "since": asked.since, "until": asked.until,
    }  # fmt: skip
    return f"/search{form}?" + urlencode({name: value for name, value in (own | changed).items() if value})

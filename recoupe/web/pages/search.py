"""Search: claims by the names in them, reports by the words of their texts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from recoupe.ledger.textsearch import TextHit
from recoupe.model import Claim, Passage, Report, Span
from recoupe.web.desk import Desk, Desks, Of
from recoupe.web.rendering import quoted, sentence
from recoupe.web.twins import csv_answer

router = APIRouter()
SHOWN = 50
LONGEST = 200
Words = Annotated[str, Query(max_length=LONGEST, description="Words of texts, or of names in claims.")]
Language = Annotated[str, Query(max_length=8, description="Only reports in this language (ISO 639-1).")]


def passage_of(hit: TextHit) -> Passage:
    """The first of the words that were found."""
    return Passage(hit.report.id, hit.spans[0] if hit.spans else Span(0, 0))


def found_in(desk: Desk, q: str, language: str) -> tuple[list[tuple[Claim, Report]], list[TextHit]]:
    claims = desk.store.search_claims(q, limit=SHOWN)
    texts = desk.store.search_texts(q, limit=SHOWN)
    if language:
        claims = [(claim, report) for claim, report in claims if report.language == language]
        texts = [hit for hit in texts if hit.report.language == language]
    return claims, texts


@router.get("/search", response_class=HTMLResponse)
def search(request: Request, q: Words = "", language: Language = "") -> HTMLResponse:
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        claims, texts = desk.once(f"found {language} {q}", lambda: found_in(desk, q, language), of=Of.READINGS)
        inventory = desk.inventory()
    page: HTMLResponse = request.app.state.renderer.page(
        request, "search.html", q=q, chosen=language, languages=[code for code, _ in inventory.languages],
        claims=[(claim, report, sentence(report, claim.evidence)) for claim, report in claims],
        texts=[(hit.report, quoted(hit.report, passage_of(hit))) for hit in texts],
    )  # fmt: skip
    return page


@router.get("/search.json", tags=["data"])
def search_json(request: Request, q: Words = "", language: Language = "") -> JSONResponse:
    """Claims that name it, and reports whose texts have the words."""
    from recoupe.export.claims import claim_object, report_object

    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        claims, texts = found_in(desk, q, language)
    told = [{**report_object(hit.report), "spans": [[s.start, s.end] for s in hit.spans]} for hit in texts]
    return JSONResponse({"claims": [claim_object(claim, report) for claim, report in claims], "reports": told})


@router.get("/search.csv", tags=["data"])
def search_csv(request: Request, q: Words = "", language: Language = "") -> Response:
    """The claims that were found, one a line, as ``recoupe export`` writes them."""
    from recoupe.export.csv import columns, row

    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        claims, _ = found_in(desk, q, language)
    return csv_answer(columns(), [tuple(row(claim, report).values()) for claim, report in claims], name="search")

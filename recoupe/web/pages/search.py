"""Search: claims by the names in them, reports by the words of their texts."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from recoupe.ledger.textsearch import TextHit
from recoupe.model import Passage, Span
from recoupe.web.desk import Desks
from recoupe.web.rendering import quoted, sentence

router = APIRouter()
SHOWN = 50


def passage_of(hit: TextHit) -> Passage:
    """The first of the words that were found."""
    return Passage(hit.report.id, hit.spans[0] if hit.spans else Span(0, 0))


@router.get("/search", response_class=HTMLResponse)
def search(request: Request, q: str = "") -> HTMLResponse:
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        claims = [(claim, report, sentence(report, claim.evidence)) for claim, report in desk.store.search_claims(q, limit=SHOWN)]
        texts = [(hit.report, quoted(hit.report, passage_of(hit))) for hit in desk.store.search_texts(q, limit=SHOWN)]
    page: HTMLResponse = request.app.state.renderer.page(request, "search.html", q=q, claims=claims, texts=texts)
    return page

"""Adding reports: files, a pasted text, addresses; read here and now, with progress."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from recoupe.errors import EmptySource
from recoupe.model import Report
from recoupe.web.adding import Adding, Details, given
from recoupe.web.desk import Desk, Desks
from recoupe.web.twins import csv_answer

router = APIRouter()
MOST_AT_ONCE = 200
Word = Annotated[str, Form(max_length=300)]


@router.post("/reports")
def add(
    request: Request,
    token: Word,
    file: list[UploadFile] | None = None,
    text: Annotated[str, Form()] = "",
    address: Annotated[str, Form(max_length=20_000)] = "",
    outlet: Word = "",
    published: Word = "",
    background: Annotated[bool, Form()] = False,
) -> RedirectResponse:
    """Leads to the report; to the progress where several were given, or with ``background``. Raises what reading raises when
    one thing alone was given."""
    request.app.state.forms.check(request, token)
    files = [(f.filename, f.file.read()) for f in file or () if f.filename]
    sources = list(given(files, text, address))
    if not sources or (len(sources) == 1 and files and not files[0][1].strip()):
        raise EmptySource(files[0][0] if files else "pasted text", "there is nothing in it", "choose a file, or paste a text")
    if len(sources) > MOST_AT_ONCE:
        told = f"more than {MOST_AT_ONCE} at once"
        raise EmptySource(f"{len(sources)} sources", told, "add them in parts, or use recoupe read")
    adding: Adding = request.app.state.adding
    made = adding.run(sources, Details(outlet.strip() or None, published.strip() or None), background=background)
    if background or len(sources) > 1:
        return RedirectResponse(f"/adding/{made.id}", status_code=303)
    (item,) = made.items
    if not item.reports and item.error is not None:
        raise item.error
    return RedirectResponse(f"/reports/{item.reports[0]}" if item.reports else f"/adding/{made.id}", status_code=303)


@router.get("/adding/{id}.json", tags=["data"])
def progress_json(request: Request, id: str) -> JSONResponse:
    """The same, for whoever waits for it."""
    adding: Adding = request.app.state.adding
    made = adding.get(id)
    items = [
        {"name": i.name, "state": i.state.value, "reports": i.reports, "claims": i.claims, "told": i.told} for i in made.items
    ]  # fmt: skip
    return JSONResponse({"finished": made.finished, "items": items})


@router.get("/adding/{id}.csv", tags=["data"])
def progress_csv(request: Request, id: str) -> Response:
    """The same, one report a line; what gave none has a line of its own."""
    adding: Adding = request.app.state.adding
    made = adding.get(id)
    rows = [(i.name, i.state.value, report, i.claims, "; ".join(i.told)) for i in made.items for report in i.reports or [""]]
    return csv_answer(("name", "state", "report", "claims", "told"), rows, name="adding")


@router.get("/adding/{id}", response_class=HTMLResponse)
def progress(request: Request, id: str) -> HTMLResponse:
    """How far an addition is, and what came of it."""
    adding: Adding = request.app.state.adding
    desks: Desks = request.app.state.desks
    made = adding.get(id)
    with desks.open() as desk:
        titles = {id: report_of(desk, id) for id in made.reports}
        homes = {id: incidents_of(desk, id) for id in made.reports} if made.finished else {}
    page: HTMLResponse = request.app.state.renderer.page(request, "adding.html", adding=made, reports=titles, homes=homes)
    return page


def report_of(desk: Desk, id: str) -> Report:
    return desk.store.reading(id).report


def incidents_of(desk: Desk, id: str) -> list[str]:
    """Ids of the incidents that a report tells of."""
    homes = (desk.store.incidents.incident_of(claim.id) for claim in desk.store.reading(id).claims)
    return list(dict.fromkeys(home for home in homes if home))

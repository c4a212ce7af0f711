"""The application: one ledger, its pages, its safety."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as RoutingError
from starlette.responses import Response

from recoupe import __version__
from recoupe.errors import (
    LedgerError,
    LedgerLocked,
    NoSuchAccount,
    NoSuchClaim,
    NoSuchDecision,
    NoSuchIncident,
    NoSuchReport,
    RecoupeError,
)
from recoupe.web.accounts import Accounts
from recoupe.web.adding import Adding
from recoupe.web.api import describe
from recoupe.web.desk import Desks
from recoupe.web.judging import Stale
from recoupe.web.naming import Names
from recoupe.web.pages import (
    add,
    amend,
    control,
    dossier,
    entry,
    incident,
    mapping,
    profiles,
    regroup,
    report,
    review,
    search,
    siege,
)
from recoupe.web.rendering import Renderer
from recoupe.web.security import SAFE, Forms, Guard, is_data, refusal
from recoupe.web.sessions import Door
from recoupe.web.settings import WebSettings

mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("font/woff2", ".woff2")
STATIC = Path(__file__).parent / "static"
TOO_LONG_A_FIELD = "Part exceeded maximum size"
"""How the parser of forms begins to say so."""
NOTHING_HERE = {404: "There is nothing at {1}.", 405: "Nothing can be done so at {1}."}
FAULTS = {
    ("missing",): "it is needed",
    ("date_", "datetime_"): "it is no day such as 2018-06-22",
    ("int_",): "it is no whole number",
    ("float_", "finite_"): "it is no number",
    ("bool_",): "it is neither yes nor no",
    ("string_too_long", "too_long"): "it is too long",
    ("string_pattern_mismatch", "literal_error", "enum"): "it is none of the words that can stand there",
    ("greater_than", "less_than"): "it is outside what is allowed",
}
"""What is wrong with something that was asked for, by the beginnings of pydantic's names for it."""
PAGES = (dossier, incident, report, search, add, regroup, amend, review, mapping, control, siege, profiles, entry)
ABSENT = (NoSuchIncident, NoSuchReport, NoSuchClaim, NoSuchDecision, NoSuchAccount)


def create_app(settings: WebSettings) -> FastAPI:
    """Raises ``LedgerNotFound`` and the like when the ledger cannot be opened."""
    from recoupe.ledger.sqlite import open_ledger

    open_ledger(settings.ledger).close()
    app = FastAPI(title="Recoupe", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.state.settings = settings
    app.state.desks = Desks(settings)
    app.state.adding = Adding(app.state.desks)
    app.state.forms = Forms(settings)
    app.state.renderer = Renderer(settings, app.state.forms, Names(lambda: app.state.desks.registry))
    app.state.accounts = Accounts(settings.accounts) if settings.accounts is not None else None
    app.state.door = Door(app.state.accounts) if app.state.accounts is not None else None
    app.add_middleware(Guard, settings=settings, sessions=app.state.door.sessions if app.state.door else None)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for page in PAGES:
        app.include_router(page.router)
    app.openapi = partial(describe, app)  # type: ignore[method-assign]
    app.add_api_route("/api", lambda: RedirectResponse("/api/openapi.json"), include_in_schema=False)
    _explain_failures(app)
    return app


def _explain_failures(app: FastAPI) -> None:
    @app.exception_handler(RecoupeError)
    async def _ours(request: Request, exc: RecoupeError) -> Response:
        return refusal(request, status_of(exc, changes=request.method not in SAFE), str(exc))

    @app.exception_handler(Stale)
    async def _stale(request: Request, exc: Stale) -> Response:
        renderer: Renderer = request.app.state.renderer
        return HTMLResponse(renderer.text(request, "stale.html", stale=exc), 409)

    @app.exception_handler(RoutingError)
    async def _routing(request: Request, exc: HTTPException) -> Response:
        if str(exc.detail).startswith(TOO_LONG_A_FIELD):
            return refusal(request, 413, "A pasted text has 1 MB at most: add it as a file.")
        told = NOTHING_HERE.get(exc.status_code, "{0}") if exc.detail == HTTPStatus(exc.status_code).phrase else "{0}"
        return refusal(request, exc.status_code, told.format(str(exc.detail), request.url.path[:200]))

    @app.exception_handler(RequestValidationError)
    async def _asked_wrongly(request: Request, exc: RequestValidationError) -> Response:
        """A page tells the first fault, data up to five."""
        most = 5 if is_data(request.url.path) else 1
        return refusal(request, 422, "; ".join(_fault(error) for error in exc.errors()[:most]))

    @app.exception_handler(Exception)
    async def _unforeseen(request: Request, exc: Exception) -> Response:
        """The server's log has what happened; headers as on every answer, though the guard is passed by."""
        answer = refusal(request, 500, "Something went wrong that nobody foresaw. The ledger is as it was; the log says more.")
        Guard(app, app.state.settings).put_headers(answer.headers, kept=False)
        return answer


def status_of(exc: RecoupeError, *, changes: bool) -> int:
    """404 for what is not there, 409 for a change while another writes, 503 while the ledger cannot be used, 400 for the rest."""
    if isinstance(exc, ABSENT):
        return 404
    if isinstance(exc, LedgerLocked) and changes:
        return 409
    return 503 if isinstance(exc, LedgerError) else 400


def _fault(error: Mapping[str, Any]) -> str:
    """``error`` of pydantic, in our own words where there are any."""
    where = ".".join(str(part) for part in error["loc"][1:])
    told = next((told for kinds, told in FAULTS.items() if str(error["type"]).startswith(kinds)), error["msg"])
    return f"{where}: {told}"[:300]

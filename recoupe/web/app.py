"""The application: one ledger, its pages, its safety."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as RoutingError
from starlette.responses import Response

from recoupe import __version__
from recoupe.errors import LedgerLocked, NoSuchClaim, NoSuchDecision, NoSuchIncident, NoSuchReport, RecoupeError
from recoupe.web.desk import Desks
from recoupe.web.judging import Stale
from recoupe.web.pages import add, control, dossier, incident, mapping, profiles, report, review, search
from recoupe.web.rendering import Renderer
from recoupe.web.security import Forms, guard
from recoupe.web.settings import WebSettings

mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("font/woff2", ".woff2")
STATIC = Path(__file__).parent / "static"
ABSENT = (NoSuchIncident, NoSuchReport, NoSuchClaim, NoSuchDecision)


def create_app(settings: WebSettings) -> FastAPI:
    """Raises ``LedgerNotFound`` and the like when the ledger cannot be opened."""
    from recoupe.ledger.sqlite import open_ledger

    open_ledger(settings.ledger).close()
    app = FastAPI(title="Recoupe", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.state.settings = settings
    app.state.desks = Desks(settings)
    app.state.forms = Forms()
    app.state.renderer = Renderer(settings, app.state.forms)
    guard(app, settings)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for page in (dossier, incident, report, search, add, review, mapping, control, profiles):
        app.include_router(page.router)
    app.add_api_route("/api", lambda: RedirectResponse("/api/openapi.json"), include_in_schema=False)
    _explain_failures(app)
    return app


def _explain_failures(app: FastAPI) -> None:
    @app.exception_handler(RecoupeError)
    async def _ours(request: Request, exc: RecoupeError) -> Response:
        status = 404 if isinstance(exc, ABSENT) else 409 if isinstance(exc, LedgerLocked) else 400
        return _failed(request, status, str(exc))

    @app.exception_handler(Stale)
    async def _stale(request: Request, exc: Stale) -> Response:
        renderer: Renderer = request.app.state.renderer
        return HTMLResponse(renderer.text(request, "stale.html", stale=exc), 409)

    @app.exception_handler(RoutingError)
    async def _routing(request: Request, exc: HTTPException) -> Response:
        return _failed(request, exc.status_code, str(exc.detail))


def _failed(request: Request, status: int, told: str) -> Response:
    if request.url.path.endswith(".json") or request.url.path.startswith("/api/"):
        return JSONResponse({"error": told}, status)
    renderer: Renderer = request.app.state.renderer
    return HTMLResponse(renderer.text(request, "failed.html", status=status, told=told), status)

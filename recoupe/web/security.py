"""What stands between the workbench and the rest: headers, names it answers to, proof that a form came from a page of ours."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, HTTPException, Request
from starlette.responses import PlainTextResponse, Response

from recoupe.web.settings import WebSettings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self' blob:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""Nothing but what this server itself gives; no inline script or style."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=(), interest-cohort=()",
}
COOKIE = "recoupe"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST_BODY = 64 << 20

Next = Callable[[Request], Awaitable[Response]]


def guard(app: FastAPI, settings: WebSettings) -> None:
    """Refuse other host names and large bodies, and put the headers on every answer."""
    names = {host.lower() for host in settings.hosts}

    @app.middleware("http")
    async def _guarded(request: Request, call_next: Next) -> Response:
        refused = _refusal(request, names)
        response = refused if refused is not None else await call_next(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


def _refusal(request: Request, names: set[str]) -> Response | None:
    if _host(request) not in names:
        return PlainTextResponse("This workbench does not answer to that name.", 421)
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > LARGEST_BODY:
        return PlainTextResponse("That is too large.", 413)
    return None


def _host(request: Request) -> str:
    host = request.headers.get("host", "").lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


class Forms:
    """Tokens that show that a form came from a page of this server, made for this browser's session."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or secrets.token_bytes(32)

    def session(self, request: Request) -> str:
        """The session's name, out of its cookie or new."""
        given = request.cookies.get(COOKIE, "")
        return given if len(given) == 43 and given.replace("-", "").replace("_", "").isalnum() else secrets.token_urlsafe(32)

    def token(self, session: str) -> str:
        return hmac.new(self._key, session.encode(), hashlib.sha256).hexdigest()

    def check(self, request: Request, token: str) -> None:
        """Raises ``HTTPException`` 403."""
        session = request.cookies.get(COOKIE, "")
        if not session or not hmac.compare_digest(self.token(session).encode(), token.encode()):
            raise HTTPException(403, "This form is out of date: go back, load the page again and repeat.")

    def keep(self, response: Response, session: str, *, secure: bool) -> None:
        response.set_cookie(COOKIE, session, httponly=True, samesite="strict", secure=secure, path="/")

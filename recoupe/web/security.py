"""What stands between the workbench and the rest: headers, names it answers to, accounts, proof that a form is one of ours."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recoupe.web.accounts import Account, Role
from recoupe.web.sessions import Sessions
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
    "Referrer-Policy": "same-origin",  # with none at all browsers send no origin with forms of our own
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=(), interest-cohort=()",
}
ENCRYPTED = {"Strict-Transport-Security": "max-age=31536000"}
COOKIE = "recoupe"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST_BODY = 64 << 20
ACCOUNT = "recoupe.account"
"""The key of a request's scope under which its account stands."""
SIGN_IN = "/sign-in"
STATIC = "/static/"
DATA = (".json", ".csv")
AGAIN = (409, 503)
"""What may well go through a little later."""

NEEDED: tuple[tuple[str, Role], ...] = (
    ("/account", Role.READER), ("/sign-out", Role.READER), ("/accounts", Role.ADMIN),
    ("/review/merge", Role.EDITOR), ("/review/split", Role.EDITOR), ("/review", Role.CODER),
)  # fmt: skip
"""The role that changing something under a path calls for; ``EDITOR`` for every path that is not named here."""


def role_for(method: str, path: str) -> Role | None:
    """The least role that may ask this; None for what is open to all."""
    if path == SIGN_IN or path.startswith(STATIC):
        return None
    if _within(path, "/accounts"):
        return Role.ADMIN
    if method in SAFE:
        return Role.READER
    return next((role for start, role in NEEDED if _within(path, start)), Role.EDITOR)


def _within(path: str, start: str) -> bool:
    return path == start or path.startswith(start + "/")


def account_of(request: Request) -> Account | None:
    """Who is signed in; None where no account is asked for, and on what is open to all."""
    found: Account | None = request.scope.get(ACCOUNT)
    return found


def require(request: Request, role: Role) -> None:
    """Raises ``HTTPException`` 403 for an account that may not; for what the path alone does not tell."""
    account = account_of(request)
    if account is not None and not account.role.may(role):
        raise HTTPException(403, _too_little(role))


def _too_little(needed: Role) -> str:
    return f"Your account may not do this: it calls for the role {needed.value}."


@dataclass(frozen=True)
class Guard:
    """Refuses other names, other sites' forms, large bodies and whoever may not; puts the headers on every answer."""

    app: ASGIApp
    settings: WebSettings
    sessions: Sessions | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.put_headers(MutableHeaders(scope=message), kept=scope["path"].startswith(STATIC))
            await send(message)

        refused = self._refusal(request)
        if refused is not None:
            await refused(scope, receive, answer)
            return
        if scope["method"] == "HEAD":
            await self.app({**scope, "method": "GET"}, _limited(receive), _without_body(answer))
            return
        await self.app(scope, _limited(receive), answer)

    def put_headers(self, headers: MutableHeaders, *, kept: bool) -> None:
        """``kept``: whether a browser may keep it; what is in a ledger stays in no other place."""
        for name, value in (HEADERS | (ENCRYPTED if self.settings.encrypted else {})).items():
            headers.setdefault(name, value)
        if not kept:
            headers.setdefault("Cache-Control", "no-store")

    def _refusal(self, request: Request) -> Response | None:
        if _host(request.headers.get("host", "")) not in self.settings.hosts:
            return PlainTextResponse("This workbench does not answer to that name.", 421)
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            return refusal(request, 413, f"That is too large: at most {LARGEST_BODY >> 20} MB at once.")
        if request.method not in SAFE and not comes_from_here(request.headers):
            return refusal(request, 403, "This form was sent from another site. Nothing was changed.")
        return self._unentitled(request)

    def _unentitled(self, request: Request) -> Response | None:
        if self.sessions is None:
            return None
        account = self.sessions.account(request.cookies.get(cookie_name(self.settings), ""))
        request.scope[ACCOUNT] = account
        needed = role_for(request.method, request.url.path)
        if needed is None or (account is not None and account.role.may(needed)):
            return None
        if account is not None:
            return refusal(request, 403, _too_little(needed))
        if request.method not in SAFE or is_data(request.url.path):
            return refusal(request, 401, "Sign in first.")
        there = request.url.path + ("?" + request.url.query if request.url.query else "")
        return RedirectResponse(SIGN_IN + ("" if there == "/" else "?next=" + quote(there, safe="")), 303)


def is_data(path: str) -> bool:
    """Whether a program asks, and is to be answered with JSON."""
    return path.endswith(DATA) or path.startswith("/api")


def refusal(request: Request, status: int, told: str) -> Response:
    """A page in the interface's look; JSON for programs."""
    answer: Response
    if is_data(request.url.path):
        answer = JSONResponse({"error": told}, status)
    else:
        answer = request.app.state.renderer.failure(request, status, told)
    if status in AGAIN:
        answer.headers["Retry-After"] = "5"
    return answer


def comes_from_here(headers: Mapping[str, str]) -> bool:
    """By what the browser says of the page that sends; a program that says nothing still needs the form's token."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def _host(named: str) -> str:
    host = named.lower()
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]


def _without_body(send: Send) -> Send:
    """What a GET is answered, without what it holds (RFC 9110, 9.3.2)."""

    async def bare(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return bare


def _limited(receive: Receive) -> Receive:
    """A body without a length is counted as it comes. Raises ``HTTPException`` 413."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST_BODY:
            raise HTTPException(413, f"That is too large: at most {LARGEST_BODY >> 20} MB at once.")
        return message

    return counted


def cookie_name(settings: WebSettings) -> str:
    """By https a name that browsers take from this very host alone."""
    return "__Host-" + COOKIE if settings.encrypted else COOKIE


class Forms:
    """Tokens that show that a form came from a page of this server, made for this browser's session."""

    def __init__(self, settings: WebSettings, key: bytes | None = None) -> None:
        self._name, self._secure = cookie_name(settings), settings.encrypted
        self._key = key or secrets.token_bytes(32)

    def session(self, request: Request) -> str:
        """The session's name, out of its cookie or new."""
        given = request.cookies.get(self._name, "")
        return given if len(given) == 43 and given.replace("-", "").replace("_", "").isalnum() else secrets.token_urlsafe(32)

    def token(self, session: str) -> str:
        return hmac.new(self._key, session.encode(), hashlib.sha256).hexdigest()

    def check(self, request: Request, token: str) -> None:
        """Raises ``HTTPException`` 403."""
        session = request.cookies.get(self._name, "")
        if not session or not hmac.compare_digest(self.token(session).encode(), token.encode()):
            raise HTTPException(403, "This form is out of date: go back, load the page again and repeat.")

    def keep(self, response: Response, session: str) -> None:
        response.set_cookie(self._name, session, httponly=True, samesite="strict", secure=self._secure, path="/")

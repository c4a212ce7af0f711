"""Signing in and out, one's own password, and the accounts, where the workbench asks for them."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from recoupe.errors import UsageError
from recoupe.web.accounts import LONGEST, Account, Accounts, Role
from recoupe.web.security import SIGN_IN, account_of
from recoupe.web.sessions import Door

router = APIRouter(include_in_schema=False)
Word = Annotated[str, Form(max_length=200)]
Secret = Annotated[str, Form(max_length=4 * LONGEST)]
Next = Annotated[str, Query(max_length=2000)]
RoleName = Annotated[str, Form(pattern="^(" + "|".join(role.value for role in Role) + ")$")]


@router.get(SIGN_IN, response_class=HTMLResponse)
def asked(request: Request, next: Next = "/") -> HTMLResponse:
    return _form(request, next)


@router.post(SIGN_IN)
def sign_in(
    request: Request, token: Word, name: Word, password: Secret, next: Annotated[str, Form(max_length=2000)] = "/"
) -> Response:
    """A new session, and on to where one wanted to go. 401 for a wrong password, 429 for one that comes too early."""
    door = _door(request)
    request.app.state.forms.check(request, token)
    address = request.client.host if request.client else ""
    wait = door.wait(name, address)
    if wait > 0:
        return _refused(request, next, name, 429, wait)
    try:
        session = door.open(name, password, address=address)
    except TimeoutError:
        raise HTTPException(503, "Too many sign in at once; try again in a moment.") from None
    if session is None:
        return _refused(request, next, name, 401, door.wait(name, address))
    answer = RedirectResponse(_inside(next), 303)
    request.app.state.forms.keep(answer, session)
    return answer


@router.post("/sign-out")
def sign_out(request: Request, token: Word) -> RedirectResponse:
    request.app.state.forms.check(request, token)
    _door(request).sessions.end(request.app.state.forms.session(request))
    answer = RedirectResponse(SIGN_IN, 303)
    request.app.state.forms.keep(answer, secrets.token_urlsafe(32))
    return answer


@router.get("/account", response_class=HTMLResponse)
def own(request: Request, changed: bool = False) -> HTMLResponse:
    _door(request)
    page: HTMLResponse = request.app.state.renderer.page(request, "account.html", changed=changed)
    return page


@router.post("/account")
def change_password(request: Request, token: Word, password: Secret, new: Secret) -> Response:
    """Ends every other session of the account."""
    request.app.state.forms.check(request, token)
    door, account = _door(request), _signed_in(request)
    address = request.client.host if request.client else ""
    if door.open(account.name, password, address=address) is None:
        raise HTTPException(403, "That is not your password of now. Nothing was changed.")
    accounts = _accounts(request)
    accounts.set_password(account.name, new)
    answer = RedirectResponse("/account?changed=true", 303)
    request.app.state.forms.keep(answer, door.sessions.begin(accounts.get(account.name)))
    return answer


@router.get("/accounts", response_class=HTMLResponse)
def listed(request: Request) -> HTMLResponse:
    page: HTMLResponse = request.app.state.renderer.page(
        request, "accounts.html", accounts=_accounts(request).all(), roles=[role.value for role in Role]
    )
    return page


@router.post("/accounts")
def add(request: Request, token: Word, name: Word, role: RoleName, password: Secret) -> RedirectResponse:
    request.app.state.forms.check(request, token)
    _accounts(request).add(name, Role(role), password)
    return RedirectResponse("/accounts", 303)


@router.post("/accounts/role")
def set_role(request: Request, token: Word, name: Word, role: RoleName) -> RedirectResponse:
    request.app.state.forms.check(request, token)
    _not_oneself(request, name)
    _accounts(request).set_role(name, Role(role))
    return RedirectResponse("/accounts", 303)


@router.post("/accounts/remove")
def remove(request: Request, token: Word, name: Word) -> RedirectResponse:
    request.app.state.forms.check(request, token)
    _not_oneself(request, name)
    _accounts(request).remove(name)
    return RedirectResponse("/accounts", 303)


def _not_oneself(request: Request, name: str) -> None:
    if _accounts(request).get(name).name == _signed_in(request).name:
        raise UsageError("nobody changes their own role or removes themselves here: another admin does, or recoupe accounts")


def _signed_in(request: Request) -> Account:
    account = account_of(request)
    if account is None:
        raise HTTPException(401, "Sign in first.")
    return account


def _door(request: Request) -> Door:
    """Raises ``HTTPException`` 404 where no account is asked for."""
    door: Door | None = request.app.state.door
    if door is None:
        raise HTTPException(404, "This workbench asks for no account.")
    return door


def _accounts(request: Request) -> Accounts:
    _door(request)
    accounts: Accounts = request.app.state.accounts
    return accounts


def _form(request: Request, next: str, **more: object) -> HTMLResponse:
    _door(request)
    told: dict[str, object] = {"next": _inside(next), "name": "", "refused": 0, "wait": 0, **more}
    page: HTMLResponse = request.app.state.renderer.page(request, "sign-in.html", **told)
    return page


def _refused(request: Request, next: str, name: str, status: int, wait: float) -> HTMLResponse:
    page = _form(request, next, name=name, refused=status, wait=int(wait) + 1 if wait > 0 else 0)
    page.status_code = status
    if wait > 0:
        page.headers["Retry-After"] = str(int(wait) + 1)
    return page


def _inside(address: str) -> str:
    """Only a path of this server: neither another host's nor one that a browser takes for it."""
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_path and address.isprintable() and "\\" not in address else "/"

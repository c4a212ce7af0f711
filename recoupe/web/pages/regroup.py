"""Merging and splitting incidents: two side by side, and what does not belong to one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from recoupe.model import Decision
from recoupe.web import regrouping
from recoupe.web.accounts import Role
from recoupe.web.desk import Desk, Desks, Of
from recoupe.web.pages.review import Word, Words, author_of, decider, kept_author
from recoupe.web.regrouping import Pair
from recoupe.web.security import require
from recoupe.web.twins import csv_answer

router = APIRouter()
SHOWN = 20
Id = Annotated[str, Query(max_length=40, description="Id of an incident.")]


@router.get("/review/incidents", response_class=HTMLResponse)
def side_by_side(request: Request, left: Id = "", right: Id = "") -> HTMLResponse:
    """Two incidents with their claims; without ``right``, one, and those that it may be one with."""
    desks: Desks = request.app.state.desks
    desks.refresh()
    with desks.open() as desk:
        sides = [regrouping.beside(desk, id) for id in (left.strip(), right.strip()) if id]
        ids = list(dict.fromkeys(side.incident.id for side in sides))
        listed = pairs_of(desk, ids[0] if len(ids) == 1 else None) if len(ids) < 2 else []
        near = [(p, *desk.incidents([p.left, p.right])) for p in listed[:SHOWN]]
        seen = regrouping.seen_of(desk, ids)
        alone = [regrouping.seen_of(desk, [id]) for id in ids]
    page: HTMLResponse = request.app.state.renderer.page(
        request, "regroup.html", sides=sides[: len(ids)], near=[n for n in near if len(n) == 3], total=len(listed), seen=seen,
        alone=alone, author=author_of(request),
    )  # fmt: skip
    return page


@router.get("/review/incidents.json", tags=["data"])
def pairs_json(request: Request, left: Id = "") -> JSONResponse:
    """Pairs of incidents at one place within a few days, which may be one; with ``left``, those that it is in."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        found = desk.incident(left)[0].id if left else None
        listed = pairs_of(desk, found)[:500]
    return JSONResponse([{"left": p.left, "right": p.right, "days": p.days} for p in listed])


@router.get("/review/incidents.csv", tags=["data"])
def pairs_csv(request: Request, left: Id = "") -> Response:
    """The same, one pair a line."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        found = desk.incident(left)[0].id if left else None
        listed = pairs_of(desk, found)[:500]
    return csv_answer(("left", "right", "days"), [(p.left, p.right, p.days) for p in listed], name="pairs")


@router.post("/review/merge")
def merge(
    request: Request, token: Word, left: Word, right: Word, author: Word, seen: Words, reason: Words = ""
) -> RedirectResponse:
    """Two incidents are one. 409 where somebody else decided on them meanwhile."""
    request.app.state.forms.check(request, token)
    require(request, Role.EDITOR)
    by = decider(request, author)
    desks: Desks = request.app.state.desks
    with desks.open(writes=True) as desk:
        made = regrouping.merge(desk, [left, right], author=by, reason=reason, seen=seen)
    return _onwards(desks, made, left, by)


@router.post("/review/split")
def split(
    request: Request, token: Word, incident: Word, author: Word, seen: Words,
    claim: Annotated[list[str], Form(max_length=2000)], reason: Words = "",
) -> RedirectResponse:  # fmt: skip
    """Claims that do not belong to an incident become one of their own. 409 where somebody else decided meanwhile."""
    request.app.state.forms.check(request, token)
    require(request, Role.EDITOR)
    by = decider(request, author)
    desks: Desks = request.app.state.desks
    with desks.open(writes=True) as desk:
        made = regrouping.split(desk, incident, claim, author=by, reason=reason, seen=seen)
    return _onwards(desks, made, incident, by)


def _onwards(desks: Desks, made: Decision, incident: str, author: str) -> RedirectResponse:
    desks.refresh(recheck={*made.subjects, *(anchor for _, anchor in made.changes)})
    with desks.open() as desk:
        found = desk.store.incidents.resolve(incident)
    return kept_author(RedirectResponse(f"/incidents/{found[0]}" if found else "/review#decided", status_code=303), author)


def pairs_of(desk: Desk, id: str | None) -> list[Pair]:
    return desk.once(f"pairs {id}", lambda: regrouping.pairs(desk, of=id), of=Of.JUDGED)

"""Review: a queue in order of what is worth most, decisions with their authors, two coders and their agreement."""

from __future__ import annotations

import getpass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from recoupe.model import Decision, DecisionKind, Event, Modality, Passage, Polarity
from recoupe.pipeline.deciding import SETTLES, agreements, codings, disputed, standing
from recoupe.web import judging
from recoupe.web.accounts import Role
from recoupe.web.desk import Desk, Desks
from recoupe.web.rendering import quoted
from recoupe.web.security import account_of, require
from recoupe.web.twins import csv_answer

router = APIRouter()
QUEUE, LOG = 12, 30
AUTHOR = "recoupe_author"
ANSWERS = {"yes": DecisionKind.ACCEPT, "no": DecisionKind.REJECT, "unsure": DecisionKind.UNSURE, "correct": DecisionKind.CORRECT}
CHOICES = {"event": [e.value for e in Event], "modality": [m.value for m in Modality], "polarity": [p.value for p in Polarity]}
Word = Annotated[str, Form(max_length=200)]
Words = Annotated[str, Form(max_length=4000)]
Yes = Annotated[bool, Form()]


@router.get("/review", response_class=HTMLResponse)
def review(
    request: Request,
    claim: Annotated[str, Query(max_length=40, description="The claim to decide on; the first of the queue without it.")] = "",
    second: Annotated[bool, Query(description="Only claims that another coder decided on.")] = False,
) -> HTMLResponse:
    desks: Desks = request.app.state.desks
    desks.refresh()
    author = author_of(request)
    with desks.open() as desk:
        listed = judging.waiting(desk, author, second=second)
        chosen = claim or (listed[0].head.id if listed else "")
        shown = judging.asked_once(desk, chosen) if chosen else None
        decisions = desk.once("decisions", desk.store.decisions.all)
        earlier, later = judging.neighbours(desk, author, chosen, second=second)
        around = {w.head.id: judging.asked_once(desk, w.head.id) for w in listed[:QUEUE]}
        heads = judging.ids(desk) if decisions else {}
        stands = desk.once("stands", lambda: frozenset(d.id for d in standing(decisions)))
        agreed = desk.once("agreements", lambda: agreements(codings(decisions)))
        differ = desk.once("disputed", lambda: disputed(decisions))
        log = decisions[: -LOG - 1 : -1]
        of = {heads[s] for s in (*differ, *(s for d in log for s in d.subjects)) if s in heads}
        told = {id: judging.words_of(desk, id) for id in of}
    blind = second and shown is not None and author not in {d.author for d in shown.decisions}
    page: HTMLResponse = request.app.state.renderer.page(
        request, "review.html", shown=shown, queue=listed[:QUEUE], around=around, total=len(listed), earlier=earlier, later=later,
        author=author, second=second, blind=blind, log=log, words_by=told, stands=stands,
        words=quoted(shown.report, Passage(shown.report.id, shown.claim.evidence)) if shown else None, heads=heads,
        choices=CHOICES, agreements=agreed, disputed=differ,
    )  # fmt: skip
    return page


@router.get("/decisions.json", tags=["data"])
def decisions_json(request: Request) -> JSONResponse:
    """Every decision, in the order in which they came."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        return JSONResponse([decision_object(d) for d in desk.store.decisions.all()])


@router.get("/decisions.csv", tags=["data"])
def decisions_csv(request: Request) -> Response:
    """Every decision, one a line."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        made = desk.store.decisions.all()
    stands = {d.id for d in standing(made)}
    head = ("id", "kind", "subjects", "changes", "author", "at", "reason", "undoes", "stands")
    rows = [
        (d.id, d.kind.value, " ".join(d.subjects), "; ".join(f"{k}={v}" for k, v in d.changes), d.author, d.at.isoformat(),
         d.reason, d.undoes, int(d.id in stands)) for d in made
    ]  # fmt: skip
    return csv_answer(head, rows, name="decisions")


@router.get("/review.json", tags=["data"])
def queue_json(request: Request, limit: Annotated[int, Query(ge=1, le=500)] = 50) -> JSONResponse:
    """Claims that nobody decided on, those first whose decision is worth most."""
    desks: Desks = request.app.state.desks
    desks.refresh()
    with desks.open() as desk:
        listed = judging.waiting(desk, "", second=False)[:limit]
    return JSONResponse([
        {"claim": w.head.id, "incident": w.head.incident, "event": w.head.event, "confidence": w.head.confidence,
         "people": w.head.people, "worth": w.worth} for w in listed
    ])  # fmt: skip


@router.get("/review.csv", tags=["data"])
def queue_csv(request: Request, limit: Annotated[int, Query(ge=1, le=500)] = 500) -> Response:
    """The same, one claim a line."""
    desks: Desks = request.app.state.desks
    desks.refresh()
    with desks.open() as desk:
        listed = judging.waiting(desk, "", second=False)[:limit]
    head = ("claim", "incident", "event", "confidence", "people", "worth")
    rows = [(w.head.id, w.head.incident, w.head.event, w.head.confidence, w.head.people, w.worth) for w in listed]
    return csv_answer(head, rows, name="review")


@router.post("/review")
async def decide(
    request: Request, token: Word, claim: Word, answer: Word, author: Word, seen: Words, reason: Words = "",
    second: Yes = False, settles: Yes = False,
) -> RedirectResponse:  # fmt: skip
    """Takes a decision down and goes on to the next claim. 409 where somebody else decided meanwhile."""
    from starlette.concurrency import run_in_threadpool

    request.app.state.forms.check(request, token)
    author = decider(request, author)
    if settles:
        require(request, Role.EDITOR)
    given = {name.removeprefix("set-"): str(value) for name, value in (await request.form()).items() if name.startswith("set-")}
    if answer not in ANSWERS:
        return RedirectResponse("/review", status_code=303)
    desks: Desks = request.app.state.desks

    def work() -> None:
        with desks.open(writes=True) as desk:
            made = _taken_down(desk, claim, ANSWERS[answer], given, author=author, reason=reason, seen=seen, settles=settles)
            moved = desk.moves_incidents()
        if moved:
            desks.refresh(recheck=set(made.subjects))

    await run_in_threadpool(work)
    return kept_author(RedirectResponse("/review?second=true" if second else "/review", status_code=303), author)


def _taken_down(desk: Desk, claim: str, kind: DecisionKind, given: dict[str, str], *, settles: bool, **by: Any) -> Decision:
    shown = judging.asked(desk, claim)
    if kind is DecisionKind.CORRECT:
        return judging.decide(desk, shown, kind, changes=judging.changed(shown, given), **by)
    return judging.settle(desk, shown, kind, **by) if settles else judging.decide(desk, shown, kind, **by)


@router.post("/review/undo")
def undo(request: Request, token: Word, decision: Word, author: Word, reason: Words = "") -> RedirectResponse:
    request.app.state.forms.check(request, token)
    author = decider(request, author or getpass.getuser())
    desks: Desks = request.app.state.desks
    with desks.open(writes=True) as desk:
        if desk.store.decisions.find(decision).author != author:
            require(request, Role.EDITOR)
        made = judging.undo(desk, decision, author=author, reason=reason)
        moved = desk.moves_incidents()
    if moved:
        desks.refresh(recheck=set(made.subjects))
    return kept_author(RedirectResponse("/review#decided", status_code=303), author)


def author_of(request: Request) -> str:
    """Who is signed in; else who decided last in this browser, else the name of whoever started the workbench."""
    from urllib.parse import unquote

    account = account_of(request)
    if account is not None:
        return account.name
    return unquote(request.cookies.get(AUTHOR, "")) or getpass.getuser()


def decider(request: Request, named: str) -> str:
    """The author of a decision: the account that is signed in, whatever the form says."""
    account = account_of(request)
    return named if account is None else account.name


def kept_author(response: RedirectResponse, author: str) -> RedirectResponse:
    from urllib.parse import quote

    response.set_cookie(AUTHOR, quote(author.strip()), httponly=True, samesite="strict", path="/", max_age=365 * 86400)
    return response


def decision_object(decision: Decision) -> dict[str, object]:
    changes = [list(change) for change in decision.changes if change[0] != SETTLES]
    return {
        "id": decision.id, "kind": decision.kind.value, "subjects": list(decision.subjects), "changes": changes,
        "settles": [value for key, value in decision.changes if key == SETTLES], "author": decision.author,
        "at": decision.at.isoformat(), "reason": decision.reason, "undoes": decision.undoes,
    }  # fmt: skip

"""Corrections on profiles, as decisions: in chosen claims another is meant; two outlets are one voice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse

from recoupe.errors import UsageError
from recoupe.model import Claim, Decision, DecisionKind
from recoupe.pipeline.deciding import corrected
from recoupe.web import judging
from recoupe.web.accounts import Role
from recoupe.web.desk import Desk, Desks
from recoupe.web.judging import Changes, Stale
from recoupe.web.pages.review import Word, Words, decider, kept_author
from recoupe.web.security import require

router = APIRouter()
Chosen = Annotated[list[str], Form(max_length=500, description="Id of a claim, a blank, and the state that its page showed.")]


@router.post("/review/meant")
def meant(
    request: Request, token: Word, entity: Word, value: Word, author: Word, claim: Chosen, place: Annotated[bool, Form()] = False,
    reason: Words = "",
) -> RedirectResponse:  # fmt: skip
    """In each chosen claim ``entity`` becomes ``value`` (an id, or id=Name; empty takes it away), wherever it has a part."""
    request.app.state.forms.check(request, token)
    by = decider(request, author)
    desks: Desks = request.app.state.desks
    with desks.open(writes=True) as desk:
        made = [amended(desk, one, entity, value.strip(), author=by, reason=reason) for one in claim]
        desk.store.decisions.add(made)
    desks.refresh(recheck={subject for decision in made for subject in decision.subjects})
    back = f"/{'places' if place else 'actors'}/of?" + urlencode({"id": entity})
    return kept_author(RedirectResponse(back + "#decided", status_code=303), by)


@router.post("/review/same-voice")
def same_voice(request: Request, token: Word, outlet: Word, other: Word, author: Word, reason: Words = "") -> RedirectResponse:
    """Two outlets speak with one voice: they never count as independent of each other."""
    request.app.state.forms.check(request, token)
    require(request, Role.EDITOR)
    by = decider(request, author).strip()
    names = tuple(dict.fromkeys(name.strip() for name in (outlet, other) if name.strip()))
    if len(names) < 2:
        raise UsageError("name two outlets")
    if not by:
        raise UsageError("every decision has an author: write your name or initials")
    desks: Desks = request.app.state.desks
    with desks.open(writes=True) as desk:
        at = datetime.now(UTC).replace(microsecond=0)
        desk.store.decisions.add([Decision(DecisionKind.SAME_VOICE, names, by, at, reason.strip())])
    desks.refresh(recheck=set(names))
    return kept_author(RedirectResponse("/sources/of?" + urlencode({"id": outlet}) + "#decided", status_code=303), by)


def amended(desk: Desk, chosen: str, entity: str, value: str, *, author: str, reason: str) -> Decision:
    """Not taken down yet. Raises ``NoSuchClaim``; ``Stale`` when somebody decided on it meanwhile; ``UsageError`` for a value
    that cannot be, and where the claim does not speak of ``entity``."""
    if not author.strip():
        raise UsageError("every decision has an author: write your name or initials")
    id, _, seen = chosen.partition(" ")
    shown = judging.asked(desk, id)
    changes = changes_of(shown.claim, entity, value)
    if not changes:
        raise UsageError(f"the claim {shown.claim.id} does not speak of {entity}")
    corrected(shown.claim, changes, by="a person")
    at = datetime.now(UTC).replace(microsecond=0)
    made = Decision(DecisionKind.CORRECT, (shown.anchor,), author.strip(), at, reason.strip(), changes)
    if seen != shown.seen:
        raise Stale(made, shown.decisions, (), again=f"/review?claim={shown.claim.id}")
    return made


def changes_of(claim: Claim, entity: str, value: str) -> Changes:
    """The fields in which ``entity`` stands first, each with the new value."""
    mentions = (("actor", claim.actors), ("target", claim.targets), ("place", claim.places))
    return tuple(
        (field, value) for field, named in mentions
        if named and named[0].link.entity is not None and named[0].link.entity.id == entity
    )  # fmt: skip

"""Corrections on profiles, as decisions: in chosen claims another is meant; two outlets are one voice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse

from recoupe.errors import UsageError
from recoupe.model import Decision, DecisionKind
from recoupe.pipeline.deciding import MEANT, corrected, parts_of
from recoupe.web import judging
from recoupe.web.accounts import Role
from recoupe.web.desk import Desk, Desks
from recoupe.web.judging import Stale
from recoupe.web.pages.review import Word, Words, decider, kept_author
from recoupe.web.security import require

router = APIRouter()
Chosen = Annotated[list[str], Form(max_length=500, description="Id of a claim, a blank, and the state that its page showed.")]


@router.post("/review/meant")
def meant(
    request: Request, token: Word, entity: Word, value: Word, author: Word, claim: Chosen, place: Annotated[bool, Form()] = False,
    reason: Words = "",
) -> RedirectResponse:  # fmt: skip
    """In each chosen claim ``entity`` becomes ``value`` (an id, or id=Name; empty takes it away), wherever it has a part, as
    actor, target, place or speaker."""
    request.app.state.forms.check(request, token)
    by = decider(request, author)
    desks: Desks = request.app.state.desks
    with desks.open(writes=True) as desk:
        known = pointed(desk, value.strip()) if place else value.strip()
        made = [amended(desk, one, entity, known, author=by, reason=reason) for one in claim]
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
    if not parts_of(shown.claim, entity):
        raise UsageError(f"the claim {shown.claim.id} does not speak of {entity}")
    changes = ((MEANT + entity, value),)
    corrected(shown.claim, changes, by="a person")
    at = datetime.now(UTC).replace(microsecond=0)
    made = Decision(DecisionKind.CORRECT, (shown.anchor,), author.strip(), at, reason.strip(), changes)
    if seen != shown.seen:
        raise Stale(made, shown.decisions, (), again=f"/review?claim={shown.claim.id}")
    return made



def pointed(desk: Desk, value: str) -> str:
    """A place that claims of this ledger are on, with where they put it."""
    id = value.partition("=")[0]
    if not id or "@" in value:
        return value
    found = (p for claim, _ in desk.store.incidents.claims_naming(id, limit=1) for p in claim.places)
    at = next((p for p in found if p.link.entity is not None and p.link.entity.id == id and p.lat is not None), None)
    return value if at is None else f"{value}@{at.lat},{at.lon}"

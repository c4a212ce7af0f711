"""Who holds what by whose account, for the map: worked out once for each state of the ledger."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from recoupe.errors import UsageError
from recoupe.export.borders import DE_FACTO, borders
from recoupe.export.geojson import read_boundaries
from recoupe.web.desk import Desk, Desks, Of
from recoupe.web.naming import Names
from recoupe.web.pages.asked import Day
from recoupe.web.rendering import day as day_in_words
from recoupe.web.rendering import sentence
from recoupe.web.settings import WebSettings
from recoupe.web.twins import Packed, packed
from recoupe.web.wording import interfaces, language_of

if TYPE_CHECKING:
    from recoupe.model import Boundary, Claim, Report
    from recoupe.pipeline.territory import Territory

router = APIRouter()
ASKED_AT_ONCE = 12
WORLD = (-180.0, -90.0, 180.0, 90.0)
OnDay = Annotated[Day, Query(description="The last day told of without it.")]
Ids = Annotated[list[str], Query(max_length=ASKED_AT_ONCE, description="Ids of claims.")]
Account = Annotated[str, Query(max_length=200, description="all, independent, an outlet, a speaker or a side.")]


@router.get("/control.json", tags=["data"])
def control(request: Request, day: OnDay = None, account: Account = "all") -> Response:
    """A day by one account, as GeoJSON: ground that is held, contested ground, places. What is unknown is not in it."""
    from recoupe.export.geojson import geojson

    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        found = territory_of(desks, desk)
    first, last = found.days
    shown = min(max(day or last, first), last)
    made, named = found.map(shown, account=account), holders(request)
    told = replace(made, names=tuple((holder, named(name)) for holder, name in made.names))
    return Response(geojson(told), media_type="application/geo+json")


@router.get("/control/accounts.json", tags=["data"])
def accounts(request: Request) -> JSONResponse:
    """Whose accounts there are, and the days that they speak of; empty where nobody speaks of control."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        found = territory_of(desks, desk)
    try:
        first, last = found.days
    except UsageError:
        return JSONResponse({"accounts": [], "first": None, "last": None})
    return JSONResponse({"accounts": accounts_in(found), "first": first.isoformat(), "last": last.isoformat()})


def accounts_in(found: Territory) -> list[str]:
    return sorted({name for o in found.observed.observations for name in (o.outlet, o.voice_name)})


@router.get("/control/compare.json", tags=["data"])
def compare(request: Request, left: Account = "all", right: Account = "independent", day: OnDay = None) -> JSONResponse:
    """Where two accounts differ on a day: how much ground, which share of what both speak of, and which places since when."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        found = territory_of(desks, desk)
        (first, last), named = found.days, holders(request)
        shown = min(max(day or last, first), last)
        made = desk.once(
            f"compared {left} {right} {shown}", lambda: found.compare(left, right, day=shown, first=first), of=Of.JUDGED
        )
    places = [
        {
            "name": d.name, "left": named(found.name(d.left) or d.left), "right": named(found.name(d.right) or d.right),
            "since": d.since.isoformat(),
        } for d in made.places
    ]  # fmt: skip
    told = {"left": left, "right": right, "day": made.day.isoformat(), "km2": round(made.km2, 1), "share": round(made.share, 4)}
    return JSONResponse(told | {"places": places})


def holders(request: Request) -> Callable[[str], str]:
    """How whoever holds ground is called in the language of the interface."""
    return partial(request.app.state.renderer.names.side, language=language_of(request))


@router.get("/map/boundaries.json", tags=["data"])
def boundaries(
    request: Request,
    viewpoint: Annotated[str, Query(max_length=40, description="Whose view of disputed borders; all of them without it.")] = "",
) -> Response:
    """Borders as GeoJSON, those in dispute marked: of the file that the workbench was started with, else Natural Earth's in one
    of the views that are known."""
    settings: WebSettings = request.app.state.settings
    if settings.boundaries is None:
        return packed(request, _shipped(viewpoint or DE_FACTO))
    lines = list(read_boundaries(settings.boundaries.read_text(encoding="utf-8"), viewpoint=settings.viewpoint or None))
    return packed(request, Packed.of(_lines(lines, settings.viewpoint)))


@cache
def _shipped(viewpoint: str) -> Packed:
    """Raises ``UsageError`` for a viewpoint that is not known."""
    return Packed.of(_lines(borders(WORLD, viewpoint=viewpoint), viewpoint))


def _lines(lines: Iterable[Boundary], viewpoint: str) -> bytes:
    features = [
        {"type": "Feature", "properties": {"name": b.name, "disputed": b.disputed},
         "geometry": {"type": "LineString", "coordinates": [[round(x, 4), round(y, 4)] for x, y in b.line]}} for b in lines
    ]  # fmt: skip
    told = {"type": "FeatureCollection", "viewpoint": viewpoint, "features": features}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


@router.get("/claims.json", tags=["data"])
def claims(request: Request, id: Ids) -> JSONResponse:
    """Claims in few words, each with its sentence: for whoever asks a shape on the map why."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        found = [pair for one in id if len(one) > 4 for pair in desk.store.claims_with_prefix(one)[:1]]
    names: Names = request.app.state.renderer.names
    return JSONResponse([_told(claim, report, language_of(request), names) for claim, report in found])


def _told(claim: Claim, report: Report, language: str, names: Names) -> dict[str, object]:
    before, words, after = sentence(report, claim.evidence)
    speakers = [names.named(a.link.entity.name, language) if a.link.entity else a.span.of(report.text) for a in claim.attribution]
    return {
        "id": claim.id, "event": interfaces()[language].words["event_" + claim.event.value],
        "voices": [*speakers, report.outlet or report.origin.path],
        "published": day_in_words(report.published, language), "language": report.language,
        "before": before, "words": words, "after": after, "href": f"/reports/{report.id}#{claim.id}",
    }  # fmt: skip


def territory_of(desks: Desks, desk: Desk) -> Territory:
    """Worked out once."""
    return desk.once("territory", lambda: territory(desks, desk), of=Of.JUDGED)


def territory(desks: Desks, desk: Desk) -> Territory:
    """Of the claims on control as people have corrected them, without those that they rejected; with the roads and rivers of the
    user's own folder."""
    from recoupe.export.borders import land
    from recoupe.ledger.protocols import ClaimQuery, Order
    from recoupe.pipeline.controlling import EVENTS, RegistryParties, observed_in
    from recoupe.pipeline.courses import ways_of
    from recoupe.pipeline.deciding import judge
    from recoupe.pipeline.territory import Territory
    from recoupe.pipeline.tools import Knowledge
    from recoupe.settings import load_settings

    listed = [pair for event in EVENTS for pair in desk.store.claims(ClaimQuery(event=event, order=Order.ID))]
    rejected = judge(desk.store.decisions.all()).rejected
    if rejected:
        anchors = desk.store.incidents.anchors([claim.id for claim, _ in listed])
        listed = [(c, r) for c, r in listed if anchors.get(c.id) not in rejected]
    fixed = [(m.claim, m.report) for m in desk.checker.members(listed)]
    gazetteer = Knowledge(desks.settings.knowledge, load_settings().cache_dir).gazetteer
    parties = RegistryParties(desks.registry, desk.relations)
    observed = observed_in(fixed, parties=parties, relations=desk.relations, gazetteer=gazetteer)
    ways = ways_of(None, None, knowledge=desks.settings.knowledge, grounds=tuple({o.ground for o in observed.observations}))
    return Territory(observed, parties=parties, ways=ways, land=land)

"""Profiles: outlets and how they tell it, actors and places with their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from recoupe.errors import NoSuchReport
from recoupe.ledger.overviews import Mentioned
from recoupe.model import Claim, DecisionKind, Passage, Report
from recoupe.pipeline.deciding import parts_of, standing
from recoupe.web import judging
from recoupe.web.desk import Desk, Desks, Of
from recoupe.web.pages import profiletwins as twin
from recoupe.web.pages.review import author_of
from recoupe.web.rendering import quoted, sentence
from recoupe.web.twins import csv_answer

if TYPE_CHECKING:
    from recoupe.pipeline.overview import Counted, Portrayal
    from recoupe.pipeline.registries import ActorRegistry
    from recoupe.pipeline.registries import Outlet as KnownOutlet

router = APIRouter()
LISTED, TOLD, READ = 300, 30, 60
PARTS = ("loaded", "agents", "suffering", "without_agent")
Id = Annotated[str, Query(max_length=300, description="Id of an actor or a place, or the name of an outlet.")]


@dataclass(frozen=True, slots=True)
class Row:
    address: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Tie:
    """What an actor is to another, or another to it, in which time. ``start`` and ``end`` in words; empty where open."""

    kind: str
    other: str
    name: str
    start: str
    end: str
    inward: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """Something that a source does in its telling, how often, and where once."""

    what: str
    times: int
    report: str
    words: tuple[str, str, str]
    language: str


@router.get("/sources", response_class=HTMLResponse)
def sources(request: Request) -> HTMLResponse:
    desks: Desks = request.app.state.desks
    desks.refresh()
    with desks.open() as desk:
        outlets = [Row("/sources/of", name, n) for name, n in desk.inventory().outlets]
        actors = [Row("/actors/of", m.id, m.claims) for m in actors_in(desk)[:LISTED]]
        places = [Row("/places/of", m.id, m.claims) for m in places_in(desk)[:LISTED]]
        names = {m.id: m.name for m in (*actors_in(desk), *places_in(desk))}
    page: HTMLResponse = request.app.state.renderer.page(
        request, "profiles.html", outlets=outlets, actors=actors, places=places, names=names
    )
    return page


@router.get("/sources.json", tags=["data"])
def sources_json(request: Request) -> JSONResponse:
    """Outlets with their reports, actors and places with their claims, by number."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        outlets = [{"name": name, "reports": n} for name, n in desk.inventory().outlets]
        actors = [{"id": m.id, "name": m.name, "claims": m.claims} for m in actors_in(desk)]
        places = [{"id": m.id, "name": m.name, "claims": m.claims} for m in places_in(desk)]
    return JSONResponse({"outlets": outlets, "actors": actors, "places": places})


@router.get("/sources.csv", tags=["data"])
def sources_csv(request: Request) -> Response:
    """The same, one a line."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        rows: list[tuple[str, str, str, int]] = [("outlet", "", name, n) for name, n in desk.store.inventory().outlets]
        rows += [("actor", m.id, m.name, m.claims) for m in actors_in(desk)]
        rows += [("place", m.id, m.name, m.claims) for m in places_in(desk)]
    return csv_answer(("kind", "id", "name", "count"), rows, name="sources")


@dataclass(frozen=True, slots=True)
class Outlet:
    """How an outlet tells it, over its newest reports. ``known``: what the registry has of it."""

    name: str
    known: KnownOutlet | None
    reports: dict[str, Report]
    quotes: list[tuple[str, int]]
    parts: dict[str, list[Share]]


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor or a place: ``words`` for it in reports, its newest ``claims``; of actors ``loaded`` names with whose they are."""

    id: str
    name: str
    words: list[tuple[str, int]]
    claims: list[tuple[Claim, Report]]
    loaded: list[tuple[str, str, str]]
    names: list[tuple[str, str]]
    ties: list[Tie]


def outlet_for(desks: Desks, desk: Desk, id: str) -> Outlet:
    """Raises ``NoSuchReport``."""
    from recoupe.pipeline.overview import portray

    reports = {r.id: r for r in desk.store.incidents.reports_of(id, limit=READ)}
    if not reports:
        raise NoSuchReport(f"no report of {id} in this ledger")
    readings = [desk.store.reading(r) for r in reports]
    told = [portray(r.report, r.claims, r.marks, ()) for r in readings]
    quotes = quoted_voices((claim, r.report) for r in readings for claim in r.claims)
    known = next((o for o in desks.registry.outlets() if id == o.name or any(id == form for _, form in o.names)), None)
    return Outlet(id, known, reports, quotes, {name: shares(told, name, reports) for name in PARTS})


def entity_for(desks: Desks, desk: Desk, id: str, *, place: bool) -> Entity:
    """Raises ``NoSuchReport``."""
    registry = desks.registry
    found = None if place else registry.entity(id)
    words, claims = desk.store.incidents.words_for(id), desk.store.incidents.claims_naming(id, limit=TOLD)
    if found is None and not claims:
        raise NoSuchReport(f"no claim of this ledger is on {id}" if place else f"no actor {id} in the registry or in this ledger")
    name = found.name if found else next((m.name for m in (places_in if place else actors_in)(desk) if m.id == id), id)
    surfaces = () if place else (surface for surface in registry.surfaces_of(id) if surface[2].loaded)
    loaded = sorted({(form, language, name_of(registry, bearer.by)) for language, form, bearer in surfaces})
    return Entity(id, name, words, claims, loaded, sorted(set(found.names)) if found else [], [] if place else ties(registry, id))


@router.get("/sources/of", response_class=HTMLResponse)
def source(request: Request, id: Id) -> HTMLResponse:
    """How an outlet tells it, and whom it quotes, over its newest reports."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        found = outlet_for(desks, desk, id)
        outlets = [name for name, _ in desk.inventory().outlets if name != id]
        made = [d for d in standing(desk.store.decisions.all()) if d.kind is DecisionKind.SAME_VOICE and id in d.subjects]
    page: HTMLResponse = request.app.state.renderer.page(
        request, "source.html", name=id, known=found.known, reports=list(found.reports.values()), quotes=found.quotes,
        parts=found.parts, names={s.what: name_of(desks.registry, s.what) for s in found.parts["loaded"]}, outlets=outlets,
        decisions=made, author=author_of(request),
    )  # fmt: skip
    return page


@router.get("/sources/of.json", tags=["data"])
def source_json(request: Request, id: Id) -> JSONResponse:
    """The profile of an outlet: what the registry has of it, whom it quotes, how it tells it."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        return JSONResponse(twin.outlet_object(outlet_for(desks, desk, id)))


@router.get("/sources/of.csv", tags=["data"])
def source_csv(request: Request, id: Id) -> Response:
    """The same, one thing a line."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        return csv_answer(twin.HEAD, twin.outlet_rows(outlet_for(desks, desk, id)), name=f"source-{id}")


@router.get("/actors/of", response_class=HTMLResponse)
def actor(request: Request, id: Id) -> HTMLResponse:
    """Names, loaded names with whose they are, ties by date, and the newest claims."""
    return entity_page(request, id, place=False)


@router.get("/actors/of.json", tags=["data"])
def actor_json(request: Request, id: Id) -> JSONResponse:
    """The profile of an actor: its names, ties by date, and its newest claims."""
    return entity_json(request, id, place=False)


@router.get("/actors/of.csv", tags=["data"])
def actor_csv(request: Request, id: Id) -> Response:
    """The same, one thing a line."""
    return entity_csv(request, id, place=False)


@router.get("/places/of", response_class=HTMLResponse)
def place(request: Request, id: Id) -> HTMLResponse:
    """The words for a place, where it lies, and the newest claims."""
    return entity_page(request, id, place=True)


@router.get("/places/of.json", tags=["data"])
def place_json(request: Request, id: Id) -> JSONResponse:
    """The profile of a place: the words for it, and its newest claims."""
    return entity_json(request, id, place=True)


@router.get("/places/of.csv", tags=["data"])
def place_csv(request: Request, id: Id) -> Response:
    """The same, one thing a line."""
    return entity_csv(request, id, place=True)


def entity_json(request: Request, id: str, *, place: bool) -> JSONResponse:
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        return JSONResponse(twin.entity_object(entity_for(desks, desk, id, place=place)))


def entity_csv(request: Request, id: str, *, place: bool) -> Response:
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        return csv_answer(twin.HEAD, twin.entity_rows(entity_for(desks, desk, id, place=place)), name=id)


def entity_page(request: Request, id: str, *, place: bool) -> HTMLResponse:
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        found = entity_for(desks, desk, id, place=place)
        shown = [(judging.asked_once(desk, c.id), r) for c, r in found.claims]
        others = (places_in(desk) if place else actors_in(desk))[:LISTED]
    told = [(a, r, sentence(r, a.claim.evidence), parts_of(a.claim, id)) for a, r in shown]
    made = dict.fromkeys(d for a, _ in shown for d in a.decisions if d.kind is DecisionKind.CORRECT)
    page: HTMLResponse = request.app.state.renderer.page(
        request, "entity.html", id=id, name=found.name, words=found.words, claims=told, loaded=found.loaded, ties=found.ties,
        names=found.names, place=place, others=others, decisions=list(made), author=author_of(request),
    )  # fmt: skip
    return page


def ties(registry: ActorRegistry, id: str) -> list[Tie]:
    """Oldest first, those without a beginning before all."""
    own = [(r, r.of, False) for r in registry.relations_of(id)] + [(r, r.actor, True) for r in registry.relations_to(id)]
    made = [
        Tie(r.kind.value, other, name_of(registry, other), str(r.start or ""), str(r.end or ""), inward)
        for r, other, inward in own
    ]  # fmt: skip
    sides = [
        Tie(f"{c.name}: {m.side.replace('-', ' ')}", "", "", str(m.start or ""), str(m.end or ""))
        for c in registry.conflicts() for m in c.members if m.actor == id
    ]  # fmt: skip
    return sorted([*made, *sides], key=lambda tie: (tie.start, tie.end, tie.kind, tie.name))


def name_of(registry: ActorRegistry, id: str | None) -> str:
    found = registry.entity(id) if id else None
    return found.name if found else id or ""


def quoted_voices(claims: Iterable[tuple[Claim, Report]]) -> list[tuple[str, int]]:
    steps = ((step, report) for claim, report in claims for step in claim.attribution)
    names = (step.link.entity.name if step.link.entity else step.span.of(report.text) for step, report in steps)
    return Counter(names).most_common(TOLD)


def shares(told: Iterable[Portrayal], part: str, reports: dict[str, Report]) -> list[Share]:
    times: Counter[str] = Counter()
    example: dict[str, Passage] = {}
    for portrayal in told:
        found: tuple[Counted, ...] = getattr(portrayal, part)
        for counted in found:
            times[counted.what] += counted.times
            example.setdefault(counted.what, counted.example)
    return [
        Share(what, n, p.report, quoted(reports[p.report], p), reports[p.report].language)
        for what, n in times.most_common(12) if (p := example[what])
    ]  # fmt: skip


def actors_in(desk: Desk) -> list[Mentioned]:
    return desk.once("actors", desk.store.incidents.mentioned, of=Of.TEXTS)


def places_in(desk: Desk) -> list[Mentioned]:
    return desk.once("places", lambda: desk.store.incidents.mentioned(places=True), of=Of.TEXTS)

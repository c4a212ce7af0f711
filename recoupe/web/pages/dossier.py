"""The dossier: what is in it, its incidents over time, its contradictions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse

from recoupe.model import Event, Incident, Status
from recoupe.web.desk import Desk, Desks

router = APIRouter()
QUIET = frozenset({Event.STATEMENT, Event.ACCUSATION, Event.SUPPORT, Event.ALLIANCE, Event.HOLD})
BARS, HEIGHT = 60, 64
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Bar:
    """Of the histogram: ``x``, ``y``, ``width`` and ``height`` in its own units."""

    x: float
    y: float
    width: float
    height: float
    label: str
    count: int


@router.get("/", response_class=HTMLResponse)
def dossier(request: Request) -> HTMLResponse:
    desks: Desks = request.app.state.desks
    desks.refresh()
    with desks.open() as desk:
        inventory = desk.store.inventory()
        shown = listed(desk, limit=SHOWN)
        bars = histogram([(h.first, h.last) for h in desk.store.incidents.heads()])
    contested = [i for i in shown if i.status is Status.CONTESTED][:8]
    page: HTMLResponse = request.app.state.renderer.page(
        request, "dossier.html", inventory=inventory, incidents=shown, bars=bars, contested=contested
    )
    return page


@router.get("/incidents.json")
def incidents(request: Request) -> JSONResponse:
    from recoupe.export.incidents import incident_object

    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        ids = [head.id for head in desk.store.incidents.heads()]
        return JSONResponse([incident_object(found, reports) for found, reports in desk.incidents(ids)])


def listed(desk: Desk, *, limit: int) -> list[Incident]:
    """Incidents that something happened in, the newest first."""
    heads = sorted(desk.store.incidents.heads(), key=lambda h: (h.last or h.first or 0, h.id), reverse=True)
    found = [incident for incident, _ in desk.incidents([h.id for h in heads[: 2 * limit]])]
    return [incident for incident in found if not set(incident.events) <= QUIET][:limit]


def histogram(spans: list[tuple[int | None, int | None]]) -> list[Bar]:
    """Incidents by day, or by as many days as give at most ``BARS`` bars. ``spans`` are ordinals of days."""
    days = sorted(first for first, last in spans if first is not None and (last is None or last - first < 62))
    if not days:
        return []
    low, high = days[0], days[-1]
    step = max(1, -(-(high - low + 1) // BARS))
    counts: dict[int, int] = {}
    for day in days:
        counts[(day - low) // step] = counts.get((day - low) // step, 0) + 1
    top = max(counts.values())
    return [
        Bar(i * 10, HEIGHT - HEIGHT * n / top, 9, HEIGHT * n / top, date.fromordinal(low + i * step).isoformat(), n)
        for i, n in sorted(counts.items())
    ]

"""The dossier: what is in it, its incidents over time, its contradictions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from recoupe.ledger.incidents import IncidentHead
from recoupe.model import Attribute, Event, Incident, Status
from recoupe.web import judging
from recoupe.web.desk import Desk, Desks, Of
from recoupe.web.pages.asked import Day
from recoupe.web.twins import Value, csv_answer

router = APIRouter()
QUIET = frozenset({Event.STATEMENT, Event.ACCUSATION, Event.SUPPORT, Event.ALLIANCE, Event.HOLD})
BARS, HEIGHT = 60, 64
PAGE, MOST = 50, 500
WAITING = 8
"""Claims that wait for review, shown."""
LOOKED_THROUGH, CONTRADICTIONS = 80, 8
"""Incidents of several claims among which the newest contradictions are looked for, and how many are shown."""

Since = Annotated[Day, Query(description="From this day on.")]
Until = Annotated[Day, Query(description="Until this day.")]
Start = Annotated[int, Query(ge=0, description="How many are passed over.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
HEAD = ("id", "from", "to", "place", "lat", "lon", "events", "status", "killed_low", "killed_high", "voices", "reports")


@dataclass(frozen=True, slots=True)
class Bar:
    """Of the histogram: ``x``, ``y``, ``width`` and ``height`` in its own units, and the days that it stands for."""

    x: float
    y: float
    width: float
    height: float
    label: str
    until: str
    count: int


@dataclass(frozen=True, slots=True)
class Pages:
    """``earlier`` and ``later``: where the pages beside this one start; None where there is none."""

    start: int
    shown: int
    total: int
    earlier: int | None
    later: int | None


@router.get("/", response_class=HTMLResponse)
def dossier(request: Request, since: Since = None, until: Until = None, start: Start = 0) -> HTMLResponse:
    desks: Desks = request.app.state.desks
    current = desks.refresh()
    with desks.open() as desk:
        inventory = desk.inventory()
        bars = desk.once("bars", lambda: histogram([(h.first, h.last) for h in desk.heads()]), of=Of.READINGS)
        chosen = within(desk.heads(), since, until)
        shown = [found for found, _ in desk.incidents([h.id for h in chosen[start : start + PAGE]])]
        contested = desk.once("contested", lambda: contradictions(desk), of=Of.JUDGED)
        listed = judging.waiting_at_hand(desks, desk)
        waiting = [judging.asked_once(desk, w.head.id) for w in (listed or [])[:WAITING]]
    page: HTMLResponse = request.app.state.renderer.page(
        request, "dossier.html", waiting=waiting, waiting_total=None if listed is None else len(listed),
        inventory=inventory, incidents=shown, bars=bars, quarters=quarters(bars), contested=contested, since=since, until=until,
        pages=pages_of(start, len(shown), len(chosen)), current=current,
    )  # fmt: skip
    return page


@router.get("/incidents.json", tags=["data"])
def incidents_json(
    request: Request, since: Since = None, until: Until = None, start: Start = 0, limit: Limit = PAGE
) -> JSONResponse:
    """Incidents in full, the newest first."""
    from recoupe.export.incidents import incident_object

    desks: Desks = request.app.state.desks
    desks.refresh()
    with desks.open() as desk:
        ids = [h.id for h in within(desk.heads(), since, until)[start : start + limit]]
        return JSONResponse([incident_object(found, reports) for found, reports in desk.incidents(ids, explained=True)])


@router.get("/incidents.csv", tags=["data"])
def incidents_csv(request: Request, since: Since = None, until: Until = None, start: Start = 0, limit: Limit = PAGE) -> Response:
    """One line an incident, the newest first."""
    desks: Desks = request.app.state.desks
    desks.refresh()
    with desks.open() as desk:
        ids = [h.id for h in within(desk.heads(), since, until)[start : start + limit]]
        return csv_answer(HEAD, [row_of(found) for found, _ in desk.incidents(ids)], name="incidents")


def within(listed: list[IncidentHead], since: date | None, until: date | None) -> list[IncidentHead]:
    """Those that may have happened between two days."""
    low, high = since.toordinal() if since else None, until.toordinal() if until else None
    if low is None and high is None:
        return listed
    dated = [h for h in listed if h.first is not None or h.last is not None]
    return [
        h for h in dated
        if (low is None or (h.last or h.first or 0) >= low) and (high is None or (h.first or h.last or 0) <= high)
    ]  # fmt: skip


def pages_of(start: int, shown: int, total: int) -> Pages:
    return Pages(start, shown, total, max(0, start - PAGE) if start else None, start + PAGE if start + PAGE < total else None)


def contradictions(desk: Desk) -> list[Incident]:
    """The newest contested incidents, out of those of which several claims tell."""
    several = [h.id for h in desk.heads() if h.claims > 1][:LOOKED_THROUGH]
    found = (i for i, _ in desk.incidents(several) if i.status is Status.CONTESTED and not set(i.events) <= QUIET)
    return list(islice(found, CONTRADICTIONS))


def quarters(bars: list[Bar]) -> list[str]:
    """Days at which the four quarters of the histogram begin; none for fewer than four days."""
    if not bars:
        return []
    first, last = (date.fromisoformat(text).toordinal() for text in (bars[0].label, bars[-1].until))
    days = last + 1 - first
    return [date.fromordinal(first + days * n // 4).isoformat() for n in range(4)] if days >= 4 else [bars[0].label]


def row_of(found: Incident) -> tuple[Value, ...]:
    killed = found.about(Attribute.KILLED)
    toll = killed.estimate if killed is not None else None
    when, where = found.when, found.where
    return (
        found.id, when.start.isoformat() if when and when.start else None, when.end.isoformat() if when and when.end else None,
        where.name if where else None, where.lat if where else None, where.lon if where else None,
        "; ".join(e.value for e in found.events), found.status.value, toll.low if toll else None, toll.high if toll else None,
        len(found.origins), len(found.reports),
    )  # fmt: skip


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
    return list(_bars(counts, low, step))


def _bars(counts: dict[int, int], low: int, step: int) -> Iterator[Bar]:
    top = max(counts.values())
    for i, n in sorted(counts.items()):
        first, last = (date.fromordinal(low + i * step + more).isoformat() for more in (0, step - 1))
        yield Bar(i * 10, HEIGHT - HEIGHT * n / top, 9, HEIGHT * n / top, first, last, n)

"""The ring around a place, day by day: how far it is shut, by whom, where it is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from recoupe.errors import UsageError
from recoupe.web.desk import Desk, Desks, Of
from recoupe.web.pages.asked import Day as AskedDay
from recoupe.web.pages.control import Account, accounts_in, territory_of
from recoupe.web.twins import Value, csv_answer

if TYPE_CHECKING:
    from recoupe.model import Ground
    from recoupe.pipeline.territory import RingDay, Territory

router = APIRouter()
DAYS, AROUND, MOST_DAYS = 90, 21, 731
"""Shown of a place of which nothing is told; around what is told; at most."""
PLACES = 400
OPEN = frozenset({"none", "unknown"})
"""Grades at which nobody shuts the place in."""
HEAD = ("day", "tier", "shut_by", "ways_low", "ways", "ways_high", "ring_low", "ring", "ring_high", "known", "open")


@dataclass(frozen=True, slots=True)
class Wanted:
    place: str
    radius: float
    since: date | None
    until: date | None
    account: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the ring. Shares are of the ways out and of the ring, with the bounds within which nine of ten lie."""

    day: date
    tier: str
    by: str
    ways: tuple[float, float, float]
    ring: tuple[float, float, float]
    known: float
    open: tuple[tuple[str, tuple[str, ...]], ...]
    """Toward which parts of the sky, and which places lie there."""

    @property
    def is_shut(self) -> bool:
        """Whether it is shut far enough for somebody to be said to shut it."""
        return self.tier not in OPEN

    @property
    def open_in_words(self) -> str:
        return "; ".join(compass + (f" ({', '.join(toward)})" if toward else "") for compass, toward in self.open)


@dataclass(frozen=True, slots=True)
class Curve:
    place: Ground
    first: date
    last: date
    days: tuple[Day, ...]

    @property
    def changes(self) -> tuple[Day, ...]:
        """The days on which something is other than on the day before."""
        def told(day: Day) -> tuple[object, ...]:
            return day.tier, day.by if day.is_shut else "", round(day.ways[1], 2), day.open

        return tuple(d for n, d in enumerate(self.days) if n == 0 or told(d) != told(self.days[n - 1]))


def wanted(
    place: Annotated[str, Query(max_length=200, description="Name of a place, or the key of one that claims are on.")] = "",
    radius: Annotated[float, Query(ge=1, le=500, description="Of the ring, in kilometres.")] = 20,
    since: Annotated[AskedDay, Query(description="First day; what is told of the place decides without it.")] = None,
    until: Annotated[AskedDay, Query(description="Last day, likewise.")] = None,
    account: Account = "all",
) -> Wanted:
    return Wanted(place.strip(), radius, since, until, account)


Question = Annotated[Wanted, Depends(wanted)]


@router.get("/siege", response_class=HTMLResponse)
def siege(request: Request, asked: Question) -> HTMLResponse:
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        names = desk.once("siege places", lambda: places_of(territory_of(desks, desk)), of=Of.JUDGED)
        voices = desk.once("siege accounts", lambda: accounts_in(territory_of(desks, desk)), of=Of.JUDGED)
        curve = curve_for(desks, desk, asked) if asked.place and names else None
    page: HTMLResponse = request.app.state.renderer.page(
        request, "siege.html", asked=asked, curve=curve, places=names, accounts=voices, query=request.url.query
    )
    return page


@router.get("/siege.json", tags=["data"])
def siege_json(request: Request, asked: Question) -> JSONResponse:
    """The ring around ``place`` by day."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        curve = curve_for(desks, desk, asked)
    days = [dict(zip(HEAD, row_of(day), strict=True)) for day in curve.days]
    own = {"name": curve.place.name, "lat": curve.place.lat, "lon": curve.place.lon}
    return JSONResponse({"place": own, "radius_km": asked.radius, "account": asked.account, "days": days})


@router.get("/siege.csv", tags=["data"])
def siege_csv(request: Request, asked: Question) -> Response:
    """The same, one day a line."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        curve = curve_for(desks, desk, asked)
    return csv_answer(HEAD, [row_of(day) for day in curve.days], name=f"siege-{curve.place.name}")


def row_of(day: Day) -> tuple[Value, ...]:
    return (day.day.isoformat(), day.tier, day.by, *day.ways, *day.ring, day.known, day.open_in_words)


def places_of(found: Territory) -> list[str]:
    """Names of the places that most claims on control are on."""
    counts: dict[str, int] = {}
    for o in found.observed.observations:
        if o.ground.is_point:
            counts[o.ground.name] = counts.get(o.ground.name, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))[:PLACES]


def curve_for(desks: Desks, desk: Desk, asked: Wanted) -> Curve:
    """Raises ``UsageError`` where no such place is known, nobody speaks of control, or the days are the wrong way round."""
    return desk.once(f"siege {asked}", lambda: _curve(desks, desk, asked), of=Of.JUDGED)


def _curve(desks: Desks, desk: Desk, asked: Wanted) -> Curve:
    from recoupe.pipeline.controlling import ground_named
    from recoupe.pipeline.tools import Knowledge
    from recoupe.settings import load_settings

    found = territory_of(desks, desk)
    gazetteer = Knowledge(desks.settings.knowledge, load_settings().cache_dir).gazetteer
    place = found.place(asked.place, lookup=lambda words: ground_named(words, gazetteer))
    first, last = _days(found, place, asked)
    days = found.siege(
        place, radius_km=asked.radius, first=first, last=last, relief=_relief(desk, place), account=asked.account
    )
    return Curve(place, first, last, tuple(_told(found, day) for day in days))


def _days(found: Territory, place: Ground, asked: Wanted) -> tuple[date, date]:
    """Without days that are asked for, those around what is told of the place."""
    begin, end = found.days
    told = [o for o in found.observed.observations if o.ground.key == place.key]
    earliest = min((o.first for o in told), default=end.toordinal() - DAYS) - AROUND
    latest = max((o.last for o in told), default=end.toordinal()) + AROUND
    end_day = min(asked.until.toordinal() if asked.until else latest, end.toordinal())
    first_day = max(asked.since.toordinal() if asked.since else earliest, begin.toordinal(), end_day - MOST_DAYS)
    first, last = date.fromordinal(first_day), date.fromordinal(end_day)
    if first > last:
        raise UsageError(f"the claims on control speak of {begin} to {end}; choose days among them")
    return first, last


def _told(found: Territory, day: RingDay) -> Day:
    own = next((h for h in day.holds if h.holder == day.encircler), None)
    ways, ring = (_rounded(own.ways), _rounded(own.ring)) if own is not None else ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    openings = tuple((o.compass, tuple(o.toward)) for o in day.openings)
    return Day(day.day, day.tier.value, found.name(day.encircler), ways, ring, round(day.known, 3), openings)


def _rounded(bounds: tuple[float, float, float]) -> tuple[float, float, float]:
    low, best, high = (round(value, 3) for value in bounds)
    return low, best, high


def _relief(desk: Desk, place: Ground) -> list[int]:
    """Days on which aid, or people leaving, are claimed for the place."""
    from recoupe.ledger.protocols import ClaimQuery
    from recoupe.model import Event
    from recoupe.pipeline.controlling import days_told

    claims = [c for e in (Event.AID, Event.DISPLACEMENT) for c in desk.store.claims(ClaimQuery(event=e, place=place.name))]
    return days_told(claims)

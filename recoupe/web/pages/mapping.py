"""The map: incidents by day, each place with who says so."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

from babel import Locale
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from recoupe.errors import UsageError
from recoupe.export.borders import DE_FACTO, viewpoints
from recoupe.ledger.overviews import Spotted
from recoupe.model import Incident, Precision
from recoupe.web.desk import Desk, Desks, Of
from recoupe.web.naming import Names
from recoupe.web.pages.asked import Day
from recoupe.web.pages.profiles import places_in
from recoupe.web.pictures import RADIUS_KM
from recoupe.web.rendering import day as day_in_words
from recoupe.web.rendering import label_of
from recoupe.web.twins import Packed, csv_answer, packed
from recoupe.web.wording import interfaces, language_of

router = APIRouter()
Viewpoint = Annotated[str, Query(max_length=40, description="Whose view of disputed borders is drawn.")]
LISTED = 60
LONGEST_DAYS = 62
"""An incident said to have lasted longer is on no day's map: its date says too little."""
FEWEST_PEOPLE = 300_000
"""Of a country that is named on the map."""
WINDOWS = {"day": 1, "week": 7, "month": 30, "all": 36500}
Shown = Annotated[Day, Query(alias="day", description="The day; the last one with an incident without it.")]
Window = Annotated[str, Query(pattern="^(day|week|month|all)$", description="How many days up to it.")]


@router.get("/map", response_class=HTMLResponse)
def the_map(request: Request, shown: Shown = None, window: Window = "week", viewpoint: Viewpoint = DE_FACTO) -> HTMLResponse:
    if viewpoint not in viewpoints():
        raise UsageError(f"no viewpoint {viewpoint!r} is known; there are {', '.join(viewpoints())}")
    desks: Desks = request.app.state.desks
    desks.refresh()
    with desks.open() as desk:
        first, newest = desk.once("days", lambda: days_of(incidents_of(desk)), of=Of.READINGS)
        last = shown.toordinal() if shown else newest
        ids = desk.once(f"shown {last} {window}", lambda: ids_on(incidents_of(desk), last, WINDOWS[window]), of=Of.READINGS)
        listed = [found for found, _ in desk.incidents(ids[:LISTED])]
    page: HTMLResponse = request.app.state.renderer.page(
        request, "map.html", first=first, last=newest, chosen=last, window=window,
        windows=WINDOWS, day_iso=date.fromordinal(last).isoformat(), incidents=listed, total=len(ids),
        settings=request.app.state.settings, viewpoint=viewpoint, viewpoints=viewpoints(),
    )  # fmt: skip
    return page


@router.get("/map.json", tags=["data"])
def geojson(request: Request) -> Response:
    """Every place of every dated incident, as GeoJSON; days are ordinals (1 is 1 January of the year 1)."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        made = desk.once("map.json", lambda: Packed.of(_collection(incidents_of(desk), names_in(desk))), of=Of.READINGS)
    return packed(request, made)


@router.get("/map.csv", tags=["data"])
def as_csv(request: Request) -> Response:
    """The same, one place a line."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        spots, names = incidents_of(desk), names_in(desk)
    head = ("incident", "event", "from", "to", "place", "lat", "lon", "precision", "killed_said")
    rows = [
        (s.incident, s.event, _iso(s.first), _iso(s.last), names.get(s.place), s.lat, s.lon, s.precision, s.killed) for s in spots
    ]  # fmt: skip
    return csv_answer(head, rows, name="map")


@router.get("/map/names.json", tags=["data"])
def countries(request: Request) -> Response:
    """What countries are called in the language of the interface, at points within them, as GeoJSON."""
    desks: Desks = request.app.state.desks
    return packed(request, _country_names(desks.settings.knowledge, language_of(request)))


@cache
def _country_names(knowledge: Path | None, language: str) -> Packed:
    from recoupe.pipeline.tools import Knowledge
    from recoupe.settings import load_settings

    gazetteer = Knowledge(knowledge, load_settings().cache_dir).gazetteer
    named = ((name, gazetteer.country(code)) for code, name in Locale.parse(language).territories.items() if len(code) == 2)
    return Packed.of(collection(
        _point(place.lon, place.lat, {"name": name, "people": place.population})
        for name, place in named if place is not None and place.population >= FEWEST_PEOPLE
    ))  # fmt: skip


@router.get("/map/incidents/{id}.json", tags=["data"])
def according_to(request: Request, id: str) -> JSONResponse:
    """Who says what of an incident, in few words: for whoever asks a shape on the map."""
    desks: Desks = request.app.state.desks
    with desks.open() as desk:
        found, _ = desk.incident(id)
    return JSONResponse(told(found, language_of(request), request.app.state.renderer.names))


def placed(spots: Iterable[Spotted]) -> list[Spotted]:
    """Each place of an incident once, with the widest dates and the highest figure; undated ones and long ones are left out."""
    kept: dict[tuple[str, float, float], Spotted] = {}
    for s in spots:
        first, last = s.first if s.first is not None else s.last, s.last if s.last is not None else s.first
        if first is None or last is None or last - first > LONGEST_DAYS:
            continue
        key = (s.incident, s.lat, s.lon)
        old = kept.get(key)
        if old is not None:
            first, last = min(first, old.first or first), max(last, old.last or last)
        killed = max((k for k in (s.killed, old.killed if old else None) if k is not None), default=None)
        kept[key] = Spotted(s.incident, old.event if old else s.event, first, last, s.lat, s.lon, s.precision, killed, s.place)
    return sorted(kept.values(), key=lambda s: (-(s.last or 0), s.incident))


def is_shown(spot: Spotted, day: int, window: int) -> bool:
    return (spot.first or 0) <= day and (spot.last or 0) > day - window


def days_of(spots: list[Spotted]) -> tuple[int, int]:
    """The first and the last day on which something is on the map; today where nothing is."""
    today = date.today().toordinal()
    return min((s.first or today for s in spots), default=today), spots[0].last or today if spots else today


def ids_on(spots: list[Spotted], day: int, window: int) -> list[str]:
    """Incidents that are shown, those first that lasted longest. ``spots`` are sorted by their last day, the newest first."""
    begin = bisect_left(spots, -(day + LONGEST_DAYS), key=_age)
    end = bisect_left(spots, window - day, key=_age)
    return list(dict.fromkeys(s.incident for s in spots[begin:end] if is_shown(s, day, window)))


def _age(spot: Spotted) -> int:
    return -(spot.last or 0)


def collection(features: Iterable[Mapping[str, object]]) -> bytes:
    told = {"type": "FeatureCollection", "features": list(features)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _collection(spots: list[Spotted], names: Mapping[str, str]) -> bytes:
    return collection(_feature(s, names.get(s.place)) for s in spots)


def _feature(s: Spotted, place: str | None) -> dict[str, object]:
    told = {
        "id": s.incident, "event": s.event, "first": s.first, "last": s.last, "killed": s.killed, "precision": s.precision,
        "place": place, "km": RADIUS_KM[Precision(s.precision)],
    }  # fmt: skip
    return _point(s.lon, s.lat, told)


def _point(lon: float | None, lat: float | None, told: Mapping[str, object]) -> dict[str, object]:
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]}, "properties": told}


def names_in(desk: Desk) -> dict[str, str]:
    return {m.id: m.name for m in places_in(desk)}


def told(found: Incident, language: str, names: Names) -> dict[str, object]:
    """In the words of that language of the interface."""
    words = interfaces()[language].words
    versions = [
        {"attribute": about.attribute.value, "label": label_of(about.attribute, version.label, language, names), "stance": stance,
         "voices": sorted(names.named(name, language) for name in speakers)}
        for about in found.attributes for version in about.versions
        for stance in dict.fromkeys(h.stance.value for h in version.holdings)
        if (speakers := {h.voice.name for h in version.holdings if h.stance.value == stance})
    ]  # fmt: skip
    return {
        "id": found.id, "href": f"/incidents/{found.id}", "events": [words["event_" + e.value] for e in found.events[:2]],
        "place": found.where.name if found.where else None, "when": day_in_words(found.when, language),
        "status": found.status.value, "voices": len(found.origins), "versions": versions,
    }  # fmt: skip


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()


def incidents_of(desk: Desk) -> list[Spotted]:
    return desk.once("spots", lambda: placed(desk.store.incidents.spotted()), of=Of.READINGS)

"""``recoupe siege``: the ring around a place through time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.control import DAYS, Shape, show_rows
from recoupe.cli.options import LedgerOption, ledger_path
from recoupe.cli.registries import KnowledgeOption
from recoupe.cli.territories import (
    AccountOption,
    By,
    ByOption,
    FromOption,
    RiversOption,
    RoadsOption,
    ToOption,
    span_of,
    territory,
)
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from recoupe.cli.opened import Desk
    from recoupe.model import Ground
    from recoupe.pipeline.territory import Opening, RingDay, Territory

SHORT = "The ring around a place through time: who shuts it, where it is open."
HELP = """The ring around a place through time: which share of it, and of the ways out, each side holds, where it is open, and a
tier after the practice of Siege Watch. Ways out are the roads of --roads, or straight lines in 36 directions where none are
known. Shares have the bounds within which nine of ten lie.

A day stands for all that follow and are alike."""


def siege(
    place: Annotated[str, typer.Option(metavar="NAME", help="The place.")],
    radius: Annotated[float, typer.Option(min=1.0, max=500.0, metavar="KM", help="Of the ring.")] = 20.0,
    ledger: LedgerOption = None,
    since: FromOption = None,
    until: ToOption = None,
    account: AccountOption = None,
    by: ByOption = By.SIDE,
    roads: RoadsOption = None,
    rivers: RiversOption = None,
    knowledge: KnowledgeOption = None,
    format: Annotated[Shape, typer.Option(help="table, or json.")] = Shape.TABLE,
) -> None:
    if format not in (Shape.TABLE, Shape.JSON):
        raise UsageError(f"--format {format}: here it is one of table, json")
    from recoupe.pipeline.territory import DIRECTIONS

    with territory(ledger_path(ledger), knowledge=knowledge, by=by, roads=roads, rivers=rivers) as (
        found, store, lookup,
    ):  # fmt: skip
        span = span_of(since, until, found.days, most=DAYS)
        centre = found.place(place, lookup=lookup)
        relief = _relief(store, centre)
        days = found.siege(
            centre, radius_km=radius, first=span[0], last=span[1], relief=relief, account=account or "all"
        )
        told = [_row(found, day) for day in days]
        rows = [row for n, row in enumerate(told) if n == 0 or row[1:] != told[n - 1][1:]]
        head = ("day", "tier", "shut by", "ring held", "ways shut", "known", "open")
        count = len(found.roads_out(centre, radius_km=radius))
        ways = f"roads out: {count}" if count else f"no roads are known here: straight ways in {DIRECTIONS} directions"
        show_rows(format, f"{centre.name}, {radius:g} km; {ways}", head, rows)


def _row(found: Territory, day: RingDay) -> tuple[str, ...]:
    around = next((h for h in day.holds if h.holder == day.encircler), None)
    ring, ways = (_share(around.ring), _share(around.ways)) if around is not None else ("", "")
    openings = "; ".join(map(_opening, day.openings))
    return day.day.isoformat(), _tier(day), found.name(day.encircler), ring, ways, f"{day.known:.0%}", openings


def _tier(day: RingDay) -> str:
    if day.since is None:
        return day.tier.value
    shut = f"shut since {day.since}"
    return f"{day.tier.value} ({shut})" if day.tier is day.grade else f"{day.tier.value} ({shut}; as {day.grade or ''})"


def _share(bounds: tuple[float, float, float]) -> str:
    low, best, high = bounds
    return f"{best:.0%} ({low:.0%}–{high:.0%})"


def _opening(opening: Opening) -> str:
    toward = f" toward {', '.join(opening.toward)}" if opening.toward else ""
    if opening.road is not None:
        return f"{opening.road or 'road'} {opening.compass} ({opening.start}°){toward}"
    return f"{opening.compass} ({opening.start}°–{opening.end}°){toward}"


def _relief(found: Desk, place: Ground) -> list[int]:
    """Days on which aid, or people leaving, are claimed for the place."""
    from recoupe.ledger.protocols import ClaimQuery
    from recoupe.model import Event
    from recoupe.pipeline.controlling import days_told

    claims = [c for e in (Event.AID, Event.DISPLACEMENT) for c in found.store.claims(ClaimQuery(event=e, place=place.name))]
    return days_told(claims)

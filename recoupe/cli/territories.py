"""What ``recoupe control`` and ``recoupe siege`` have in common: the territory that the claims of a ledger make."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.crosschecking import desk
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from recoupe.cli.opened import Desk
    from recoupe.model import Claim, Ground, Report
    from recoupe.pipeline.controlling import RegistryParties
    from recoupe.pipeline.territory import Observed, Places, Territory


class By(StrEnum):
    SIDE = "side"
    ACTOR = "actor"


AccountOption = Annotated[
    str | None,
    typer.Option(
        "--account", metavar="NAME", show_default=False,
        help="By whose account: an outlet, a speaker, a side, or 'independent'. [default: all claims]",
    ),
]  # fmt: skip
RoadsOption = Annotated[
    Path | None,
    typer.Option(
        "--roads", metavar="FILE", exists=True, dir_okay=False,
        help="Lines of roads: GeoJSON, GeoPackage or shapefile. [default: roads.* in the --knowledge folder]", show_default=False,
    ),
]  # fmt: skip
RiversOption = Annotated[
    Path | None,
    typer.Option(
        "--rivers", metavar="FILE", exists=True, dir_okay=False, show_default=False,
        help="Likewise rivers and lakes, crossed only where a road does. [default: rivers.* in the --knowledge folder]",
    ),
]  # fmt: skip
ByOption = Annotated[By, typer.Option(help="Who holds ground: the sides of a conflict, or its actors.")]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Year, month or day.", show_default=False)]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Likewise, to its last day.", show_default=False)]


@contextmanager
def territory(
    path: Path, *, knowledge: Path | None, by: By, resolution: int | None = None, roads: Path | None = None,
    rivers: Path | None = None,
) -> Iterator[tuple[Territory, Desk, Callable[[str], Ground | None]]]:  # fmt: skip
    """The territory, the ledger's desk, and a look-up of places of which no claim speaks."""
    from recoupe.export.borders import land
    from recoupe.pipeline.controlling import RegistryParties
    from recoupe.pipeline.courses import ways_of
    from recoupe.pipeline.territory import Territory

    with desk(path, knowledge=knowledge) as found:
        parties = RegistryParties(found.relations.registry, found.relations, by_side=by is By.SIDE)
        observed = _observed(found, parties, knowledge, by)
        grounds = tuple({o.ground for o in observed.observations})
        ways = ways_of(roads, rivers, knowledge=knowledge, grounds=grounds)
        made = Territory(observed, parties=parties, resolution=resolution, ways=ways, land=land)
        yield made, found, lambda words: _looked_up(words, knowledge)


def _observed(found: Desk, parties: RegistryParties, knowledge: Path | None, by: By) -> Observed:
    """As they were kept, while neither the ledger nor what is known of actors has changed since."""
    from recoupe.pipeline.controlling import observed_in
    from recoupe.pipeline.kept import KeptObservations, known_files
    from recoupe.settings import load_settings

    head = found.store.custody_head()
    key = (str(head), str(found.store.decisions.all()), by.value, known_files(knowledge))
    kept = KeptObservations(load_settings().cache_dir / "control")
    observed = kept.get(*key) if head is not None else None
    if observed is None:
        observed = observed_in(_claims(found), parties=parties, relations=found.relations, gazetteer=_gazetteer(knowledge))
        if head is not None:
            kept.put(observed, *key)
    return observed


def _gazetteer(knowledge: Path | None) -> Places:
    from recoupe.pipeline.tools import Knowledge
    from recoupe.settings import load_settings

    return Knowledge(knowledge, load_settings().cache_dir).gazetteer


def _looked_up(words: str, knowledge: Path | None) -> Ground | None:
    from recoupe.pipeline.controlling import ground_named

    return ground_named(words, _gazetteer(knowledge))


def _claims(found: Desk) -> list[tuple[Claim, Report]]:
    """Claims on control as people have corrected them, without those that they rejected."""
    from recoupe.ledger.protocols import ClaimQuery, Order
    from recoupe.pipeline.controlling import EVENTS
    from recoupe.pipeline.deciding import judge

    listed = [pair for event in EVENTS for pair in found.store.claims(ClaimQuery(event=event, order=Order.ID))]
    rejected = judge(found.store.decisions.all()).rejected
    if rejected:
        anchors = found.store.incidents.anchors([claim.id for claim, _ in listed])
        listed = [(c, r) for c, r in listed if anchors.get(c.id) not in rejected]
    return [(m.claim, m.report) for m in found.checker.members(listed)]


def day_of(words: str | None, whole: tuple[date, date], option: str) -> date:
    """The day that is asked for, or the last of which anything is said. Raises ``UsageError`` outside of what claims speak of."""
    from recoupe.cli.claims import last_day

    if words is None:
        return whole[1]
    day = last_day(words)
    if day is None or not whole[0] <= day <= whole[1]:
        raise UsageError(f"{option} {words}: the claims on control speak of {whole[0]} to {whole[1]}")
    return day


def span_of(first: str | None, last: str | None, whole: tuple[date, date], *, most: int) -> tuple[date, date]:
    """From and to, within what claims speak of; without them its last ``most`` days."""
    from datetime import timedelta

    from recoupe.cli.claims import first_day, last_day

    begin, end = first_day(first), last_day(last)
    end = min(end or whole[1], whole[1])
    begin = max(begin or max(whole[0], end - timedelta(most - 1)), whole[0])
    if end < begin:
        raise UsageError(f"the claims on control speak of {whole[0]} to {whole[1]}")
    return begin, end


def write_bytes(path: Path, data: bytes) -> None:
    """Raises ``UsageError`` when that is no place to write to."""
    try:
        path.write_bytes(data)
    except OSError as exc:
        raise UsageError(f"{path}: {exc.strerror}") from exc

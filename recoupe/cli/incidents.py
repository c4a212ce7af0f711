"""``recoupe incidents``: one line an incident."""

from __future__ import annotations

import json
import sys
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.claims import Shape, event_of, first_day, last_day
from recoupe.cli.crosschecking import PolicyOption, desk
from recoupe.cli.options import LedgerOption, ledger_path, stdout_console, write_lines
from recoupe.cli.registries import KnowledgeOption
from recoupe.cli.wording import date_in_words, plain
from recoupe.errors import UsageError
from recoupe.model import Attribute, Campaign, Event, Incident, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoupe.cli.opened import Desk
    from recoupe.export.claims import Json

SHORT = "List the incidents of a ledger: when, where, what, killed, voices, status."
HELP = """List the incidents that the reports of a ledger tell of, one line each: when, where, what, how many killed (low–high),
independent voices out of reports, and the status.

single_source: one independent voice. corroborated: two or more, and nobody of standing contradicts. contested: somebody does.
None of them says that it is true."""

SCREENFUL = 200
_QUIET = frozenset({Event.STATEMENT, Event.ACCUSATION, Event.SUPPORT, Event.ALLIANCE, Event.HOLD})


def incidents(
    ledger: LedgerOption = None,
    event: Annotated[str | None, typer.Option(metavar="CODE", help="Only this event of the ontology.")] = None,
    place: Annotated[str | None, typer.Option(metavar="WORDS", help="Part of a place's name.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Year, month or day; undated ones are left out.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Likewise, to its last day.")] = None,
    status: Annotated[str | None, typer.Option(metavar="STATUS", help="single_source, corroborated or contested.")] = None,
    all: Annotated[bool, typer.Option("--all", help="With statements, support and who holds what.")] = False,
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many; 0: all.", show_default=False)] = None,
    policy: PolicyOption = None,
    knowledge: KnowledgeOption = None,
    format: Annotated[Shape, typer.Option(help="table, or json: one array of objects.")] = Shape.TABLE,
) -> None:  # fmt: skip
    wanted = _Wanted(event_of(event), place, first_day(since), last_day(until), _status(status), all)
    with desk(ledger_path(ledger), knowledge=knowledge, policy=policy) as found:
        terminal = format is Shape.TABLE and sys.stdout.isatty()
        most = (limit or None) if limit is not None else SCREENFUL if terminal else None
        shown, more = wanted.of(found, most)
        if format is Shape.JSON:
            write_lines([json.dumps(list(_objects(found, shown)), ensure_ascii=False, indent=1)])
        elif terminal:
            _print_table(shown)
            for line in campaign_lines(wanted.campaigns, shown):
                typer.echo(line)
            typer.echo(_footer(len(shown), more=more), err=True)
        else:
            write_lines("\t".join(cells(incident)) for incident in shown)


def _status(given: str | None) -> Status | None:
    try:
        return Status(given) if given else None
    except ValueError as exc:
        raise UsageError(f"--status {given}: one of {', '.join(Status)}") from exc


class _Wanted:
    """Which incidents a user asks for."""

    def __init__(
        self, event: Event | None, place: str | None, since: date | None, until: date | None, status: Status | None, all: bool
    ) -> None:
        self.campaigns: tuple[Campaign, ...] = ()
        self.event, self.place, self.since, self.until, self.status, self.all = event, place, since, until, status, all

    def of(self, found: Desk, most: int | None) -> tuple[list[Incident], bool]:
        """At most so many, and whether there are more. Only as many are put together as have to be."""
        from recoupe.pipeline.overview import with_campaigns

        heads = [h.id for h in found.store.incidents.heads() if self._in_time(h.first, h.last)]
        fitting = (incident for incident, _ in found.all_incidents(heads) if self._fits(incident))
        shown = list(islice(fitting, most))
        more = most is not None and next(fitting, None) is not None
        episodes, self.campaigns = with_campaigns(shown, relations=found.relations)
        return episodes, more

    def _in_time(self, first: int | None, last: int | None) -> bool:
        if self.since is None and self.until is None:
            return True
        if first is None and last is None:
            return False
        late = self.since is None or last is None or last >= self.since.toordinal()
        return late and (self.until is None or first is None or first <= self.until.toordinal())

    def _fits(self, incident: Incident) -> bool:
        from recoupe.ledger.search import sought

        if self.event is not None and self.event not in incident.events:
            return False
        if self.place is not None and (incident.where is None or sought(self.place) not in sought(incident.where.name)):
            return False
        if self.status is not None and incident.status is not self.status:
            return False
        return self.all or self.event is not None or not (set(incident.events) <= _QUIET)


def cells(incident: Incident) -> tuple[str, ...]:
    """Id, when, where, what, killed, voices/reports, status, campaign."""
    return (
        incident.id, when(incident), incident.where.name if incident.where else "", what(incident), killed(incident),
        f"{len(incident.origins)}/{len(incident.reports)}", incident.status.value, incident.campaign or "",
    )  # fmt: skip


def when(incident: Incident) -> str:
    return date_in_words(incident.when) if incident.when else ""


def what(incident: Incident) -> str:
    return ", ".join(event.value.replace("_", " ") for event in incident.events[:2])


def killed(incident: Incident) -> str:
    about = incident.about(Attribute.KILLED)
    return low_high(about.estimate.low, about.estimate.high) if about and about.estimate else ""


def low_high(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return f"≥ {plain(low)}" if low is not None else f"≤ {plain(high)}" if high is not None else ""
    return plain(low) if low == high else f"{plain(low)}–{plain(high)}"


def _print_table(shown: Iterable[Incident]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("incident", no_wrap=True, style="dim")
    for name, ratio in (("when", 3), ("where", 4), ("what", 4)):
        table.add_column(name, ratio=ratio)
    table.add_column("killed", justify="right")
    table.add_column("voices/reports", justify="right")
    table.add_column("status", no_wrap=True)
    styles = {Status.CONTESTED: "yellow", Status.CORROBORATED: "green", Status.SINGLE_SOURCE: ""}
    for incident in shown:
        id, day, where, kind, dead, voices, status, _ = cells(incident)
        table.add_row(id[:8], day, where, kind, dead, voices, Text(status, style=styles[incident.status]))
    stdout_console().print(table)


def campaign_lines(campaigns: Iterable[Campaign], shown: Iterable[Incident]) -> Iterator[str]:
    """A line for each campaign of which an episode is shown."""
    ids = {incident.id for incident in shown}
    for campaign in campaigns:
        episodes = [id[:8] for id in campaign.episodes if id in ids]
        if episodes:
            day = date_in_words(campaign.when) if campaign.when else ""
            where = campaign.where.name if campaign.where else ""
            yield f"campaign {campaign.id[:8]}: {', '.join(part for part in (where, day) if part)}: {' '.join(episodes)}"


def _footer(shown: int, *, more: bool) -> str:
    if not shown:
        return "No incident matches. Take a filter away, or read more reports with recoupe read."
    counted = f"The first {shown} incidents; --limit 0 shows all." if more else f"{shown} incident{'s' if shown > 1 else ''}."
    return f"{counted} recoupe incident ID sets the versions of one side by side."


def _objects(found: Desk, shown: Iterable[Incident]) -> Iterator[dict[str, Json]]:
    from recoupe.export.incidents import incident_object

    for incident in shown:
        ((_, members),) = found.store.incidents.members([incident.id])
        yield incident_object(incident, {report.id: report for _, report in members})

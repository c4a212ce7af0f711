"""``recoupe sources``: who quotes whom, who copies whom, who agrees with whom; and how each report tells it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.claims import Shape
from recoupe.cli.crosschecking import desk
from recoupe.cli.options import LedgerOption, ledger_path, stdout_console, write_lines
from recoupe.cli.registries import KnowledgeOption
from recoupe.model import Report, Span

if TYPE_CHECKING:
    from recoupe.cli.opened import Desk
    from recoupe.pipeline.overview import Counted, Network, Portrayal

SHORT = "Who quotes whom, who copies whom, who agrees with whom."
HELP = """Who quotes whom, who copies whom, who agrees and who contradicts, over all reports of a ledger, with circles of citing
and outlets of one owner.

--telling OUTLET counts how its reports tell it: loaded words, who is named as doing violence and where nobody is, and what
others tell of the same incidents while they do not. Counts with examples, no grades."""

Row = tuple[str, ...]
_SHOWN = 40


def sources(
    ledger: LedgerOption = None,
    telling: Annotated[
        str | None, typer.Option(metavar="OUTLET", help="How the reports of this outlet tell it; 'all' for every one.")
    ] = None,
    knowledge: KnowledgeOption = None,
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many of a kind; 0: all.", show_default=False)] = None,
    format: Annotated[Shape, typer.Option(help="table, or json.")] = Shape.TABLE,
) -> None:
    with desk(ledger_path(ledger), knowledge=knowledge) as found:
        sections = list(_telling(found, telling) if telling else _network(found))
    if format is Shape.JSON:
        write_lines([json.dumps({title: [dict(zip(names, row, strict=True)) for row in rows] for title, names, rows in sections},
                                ensure_ascii=False, indent=1)])  # fmt: skip
    elif sys.stdout.isatty():
        _print(sections, _SHOWN if limit is None else limit or None)
    else:
        write_lines("\t".join((title, *row)) for title, _, rows in sections for row in rows)


Section = tuple[str, Row, list[Row]]


def _network(found: Desk) -> Iterator[Section]:
    from recoupe.pipeline.overview import network_of

    told = list(found.store.incidents.all_reports())
    incidents = [incident for incident, _ in found.all_incidents()]
    reports = {report.id: report for report, _ in told}
    yield from network_sections(network_of(told, incidents, relations=found.relations), reports)


def network_sections(found: Network, reports: dict[str, Report]) -> Iterator[Section]:
    yield "quotes", ("who", "whom", "times", "for example"), [
        (q.voice.name, q.source.name, str(q.times), _around(reports[q.example.report], q.example.span.start))
        for q in found.quotes
    ]
    yield "copies", ("who", "from whom", "sentences", "reports", "for example"), [
        (c.voice.name, c.source.name, str(c.sentences), str(c.reports), _sentence(reports[c.example.report], c.example.span))
        for c in found.copies
    ]
    yield "agreement", ("one", "the other", "same version", "contradict", ""), [
        (d.left.name, d.right.name, str(d.agree), str(d.contradict), "opposed sides" if d.opposed else "") for d in found.dealings
    ]
    yield "circles", ("who cites whom in a circle",), [(", ".join(v.name for v in circle),) for circle in found.circles]
    yield "owners", ("owner", "outlets"), [(owner, ", ".join(v.name for v in voices)) for owner, voices in found.owners]


def _sentence(report: Report, span: Span) -> str:
    return " ".join(span.of(report.text).split())


def _around(report: Report, at: int) -> str:
    return "…" + " ".join(report.text[max(0, at - 50) : at + 50].split()) + "…"


def _telling(found: Desk, outlet: str) -> Iterator[Section]:
    from recoupe.ledger.search import sought
    from recoupe.pipeline.overview import portray

    wanted = "" if outlet == "all" else sought(outlet)
    by_report: dict[str, list[str]] = {}
    made = {}
    for incident, reports in found.all_incidents():
        made[incident.id] = incident
        for id in reports:
            by_report.setdefault(id, []).append(incident.id)
    for report, claims in found.store.incidents.all_reports():
        if wanted in sought(report.outlet or ""):
            marks = found.store.reading(report.id).marks
            portrayal = portray(report, claims, marks, [made[id] for id in by_report.get(report.id, ())])
            yield from portrayal_sections(portrayal, report)


def portrayal_sections(portrayal: Portrayal, report: Report) -> Iterator[Section]:
    name = f"{portrayal.outlet or portrayal.report[:15]}: {report.title or ''}".strip(": ")
    for title, counted in (
        ("loaded words, whose", portrayal.loaded), ("named as doing violence", portrayal.agents),
        ("to whom it is done", portrayal.suffering), ("violence of which nobody is named as the author", portrayal.without_agent),
    ):  # fmt: skip
        yield f"{name} – {title}", ("who or what", "times", "for example"), _counted(counted, report)
    yield f"{name} – what others tell and this one does not", ("incident", "what", "told by others"), [
        (left.incident, f"{left.attribute.value}: {left.label}", f"{left.reports} reports") for left in portrayal.left_out
    ]


def _counted(found: Iterable[Counted], report: Report) -> list[Row]:
    return [(c.what, str(c.times), _around(report, c.example.span.start)) for c in found]


def _print(sections: Iterable[Section], limit: int | None) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    console = stdout_console()
    for title, names, rows in sections:
        if not rows:
            continue
        console.print(Text(title, style="bold"))
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
        for name in names:
            table.add_column(name, justify="right" if name in ("times", "sentences", "reports") else "left")
        for row in rows[:limit]:
            table.add_row(*(Text(cell) for cell in row))
        console.print(table)

"""``recoupe control``: who held what, when, and by whose account."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.options import LedgerOption, ledger_path, stdout_console, write_lines
from recoupe.cli.registries import KnowledgeOption
from recoupe.cli.territories import (
    AccountOption,
    By,
    ByOption,
    FromOption,
    RiversOption,
    RoadsOption,
    ToOption,
    day_of,
    span_of,
    territory,
    write_bytes,
)
from recoupe.errors import UsageError
from recoupe.model import Boundary, ControlState

if TYPE_CHECKING:
    from recoupe.export.claims import Json
    from recoupe.model import Ground
    from recoupe.pipeline.territory import Territory

SHORT = "Who held what, when, by whose account: maps, places, areas, differences."
HELP = """Who held what, when, by whose account, as far as claims of capture, loss, presence, siege and withdrawal tell. It looks
back over published reports, and it says what was claimed, not what is true.

Without --place, --area, --cell or --compare: the map of a day. --place NAME: a place's history. --area: ground by day with
bounds, and areas that claims state against those that the other claims imply. --compare A B: where two accounts differ, how much,
since when."""

DAYS = 31
NO_BORDERS = "none"


class Shape(StrEnum):
    TABLE = "table"
    JSON = "json"
    GEOJSON = "geojson"
    GPKG = "gpkg"
    SVG = "svg"
    PNG = "png"


Row = tuple[str, ...]


def control(
    ledger: LedgerOption = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day. [default: the last that is told of]")] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="The history of this place.")] = None,
    area: Annotated[bool, typer.Option("--area", help="Square kilometres by day.")] = False,
    cell: Annotated[str | None, typer.Option(metavar="H3", help="Which claims made this cell of the map so.")] = None,
    without: Annotated[list[str] | None, typer.Option(metavar="NAME", help="With --cell, --place: without this voice.")] = None,
    by: ByOption = By.SIDE,
    since: FromOption = None,
    until: ToOption = None,
    account: AccountOption = None,
    compare: Annotated[
        tuple[str, str] | None, typer.Option(metavar="A B", help="Where two accounts differ; all and independent are accounts.")
    ] = None,
    boundaries: Annotated[
        str | None, typer.Option(metavar="FILE", help="GeoJSON lines of borders instead of those that ship; 'none' draws none.")
    ] = None,
    viewpoint: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose view of disputed borders; printed on maps. [default: natural-earth]")
    ] = None,
    roads: RoadsOption = None,
    rivers: RiversOption = None,
    resolution: Annotated[int | None, typer.Option(min=2, max=8, help="H3 resolution. [default: chosen by extent]")] = None,
    knowledge: KnowledgeOption = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there.")] = None,
    format: Annotated[
        Shape | None, typer.Option(help="Of maps geojson (default), gpkg, svg or png; otherwise table (default) or json.")
    ] = None,
) -> None:  # fmt: skip
    chosen = [name for name, given in (("--place", place), ("--area", area), ("--cell", cell), ("--compare", compare)) if given]
    if len(chosen) > 1:
        raise UsageError(f"{' and '.join(chosen)}: one at a time")
    shape = _shape(format, is_map=not chosen)
    with territory(ledger_path(ledger), knowledge=knowledge, by=by, resolution=resolution, roads=roads, rivers=rivers) as (
        found, _, lookup,
    ):  # fmt: skip
        whole = found.days
        voice = account or "all"
        if place is not None:
            _history(found, found.place(place, lookup=lookup), voice, without or [], shape)
        elif area:
            _areas(found, span_of(since, until, whole, most=DAYS), voice, shape)
        elif cell is not None:
            _cell(found, cell, day_of(on, whole, "--on"), voice, without or [], shape)
        elif compare is not None:
            day = day_of(on, whole, "--on")
            _compare(found, compare, day, span_of(since, day.isoformat(), whole, most=366)[0], shape)
        else:
            _map(found, day_of(on, whole, "--on"), voice, shape, output, boundaries, viewpoint)
        _say_unplaced(found)


def _shape(given: Shape | None, *, is_map: bool) -> Shape:
    maps = (Shape.GEOJSON, Shape.GPKG, Shape.SVG, Shape.PNG)
    if given is None:
        return Shape.GEOJSON if is_map else Shape.TABLE
    if (given in maps) is not is_map:
        fitting = maps if is_map else (Shape.TABLE, Shape.JSON)
        raise UsageError(f"--format {given}: here it is one of {', '.join(fitting)}")
    return given


def _say_unplaced(found: Territory) -> None:
    left = found.observed.unplaced
    if left:
        listed = "; ".join(f"{u.claim[:8]} ({u.words or 'no place'}: {u.why})" for u in left[:6])
        typer.echo(f"{len(left)} claims on control are on no map: {listed}{' …' if len(left) > 6 else ''}", err=True)


# ------------------------------------------------------------ the map


def _map(
    found: Territory, day: date, account: str, shape: Shape, output: Path | None, boundaries: str | None, viewpoint: str | None
) -> None:
    from recoupe.export.borders import coasts

    drawn, label = _boundaries(found, boundaries, viewpoint)
    coast = coasts(found.box) if shape in (Shape.SVG, Shape.PNG) else ()
    made = found.map(day, account=account, boundaries=drawn, viewpoint=label, coast=coast)
    if shape is Shape.GPKG:
        from recoupe.export.gpkg import write_gpkg

        if output is None:
            raise UsageError("--format gpkg: name the file with --output")
        write_gpkg(made, output)
        return
    if shape is Shape.PNG:
        from recoupe.export.pngmap import png

        data = png(made)
    elif shape is Shape.SVG:
        from recoupe.export.svgmap import svg

        data = svg(made).encode()
    else:
        from recoupe.export.geojson import geojson

        data = geojson(made).encode() + b"\n"
    if output is not None:
        write_bytes(output, data)
    elif shape is Shape.PNG and sys.stdout.isatty():
        raise UsageError("--format png: name the file with --output")
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _boundaries(found: Territory, file: str | None, viewpoint: str | None) -> tuple[Sequence[Boundary], str | None]:
    """The lines, and whose view they are."""
    from recoupe.export.borders import DE_FACTO, borders, label
    from recoupe.export.geojson import read_boundaries

    if file is None:
        chosen = viewpoint or DE_FACTO
        return borders(found.box, viewpoint=chosen), label(chosen)
    if file == NO_BORDERS:
        return (), None
    try:
        lines = list(read_boundaries(Path(file).read_text(encoding="utf-8"), viewpoint=viewpoint))
    except (OSError, ValueError) as exc:
        raise UsageError(f"--boundaries {file}: {exc.strerror if isinstance(exc, OSError) else exc}") from exc
    return lines, viewpoint or Path(file).name


# ------------------------------------------------------------ tables


def _history(found: Territory, place: Ground, account: str, without: Sequence[str], shape: Shape) -> None:
    periods = found.history(place, account=account, but=without)
    rows = [
        (p.first.isoformat(), p.last.isoformat(), p.status.value, found.name(p.holder), f"{p.probability:.2f}",
         ", ".join(p.accounts), ", ".join(p.disputed_by), ", ".join(c[:8] for c in p.claims[:5]))
        for p in periods
    ]  # fmt: skip
    head = ("from", "to", "status", "holder", "probability", "by account of", "disputed by", "claims")
    show_rows(shape, f"{place.name} ({place.lat:.3f}, {place.lon:.3f})", head, rows)


def _areas(found: Territory, span: tuple[date, date], account: str, shape: Shape) -> None:
    rows = [
        (a.day.isoformat(), found.name(a.holder) or "contested", f"{a.low:.0f}", f"{a.best:.0f}", f"{a.high:.0f}")
        for a in found.areas(*span, account=account)
    ]  # fmt: skip
    show_rows(shape, "square kilometres", ("day", "holder", "low", "best", "high"), rows)
    stated = [
        (s.day.isoformat(), s.name, found.name(s.holder), _bounds(s.stated), "–".join(f"{x:.0f}" for x in s.implied[::2]),
         "agree" if s.agrees else "do not agree", s.claim[:8])
        for s in found.stated()
    ]  # fmt: skip
    if stated:
        show_rows(shape, "areas that claims state", ("day", "where", "holder", "stated", "implied", "", "claim"), stated)


def _bounds(stated: tuple[float | None, float | None]) -> str:
    low, high = stated
    if low is not None and high is not None:
        return f"{low:.0f}" if low == high else f"{low:.0f}–{high:.0f}"
    return f"≥ {low:.0f}" if low is not None else f"≤ {high:.0f}" if high is not None else ""


def _cell(found: Territory, index: str, day: date, account: str, without: Sequence[str], shape: Shape) -> None:
    spot = found.cell(index)
    states = [("all that is told", found.state(spot, day, account=account))]
    behind = found.behind(spot, day, account=account)
    voices = list(without) or list(dict.fromkeys(w.observation.voice_name for w in behind))[:5]
    states += [(f"without {voice}", found.state(spot, day, account=account, but=[voice])) for voice in voices]
    rows = [(told, s.status.value, found.name(s.holder), *_shares(found, s)) for told, s in states]
    show_rows(shape, f"cell {index} on {day}", ("", "status", "holder", "shares", "contested", "unknown"), rows)
    claims = [
        (w.observation.claim[:8], w.observation.bearing.value, found.name(w.observation.holder), w.observation.ground.name,
         date.fromordinal(w.observation.last).isoformat(), w.observation.voice_name, f"{w.weight:.2f}",
         "; ".join(f"{r.text} {r.weight:g}" for r in w.observation.reasons))
        for w in behind
    ]  # fmt: skip
    show_rows(shape, "claims behind it", ("claim", "says", "holder", "where", "day", "voice", "weight", "reasons"), claims)


def _shares(found: Territory, state: ControlState) -> tuple[str, str, str]:
    shares = ", ".join(f"{found.name(s.holder)} {s.probability:.2f}" for s in state.shares)
    return shares, f"{state.contested:.2f}", f"{state.unknown:.2f}"


def _compare(found: Territory, pair: tuple[str, str], day: date, first: date, shape: Shape) -> None:
    made = found.compare(*pair, day=day, first=first)
    rows = [(d.name, found.name(d.left) or d.left, found.name(d.right) or d.right, d.since.isoformat()) for d in made.places]
    title = f"{made.left} against {made.right} on {made.day}: {made.km2:.0f} km² differ, {made.share:.0%} of what both speak of"
    show_rows(shape, title, ("where", made.left, made.right, "since"), rows)


def show_rows(shape: Shape, title: str, head: Row, rows: Iterable[Row]) -> None:
    listed = list(rows)
    if shape is Shape.JSON:
        objects: list[Json] = [dict(zip(head, row, strict=True)) for row in listed]
        write_lines([json.dumps({"title": title, "rows": objects}, ensure_ascii=False)])
    elif sys.stdout.isatty():
        _print(title, head, listed)
    else:
        write_lines([f"# {title}", *("\t".join(row) for row in (head, *listed))])


def _print(title: str, head: Row, rows: Sequence[Row]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for name in head:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    stdout_console().print(table)

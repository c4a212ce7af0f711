"""``recoupe gazetteer``: places of GeoNames dumps beside those that come with the program."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.options import stderr_console

if TYPE_CHECKING:
    from recoupe.pipeline.gazetteers import Imported, Progress

FAILED = 1
SHORT = "Add places from GeoNames dumps."
IMPORT_HELP = """Add the places of GeoNames dumps (https://download.geonames.org/export/dump/), such as SY.txt or SY.zip.

They go into your own folder, beside the gazetteer that comes with the program, and every later reading knows them. A dump of
the same name replaces the older one. Nothing is downloaded."""

app = typer.Typer(no_args_is_help=True, help=SHORT)

FolderOption = Annotated[
    Path | None,
    typer.Option(
        "--knowledge",
        metavar="DIR",
        file_okay=False,
        help="Keep them in DIR/places, for readings with the same --knowledge. [default: for all readings]",
        show_default=False,
    ),
]


@app.command("import", short_help="Add the places of a dump.", help=IMPORT_HELP)
def import_(
    dumps: Annotated[
        list[Path], typer.Argument(metavar="DUMP...", help="Text files or zips as GeoNames has them.", show_default=False)
    ],
    knowledge: FolderOption = None,
) -> None:
    from recoupe.errors import DataError
    from recoupe.pipeline.gazetteers import import_dump

    failed = False
    for dump in dumps:
        try:
            if not dump.is_file():
                raise DataError(str(dump), None, "no such file")
            with _bar(dump) as progress:
                done = import_dump(dump, _folder(knowledge), progress=progress)
            _tell(dump, done)
        except DataError as exc:
            typer.echo(f"recoupe: {exc}", err=True)
            failed = True
    if failed:
        raise typer.Exit(FAILED)


@app.command("list", short_help="What was imported.", help="Imported gazetteers, with the number of their places.")
def list_(knowledge: FolderOption = None) -> None:
    from recoupe.pipeline.gazetteers import Store, imported_in

    for path in imported_in(_folder(knowledge)):
        typer.echo(f"{path.stem}\t{Store.open(path, 'geonames').count()}\t{path}")


@app.command("remove", short_help="Take one out again.", help="Take one out again, by the name that list shows.")
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As recoupe gazetteer list shows it.", show_default=False)],
    knowledge: FolderOption = None,
) -> None:
    from recoupe.errors import UsageError
    from recoupe.pipeline.gazetteers import imported_in

    known = {path.stem: path for path in imported_in(_folder(knowledge))}
    if name not in known:
        raise UsageError(f"no imported gazetteer {name!r}; there is {', '.join(known) or 'none'}")
    known[name].unlink()
    typer.echo(f"{name} removed.", err=True)


def _folder(knowledge: Path | None) -> Path:
    from recoupe.pipeline.gazetteers import gazetteers_in
    from recoupe.settings import load_settings

    if knowledge is not None:
        return knowledge / "places"
    folder = gazetteers_in(load_settings().cache_dir)
    assert folder is not None
    return folder


def _tell(dump: Path, done: Imported) -> None:
    left = f"; {done.left_out} lines left out, which are no kind of place that is used here" if done.left_out else ""
    typer.echo(f"{dump.name}: {done.places} places under {done.names} names → {done.path}{left}", err=True)


@contextmanager
def _bar(dump: Path) -> Iterator[Progress | None]:
    """A progress bar on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich import progress as rich

    from recoupe.pipeline.gazetteers import size_of

    shown = rich.TextColumn("{task.percentage:>3.0f} %")
    columns = (rich.TextColumn(dump.name), rich.BarColumn(), shown, rich.TimeRemainingColumn())
    with rich.Progress(*columns, console=stderr_console(), transient=True) as bar:
        task = bar.add_task("", total=size_of(dump))
        yield lambda read: bar.update(task, completed=read)

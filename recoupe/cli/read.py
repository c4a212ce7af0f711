"""``recoupe read``: sources in, claims into a ledger or onto standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from recoupe.cli.options import LedgerOption, ledger_path, stderr_console, stdout_in_utf8
from recoupe.cli.tally import Tally, notice
from recoupe.errors import UsageError
from recoupe.model import Reading, Report, Step

if TYPE_CHECKING:
    from recoupe.ledger.protocols import Ledger
    from recoupe.pipeline import Columns, CopyIndex, Failure, Intake, IntakeOptions, Quarantined, RawSource, Source, Taken

SHORT = "Read reports into a ledger, or print their claims."
HELP = """Read files, folders, addresses or standard input (-) into a ledger.

Text, HTML, PDF, DOCX, RSS and Atom, WARC and WACZ, EML and mbox, CSV, JSON lines, Parquet, and zip, tar and gzip of these.
Nothing is fetched but the http(s) addresses that are named.

Options on the report win over its front matter, which wins over a page's own metadata. With --format jsonl the claims are
printed, and kept only where --ledger says so. Exit code 1 when a source could not be read."""

FAILED, INTERRUPTED = 1, 130


class Format(StrEnum):
    JSONL = "jsonl"


class ReportReader(Protocol):
    """What this command needs of ``recoupe.pipeline.Reader``."""

    def read_many(self, reports: Iterable[Report], *, jobs: int = 1) -> Iterator[Reading | Failure]: ...


def read(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Files, folders, addresses, or - for standard input.", show_default=False)
    ],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Of the reports: a year, month, day, or an interval A/B.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published them.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Of one report.")] = None,
    author: Annotated[str | None, typer.Option(metavar="NAME", help="Who wrote them.")] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="ISO 639-1; detected when not given.")] = None,
    url: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Where one report was published.")] = None,
    ledger: LedgerOption = None,
    format: Annotated[Format | None, typer.Option(help="Print the claims, one JSON object a line.")] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, max=256, help="Processes side by side. [default: 1, or RECOUPE_JOBS]", show_default=False
        ),
    ] = None,
    knowledge: Annotated[
        Path | None,
        typer.Option(metavar="DIR", exists=True, file_okay=False, help="A folder of actors, places and outlets of your own."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="THING=NAME", help="Of tables: the column that holds the text, title, outlet, author, date or url."),
    ] = None,
) -> None:  # fmt: skip
    from recoupe.pipeline import IntakeOptions, sources

    options = IntakeOptions(title=title, outlet=outlet, author=author, language=language, published=published, url=url)
    tally = Tally()
    listed = list(sources(paths, skipped=lambda _: _pass_over(tally)))
    if (title or url) and len(listed) > 1:
        raise UsageError(f"--title and --url are of one report, not of {len(listed)}; put them into each file's front matter")
    reader_name, reader = make_reader(knowledge)
    with ExitStack() as stack:
        store = _store(ledger, format, stack)
        intake = make_intake(options, stack, columns=columns_of(column or []))
        desk = Desk(intake, store, reader_name, tally, prints=format is not None)
        stopped = not _read_all(desk, listed, reader, jobs=jobs or _default_jobs())
    _conclude(tally, ledger_path(ledger) if store else None, stopped=stopped)


def make_intake(options: IntakeOptions, stack: ExitStack, *, columns: Columns) -> Intake:
    """It starts its worker process, and connects to anything, only when a source calls for it."""
    from recoupe.pipeline import Fetcher, FetchLimits, Intake, Workshop
    from recoupe.settings import load_settings

    settings = load_settings()
    fetcher = stack.enter_context(Fetcher(proxy=settings.proxy, limits=FetchLimits(pause=settings.fetch_pause)))
    workshop = stack.enter_context(Workshop())
    return Intake(options, _detect, lambda: datetime.now(UTC), workshop, fetcher, columns)


def columns_of(given: list[str]) -> Columns:
    """Raises ``UsageError`` for what is not ``THING=NAME``."""
    from recoupe.pipeline import Columns

    things = [f.name for f in fields(Columns)]
    named: dict[str, str] = {}
    for one in given:
        thing, equals, name = one.partition("=")
        if not equals or thing.strip() not in things or not name.strip():
            raise UsageError(f"--column {one}: write THING=NAME, THING one of {', '.join(things)}")
        named[thing.strip()] = name.strip()
    return Columns(**named)


def make_reader(knowledge: Path | None) -> tuple[str, ReportReader]:
    """The reader's name and version, and the reader; it loads what it needs when the first report comes.

    Raises ``DataError`` when a file of the user's knowledge is wrong.
    """
    from recoupe.pipeline import Reader
    from recoupe.settings import load_settings

    settings = load_settings()
    reader = Reader(knowledge=knowledge, parsers=settings.parser, cache=settings.cache_dir)
    if knowledge is not None:
        reader.check_knowledge()
    return reader.name, reader


@dataclass
class Desk:
    """Where sources become reports and readings are put away. ``read_one`` and ``put_away`` print what went wrong."""

    intake: Intake
    store: Ledger | None
    reader: str
    tally: Tally
    prints: bool = False
    _pending: dict[str, bytes] = field(default_factory=dict)
    """Original bytes by the id of a report that is being read."""
    _copies: list[tuple[Report, bytes]] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _texts: CopyIndex | None = None
    """The texts of this run, to know their copies by."""

    def wanted(self, listed: Iterable[Source | RawSource]) -> Iterator[Report]:
        """The reports that call for reading, in order."""
        for source in listed:
            for taken in self.intake.take(source):
                report = self._received(taken)
                if report is not None:
                    yield report

    def put_away(self, result: Reading | Failure) -> None:
        if not isinstance(result, Reading):
            self._pending.pop(result.report.id, None)
            self.fail(result.report.origin.path or "-", result.error)
            return
        original = self._pending.pop(result.report.id, None)
        try:
            if self.store is not None:
                self.store.add(result, original=original)
        except ValueError as exc:  # a reading that contradicts itself: the others are still read
            self.fail(result.report.origin.path or "-", exc)
            return
        self.tally.add(result)
        if self.prints:
            self._print(result)

    def put_copies_away(self) -> None:
        """Texts that came twice in this run: the report must be there before its second origin."""
        for report, original in self._copies:
            if self.store is None:
                self.tally.copies += 1
            elif self.store.standing(report, self.reader).is_known:
                added = self.store.add_origin(report, original=original)
                self.tally.copies += added
                self.tally.known += not added
        self._copies = []

    def fail(self, name: str, error: Exception) -> None:
        self.tally.failed += 1
        told = " ".join(str(error).split()) or type(error).__name__
        say(told if told.startswith(name) else f"{name}: {told}")

    def _received(self, taken: Taken | Quarantined) -> Report | None:
        from recoupe.pipeline import Taken

        if not isinstance(taken, Taken):
            if self.store is not None:
                self.store.quarantine(taken.name, taken.original, str(taken.error))
            self.fail(taken.name, taken.error)
            return None
        report, original = sketched(taken.report), taken.original
        if told := notice(report):
            say(told)
        if report.id in self._seen:
            self._copy(report, original)
            return None
        same = self._same_text(report)
        if same is not None:
            self._copy(same, original)
            return None
        self._seen.add(report.id)
        if self._is_known(report, original):
            return None
        self._pending[report.id] = original
        return report

    def _copy(self, report: Report, original: bytes) -> None:
        self._copies.append((report, original))

    def _same_text(self, report: Report) -> Report | None:
        """``report`` as an appearance of a text that it copies but for its edges, from this run or in the ledger."""
        from recoupe.pipeline import CopyIndex, first_copy

        if not report.bands:
            return None
        self._texts = self._texts or CopyIndex()
        found = self._texts.copy_of(report.text, report.bands)
        if found is None and self.store is not None:
            found = first_copy(report.text, self.store.texts_like(report.bands, but=report.id))
        if found is None:
            self._texts.add(report.id, report.text, report.bands)
            return None
        return as_copy(report, of=found)

    def _is_known(self, report: Report, original: bytes) -> bool:
        if self.store is None:
            return False
        standing = self.store.standing(report, self.reader)
        if standing.calls_for_reading:
            return False
        if self.store.add_origin(report, original=original):
            self.tally.copies += 1
        else:
            self.tally.known += 1
        return True

    def _print(self, reading: Reading) -> None:
        from recoupe.export.claims import claim_lines

        in_order = sorted(reading.claims, key=lambda c: (c.evidence, c.trigger, c.event.value, c.id))
        out = stdout_in_utf8()
        out.writelines(line + "\n" for line in claim_lines((claim, reading.report) for claim in in_order))
        out.flush()


def sketched(report: Report) -> Report:
    from recoupe.pipeline import sketch

    return replace(report, bands=sketch(report.text))


def as_copy(report: Report, *, of: str) -> Report:
    """``report`` as one more appearance of the text with the id ``of``; its own text is in its original bytes."""
    step = Step("copy", "", f"of {of}, but for its edges; its own text is {report.id}")
    return replace(report, id=of, taking=replace(report.taking, steps=(*report.taking.steps, step)))


def say(line: str) -> None:
    typer.echo(line, err=True)


def _read_all(desk: Desk, listed: list[Source], reader: ReportReader, *, jobs: int) -> bool:
    """False when the user stopped it; what was read until then is in the ledger, whole."""
    try:
        with _progress(len(listed), prints=desk.prints) as step:
            for result in reader.read_many(desk.wanted(step(listed)), jobs=jobs):
                desk.put_away(result)
    except KeyboardInterrupt:
        return False
    finally:
        desk.put_copies_away()
    return True


@contextmanager
def _progress(total: int, *, prints: bool) -> Iterator[Callable[[Iterable[Source]], Iterable[Source]]]:
    """A function that passes sources on as they are taken up, moving a bar where somebody is there to see it."""
    if total < 2 or not sys.stderr.isatty() or (prints and sys.stdout.isatty()):
        yield lambda listed: listed
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=stderr_console(), transient=True, redirect_stdout=False) as bar:
        yield lambda listed: bar.track(listed, total=total)


def _store(given: Path | None, format: Format | None, stack: ExitStack) -> Ledger | None:
    return None if format is not None and given is None else write_store(given, stack)


def write_store(given: Path | None, stack: ExitStack) -> Ledger:
    from recoupe.ledger.sqlite import write_ledger

    return stack.enter_context(write_ledger(ledger_path(given)))


def _conclude(tally: Tally, path: Path | None, *, stopped: bool) -> None:
    """``path`` is the ledger, None where there was none."""
    for line in tally.lines():
        say(line)
    if path is not None:
        say(f"Ledger: {path}. Next: recoupe claims --ledger {path}")
    if stopped:
        say("Stopped." if path is None else "Stopped: what was read until then is kept; the same command takes up the rest.")
        raise typer.Exit(INTERRUPTED)
    if tally.failed:
        raise typer.Exit(FAILED)


def _pass_over(tally: Tally) -> None:
    tally.passed_over += 1


def _default_jobs() -> int:
    from recoupe.settings import load_settings

    return load_settings().jobs


def _detect(text: str) -> str:
    from recoupe.language.detect import detect_language
    from recoupe.language.pack import available

    return detect_language(text, supported=available())

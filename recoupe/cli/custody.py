"""``recoupe custody``: what was written when, and whether it still is what was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.options import LedgerOption, ledger_path, write_lines
from recoupe.cli.tally import counted
from recoupe.errors import LedgerError

if TYPE_CHECKING:
    from recoupe.ledger.custody import Head
    from recoupe.ledger.sqlite import SqliteLedger
    from recoupe.model import Taking

FAILED = 1
SHORT = "Check that the ledger still holds what was written, and export the proof."
app = typer.Typer(no_args_is_help=True, help=SHORT, add_completion=False, rich_markup_mode=None)

HeadArgument = Annotated[Path | None, typer.Option("--head", metavar="FILE", help="An exported head to hold against the log.")]


@app.command("verify", short_help="Check every text, original, appearance, reading and log entry.")
def verify(ledger: LedgerOption = None, head: HeadArgument = None) -> None:
    """Check every text, original, appearance and reading against the log, and the log against itself. Exit code 1 for a fault."""
    from recoupe.ledger.sqlite import open_ledger

    faults = 0
    with open_ledger(ledger_path(ledger)) as store:
        for fault in store.custody_faults():
            faults += 1
            write_lines([f"{fault.subject}: {fault.problem}"])
        last = store.custody_head()
        if head is not None:
            faults += _held_against(head, at=store.custody_at)
    told = f"{counted(last.seq, 'entry', 'entries')}, last {last.at}" if last else "an empty log"
    typer.echo(f"{told}: {'nothing is amiss' if not faults else counted(faults, 'fault')}.", err=True)
    if faults:
        raise typer.Exit(FAILED)


def _held_against(path: Path, *, at: object) -> int:
    """How many faults an exported head shows; each is printed."""
    from recoupe.ledger.heads import is_signed_well, read_head

    kept = read_head(path)
    found: Head | None = at(kept.head.seq)  # type: ignore[operator]
    problems = []
    if found is None or found.hash != kept.head.hash:
        problems.append(f"{path}: the log is not the one that this head was exported from, or was rewritten since")
    if kept.signature and not is_signed_well(kept):
        problems.append(f"{path}: its signature is not of this head")
    write_lines(problems)
    return len(problems)


@app.command("head", short_help="Print or export the newest entry of the log, which seals all before it.")
def head(
    ledger: LedgerOption = None,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it there.")] = None,
    sign: Annotated[bool, typer.Option("--sign", help="Sign it with the key in RECOUPE_KEY_FILE.")] = False,
    timestamp: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Send its hash to this RFC 3161 authority; the reply goes into FILE.tsr."),
    ] = None,
) -> None:
    """Print or export the head. Keep it elsewhere: held against the log later (verify --head) it shows what was rewritten."""
    from recoupe.ledger.heads import SignedHead
    from recoupe.ledger.heads import sign as signed
    from recoupe.ledger.sqlite import open_ledger
    from recoupe.settings import load_settings

    path = ledger_path(ledger)
    with open_ledger(path) as store:
        last = store.custody_head()
    if last is None:
        raise LedgerError(f"{path}: the log has no entry yet; read a report first")
    told = signed(last, load_settings().key_file) if sign else SignedHead(last)
    if output is None:
        write_lines([told.to_json().rstrip("\n")])
    else:
        output.write_text(told.to_json(), encoding="utf-8")
    if timestamp is not None:
        _stamp(last, timestamp, (output or Path("custody-head.json")).with_suffix(".tsr"))


def _stamp(last: Head, authority: str, reply_file: Path) -> None:
    from recoupe.ledger.heads import message
    from recoupe.pipeline import Fetcher, stamp, stamped_at
    from recoupe.settings import load_settings

    with Fetcher(proxy=load_settings().proxy, respect_robots=False) as fetcher:
        reply = stamp(message(last), authority, fetcher=fetcher)
    reply_file.write_bytes(reply)
    typer.echo(f"{reply_file}: stamped {stamped_at(reply, authority).isoformat()}", err=True)


@app.command("log", short_help="Print the log.")
def log(
    ledger: LedgerOption = None,
    since: Annotated[int, typer.Option(metavar="N", min=0, help="Only the entries after this number.")] = 0,
) -> None:
    """Print the log: number, time, kind, subject, seal."""
    from recoupe.ledger.sqlite import open_ledger

    with open_ledger(ledger_path(ledger)) as store:
        write_lines(f"{h.seq}\t{h.at}\t{e.kind.value}\t{e.subject}\t{h.hash}" for h, e in store.custody_log(since=since))


@app.command("quarantine", short_help="List what could not be read, and why.")
def quarantine(ledger: LedgerOption = None) -> None:
    """List what could not be read: time, hash, size, and the reason."""
    from recoupe.ledger.sqlite import open_ledger

    with open_ledger(ledger_path(ledger)) as store:
        write_lines(f"{q.at}\t{q.sha256}\t{q.size}\t{q.reason}" for q in store.quarantined())


def _where(store: SqliteLedger, text: str, offset: int, original: str, taking: Taking) -> str | None:
    """The page of the original that holds the place, or else where its words stand in the original."""
    from recoupe.pipeline import trace as traced

    label = taking.at(offset)
    if label is not None:
        return label
    data = store.original_bytes(original)
    encoding = next((step.detail for step in taking.steps if step.name == "decode"), "utf-8")
    found = traced(text, offset, data, encoding) if data is not None else None
    return f"character {found.character}, byte {found.byte} of the original" if found else None


@app.command("trace", short_help="How a report came from its original, and where in it an offset stands.")
def trace(
    report: Annotated[str, typer.Argument(metavar="REPORT-ID", help="sha256:… of the report's text.")],
    offset: Annotated[int, typer.Argument(metavar="OFFSET", min=0, help="Into the text, in characters.")] = 0,
    ledger: LedgerOption = None,
) -> None:
    """Each appearance of the report: its path or address, the hash of its original bytes, every step from them to the text."""
    from recoupe.ledger.sqlite import open_ledger

    with open_ledger(ledger_path(ledger)) as store:
        text = store.reading(report).report.text
        for origin, original, taking in store.takings(report):
            where = _where(store, text, offset, original, taking)
            lines = [f"{origin.path or '-'}{f'  {origin.url}' if origin.url else ''}", f"  original {original}"]
            lines += [f"  out of {taking.container}"] if taking.container else []
            lines += [f"  {step.name}: {' '.join(p for p in (step.version, step.detail) if p)}" for step in taking.steps]
            lines += [f"  {name}: {value}" for name, value in taking.headers]
            lines += [f"  offset {offset}: {where}"] if where else []
            write_lines(lines)

"""``recoupe export``: a ledger as a file for other programs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.crosschecking import PolicyOption, desk
from recoupe.cli.options import LedgerOption, ReaderOption, ledger_path, write_lines
from recoupe.cli.registries import KnowledgeOption
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from recoupe.cli.opened import Desk
    from recoupe.ledger.protocols import Ledger
    from recoupe.model import Incident, Report

SHORT = "Write the claims or the incidents of a ledger for other programs."
HELP = """Write the claims of a ledger: 'claims', one JSON object a line, or 'csv', one row a claim. Or its incidents: 'incidents'
(JSON lines), 'acled' and 'ucdp' (CSV with the columns of those data sets), 'claimreview' (schema.org), 'ftm' (FollowTheMoney).

Claims are ordered by report and place in it, incidents by their days: the same claims give the same file."""


class Format(StrEnum):
    CLAIMS = "claims"
    CSV = "csv"
    INCIDENTS = "incidents"
    ACLED = "acled"
    UCDP = "ucdp"
    CLAIMREVIEW = "claimreview"
    FTM = "ftm"


OF_CLAIMS = (Format.CLAIMS, Format.CSV)


def export(
    format: Annotated[Format, typer.Option(help="What to write.")] = Format.CLAIMS,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Instead of standard output.")] = None,
    ledger: LedgerOption = None,
    reader: ReaderOption = None,
    policy: PolicyOption = None,
    publisher: Annotated[str, typer.Option(metavar="NAME", help="With claimreview: who publishes it.")] = "recoupe",
    knowledge: KnowledgeOption = None,
) -> None:  # fmt: skip
    from recoupe.ledger.sqlite import open_ledger

    path = ledger_path(ledger)
    if format in OF_CLAIMS:
        with open_ledger(path) as store:
            _write(output, export_lines(store, format=format, reader=reader))
        return
    if reader is not None:
        raise UsageError("--reader is of claims; incidents are made of each report's newest reading")
    with desk(path, knowledge=knowledge, policy=policy) as found:
        _write(output, incident_lines(found, format=format, publisher=publisher))


def _write(output: Path | None, lines: Iterator[str]) -> None:
    if output is None or str(output) == "-":
        write_lines(lines)
    else:
        write_file(output, lines)


def incident_lines(found: Desk, *, format: Format, publisher: str) -> Iterator[str]:
    from recoupe.export import acled, claimreview, ftm, incidents, ucdp

    if format in (Format.ACLED, Format.UCDP):
        with_claims = (
            (found.checker.put_together(id, members), {claim.id: (claim, report) for claim, report in members})
            for id, members in found.store.incidents.members([head.id for head in found.store.incidents.heads()])
        )
        return acled.acled_lines(with_claims) if format is Format.ACLED else ucdp.ucdp_lines(with_claims)
    made = found.all_incidents()
    if format is Format.CLAIMREVIEW:
        return claimreview.claimreview_lines(made, author=publisher)
    return ftm.ftm_lines(made) if format is Format.FTM else incidents.incident_lines(_episodes(found))


def export_lines(store: Ledger, *, format: Format, reader: str | None) -> Iterator[str]:
    from recoupe.export.claims import claim_lines
    from recoupe.export.csv import csv_lines
    from recoupe.ledger.protocols import ClaimQuery, Order

    found = store.claims(ClaimQuery(reader=reader, order=Order.ID))
    return claim_lines(found) if format is Format.CLAIMS else csv_lines(found)


def _episodes(found: Desk) -> Iterator[tuple[Incident, dict[str, Report]]]:
    """All incidents, each with the campaign of which it is an episode."""
    from recoupe.pipeline.overview import with_campaigns

    made = list(found.all_incidents())
    told, _ = with_campaigns([incident for incident, _ in made], relations=found.relations)
    return ((incident, reports) for incident, (_, reports) in zip(told, made, strict=True))


def write_file(path: Path, lines: Iterator[str]) -> None:
    """All of it or nothing: a file that was there stays as it was until the new one is complete."""
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            file.writelines(line + "\n" for line in lines)
        os.replace(unfinished, path)
    except OSError as exc:
        raise UsageError(f"--output {path}: cannot be written ({exc.strerror}); choose another place") from exc
    finally:
        unfinished.unlink(missing_ok=True)

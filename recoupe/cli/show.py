"""``recoupe show``: one claim, its sentence with the roles marked, and why it was read so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli import wording
from recoupe.cli.marked import legend, marked, roles
from recoupe.cli.options import LedgerOption, ledger_path, stdout_console
from recoupe.errors import NoSuchClaim, UsageError
from recoupe.language.display import doubts, mended, visible
from recoupe.model import Claim, Link, Origin, Reason, Report, Span

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

SHORT = "Show one claim with its sentence and its reasons."
HELP = "Show one claim: its sentence with the roles marked, its fields, and why each was read so. The start of an id is enough."

Field = tuple[str, str]
INDENT = "    "


def show(
    claim_id: Annotated[str, typer.Argument(metavar="CLAIM-ID", help="An id, or its first characters.", show_default=False)],
    ledger: LedgerOption = None,
) -> None:
    path = ledger_path(ledger)
    claim, report, origins = find(path, claim_id)
    print_claim(claim, report, origins, console=stdout_console())


def find(path: Path, prefix: str) -> tuple[Claim, Report, tuple[Origin, ...]]:
    """Raises ``NoSuchClaim``, and ``UsageError`` with the claims that ``prefix`` may mean when there are several."""
    from recoupe.ledger.sqlite import open_ledger

    given = prefix.strip().lower()
    if not given:
        raise UsageError("give the id of a claim; recoupe claims lists them")
    with open_ledger(path) as store:
        found = store.claims_with_prefix(given)
        if not found:
            raise NoSuchClaim(f"no claim whose id starts with {given!r} in {path}; recoupe claims lists them")
        if len(found) > 1:
            listed = "\n".join(f"  {claim.id}  {wording.headline(claim, report)}" for claim, report in found)
            raise UsageError(f"{given!r} is the start of several ids; add a character:\n{listed}")
        ((claim, report),) = found
        return claim, report, store.origins(report.id)


def print_claim(claim: Claim, report: Report, origins: tuple[Origin, ...], *, console: Console) -> None:
    from rich.text import Text

    in_colour = console.color_system is not None and not console.no_color
    found = roles(claim)
    console.print(Text(wording.headline(claim, report), style="bold"), soft_wrap=True)
    console.print()
    console.print(marked(_passage(claim, found), report.text, found, in_colour=in_colour), soft_wrap=True)
    console.print(legend(found, in_colour=in_colour), soft_wrap=True)
    for line in _warnings(_passage(claim, found), report.text):
        console.print(Text(line, style="bold"), soft_wrap=True)
    for title, fields in (
        ("Claim", _fields(claim, report)),
        ("Why", list(_why(claim, report.text))),
        ("Report", _report_fields(report, origins)),
    ):
        console.print()
        console.print(Text(title, style="bold"))
        _print_fields(console, fields)


def _warnings(passage: Span, text: str) -> Iterator[str]:
    """What the eye would miss, or an encoding has spoilt."""
    words = passage.of(text)
    for doubt in doubts(words):
        yield f"  beware: {visible(doubt.span.of(words))!r} {doubt.problem}"
    probably = mended(words)
    if probably is not None:
        yield f"  probably meant (an encoding was mistaken): {visible(' '.join(probably.split()))}"


def _print_fields(console: Console, fields: list[Field]) -> None:
    from rich.text import Text

    width = max((len(name) for name, _ in fields), default=0)
    for name, value in fields:
        if value:
            console.print(Text.assemble("  ", (f"{name:<{width}}", "dim"), "  ", value), soft_wrap=True)


def _passage(claim: Claim, found: list[tuple[str, Span]]) -> Span:
    """The evidence; the roles outside of it are quoted with the fields."""
    inside = [span for _, span in found if span.overlaps(claim.evidence)]
    return Span(min([claim.evidence.start, *(s.start for s in inside)]), max([claim.evidence.end, *(s.end for s in inside)]))


def _fields(claim: Claim, report: Report) -> list[Field]:
    text = report.text
    rows: list[Field] = [("id", claim.id), ("says so", wording.speaker(claim, report)), ("event", wording.kind(claim))]
    for name, actors in (("who", claim.actors), ("to whom", claim.targets)):
        for actor in actors:
            notes = ["a loaded label"] * actor.loaded
            notes += [f"named as {_quoted(actor.antecedent, text)}"] if actor.antecedent else []
            notes += [f"with {_quoted(actor.allies, text)}"] if actor.allies else []
            rows.append((name, _tied(actor.span, actor.link, text, notes)))
    for place in claim.places:
        at = [] if place.lat is None or place.lon is None else [f"{place.lat:.4f}, {place.lon:.4f}"]
        notes = [place.relation.value.replace("_", " "), place.country or "", *at, f"precision: {place.precision.value}"]
        rows.append(("where", _tied(place.span, place.link, text, notes)))
    if claim.time is not None:
        words = _quoted(claim.time.span, text) + " → " if claim.time.span else ""
        rows.append(("when", f"{words}{wording.when(claim.time)} ({claim.time.basis})"))
    for figure in claim.quantities:
        doubts = "".join(f"; doubtful: {flag}" for flag in figure.flags)
        counted = f" of {figure.of}" if figure.of else ""
        rows.append(("figure", f"{_quoted(figure.span, text)} → {wording.figure(figure)}{counted}{doubts}"))
    rows += [("means", f"{_quoted(used.span, text)} → {used.id.value.replace('_', ' ')}") for used in claim.means]
    for step in claim.attribution:
        rows.append(("source", _tied(step.span, step.link, text, [step.kind.value, f"cue: {step.cue}" if step.cue else ""])))
    return [*rows, ("confidence", f"{claim.confidence:.2f}"), ("reader", claim.reader)]


def _quoted(span: Span, text: str) -> str:
    return f"“{' '.join(span.of(text).split())}”"


def _tied(span: Span, link: Link, text: str, notes: list[str]) -> str:
    entity = link.entity
    told = "; ".join(note for note in notes if note)
    meant = f"{entity.name} [{entity.id}]" if entity else "not resolved"
    return f"{_quoted(span, text)} → {meant}" + (f" ({told})" if told else "")


def _why(claim: Claim, text: str) -> Iterator[Field]:
    """The reasons of the confidence, then the candidates of each mention with theirs; the chosen one has a star."""
    for index, reason in enumerate(claim.reasons):
        yield "" if index else "the claim", _weighed(reason)
    links = [(m.span, m.link) for m in (*claim.actors, *claim.targets)]
    links += [(m.span, m.link) for m in claim.places] + [(m.span, m.link) for m in claim.attribution]
    for span, link in dict.fromkeys(links):
        for index, candidate in enumerate(link.candidates):
            star = "*" if index == link.chosen else " "
            yield "" if index else _quoted(span, text), f"{star} {candidate.name} [{candidate.id}] {candidate.score:.2f}"
            for reason in candidate.reasons:
                yield "", f"{INDENT}{_weighed(reason)}"


def _weighed(reason: Reason) -> str:
    return f"{reason.weight:+.2f}  {reason.text}"


def _report_fields(report: Report, origins: tuple[Origin, ...]) -> list[Field]:
    published = wording.date_in_words(report.published) if report.published else "not known"
    how = [report.published_basis.value if report.published_basis else "", report.published_note or ""]
    notes = "; ".join(part for part in how if part)
    rows: list[Field] = [
        ("title", report.title or ""),
        ("outlet", report.outlet or ""),
        ("author", report.author or ""),
        ("published", f"{published} ({notes})" if notes else published),
        ("language", report.language),
        ("encoding", report.encoding),
        ("id", report.id),
    ]
    for origin in origins:
        where = ", ".join(part for part in (origin.path, origin.url) if part)
        taken = f" (taken {origin.taken:%Y-%m-%d %H:%M} UTC)" if origin.taken else ""
        rows.append(("origin", f"{where or 'not known'}{taken}"))
    return rows

"""``recoupe incident``: the versions of one incident side by side, each with its sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli.claims import Shape
from recoupe.cli.crosschecking import PolicyOption, desk
from recoupe.cli.incidents import low_high, what, when
from recoupe.cli.options import LedgerOption, ledger_path, stdout_console, write_lines
from recoupe.cli.registries import KnowledgeOption
from recoupe.model import AttributeVersions, Contradiction, Finding, Holding, Incident, Passage, Report, Stance, Version, Voice

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

SHORT = "Set the versions of one incident side by side."
HELP = """Set the versions of one incident side by side: attributes down, voices across, each cell with its sentence's number.

= marks what two independent voices or more agree on, × what somebody contradicts. Below stand the figures, who contradicts whom,
which voices are independent and why, and the sentences. The start of an id is enough; an id of a claim leads to its incident."""

VOICES = 5
"""Columns of voices in a terminal of usual width."""
_ROOM = 16
_CONTEXT = 60
"""Characters of the sentence around the words of a cell."""


def incident(
    incident_id: Annotated[str, typer.Argument(metavar="ID", help="An id, or its first characters.", show_default=False)],
    ledger: LedgerOption = None,
    policy: PolicyOption = None,
    knowledge: KnowledgeOption = None,
    format: Annotated[Shape, typer.Option(help="table, or json.")] = Shape.TABLE,
) -> None:
    from recoupe.export.incidents import incident_object

    with desk(ledger_path(ledger), knowledge=knowledge, policy=policy) as found:
        shown, reports = found.incident(found.find(incident_id))
    if format is Shape.JSON:
        write_lines([json.dumps(incident_object(shown, reports), ensure_ascii=False, indent=1)])
    elif sys.stdout.isatty():
        _print(shown, reports)
    else:
        write_lines(lines(shown, reports))


class Footnotes:
    """Sentences by number, each once."""

    def __init__(self, reports: Mapping[str, Report]) -> None:
        self._reports = reports
        self.numbers: dict[Passage, int] = {}

    def number(self, holding: Holding) -> int:
        passage = Passage(holding.proof.report, holding.proof.span, holding.proof.claim)
        return self.numbers.setdefault(passage, len(self.numbers) + 1)

    def __iter__(self) -> Iterator[tuple[int, str, str]]:
        """Number, outlet, sentence."""
        for passage, number in self.numbers.items():
            report = self._reports[passage.report]
            yield number, report.outlet or passage.report[:15], quoted(report.text, passage)


def quoted(text: str, passage: Passage, *, marked: bool = False) -> str:
    """The words with what stands around them, on one line; ``marked``: in brackets."""
    at = passage.span
    start, end = max(0, at.start - _CONTEXT), min(len(text), at.end + _CONTEXT)
    before, after = ("…" if start else ""), ("…" if end < len(text) else "")
    words = f"[{at.of(text)}]" if marked else at.of(text)
    return before + " ".join((text[start : at.start] + words + text[at.end : end]).split()) + after


def head(incident: Incident) -> str:
    where = f", {incident.where.name}" if incident.where else ""
    day = f", {when(incident)}" if incident.when else ""
    voices, reports = len(incident.origins), len(incident.reports)
    counted = f"{voices} independent voice{'s' if voices != 1 else ''} in {reports} report{'s' if reports != 1 else ''}"
    return f"{what(incident)}{where}{day}: {incident.status.value}, {counted}"


def voices_of(incident: Incident) -> list[Voice]:
    """Independent origins first, then who else holds something, those with most to say first."""
    said: dict[str, int] = {}
    known: dict[str, Voice] = {}
    for about in incident.attributes:
        for version in about.versions:
            for holding in version.holdings:
                known.setdefault(holding.voice.key, holding.voice)
                said[holding.voice.key] = said.get(holding.voice.key, 0) + 1
    roots = [g.voice.key for g in incident.origins]
    ordered = sorted(known, key=lambda k: (k not in roots, -said[k], k))
    return [known[key] for key in ordered]


def mark(about: AttributeVersions) -> str:
    if about.contradictions:
        return "×"
    return "=" if any(v.origins > 1 for v in about.versions) else " "


def cell(about: AttributeVersions, voice: Voice, notes: Footnotes) -> str:
    """What a voice holds of an attribute, each value with the number of its sentence."""
    parts = []
    for version in about.versions:
        mine = [h for h in version.holdings if h.voice.key == voice.key]
        if mine:
            parts.append(f"{_stance(mine[0].stance)}{label(version)} [{notes.number(mine[0])}]")
    return "; ".join(parts) or ("silent" if voice.key in {v.key for v in about.silent} else "")


def _stance(stance: Stance) -> str:
    return {Stance.SAYS: "", Stance.SUSPECTS: "perhaps ", Stance.DENIES: "denies: "}[stance]


def label(version: Version) -> str:
    whose = f" of {version.whose}" if version.whose else ""
    part = " (part)" if version.part_of else ""
    return f"{version.label}{whose}{part}"


def _print(incident: Incident, reports: Mapping[str, Report]) -> None:
    from rich.text import Text

    console = stdout_console()
    notes = Footnotes(reports)
    console.print(Text(head(incident), style="bold"), soft_wrap=True)
    voices = voices_of(incident)
    room = max(1, min(VOICES, (console.width - _ROOM) // 22))
    for begin in range(0, len(voices), room):
        console.print(_matrix(incident, voices[begin : begin + room], notes))
    for title, told in sections(incident, notes, reports):
        if told:
            console.print(Text(title, style="bold"))
            for line in told:
                console.print(Text("  " + line), soft_wrap=True)
            console.print()


def _matrix(incident: Incident, voices: list[Voice], notes: Footnotes) -> Table:
    from rich import box
    from rich.table import Table

    roots = {g.voice.key for g in incident.origins}
    passing_on = {v.key for g in incident.origins for v in g.members} - roots
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("")
    table.add_column("", no_wrap=True)
    for voice in voices:
        table.add_column(voice.name + (" (not independent)" if voice.key in passing_on else ""), ratio=1)
    for about in incident.attributes:
        row = [cell(about, voice, notes) for voice in voices]
        if any(row):
            table.add_row(mark(about), about.attribute.value, *(_styled(c, about) for c in row))
    return table


def _styled(words: str, about: AttributeVersions) -> Text:
    from rich.text import Text

    denied = words.startswith("denies")
    return Text(words, style="red" if denied else "yellow" if words and about.contradictions else "")


def sections(incident: Incident, notes: Footnotes, reports: Mapping[str, Report]) -> Iterator[tuple[str, list[str]]]:
    yield "Figures", list(_figures(incident))
    against = ((about, found) for about in incident.attributes for found in about.contradictions)
    yield "Contradictions", [line for about, found in against for line in _against(about, found, reports)]
    yield "Silent", [f"{a.attribute.value}: {', '.join(v.name for v in a.silent)}" for a in incident.attributes if a.silent]
    yield "Opposed sides agree", [a.reason.text for about in incident.attributes for a in about.accords]
    yield "Independent voices", list(_origins(incident))
    yield "Does not fit together", [line for found in incident.findings for line in _misfit(found, reports)]
    yield "Why these claims", [f"{r.weight:+.2f}  {r.text}" for r in incident.reasons]
    yield "Sentences", [f"[{n}] {outlet}: {words}" for n, outlet, words in notes]


def _against(about: AttributeVersions, found: Contradiction, reports: Mapping[str, Report]) -> Iterator[str]:
    standing = "" if found.of_standing else "; of little standing"
    sides = f"{about.label_of(found.left)} against {about.label_of(found.right)}"
    yield f"{about.attribute.value}: {sides} ({found.reason.text}{standing})"
    yield from (_words(Passage(p.report, p.span, p.claim), reports) for p in found.proofs)


def _misfit(found: Finding, reports: Mapping[str, Report]) -> Iterator[str]:
    """What does not fit, then the words on both sides."""
    yield f"{found.kind.value}: {found.text}"
    yield from (_words(passage, reports) for passage in (found.left, found.right))


def _words(passage: Passage, reports: Mapping[str, Report]) -> str:
    report = reports[passage.report]
    return f"    {report.outlet or passage.report[:15]}: {quoted(report.text, passage, marked=True)}"


def _figures(incident: Incident) -> Iterator[str]:
    for about in incident.attributes:
        made = about.estimate
        if made is not None:
            best = "" if made.best is None else f", best {made.best:g} ({made.policy})"
            yield f"{about.attribute.value}: {low_high(made.low, made.high)}{best}"
        for moved in about.movements:
            path = ", later ".join(_step(value) + (f" ({day})" if day else "") for day, value, _ in moved.steps)
            yield f"{about.attribute.value}, {moved.voice.name}: {path}"


def _step(value: str) -> str:
    low, _, high = value.partition("..")
    return low_high(float(low) if low else None, float(high) if high else None)


def _origins(incident: Incident) -> Iterator[str]:
    for group in incident.origins:
        others = ", ".join(v.name for v in group.members)
        yield f"{group.voice.name}: {len(group.claims)} claim{'s' if len(group.claims) > 1 else ''}" + (
            f", by way of {others}" if others else ""
        )
        yield from (f"    {reason.text}" for reason in group.reasons)


def lines(incident: Incident, reports: Mapping[str, Report]) -> Iterator[str]:
    """For a pipe: the head, then a line a cell: attribute, mark, voice, value, outlet, sentence."""
    notes = Footnotes(reports)
    yield "\t".join((incident.id, head(incident)))
    for about in incident.attributes:
        for version in about.versions:
            for holding in version.holdings:
                notes.number(holding)
                passage = Passage(holding.proof.report, holding.proof.span, holding.proof.claim)
                report = reports[holding.proof.report]
                value = _stance(holding.stance) + label(version)
                outlet = report.outlet or ""
                yield "\t".join(
                    (about.attribute.value, mark(about).strip(), holding.voice.name, value, outlet, quoted(report.text, passage))
                )
    for title, told in sections(incident, Footnotes(reports), reports):
        yield from ("\t".join((title, line.strip())) for line in told)

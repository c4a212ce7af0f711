"""The matrix of an incident: attributes down, voices across, and how each cell stands to the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from recoupe.model import Attribute, AttributeVersions, Incident, OriginGroup, Proof, Stance, Version, Voice


class Mark(StrEnum):
    """How a cell stands to the others of its row; each has a shape, not only a colour."""

    SAME = "same"
    """Somebody else says the same."""
    ALONE = "alone"
    """Nobody else says so, and nobody contradicts."""
    CONTRADICTS = "contradicts"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a voice says: ``proofs`` are the sentences."""

    label: str
    stance: Stance
    proofs: tuple[Proof, ...]
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    mark: Mark
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """An independent origin; ``through`` are those that pass it on."""

    voice: Voice
    through: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Row:
    attribute: Attribute
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def matrix(incident: Incident) -> Matrix:
    columns, home = _columns(incident)
    rows = tuple(_row(about, len(columns), home) for about in incident.attributes if about.versions)
    return Matrix(columns, rows)


def _columns(incident: Incident) -> tuple[tuple[Column, ...], Mapping[str, int]]:
    """A column for each origin, then one for each voice that speaks and is none (a denial, a suspicion)."""
    columns = [Column(group.voice, _others(group)) for group in incident.origins]
    home = {voice.key: i for i, group in enumerate(incident.origins) for voice in (group.voice, *group.members)}
    for about in incident.attributes:
        for version in about.versions:
            for holding in version.holdings:
                if holding.voice.key not in home:
                    home[holding.voice.key] = len(columns)
                    columns.append(Column(holding.voice, holding.through))
    return tuple(columns), home


def _others(group: OriginGroup) -> tuple[Voice, ...]:
    return tuple(voice for voice in group.members if voice.key != group.voice.key)


def _row(about: AttributeVersions, width: int, home: Mapping[str, int]) -> Row:
    against = {value for found in about.contradictions for value in (found.left, found.right)}
    cells: list[dict[tuple[str, Stance], tuple[Version, list[Proof]]]] = [{} for _ in range(width)]
    for version in about.versions:
        for holding in version.holdings:
            told = cells[home[holding.voice.key]].setdefault((version.value, holding.stance), (version, []))
            told[1].append(holding.proof)
    shared = {value for value, _ in _shared(cells)}
    return Row(about.attribute, tuple(_cell(cell, against, shared) for cell in cells))


def _shared(cells: Iterable[Mapping[tuple[str, Stance], object]]) -> list[tuple[str, Stance]]:
    """What two columns or more say alike."""
    seen: dict[tuple[str, Stance], int] = {}
    for cell in cells:
        for key in cell:
            seen[key] = seen.get(key, 0) + 1
    return [key for key, times in seen.items() if times > 1]


def _cell(told: Mapping[tuple[str, Stance], tuple[Version, list[Proof]]], against: set[str], shared: set[str]) -> Cell:
    if not told:
        return Cell(Mark.SILENT)
    said = tuple(
        Said(version.label, stance, tuple(dict.fromkeys(proofs)), version.scope)
        for (_, stance), (version, proofs) in told.items()
    )
    values = {value for value, _ in told}
    denied = any(stance is Stance.DENIES for _, stance in told)
    if values & against or denied:
        return Cell(Mark.CONTRADICTS, said)
    return Cell(Mark.SAME if values & shared else Mark.ALONE, said)

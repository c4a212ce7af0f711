"""The matrix of an incident: attributes down, voices across, and how each cell stands to the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from recoupe.model import Attribute, AttributeVersions, Incident, OriginGroup, Proof, Stance, Version, Voice

_FIRST = (
    Attribute.OCCURRENCE, Attribute.ACTOR, Attribute.TARGET, Attribute.PLACE, Attribute.TIME, Attribute.MEANS, Attribute.KILLED,
    Attribute.WOUNDED, Attribute.AREA,
)  # fmt: skip
ORDER = (*_FIRST, *(a for a in Attribute if a not in _FIRST))
"""Who, whom, where, when, how, killed, wounded, ground; then the others."""


class Mark(StrEnum):
    """How a cell stands to the others of its row; each has a shape, not only a colour."""

    SAME = "same"
    """Somebody else says the same."""
    COMPATIBLE = "compatible"
    """Others say something else, and it can all hold."""
    ALONE = "alone"
    """Nobody else speaks of it."""
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
    side: str = ""
    """On whose side it stood; empty for those on none."""


@dataclass(frozen=True, slots=True)
class Group:
    """Columns of one side, next to each other."""

    side: str
    width: int


@dataclass(frozen=True, slots=True)
class Row:
    attribute: Attribute
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        return tuple(Group(side, len(list(columns))) for side, columns in groupby(self.columns, key=lambda c: c.side))


def matrix(incident: Incident, *, side: Callable[[Voice], str] = lambda _: "") -> Matrix:
    """Columns of one ``side`` stand together, those on none last. That it happened is a row where somebody doubts it."""
    columns, home = _columns(incident, side)
    listed = sorted((about for about in incident.attributes if about.versions), key=lambda about: ORDER.index(about.attribute))
    rows = tuple(_row(about, len(columns), home) for about in listed if not _goes_without_saying(about))
    return Matrix(columns, rows)


def _goes_without_saying(about: AttributeVersions) -> bool:
    said = (h.stance for version in about.versions for h in version.holdings)
    return about.attribute is Attribute.OCCURRENCE and all(stance is Stance.SAYS for stance in said)


def _columns(incident: Incident, side: Callable[[Voice], str]) -> tuple[tuple[Column, ...], Mapping[str, int]]:
    """A column for each origin, and one for each voice that speaks and is none (a denial, a suspicion)."""
    columns = [(Column(g.voice, _others(g), side(g.voice)), {v.key for v in (g.voice, *g.members)}) for g in incident.origins]
    known = {key for _, keys in columns for key in keys}
    for about in incident.attributes:
        for version in about.versions:
            for holding in version.holdings:
                voice = holding.voice
                if voice.key not in known:
                    known.add(voice.key)
                    columns.append((Column(voice, holding.through, side(voice)), {voice.key}))
    sides = [*dict.fromkeys(column.side for column, _ in columns if column.side), ""]
    columns.sort(key=lambda pair: sides.index(pair[0].side))
    return tuple(column for column, _ in columns), {key: n for n, (_, keys) in reversed(list(enumerate(columns))) for key in keys}


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
    speaking = sum(bool(cell) for cell in cells)
    return Row(about.attribute, tuple(_cell(cell, against, shared, speaking) for cell in cells))


def _shared(cells: Iterable[Mapping[tuple[str, Stance], object]]) -> list[tuple[str, Stance]]:
    """What two columns or more say alike."""
    seen: dict[tuple[str, Stance], int] = {}
    for cell in cells:
        for key in cell:
            seen[key] = seen.get(key, 0) + 1
    return [key for key, times in seen.items() if times > 1]


def _cell(
    told: Mapping[tuple[str, Stance], tuple[Version, list[Proof]]], against: set[str], shared: set[str], speaking: int
) -> Cell:
    if not told:
        return Cell(Mark.SILENT)
    said = tuple(
        Said(version.label, stance, tuple(dict.fromkeys(proofs)), version.whose)
        for (_, stance), (version, proofs) in told.items()
    )
    values = {value for value, _ in told}
    denied = any(stance is Stance.DENIES for _, stance in told)
    if values & against or denied:
        return Cell(Mark.CONTRADICTS, said)
    if values & shared:
        return Cell(Mark.SAME, said)
    return Cell(Mark.COMPATIBLE if speaking > 1 else Mark.ALONE, said)

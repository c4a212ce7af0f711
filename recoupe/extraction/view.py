"""A sentence as the frames see it, and the word in it that carries an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from recoupe.extraction.arguments import Arguments, Hints, arguments
from recoupe.extraction.kinds import NounKinds
from recoupe.extraction.tree import Tree
from recoupe.language.schema_events import Kind, NounFrame, VerbFrame
from recoupe.model import Event, Name


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that carries an event. ``token`` is the word itself; ``arguments`` are those of the verb, empty for a noun."""

    token: int
    event: Event
    verb: VerbFrame | None
    noun: NounFrame | None
    arguments: Arguments
    anchor: int
    """The verb of a set phrase, else ``token``."""
    complement: tuple[int, ...] = ()
    """For a set phrase: what its noun is "of"."""


@dataclass(frozen=True)
class View:
    """A sentence with all that the frames ask about."""

    tree: Tree
    names: Mapping[int, Name]
    kinds: NounKinds
    hints: Hints
    things: frozenset[int] = frozenset()
    """Numbers that count weapons named before."""
    _arguments: dict[int, Arguments] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Those that were asked for."""
    _kinds: dict[int, frozenset[Kind]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def kind(self, i: int) -> frozenset[Kind]:
        found = self._kinds.get(i)
        if found is None:
            found = self._kinds[i] = self.kinds.of(self.tree, i, self.names)
        return found

    def sets_apart(self, prep: str, wanted: tuple[str, ...]) -> bool:
        """ "A rally in favour of X": whom a preposition of several words leads to did it no more than suffered it, unless the
        frame names the preposition itself."""
        return " " in prep and prep in self.hints.apart and prep not in wanted

    def arguments(self, i: int) -> Arguments:
        found = self._arguments.get(i)
        if found is None:
            found = self._arguments[i] = arguments(self.tree, i, self.hints)
        return found

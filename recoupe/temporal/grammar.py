"""The patterns of ``time.toml`` as trees over words and slots, and the walk that finds them in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from recoupe.errors import DataError
from recoupe.language.schema_time import Guard, TimePattern, TimeWords
from recoupe.temporal.building import build
from recoupe.temporal.captures import Captures
from recoupe.temporal.clitics import CliticCutter
from recoupe.temporal.lattice import Lattice, Value, WordClasses, literal

_PIECE = re.compile(r"\{\w+\}|[()|?]|[^\s{}()|?]+")
_YEARS = frozenset({"year", "short_year", "old_year", "worded_year", "hijri_year"})
_FROM_DIGITS = _YEARS | {"number", "day", "minutes", "numeric", "month_alone", "ordinal"}
_CORE = frozenset({"before_era", "month", "hijri_month", "weekday", "unit", "dual", "part", "season"})
_MOST_SEQUENCES = 400


@dataclass(slots=True)
class Node:
    children: dict[str, Node] = field(default_factory=dict)
    slots: dict[str, Node] = field(default_factory=dict)
    accepts: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens ``start`` to ``end`` (exclusive) read with a pattern."""

    start: int
    end: int
    pattern: TimePattern
    value: Value
    slots: int
    """How many slots it filled: of two readings of the same words, the one that is more nearly word for word is right."""


class Grammar:
    def __init__(self, words: TimeWords) -> None:
        self.patterns = words.patterns
        self.classes = WordClasses(words)
        self._boundary = {literal(w)[0] for w in words.words.get("boundary", ())}
        self._not_after = [frozenset(literal(w)[-1] for w in p.not_after) for p in words.patterns]
        self._not_before = [frozenset(literal(w)[0] for w in p.not_before) for p in words.patterns]
        known = self.classes.symbols() | _FROM_DIGITS | {p.gives for p in words.patterns}
        given = frozenset(p.gives for p in words.patterns)
        roots: dict[int, Node] = {}
        needs: dict[int, set[str]] = {}
        literals: set[str] = set()
        for index, pattern in enumerate(words.patterns):
            root = roots.setdefault(pattern.layer, Node())
            for form in pattern.forms:
                for sequence in expand(form):
                    self._insert(root, sequence, index, known)
                    literals.update(s for s in sequence if not s.startswith("{"))
                    slots = [s[1:-1] for s in sequence if s.startswith("{")]
                    needs.setdefault(pattern.layer, set()).add(max(slots, key=lambda s: s in given, default=""))
        self.layers = [(roots[number], frozenset(needs[number])) for number in sorted(roots)]
        """With each layer, one slot of every form in it (the empty string for a form of words alone): without any, no match."""
        self.cutter = self._cutter(words, literals)
        common = {literal(w)[0] for w in words.words.get("common", ())}
        self.core = frozenset((literals - common) | (self.classes.first_words(_CORE) - common))
        """Folded words without one of which, and without a year or a numeric date, there is no time phrase."""

    def _cutter(self, words: TimeWords, literals: set[str]) -> CliticCutter | None:
        if not words.clitics.before and not words.clitics.article:
            return None
        return CliticCutter(words.clitics, literals | self.classes.vocabulary())

    def _insert(self, root: Node, sequence: tuple[str, ...], index: int, known: frozenset[str]) -> None:
        node = root
        for part in sequence:
            if part.startswith("{"):
                if part[1:-1] not in known:
                    raise DataError("time.toml", None, f"no word class {part} (pattern {index + 1})")
                node = node.slots.setdefault(part[1:-1], Node())
            else:
                node = node.children.setdefault(part, Node())
        pattern = self.patterns[index]
        for other in node.accepts:
            twin = self.patterns[other]
            if (twin.gives, twin.guard) == (pattern.gives, pattern.guard) and other != index:
                raise DataError("time.toml", None, f"two patterns for {' '.join(sequence)!r} ({other + 1} and {index + 1})")
        if index not in node.accepts:
            node.accepts.append(index)

    def read(self, lattice: Lattice) -> list[Match]:
        """Every match of a pattern that may be emitted, layer after layer; overlapping."""
        found: list[Match] = []
        for root, needs in self.layers:
            if "" not in needs and not any(not needs.isdisjoint(edges) for edges in lattice.edges):
                continue
            new: dict[tuple[int, int, str], Match] = {}
            for start, token in enumerate(lattice.tokens):
                if token.text not in root.children and root.slots.keys().isdisjoint(lattice.edges[start]):
                    continue
                for match in self._at(start, root, lattice):
                    key = (start, match.end, match.pattern.gives)
                    if key not in new or match.slots < new[key].slots:
                        new[key] = match
            for match in new.values():
                lattice.add(match.start, match.pattern.gives, match.end, match.value)
            found.extend(m for m in new.values() if m.pattern.emit)
        return found

    def _at(self, start: int, root: Node, lattice: Lattice) -> Iterator[Match]:
        for end, accepts, captures in walk(root, start, lattice):
            for index in accepts:
                if not self._allowed(index, start, end, lattice):
                    continue
                value = build(self.patterns[index], captures)
                if value is not None:
                    yield Match(start, end, self.patterns[index], value, len(captures.items))

    def _allowed(self, index: int, start: int, end: int, lattice: Lattice) -> bool:
        guard, not_after = self.patterns[index].guard, self._not_after[index]
        if not_after and start and lattice.tokens[start - 1].text in not_after:
            return False
        not_before = self._not_before[index]
        if not_before and end < len(lattice.tokens) and lattice.tokens[end].text in not_before:
            return False
        if guard is None:
            return True
        following = lattice.tokens[end] if end < len(lattice.tokens) else None
        stopped = following is None or following.kind == "mark"
        if guard is Guard.STOP:
            return stopped
        if guard is Guard.WORD:
            return not stopped
        return stopped or (following is not None and following.text in self._boundary)


def walk(root: Node, start: int, lattice: Lattice) -> Iterator[tuple[int, list[int], Captures]]:
    """Ends reached from token ``start``, with the patterns accepted there and what their slots took."""
    tokens, edges = lattice.tokens, lattice.edges
    stack: list[tuple[Node, int, tuple[tuple[str, Value], ...]]] = [(root, start, ())]
    while stack:
        node, at, taken = stack.pop()
        if node.accepts and at > start:
            yield at, node.accepts, Captures(taken)
        if at == len(tokens):
            continue
        child = node.children.get(tokens[at].text)
        if child is not None:
            stack.append((child, at + 1, taken))
        if node.slots:
            for symbol, steps in edges[at].items():
                child = node.slots.get(symbol)
                if child is not None:
                    stack.extend((child, end, (*taken, (symbol, value))) for end, value in steps)


def expand(form: str) -> list[tuple[str, ...]]:
    """The plain sequences that a form with choices and options stands for. Raises ``DataError`` on bad syntax."""
    pieces = _PIECE.findall(form)
    sequences, end = _choice(form, pieces, 0)
    if end != len(pieces):
        raise DataError("time.toml", None, f"unbalanced brackets in {form!r}")
    if not sequences or () in sequences:
        raise DataError("time.toml", None, f"{form!r} can be empty")
    return sequences


def _choice(form: str, pieces: list[str], at: int) -> tuple[list[tuple[str, ...]], int]:
    branches: list[tuple[str, ...]] = []
    branch: list[tuple[str, ...]] = [()]
    while at < len(pieces) and pieces[at] != ")":
        piece = pieces[at]
        at += 1
        if piece == "|":
            branches.extend(branch)
            branch = [()]
            continue
        if piece == "?":
            raise DataError("time.toml", None, f"a question mark after nothing in {form!r}")
        if piece == "(":
            options, at = _choice(form, pieces, at)
            if at >= len(pieces):
                raise DataError("time.toml", None, f"unbalanced brackets in {form!r}")
            at += 1
        else:
            options = [(piece,) if piece.startswith("{") else literal(piece)]
        if at < len(pieces) and pieces[at] == "?":
            options = [*options, ()]
            at += 1
        branch = [before + option for before in branch for option in options]
        if len(branch) > _MOST_SEQUENCES:
            raise DataError("time.toml", None, f"{form!r} stands for more than {_MOST_SEQUENCES} sequences")
    return [*branches, *branch], at


__all__ = ["Grammar", "Match", "expand", "walk"]

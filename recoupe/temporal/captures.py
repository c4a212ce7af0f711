"""What the slots of a matched pattern took, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from recoupe.language.schema_time import Edge, Part, Season, Unit
from recoupe.temporal.expressions import Count, Expression
from recoupe.temporal.lattice import Value

T = TypeVar("T", int, str, Count, Unit, Part, Season, Edge)


@dataclass(frozen=True, slots=True)
class Captures:
    items: tuple[tuple[str, Value], ...]

    def first(self, symbol: str, kind: type[T]) -> T | None:
        return next((v for s, v in self.items if s == symbol and isinstance(v, kind)), None)

    def all(self, symbol: str, kind: type[T]) -> list[T]:
        return [v for s, v in self.items if s == symbol and isinstance(v, kind)]

    def fields(self) -> tuple[int, int, int] | None:
        """Year, month and day of a numeric date."""
        return next((v for s, v in self.items if isinstance(v, tuple)), None)

    def expressions(self) -> list[Expression]:
        return [v for _, v in self.items if not isinstance(v, int | str | Count | tuple)]

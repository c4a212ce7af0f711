"""Reasons to doubt a figure, in words: the limits of the possible, and slips of reading or of scale."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.language.schema_numbers import Limit, Limits, Scale
from recoupe.model import QuantityKind


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure as it is checked: its words, what it was read as, and the scale word in it."""

    words: str
    min: float | None
    max: float | None
    unit: str
    scale: Scale | None = None


class Plausibility:
    """Compares figures with the limits of the possible."""

    def __init__(self, limits: Limits) -> None:
        self._limits = {limit.kind: limit for limit in limits.limits}
        self._usd = {entry.unit: entry.usd for entry in limits.money}
        self._conversions = {(entry.unit, entry.to): entry.factor for entry in limits.conversions}

    def flags(self, figure: Measured, kind: QuantityKind | None) -> tuple[str, ...]:
        """Why ``figure``, read as a quantity of ``kind``, cannot be right; empty when nothing speaks against it."""
        limit = None if kind is None else self._limits.get(kind)
        value = max((v for v in (figure.min, figure.max) if v is not None), default=0.0)
        found: list[str] = []
        if limit is not None:
            factor = self._factor(figure.unit, limit)
            if factor is not None and value * factor > limit.above:
                found.append(_too_much(figure, value, factor, limit))
        if figure.unit == "person" and any(v is not None and v != int(v) for v in (figure.min, figure.max)):
            found.append(f"{figure.words!r} was read as {_plain(value)}, which is no whole number of people")
        return tuple(found)

    def _factor(self, unit: str, limit: Limit) -> float | None:
        if unit == limit.unit:
            return 1.0
        if limit.kind is QuantityKind.MONEY:
            return self._usd.get(unit)
        return self._conversions.get((unit, limit.unit))


def _too_much(figure: Measured, value: float, factor: float, limit: Limit) -> str:
    scale = figure.scale
    reading = f"{figure.words!r} was read as {_plain(value)} {figure.unit}"
    if scale is not None:
        reading += f" (the scale word stands for {_plain(scale.value)})"
    text = f"{reading}, {value * factor / limit.reference:.2g} times {limit.yardstick}"
    if scale is not None and scale.slip is not None:
        other = value / scale.value * scale.slip
        if other * factor <= limit.above:
            text += f"; {scale.slip_note} it would be {_plain(other)} {figure.unit}, which is possible"
    return text


def _plain(value: float) -> str:
    """``2500`` rather than ``2.5e+03``, ``7e13`` rather than fourteen digits."""
    if abs(value) < 1e9:
        return f"{value:,.10g}"
    mantissa, exponent = f"{value:.6e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"
